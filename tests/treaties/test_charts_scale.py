"""Where things lie in a chart: scales, ticks, and labels that never lie on each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaties.charts.scale import (
    Days,
    NoRoom,
    Scale,
    day_ticks,
    number_ticks,
    overlaps,
    path,
    spread,
    year_ticks,
)

FRAME = 20.0, 420.0
LABELS = st.lists(
    st.tuples(st.floats(-50, 500), st.sampled_from([15.0, 18.0, 34.0])), min_size=1, max_size=12
).filter(lambda labels: sum(height for _, height in labels) <= FRAME[1] - FRAME[0])


@given(LABELS)
def test_labels_never_overlap_stay_inside_and_keep_their_order(labels):
    wanted, heights = zip(*labels, strict=True)
    placed = spread(wanted, heights, *FRAME)
    assert not overlaps(placed, heights)
    for middle, height in zip(placed, heights, strict=True):
        assert FRAME[0] - 1e-6 <= middle - height / 2
        assert middle + height / 2 <= FRAME[1] + 1e-6
    for here in range(len(wanted)):
        for there in range(len(wanted)):
            if wanted[here] < wanted[there]:
                assert placed[here] < placed[there]


def test_labels_with_room_stay_where_they_are_wanted():
    assert spread([300, 100, 200], [18, 18, 18], *FRAME) == [300, 100, 200]


def test_two_labels_of_one_place_give_way_by_half_each():
    assert spread([200, 200], [20, 20], *FRAME) == [190, 210]


def test_labels_at_the_edge_are_pushed_inwards():
    assert spread([0, 0, 500], [20, 20, 20], *FRAME) == [30, 50, 410]


def test_labels_that_cannot_fit_are_refused():
    with pytest.raises(NoRoom):
        spread([1, 2, 3], [10, 10, 10], 0, 29)


def test_no_label_needs_no_room():
    assert spread([], [], 0, 10) == []


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (30, [0, 10, 20, 30]),
        (91, [0, 20, 40, 60, 80, 100]),
        (198, [0, 50, 100, 150, 200]),
    ],
)
def test_ticks_of_numbers_are_round_and_reach_the_top(top, ticks):
    assert number_ticks(top) == ticks


@given(st.integers(0, 100_000))
def test_ticks_of_numbers_are_few(top):
    ticks = number_ticks(top)
    assert 2 <= len(ticks) <= 7
    assert ticks[-1] >= top


def test_ticks_of_years_stop_before_the_end():
    assert year_ticks(3.1) == [0, 1, 2, 3]
    assert year_ticks(58.4) == [0, 10, 20, 30, 40, 50]


def test_ticks_of_days_are_years_or_else_months():
    assert day_ticks(date(1968, 7, 1), date(2026, 11, 20)) == [
        "1970",
        "1980",
        "1990",
        "2000",
        "2010",
        "2020",
    ]
    assert day_ticks(date(2026, 2, 19), date(2026, 11, 20)) == ["2026-04", "2026-07", "2026-10"]
    assert day_ticks(date(2026, 2, 19), date(2026, 2, 20)) == ["2026-02-19"]


@given(st.dates(date(1600, 1, 1), date(2190, 1, 1)), st.integers(0, 220_000))
def test_ticks_of_days_lie_inside_and_are_few(first, length):
    last = date.fromordinal(min(first.toordinal() + length, date(2199, 12, 31).toordinal()))
    ticks = day_ticks(first, last)
    assert 1 <= len(ticks) <= 8
    assert all(first <= tick.first_day <= last for tick in ticks)


def test_a_scale_of_one_value_does_not_divide_by_nothing():
    assert Scale(5, 5, 0, 10)(5) == 0
    assert Days(date(2026, 1, 1), date(2026, 1, 1), 1000)(date(2026, 1, 1)) == 0


def test_a_path_is_a_stair_without_strokes_that_nobody_sees():
    assert path([(0, 300), (0, 290), (10, 280), (10, 270), (20, 270), (30.5, 260)]) == (
        "M0 300V290H10V270H20H30.5V260"
    )
    assert path([]) == ""
