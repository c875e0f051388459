"""Beside the discrepancies: what a source prints, what its rows give, and what our record counts."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.make import make_action, make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.make import look_at, page, row
from treaties import services
from treaties.models import Discrepancy, Instrument, SourceCheck
from treaties.refresh.models import Run
from treaties.refresh.tallies import Total, last_tallies
from treaties.vocabulary import CountKind

READ = "/discrepancies/"


def make_check(instrument, slug="unoda", connector="observed"):
    source = make_source(slug)
    check = SourceCheck(source=source, instrument=instrument, connector=connector, key=slug)
    return services.save(check)


def make_run(check, day="2026-11-20", outcome="read", **more):
    told = {"connector": check.connector, "source": check.source, "instrument": check.instrument}
    at = datetime.fromisoformat(f"{day}T06:00:00Z") if outcome != "running" else None
    message = "Why." if outcome in ("unhealthy", "unreached") else ""
    plain = {"parser_version": "1", "outcome": outcome, "finished_at": at, "message": message}
    return Run.objects.create(**told, **plain, **more)


@pytest.fixture
def bwc(db, on_day):
    """Ghana and Norway are parties; Kenya will be one from 2026-11-19."""
    on_day("2026-11-21")
    bwc = make_instrument("bwc")
    for slug, day in (("ghana", "1975"), ("norway", "1973"), ("kenya", "2026-11-19")):
        state = make_state(slug)
        make_name(state, slug.capitalize())
        make_action(bwc, state, "ratification", day)
    return bwc


def text(client, address=READ):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_total_says_who_differs_from_what_is_printed():
    same = Total(CountKind.PARTIES, declared=5, counted=5, recorded=5)
    assert same.agrees
    fewer = Total(CountKind.PARTIES, declared=5, counted=3, recorded=6)
    assert (fewer.rows_differ, fewer.rows_fewer, fewer.record_differs) == (-2, 2, 1)
    assert not fewer.agrees
    assert Total(CountKind.PARTIES, declared=5, counted=None, recorded=5).agrees


def test_our_record_is_counted_on_the_day_of_the_run(bwc):
    check = make_check(bwc)
    for day, parties in (("2026-11-18", 2), ("2026-11-19", 3)):
        make_run(check, day, declared={"parties": 2}, counted={"parties": 2})
        (found,) = last_tallies()
        assert (found.on.isoformat(), found.totals[0].recorded) == (day, parties)


def test_only_the_last_healthy_run_of_each_check(bwc):
    check = make_check(bwc)
    make_run(check, "2026-11-17", declared={"parties": 1})
    make_run(check, "2026-11-18", "unchanged", declared={"parties": 2})
    make_run(check, "2026-11-19", "unhealthy", declared={"parties": 9})
    make_run(check, "2026-11-20", "unreached")
    make_run(check, outcome="running")
    other = Run.objects.create(
        connector="by-hand",
        parser_version="1",
        source=check.source,
        instrument=bwc,
        outcome="read",
        finished_at=timezone.now(),
        declared={"parties": 8},
    )
    assert other.outcome in Run.HEALTHY
    (found,) = last_tallies()
    assert [total.declared for total in found.totals] == [2]


def test_a_look_at_a_source_is_there_at_once_and_in_words(bwc, client):
    """Synthetic: the page prints three parties and lists two."""
    make_check(bwc)
    listed = [row("ghana"), row("norway", taken_on="1973")]
    found = look_at(page(*listed, declared={"parties": 3}), looked_at=True)
    assert found.run.outcome == "read", found.run.message
    said = text(client)
    assert "the rows give 1 fewer than the source prints" in said
    assert "our record has" not in said
    assert 'data-count="parties" data-instrument="bwc" data-on="' in said


def test_what_agrees_says_so_and_what_differs_says_by_how_much(bwc, client):
    run = make_run(make_check(bwc), declared={"parties": 3}, counted={"parties": 3})
    assert "none: all agree" in text(client)
    Run.objects.filter(pk=run.pk).update(declared={"parties": 1}, counted={"parties": 2})
    said = text(client)
    assert "the rows give 1 more than the source prints; our record has 2 more" in said
    assert "20 November 2026" in said
    assert 'href="/sources/unoda/"' in said
    assert 'href="/instruments/bwc/"' in said


def test_rows_held_back_are_a_number_and_no_names(bwc, client):
    """Those that the reader could not read, and those of whom nobody can be told."""
    make_check(bwc)
    unread = {"quote": "Lemuria", "why": "No day."}
    found = look_at(page(row("ghana"), row("Atlantis"), held=[unread]), looked_at=True)
    assert (len(found.run.held), len(found.run.unnamed)) == (1, 1)
    said = text(client)
    assert "2 rows held back" in said
    assert "The source prints no total." in said
    assert "Atlantis" not in said
    assert "Lemuria" not in said


def test_a_source_that_prints_no_total_is_named_all_the_same(bwc, client):
    make_run(make_check(bwc))
    assert "1 source was read that prints no total: <a" in text(client)


def test_before_the_first_run_the_page_says_so(bwc, client):
    nothing = "No run has read a source yet: there is nothing to compare."
    assert nothing in text(client)
    make_run(make_check(bwc), outcome="unreached")
    assert nothing in text(client)


def test_the_filter_of_the_page_holds_for_the_runs_too(bwc, client):
    npt = make_instrument("npt")
    for instrument, slug in ((bwc, "unoda"), (npt, "unoda-npt")):
        make_run(make_check(instrument, slug), declared={"parties": 1})
        found = {"instrument": instrument, "what": "n", "value_a": "1", "value_b": "2"}
        found |= {"source_b": make_source(slug), "followed": "b", "why_en": "Because."}
        services.save(Discrepancy(**found))
    assert text(client).count("data-count=") == 2
    for asked in ("instrument=npt", "source=unoda-npt"):
        said = text(client, f"{READ}?{asked}")
        assert 'data-instrument="npt"' in said
        assert 'data-instrument="bwc"' not in said
    assert "No run has read such a source yet." in text(client, f"{READ}?source=a-source")


@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_thirty_runs_on_thirty_days_take_as_many_queries_as_one(record, client, language):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            text(client, f"{language}{READ}")
        return len(queries)

    checks = list(SourceCheck.objects.exclude(instrument=None))
    make_run(checks[0], declared={"parties": 1})
    before = asked()
    for day, check in enumerate(checks[:28], start=1):
        make_run(check, f"2026-10-{day:02}", declared={"parties": 1}, held=[{}])
    assert asked() == before <= 12


def test_every_number_of_our_record_is_that_of_the_page_of_its_day(record, client):
    for slug in ("cwc", "montreal-protocol"):
        check = SourceCheck.objects.get(instrument__slug=slug, connector="untc")
        make_run(check, "2020-01-01", declared={"parties": 1, "signatories": 1})
    for tally in last_tallies():
        counts = client.get(f"{tally.instrument.get_absolute_url()}?on=2020-01-01").context[
            "counts"
        ]
        assert {total.kind: total.recorded for total in tally.totals} == {
            kind: counts[kind] for kind in (CountKind.PARTIES, CountKind.SIGNATORIES)
        }
    assert Instrument.objects.count() > len(last_tallies()) == 2
