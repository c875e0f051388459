"""The addresses of a comparison: what they show, where they lead, what they refuse."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from treaties.models import Instrument

SIX = "npt,bwc,cwc,montreal-protocol,paris-agreement,ctbt"


def chosen_in(response):
    text = response.content.decode()
    return re.findall(r'value="([^"]+)" checked', text)


def test_the_order_is_the_visitors(record, client):
    text = client.get("/compare/npt,bwc,cwc/").content.decode()
    heading = re.search(r'"compare .*?(<thead>.*?</thead>)', text, re.S)[1]
    found = re.findall(r'scope="col"><a href="/instruments/([^/]+)/', heading)
    assert found == ["npt", "bwc", "cwc"]
    assert 'href="/compare/bwc,npt,cwc/"' in heading  # to the left
    assert 'href="/compare/npt,cwc/"' in heading  # without


def test_the_picker_leads_to_the_permanent_address(record, client):
    response = client.get("/compare/?instrument=npt&instrument=bwc&on=2003-04-11")
    assert response.status_code == 301
    assert response["Location"] == "/compare/npt,bwc/?on=2003-04-11"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("bwc,bwc,cwc/", "/compare/bwc,cwc/"),
        (
            "bwc,,cwc,/?on=2003-04-11&only=differences&x=1",
            "/compare/bwc,cwc/?on=2003-04-11&only=differences",
        ),
        (",/", "/compare/"),
        ("bwc, cwc/?format=csv", "/compare/bwc,cwc/?format=csv"),
    ],
)
def test_what_says_the_same_twice_is_kept_at_one_address(record, client, asked, kept):
    response = client.get(f"/compare/{asked}")
    assert (response.status_code, response["Location"]) == (301, kept)


@pytest.mark.parametrize(
    ("asked", "status", "said", "chosen"),
    [
        ("bwc/", 400, "1 instrument is asked for", ["bwc"]),
        (f"{SIX},unfccc/", 400, "7 instruments are asked for", [*SIX.split(","), "unfccc"]),
        ("bwc,no-such,npt/", 404, "There is no instrument “no-such” here.", ["bwc", "npt"]),
        ("bwc,npt/?on=yesterday", 400, "“yesterday” is not a day", ["bwc", "npt"]),
        ("bwc,npt/?only=fun", 400, "?only=differences", ["bwc", "npt"]),
        ("bwc,npt/?format=xml", 400, "?format=csv", ["bwc", "npt"]),
    ],
)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_what_cannot_be_compared_is_refused_with_the_picker(
    record, client, language, asked, status, said, chosen
):
    response = client.get(f"{language}/compare/{asked}")
    assert response.status_code == status
    assert language or said in response.content.decode()
    assert chosen_in(response) == chosen


def test_a_thousand_slugs_cost_no_more_than_seven(record, client):
    many = ",".join(f"no-{n}" for n in range(1000))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/compare/{many}/")
    assert response.status_code == 404
    assert len(queries) <= 5
    assert response.content.decode().count("There is no instrument") <= 7


def test_one_is_no_error_in_the_picker_but_a_beginning(record, client):
    response = client.get("/compare/?instrument=npt")
    assert response.status_code == 200
    assert "Choose at least one more" in response.content.decode()
    assert chosen_in(response) == ["npt"]
    assert chosen_in(client.get("/compare/?chosen=npt,bwc")) == ["npt", "bwc"]


def test_the_picker_offers_every_instrument_once(record, client):
    text = client.get("/compare/?chosen=bwc").content.decode()
    offered = re.findall(r'name="instrument" value="([^"]+)"', text)
    assert offered[0] == "bwc"
    assert sorted(offered) == sorted(Instrument.objects.values_list("slug", flat=True))


def test_a_bad_day_is_refused_by_the_picker_too(record, client):
    assert client.get("/compare/?on=soon").status_code == 400


def test_mixed_kinds_are_told_what_can_be_compared(record, client):
    note = "What can be compared is the first formal act"
    assert note in client.get("/compare/bwc,bletchley-declaration/").content.decode()
    assert note not in client.get("/compare/bwc,npt/").content.decode()


def test_queries_do_not_depend_on_what_is_compared(record, client):
    spent = set()
    for slugs in ("bwc,npt", SIX, f"{SIX.removesuffix(',ctbt')},treaty-of-tlatelolco"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/nl/compare/{slugs}/")
        spent.add(len(queries))
    assert len(spent) == 1
    assert spent.pop() <= 12


def test_numbers_say_whose_they_are_and_of_which_day(record, client):
    text = client.get("/compare/bwc,cwc/?on=2003-04-11").content.decode()
    numbers = re.findall(r"<data ([^>]*)>", text)
    assert numbers
    assert all('data-instrument="' in each and 'data-count="' in each for each in numbers)
    assert any('data-on="1994-01-13"' in each for each in numbers)


def test_headings_tell_a_screen_reader_what_a_cell_is_about(record, client):
    text = client.get("/compare/bwc,cwc/").content.decode()
    assert 'role="region"' in text
    assert 'tabindex="0"' in text
    table = re.search(
        r'<table>\s*<caption class="visually-hidden" id="compare-caption">.*?</table>', text, re.S
    )[0]
    assert not re.search(r"<th(?! scope=)", table.replace("<thead", ""))
    assert len(re.findall(r'<th scope="rowgroup"', table)) >= 9


def test_other_pages_lead_here(record, client):
    assert 'href="/compare/"' in client.get("/").content.decode()
    page = client.get("/instruments/bwc/").content.decode()
    assert 'href="/compare/?chosen=bwc"' in page


def test_the_picker_offers_the_nearest_of_the_theme(record, client):
    text = client.get("/compare/?chosen=bwc").content.decode()
    assert 'href="/compare/bwc,treaty-of-tlatelolco,npt,enmod/"' in text
    alone = client.get("/compare/?chosen=coe-ai-framework-convention").content.decode()
    assert "Or take the nearest" not in alone


@pytest.mark.parametrize(
    "address", ["/compare/%00/", "/compare/npt,tpnw%00/", "/nl/compare/npt%00/"]
)
def test_a_character_that_no_slug_has_is_refused(record, client, address):
    assert client.get(address, follow=True).status_code in {400, 404}
