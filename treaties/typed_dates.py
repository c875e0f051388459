"""What a person typed as a date, in the notation of the record: "feb. 2025" is "2025-02".

Names of months and the words around a date are read in every language of the site. Only what can be
one date and no other is read: "03/04/2025" is refused, with both of its readings.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext, override, pgettext, to_locale

from treaties.names import fold

LONGEST = 100  # characters: no date in words is longer
SHORTEST_NAME = 3  # letters: "feb"; with two, "ma" is March in one language and May in another
LETTERS = r"(?P<month>[^\W\d_]+)\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|e|\.)?"
YEAR = r"(?P<year>(?:1[6-9]|2[01])[0-9]{2})"  # as in `partial_dates`
ISO = re.compile(rf"{YEAR}(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?)?")
NAMED = [
    re.compile(rf"{LETTERS} {YEAR}"),
    re.compile(rf"{DAY} {LETTERS} {YEAR}"),
    re.compile(rf"{LETTERS} {DAY} {YEAR}"),
]
NUMBERS = re.compile(rf"([0-9]{{1,2}})(?P<mark>[./-])(?:([0-9]{{1,2}})(?P=mark))?{YEAR}")


class Ambiguous(ValueError):
    """It may be several dates: `readings`, in the notation of the record."""

    def __init__(self, readings):
        super().__init__(*readings)
        self.readings = sorted(readings)


def in_edtf(typed: str) -> str:
    """The same date in the notation of the record; what is not understood comes back as it was.

    Raises Ambiguous.
    """
    if len(typed) > LONGEST:
        return typed
    plain = " ".join(fold(typed).replace(",", " ").split())
    for pattern, write in _periods(_languages()):
        if found := pattern.fullmatch(plain):
            parts = {name: _one_date(text) for name, text in found.groupdict().items()}
            return write(**parts) if all(parts.values()) else typed.strip()
    return _one_date(plain) or typed.strip()


def _one_date(plain: str) -> str:
    """One date in any of its spellings; empty if it is none."""
    readings = {*_as_in_the_record(plain), *_with_a_named_month(plain), *_of_numbers(plain)}
    if len(readings) > 1:
        raise Ambiguous(readings)
    return readings.pop() if readings else ""


def _as_in_the_record(plain: str):
    if found := ISO.fullmatch(plain):
        yield from _written(**found.groupdict())


def _with_a_named_month(plain: str):
    for pattern in NAMED:
        if found := pattern.fullmatch(plain):
            parts = found.groupdict()
            for month in _months_called(parts["month"]):
                yield from _written(parts["year"], month, parts.get("day"))


def _of_numbers(plain: str):
    """12.2.2025 has the day first wherever it is written; with a slash or a hyphen it may not."""
    found = NUMBERS.fullmatch(plain)
    if found is None:
        return
    first, second, year = found[1], found[3], found["year"]
    if second is None:
        yield from _written(year, first)
        return
    yield from _written(year, second, first)
    if found["mark"] != ".":
        yield from _written(year, first, second)


def _written(year, month=None, day=None):
    """The date as exactly as it is known, if the calendar has it."""
    try:
        found = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return
    yield found if day else found[: len("2025-02")] if month else year


def _months_called(name: str) -> set[int]:
    """The months that have this name, or one that begins with it, in any language of the site."""
    months = _names_of_months(_languages())
    if name in months:
        return months[name]
    if len(name) < SHORTEST_NAME:
        return set()
    return {m for whole, found in months.items() if whole.startswith(name) for m in found}


def _languages() -> tuple[str, ...]:
    return tuple(code for code, _name in settings.LANGUAGES)


@lru_cache
def _names_of_months(languages) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for code in languages:
        for form in Locale.parse(to_locale(code)).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in form.get(width, {}).items():
                    names.setdefault(fold(name).strip("."), set()).add(month)
    return names


@lru_cache
def _periods(languages) -> list[tuple]:
    """Patterns of "between … and …" and the like in every language, and how each is written down.

    The words are those with which pages show such a date.
    """
    found = []
    for code in languages:
        with override(code):
            found += [
                (_pattern(gettext("between %(first)s and %(last)s")), _between),
                (_pattern(gettext("not later than %(day)s")), "[..{day}]".format),
                (_pattern(pgettext("date", "before %(day)s")), _before),
            ]
    return found


def _pattern(words: str) -> re.Pattern:
    """The pattern of a text in which dates have a place."""
    escaped = re.escape(fold(words).replace(",", " "))
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", escaped))


def _between(first: str, last: str) -> str:
    return f"[{first}..{last}]"


def _before(day: str) -> str:
    """The day before the first possible one is the last that it can be."""
    first = date.fromisoformat(day + "-01-01"[len(day) - len("2025") :])
    return f"[..{first - timedelta(days=1)}]"
