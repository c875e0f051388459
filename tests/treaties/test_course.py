"""The course of an instrument against the counts of single days, over the whole record."""

from datetime import date

import pytest

from treaties.course import courses, turns_of
from treaties.models import Instrument
from treaties.statistics import COUNTED, counts_of
from treaties.vocabulary import Standing

DAYS = ["1968-07-01", "1992-12-31", "1993-01-01", "2003-04-11", "2016-11-04", "2025-05-01"]
DAYS += ["2026-02-19", "2026-11-20", "2027-07-28"]


@pytest.mark.parametrize("text", DAYS)
def test_a_course_gives_the_numbers_of_every_day(record, text):
    on = date.fromisoformat(text)
    instruments = list(Instrument.objects.all())
    numbers = counts_of(instruments, on)
    found = courses(instruments)
    for instrument in instruments:
        counted, expected = found[instrument.pk].counts_on(on), numbers[instrument.pk]
        for kind in COUNTED:
            assert counted[kind] == expected[kind], (instrument.slug, kind)


def test_who_left_and_came_back_turns_each_time(record):
    paris = Instrument.objects.get(slug="paris-agreement")
    turns = [t for t in courses([paris])[paris.pk].turns if t.participant.slug == "united-states"]
    stood = [(t.on.isoformat(), t.after.standing) for t in turns]
    assert stood == [
        ("2016-04-22", Standing.SIGNED),
        ("2016-09-03", Standing.CONTRACTING_STATE),
        ("2016-11-04", Standing.PARTY),
        ("2020-11-04", Standing.FORMER_PARTY),
        ("2021-01-20", Standing.CONTRACTING_STATE),
        ("2021-02-19", Standing.PARTY),
        ("2026-01-27", Standing.FORMER_PARTY),
    ]


def test_courses_ask_three_questions_however_many_instruments(record, django_assert_num_queries):
    instruments = list(Instrument.objects.all())
    with django_assert_num_queries(3):
        courses(instruments)


def test_whoever_did_the_same_in_the_same_order_shares_the_law(record):
    """Days are numbered, so that six treaties need a handful of answers, not two thousand."""
    six = ["npt", "bwc", "cwc", "montreal-protocol", "paris-agreement", "ctbt"]
    turns_of.cache_clear()
    found = courses(Instrument.objects.filter(slug__in=six), named=False)
    assert sum(len(course.turns) for course in found.values()) > 2000
    assert turns_of.cache_info().misses < 100
