"""Dates as sources print them: "1972", "1972-04", "1972-04-10", or "some day between".

The notation is a small subset of EDTF (ISO 8601-2): `[2025-02-12..2026-05-31]` is some day
between the two, `[..2024-05-01]` a day not later than that. Nothing becomes 1 January.
"""

import calendar
import re
from datetime import date
from functools import cached_property, lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from treaties.typed_dates import LONGEST, Ambiguous, in_edtf

# Four digits from 1600 to 2199: "0002-11-30" is a placeholder of some database, not a date.
DAY = r"(?P<year>(?:1[6-9]|2[01])\d{2})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
ONE_DAY = re.compile(DAY, re.ASCII)
BETWEEN = re.compile(r"\[(?P<first>[\d-]*)\.\.(?P<last>[\d-]+)\]", re.ASCII)


@lru_cache(maxsize=10_000)
def _first_and_last(text: str) -> tuple[date, date]:
    """The first and the last possible day; ValueError if it is no such date."""
    match = ONE_DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date such as 1972, 1972-04 or 1972-04-10")
    year = int(match["year"])
    first_month, last_month = (int(match["month"]),) * 2 if match["month"] else (1, 12)
    if match["day"]:
        day = date(year, first_month, int(match["day"]))
        return day, day
    first = date(year, first_month, 1)
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


class PartialDate(str):
    """A date known to the year, the month or the day, or as "some day between".

    >>> PartialDate("1972-02").last_day
    datetime.date(1972, 2, 29)

    Two of them have no order of their own (1975 is neither before nor after March 1975):
    compare `first_day` or `last_day`. Raises ValueError for anything else than such a date.
    """

    def __new__(cls, text):
        self = super().__new__(cls, text)
        between = BETWEEN.fullmatch(self)
        if between is None:
            self.first_day, self.last_day = _first_and_last(self)
            return self
        self.last_day = _first_and_last(between["last"])[1]
        first = between["first"]
        self.first_day = _first_and_last(first)[0] if first else date.min
        if self.first_day > self.last_day:
            raise ValueError(f"{text!r} ends before it begins")
        return self

    @cached_property
    def is_one_day(self) -> bool:
        return self.first_day == self.last_day

    def _no_order(self, other):
        raise TypeError("partial dates have no order: compare first_day or last_day")

    __lt__ = __le__ = __gt__ = __ge__ = _no_order

    def __getnewargs__(self):
        return (str(self),)


# The record has the same few thousand days again and again: each is read once.
known = lru_cache(maxsize=20_000)(PartialDate)


def validate_partial_date(value):
    try:
        PartialDate(value)
    except ValueError as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date. Write 1972, 1972-04, 1972-04-10, or "
                "[2025-02-12..2026-05-31] for a day between two days."
            ),
            code="partial_date",
            params={"value": value},
        ) from error


class TypedDateField(forms.CharField):
    """A `PartialDate` as a person types it, in words or numbers: "feb 2025" is 2025-02."""

    default_error_messages = {
        "partial_date": _(
            "“%(value)s” is not a date. Write it like one of these: 1972, April 1972, "
            "10 April 1972, 1972-04-10, between 2 May 1972 and June 1973."
        ),
        "ambiguous": _(
            "“%(value)s” can be read as %(readings)s. Write the one that the source means, like this "
            "or with the name of the month."
        ),
    }

    def to_python(self, value):
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return PartialDate(in_edtf(typed))
        except Ambiguous as error:
            code, params = "ambiguous", {"readings": " / ".join(error.readings)}
        except ValueError:
            code, params = "partial_date", {}
        params["value"] = typed
        raise ValidationError(self.error_messages[code], code=code, params=params)


class PartialDateField(models.CharField):
    """A `PartialDate`, stored as its text; empty is NULL, never ""."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_partial_date]

    def from_db_value(self, value, expression, connection):
        return None if value is None else known(value)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            value = value.isoformat()
        try:
            return PartialDate(str(value).strip())
        except ValueError:
            validate_partial_date(value)

    def get_prep_value(self, value):
        return None if value in self.empty_values else str(value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TypedDateField, "max_length": LONGEST, **kwargs})


def _day_of(name, function):
    return models.GeneratedField(
        expression=models.Func(models.F(name), function=function),
        output_field=models.DateField(),
        db_persist=True,
        editable=False,
        verbose_name=_("%(name)s, as a day") % {"name": name},
    )


def first_day_of(name):
    """A column that PostgreSQL keeps: the first possible day of the partial date `name`."""
    return _day_of(name, "edtf_first")


def last_day_of(name):
    """A column that PostgreSQL keeps: the last possible day of the partial date `name`."""
    return _day_of(name, "edtf_last")
