"""How fresh what we have of a source is: what the rule says, and what every page says of it."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import make_action, make_declaration, make_instrument, make_source, make_state
from treaties import services
from treaties.freshness import Freshness, Health, missed_for, read_for
from treaties.models import SourceCheck, SourceReading

TODAY = date(2026, 11, 20)


def make_check(slug="untc-cwc", instrument=None, *, every_days=1, switched_on=True):
    check = SourceCheck(
        source=make_source(slug),
        instrument=instrument,
        connector="untc",
        key=slug,
        every_days=every_days,
        switched_on=switched_on,
    )
    return services.save(check)


def make_reading(source, day, outcome="unchanged", at="12:00"):
    moment = datetime.fromisoformat(f"{day}T{at}:00Z")
    return SourceReading.objects.create(source=source, read_at=moment, outcome=outcome)


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def treaty(db, on_day):
    """On 20 November the source of a treaty is read daily, and was read on the 16th for the last time."""
    on_day(TODAY)
    treaty = make_instrument("cwc", title_en="Chemical Weapons Convention")
    make_action(treaty, make_state("ghana"), "ratification", "1997-07-09")
    check = make_check(instrument=treaty)
    make_reading(check.source, "2026-11-10", "changed")
    make_reading(check.source, "2026-11-16")
    return treaty


# The rule


def fresh(**more):
    return Freshness(on=TODAY, **{"every_days": 1, "switched_on": True, **more})


def looked(days_ago, **more):
    """Read some days ago, and not looked at since."""
    day = TODAY - timedelta(days=days_ago)
    told = {"first_looked_on": day, "looked_on": day, "read_on": day, "outcome": "unchanged"}
    return fresh(**{**told, **more})


@pytest.mark.parametrize(
    ("every_days", "days_ago", "missed"),
    [(1, 0, False), (1, 3, False), (1, 4, True), (7, 21, False), (7, 22, True), (30, 91, True)],
)
def test_three_intervals_may_pass_and_not_a_day_more(every_days, days_ago, missed):
    assert looked(days_ago, every_days=every_days).is_missed is missed


def test_a_source_that_was_never_read_is_missed_from_its_first_look_on():
    never = {"looked_on": TODAY, "outcome": "failed"}
    assert fresh(first_looked_on=TODAY - timedelta(days=4), **never).health == Health.MISSED
    assert fresh(first_looked_on=TODAY - timedelta(days=3), **never).health == Health.FAILED


def test_looks_that_fail_move_no_reading():
    failing = looked(4, looked_on=TODAY, outcome="failed")
    assert failing.is_missed
    assert failing.due_on == TODAY + timedelta(days=1)


def test_what_is_switched_off_or_never_looked_at_misses_nothing():
    assert looked(400, switched_on=False).health == Health.OFF
    assert looked(400, switched_on=False).due_on is None
    assert fresh().health == Health.WAITING
    assert fresh().due_on is None


def test_health_and_the_next_look():
    assert looked(0).health == Health.CHECKED
    assert looked(1, outcome="failed", looked_on=TODAY).health == Health.FAILED
    assert looked(0).due_on == TODAY + timedelta(days=1)
    assert not looked(1).is_overdue
    assert looked(2).is_overdue


# The readings


def test_the_readings_of_a_source_are_asked_for_at_once(treaty):
    source = SourceCheck.objects.get().source
    make_reading(source, "2026-11-19", "failed")
    with CaptureQueriesContext(connection) as queries:
        (found,) = read_for(treaty, make_instrument("other"))
    assert len([q for q in queries if "treaties_sourcereading" in q["sql"]]) == 1
    assert (found.source, found.instrument) == (source, treaty)
    days = [found.first_looked_on, found.changed_on, found.read_on, found.looked_on]
    assert [day.day for day in days] == [10, 10, 16, 19]
    assert found.has_failed
    assert found.is_missed


def test_of_several_instruments_only_what_is_missed_is_named(treaty):
    other = make_instrument("bwc")
    check = make_check("unoda-bwc", other)
    make_reading(check.source, "2026-11-20")
    assert [each.instrument for each in missed_for(treaty, other)] == [treaty]
    assert missed_for() == []


# The pages

BANNER = "This page may be out of date"
WITH_NUMBERS = [
    "/instruments/cwc/",
    "/instruments/cwc/?on=2020-01-01",
    "/countries/ghana/",
    "/matrix/?theme=",
    "/compare/cwc,bwc/",
]


@pytest.mark.parametrize("address", WITH_NUMBERS)
def test_a_page_with_numbers_says_that_a_source_was_missed_since_when_and_which(
    treaty, client, address
):
    make_instrument("bwc")
    said = text(client, address)
    assert BANNER in said
    assert "last read by our program on 16 November 2026" in said
    assert 'href="/sources/untc-cwc/' in said


@pytest.mark.parametrize("address", WITH_NUMBERS)
def test_no_banner_for_what_is_read_or_switched_off(treaty, client, address, on_day):
    make_instrument("bwc")
    on_day("2026-11-19")
    assert BANNER not in text(client, address)
    on_day("2027-11-19")
    assert BANNER in text(client, address)
    SourceCheck.objects.update(switched_on=False)
    assert BANNER not in text(client, address)


def test_a_page_of_other_instruments_has_no_banner(treaty, client):
    make_declaration("bletchley")
    assert BANNER not in text(client, "/instruments/bletchley/")


def test_many_missed_sources_are_folded_up_and_a_few_are_not(treaty, client):
    assert "Which, and since when" not in text(client, "/instruments/cwc/")
    for number in range(3):
        make_reading(make_check(f"more-{number}", treaty).source, "2026-11-16")
    said = text(client, "/instruments/cwc/")
    assert "4 sources of its numbers have not been read" in said
    assert "Which, and since when</summary>" in said
    assert 'href="/sources/more-2/"' in said


def test_a_source_that_was_never_read_says_when_it_was_first_tried(treaty, client):
    SourceReading.objects.update(outcome="failed")
    said = text(client, "/instruments/cwc/")
    assert "never read by our program, which first tried on 10 November 2026" in said
    assert "Last checked by a program" not in said


def test_the_page_of_an_instrument_says_when_its_sources_were_checked(treaty, client):
    source = SourceCheck.objects.get().source
    said = text(client, "/instruments/cwc/")
    assert 'Last checked by a program: <time datetime="2026-11-16">16 November 2026</time>' in said
    make_reading(source, "2026-11-19", "failed")
    failed = "last look failed on 19 November 2026; the numbers here are those of 16 November 2026"
    assert failed in text(client, "/instruments/cwc/")
    make_reading(source, "2026-11-20")
    said = text(client, "/instruments/cwc/")
    assert failed not in said
    assert "20 November 2026</time> (<a" in said
    assert BANNER not in said


def test_an_instrument_that_no_program_reads_says_nothing_of_it(db, client):
    make_instrument("bwc")
    assert 'class="checked"' not in text(client, "/instruments/bwc/")


def test_a_banner_that_time_alone_brings_is_in_the_validator(treaty, client, on_day):
    """A browser that asks again gets the banner on its first day, though nothing was written."""
    on_day("2026-11-19")
    before = client.get("/instruments/cwc/")
    assert BANNER not in before.content.decode()
    on_day("2026-11-20")
    after = client.get("/instruments/cwc/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert BANNER in after.content.decode()


def test_the_banner_comes_with_the_day_and_not_within_it(treaty, client, monkeypatch):
    """Else a page of the morning could stay, with the same validator, until midnight."""

    def at(moment):
        moment = datetime.fromisoformat(moment)
        monkeypatch.setattr("treaties.days.now", lambda: moment)
        return BANNER in text(client, "/instruments/cwc/")

    assert not at("2026-11-19T23:59:59Z")
    assert at("2026-11-20T00:00:00Z")
    assert at("2026-11-20T23:59:59Z")


# The list of sources


def shown(client, **asked):
    answer = client.get("/sources/", asked)
    assert answer.status_code == 200
    return {source.slug for source in answer.context["object_list"]}


def test_sources_are_found_by_the_health_of_their_checks(treaty, client):
    make_check("off", switched_on=False)
    make_check("waiting")
    for slug, outcome in (("good", "unchanged"), ("failing", "failed")):
        make_reading(make_check(slug).source, TODAY, outcome)
    found = {health: shown(client, health=health) for health in Health}
    assert found == {
        Health.CHECKED: {"good"},
        Health.FAILED: {"failing"},
        Health.MISSED: {"untc-cwc"},
        Health.WAITING: {"waiting"},
        Health.OFF: {"off", "a-source"},
    }
    assert shown(client, health="ill") == set().union(*found.values())


def test_every_health_is_a_word_and_a_class_of_its_own(treaty, client):
    said = text(client, "/sources/")
    assert '<span class="health health--missed">Not read for too long</span>' in said
    assert '<span class="health health--off">No program looks at this source</span>' in said
    for words in (
        "last checked on 16 November 2026: it had not changed",
        "last changed: 10 November 2026",
        "next look due since 17 November 2026",
    ):
        assert words in said


def test_every_health_has_a_symbol_of_its_own():
    css = (settings.BASE_DIR / "pauseai_kb/static/css/health.css").read_text("utf-8")
    symbols = dict(re.findall(r'\.health--(\w+)::before { content: "(.)"', css))
    assert set(symbols) == set(Health)
    assert len(set(symbols.values())) == len(Health)


@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_the_number_of_queries_does_not_grow_with_the_checks(treaty, client, language):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            text(client, f"{language}/sources/")
        return len(queries)

    before = asked()
    for number in range(5):
        make_reading(make_check(f"more-{number}", treaty).source, TODAY)
    assert asked() == before <= 12


def test_the_page_of_a_source_without_alarm_and_with_all_of_it(treaty, client):
    said = text(client, "/sources/untc-cwc/")
    for words in ("Not read for too long", "A program looks at it every day.", "(overdue)"):
        assert words in said
    assert 'href="/instruments/cwc/"' in said
    said = text(client, "/sources/a-source/")
    assert "No program looks at this source" in said
    assert "Next look due" not in said
    assert "by people, when its facts were written down" in said
