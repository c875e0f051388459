"""Any day: what a page says of it, and that the links on the page keep it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.make import make_action, make_instrument, make_state
from treaties.days import day_kept, today, with_day
from treaties.models import Instrument
from treaties.participation import participations
from treaties.stages import stage

ROME = "/instruments/rome-statute/"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1971-12-15", "not-adopted"),
        ("1971-12-16", "not-open"),
        ("1972-04-10", "not-in-force"),
        ("1975-03-25", "not-in-force"),
        ("1975-03-26", "in-force"),
    ],
)
def test_how_far_the_biological_weapons_convention_had_come(db, day, expected):
    convention = make_instrument(
        "bwc",
        adopted_on="1971-12-16",
        opened_for_signature_on="1972-04-10",
        in_force_from="1975-03-26",
    )
    assert stage(convention, date.fromisoformat(day)) == expected


def test_links_keep_the_day_and_today_is_no_day_to_keep(db):
    norway = make_state("norway")
    assert norway.get_absolute_url() == "/countries/norway/"
    with day_kept(date(1990, 1, 1)):
        assert norway.get_absolute_url() == "/countries/norway/?on=1990-01-01"
        assert with_day("/sources/?page=2#npt") == "/sources/?page=2&on=1990-01-01#npt"
        assert with_day("/?on=1999-01-01") == "/?on=1999-01-01"
    assert norway.get_absolute_url() == "/countries/norway/"


def test_who_walks_through_the_site_stays_on_the_day(client, record):
    page = client.get("/nl/countries/norway/?on=1990-01-01").content.decode()
    assert 'href="/nl/instruments/npt/?on=1990-01-01"' in page
    assert f'href="{reverse("instruments")}?on=1990-01-01"'.replace('"/', '"/nl/') in page
    assert 'href="/nb/countries/norway/?on=1990-01-01"' in page  # the menu of languages
    again = client.get("/nl/countries/norway/").content.decode()
    assert "on=1990" not in again  # nothing stays behind


def test_a_search_keeps_the_day(client, record):
    answer = client.get("/find/?q=Norge&on=1990-01-01")
    assert answer["Location"] == "/countries/norway/?on=1990-01-01"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1998-07-16", "not yet adopted (adopted: 17 July 1998)"),
        ("2002-06-30", "not yet in force (in force from 1 July 2002)"),
        ("2002-07-01", "As things stood on 1 July 2002"),
        ("2027-07-28", "by what has been notified so far, on 28 July 2027"),
    ],
)
def test_the_page_of_an_instrument_says_how_far_it_had_come(client, record, day, said):
    assert said in text_of(client.get(f"{ROME}?on={day}"))


def test_acts_after_the_day_are_left_out_and_counted(client, record):
    page = client.get(f"{ROME}?on=2002-07-01")
    assert page.context["counts"]["parties"] == 66
    shown = [act.taken_on.first_day for act in page.context["acts"]]
    assert max(shown) <= date(2002, 7, 1)
    assert f"{page.context['acts_later']} acts after this day are not shown" in text_of(page)
    now = client.get(ROME)
    assert len(now.context["acts"]) == len(shown) + page.context["acts_later"]


def test_who_has_notified_will_have_left_and_who_left_before_is_a_former_party(record):
    rows = participations(Instrument.objects.get(slug="rome-statute"), date(2027, 7, 28))
    words = {row.participant.slug: row.in_words for row in rows}
    assert words["chad"] == "Will have left"
    assert words["burundi"] == "Former party"


def test_a_milestone_leads_to_its_day(client, record):
    page = client.get(f"{ROME}?on=1999-01-01").content.decode()
    assert 'href="?on=2002-07-01"' in page
    assert "Back to today" in page


def test_before_the_history_is_complete_numbers_are_lower_bounds(client, db):
    treaty = make_instrument(
        "a-treaty", in_force_from="1980-01-01", history_complete_from="2000-01-01"
    )
    make_action(treaty, make_state("norway"), "ratification", "1979-01-01")
    for address in (treaty.get_absolute_url(), reverse("instruments")):
        assert "at least 1" in text_of(client.get(f"{address}?on=1999-12-31"))
        assert "at least 1" not in text_of(client.get(f"{address}?on=2000-01-01"))


def test_a_country_is_not_missing_from_what_did_not_exist_yet(client, record):
    page = client.get("/countries/norway/?on=2020-01-01")
    assert page.context["declarations"] == []
    assert "adopted after this day are not listed" in text_of(page)
    slugs = {row.instrument.slug for row in page.context["treaties"]}
    assert "npt" in slugs
    assert "coe-ai-framework-convention" not in slugs


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "1599-12-31", "9999-12-31", "2024"])
def test_a_bad_day_gets_a_page_that_says_what_to_write(client, db, day):
    answer = client.get(f"/instruments/?on={day}")
    assert answer.status_code == 400
    assert "?on=2024-03-31" in text_of(answer)


def test_the_form_keeps_what_else_the_address_asks(client, record):
    page = client.get("/instruments/?binding=yes&on=1990-01-01").content.decode()
    assert '<input type="hidden" name="binding" value="yes">' in page


def test_today_is_said_without_a_way_back(client, record):
    page = client.get(f"{ROME}?on={today()}").content.decode()
    assert "Back to today" not in page
