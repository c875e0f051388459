"""What the last runs counted: the totals that a source prints, its own rows, and our record.

Of each check only the last run that read its source. Our record is counted on the day of that run,
by the course of each instrument: as many queries for thirty runs as for one.
"""

from dataclasses import dataclass
from datetime import UTC, date

from django.db.models import F, Func, IntegerField, OuterRef, Subquery

from treaties.course import courses
from treaties.models import Instrument, Source, SourceCheck
from treaties.refresh.models import Run
from treaties.statistics import COUNTED
from treaties.vocabulary import CountKind


@dataclass(frozen=True)
class Total:
    """One total that a source prints, beside two ways to arrive at it."""

    kind: CountKind
    declared: int  # what the source prints
    counted: int | None  # what its rows give; None if the run did not say
    recorded: int  # what our record gives

    @property
    def rows_differ(self) -> int:
        """How many more the rows of the source give than it prints; less than 0: fewer."""
        return 0 if self.counted is None else self.counted - self.declared

    @property
    def record_differs(self) -> int:
        """How many more our record has than the source prints."""
        return self.recorded - self.declared

    @property
    def rows_fewer(self) -> int:
        return -self.rows_differ

    @property
    def record_fewer(self) -> int:
        return -self.record_differs

    @property
    def agrees(self) -> bool:
        return not self.rows_differ and not self.record_differs


@dataclass(frozen=True)
class Tally:
    """The last healthy run of one check."""

    source: Source
    instrument: Instrument
    on: date
    held: int  # rows held back: how many, never whose
    totals: tuple[Total, ...]


def last_tallies(source: Source | None = None, instrument: Instrument | None = None):
    """By title of the instrument; only of a source or an instrument, if one is asked for."""
    runs = last_healthy_runs()
    if source:
        runs = runs.filter(source=source)
    if instrument:
        runs = runs.filter(instrument=instrument)
    found = sorted(runs, key=lambda run: (run.instrument.title, run.source.title))
    with_totals = {run.instrument for run in found if run.declared}
    known = courses(with_totals, named=False) if with_totals else {}
    return [tally(run, known.get(run.instrument_id)) for run in found]


def last_healthy_runs():
    """The last run of each check of an instrument that read the source, or found it unchanged."""
    of_check = Run.objects.filter(
        source=OuterRef("source"),
        instrument=OuterRef("instrument"),
        connector=OuterRef("connector"),
        outcome__in=Run.HEALTHY,
    ).order_by("-finished_at", "-pk")
    last = SourceCheck.objects.values(last=Subquery(of_check.values("pk")[:1]))
    held, unnamed = (
        Func(F(rows), function="jsonb_array_length", output_field=IntegerField())
        for rows in ("held", "unnamed")
    )
    return (
        Run.objects.filter(pk__in=last)
        .annotate(held_back=held + unnamed)
        .select_related("source", "instrument")
        .defer("text", "message", "filled", "held", "unnamed", "conflicts")
    )


def tally(run: Run, course) -> Tally:
    on = run.finished_at.astimezone(UTC).date()
    counts = course.counts_on(on) if course else None
    totals = tuple(
        Total(CountKind(kind), number, run.counted.get(kind), counts[kind])
        for kind, number in run.declared.items()
        if kind in COUNTED
    )
    return Tally(run.source, run.instrument, on, run.held_back, totals)
