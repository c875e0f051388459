"""Asks against results: what is computed, what is assessed, and silence, which is no verdict."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from summits.assessment import COMPUTED
from summits.models import SummitAsk, SummitAssessment
from tests.make import (
    make_action,
    make_ask,
    make_assessment,
    make_company,
    make_declaration,
    make_instrument,
    make_state,
    make_summit,
)

BINDS, POWERS = "binding-result", "united-states-and-china"


@pytest.fixture
def powers(db):
    return make_state("united-states"), make_state("china")


def verdicts(client, slug="a-summit", on="2026-11-20"):
    """The verdict on each ask on the page of a summit."""
    cells = client.get(f"/summits/{slug}/?on={on}").context["cells"]
    return {each.ask.slug: each.verdict.value if each.is_recorded else None for each in cells}


def compared(client, language="", on="2026-11-20"):
    """The same for every summit side by side."""
    found = client.get(f"{language}/summits/compare/?on={on}").context["rows"]
    return {
        (each.summit.slug, ask.slug): each.verdict.value if each.is_recorded else None
        for ask, cells in found
        for each in cells
    }


@pytest.mark.parametrize(
    ("texts", "verdict"), [([], "unknown"), ([False, False], "not"), ([False, True], "met")]
)
def test_a_result_binds_if_one_document_does(db, client, texts, verdict):
    make_ask(BINDS)
    found = [make_instrument(f"text-{n}", binding=each) for n, each in enumerate(texts)]
    make_summit(outcomes=found)
    assert verdicts(client) == {BINDS: verdict}


def test_both_powers_on_one_document_is_met(powers, client):
    make_ask(POWERS)
    text = make_declaration()
    for power in powers:
        make_action(text, power, "endorsement", "2024-05-21")
    make_summit(outcomes=[text])
    assert verdicts(client) == {POWERS: "met"}
    assert verdicts(client, on="2024-05-20") == {POWERS: "unknown"}


def test_each_power_on_a_document_of_its_own_is_partly_met(powers, client):
    make_ask(POWERS)
    texts = [make_declaration("one"), make_declaration("other")]
    for text, power in zip(texts, powers, strict=True):
        make_action(text, power, "endorsement", "2024-05-21")
    make_summit(outcomes=texts)
    assert verdicts(client) == {POWERS: "partly"}


def test_both_there_and_one_that_declined_is_partly_met(powers, client):
    make_ask(POWERS)
    text = make_declaration()
    make_action(text, powers[0], "endorsement", "2024-05-21")
    make_action(text, powers[1], "decline", "2024-05-21")
    make_summit(outcomes=[text], present=powers)
    assert verdicts(client) == {POWERS: "partly"}


@pytest.mark.parametrize("who", [0, 1])
def test_a_list_that_is_silent_about_one_power_is_no_verdict(powers, client, who):
    make_ask(POWERS)
    make_summit(outcomes=[make_declaration()], present=[powers[who]])
    assert verdicts(client) == {POWERS: "unknown"}


def test_promises_of_companies_are_no_document_of_the_powers(powers, client):
    make_ask(POWERS)
    text = make_declaration(kind="commitments")
    make_action(text, make_company(), "commitment", "2024-05-21")
    make_summit(outcomes=[text], present=[powers[0]])
    (cell,) = client.get("/summits/a-summit/").context["cells"]
    assert cell.evidence.of_states == []


def test_what_was_assessed_comes_before_what_can_be_computed(db, client):
    ask = make_ask(BINDS)
    summit = make_summit(outcomes=[make_declaration()])
    make_assessment(summit, ask, "partly")
    assert verdicts(client) == {BINDS: "partly"}


def test_silence_is_not_recorded_and_no_verdict(db, client):
    make_ask("days-of-education")
    make_summit()
    assert verdicts(client) == {"days-of-education": None}
    text = client.get("/summits/a-summit/").content.decode()
    assert re.search(r'class="verdict verdict--unknown">not recorded<', text)


def test_a_retracted_assessment_is_not_shown(db, client):
    make_assessment(make_summit(), make_ask(), "met", review="retracted")
    assert verdicts(client) == {"an-ask": None}


@pytest.mark.parametrize("more", [{"series": "military"}, {"state": "announced"}])
def test_only_ai_summits_that_were_held_are_held_against_the_asks(db, client, more):
    make_ask()
    make_summit(**more)
    assert client.get("/summits/a-summit/").context["cells"] == []
    assert compared(client) == {}


def test_a_summit_after_the_day_is_not_among_those_compared(record, client):
    assert {summit for summit, _ask in compared(client, on="2024-06-01")} == {
        "bletchley-2023",
        "seoul-2024",
    }
    assert (
        "No AI summit had been held"
        in client.get("/summits/compare/?on=2020-01-01").content.decode()
    )


def test_the_real_summits(record, client):
    """By hand from the rows: who is on which outcome, and who was present."""
    found = compared(client)
    slugs = ["bletchley-2023", "seoul-2024", "paris-2025", "new-delhi-2026"]
    assert [found[slug, POWERS] for slug in slugs] == ["met", "partly", "partly", "met"]
    assert [found[slug, BINDS] for slug in slugs] == ["not"] * 4
    assert [found[slug, "safety-first"] for slug in slugs] == ["met", "partly", "not", "not"]
    assert [found[slug, "days-of-education"] for slug in slugs] == [None] * 4


def test_page_and_comparison_say_the_same(record, client):
    found = compared(client)
    for slug in {summit for summit, _ask in found}:
        assert verdicts(client, slug) == {
            ask: v for (summit, ask), v in found.items() if summit == slug
        }


def test_every_verdict_of_the_record_has_a_source_and_no_computed_ask_is_stored(record):
    assert SummitAssessment.objects.count() >= 15
    assert not SummitAssessment.objects.filter(source=None).exists()
    assert not SummitAssessment.objects.filter(ask__slug__in=COMPUTED).exists()
    assert set(COMPUTED) <= set(SummitAsk.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_the_comparison_is_a_table_with_headings(record, client, language):
    response = client.get(f"{language}/summits/compare/")
    html = response.content.decode()
    table = re.search(r"<table>.*?</table>", html, re.S)[0]
    assert table.count('<th scope="col">') == 5
    assert table.count('<th scope="row">') == SummitAsk.objects.count()
    assert table.count('class="verdict ') == 4 * SummitAsk.objects.count()
    words = set(re.findall(r'class="verdict [^>]*>([^<]+)<', unescape(table)))
    assert len(words) == 4  # three verdicts and "not recorded"


def test_it_says_whose_asks_these_are(record, client):
    for address in ("/summits/compare/", "/summits/paris-2025/"):
        text = client.get(address).content.decode()
        assert "The asks are PauseAI&#x27;s" in text or "The asks are PauseAI's" in text


@pytest.mark.parametrize("address", ["/summits/compare/", "/summits/seoul-2024/"])
@pytest.mark.parametrize("language", ["", "/nl"])
def test_the_pages_take_few_questions(record, client, address, language):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(language + address).status_code == 200
    assert len(queries) <= 12
