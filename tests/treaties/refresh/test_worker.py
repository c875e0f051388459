"""The refresh with real workers over both brokers: killed, twice at once, without broker or database.

Everything it keeps is in the database, so the next look does what a dead one left undone.
"""

import time
from datetime import timedelta

import pghistory
import pytest
from django.apps import apps
from django.db.models import F

from tests.make import make_instrument, make_name, make_source, make_state
from tests.treaties.refresh import workers as real
from tests.treaties.refresh.make import row
from tests.treaties.refresh.played_worker import OF_A_DECISION, OF_A_LOOK
from tests.treaties.refresh.upstream import Reply, of
from tests.treaties.review.make import make_person, propose_act
from treaties.models import SourceCheck, SourceReading, TreatyAction
from treaties.refresh.models import Run
from treaties.review import services as review
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db(transaction=True)
STATES = {"ghana": "Ghana", "mali": "Mali", "niger": "Niger"}
NEWS = of(*(row(name) for name in STATES.values()))
BROKERS = ["files", pytest.param("redis", marks=pytest.mark.redis)]


@pytest.fixture(scope="module")
def over_files(django_db_setup, tmp_path_factory):
    with real.over_files(tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture(scope="module")
def over_redis(django_db_setup, tmp_path_factory, redis_server):
    with real.over_redis(tmp_path_factory.mktemp("redis"), redis_server) as found:
        yield found


@pytest.fixture(params=BROKERS)
def workers(request):
    """Two workers over a broker, and a source that names three accessions."""
    with request.getfixturevalue(f"over_{request.param}").playing(NEWS) as found:
        yield found


@pytest.fixture
def workers_over_files(over_files):
    with over_files.playing(NEWS) as found:
        yield found


@pytest.fixture
def check(db):
    """A source that is due; the record knows the three states, and no act of theirs."""
    bwc = make_instrument("bwc")
    for slug, name in STATES.items():
        make_name(make_state(slug), name)
    told = {"connector": "played", "key": "bwc", "switched_on": True}
    return SourceCheck.objects.create(source=make_source("unoda"), instrument=bwc, **told)


def healthy() -> list[Run]:
    return list(Run.objects.filter(outcome__in=Run.HEALTHY))


def the_work_is_done_once(workers, check, *, asked=1):
    """One finished run, its proposals, one reading; and looking again changes nothing."""
    workers.waits(lambda: workers.is_free(check))
    workers.does(real.LOOK_AT, check.pk)
    (run,) = healthy()
    proposed = ProposedChange.objects.values_list("subject__participant", "status", "run")
    assert sorted(proposed) == [(slug, "open", run.key) for slug in STATES]
    assert SourceReading.objects.count() == 1
    assert len(workers.source.asked) == asked


def test_a_source_that_is_due_is_asked_and_its_news_proposed(workers, check):
    workers.does(real.LOOK_FOR_DUE)
    workers.waits(healthy)
    the_work_is_done_once(workers, check)


@pytest.mark.parametrize("point", OF_A_LOOK)
def test_a_worker_killed_on_the_way_leaves_nothing_half_and_the_next_look_does_the_work(
    workers, check, point
):
    workers.at(point, "die")
    workers.does(real.LOOK_FOR_DUE)
    workers.dies()
    workers.waits(lambda: workers.is_free(check))
    done = len(healthy())
    assert ProposedChange.objects.count() == done * len(STATES)
    assert SourceReading.objects.count() == done
    asked = len(workers.source.asked)
    workers.does(real.LOOK_FOR_DUE)
    workers.waits(healthy)
    the_work_is_done_once(workers, check, asked=asked if done else asked + 1)


def two_days_pass():
    ago = timedelta(days=2)
    Run.objects.update(started_at=F("started_at") - ago, finished_at=F("finished_at") - ago)


def test_beat_has_a_source_that_is_due_looked_at_once(workers_over_files, check):
    workers = workers_over_files
    workers.source.says(Reply(NEWS.body, slow=1.0))
    with workers.beat():
        workers.waits(healthy)
        sent = workers.said().count("look_for_due")
        workers.waits(lambda: workers.said().count("look_for_due") > sent + 4)
    the_work_is_done_once(workers, check)


def test_two_workers_that_are_sent_to_one_source_at_once_ask_it_once(workers, check):
    workers.are_ready()
    workers.source.says(Reply(NEWS.body, slow=1.0))
    workers.send(real.LOOK_AT, check.pk)
    workers.send(real.LOOK_AT, check.pk)
    workers.waits(lambda: "Another run is looking at unoda." in workers.said())
    assert not healthy()
    workers.waits(healthy)
    the_work_is_done_once(workers, check)


def test_a_source_that_does_not_answer_is_asked_again_when_it_said(workers, check):
    workers.source.says(Reply(status=503, headers={"Retry-After": "1"}), NEWS)
    workers.send(real.LOOK_FOR_DUE)
    workers.waits(lambda: workers.source.asked)
    refused = time.monotonic()
    workers.waits(lambda: len(workers.source.asked) == 2)
    assert time.monotonic() - refused > 0.9
    workers.waits(healthy)
    the_work_is_done_once(workers, check, asked=2)
    assert Run.objects.count() == 1


def events() -> dict:
    """How many rows each part of the change log has."""
    logs = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    assert logs
    return {model.__name__: model.objects.count() for model in logs}


def test_an_unchanged_source_moves_last_checked_and_nothing_else(workers, check):
    workers.send(real.LOOK_FOR_DUE)
    workers.waits(healthy)
    two_days_pass()
    ProposedChange.objects.all().delete()
    before = events()
    workers.send(real.LOOK_FOR_DUE)
    workers.waits(lambda: SourceReading.objects.count() == 2)
    assert SourceReading.objects.latest("pk").outcome == "unchanged"
    assert events() == before and not ProposedChange.objects.exists()


def test_a_broker_restarted_in_the_middle_costs_nothing_but_its_messages(workers, check):
    workers.source.says(Reply(NEWS.body, slow=0.5))
    workers.send(real.LOOK_FOR_DUE)
    workers.waits(lambda: workers.source.asked)
    workers.broker.restart()
    workers.waits(healthy)
    two_days_pass()
    workers.does(real.LOOK_FOR_DUE)
    workers.waits(lambda: len(healthy()) == 2)
    workers.does(real.LOOK_FOR_DUE)
    assert [run.outcome for run in healthy()] == ["unchanged", "read"]
    assert ProposedChange.objects.count() == len(STATES)
    assert SourceReading.objects.count() == 2


@pytest.mark.parametrize(
    ("point", "asked"), [("source locked", 1), ("source answering", 2), ("all written", 2)]
)
def test_a_look_that_lost_the_database_is_done_again_by_itself(workers, check, point, asked):
    workers.at(point, "cut")
    workers.does(real.LOOK_FOR_DUE)
    workers.waits(healthy)
    the_work_is_done_once(workers, check, asked=asked)


def test_a_look_that_lost_the_database_after_its_end_is_not_done_again(workers, check):
    workers.at("committed", "cut")
    workers.does(real.LOOK_FOR_DUE)
    workers.waits(healthy)
    the_work_is_done_once(workers, check)


def test_a_database_that_takes_its_time_to_come_back_is_waited_for(workers, check):
    workers.source.says(Reply(NEWS.body, slow=0.5))
    workers.send(real.LOOK_FOR_DUE)
    workers.waits(lambda: workers.source.asked)
    with workers.no_database():
        workers.waits(lambda: workers.said().count(" retry: ") >= 2)
    workers.waits(healthy)
    the_work_is_done_once(workers, check, asked=2)


def test_a_schedule_that_finds_no_database_looks_again_soon(workers, check):
    with workers.no_database():
        workers.send(real.LOOK_FOR_DUE)
        workers.waits(lambda: " retry: " in workers.said())
    workers.waits(healthy)
    the_work_is_done_once(workers, check)


@pytest.mark.parametrize("point", OF_A_DECISION)
def test_a_decision_killed_on_the_way_is_not_half_taken(workers_over_files, check, point):
    workers = workers_over_files
    change, _new = propose_act()
    person = make_person("anna")
    workers.at(point, "die")
    workers.send(real.ACCEPT, change.pk, person.pk)
    workers.dies()
    change.refresh_from_db()
    assert TreatyAction.objects.count() == (change.status == "accepted")
    if point == "accepted":
        with pytest.raises(review.AlreadyDecided):
            review.accept(change, by=person)
    else:
        assert review.accept(change, by=person).status == "accepted"
    assert TreatyAction.objects.get().participant.slug == "ghana"
    assert events()["TreatyActionEvent"] == 1
