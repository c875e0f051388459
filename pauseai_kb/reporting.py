"""Where "Something wrong?" leads: to those who keep the site, with the address of the page."""

from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.checks import Error
from django.urls import reverse
from django.utils.translation import gettext as _


def report_address(page: str) -> str:
    """A message or a form that names the page; without a setting, our own page that says how."""
    ours = settings.REPORT_ADDRESS
    if not ours:
        return f"{reverse('about')}?{urlencode({'page': urlsplit(page).path})}#correct"
    if not ours.startswith("mailto:"):
        base, mark, part = ours.partition("#")
        joint = "&" if "?" in base else "?"
        return f"{base}{joint}{urlencode({'page': page})}{mark}{part}"
    words = {
        "subject": _("Something wrong: %(page)s") % {"page": urlsplit(page).path},
        "body": _("Page: %(page)s\nWhat is wrong:\nWhat it should say:\nSource that says so:\n")
        % {"page": page},
    }
    return f"{ours}?{urlencode(words, quote_via=quote)}"


def the_address_can_be_followed(app_configs, **options) -> list[Error]:
    """Found at the start and not by a visitor."""
    ours = settings.REPORT_ADDRESS
    mailto = ours.startswith("mailto:") and "@" in ours and "?" not in ours
    if not ours or mailto or ours.startswith("https://"):
        return []
    message = f"REPORT_ADDRESS={ours} is neither mailto:someone@example.org nor https://…"
    return [Error(message, id="pauseai_kb.E001")]
