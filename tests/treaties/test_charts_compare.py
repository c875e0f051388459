"""Curves side by side: years since opening, on the real record."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests import make
from treaties.charts.curve import compared
from treaties.charts.scale import overlaps
from treaties.charts.side_by_side import LABEL, TOP
from treaties.course import courses
from treaties.models import Instrument
from treaties.statistics import counts_of
from treaties.steps import steps

SIX = ["npt", "bwc", "cwc", "montreal-protocol", "paris-agreement", "bletchley-declaration"]
ON = date(2026, 11, 20)


def chart_of(slugs, on):
    instruments = [Instrument.objects.get(slug=slug) for slug in slugs]
    found = courses(instruments)
    return compared([steps(found[each.pk]) for each in instruments], on=on)


def drawn(chart):
    return render_to_string("charts/curves.html", {"chart": chart})


def test_years_are_counted_from_the_opening(db):
    treaty = make.make_instrument(opened_for_signature_on="1972-04-10", in_force_from="1975-03-26")
    days = {
        "ghana": "1972-04-10",
        "chad": "1973-04-09",
        "norway": "1973-04-11",
        "mali": "1977-04-10",
    }
    for slug, day in days.items():
        make.make_action(treaty, make.make_state(slug), "signature", day)
    make.make_action(
        treaty,
        treaty.actions.get(participant__slug="chad").participant,
        "ratification",
        "1975-01-01",
    )
    chart = chart_of(["a-treaty"], date(1976, 1, 1))
    (series,) = chart.series
    first, consent = series.lines
    assert chart.years == (0, 1, 2, 3)
    assert first.after == (1, 2, 3, 3)
    assert consent.after == (0, 0, 0, 1)
    assert (first.value, consent.value) == (3, 1)  # Mali signs later than the day asked for


def test_a_year_that_has_not_come_has_no_number(record):
    chart = chart_of(["npt", "bletchley-declaration"], ON)
    endorsed = chart.series[1].lines[0]
    assert endorsed.after[:4] == (29, 30, 30, 30)
    assert set(endorsed.after[4:]) == {None}


@pytest.mark.parametrize("on", [date(1970, 3, 5), date(2003, 4, 11), ON, date(2027, 7, 28)])
def test_each_line_ends_with_the_number_of_the_page(record, on):
    instruments = list(Instrument.objects.filter(slug__in=SIX))
    numbers = counts_of(instruments, on)
    for series in chart_of(SIX, on).series:
        counts = numbers[series.instrument.pk]
        expected = [counts["signatories"] or counts["endorsers"]]
        if series.instrument.binding:
            expected.append(counts["parties"] + counts["contracting-states"])
        assert [line.value for line in series.lines] == (expected if series.lines else [])
        assert series.lines or not any(expected)


def test_labels_lie_beside_each_other_inside_the_frame(record):
    chart = chart_of(SIX, ON)
    middles = [line.label_y for series in chart.series for line in series.lines]
    assert len(middles) == 11
    assert not overlaps(middles, [LABEL] * 11)
    assert min(middles) - LABEL / 2 >= TOP
    assert max(middles) + LABEL / 2 <= chart.bottom


def test_before_anything_was_open_there_is_a_sentence(record):
    html = drawn(chart_of(["npt"], date(1900, 1, 1)))
    assert "<svg" not in html
    assert "On this day none of them was open yet." in html


def test_seven_instruments_are_too_many(record):
    with pytest.raises(ValueError, match="at most 6"):
        chart_of([*SIX, "tpnw"], ON)


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_the_drawing_is_well_formed_in_every_language(record, language):
    with translation.override(language):
        html = drawn(chart_of(SIX, ON))
    svg = html[html.index("<svg") : html.index("<ul")]
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert {root[0].tag, root[1].tag} == {"title", "desc"}
    assert "style=" not in html
    numbers = [each.get(name) for each in root.iter() for name in ("x", "y", "x1", "y1")]
    assert not [each for each in numbers if each and "," in each]
