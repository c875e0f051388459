"""From a check that is due to a finished run: the schedule, the visit, the task."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import celery.exceptions
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.make import make_action, make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.make import row
from tests.treaties.refresh.upstream import JSON, Reply, of
from treaties.models import RecordVersion, SourceCheck, SourceReading
from treaties.refresh import runs, schedule, tasks, visits
from treaties.refresh.alone import LOCK, Busy
from treaties.refresh.fetching import NoAnswer
from treaties.refresh.models import Run
from treaties.refresh.observations import ObservedText
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db
GHANA = row("Ghana")
MALI = row("Mali", taken_on="2020-01-02")


@pytest.fixture
def check(source, monkeypatch):
    """A source about the BWC that is played, read every day, and due."""
    bwc = make_instrument("bwc")
    for slug, name in {"mali": "Mali", "ghana": "Ghana"}.items():
        state = make_state(slug)
        make_name(state, name)
    make_action(bwc, state, "accession", "1975-06-06")
    monkeypatch.setattr(visits, "CONNECTORS", {"played": source.connector()})
    source.says(of(GHANA))
    return SourceCheck.objects.create(
        source=make_source("unoda"),
        instrument=bwc,
        connector="played",
        key="bwc",
        switched_on=True,
    )


def ended(check, ago: timedelta, outcome="read", **more):
    subject = visits.subject_of(check)
    told = subject.told(visits.connector_of(check))
    at = timezone.now() - ago
    return Run.objects.create(**told, started_at=at, finished_at=at, outcome=outcome, **more)


def due():
    return list(schedule.due(timezone.now()))


def test_a_source_never_looked_at_is_due(check):
    assert due() == [check]


def test_a_source_that_is_switched_off_is_never_due(check):
    SourceCheck.objects.update(switched_on=False)
    assert due() == []


@pytest.mark.parametrize(
    ("hours", "is_due"), [(1, False), (23, False), (23.75, True), (24.5, True), (200, True)]
)
def test_a_source_is_due_when_its_days_have_passed(check, hours, is_due):
    ended(check, timedelta(hours=hours))
    assert bool(due()) == is_due


def test_the_interval_is_that_of_the_source(check):
    SourceCheck.objects.update(every_days=7)
    ended(check, timedelta(days=6))
    assert due() == []


def test_a_failed_look_counts_and_one_that_died_does_not(check):
    subject = visits.subject_of(check)
    Run.objects.create(**subject.told(visits.connector_of(check)))
    assert due() == [check]
    ended(check, timedelta(hours=1), "unreached", message="no")
    assert due() == []


def test_a_look_proposes_and_the_next_one_is_not_due(check, source):
    source.says(of(GHANA, MALI))
    look = visits.visit_if_due(check)
    assert [each.subject["participant"] for each in look.proposals] == ["mali"]
    assert visits.visit_if_due(check) is None
    assert len(source.asked) == 1


def test_what_somebody_wants_now_is_asked_though_it_is_not_due(check, source):
    SourceCheck.objects.update(switched_on=False)
    assert visits.visit_if_due(check) is None
    assert visits.visit_if_due(check, wanted=True).run.outcome == "read"
    assert len(source.asked) == 1


def test_what_the_source_called_its_page_is_asked_with_and_kept(check, source):
    named = {"Content-Type": JSON, "ETag": '"7"', "Last-Modified": "yesterday"}
    source.says(Reply(of(GHANA).body, headers=named), Reply(b"", status=304, headers={}))
    first = visits.compare(check, *visits.ask(check)).run
    second = visits.compare(check, *visits.ask(check)).run
    third = visits.compare(check, *visits.ask(check)).run
    assert [run.outcome for run in (first, second, third)] == ["read", "unchanged", "unchanged"]
    assert second.sha256 == first.sha256 and second.rows == 1 and third.etag == '"7"'
    assert source.asked[2][2]["If-None-Match"] == '"7"'
    readings = list(SourceReading.objects.order_by("pk").values_list("outcome", flat=True))
    assert readings == ["changed", "unchanged", "unchanged"]


def test_a_page_that_would_say_more_today_is_asked_for_afresh(check, source):
    named = {"Content-Type": JSON, "ETag": '"7"'}
    source.says(Reply(of(GHANA, row("Atlantis")).body, headers=named))
    for _ in range(2):
        visits.compare(check, *visits.ask(check))
    assert all("If-None-Match" not in headers for _m, _p, headers, _b in source.asked)


def test_an_unchanged_source_moves_last_checked_and_nothing_else(check, source):
    visits.compare(check, *visits.ask(check))
    before = RecordVersion.objects.now()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        visits.compare(check, *visits.ask(check))
    after = RecordVersion.objects.now()
    assert before[0] == after[0] and before[1] < after[1]
    written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert not ProposedChange.objects.exists()
    tables = {sql.split('"')[1] for sql in written if '"' in sql.split("(")[0]}
    assert tables == {"treaties_refresh_run", "treaties_sourcereading"}


def test_a_check_that_no_connector_reads_asks_nobody(check, caplog):
    SourceCheck.objects.update(key="nowhere")
    with caplog.at_level("INFO"):
        tasks.look_at.run(check.pk)
    assert "No connector reads played: nowhere" in caplog.text
    assert not Run.objects.exists()


def test_a_check_that_was_removed_in_the_meantime_is_no_error(check, caplog):
    pk = check.pk
    check.delete()
    with caplog.at_level("INFO"):
        tasks.look_at.run(pk)
    assert "removed in the meantime" in caplog.text


# The task.


def attempt(check, number=0):
    """The task as a worker runs it, for the first time or again."""
    tasks.look_at.push_request(retries=number, called_directly=False, is_eager=True)
    try:
        return tasks.look_at.run(check.pk)
    finally:
        tasks.look_at.pop_request()


def test_no_answer_is_tried_again_and_only_the_last_failure_is_kept(check, source, monkeypatch):
    waits = []

    def retry(**told):
        waits.append(told["countdown"])
        raise celery.exceptions.Retry(exc=told["exc"])

    monkeypatch.setattr(tasks.look_at, "retry", retry)
    source.says(Reply(status=503, headers={}))
    for number in range(tasks.MOST_RETRIES):
        with pytest.raises(celery.exceptions.Retry):
            attempt(check, number)
    assert not Run.objects.exists()
    attempt(check, tasks.MOST_RETRIES)
    run = Run.objects.get()
    assert (run.outcome, run.proposed) == ("unreached", 0) and "503" in run.message
    assert SourceReading.objects.get().outcome == "failed"
    for number, wait in enumerate(waits):
        assert tasks.FIRST_WAIT * 2**number / 2 <= wait <= tasks.FIRST_WAIT * 2**number
    assert sum(waits) < 3600


def test_a_source_that_wants_to_be_left_alone_for_long_is_asked_another_day(check, source):
    source.says(Reply(status=429, headers={"Retry-After": "7200"}))
    attempt(check)
    assert Run.objects.get().outcome == "unreached"


def test_nobody_comes_back_before_the_source_wants(check):
    assert 300 < tasks.pause(0, 300) <= 360


def test_waits_differ_so_that_not_everybody_comes_back_at_once():
    assert len({tasks.pause(3) for _ in range(20)}) > 10


def test_a_database_that_goes_away_is_tried_again(check, monkeypatch):
    def gone(_check, **_wanted):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(visits, "visit_if_due", gone)
    with pytest.raises((celery.exceptions.Retry, OperationalError)):
        attempt(check)


def test_two_workers_at_once_are_one_look(check, source):
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, check.source_id])
        attempt(check)
    finally:
        another.close()
    assert source.asked == [] and not Run.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_threads_of_one_worker_are_one_look(check, source):
    source.says(Reply(of(GHANA).body, slow=0.3))
    start = Barrier(2)

    def visit(_number):
        try:
            start.wait(timeout=20)
            return bool(visits.visit_if_due(check))
        except Busy:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(visit, range(2))) == [False, True]
    assert len(source.asked) == 1


@pytest.mark.parametrize("fault", [NoAnswer, RuntimeError])
def test_a_look_that_failed_lets_go_of_the_source(check, source, monkeypatch, fault):
    def fails(*_args, **_more):
        raise fault("no")

    with monkeypatch.context() as patched:
        patched.setattr(visits, "fetch", fails)
        with pytest.raises(fault):
            visits.visit_if_due(check)
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, check.source_id])
            assert cursor.fetchone()[0]
    finally:
        another.close()


def test_each_source_that_is_due_gets_a_task_and_nobody_is_asked_without_a_contact(
    check, monkeypatch, settings, caplog
):
    sent = []
    monkeypatch.setattr(tasks.look_at, "apply_async", lambda **told: sent.append(told))
    assert tasks.look_for_due() == 1
    assert sent == [{"args": [check.pk], "expires": tasks.UNTIL_NEXT_LOOK}]
    settings.REFRESH_CONTACT = ""
    assert tasks.look_for_due() == 0 and len(sent) == 1
    assert "REFRESH_CONTACT" in caplog.text


def test_an_opinion_about_many_instruments_is_kept_as_a_text(check, source, monkeypatch):
    reader = source.connector(
        reader=lambda page, _key: ObservedText(page.content.decode()), proposes=False
    )
    monkeypatch.setattr(visits, "CONNECTORS", {"played": reader})
    SourceCheck.objects.update(instrument=None)
    check.refresh_from_db()
    for text in (b"one", b"two"):
        source.says(Reply(text))
        run = runs.look(visits.ask(check)[0], reader=reader, subject=visits.subject_of(check)).run
    assert (run.outcome, run.text, run.proposed) == ("read", "two", 0)
    assert not ProposedChange.objects.exists()
