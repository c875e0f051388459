"""Rows about how fast it went: from one date to the next, and how many were there after years.

A date that is known to the month or the year gives "between so many days and so many", never a
day that no source names.
"""

from collections.abc import Callable
from datetime import date
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.comparison.subject import JOINED, Subject
from treaties.comparison.table import Cell, does_not_apply
from treaties.partial_dates import PartialDate
from treaties.periods import Period, add_period
from treaties.steps import Numbers
from treaties.vocabulary import CountKind, InstrumentKind, Standing, Unit
from treaties.wording import number, period, words

AFTER_YEARS = (1, 3, 5, 10)
DAYS_OF_A_YEAR = 365.2425


def talks_to_adoption(subject: Subject) -> Cell:
    return _between(subject, "negotiations_from", "adopted_on")


def adoption_to_opening(subject: Subject) -> Cell:
    return _between(subject, "adopted_on", "opened_for_signature_on")


def opening_to_force(subject: Subject) -> Cell:
    instrument = subject.instrument
    if not instrument.binding:
        return does_not_apply()
    if instrument.in_force_from is None:
        return Cell(words=_("not in force"))
    start = "opened_for_signature_on" if instrument.opened_for_signature_on else "adopted_on"
    return _between(subject, start, "in_force_from")


def entry_into_force(subject: Subject) -> Cell:
    """What was needed, in the words of the record."""
    if not subject.instrument.binding:
        return does_not_apply()
    return subject.text("entry_into_force")


def _between(subject: Subject, start: str, end: str) -> Cell:
    """How long it took from one date of the instrument to another."""
    first, last = getattr(subject.instrument, start), getattr(subject.instrument, end)
    if not first or not last:
        return Cell()
    dates = _("%(first)s to %(last)s") % {"first": words(first), "last": words(last)}
    if last.first_day > subject.on:
        return subject.cell(start, end, words=_("not yet"), text=dates)
    text = "; ".join(part for part in (_in_years(first, last), dates) if part)
    return subject.cell(start, end, words=days_between(first, last), text=text)


def days_between(first: PartialDate, last: PartialDate) -> str:
    """As much as two dates say: "1,202 days", "between 31 and 61 days", "at most 60 days"."""
    fewest = max(0, (last.first_day - first.last_day).days)
    if first.first_day == date.min:  # "not later than": it may have been long before
        return _("at least %(n)s days") % {"n": number(fewest)}
    most = (last.last_day - first.first_day).days
    if fewest == most:
        return _days(most)
    if fewest == 0:
        return _("at most %(n)s days") % {"n": number(most)}
    return _("between %(fewest)s and %(most)s days") % {
        "fewest": number(fewest),
        "most": number(most),
    }


def _days(n: int) -> str:
    if n == 0:
        return _("on the same day")
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": number(n)}


def _in_years(first: PartialDate, last: PartialDate) -> str:
    """To the tenth of a year, for who does not think in days; only where both days are known."""
    n = (last.last_day - first.first_day).days
    if not (first.is_one_day and last.is_one_day) or n < DAYS_OF_A_YEAR:
        return ""
    return _("about %(years)s") % {"years": period(round(n / DAYS_OF_A_YEAR, 1), Unit.YEAR)}


def first_acts_after(years: int, subject: Subject) -> Cell:
    """Signatures of a treaty, endorsements of a declaration: what can be compared."""
    kind, joined = subject.instrument.kind, subject.joined
    if kind == InstrumentKind.AMENDMENT or joined == Standing.VOTED_FOR:
        return does_not_apply()
    if not subject.steps.has_first:
        return does_not_apply() if subject.reached and joined is None else Cell()
    count = CountKind.SIGNATORIES if subject.instrument.binding else JOINED[joined]
    return _after(years, subject, count, attrgetter("first"))


def consents_after(years: int, subject: Subject) -> Cell:
    if not subject.instrument.binding:
        return does_not_apply()
    return _after(years, subject, "consented", attrgetter("consent"))


def _after(years: int, subject: Subject, count: str, of: Callable[[Numbers], int]) -> Cell:
    """A number so many years after the opening; after the adoption where there was none."""
    opened = subject.instrument.opened_for_signature_on
    start = opened or subject.instrument.adopted_on
    if start is None or start.first_day == date.min:
        return Cell()
    first, last = (
        add_period(d, Period(years, Unit.YEAR)) for d in (start.first_day, start.last_day)
    )
    day = words(PartialDate(last.isoformat()))
    text = day if opened else _("%(day)s, counted from adoption") % {"day": day}
    if last > subject.on:
        return Cell(words=_("not yet"), text=text)
    fewest, most = (of(subject.steps.on(day)) for day in (first, last))
    at_least = subject.is_lower_bound(last)
    if fewest != most:
        between = _("between %(first)s and %(last)s")
        return Cell(words=between % {"first": number(fewest), "last": number(most)}, text=text)
    slug = subject.instrument.slug
    return Cell(most, count, slug, on=last, at_least=at_least, text=text)
