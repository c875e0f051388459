"""The page of a participant: what concerns it, and one page of it where there is much."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from tests.make import make_action, make_declaration, make_instrument, make_state
from treaties.days import today
from treaties.models import Instrument, Participant
from treaties.views.participants import ParticipantDetail


@pytest.fixture
def few_on_a_page(monkeypatch):
    monkeypatch.setattr(ParticipantDetail, "paginate_by", 2)


def test_the_sentence_counts_every_declaration_whatever_the_page_shows(client, db, few_on_a_page):
    norway = make_state("norway")
    for number in range(3):
        declaration = make_declaration(f"declaration-{number}", universe="open")
        if number:
            make_action(declaration, norway, "endorsement", "2023-11-01")
    make_instrument("a-treaty")
    first, second = (client.get(f"/countries/norway/?page={page}") for page in (1, 2))
    for page in (first, second):
        assert page.context["numbers"] == (2, 3, False)
    assert [len(page.context["declarations"]) for page in (first, second)] == [2, 1]
    assert [row.instrument.slug for row in second.context["treaties"]] == ["a-treaty"]
    assert 'rel="next"' in first.content.decode()


def test_a_page_that_is_not_there_is_the_last_one(client, db, few_on_a_page):
    make_state("norway")
    assert client.get("/countries/norway/?page=99").status_code == 200


@pytest.mark.parametrize("language", settings.MODELTRANSLATION_LANGUAGES)
def test_the_first_page_of_many_is_read_in_order_and_not_sorted(record, language):
    """The index is of use only while it is made of the very words that the question sorts by."""
    norway = Participant.objects.get(slug="norway")
    with connection.cursor() as cursor, translation.override(language):
        cursor.execute("SET LOCAL enable_seqscan = off")  # as it were for thousands of instruments
        concerning = Instrument.objects.concerning(norway)
        plan = concerning.declarations_first()[:2].explain()
    assert f"declarations_first_{language}" in plan
    assert "Sort" not in plan


def test_who_could_join_is_the_same_from_both_sides(record):
    """`concerning` asks for one participant what `potential` asks for one instrument."""
    on = today()
    instruments = list(Instrument.objects.exclude(universe="open"))
    potential = {
        each.slug: set(Participant.objects.potential(each, on).values_list("slug", flat=True))
        for each in instruments
    }
    for participant in Participant.objects.exclude(kind="former-state"):
        could = Instrument.objects.concerning(participant).filter(could_join=True)
        found = set(could.exclude(universe="open").values_list("slug", flat=True))
        assert found == {s for s, slugs in potential.items() if participant.slug in slugs}


def test_a_country_names_the_summits_it_held_and_was_named_for(client, record):
    page = client.get("/countries/united-kingdom/")
    assert "bletchley-2023" in {host.summit.slug for host in page.context["hosted"]}
    assert "bletchley-2023" in {row.summit.slug for row in page.context["attended"]}
    before = client.get("/countries/united-kingdom/?on=2023-10-31")
    assert "bletchley-2023" not in {host.summit.slug for host in before.context["hosted"]}
    assert not before.context["attended"]
