"""Lists are asked for in their address: what is found, what is kept, what cannot be understood."""

import re

import pytest

from tests.make import make_action, make_declaration, make_instrument, make_name, make_state
from treaties.models import Instrument, Participant


def found(client, address, **asked):
    """The slugs of the records that the list links to."""
    text = client.get(address, asked).content.decode()
    main = text.split("<main", 1)[1].split("</main>")[0]
    kind = address.split("/")[-2]
    return set(re.findall(rf'href="(?:/n[lb])?/{kind}/([a-z0-9-]+)/(?:\?on=[0-9-]+)?"', main))


@pytest.fixture
def three(db):
    norway = make_state("norway", region="Europe", code="NOR")
    make_name(norway, "Norway")
    make_name(norway, "Norge", language="nb")
    old = make_instrument("old", adopted_on="1968-07-01", title_nl="Oud verdrag")
    make_instrument("young", adopted_on="2010", in_force_from=None)
    talk = make_declaration("talk", adopted_on="[2025-02..2026-01]")
    make_action(old, norway, "ratification", "1970-01-01")
    make_action(talk, norway, "endorsement", "2026-01-31")


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({}, {"old", "young", "talk"}),
        ({"binding": "yes"}, {"old", "young"}),
        ({"binding": "no"}, {"talk"}),
        ({"kind": "declaration"}, {"talk"}),
        ({"theme": "ai"}, {"talk"}),
        ({"in_force": "yes"}, {"old"}),
        ({"in_force": "no"}, {"young", "talk"}),
        ({"in_force": "no", "on": "1970-01-01"}, {"old", "young", "talk"}),
        ({"participant": "norge"}, {"old", "talk"}),
        ({"participant": "NOR", "binding": "yes"}, {"old"}),
        ({"participant": "nowhere"}, set()),
        ({"adopted_from": "2010"}, {"young", "talk"}),
        ({"adopted_to": "2010"}, {"old", "young"}),
        ({"adopted_from": "2026", "adopted_to": "2026"}, {"talk"}),
        ({"q": "oud VERDRAG"}, {"old"}),
        ({"q": "100%"}, set()),
    ],
)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_instruments_are_found_by_what_is_asked(three, client, asked, slugs, language):
    assert found(client, f"{language}/instruments/", **asked) == slugs


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/instruments/", {"kind": "no-such"}),
        ("/instruments/", {"adopted_from": "soon"}),
        ("/instruments/", {"adopted_to": "1e99"}),
        ("/instruments/", {"adopted_to": "NaN"}),
        ("/instruments/", {"q": "x" * 101}),
        ("/instruments/", {"q": "a\x00b"}),
        ("/instruments/", {"sort": "password"}),
        ("/countries/", {"region": "Atlantis"}),
        ("/summits/", {"year": "0"}),
        ("/summits/", {"series": "x"}),
        ("/sources/", {"authority": "x"}),
        ("/discrepancies/", {"instrument": "no-such"}),
        ("/mechanisms/", {"kind": "x"}),
        ("/changes/", {"instrument": "no-such"}),
    ],
)
def test_a_question_that_cannot_be_understood_gets_a_message_and_the_whole_list(
    record, client, address, asked
):
    response = client.get(address, asked)
    assert response.status_code == 200
    assert "cannot be understood" in response.content.decode()
    whole = client.get(address).context["paginator"].count
    assert response.context["paginator"].count == whole > 0


@pytest.mark.parametrize(
    ("address", "asked", "contains"),
    [
        ("/nl/countries/", {"q": "sveits"}, "/nl/countries/switzerland/"),
        ("/countries/", {"region": "Oceania", "sort": "name"}, "/countries/fiji/"),
        ("/countries/", {"q": "anthropic"}, "/organisations/anthropic/"),
        ("/nb/summits/", {"q": "seoul", "year": "2024"}, "/nb/summits/seoul-2024/"),
        ("/summits/", {"series": "ai-summit", "state": "held"}, "/summits/bletchley-2023/"),
        ("/discrepancies/", {"instrument": "npt"}, "/instruments/npt/"),
        ("/sources/", {"authority": "depositary", "sort": "acts"}, 'class="list"'),
        ("/mechanisms/", {"kind": "verification"}, "/mechanisms/"),
    ],
)
def test_every_list_is_found_in_by_what_is_asked(record, client, address, asked, contains):
    response = client.get(address, asked)
    assert contains in response.content.decode()
    everything = client.get(address).context["paginator"].count
    assert response.context["paginator"].count < everything


def test_who_finds_nothing_is_offered_to_clear_the_filters(three, client):
    text = client.get("/instruments/?q=zzz&on=2024-01-01").content.decode()
    assert "Nothing fits all of this." in text
    assert 'href="?on=2024-01-01"' in text


def test_the_pages_of_a_list_keep_the_question(three, client, monkeypatch):
    monkeypatch.setattr("treaties.views.instruments.InstrumentList.paginate_by", 1)
    text = client.get("/instruments/?binding=yes&sort=oldest").content.decode()
    assert "binding=yes&amp;sort=oldest&amp;page=2" in text
    assert found(client, "/instruments/", binding="yes", sort="oldest", page=2) == {"young"}


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_is_not_there_is_answered_with_the_nearest(three, client, page):
    assert client.get("/instruments/", {"page": page}).status_code == 200


def test_the_order_is_a_choice(three):
    assert Instrument.objects.newest_first().first().slug == "talk"
    assert Instrument.objects.oldest_first().first().slug == "old"


def test_names_are_in_the_order_of_the_language_in_the_database_too(record, client):
    text = client.get("/nb/countries/?sort=name").content.decode()
    assert text.index("Zimbabwe") < text.index("Østerrike")
    assert Participant.objects.by_name().count() == Participant.objects.count()
