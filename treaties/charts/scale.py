"""Where a number, a day or a label comes to lie in a chart. Pure: numbers in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from treaties.partial_dates import PartialDate
from treaties.shown import Shown

YEARS = 1, 2, 5, 10, 20, 50, 100
MONTHS = 1, 2, 3, 6


@dataclass(frozen=True)
class Scale:
    """A number between `low` and `high` comes to lie between `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True)
class Days:
    """A day between `first` and `last` comes to lie between 0 and `end`."""

    first: date
    last: date
    end: float

    def __call__(self, day: date) -> float:
        return Scale(self.first.toordinal(), self.last.toordinal(), 0, self.end)(day.toordinal())


class Point(NamedTuple):
    """A place: `x` in units of the plot, or in per cent of it; `y` in pixels."""

    x: float
    y: float


@dataclass(frozen=True)
class Tick(Shown):
    """A mark on an axis: a number or a day, and its place there."""

    at: float
    number: int | None = None
    day: PartialDate | None = None
    is_minor: bool = False  # left out where there is little room


def number_ticks(top: int, *, at_most: int = 6) -> list[int]:
    """Round numbers from 0; the last one is not below `top`."""
    steps = (number * 10**power for power in range(10) for number in (1, 2, 5))
    step = next(step for step in steps if -(-top // step) < at_most)
    return [step * place for place in range(max(1, -(-top // step)) + 1)]


def year_ticks(years: float, *, at_most: int = 6) -> list[int]:
    """Numbers of years from 0, none beyond `years`."""
    step = next((step for step in YEARS if years / step < at_most), YEARS[-1])
    return list(range(0, int(years) + 1, step))


def day_ticks(first: date, last: date, *, at_most: int = 6) -> list[PartialDate]:
    """The first days of years, or of months where that says more: "1975" or "1975-04"."""
    if (last - first).days > 2 * 366:
        step = next((n for n in YEARS if (last.year - first.year) / n <= at_most), YEARS[-1])
        begins = first.year if (first.month, first.day) == (1, 1) else first.year + 1
        return [PartialDate(str(year)) for year in range(begins, last.year + 1) if year % step == 0]
    months = [divmod(n, 12) for n in range(first.year * 12 + first.month, _month(last) + 1)]
    # The names of months are long: half as many of them fit.
    step = next((n for n in MONTHS if len(months) / n <= at_most // 2), MONTHS[-1])
    ticks = [PartialDate(f"{year}-{month + 1:02}") for year, month in months if month % step == 0]
    return ticks or [PartialDate(first.isoformat())]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def path(points: Sequence[tuple[float, float]]) -> str:
    """A stair through points, flat from each to the next: "M0 300H12.5V290".

    Points that share a place are one stroke: a page has hundreds of them.
    """
    if not points:
        return ""
    across, height = points[0]
    drawn = [f"M{across:g} {height:g}"]
    for (x, y), (following, _) in zip(points[1:], [*points[2:], (None, None)], strict=False):
        if x != across:
            drawn.append(f"H{x:g}")
            across = x
        if y != height and following != x:  # the last one here
            drawn.append(f"V{y:g}")
            height = y
    return "".join(drawn)


class NoRoom(ValueError):
    """The labels are higher together than the frame."""


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """The middles of labels as near to where they are wanted as can be: none lies on another.

    All stay between `low` and `high`, and in the order in which they are wanted. Labels that
    would overlap are joined into a block around the mean of what its labels want (pool adjacent
    violators), which keeps the sum of the squares of all moves smallest.
    """
    if sum(heights) > high - low:
        raise NoRoom(f"{len(wanted)} labels need {sum(heights)}, there is {high - low}")
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    before = list(accumulate((heights[place] for place in order), initial=0))
    # What is above a label moves with it: without these heights, labels only need to keep order.
    blocks: list[tuple[float, int]] = []
    for above, place in zip(before, order, strict=False):
        block = wanted[place] - heights[place] / 2 - above, 1
        while blocks and blocks[-1][0] > block[0]:
            (mean, many), (ours, few) = blocks.pop(), block
            block = (mean * many + ours * few) / (many + few), many + few
        blocks.append(block)
    tops = [mean for mean, many in blocks for _ in range(many)]
    room = high - low - before[-1]
    placed = [0.0] * len(wanted)
    for top, above, place in zip(tops, before, order, strict=False):
        placed[place] = low + min(max(top - low, 0), room) + above + heights[place] / 2
    return placed


def overlaps(middles: Sequence[float], heights: Sequence[float]) -> bool:
    """Whether two labels lie on each other (a hair of rounding apart)."""
    boxes = sorted((m - h / 2, m + h / 2) for m, h in zip(middles, heights, strict=True))
    return any(below < end - 1e-6 for (_, end), (below, _) in pairwise(boxes))
