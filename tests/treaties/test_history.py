"""The change log is public: what, when, why, from which source; a load is one entry."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import make_aware
from pghistory.models import Context

from tests.make import make_action, make_instrument, make_source, make_state
from treaties import services
from treaties.models import GlossaryTerm, TreatyAction
from treaties.vocabulary import Standing


@pytest.fixture
def corrected(record):
    action = TreatyAction.objects.get(
        instrument__slug="bwc", participant__slug="ghana", kind="ratification"
    )
    return services.correct_action(action, reason="Read again", locator="Republic of Ghana")


def test_the_first_load_is_one_entry(record, client):
    response = client.get("/changes/")
    assert response.context["paginator"].count == 1
    (change,) = response.context["changes"]
    assert sum(n for *_, n in change.counts) > 7000
    assert change.rows == []


def test_a_correction_says_what_when_why_and_from_which_source(corrected, client):
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/changes/")
    text = response.content.decode()
    assert len(queries) <= 12
    assert "Read again" in text
    assert "Republic of Ghana" in text
    assert corrected.source.title[:40] in text
    assert "/countries/ghana/" in text
    assert "/instruments/bwc/" in text


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ({"instrument": "bwc"}, True),
        ({"instrument": "npt"}, False),
        ({"participant": "Ghana"}, True),
        ({"participant": "Norge"}, False),
        ({"participant": "Nowhere"}, False),
        ({"q": "read"}, True),
        ({"q": "unread"}, False),
    ],
)
def test_the_log_of_one_instrument_or_country_has_only_its_own(corrected, client, asked, is_shown):
    text = client.get("/changes/", asked).content.decode()
    assert ("Read again" in text) == is_shown


def test_two_changes_are_two_entries_newest_first(db, client):
    treaty, state = make_instrument("bwc"), make_state("ghana")
    Context.objects.all().delete()
    make_action(treaty, state, "signature", "1972", reason="First", source=make_source())
    make_action(treaty, state, "ratification", "1975", reason="Second", source=make_source())
    Context.objects.filter(metadata__reason="First").update(
        created_at=make_aware(datetime(2020, 1, 1))
    )
    text = client.get("/changes/").content.decode()
    assert text.index("Second") < text.index("First")


def test_every_standing_is_a_term_of_the_glossary(record, client):
    terms = set(GlossaryTerm.objects.values_list("slug", flat=True))
    assert set(Standing.values) <= terms
    text = client.get("/nl/instruments/npt/").content.decode()
    assert 'href="/nl/glossary/#party"' in text


def test_every_term_is_defined_in_three_languages(record):
    for term in GlossaryTerm.objects.all():
        for language in ("en", "nl", "nb"):
            assert getattr(term, f"term_{language}"), term.slug
            assert getattr(term, f"definition_{language}"), term.slug
