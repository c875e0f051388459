"""Every page: it answers, in three languages, with few queries, and says what is wrong."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from treaties.models import Instrument, Participant, TreatyAction
from treaties.vocabulary import CountKind

PAGES = [
    "/",
    "/instruments/",
    "/instruments/npt/",
    "/instruments/montreal-protocol/",
    "/instruments/iaea-statute/",
    "/instruments/paris-statement/",
    "/instruments/un-declaration-human-cloning/",
    "/instruments/npt/?on=2003-04-11",
    "/compare/",
    "/compare/npt,bwc,cwc,montreal-protocol,paris-agreement,ctbt/",
    "/compare/treaty-of-tlatelolco,canwfz-semipalatinsk,bletchley-declaration,un-a-res-78-265/",
    "/countries/",
    "/countries/norway/",
    "/countries/united-states/",
    "/countries/czechoslovakia/",
    "/organisations/european-union/",
    "/organisations/openai/",
    "/matrix/",
    "/matrix/?theme=",
    "/summits/",
    "/summits/bletchley-2023/",
    "/summits/switzerland-2027/",
    "/summits/compare/",
    "/timeline/",
    "/timeline/?page=2",
    "/mechanisms/",
    "/choke-points/",
    "/sources/",
    "/sources/?page=2",
    "/sources/survivalscores-20260822/",
    "/sources/countrygroups-un-regional/",
    "/discrepancies/",
    "/glossary/",
    "/changes/",
    "/find/",
    "/about/",
    "/method/",
]


class Outline(HTMLParser):
    """The counts, the headings and the links of a page."""

    def __init__(self, html):
        super().__init__()
        self.counts, self.headings, self.links, self.language = [], [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.language = attributes["lang"]
        elif tag == "data":
            self.counts.append(attributes)
        elif tag == "h1":
            self.headings.append(tag)
        elif tag == "a":
            self.links.append(attributes.get("href"))


def outline(response):
    return Outline(response.content.decode())


def number(response, count):
    """The one number of this kind on an instrument's page."""
    (found,) = [each for each in outline(response).counts if each["data-count"] == count]
    return int(found["value"])


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_every_page_answers_in_every_language_with_few_queries(record, client, address, language):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(language + address)
    assert response.status_code == 200
    assert len(queries) <= 12, [query["sql"][:100] for query in queries]
    page = outline(response)
    assert page.language == (language[1:] or "en")
    assert page.headings == ["h1"]


def test_no_page_has_a_link_that_leads_nowhere(record, client):
    """Every instrument, participant and summit is linked from its list, so this walks them all."""
    links = {link for address in PAGES for link in outline(client.get(address)).links}
    paths = {link.split("#")[0] for link in links if link.startswith("/")}
    assert len(paths) > Instrument.objects.count() + Participant.objects.count()
    for path in sorted(paths):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("slug", "counts"),
    [
        ("bwc", {"parties": 189, "signatories": 109}),
        ("cwc", {"parties": 193, "signatories": 165, "signed-not-party": 1, "not-listed": 3}),
        ("montreal-protocol", {"parties": 198, "signatories": 46, "not-listed": 0}),
        ("npt", {"parties": 191, "signatories": 93}),
        ("bletchley-declaration", {"endorsers": 30, "endorsing-states": 29}),
        ("un-declaration-human-cloning", {"voted-for": 84, "voted-against": 34, "abstained": 37}),
    ],
)
def test_the_numbers_of_an_instrument(record, client, slug, counts):
    response = client.get(f"/instruments/{slug}/")
    for count, value in counts.items():
        assert number(response, count) == value


def test_each_number_stands_once_on_an_instruments_page(record, client):
    for instrument in Instrument.objects.all():
        counts = outline(client.get(instrument.get_absolute_url())).counts
        kinds = [each["data-count"] for each in counts]
        assert len(kinds) == len(set(kinds)), instrument.slug
        assert set(kinds) <= set(CountKind.values)
        assert not any("data-instrument" in each for each in counts)


def test_elsewhere_each_number_names_its_instrument(record, client):
    for address in ["/", "/instruments/", "/summits/seoul-2024/"]:
        counts = outline(client.get(address)).counts
        assert counts
        assert all(each.get("data-instrument") for each in counts)


def test_the_contested_reading_stands_beside_the_headline(record, client):
    text = client.get("/instruments/npt/").content.decode()
    assert "191 parties" in text
    assert "If the contested act took effect: 190" in text


def test_who_is_leaving_is_named_with_the_day(record, client):
    text = client.get("/instruments/rome-statute/").content.decode()
    assert "leaving on 27 July 2027" in text


def test_a_day_in_the_address_is_the_day_of_the_page(record, client):
    assert (
        number(client.get("/instruments/bletchley-declaration/?on=2024-10-22"), "endorsers") == 29
    )
    assert number(client.get("/instruments/rome-statute/?on=2027-07-28"), "parties") == 120


def test_numbers_before_the_history_is_complete_are_lower_bounds(record, client):
    text = client.get("/instruments/bwc/?on=1980-01-01").content.decode()
    assert re.search(r"at least\s*<data[^>]*data-count=\"parties\"", text)
    assert "at least" not in client.get("/instruments/cwc/").content.decode()


def test_an_incomplete_list_says_so(record, client):
    response = client.get("/instruments/outer-space-treaty/")
    assert "This list is incomplete." in response.content.decode()


def test_unchecked_rows_are_marked_and_not_counted(record, client):
    unchecked = TreatyAction.objects.unchecked().filter(instrument__slug="paris-statement")
    assert unchecked.exists()
    text = client.get("/instruments/paris-statement/").content.decode()
    assert "unchecked: no source found yet" in text


def test_retracted_rows_stay_with_their_reason(record, client):
    text = client.get("/countries/south-africa/").content.decode()
    assert "retracted" in text
    assert "Declined" in text


@pytest.mark.parametrize(
    "on",
    [
        "yesterday",
        "2024-13-01",
        "2024-02-30",
        "20240331",
        "2024-3-1",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("address", ["/instruments/npt/", "/nb/countries/norway/", "/nl/"])
def test_a_day_that_is_none_is_answered_with_a_clear_page(record, client, address, on):
    response = client.get(address, {"on": on})
    assert response.status_code == 400
    assert "?on=2024-03-31" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/instruments/no-such/",
        "/countries/openai/",
        "/organisations/norway/",
        "/xx/",
        "/de/summits/",
    ],
)
def test_a_page_that_does_not_exist_is_answered_with_a_way_on(record, client, address):
    response = client.get(address)
    assert response.status_code == 404
    text = response.content.decode()
    assert "There is no such page" in text
    assert 'href="/nb/"' in text


def test_pages_of_an_empty_record_say_so(db, client):
    for address in ["/", "/instruments/", "/countries/", "/summits/", "/sources/", "/mechanisms/"]:
        assert client.get(address).status_code == 200
    assert "No source is recorded yet." in client.get("/sources/").content.decode()


def test_names_stand_in_the_language_of_the_page(record, client):
    assert "Norge" in client.get("/nb/countries/norway/").content.decode()
    assert "Noorwegen" in client.get("/nl/countries/norway/").content.decode()
    assert "Den hellige stol" in client.get("/nb/countries/holy-see/").content.decode()


def test_names_are_in_the_order_of_the_language(record, client):
    text = client.get("/nb/instruments/cwc/").content.decode().split('id="participants"')[1]
    assert text.index("Zimbabwe") < text.index("Østerrike")
