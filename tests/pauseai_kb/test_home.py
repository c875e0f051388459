"""The first page: what there is, what comes next, what changed last – and how good its words are."""

import re

import pytest
from pghistory.models import Context

from summits.models import Summit
from tests.make import make_action, make_declaration, make_source, make_state
from treaties import services

DRAFTS = "Sommige teksten op deze pagina zijn concepten"
UNTRANSLATED = "nog niet vertaald en staan hier in het Engels"


def make_summit(slug, starts_on, **more):
    plain = {
        "series": "ai-summit",
        "state": "announced",
        "name_en": slug,
        "summary_en": "A meeting.",
        "source": make_source(),
    }
    return services.save(Summit(slug=slug, starts_on=starts_on, **{**plain, **more}))


def latest(client, address="/"):
    """What stands under "Latest changes"."""
    text = client.get(address).content.decode()
    return re.search(r'<h2 id="changes">.*?</ul>', text, re.S)[0]


def test_the_next_summit_is_the_first_that_is_not_over(db, client):
    make_summit("over", "2025-02-10", ends_on="2025-02-11")
    make_summit("later", "2028")
    make_summit("next", "2027-04-07")
    response = client.get("/?lang=en&on=2026-11-21")
    hero = response.content.decode().split('class="hero__next"')[1].split("</div>")[0]
    assert 'href="/summits/next/"' in hero
    assert "7 April 2027" in hero
    assert [each.slug for each in client.get("/?on=2027-12-31").context["coming"]] == ["later"]


def test_the_latest_changes_are_five_the_newest_first(db, client):
    treaty, ghana = make_declaration("a"), make_state("ghana")
    Context.objects.all().delete()
    for day in range(1, 8):
        make_action(treaty, ghana, "endorsement", f"2024-01-0{day}", reason=f"Reason {day}")
        found = Context.objects.filter(metadata__reason=f"Reason {day}")
        found.update(created_at=f"2024-02-0{day}T12:00Z")
    text = latest(client)
    assert re.findall(r"Reason \d", text) == [f"Reason {day}" for day in (7, 6, 5, 4, 3)]
    assert 'href="/countries/ghana/"' in text
    assert 'href="/instruments/a/"' in text
    assert "7 February 2024" in text
    assert "by a command on the server" in text
    assert re.search(r'<a href="/changes/[0-9a-f-]{36}/">Reason 7</a>', text)
    assert "7 februari 2024" in latest(client, "/nl/")


def test_an_empty_record_has_no_latest_change_and_no_next_summit(db, client):
    text = client.get("/?lang=en").content.decode()
    assert "No change is recorded yet." in text
    assert "hero__next" not in text
    assert "None is announced" in text


@pytest.mark.parametrize("address", ["/nl/", "/nl/instruments/", "/nl/summits/"])
@pytest.mark.parametrize("state", ["draft", "machine-draft", "outdated", "reviewed"])
def test_a_page_of_titles_says_once_that_some_are_drafts(db, client, address, state):
    titled = make_declaration("a", title_nl="Een titel", adopted_on="2024")
    named = make_summit("b", "2199", name_nl="Een naam")
    services.set_text_states([(titled, "title", "nl", state), (named, "name", "nl", state)])
    text = client.get(address).content.decode()
    assert text.count(DRAFTS) == (state != "reviewed")
    assert UNTRANSLATED not in text


@pytest.mark.parametrize("address", ["/instruments/", "/summits/", "/"])
def test_a_page_of_titles_says_that_some_stand_there_in_english(db, client, address):
    make_declaration("a")
    make_summit("b", "2199")
    assert UNTRANSLATED in client.get(f"/nl{address}").content.decode()
    assert "text-state" not in client.get(f"{address}?lang=en").content.decode()


def test_the_text_of_another_field_is_not_spoken_of(db, client):
    titled = make_declaration("a", title_nl="Een titel", summary_nl="Wat het zegt.")
    services.set_text_states(
        [(titled, "summary", "nl", "draft"), (titled, "title", "nl", "reviewed")]
    )
    assert "text-state" not in client.get("/nl/instruments/").content.decode()
