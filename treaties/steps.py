"""How many had joined, day by day: the steps of an instrument."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import add, attrgetter
from typing import NamedTuple

from treaties.course import Course, Turn
from treaties.models import Instrument
from treaties.statistics import COUNTED, Stand, Stands, consented, first_formal_acts
from treaties.vocabulary import CountKind

BINDING = CountKind.SIGNATORIES, CountKind.CONTRACTING_STATES, CountKind.PARTIES
NOT_BINDING = CountKind.ENDORSERS, CountKind.COMMITTED, CountKind.SPONSORS


class Numbers(NamedTuple):
    """The numbers from this day on, until those of another day follow."""

    on: date
    first: int  # statistics.first_formal_acts
    consent: int  # statistics.consented
    counts: tuple[int, ...]  # those that the table has a column for, in its order
    moved: tuple[Turn, ...] = ()  # a line: to become a party is no move where consent came before


@dataclass(frozen=True)
class Steps:
    """The days on which a number of one instrument changed, in order."""

    instrument: Instrument
    begins: date | None  # opened for signature, else adopted; None if neither is known
    kinds: tuple[CountKind, ...]  # the columns of its table
    days: tuple[Numbers, ...]

    def on(self, day: date) -> Numbers:
        """The numbers of a day: those of the last day on which one changed."""
        place = bisect_right(self.days, day, key=attrgetter("on"))
        return self.days[place - 1] if place else Numbers(day, 0, 0, (0,) * len(self.kinds))

    def until(self, day: date) -> tuple[Numbers, ...]:
        """Those of the days up to a day, that day included."""
        return self.days[: bisect_right(self.days, day, key=attrgetter("on"))]

    def top_until(self, day: date) -> int:
        """The highest number until a day, that day included."""
        return max((max(n.first, n.consent) for n in self.until(day)), default=0)

    @property
    def moves(self) -> list[Numbers]:
        """The days on which somebody moved a line, if only up and down."""
        return [n for n in self.days if n.moved]

    @property
    def has_first(self) -> bool:
        """Whether anybody took a step before consent: an amendment is not signed."""
        return any(n.first for n in self.days)


def steps(course: Course) -> Steps:
    """The steps of a course: each number is counted as `statistics` counts it."""
    kinds = _kinds(course)
    counted = (first_formal_acts, consented, *(COUNTED[kind] for kind in kinds))
    totals, days = [0] * len(counted), []
    for on, turned in course.by_day():
        before, moved = totals, []
        for turn in turned:
            added = _differences(turn.before, turn.after, counted)
            totals = list(map(add, totals, added))
            if added[0] or added[1]:
                moved.append(turn)
        if totals != before:
            first, consent, *counts = totals
            days.append(Numbers(on, first, consent, tuple(counts), tuple(moved)))
    return Steps(course.instrument, _begins(course.instrument, days), kinds, tuple(days))


@lru_cache(maxsize=10_000)
def _differences(before: Stand, after: Stand, counted: tuple[Callable, ...]) -> tuple[int, ...]:
    """What a turn adds to each number; there are few kinds of turn, and thousands of turns."""
    return tuple(count([after]) - count([before]) for count in counted)


def difference(turn: Turn, count: Callable[[Stands], int]) -> int:
    """What one turn adds to a number."""
    return count([turn.after]) - count([turn.before])


def _kinds(course: Course) -> tuple[CountKind, ...]:
    """Of a text that binds nobody: only what somebody did about it."""
    kinds = BINDING if course.instrument.binding else NOT_BINDING
    stands = {turn.after for turn in course.turns}  # a few, again and again
    return tuple(kind for kind in kinds if COUNTED[kind](stands)) or kinds[:1]


def _begins(instrument: Instrument, days: Sequence[Numbers]) -> date | None:
    """The day from which somebody could join; an act from before it comes first all the same."""
    opened = instrument.opened_for_signature_on or instrument.adopted_on
    known = [opened.last_day] if opened else []
    return min([*known, *(n.on for n in days[:1])], default=None)
