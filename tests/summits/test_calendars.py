"""Summits as calendar files: what RFC 5545 asks for, and what programs make of it."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from summits.models import Summit
from tests.make import make_state, make_summit


def answer(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def events(client, address):
    return icalendar.Calendar.from_ical(answer(client, address).content).walk("VEVENT")


def test_one_summit_is_one_event_of_whole_days(record, client):
    (event,) = events(client, "/summits/bletchley-2023/summit.ics")
    assert event["summary"] == "AI Safety Summit, Bletchley Park"
    assert event.decoded("dtstart") == date(2023, 11, 1)
    assert event.decoded("dtend") == date(2023, 11, 3)  # the first day on which it is over
    assert event["location"] == "Bletchley Park, Milton Keynes, United Kingdom"
    assert event["url"] == "http://testserver/summits/bletchley-2023/"
    assert "https://www.gov.uk/" in event["description"]


def test_the_file_is_as_the_standard_wants_it(record, client):
    raw = answer(client, "/summits/summits.ics").content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75  # octets, not characters
    assert b"DTSTART;VALUE=DATE:20231101" in raw
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in raw


def test_commas_semicolons_and_lines_are_escaped(db, client):
    name = "Talks; treaties, and\nmore – ÆØÅ"
    make_summit(name_en=name, city_en="Den Haag, NL")
    raw = answer(client, "/summits/summits.ics").content.decode()
    assert r"SUMMARY:Talks\; treaties\, and\nmore – ÆØÅ" in raw.replace("\r\n ", "")
    (event,) = events(client, "/summits/summits.ics")
    assert event["summary"] == name


def test_a_summit_of_one_day_ends_on_the_next(db, client):
    make_summit()
    (event,) = events(client, "/summits/a-summit/summit.ics")
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "status"),
    [("announced", "TENTATIVE"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED")],
)
def test_a_date_that_was_announced_may_move(db, client, state, status):
    make_summit(state=state)
    (event,) = events(client, "/summits/summits.ics")
    assert event["status"] == status


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("2027", None), ("2027-05", None), ("2027-05-01", "2027-05"), (None, None)],
)
def test_a_meeting_whose_days_are_not_known_is_in_no_calendar(db, client, starts_on, ends_on):
    make_summit(starts_on=starts_on, ends_on=ends_on)
    assert events(client, "/summits/summits.ics") == []
    assert client.get("/summits/a-summit/summit.ics").status_code == 404
    assert "summit.ics" not in client.get("/summits/a-summit/").content.decode()


def test_the_feed_has_every_meeting_whose_days_are_known(record, client):
    known = [
        each for each in Summit.objects.all() if len(each.starts_on or "") == len("2027-01-01")
    ]
    assert len(events(client, "/summits/summits.ics")) == len(known) > 10


def test_a_meeting_keeps_its_identity_in_every_language(record, client):
    found = {
        language: {event["uid"] for event in events(client, f"{language}/summits/summits.ics")}
        for language in ("", "/nl", "/nb")
    }
    assert found[""] == found["/nl"] == found["/nb"]
    assert len(found[""]) == len(events(client, "/summits/summits.ics"))
    (single,) = events(client, "/nb/summits/paris-2025/summit.ics")
    assert single["uid"] in found[""]


def test_a_meeting_is_never_called_by_another_identity(db, client):
    """A changed identity would stand twice in the calendar of everybody who subscribed."""
    make_summit("bletchley-2023")
    (event,) = events(client, "/summits/summits.ics")
    assert event["uid"] == "d9f18601-0510-501f-8ee7-000fd430074d"


def test_a_calendar_speaks_the_language_of_its_address(record, client):
    (event,) = events(client, "/nl/summits/bletchley-2023/summit.ics")
    assert event["summary"] == "AI-veiligheidstop, Bletchley Park"
    assert "Bron:" in event["description"]
    assert event["url"] == "http://testserver/nl/summits/bletchley-2023/"


def test_the_stamp_is_when_the_meeting_last_changed(db, client):
    """As the change log saw it: the file stays the same, byte for byte, until then."""
    summit = make_summit()
    Summit.objects.update(venue="Elsewhere")
    for day, logged in enumerate(summit.events.order_by("pgh_id"), start=3):
        when = datetime(2026, 2, day, tzinfo=UTC)
        summit.events.filter(pk=logged.pk).update(pgh_created_at=when)
    (event,) = events(client, "/summits/summits.ics")
    assert event.decoded("dtstamp") == datetime(2026, 2, 4, tzinfo=UTC)


def test_the_file_is_sent_as_a_calendar_and_kept_like_a_page(record, client):
    response = answer(client, "/summits/bletchley-2023/summit.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="bletchley-2023.ics"'
    assert response["Cache-Control"].startswith("public, max-age=0, s-maxage=30")
    kept = client.get(
        "/summits/bletchley-2023/summit.ics", headers={"If-None-Match": response["ETag"]}
    )
    assert kept.status_code == 304


def test_a_calendar_of_no_summit_is_not_there(record, client):
    assert client.get("/summits/no-such/summit.ics").status_code == 404


def test_summit_pages_and_the_timeline_lead_to_the_calendars(record, client):
    assert (
        "/nb/summits/paris-2025/summit.ics"
        in client.get("/nb/summits/paris-2025/").content.decode()
    )
    for address in ("/timeline/", "/summits/"):
        assert '"/summits/summits.ics"' in client.get(address).content.decode()


def test_the_feed_takes_few_questions(record, client, django_assert_max_num_queries):
    make_summit(country=make_state("a-new-state"))
    with django_assert_max_num_queries(5):
        answer(client, "/summits/summits.ics")
