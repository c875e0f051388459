"""The rows below a curve: its numbers on every day on which one changed, or at the end of years."""

from dataclasses import dataclass
from datetime import date

from treaties.shown import Shown
from treaties.steps import Steps

MOST_ROWS = 60  # of single days; beyond that the last days of years, as exact
MOST_LATER = 12  # days after that of the page, each with a row of its own: what is notified


@dataclass(frozen=True)
class Row(Shown):
    """The numbers of one day."""

    on: date
    counts: tuple[int, ...]
    is_page_day: bool
    is_later: bool  # than the day of the page
    is_lower_bound: bool  # at least so many (law R9, R14)
    ends_year: bool

    @property
    def group(self) -> tuple[bool, bool]:
        return self.is_later, self.is_lower_bound


def rows_of(found: Steps, *, on: date, ends: date) -> tuple[Row, ...]:
    """In order of days; always with the opening, the entry into force and the day of the page."""
    instrument = found.instrument
    in_force = instrument.in_force_from and instrument.in_force_from.last_day
    always = {day for day in (found.begins, in_force, on) if day and found.begins <= day <= ends}
    days = {numbers.on for numbers in found.days}
    year_ends = set()
    if len(days | always) > MOST_ROWS:
        later = sorted(day for day in days if day > on)
        year_ends = {day for each in days if (day := date(each.year, 12, 31)) <= ends}
        days = {*year_ends, max(days), *(later if len(later) <= MOST_LATER else ())}
    complete_from = instrument.history_complete_from or date.min
    return tuple(
        Row(
            on=day,
            counts=found.on(day).counts,
            is_page_day=day == on,
            is_later=day > on,
            is_lower_bound=not instrument.list_is_complete or day < complete_from,
            ends_year=day in year_ends,
        )
        for day in sorted(days | always)
    )
