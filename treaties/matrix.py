"""Where many participants stand under many instruments on a day: one table, few questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from treaties.cells import ORDER, Cell, columns_of
from treaties.models import Instrument, Participant
from treaties.stages import Stage, stage
from treaties.statistics import joined
from treaties.vocabulary import STATES, Region

REGIONS = list(Region)


@dataclass(frozen=True)
class Row:
    """One participant, with a cell for each column."""

    participant: Participant
    cells: tuple[Cell, ...]

    @property
    def joined(self) -> int:
        return joined(self.cells)


@dataclass(frozen=True)
class Share:
    """n of N under one instrument: N is None where anyone could join, or no list is recorded."""

    instrument: Instrument
    joined: int
    potential: int | None
    is_lower_bound: bool  # pages then say "at least n"


@dataclass(frozen=True)
class Group:
    """Rows under one heading, and how many of the states among them joined each instrument."""

    region: str
    rows: tuple[Row, ...]
    shares: tuple[Share, ...]

    @property
    def label(self) -> str:
        return Region(self.region).label if self.region else _("Organisations and companies")

    @property
    def slug(self) -> str:
        return self.region.lower() or "elsewhere"

    @property
    def states(self) -> int:
        return sum(row.participant.kind in STATES for row in self.rows)


@dataclass(frozen=True)
class Matrix:
    """The table: its columns, its rows in groups, and the sums below."""

    on: date
    is_grouped: bool  # by region; else one group has all rows
    columns: tuple[Instrument, ...]
    groups: tuple[Group, ...]
    states: tuple[Share, ...]
    everybody: tuple[Share, ...]
    left_out: tuple[Instrument, ...]  # nobody in the table stands anywhere under them
    adopted_later: tuple[Instrument, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def legend(self) -> list[Cell]:
        """One cell of each sort that the table has, in order."""
        found = {cell.standing: cell for row in self.rows for cell in row.cells}
        return sorted(found.values(), key=lambda cell: ORDER.index(cell.standing))

    @property
    def contested(self) -> list[tuple[Participant, Cell]]:
        return [
            (row.participant, cell) for row in self.rows for cell in row.cells if cell.other_reading
        ]

    @property
    def has_others(self) -> bool:
        """Whether anybody but states is among the rows: then two sums are needed."""
        return any(row.participant.kind not in STATES for row in self.rows)


def matrix(
    instruments: Iterable[Instrument],
    participants: Iterable[Participant],
    on: date,
    *,
    standing: str = "",
    order: str = "region",
) -> Matrix:
    """The table of these on a day; `participants` come with names and universes.

    `standing` leaves the rows that have it somewhere. Rows and columns in which nobody stands
    anywhere are left out, and so is what was adopted later.
    """
    instruments, participants = list(instruments), list(participants)
    known = [each for each in instruments if stage(each, on) != Stage.NOT_ADOPTED]
    columns = columns_of(known, participants, on)
    rows = [Row(each, tuple(column.cell(each) for column in columns)) for each in participants]
    rows = [row for row in rows if not all(cell.is_blank for cell in row.cells)]
    if standing:
        rows = [row for row in rows if any(cell.standing == standing for cell in row.cells)]
    rows, columns = _without_blank_columns(rows, columns)
    rows = _in_order(rows, columns, order)
    shown = tuple(column.instrument for column in columns)
    is_grouped = order == "region"
    return Matrix(
        on=on,
        is_grouped=is_grouped,
        columns=shown,
        groups=_groups(rows, columns, on) if is_grouped else (Group("", tuple(rows), ()),),
        states=_shares(_states(rows), columns, on),
        everybody=_shares(rows, columns, on),
        left_out=tuple(each for each in known if each not in shown),
        adopted_later=tuple(each for each in instruments if each not in known),
    )


def _without_blank_columns(rows, columns):
    """Without the instruments under which none of these stands anywhere."""
    kept = [
        place for place in range(len(columns)) if not all(row.cells[place].is_blank for row in rows)
    ]
    rows = [Row(row.participant, tuple(row.cells[place] for place in kept)) for row in rows]
    return rows, [columns[place] for place in kept]


def _in_order(rows, columns, order) -> list[Row]:
    rows = sorted(rows, key=lambda row: row.participant.sort_key)
    if order == "joined":
        return sorted(rows, key=lambda row: -row.joined)
    if order == "region":
        return sorted(rows, key=_place_of_region)
    for place, column in enumerate(columns):
        if order == f"standing-{column.instrument.slug}":
            return sorted(rows, key=lambda row: ORDER.index(row.cells[place].standing))  # noqa: B023
    return rows


def _place_of_region(row: Row) -> int:
    region = row.participant.region
    return REGIONS.index(region) if region else len(REGIONS)


def _groups(rows, columns, on) -> tuple[Group, ...]:
    by_region = groupby(rows, key=lambda row: row.participant.region)
    found = [(region, tuple(rows)) for region, rows in by_region]
    return tuple(Group(region, rows, _shares(_states(rows), columns, on)) for region, rows in found)


def _states(rows) -> list[Row]:
    return [row for row in rows if row.participant.kind in STATES]


def _shares(rows, columns, on) -> tuple[Share, ...]:
    who = {row.participant.pk for row in rows}

    def share(place, column):
        n = joined(row.cells[place] for row in rows)
        potential = len(column.potential & who) if column.has_n else None
        may_miss = n != potential and column.instrument.is_lower_bound_on(on)
        return Share(column.instrument, n, potential, may_miss)

    return tuple(share(place, column) for place, column in enumerate(columns))
