"""The curve of one instrument: counted by hand, and against the counts of single days."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from tests import make
from treaties.charts.curve import growth
from treaties.charts.table import MOST_ROWS
from treaties.course import Course, course_of_rows, courses
from treaties.models import Instrument
from treaties.participation import participations_ever
from treaties.statistics import counts_of
from treaties.vocabulary import CountKind

TODAY = date(2026, 11, 20)


def course(slug) -> Course:
    instrument = Instrument.objects.get(slug=slug)
    return courses([instrument])[instrument.pk]


def drawn(chart) -> str:
    return render_to_string("charts/curve.html", {"chart": chart})


def svg(html):
    return ElementTree.fromstring(html[html.index("<svg") : html.index("<figcaption")])


@pytest.fixture
def small(db):
    """Opened 1972-04-10, in force 1975-03-26 with the second consent; one leaves, one is new.

    | day        | who                          | signatories | contracting | parties |
    |------------|------------------------------|-------------|-------------|---------|
    | 1972-04-10 | Ghana, Norway sign           | 2           | 0           | 0       |
    | 1974-01-01 | Ghana ratifies               | 2           | 1           | 0       |
    | 1975-03-26 | Norway ratifies; in force    | 2           | 0           | 2       |
    | 1980-06-01 | Mali accedes                 | 2           | 0           | 3       |
    | 1990-05-01 | Ghana is out (three months)  | 2           | 0           | 2       |
    """
    treaty = make.make_instrument(
        opened_for_signature_on="1972-04-10",
        in_force_from="1975-03-26",
        entry_into_force_threshold=2,
    )
    ghana, norway, mali = (make.make_state(slug) for slug in ["ghana", "norway", "mali"])
    make.make_action(treaty, ghana, "signature", "1972-04-10")
    make.make_action(treaty, norway, "signature", "1972-04-10")
    make.make_action(treaty, ghana, "ratification", "1974-01-01")
    make.make_action(treaty, norway, "ratification", "1975-03-26")
    make.make_action(treaty, mali, "accession", "1980-06-01")
    make.make_action(treaty, ghana, "withdrawal", "1990-02-01")
    return course("a-treaty")


def test_a_small_curve_has_the_numbers_counted_by_hand(small):
    chart = growth(small, on=date(2000, 1, 1))
    assert chart.kinds == ("signatories", "contracting-states", "parties")
    assert [(row.on.isoformat(), row.counts) for row in chart.rows] == [
        ("1972-04-10", (2, 0, 0)),
        ("1974-01-01", (2, 1, 0)),
        ("1975-03-26", (2, 0, 2)),
        ("1980-06-01", (2, 0, 3)),
        ("1990-05-01", (2, 0, 2)),
        ("2000-01-01", (2, 0, 2)),
    ]
    assert [(line.kind, line.value) for line in chart.lines] == [("first", 2), ("consent", 2)]
    assert not chart.has_later


def test_each_step_says_who_and_where_they_then_stood(small):
    chart = growth(small, on=date(2000, 1, 1))
    assert [(step.on.isoformat(), step.said) for step in chart.steps] == [
        ("1972-04-10", "Signed, not bound: ghana, norway"),
        ("1974-01-01", "Contracting state, not yet bound: ghana"),
        ("1975-03-26", "Party: norway"),  # Ghana's line does not move: it had consented
        ("1980-06-01", "Party: mali"),
        ("1990-05-01", "Former party: ghana"),
    ]


def test_who_left_is_marked_where_the_line_steps_down(small):
    chart = growth(small, on=date(2000, 1, 1))
    (left,) = chart.left
    (step,) = [step for step in chart.steps if step.on == date(1990, 5, 1)]
    assert left.x == step.x
    before, after = chart.lines[1].so_far.rsplit("V", 1)
    assert float(before.rsplit("V", 1)[1].split("H")[0]) < float(after.split("H")[0])  # downwards


def test_entry_into_force_and_its_threshold_are_marked(small):
    chart = growth(small, on=date(2000, 1, 1))
    assert chart.in_force.on == date(1975, 3, 26)
    assert chart.threshold.x == chart.in_force.x
    assert chart.bottom > chart.threshold.y > chart.top


def test_after_the_day_of_the_page_the_line_is_another_one(small):
    chart = growth(small, on=date(1990, 3, 1))  # the withdrawal is notified, and not yet in effect
    assert [(line.value, line.last) for line in chart.lines] == [(2, 2), (3, 2)]
    assert chart.lines[1].so_far and chart.lines[1].later
    assert [row.on for row in chart.rows if row.is_later] == [date(1990, 5, 1)]
    html = drawn(chart)
    assert "curve__line--later" in html
    assert "later 2" in html


def test_before_the_opening_all_of_it_is_later(small):
    chart = growth(small, on=date(1960, 1, 1))
    assert {line.value for line in chart.lines} == {0}
    assert not any(line.so_far for line in chart.lines)
    assert chart.page_day is None
    assert svg(drawn(chart))


def test_many_names_of_one_day_are_cut_with_how_many_more(db):
    text = make.make_declaration(adopted_on="2023-11-01")
    for place in range(9):
        make.make_action(text, make.make_state(f"state-{place}"), "endorsement", "2023-11-01")
    make.make_action(text, make.make_state("late"), "endorsement", "2024-10-24")
    chart = growth(course("a-declaration"), on=TODAY)
    assert chart.steps[0].said == (
        "Endorser: state-0, state-1, state-2, state-3, state-4, state-5; and 3 more"
    )
    assert chart.kinds == (CountKind.ENDORSERS,)
    assert [line.kind for line in chart.lines] == ["first"]


def test_nobody_makes_no_chart_and_one_day_a_sentence(db):
    text = make.make_declaration(adopted_on="2023-11-01")
    assert growth(course("a-declaration"), on=TODAY) is None
    make.make_action(text, make.make_state(), "endorsement", "2023-11-01")
    chart = growth(course("a-declaration"), on=TODAY)
    assert not chart.is_drawn
    assert "In a single step, on 1 November 2023: 1 endorser." in drawn(chart)


DAYS = ["1970-03-05", "1992-12-31", "2003-04-11", "2024-10-22", "2026-11-20", "2027-07-28"]


def test_the_curve_has_the_numbers_of_every_instrument_on_each_day(record):
    instruments = list(Instrument.objects.all())
    found = courses(instruments)
    for on in map(date.fromisoformat, DAYS):
        numbers = counts_of(instruments, on)
        charts = [(each, growth(found[each.pk], on=on, until=TODAY)) for each in instruments]
        charts = [(instrument, chart) for instrument, chart in charts if chart]
        assert len(charts) > 35
        for instrument, chart in charts:
            counts = numbers[instrument.pk]
            shown = {line.kind: line.value for line in chart.lines}
            assert shown == expected(instrument, counts), (instrument.slug, on)
            for row in chart.rows:
                if row.is_page_day:
                    assert row.counts == tuple(counts[kind] for kind in chart.kinds)


def expected(instrument, counts):
    """The numbers of its lines; the Statute of the IAEA and an amendment are not signed."""
    if not instrument.binding:
        return {"first": counts["endorsers"] + counts["committed"] + counts["sponsors"]}
    lines = {"consent": counts["parties"] + counts["contracting-states"]}
    if instrument.slug not in {"iaea-statute", "kampala-aggression-amendment"}:
        lines["first"] = counts["signatories"]
    return lines


@pytest.mark.parametrize(
    "slug", ["npt", "paris-agreement", "iaea-statute", "new-delhi-declaration"]
)
def test_each_row_of_the_table_has_the_numbers_of_its_day(record, slug):
    instrument = Instrument.objects.get(slug=slug)
    chart = growth(course(slug), on=TODAY)
    assert len(chart.rows) <= MOST_ROWS + 40
    for row in chart.rows[::7]:
        counts = counts_of([instrument], row.on)[instrument.pk]
        assert row.counts == tuple(counts[kind] for kind in chart.kinds), row.on


def test_rows_at_hand_make_the_same_course_without_a_query(record, django_assert_num_queries):
    for instrument in Instrument.objects.filter(slug__in=["npt", "cbd", "paris-statement"]):
        rows = participations_ever(instrument, TODAY)
        with django_assert_num_queries(0):
            ours = course_of_rows(instrument, rows)
        theirs = courses([instrument])[instrument.pk]
        assert [(t.on, t.participant.slug, t.after) for t in ours.turns] == [
            (t.on, t.participant.slug, t.after) for t in theirs.turns
        ]


def test_the_united_states_left_the_paris_agreement_twice(record):
    chart = growth(course("paris-agreement"), on=TODAY)
    said = {step.on.isoformat(): step.said for step in chart.steps}
    assert said["2020-11-04"] == "Former party: United States"
    assert said["2026-01-27"] == "Former party: United States"
    consents = {step.on.isoformat(): step.consent for step in chart.steps}
    assert consents["2026-01-27"] == 194
    assert len(chart.left) == 2


def test_those_who_left_the_rome_statute_in_2027_are_drawn_as_later(record):
    chart = growth(course("rome-statute"), on=TODAY)
    assert chart.has_later
    later = [row for row in chart.rows if row.is_later]
    parties = chart.kinds.index("parties")
    assert (later[-1].on, later[-1].counts[parties]) == (date(2027, 7, 27), 120)


@pytest.mark.parametrize(
    "slug", ["npt", "montreal-protocol", "paris-statement", "kampala-aggression-amendment"]
)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_the_page_draws_it_well_formed_in_every_language(record, client, slug, language):
    html = client.get(f"{language}/instruments/{slug}/").content.decode()
    figure = html[html.index('<figure class="curve"') : html.index("</figure>")]
    root = svg(figure)
    assert root.get("role") == "group"
    assert {root[0].tag, root[1].tag} == {"title", "desc"}
    ids = set(re.findall(r'id="([^"]+)"', html))
    links = [link.get("href") for link in root.iter("a")]
    assert links and all(link.startswith("/") or link[1:] in ids for link in links)
    assert all(link.find("title").text for link in root.iter("a"))
    assert not re.search(r'(?:x|y|width|x1|x2|y1|y2)="[\d.]*,', figure)


def test_the_page_and_its_chart_speak_of_the_same_day(record, client):
    html = client.get("/instruments/npt/?on=2003-04-11").content.decode()
    figure = html[html.index('<figure class="curve"') : html.index("</figure>")]
    (parties,) = re.findall(r'data-count="parties">(\d+)', html)
    assert parties == "188"
    assert f"11 April 2003: 93 signatories. {parties} consented." in re.sub(r"\s+", " ", figure)
