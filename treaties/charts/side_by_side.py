"""The curves of several instruments in one chart, aligned on the years since each was opened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from treaties import rules
from treaties.charts.scale import Point, Scale, Tick, number_ticks, path, spread, year_ticks
from treaties.charts.words import words_of_consent, words_of_first
from treaties.models import Instrument
from treaties.shown import Shown
from treaties.steps import Steps
from treaties.vocabulary import Unit

MOST = 6  # instruments: more cannot be told apart
TOP, PLOT, BELOW = 16, 320, 44  # pixels: above the plot, the plot, the axis below it
WIDE = 1000  # the width of the plot in its own units
LABEL = 18  # pixels: a label is one line
AFTER = 0, 1, 2, 3, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100  # years; columns of the table
DAYS_OF_A_YEAR = 365.2425


@dataclass(frozen=True)
class LineOfMany(Shown):
    """One line: the first formal acts of an instrument, or the consents to it."""

    kind: str  # "first" or "consent"
    words: str
    value: int  # on the day of the page
    after: tuple[int | None, ...]  # the years of `CurvesSideBySide.years`; None: not yet
    path: str
    markers: tuple[Point, ...]
    end: Point
    label_y: float = 0


@dataclass(frozen=True)
class Series(Shown):
    """One instrument: its place decides on its marker, so that no colour is needed."""

    place: int
    instrument: Instrument
    begins: date | None
    lines: tuple[LineOfMany, ...]  # none before its opening

    @property
    def short_title(self) -> str:
        title = self.instrument.title
        return title if len(title) <= 30 else title[:28].rstrip() + "…"


@dataclass(frozen=True)
class CurvesSideBySide(Shown):
    """A chart of up to six instruments, and the same numbers as a table."""

    on: date
    series: tuple[Series, ...]
    years: tuple[int, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    bottom: int
    height: int

    @property
    def is_drawn(self) -> bool:
        return any(each.lines for each in self.series)


@dataclass(frozen=True)
class _Axes:
    x: Scale  # years to units of the plot
    y: tuple[float, ...]  # pixels, by the number of participants: a line has hundreds of steps
    on: date


def compared(all_steps: Sequence[Steps], *, on: date) -> CurvesSideBySide:
    """Lay out the curves of up to six instruments, as things stood on a day.

    In a view, for instruments in the order in which they are compared (three queries):

        found = courses(instruments)
        chart = compared([steps(found[each.pk]) for each in instruments], on=self.on)

    and in its template, anywhere below an h1; the heading is the page's own:

        {% include "charts/curves.html" with chart=chart only %}

    Each line ends on the day asked for. ValueError for more than six instruments.
    """
    if len(all_steps) > MOST:
        raise ValueError(f"{len(all_steps)} instruments: at most {MOST} can be told apart")
    begun = [each for each in all_steps if each.begins and each.begins <= on]
    longest = max((_age(each, on) for each in begun), default=0) or 1
    y_ticks = number_ticks(max((each.top_until(on) for each in begun), default=0))
    bottom = TOP + max(PLOT, 2 * len(begun) * LABEL)
    height = Scale(0, y_ticks[-1], bottom, TOP)
    heights = tuple(height(number) for number in range(y_ticks[-1] + 1))
    axes = _Axes(Scale(0, longest, 0, WIDE), heights, on)
    years = tuple(year for year in AFTER if year <= longest)
    drawn = [_series(place, each, axes, years) for place, each in enumerate(all_steps, start=1)]
    return CurvesSideBySide(
        on=on,
        series=_labelled(drawn, bottom),
        years=years,
        x_ticks=tuple(
            Tick(round(axes.x(year) / WIDE * 100, 2), year) for year in year_ticks(longest)
        ),
        y_ticks=tuple(Tick(heights[number], number) for number in y_ticks),
        bottom=bottom,
        height=bottom + BELOW,
    )


def _series(place: int, each: Steps, axes: _Axes, years: tuple[int, ...]) -> Series:
    if not each.begins or each.begins > axes.on:
        return Series(place, each.instrument, each.begins, ())
    now, until = each.on(axes.on), each.until(axes.on)
    across = [axes.x(_age(each, numbers.on)) for numbers in until]
    lines = []
    if each.has_first:
        stair = zip(across, (numbers.first for numbers in until), strict=True)
        lines.append(_line("first", words_of_first(each, now.first), each, axes, years, stair))
    if each.instrument.binding:
        stair = zip(across, (numbers.consent for numbers in until), strict=True)
        lines.append(_line("consent", words_of_consent(now.consent), each, axes, years, stair))
    return Series(place, each.instrument, each.begins, tuple(lines))


def _line(kind: str, words: str, each: Steps, axes: _Axes, years, stair) -> LineOfMany:
    """`stair`: how far along, and the number from there on."""

    def number(day: date) -> int:
        return getattr(each.on(day), kind)

    def point(day: date) -> Point:
        return Point(axes.x(_age(each, day)), axes.y[number(day)])

    anniversaries = [rules.add_period(each.begins, rules.Period(n, Unit.YEAR)) for n in years]
    reached = [day for day in anniversaries if day <= axes.on]
    begin, end = point(each.begins), point(axes.on)
    return LineOfMany(
        kind=kind,
        words=words,
        value=number(axes.on),
        after=tuple(number(day) if day <= axes.on else None for day in anniversaries),
        path=path([(0, axes.y[0]), begin, *((x, axes.y[n]) for x, n in stair), end]),
        markers=tuple(_in_per_cent(point(day)) for day in reached),
        end=_in_per_cent(end),
    )


def _labelled(drawn: list[Series], bottom: float) -> tuple[Series, ...]:
    """With the labels of all lines spread along the right edge."""
    ends = [line.end.y for series in drawn for line in series.lines]
    middles = iter(spread(ends, [LABEL] * len(ends), TOP, bottom))
    return tuple(
        replace(
            series,
            lines=tuple(replace(line, label_y=round(next(middles), 1)) for line in series.lines),
        )
        for series in drawn
    )


def _age(each: Steps, on: date) -> float:
    """Years since the opening."""
    return (on - each.begins).days / DAYS_OF_A_YEAR


def _in_per_cent(point: Point) -> Point:
    return Point(round(point.x / WIDE * 100, 2), point.y)
