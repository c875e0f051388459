"""The curve of one instrument: how participation grew, and what is known to come.

`compared` draws several instruments in one chart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treaties import rules
from treaties.charts.scale import (
    Days,
    Point,
    Scale,
    Tick,
    day_ticks,
    number_ticks,
    path,
    spread,
)
from treaties.charts.side_by_side import CurvesSideBySide, compared
from treaties.charts.table import Row, rows_of
from treaties.charts.words import has_left, said, words_of_consent, words_of_first
from treaties.course import Course
from treaties.models import Instrument, Participant
from treaties.shown import Shown
from treaties.steps import Numbers, Steps, steps
from treaties.vocabulary import CountKind

__all__ = ["Curve", "CurvesSideBySide", "compared", "growth"]

TOP, PLOT, BELOW = 44, 280, 28  # pixels: two rows of marks, the plot, the axis below it
WIDE = 1000  # the width of the plot in its own units
LINE_OF_LABEL, BETWEEN_LABELS = 15, 4  # pixels
AT_LEAST = 0.2  # per cent: a narrower step cannot be seen when it has the focus


@dataclass(frozen=True)
class Step(Shown):
    """A day on which a line rose or fell: a link, from its day to the next one."""

    on: date
    x: float  # per cent, as the width
    width: float
    said: str
    first: int
    consent: int
    participant: Participant
    is_on_page: bool  # in the list of that page; who no longer exists has only its own page


@dataclass(frozen=True)
class Line(Shown):
    """First formal acts or consents, until the day of the page and after it."""

    kind: str  # "first" or "consent"
    words: str
    value: int  # on the day of the page
    last: int  # at the end of the line
    so_far: str
    later: str
    at: Point | None  # on the day of the page; None before the opening
    end_y: float
    label_y: float  # its upper edge

    @property
    def leader_y(self) -> float:
        """The middle of the number, which is the first line of a label."""
        return round(self.label_y + LINE_OF_LABEL / 2, 1)


@dataclass(frozen=True)
class Mark:
    """A day that is pointed out; its words stand to the left of it where the right is near."""

    on: date
    x: float

    @property
    def anchor(self) -> str:
        return "end" if self.x > 60 else "start"


@dataclass(frozen=True)
class Curve(Shown):
    """The layout of one chart, and the same numbers as rows of a table."""

    instrument: Instrument
    on: date
    begins: date
    ends: date
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    left: tuple[Point, ...]  # where somebody took consent back
    in_force: Mark | None
    page_day: Mark | None
    threshold: Point | None  # how far the line of the threshold runs, and its height
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    kinds: tuple[CountKind, ...]
    rows: tuple[Row, ...]
    partly_dated: int
    top: int = TOP
    plot: int = PLOT
    bottom: int = TOP + PLOT
    height: int = TOP + PLOT + BELOW

    @property
    def is_drawn(self) -> bool:
        """A single day makes no curve."""
        return len(self.steps) > 1

    @property
    def has_later(self) -> bool:
        return any(line.later for line in self.lines)

    @property
    def is_by_year(self) -> bool:
        return any(row.ends_year for row in self.rows)


@dataclass(frozen=True)
class _Axes:
    x: Days
    y: Scale
    on: date

    def across(self, day: date) -> float:
        """In per cent."""
        return round(self.x(day) / WIDE * 100, 2)


def growth(
    course: Course, *, on: date, until: date | None = None, partly_dated: int = 0
) -> Curve | None:
    """Lay out the curve of one instrument; None if nobody ever joined.

    It is drawn as known until `on`, and differently after it: until the last recorded change,
    and at least until `until` (today). `partly_dated`: how many acts have no exact day.
    """
    found = steps(course)
    moves = found.moves
    if not moves:
        return None
    begins, ends = found.begins, max(found.days[-1].on, on, until or on)
    y_ticks = number_ticks(found.top_until(ends))
    axes = _Axes(Days(begins, ends, WIDE), Scale(0, y_ticks[-1], TOP + PLOT, TOP), on)
    instrument = course.instrument
    in_force = instrument.in_force_from and instrument.in_force_from.last_day
    return Curve(
        instrument=instrument,
        on=on,
        begins=begins,
        ends=ends,
        lines=_lines(found, axes, ends),
        steps=tuple(_steps(moves, axes, ends)),
        left=tuple(_left(moves, axes)),
        in_force=_mark(in_force, begins, ends, axes),
        page_day=_mark(on, begins, ends, axes),
        threshold=_threshold(instrument, in_force or ends, y_ticks[-1], axes),
        x_ticks=tuple(_day_ticks(begins, ends, axes)),
        y_ticks=tuple(Tick(axes.y(number), number) for number in y_ticks),
        kinds=found.kinds,
        rows=rows_of(found, on=on, ends=ends),
        partly_dated=partly_dated,
    )


def _lines(found: Steps, axes: _Axes, ends: date) -> tuple[Line, ...]:
    kinds = {"first": found.has_first, "consent": found.instrument.binding}
    shown = [kind for kind, is_shown in kinds.items() if is_shown]
    lasts = [getattr(found.on(ends), kind) for kind in shown]
    values = [getattr(found.on(axes.on), kind) for kind in shown]
    heights = [
        LINE_OF_LABEL * (2 if value == last else 3) + BETWEEN_LABELS
        for value, last in zip(values, lasts, strict=True)
    ]
    middles = spread([axes.y(last) for last in lasts], heights, 0, TOP + PLOT)
    return tuple(
        _line(kind, found, axes, ends, middle - height / 2)
        for kind, middle, height in zip(shown, middles, heights, strict=True)
    )


def _line(kind: str, found: Steps, axes: _Axes, ends: date, label_y: float) -> Line:
    def number(day: date) -> int:
        return getattr(found.on(day), kind)

    def point(day: date) -> Point:
        return Point(axes.x(day), axes.y(number(day)))

    turn = max(axes.on, found.begins)
    before = [found.begins, *(n.on for n in found.days if n.on <= axes.on)]
    after = [n.on for n in found.days if n.on > axes.on]
    has_begun = axes.on >= found.begins
    start = Point(axes.x(found.begins), axes.y(0))
    value, last = number(axes.on), number(ends)
    words = words_of_first(found, value) if kind == "first" else words_of_consent(value)
    return Line(
        kind=kind,
        words=words,
        value=value,
        last=last,
        so_far=path([start, *map(point, before), point(turn)]) if has_begun else "",
        later=path([point(turn) if has_begun else start, *map(point, [*after, ends])])
        if ends > turn
        else "",
        at=Point(axes.across(axes.on), axes.y(value)) if has_begun else None,
        end_y=axes.y(last),
        label_y=round(label_y, 1),
    )


def _steps(moves: list[Numbers], axes: _Axes, ends: date) -> Iterable[Step]:
    listed = {t.participant.pk for numbers in moves if numbers.on <= axes.on for t in numbers.moved}
    nexts = [numbers.on for numbers in moves[1:]] + [ends]
    for numbers, following in zip(moves, nexts, strict=True):
        x = axes.across(numbers.on)
        who = [turn.participant for turn in numbers.moved]
        there = [
            each
            for each in who
            if each.pk in listed and rules.exists_on(each.exists_from, each.exists_until, axes.on)
        ]
        yield Step(
            on=numbers.on,
            x=x,
            width=round(max(axes.across(following) - x, AT_LEAST), 2),
            said=said(numbers.moved),
            first=numbers.first,
            consent=numbers.consent,
            participant=(there or who)[0],
            is_on_page=bool(there),
        )


def _left(moves: list[Numbers], axes: _Axes) -> Iterable[Point]:
    for numbers in moves:
        if any(map(has_left, numbers.moved)):
            yield Point(axes.across(numbers.on), axes.y(numbers.consent))


def _mark(day: date | None, begins: date, ends: date, axes: _Axes) -> Mark | None:
    return Mark(day, axes.across(day)) if day and begins <= day <= ends else None


def _threshold(instrument: Instrument, until: date, top: int, axes: _Axes) -> Point | None:
    needed = instrument.entry_into_force_threshold
    if not needed or needed > top:
        return None
    return Point(axes.across(until), axes.y(needed))


def _day_ticks(begins: date, ends: date, axes: _Axes) -> Iterable[Tick]:
    for place, day in enumerate(day_ticks(begins, ends)):
        yield Tick(axes.across(day.first_day), day=day, is_minor=place % 2 == 1)
