"""Periods as treaties name them: three months are never ninety days."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from treaties.vocabulary import Unit


class Period(NamedTuple):
    """A period in the unit that the treaty names."""

    number: int
    unit: Unit = Unit.DAY


def add_period(day: date, period: Period) -> date:
    """The day after a period: a month after 31 January is the last day of February."""
    if period.unit == Unit.DAY:
        return day + timedelta(days=period.number)
    months = period.number * (12 if period.unit == Unit.YEAR else 1)
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))
