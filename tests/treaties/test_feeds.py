"""The change log can be followed: well-formed feeds, ids that stay, the same entries as the page."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context

from tests.make import make_action, make_instrument, make_name, make_source, make_state
from treaties import services
from treaties.models import TreatyAction

ATOM, JSON = "/changes/feed.atom", "/changes/feed.json"
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def corrected(db):
    """Ghana's act was corrected by Anna; before that, Norway joined two treaties."""
    anna = User.objects.create_user("anna@example.org", email="anna@example.org", first_name="Anna")
    treaty, other = make_instrument("bwc"), make_instrument("cwc")
    ghana, norway = make_state("ghana"), make_state("norway")
    make_name(ghana, "Ghana")
    act = make_action(treaty, ghana, "ratification", "1975-06-06", reason="First", locator="a < b")
    make_action(treaty, norway, "ratification", "1973", reason="Of Norway")
    make_action(other, norway, "ratification", "1994", reason="Elsewhere")
    services.correct_action(act, reason="Read <again>", by=anna, locator="page 7 & 8")
    in_order("First", "Of Norway", "Elsewhere", "Read <again>")
    return act


def in_order(*reasons):
    """A test is one transaction, and all in it has one moment: give each change its own."""
    for day, reason in enumerate(reasons, start=1):
        moment = datetime(2020, 1, day, tzinfo=UTC)
        assert Context.objects.filter(metadata__reason=reason).update(created_at=moment) == 1


def atom(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(feed):
    return feed.findall("a:entry", NS)


def texts(feed, path):
    return [each.text for each in feed.findall(path, NS)]


def moment(text):
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


def test_an_atom_feed_has_what_atom_asks_for(corrected, client):
    feed = atom(client.get(ATOM))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for path in ("a:title", "a:id", "a:updated", "a:author/a:name"):
        assert len(feed.findall(path, NS)) == 1
    links = {each.get("rel"): each.get("href") for each in feed.findall("a:link", NS)}
    assert links == {
        "alternate": "http://testserver/changes/",
        "self": "http://testserver/changes/feed.atom",
    }
    for entry in entries(feed):
        for path in ("a:id", "a:title", "a:updated", "a:published", "a:author/a:name"):
            assert entry.find(path, NS).text
        assert entry.find("a:content", NS).get("type") == "html"
        assert entry.find("a:link", NS).get("href").startswith("http://testserver/changes/")
    moments = [moment(text) for text in texts(feed, "a:entry/a:updated")]
    assert moments == sorted(moments, reverse=True)
    assert moment(feed.find("a:updated", NS).text) == moments[0]


def test_an_entry_says_who_why_what_and_from_which_source(corrected, client):
    entry = entries(atom(client.get(ATOM)))[0]
    assert entry.find("a:title", NS).text == "Read <again>"
    assert entry.find("a:author/a:name", NS).text == "Anna"
    content = entry.find("a:content", NS).text
    assert "page 7 &amp; 8" in content
    assert "a &lt; b" in content
    assert 'href="http://testserver/countries/ghana/"' in content
    assert 'href="http://testserver/sources/a-source/"' in content
    assert not re.search(r'href="/', content)


def test_a_json_feed_has_what_its_version_asks_for(corrected, client):
    response = client.get(JSON)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/changes/feed.json"
    assert feed["home_page_url"] == "http://testserver/changes/"
    assert all(isinstance(feed[name], str) and feed[name] for name in ("title", "language"))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 4
    for item in feed["items"]:
        assert all(isinstance(item[name], str) for name in ("id", "url", "title", "content_html"))
        assert moment(item["date_published"]) <= moment(item["date_modified"])
        assert [set(author) for author in item["authors"]] == [{"name"}]
    change = feed["items"][0]["_change"]
    assert (change["who"], change["why"]) == ("Anna", "Read <again>")
    assert change["source"]["page"] == "http://testserver/sources/a-source/"
    (row,) = change["rows"]
    assert row["what"] == "changed"
    assert {"field": "place in the source", "before": "a < b", "after": "page 7 & 8"} in row[
        "fields"
    ]


def test_both_feeds_and_the_page_have_the_same_entries_under_the_same_ids(corrected, client):
    of_atom = texts(atom(client.get(ATOM)), "a:entry/a:id")
    of_json = [item["id"] for item in json.loads(client.get(JSON).content)["items"]]
    of_page = [change.id.urn for change in client.get("/changes/").context["changes"]]
    assert of_atom == of_json == of_page
    assert all(UUID(each) for each in of_atom)


def test_ids_are_the_same_in_every_language_on_every_host_and_later(corrected, client):
    first = texts(atom(client.get(ATOM)), "a:entry/a:id")
    elsewhere = atom(client.get(f"/nb{ATOM}", headers={"host": "localhost"}))
    assert elsewhere.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    assert texts(elsewhere, "a:entry/a:id") == first
    feed_ids = [
        texts(atom(client.get(a, headers={"host": h})), "a:id")
        for a in (ATOM, f"/nl{ATOM}")
        for h in ("localhost", "testserver")
    ]
    assert feed_ids[0] == feed_ids[1] != feed_ids[2] == feed_ids[3]
    services.correct_action(corrected, reason="Once more", locator="page 9")
    assert texts(atom(client.get(ATOM)), "a:entry/a:id")[1:] == first


def test_every_entry_leads_to_a_page_that_stays(corrected, client):
    for item in json.loads(client.get(f"/nl{JSON}").content)["items"]:
        text = client.get(item["url"].removeprefix("http://testserver")).content.decode()
        assert '<html lang="nl">' in text
        assert item["title"].replace("<", "&lt;").replace(">", "&gt;") in text
    assert client.get("/changes/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize(
    ("question", "reasons"),
    [
        ("?instrument=cwc", ["Elsewhere"]),
        ("?participant=ghana", ["Read <again>", "First"]),
        ("?participant=Ghana", ["Read <again>", "First"]),
        ("?instrument=bwc&participant=norway", ["Of Norway"]),
        ("?q=AGAIN", ["Read <again>"]),
    ],
)
def test_a_feed_is_asked_for_as_the_page_is(corrected, client, question, reasons):
    feed = atom(client.get(ATOM + question))
    assert texts(feed, "a:entry/a:title") == reasons
    assert feed.find("a:link[@rel='self']", NS).get("href").endswith(question)
    page = client.get(f"/changes/{question}").content.decode()
    for address in (ATOM, JSON):
        assert page.count(f'href="{address}{question.replace("&", "&amp;")}"') == 2


def test_the_feed_of_one_country_says_only_what_concerns_it(corrected, client):
    with services.change(reason="Both at once"):
        for act in TreatyAction.objects.filter(instrument__slug="bwc"):
            act.quote = "as printed"
            services.save(act)
    newest = json.loads(client.get(f"{JSON}?participant=norway").content)["items"][0]["_change"]
    assert newest["why"] == "Both at once"
    assert [each["name"] for row in newest["rows"] for each in row["about"]] == ["norway", "bwc"]
    everything = json.loads(client.get(JSON).content)["items"][0]["_change"]
    assert len(everything["rows"]) == 2


@pytest.mark.parametrize(
    ("question", "status"),
    [("?instrument=no-such", 400), ("?participant=atlantis", 404), ("?q=" + "x" * 101, 400)],
)
def test_a_feed_that_would_stay_empty_for_ever_is_refused(corrected, client, question, status):
    for address in (ATOM, f"/nl{JSON}"):
        response = client.get(address + question)
        assert response.status_code == status
        assert "<h1>" in response.content.decode()


def test_a_feed_is_kept_and_asked_for_again_as_a_page_is(corrected, client):
    for address in (ATOM, f"/nl{JSON}?instrument=bwc"):
        first = client.get(address)
        assert "s-maxage" in first["Cache-Control"]
        headers = {"if-none-match": first["ETag"]}
        assert client.get(address, headers=headers).status_code == 304
    services.correct_action(corrected, reason="Once more", locator="page 9")
    assert "Once more" in client.get(address, headers=headers).content.decode()


def test_a_feed_without_entries_says_when_the_record_last_changed(db, client):
    assert entries(atom(client.get(ATOM))) == []
    make_source()
    Context.objects.all().delete()
    feed = atom(client.get(ATOM))
    assert feed.find("a:updated", NS).text == atom(client.get(ATOM)).find("a:updated", NS).text


def test_what_xml_cannot_say_is_left_out(corrected, client):
    services.correct_action(corrected, reason="A\x0b\x1f bell\uffff", locator="\x02x")
    assert texts(atom(client.get(ATOM)), "a:entry/a:title")[0] == "A bell"


def test_a_feed_takes_few_queries_however_many_entries(record, client):
    acts = TreatyAction.objects.filter(instrument__slug="npt").select_related("source")[:40]
    for number, act in enumerate(acts):
        services.correct_action(act, reason=f"Number {number}", locator=f"row {number}")
    for address in (ATOM, JSON, f"{ATOM}?instrument=npt", "/changes/?participant=norway", "/nl/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, address


@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("/changes/", ""),
        ("/", ""),
        ("/instruments/npt/", "?instrument=npt"),
        ("/nl/countries/norway/", "?participant=norway"),
        ("/organisations/european-union/", "?participant=european-union"),
    ],
)
def test_pages_name_their_feeds_in_the_head_and_to_readers(record, client, address, question):
    text = client.get(address).content.decode()
    prefix = "/nl" if address.startswith("/nl") else ""
    head, body = text.split("</head>")
    for feed in (ATOM, JSON):
        assert f'href="{prefix}{feed}{question}"' in head
        assert f'href="{prefix}{feed}{question}"' in body
        assert client.get(f"{prefix}{feed}{question}").status_code == 200
