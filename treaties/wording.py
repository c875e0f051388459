"""Facts as people read them: numbers and dates in words, texts with their numbers filled in."""

from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from treaties.partial_dates import PartialDate
from treaties.vocabulary import Unit

# The year alone, or the year and the month, by the length of the text.
SKELETONS = {4: "y", 7: "yMMMM"}


def locale() -> str:
    """The locale of the page for Babel; English dates are written as in Britain: 10 April 1972."""
    return _locale_of(get_language() or "en")


@lru_cache
def _locale_of(language: str) -> str:
    name = to_locale(language)
    return "en_GB" if name == "en" else name


@lru_cache(maxsize=10_000)
def _in_words(day: str, locale_name: str) -> str:
    first = PartialDate(day).first_day
    if len(day) == len("1972-04-10"):
        return format_date(first, "long", locale=locale_name)
    return format_skeleton(SKELETONS[len(day)], first, locale=locale_name)


@lru_cache(maxsize=10_000)
def _decimal(value, locale_name: str) -> str:
    return format_decimal(value, locale=locale_name)


def number(value) -> str:
    """A number as the language writes it: 12,000 or 12.000."""
    return "" if value is None else _decimal(value, locale())


def share(part: int, whole: int) -> str:
    """A part in per cent, to the nearest tenth; short of all it is never 100 %, nor 0 of some."""
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return format_percent(tenths / 1000, "#,##0.#%", locale=locale())


def period(length: float, unit: str) -> str:
    """A period in the unit of its treaty: "3 months", "1 year"."""
    if unit == Unit.DAY:  # CLDR has no long form in Dutch, and 24 hours in Norwegian
        return ngettext("%(n)s day", "%(n)s days", length) % {"n": number(length)}
    return format_unit(length, f"duration-{unit}", locale=locale())


def language_name(code: str) -> str:
    """What the language of the page calls a language: "French"; else its code."""
    return Locale.parse(locale()).languages.get(code.replace("-", "_"), code)


def words(day) -> str:
    """A day or a partial date: "10 April 1972", "April 1972", "between … and …"."""
    if not day:
        return ""
    text, locale_name = str(day), locale()
    if not text.startswith("["):
        return _in_words(text, locale_name)
    first, last = text.strip("[]").split("..")
    if not first:
        return _("not later than %(day)s") % {"day": _in_words(last, locale_name)}
    return _("between %(first)s and %(last)s") % {
        "first": _in_words(first, locale_name),
        "last": _in_words(last, locale_name),
    }


def through(first, last) -> str:
    """From one day to another: "10–11 February 2025"; only the first if there is no other."""
    if not last or last == first:
        return words(first)
    if not (first.is_one_day and last.is_one_day):
        return f"{words(first)} – {words(last)}"
    days = first.first_day, last.first_day
    differs = (
        "y" if days[0].year != days[1].year else "M" if days[0].month != days[1].month else "d"
    )
    patterns = Locale.parse(locale()).interval_formats["yMMMd"][differs]  # of short months
    written = zip(days, patterns, strict=True)
    return "".join(
        format_date(day, pattern.replace("MMM", "MMMM"), locale=locale())
        for day, pattern in written
    )


def filled(text: str, counts) -> str:
    """A text whose placeholders, such as {parties}, are filled with computed numbers."""
    if not text or "{" not in text:
        return text
    return text.format_map(counts.filled())
