"""The timeline: past and coming from a day, what it can be asked for, pages of decades."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_a_day(on_day):
    """Today is 20 November 2026, whenever the test runs."""
    on_day(DAY)


def asked(client, language="", **question):
    response = client.get(f"{language}/timeline/?{urlencode(question)}")
    assert response.status_code == 200
    return response


def rows(part):
    """Each event as words, in order."""
    found = re.findall(r'<li class="event.*?</li>', part, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]


def coming(response):
    part = re.search(r'<section class="coming">.*?</section>', response.content.decode(), re.S)
    return rows(part[0]) if part else []


def past(response):
    text = response.content.decode()
    return rows(re.sub(r'<section class="coming">.*?</section>', "", text, flags=re.S))


def test_what_is_coming_stands_first_and_apart(record, client):
    response = asked(client)
    assert coming(response)[0].startswith("7–8 April 2027 Summit REAIM 2027")
    assert any(
        row.startswith("18 June 2027 Leaves Niger · Rome Statute") for row in coming(response)
    )
    assert past(response)[0].startswith("27 July 2026 Gave notice of withdrawal Chad")


def test_a_year_alone_is_printed_alone_and_comes_after_its_days(record, client):
    dates = [row.split(" Summit ")[0] for row in coming(asked(client, kind="meeting"))]
    assert dates == ["7–8 April 2027", "May 2027", "2027", "2028"]


def test_days_are_marked_for_machines(record, client):
    text = asked(client).content.decode()
    assert '<time datetime="2027">2027</time>' in text
    assert '<time datetime="2027-06-18">18 June 2027</time>' in text


def test_seen_from_another_day_the_past_ends_there(record, client):
    response = asked(client, on="2024-06-01", kind="meeting")
    assert "After 1 June 2024" in response.content.decode()
    assert "AI Action Summit" in " ".join(coming(response))
    assert past(response)[0].startswith("21–22 May 2024 Summit AI Seoul Summit")


def test_a_meeting_is_coming_until_its_last_day_is_over(record, client):
    def names(on):
        return " ".join(coming(asked(client, on=on, kind="meeting")))

    assert "Bletchley" in names("2023-11-02")
    assert "Bletchley" not in names("2023-11-03")


def test_leaving_is_told_in_the_tense_of_the_day(record, client):
    question = {"kind": "leaving", "participant": "niger"}
    (row,) = coming(asked(client, **question))
    assert " Leaves Niger · Rome Statute" in row
    later = asked(client, on="2027-06-18", **question)
    assert coming(later) == []
    assert " Left Niger · Rome Statute" in past(later)[0]


def test_contested_and_unchecked_notices_are_marked(record, client):
    assert "contested" in past(asked(client, kind="notice", participant="north korea"))[0]
    rows_of_gambia = past(asked(client, kind="notice", participant="gambia"))
    assert all("unchecked: no source found yet" in row for row in rows_of_gambia)


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        ({"kind": "entry-into-force"}, "Montreal Protocol", "Bletchley Declaration"),
        ({"theme": "environment"}, "Montreal Protocol", "AI Seoul Summit"),
        ({"theme": "ai"}, "AI Seoul Summit", "Montreal Protocol"),
        ({"binding": "yes"}, "Montreal Protocol", "AI Seoul Summit"),
        ({"binding": "no"}, "Bletchley Declaration", "Montreal Protocol"),
        ({"q": "ozon"}, "Montreal Protocol", "Bletchley Declaration"),
        ({"q": "seoul"}, "AI Seoul Summit", "Montreal Protocol"),
        ({"participant": "new zealand"}, "Bletchley Declaration", "Frontier AI Safety"),
        ({"participant": "openai"}, "AI Safety Summit, Bletchley Park", "Montreal Protocol"),
        ({"since": "1987", "until": "1989"}, "Montreal Protocol", "Bletchley Declaration"),
    ],
)
def test_the_timeline_answers_questions(record, client, question, shown, hidden):
    text = " ".join([*coming(asked(client, **question)), *past(asked(client, **question))])
    assert shown in text
    assert hidden not in text


def test_what_a_country_did_to_leave_is_its_own_only(record, client):
    found = past(asked(client, kind="notice", participant="hungary"))
    assert len(found) == 2
    assert all("Hungary" in row for row in found)


def test_a_question_that_nothing_fits_says_so(record, client):
    text = asked(client, q="no such words").content.decode()
    assert "Nothing fits all of this." in text
    assert 'class="event' not in text


def test_a_question_that_cannot_be_understood_shows_everything(record, client):
    response = asked(client, since="soon", kind="party")
    assert "cannot be understood" in response.content.decode()
    assert len(past(response)) == 100


def test_pages_lead_on_and_keep_the_question(record, client):
    first, second = asked(client, theme="arms-control"), asked(client, page=2)
    assert "theme=arms-control" not in second.content.decode()
    assert coming(second) == []
    assert "#decade-" in first.content.decode()
    decades = re.findall(r'href="([^"]*)#decade-(\d+)"', asked(client).content.decode())
    for address, decade in decades:
        page = client.get(f"/timeline/{unescape(address)}").content.decode()
        assert f'id="decade-{decade}"' in page, decade


def test_every_event_of_the_past_stands_once_on_the_pages(record, client):
    paginator = asked(client).context["paginator"]
    found = [row for page in paginator.page_range for row in past(asked(client, page=page))]
    assert len(paginator.page_range) > 1
    assert len(found) == len(set(found)) == paginator.count


def test_an_empty_record_says_so(db, client):
    assert "Nothing is recorded yet." in asked(client).content.decode()


@pytest.mark.parametrize("question", [{}, {"participant": "hungary", "q": "rome"}, {"page": 2}])
def test_the_timeline_takes_few_questions(record, client, question):
    with CaptureQueriesContext(connection) as queries:
        asked(client, "/nl", **question)
    assert len(queries) <= 12


def test_a_bad_day_is_answered_with_a_clear_page(record, client):
    assert client.get("/timeline/?on=2026-02-30").status_code == 400
