"""A source has a page: what it is, what comes from it, and where another one says otherwise."""

import re

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.make import make_action, make_depositary, make_instrument, make_source, make_state
from treaties import services
from treaties.models import (
    Confirmation,
    Discrepancy,
    Instrument,
    ReportedCount,
    Source,
    SourceReading,
    TreatyAction,
)
from treaties.uses import about, citing, uses_of
from treaties.vocabulary import Followed


def page(client, slug, language=""):
    return client.get(f"{language}/sources/{slug}/").content.decode()


def facts(source) -> dict[str, list[str]]:
    return {str(use.record): use.facts for _kind, uses in uses_of(source).groups for use in uses}


@pytest.fixture
def listed(db):
    """A list gives two acts, one of them confirmed elsewhere, and a number."""
    listed, other = make_source("the-list"), make_source("other")
    treaty, ghana, norway = make_instrument(source=other), make_state("ghana"), make_state("norway")
    depositary = make_depositary(treaty)
    one = make_action(treaty, ghana, "ratification", "1975", source=listed)
    make_action(treaty, norway, "ratification", "1973", source=listed, depositary=depositary)
    wrong = make_action(treaty, norway, "signature", "1972", source=listed)
    services.retract_action(wrong, reason="It was another state.")
    services.save(Confirmation(action=one, source=other))
    services.save(ReportedCount(instrument=treaty, value=2, counts="parties", source=listed))
    return listed


def test_what_comes_from_a_source_is_counted_by_page_and_kind(listed):
    assert facts(listed) == {"a-treaty": ["2 actions", "1 reported count"]}
    assert facts(make_source("other")) == {"a-treaty": ["1 confirmation", "key facts"]}
    assert uses_of(make_source("new")).is_empty


def test_a_number_on_the_page_is_the_number_of_rows(record):
    for source in Source.objects.exclude(treatyaction_facts=None).distinct():
        acts = TreatyAction.objects.published().filter(source=source).count()
        said = [fact for found in facts(source).values() for fact in found if "action" in fact]
        assert sum(int(fact.split()[0]) for fact in said) == acts, source.slug


def test_every_kind_of_fact_that_names_a_source_is_looked_for():
    found = {each.model.__name__ for each in citing()}
    assert {
        "TreatyAction",
        "Confirmation",
        "Attendance",
        "SummitFieldSource",
        "Participant",
    } < found
    assert not {"SourceReading", "Discrepancy"} & found
    assert not [name for name in found if name.endswith("Event")]
    assert [each.model.__name__ for each in citing() if each.owner is None] == ["SummitAsk"]


def test_the_page_of_a_source_says_what_it_is(listed, client):
    listed.publisher, listed.language, listed.licence = "The depositary", "fr", "CC0"
    listed.as_of = "2026-08"
    services.save(listed)
    text = page(client, "the-list", "/nl")
    for words in ("the-list", "The depositary", "https://the-list.test/", "Frans", "CC0"):
        assert words in text
    assert "augustus 2026" in text
    assert 'lang="fr">the-list</h1>' in text
    assert 'href="/nl/instruments/a-treaty/"' in text
    assert "Geen programma kijkt naar deze bron" in text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("changed", "it had changed"),
        ("unchanged", "it had not changed"),
    ],
)
def test_the_page_of_a_source_says_when_it_was_read_and_with_what_outcome(
    listed, client, outcome, words
):
    for at, what in (("2026-01-02T12:00Z", "changed"), ("2026-11-20T12:00Z", outcome)):
        SourceReading.objects.create(source=listed, read_at=at, outcome=what)
    text = page(client, "the-list")
    assert re.search(rf"20 November 2026</time>: {words}", text)
    assert ("2 January 2026" in text) == (outcome != "changed")
    assert "20 November 2026" in text


def test_the_page_of_a_source_says_of_when_its_numbers_are_if_the_last_look_failed(listed, client):
    for at, what in (("2026-01-02T12:00Z", "changed"), ("2026-11-20T12:00Z", "failed")):
        SourceReading.objects.create(source=listed, read_at=at, outcome=what)
    said = "last look failed on 20 November 2026; the numbers here are those of 2 January 2026"
    assert said in page(client, "the-list")


def test_a_source_from_which_nothing_comes_says_so(db, client):
    make_source("lonely")
    assert "No fact in the record names it at present." in page(client, "lonely")


def test_a_source_that_is_not_there_is_answered_with_a_way_on(db, client):
    response = client.get("/nb/sources/none/")
    assert response.status_code == 404
    assert 'href="/nb/instruments/"' in response.content.decode()


def test_facts_lead_to_the_page_of_their_source(record, client):
    for address in (
        "/instruments/npt/",
        "/countries/norway/",
        "/discrepancies/",
        "/mechanisms/pause-training-frontier/",
    ):
        links = set(re.findall(r'href="(/sources/[^"]*)"', client.get(address).content.decode()))
        links.discard("/sources/")
        assert links, address
        assert all(re.fullmatch(r"/sources/[a-z0-9-]+/", link) for link in links), address
        assert {client.get(link).status_code for link in links} == {200}


def test_the_page_of_any_source_takes_few_queries(record, client):
    for source in Source.objects.all()[::10]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/nl/sources/{source.slug}/").status_code == 200
        assert len(queries) <= 12, source.slug


def test_a_source_leads_to_where_another_one_says_otherwise(listed, client):
    treaty, other = Instrument.objects.get(), make_source("other")
    for value, sources in (("1", (listed, other)), ("2", (other, listed)), ("3", (other, other))):
        services.save(
            Discrepancy(
                instrument=treaty, what="status", value_a=value, value_b="x", source_a=sources[0],
                source_b=sources[1], followed=Followed.A, why_en="Because.",
            )
        )  # fmt: skip
    text = page(client, "the-list")
    address = "/discrepancies/?instrument=a-treaty&amp;source=the-list"
    assert f'href="{address}"' in text
    assert "2 discrepancies" in text
    response = client.get(address.replace("&amp;", "&"))
    assert response.context["paginator"].count == 2
    assert 'id="discrepancies"' not in page(client, "a-source")


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({}, {"a-source", "other", "the-list"}),
        ({"q": "THE-l"}, {"the-list"}),
        ({"instrument": "a-treaty"}, {"other", "the-list"}),
        ({"instrument": "a-treaty", "authority": "press"}, set()),
        ({"q": "none"}, set()),
    ],
)
def test_sources_are_found_by_what_is_asked(listed, client, asked, slugs):
    response = client.get("/sources/", asked)
    assert {source.slug for source in response.context["object_list"]} == slugs
    assert ("Nothing fits all of this." in response.content.decode()) == (not slugs)


def test_the_sources_of_an_instrument_are_those_that_its_facts_name(record):
    npt = Instrument.objects.get(slug="npt")
    found = set(Source.objects.filter(about(npt)))
    named = {npt.source} | {each.source for each in npt.reported_counts.all()}
    named |= set(Source.objects.filter(treatyaction_facts__in=npt.actions.published()))
    differing = Q(source_a__isnull=False)
    named |= {each.source_a for each in npt.discrepancies.filter(differing)}
    assert named <= found
    assert len(found) < Source.objects.count() / 2


def test_an_old_address_with_an_anchor_leads_to_the_list(record, client):
    text = client.get("/sources/").content.decode()
    first = re.search(r'<li id="([a-z0-9-]+)">', text)[1]
    assert f'href="/sources/{first}/"' in text
    assert client.get("/sources/?page=2").context["page_obj"].number == 2


def test_a_source_that_nothing_comes_from_and_nobody_read_was_not_checked(record, client):
    text = page(client, "unoda-status-bwc")
    assert "No fact in the record names it at present." in text
    assert "<dd>not yet</dd>" in text and "by people" not in text
    assert "by people, when its facts were written down" in page(client, "text-npt")
