"""A visitor asks again: 304 while nothing changed, the new page as soon as anything did."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pauseai_kb import caching
from pauseai_kb.caching import FOR_EVERYBODY, FOR_ONE_PERSON
from tests.make import make_action, make_instrument, make_source, make_state
from treaties import services
from treaties.models import RecordVersion, SourceReading
from treaties.vocabulary import ActionKind

ADDRESS = "/instruments/a-treaty/"
PAGES = ["/", "/instruments/", ADDRESS, "/countries/", "/summits/", "/sources/", "/nl/", "/nb/"]


@pytest.fixture
def treaty(db):
    """Ghana is a party, and leaves with effect from 1 March 2027."""
    treaty, ghana = make_instrument(), make_state("ghana")
    make_action(treaty, ghana, ActionKind.RATIFICATION, "1975-06-06")
    make_action(treaty, ghana, ActionKind.WITHDRAWAL, "2026-11-20", "2027-03-01")
    return treaty


def again(client, address, first, **headers):
    """Ask for a page that is already there."""
    return client.get(address, headers={"if-none-match": first["ETag"], **headers})


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(treaty, client, address):
    first = client.get(address)
    assert first.status_code == 200
    second = again(client, address, first)
    assert (second.status_code, second.content) == (304, b"")
    for header in ("ETag", "Cache-Control", "Vary"):
        assert second[header] == first[header]


def test_a_page_that_did_not_change_costs_one_query_and_no_view(treaty, client, monkeypatch):
    first = client.get(ADDRESS)
    monkeypatch.setattr("treaties.views.instruments.InstrumentDetail.get", None)
    with CaptureQueriesContext(connection) as queries:
        assert again(client, ADDRESS, first).status_code == 304
    assert len(queries) == 1


def test_a_head_request_is_answered_as_a_get(treaty, client):
    first = client.head(ADDRESS)
    assert first["ETag"] == client.get(ADDRESS)["ETag"]
    assert client.head(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_compressed_page_has_the_same_validator(treaty, client):
    plain = client.get(ADDRESS)
    packed = client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] == plain["ETag"]
    assert packed["ETag"].startswith('W/"')
    assert again(client, ADDRESS, packed, **{"accept-encoding": "gzip"}).status_code == 304


def test_one_of_several_validators_is_enough(treaty, client):
    first = client.get(ADDRESS)
    listed = f'"other", {first["ETag"]}'
    assert client.get(ADDRESS, headers={"if-none-match": listed}).status_code == 304
    assert client.get(ADDRESS, headers={"if-none-match": '"other"'}).status_code == 200


def test_whether_there_is_a_page_at_all_only_the_view_knows(treaty, client):
    assert client.get("/instruments/none/", headers={"if-none-match": "*"}).status_code == 404


def test_a_withdrawal_that_took_effect_at_midnight_is_not_hidden(treaty, client, on_day):
    on_day("2027-02-28")
    before = client.get(ADDRESS)
    assert before.context["counts"]["parties"] == 1
    assert again(client, ADDRESS, before).status_code == 304
    on_day("2027-03-01")
    after = again(client, ADDRESS, before)
    assert after.status_code == 200
    assert after.context["counts"]["parties"] == 0


def test_the_page_of_a_day_says_tomorrow_that_it_is_not_today(treaty, client, on_day):
    on_day("2027-02-28")
    address = f"{ADDRESS}?on=2027-02-28"
    before = client.get(address)
    on_day("2027-03-01")
    after = again(client, address, before)
    assert after.status_code == 200
    assert "As things stood on" in after.content.decode()


def test_a_change_of_the_record_is_not_hidden(treaty, client):
    before = client.get(ADDRESS)
    treaty.title_en = "Another title"
    services.save(treaty)
    after = again(client, ADDRESS, before)
    assert after.status_code == 200
    assert "Another title" in after.content.decode()


def test_a_change_behind_djangos_back_is_not_hidden(treaty, client):
    before = client.get(ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE treaties_instrument SET title_en = 'In SQL'")
    assert "In SQL" in again(client, ADDRESS, before).content.decode()


def test_a_reading_of_a_source_is_not_hidden(treaty, client, on_day):
    before = client.get("/sources/")
    SourceReading.objects.create(
        source=make_source(), read_at="2026-11-20T12:00:00Z", outcome="unchanged"
    )
    assert "last checked on 20 November 2026" in again(client, "/sources/", before).content.decode()


def test_a_new_release_is_not_hidden(treaty, client, monkeypatch):
    before = client.get(ADDRESS)
    monkeypatch.setattr(caching, "fingerprint", lambda patterns: "another release")
    after = type(client)().get(ADDRESS, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200


def test_a_release_is_its_code_templates_texts_and_styles():
    named = " ".join(caching.RELEASE)
    for part in ("treaties/**/*.py", "templates", "*.po", "static", "requirements.txt"):
        assert part in named


def test_every_address_and_language_has_a_validator_of_its_own(treaty, client):
    yesterday = (date.today() - timedelta(1)).isoformat()
    addresses = [*PAGES, "/nl" + ADDRESS, f"{ADDRESS}?on={yesterday}", "/instruments/?x=1"]
    found = [client.get(address)["ETag"] for address in addresses]
    assert len(set(found)) == len(found)


def test_the_first_page_is_another_one_for_other_languages_of_the_browser(treaty, client):
    first = client.get("/", headers={"accept-language": "en"})
    other = again(client, "/", first, **{"accept-language": "nl"})
    assert other.status_code != 304
    same = again(client, ADDRESS, client.get(ADDRESS), **{"accept-language": "nl"})
    assert same.status_code == 304


def test_only_the_first_page_varies_with_the_language_of_the_browser(treaty, client):
    for address in PAGES:
        varies = {each.strip() for each in client.get(address)["Vary"].split(",")}
        expected = {"Accept-Encoding"} | ({"Accept-Language"} if address == "/" else set())
        assert varies == expected, address


def test_shared_caches_keep_a_page_for_a_minute_and_browsers_ask(treaty, client):
    for address in PAGES:
        assert client.get(address)["Cache-Control"] == FOR_EVERYBODY
    seconds = dict(part.split("=") for part in FOR_EVERYBODY.split(", ")[1:])
    assert seconds["max-age"] == "0"
    # What a cache may show without asking, and after that while it asks, together.
    assert int(seconds["s-maxage"]) + int(seconds["stale-while-revalidate"]) <= 60


def test_what_went_wrong_has_no_validator(treaty, client):
    missing, wrong = client.get("/instruments/none/"), client.get(ADDRESS, {"on": "never"})
    assert (missing.status_code, wrong.status_code) == (404, 400)
    assert "ETag" not in missing
    assert "ETag" not in wrong
    assert wrong["Cache-Control"] == "no-store"


def test_who_is_signed_in_gets_pages_that_nobody_keeps(treaty, client):
    first = client.get(ADDRESS)
    client.force_login(User.objects.create_user("volunteer"))
    second = again(client, ADDRESS, first)
    assert second.status_code == 200
    assert second["Cache-Control"] == FOR_ONE_PERSON
    assert "ETag" not in second


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/nl/admin/login/", "/admin/x/"])
def test_nobody_keeps_the_admin(db, client, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == FOR_ONE_PERSON
    assert "ETag" not in answer


def test_an_answer_with_a_cookie_is_kept_by_nobody(treaty, client, monkeypatch):
    def with_cookie(self, request, *args, **kwargs):
        answer = original(self, request, *args, **kwargs)
        answer.set_cookie("a", "b")
        return answer

    view = "treaties.views.instruments.InstrumentDetail"
    original = client.get(ADDRESS).context["view"].__class__.get
    monkeypatch.setattr(f"{view}.get", with_cookie)
    assert client.get(ADDRESS)["Cache-Control"] == FOR_ONE_PERSON


def test_while_developing_every_page_is_made_anew(treaty, client, settings):
    settings.DEBUG = True
    assert "ETag" not in client.get(ADDRESS)


def test_a_record_that_was_never_changed_has_a_version_too(db, client):
    RecordVersion.objects.all().delete()
    first = client.get("/")
    assert first.status_code == 200
    assert again(client, "/", first).status_code == 304
