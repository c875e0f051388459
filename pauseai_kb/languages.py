"""Which language an address is in, the same page in another one, and what a browser asks for.

English has no prefix, every other language of the menu does: `/nl/…`. Nothing else decides:
no cookie, no session, and what the browser asks for at the bare first page only.
"""

from dataclasses import dataclass

from babel import Locale
from django.conf import settings
from django.utils.translation import get_supported_language_variant, to_locale
from django.utils.translation.trans_real import parse_accept_lang_header

# One Norwegian is on the menu; whoever asks for the other, or for either, gets it.
ALIASES = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True)
class Choice:
    """The page in one language, for the menu and for search engines."""

    code: str
    name: str  # in the language itself
    address: str
    is_current: bool


def codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def split(path: str) -> tuple[str, str]:
    """The language of a path and the path without it: "/nl/summits/" is ("nl", "/summits/")."""
    first, slash, rest = path.lstrip("/").partition("/")
    if first in codes() and first != settings.LANGUAGE_CODE:
        return first, f"/{rest}"
    return settings.LANGUAGE_CODE, path


def address_in(language: str, bare_path: str) -> str:
    return bare_path if language == settings.LANGUAGE_CODE else f"/{language}{bare_path}"


def moved(full_path: str) -> str | None:
    """Where an address in an alias is kept: "/no/summits/?on=…" at "/nb/summits/?on=…"."""
    first = full_path[1:].partition("?")[0].partition("/")[0]
    if first not in ALIASES or ALIASES[first] not in codes():
        return None
    rest = full_path[1 + len(first) :]
    return f"/{ALIASES[first]}{rest if rest.startswith('/') else f'/{rest}'}"


def asked_for(accept_language: str) -> str:
    """The language of the menu that a browser likes best; English if it likes none of them."""
    for wanted, quality in parse_accept_lang_header(accept_language.lower()):
        if wanted == "*":
            break
        if not quality:
            continue
        try:
            return get_supported_language_variant(ALIASES.get(wanted.split("-")[0], wanted))
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """What a language calls itself: "Norsk bokmål"."""
    name = Locale.parse(to_locale(code)).get_display_name()
    return name[:1].upper() + name[1:]


def choices(request) -> list[Choice]:
    """This page in every language, with its day and whatever else the address asks for.

    A page that does not exist has no other language: there the menu leads to the first pages.
    """
    current, bare_path = split(request.path)
    query = request.GET.copy()
    query.pop("lang", None)
    if request.resolver_match is None:
        bare_path, query = "/", request.GET.__class__(mutable=True)
    found = []
    for code in codes():
        own = query.copy()
        if (code, bare_path) == (settings.LANGUAGE_CODE, "/"):
            own["lang"] = code  # the bare first page would ask the browser
        text = own.urlencode()
        address = address_in(code, bare_path) + (f"?{text}" if text else "")
        found.append(Choice(code, own_name(code), address, code == current))
    return found


def alternates(request) -> list[Choice]:
    """This page in every language as search engines shall keep it: of today, unfiltered."""
    current, bare_path = split(request.path)
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return [
        Choice(
            code,
            own_name(code),
            request.build_absolute_uri(address_in(code, bare_path) + query),
            code == current,
        )
        for code in codes()
    ]
