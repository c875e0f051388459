"""The build hook: called once when a published number changed, and until it has answered."""

import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Event, Thread

import pytest
from django.conf import settings as site
from django.db import connection

from pauseai_kb.build_hook.looking import look
from pauseai_kb.build_hook.models import PublishedNumbers
from tests.conftest import free_port, process, wait_for
from tests.make import make_action, make_instrument, make_state
from tests.treaties.review.make import make_bwc, make_person, propose_act
from treaties import days
from treaties import services as record_services
from treaties.models import Participant
from treaties.review import services

pytestmark = pytest.mark.django_db
SECRET_PATH = "/build/s3cret"


@dataclass
class Hook:
    """A program of an operator: what it was sent, and what it answers."""

    address: str = ""
    calls: list = field(default_factory=list)
    status: int = 200
    headers: dict = field(default_factory=dict)
    before_answering: object = lambda: None

    @property
    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.calls]


@contextmanager
def listening():
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.calls.append((self.path, dict(self.headers), body))
            hook.before_answering()
            self.send_response(hook.status)
            for name, value in hook.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.address = f"http://127.0.0.1:{server.server_port}{SECRET_PATH}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield hook
        server.shutdown()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def hook(settings):
    with listening() as hook:
        settings.BUILD_HOOK_URL = hook.address
        yield hook


@pytest.fixture
def clock(monkeypatch):
    """The time of the site, which the test moves on."""
    at = {"now": datetime(2026, 11, 21, 12, tzinfo=UTC)}
    monkeypatch.setattr("treaties.days.now", lambda: at["now"])

    def later(**by):
        at["now"] += timedelta(**by)

    return later


@pytest.fixture
def proposal():
    """Ghana's accession to the BWC waits for a decision; the hook knows the numbers before it."""
    make_bwc()
    make_state()
    change, _new = propose_act()
    look()
    return change


@pytest.fixture
def reviewer():
    return make_person("reviewer")


@pytest.fixture
def bwc(hook):
    """An instrument of which the hook knows the numbers: nobody is in it, two could be."""
    instrument = make_bwc()
    make_state("ghana")
    make_state("norway")
    look()
    return instrument


def join(instrument, slug="ghana", on="1975-06-06"):
    participant = Participant.objects.get(slug=slug)
    return make_action(instrument, participant, "accession", on)


def test_without_an_address_nothing_is_asked(settings, django_assert_num_queries):
    settings.BUILD_HOOK_URL = ""
    with django_assert_num_queries(0):
        look()


def test_the_first_look_remembers_and_does_not_call(hook):
    make_state()
    join(make_bwc())
    look()
    assert PublishedNumbers.objects.get().numbers["bwc"]["parties"] == 1
    look()
    assert hook.calls == []


def test_while_nothing_moved_a_look_is_one_query(hook, proposal, django_assert_num_queries):
    with django_assert_num_queries(1):
        look()


def test_a_decision_is_one_call_with_the_numbers_before_and_after(hook, proposal, reviewer):
    accepted = services.accept(proposal, by=reviewer)
    look()
    look()
    [sent] = hook.bodies
    assert sent["event"] == "published-numbers-changed"
    assert sent["record_version"] == record_services.record_version()
    assert sent["changed"] == {"bwc": {"before": {"parties": 0}, "after": {"parties": 1}}}

    services.undo(accepted, by=reviewer, reason="It was Guinea")
    look()
    look()
    assert [each["changed"] for each in hook.bodies[1:]] == [
        {"bwc": {"before": {"parties": 1}, "after": {"parties": 0}}}
    ]


def test_a_change_of_a_text_alone_is_no_call(hook, bwc, django_assert_num_queries):
    bwc.summary_en = "Said in other words."
    record_services.save(bwc)
    look()
    assert hook.calls == []
    with django_assert_num_queries(1):  # and it is not counted again
        look()


def test_an_act_of_which_the_day_comes_is_a_call(hook, clock, bwc):
    ghana = join(bwc).participant
    make_action(bwc, ghana, "withdrawal", "2026-08-22", effective_on="2026-11-22")
    look()
    hook.calls.clear()
    clock(hours=11)
    look()
    assert hook.calls == []
    clock(hours=1)
    look()
    [sent] = hook.bodies
    assert sent["day"] == "2026-11-22"
    assert sent["changed"]["bwc"] == {
        "before": {"parties": 1, "former-parties": 0},
        "after": {"parties": 0, "former-parties": 1},
    }


def test_a_new_instrument_and_a_number_of_those_possible_are_numbers(hook):
    look()
    make_instrument("npt")
    make_state()
    look()
    [sent] = hook.bodies
    assert sent["changed"]["npt"]["before"] == {}
    assert sent["changed"]["npt"]["after"]["potential"] == 1


def test_it_is_a_post_of_json_with_a_secret_and_a_key_of_its_own(hook, bwc, settings):
    settings.BUILD_HOOK_TOKEN = "a token"
    join(bwc)
    look()
    [(path, headers, body)] = hook.calls
    assert path == SECRET_PATH
    assert headers["Content-Type"] == "application/json"
    assert headers["Authorization"] == "Bearer a token"
    assert len(headers["Idempotency-Key"]) == 64


def fails_with(hook, settings, how):
    if how == "dead port":
        settings.BUILD_HOOK_URL = f"http://127.0.0.1:{free_port()}{SECRET_PATH}"
    elif how == "never answers":
        settings.BUILD_HOOK_TIMEOUT = 0.2
        hook.before_answering = Event().wait
    else:
        hook.status = how
        hook.headers = {"Location": hook.address + "/elsewhere"} if how == 302 else {}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (500, "it answered 500"),
        (404, "it answered 404"),
        (302, "it answered 302"),
        ("never answers", "ReadTimeout"),
        ("dead port", "ConnectError"),
    ],
)
def test_what_fails_is_tried_again_later_and_later(hook, bwc, settings, clock, caplog, how, said):
    caplog.set_level(logging.INFO)
    join(bwc)
    fails_with(hook, settings, how)
    waits = []
    for _turn in range(9):
        look()
        state = PublishedNumbers.objects.get()
        waits.append((state.next_try_at - days.now()).total_seconds())
        look()  # too early: not another call
        clock(seconds=waits[-1])
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert len(hook.calls) == (0 if how == "dead port" else 9)
    assert {path for path, _headers, _body in hook.calls} <= {SECRET_PATH}
    lines = [each.getMessage() for each in caplog.records]
    assert len(lines) == 9 and all(said in line for line in lines)
    assert "s3cret" not in caplog.text


def test_after_a_failure_the_call_is_made_once_and_says_all_that_changed(hook, clock, bwc):
    join(bwc)
    hook.status = 503
    look()
    join(bwc, "norway", "1976-01-01")
    hook.status = 204
    look()
    assert len(hook.calls) == 1
    clock(minutes=1)
    look()
    look()
    assert [each["changed"]["bwc"]["after"]["parties"] for each in hook.bodies] == [1, 2]
    state = PublishedNumbers.objects.get()
    assert (state.failures, state.next_try_at) == (0, None) and state.called_at


def test_what_was_taken_back_before_the_hook_answered_is_no_call(hook, clock, bwc):
    action = join(bwc)
    hook.status = 500
    look()
    record_services.retract_action(action, reason="It was Guinea")
    clock(minutes=1)
    look()
    assert len(hook.calls) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_the_call_to_the_next_look(hook, bwc, database_environment):
    """After the hook was called and before it was noted: the same call again, with the same key."""
    join(bwc)
    hook.before_answering = (asked_to_answer := Event()).wait
    words = "import django; django.setup(); from pauseai_kb.build_hook.looking import look; look()"
    env = {**database_environment, "BUILD_HOOK_URL": hook.address}
    worker = subprocess.Popen([sys.executable, "-c", words], env=env, cwd=site.BASE_DIR)
    try:
        wait_for(lambda: hook.calls)
        look()  # another worker leaves it to the one that is calling
        assert len(hook.calls) == 1
    finally:
        worker.kill()
        worker.wait()
    asked_to_answer.set()
    wait_for(lambda: look() or len(hook.calls) == 2, seconds=10)
    look()
    keys = [headers["Idempotency-Key"] for _path, headers, _body in hook.calls]
    assert len(keys) == 2 and len(set(keys)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_look_at_once_one_calls(hook, bwc):
    join(bwc)
    both_are_ready, one_is_done = Barrier(2), Event()
    hook.before_answering = lambda: one_is_done.wait(20)

    def work(_number):
        try:
            both_are_ready.wait(20)
            look()
            one_is_done.set()  # the one that was not first does not wait for the call
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    assert len(hook.calls) == 1
    look()
    assert len(hook.calls) == 1


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_calls(hook, bwc, database_environment, tmp_path):
    join(bwc)
    env = {**database_environment, "BUILD_HOOK_URL": hook.address}
    env.pop("CELERY_BROKER_URL", None)
    log = tmp_path / "worker.log"
    send = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from pauseai_kb.celery import app\n"
        "job = settings.CELERY_BEAT_SCHEDULE['tell the build hook of changed numbers']\n"
        "app.send_task(job['task'], **job['options'])"
    )
    words = ["celery", "-A", "pauseai_kb", "worker", "--pool", "threads", "--loglevel", "INFO"]
    with process(*words, env=env, log=log):
        wait_for(lambda: "ready." in log.read_text(), log=log)
        subprocess.run([sys.executable, "-c", send], env=env, cwd=site.BASE_DIR, check=True)
        wait_for(lambda: "was told of bwc" in log.read_text(), log=log)
    assert hook.bodies[0]["changed"]["bwc"]["after"]["parties"] == 1
    assert "s3cret" not in log.read_text()
