"""The change log is public: what, when, why, from which source; a load is one entry."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User
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


@pytest.mark.parametrize(
    ("first_name", "shown"),
    [
        ("Anna", "by Anna"),
        ("", "by a volunteer"),
        ("anna@example.org", "by a volunteer"),
        ("<b>", "by &lt;b&gt;"),
    ],
)
def test_a_person_is_named_as_they_wish_and_never_by_an_address(db, client, first_name, shown):
    person = User.objects.create_user(
        "anna@example.org", email="anna@example.org", first_name=first_name, last_name="Surname"
    )
    make_action(
        make_instrument("bwc"), make_state("ghana"), "signature", "1972", by=person, reason="Why"
    )
    for address in ("/changes/", "/", "/changes/feed.atom", "/changes/feed.json"):
        text = client.get(address).content.decode()
        assert "Surname" not in text
        assert "example.org" not in text
    page = client.get("/changes/").content.decode()
    assert shown in page
    assert page.count(shown) == 1


def test_files_and_commands_are_no_people(record, client):
    assert "by the data files" in client.get("/changes/").content.decode()
    services.correct_action(TreatyAction.objects.first(), reason="By hand", locator="page 1")
    text = client.get("/changes/").content.decode()
    assert text.index("by a command on the server") < text.index("by the data files")


def test_a_name_that_is_taken_back_leaves_the_pages_at_once(db, admin_client, client):
    person = User.objects.create_user("anna", first_name="Anna")
    make_action(make_instrument("bwc"), make_state("ghana"), "signature", "1972", by=person)
    before = client.get("/changes/")
    assert "by Anna" in before.content.decode()
    address = f"/admin/auth/user/{person.pk}/change/"
    form = admin_client.get(address).context["adminform"].form
    assert "public list of changes" in str(form.fields["first_name"].help_text)
    joined = form.initial["date_joined"]
    sent = {
        "username": "anna",
        "first_name": "",
        "is_active": "on",
        "date_joined_0": joined.date().isoformat(),
        "date_joined_1": joined.time().isoformat("seconds"),
    }
    assert admin_client.post(address, sent).status_code == 302
    after = client.get("/changes/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "by a volunteer" in after.content.decode()


def test_the_changes_of_one_record_are_told_of_that_record_alone(corrected, client):
    everything = client.get("/changes/").context["changes"]
    of_one = client.get("/changes/?instrument=bwc").context["changes"]
    assert [change.id for change in of_one] == [change.id for change in everything]
    assert 0 < of_one[-1].size < everything[-1].size / 10
    assert client.get("/changes/?participant=ghana").context["changes"][0].size == 1


def test_one_change_has_a_page_of_its_own(corrected, client):
    change = client.get("/changes/").context["changes"][0]
    text = client.get(f"/nb{change.get_absolute_url()}").content.decode()
    assert "<h1>Read again</h1>" in text
    assert "Republic of Ghana" in text
    assert 'href="/nb/instruments/bwc/"' in text


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
