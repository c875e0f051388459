"""Where the states stand that hold a choke point, and who already does what a mechanism asks."""

import re
from datetime import date

import pytest

from tests.make import (
    make_action,
    make_company,
    make_declaration,
    make_instrument,
    make_source,
    make_state,
)
from treaties import services
from treaties.models import ChokePoint, ChokePointHolder, Mechanism, MechanismPrecedent
from treaties.statistics import ON_IT, counts_of
from treaties.supply_chain import compared_texts, holders, layers, rows_of
from treaties.vocabulary import Standing

TODAY = date(2026, 11, 20)


def of_record(on=TODAY):
    """Which of the states of each layer are on each text, by slugs."""
    points = list(ChokePoint.objects.published().prefetch_related("holders__state"))
    states = holders(points)
    of_ai, arms = compared_texts(on)
    rows = rows_of([*of_ai, *arms], states, on)
    found = layers(points, rows[: len(of_ai)], rows[len(of_ai) :])
    return {
        (layer.choke_point.slug, row.instrument.slug): {
            p.state.slug: p.standing for p in row.places
        }
        for layer in found
        for row in [*layer.declarations, *layer.treaties]
    }


def test_the_states_of_lithography_on_the_texts_about_ai(record):
    """By hand from the rows: ASML is in the Netherlands, SMEE in China."""
    found = of_record()
    assert found["lithography", "bletchley-declaration"] == {
        "china": "endorser",
        "netherlands": "endorser",
    }
    assert found["lithography", "seoul-declaration"] == {
        "china": "not-listed",
        "netherlands": "not-listed",
    }
    assert found["lithography", "seoul-ministerial-statement"] == {
        "china": "declined",
        "netherlands": "endorser",
    }
    assert found["lithography", "npt"] == {"china": "party", "netherlands": "party"}


def test_they_stand_as_on_the_day(record):
    assert ("lithography", "paris-statement") not in of_record(date(2025, 2, 10))
    on_the_day = of_record(date(1985, 1, 1))
    assert on_the_day["lithography", "npt"] == {"china": "not-listed", "netherlands": "party"}


def test_a_gap_in_an_incomplete_list_is_unknown(record):
    found = of_record()["fabrication", "reaim-call-to-action-2023"]
    assert found["taiwan"] == Standing.UNKNOWN


def test_companies_promises_resolutions_and_regional_treaties_are_left_out(record):
    texts = {text for _layer, text in of_record()}
    assert texts.isdisjoint(
        {"frontier-ai-safety-commitments", "un-a-res-78-265", "treaty-of-bangkok"}
    )
    assert {"new-delhi-declaration", "coe-ai-framework-convention", "cwc"} <= texts


def test_a_signature_alone_is_not_being_on_a_treaty(db):
    treaty, ghana = make_instrument(), make_state()
    make_action(treaty, ghana, "signature", "1972-04-10")
    (row,) = rows_of([treaty], [ghana], TODAY)
    assert (row.on_it, [place.standing for place in row.not_on_it]) == (0, [Standing.SIGNED])


def test_who_is_on_a_text_is_who_it_counts(record):
    """Parties, endorsers and their like, as the numbers of every other page."""
    of_ai, arms = compared_texts(TODAY)
    counts = counts_of([*of_ai, *arms], TODAY)
    for text in [*of_ai, *arms]:
        counted = sum(stand.standing in ON_IT for stand in counts[text.pk].stands)
        named = ["parties", "endorsers", "committed", "sponsors", "voted-for"]
        assert counted == sum(counts[text.pk][n] for n in named) + counts[text.pk].named_by_chair


def make_point(slug="wafers", **holders_of):
    point = ChokePoint(
        slug=slug, order=1, name_en=slug, description_en="A layer.", source=make_source()
    )
    services.save(point)
    for company, state in holders_of.items():
        row = {"choke_point": point, "company": make_company(company), "state": state}
        services.save(ChokePointHolder(**row, source=make_source()))
    return point


def said(client, on="2026-11-20"):
    """What the page says under "On texts about AI", as words."""
    html = client.get(f"/choke-points/?on={on}").content.decode()
    (part,) = re.findall(r'<ul class="columns columns--wide">(.*?)</ul>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ([], "none of 2 ; chad: not listed, ghana: not listed"),
        (["ghana"], "1 of 2 ; chad: not listed"),
        (["chad", "ghana"], "all 2"),
    ],
)
def test_the_page_says_it_in_words(db, client, joined, words):
    states = {slug: make_state(slug) for slug in ("chad", "ghana")}
    text = make_declaration(adopted_on="2024-01-01")
    for slug in joined:
        make_action(text, states[slug], "endorsement", "2024-01-01")
    make_point(one=states["ghana"], two=states["chad"])
    assert said(client) == f"a-declaration : {words}"


@pytest.mark.parametrize(
    ("complete", "words"), [(True, "ghana: not listed"), (False, "ghana: unknown")]
)
def test_one_state_alone_is_named(db, client, complete, words):
    make_declaration(adopted_on="2024-01-01", list_is_complete=complete, gaps_en="Most of it.")
    make_point(one=make_state("ghana"))
    assert said(client) == f"a-declaration : {words}"


def test_every_choke_point_has_its_place_on_the_page(record, client):
    html = client.get("/choke-points/").content.decode()
    for point in ChokePoint.objects.all():
        assert f'<section id="{point.slug}">' in html
        assert f'href="#{point.slug}"' in html


def test_the_mechanisms_say_who_does_it_and_how_or_that_nobody_does(record, client):
    html = client.get("/mechanisms/").content.decode()
    everything = Mechanism.objects.published()
    assert html.count('class="precedents__gap"') == everything.without_precedents().count() > 5
    assert html.count("<dt>") == MechanismPrecedent.objects.published().count()
    assert (
        everything.with_precedents().count() + everything.without_precedents().count()
        == everything.count()
    )
    assert f"For {everything.without_precedents().count()} of these {everything.count()}" in html


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        ("done=no", "Energy monitoring", "Remote sensing"),
        ("done=yes", "Remote sensing", "Energy monitoring"),
        ("instrument=cwc", "Inspections of data centres", "Remote sensing"),
        ("kind=verification", "Remote sensing", "International AI safety agency"),
    ],
)
def test_mechanisms_answer_questions(record, client, question, shown, hidden):
    html = client.get(f"/mechanisms/?{question}").content.decode()
    names = re.findall(r'class="precedents__name"><a[^>]*>([^<]+)<', html)
    assert shown in names
    assert hidden not in names


def test_a_precedent_that_was_retracted_is_none(db):
    mechanism = Mechanism(
        slug="m",
        kind="measure",
        group="g",
        order=1,
        name_en="M",
        description_en="M",
        source=make_source(),
    )
    services.save(mechanism)
    row = {"mechanism": mechanism, "instrument": make_instrument(), "how_en": "So."}
    services.save(MechanismPrecedent(**row, source=make_source(), review="retracted"))
    assert list(Mechanism.objects.without_precedents()) == [mechanism]


def test_a_mechanism_shows_its_precedents_side_by_side_with_their_numbers(record, client):
    html = client.get("/mechanisms/data-center-inspections/").content.decode()
    assert html.count('class="card"') == 4
    assert 'data-count="parties" data-instrument="cwc"' in html
    later = client.get("/mechanisms/data-center-inspections/?on=1990-01-01").content.decode()
    assert '<data value="0" data-count="parties" data-instrument="cwc">' in later
