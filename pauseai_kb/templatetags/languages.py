"""The page in other languages, for templates."""

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse
from django.utils.translation import get_language

from pauseai_kb import languages
from treaties.days import with_day

register = template.Library()


@register.simple_tag(takes_context=True)
def language_choices(context) -> list[languages.Choice]:
    """This page in every language; works inside a component that is included with `only`."""
    request = getattr(context, "request", None)
    return languages.choices(request) if request else []


@register.simple_tag(takes_context=True)
def language_alternates(context) -> list[languages.Choice]:
    """The same for search engines; none for a page that does not exist."""
    request = getattr(context, "request", None)
    return languages.alternates(request) if request and request.resolver_match else []


@register.simple_tag(takes_context=True)
def page_address(context) -> str:
    """The whole address of this page, for print; none if the host's name is none of ours."""
    request = getattr(context, "request", None)
    try:
        return request.build_absolute_uri() if request else ""
    except DisallowedHost:
        return ""


@register.simple_tag
def home_address() -> str:
    """The first page in the language of this page: the bare `/` would ask the browser."""
    home = reverse("home")
    if get_language() == settings.LANGUAGE_CODE:
        home = f"{home}?lang={settings.LANGUAGE_CODE}"
    return with_day(home)
