"""Which day a page speaks of, and how its links keep it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from treaties.partial_dates import PartialDate

# The day that the address of this page names: like the language, every link on the page keeps it.
_kept: ContextVar[date | None] = ContextVar("kept_day", default=None)


@dataclass(frozen=True)
class Milestone:
    """A day worth looking at: the opening for signature, the entry into force."""

    label: str
    on: date


class BadDay(BadRequest):
    """The day in the address is none; the message says what to write."""


def now() -> datetime:
    """The one clock of the pages; a test that needs another day sets it."""
    return datetime.now(UTC)


def today() -> date:
    """The UTC date: one day for every reader, wherever they are."""
    return now().date()


def day_asked_for(request) -> date:
    """The day of `?on=YYYY-MM-DD`, else today. Raises BadDay."""
    text = request.GET.get("on", "")
    if not text:
        return today()
    try:
        if len(text) != len("1972-04-10"):
            raise ValueError
        return PartialDate(text).first_day  # of the centuries that the record can speak of
    except ValueError:
        raise BadDay(
            _(
                "“%(day)s” is not a day between 1600 and 2199. "
                "Write the year, month and day: ?on=2024-03-31"
            )
            % {"day": text[:40]}
        ) from None


@contextmanager
def day_kept(day: date | None):
    """Inside of it, links lead to the same day; None keeps none."""
    token = _kept.set(day)
    try:
        yield
    finally:
        _kept.reset(token)


def with_day(address: str) -> str:
    """An address of ours, with the day of this page if it is not today."""
    day = _kept.get()
    if day is None or "?on=" in address or "&on=" in address:
        return address
    page, hash_sign, place = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}on={day.isoformat()}{hash_sign}{place}"
