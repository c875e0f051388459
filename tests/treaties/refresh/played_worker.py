"""Workers that a test may kill at a named point, started again when they died, as systemd would.

A program: `python -m tests.treaties.refresh.played_worker FOLDER`. They are those of the Procfile,
with a played source (PLAYED_SOURCE has its address) and without the long waits; forks of one process,
which imports everything once. Where a test wants something to happen it makes a file in FOLDER:
its name is the point, its content the deed. With the word `beat` behind it: beat, in a hurry.
"""

import os
import signal
import sys
from functools import wraps
from itertools import count
from pathlib import Path

import django
import psycopg

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402

from pauseai_kb.celery import app  # noqa: E402
from tests.treaties.refresh.upstream import connector_at  # noqa: E402
from treaties import services as writes  # noqa: E402
from treaties.refresh import fetching, runs, tasks, turns, visits  # noqa: E402
from treaties.review import services as review  # noqa: E402
from treaties.review.models import ProposedChange  # noqa: E402

WORKERS = 2
# One message at a time and worker, so that two messages go to two workers.
WORDS = "worker --pool threads --concurrency 1 --prefetch-multiplier 1 --loglevel INFO"
WORDS += " --without-gossip --without-mingle --without-heartbeat"
ENDED = "A worker ended"
NAME = "played_worker"  # of its connections to the database
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND application_name = %s
"""
BEFORE, AFTER = "before", "after"
# The points of the path from a message to proposals, in its order, and what lies there.
OF_A_LOOK = {
    "message received": (visits, "visit_if_due", BEFORE),
    "source locked": (visits, "ask", BEFORE),
    "turn taken": (turns, "take", AFTER),
    "source answering": (fetching, "_content", BEFORE),
    "page fetched": (visits, "compare", BEFORE),
    "run begun": (runs, "_read", BEFORE),
    "page compared": (runs, "compare", AFTER),
    "one proposal written": (review, "propose", AFTER),
    "all written": (runs, "_finished", AFTER),
    "committed": (visits, "compare", AFTER),
    "source let go": (visits, "visit_if_due", AFTER),
}
OF_A_DECISION = {
    "act written": (writes, "record_action", AFTER),
    "decision written": (review, "_decide", AFTER),
    "accepted": (review, "accept", AFTER),
}


@app.task(name="played.accept")
def accept(change: int, by: int) -> None:
    """A person accepts a proposal, in a process that may die."""
    person = get_user_model().objects.get(pk=by)
    review.accept(ProposedChange.objects.get(pk=change), by=person)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cut() -> None:
    """Every connection of ours to the database goes, as when it is restarted."""
    server = connection.settings_dict
    told = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"]}
    with psycopg.connect(**told, dbname=server["NAME"], autocommit=True) as another:
        another.execute(CUT, [server["NAME"], NAME])


DEEDS = {deed.__name__: deed for deed in (die, cut)}


def passing(file: Path) -> None:
    """Somebody comes by a point: the first one finds the deed, if a test left one there."""
    try:
        deed = file.read_text()
        file.unlink()
    except FileNotFoundError:
        return
    DEEDS[deed]()


def watch(file: Path, module, name: str, when: str) -> None:
    step = getattr(module, name)

    @wraps(step)
    def watched(*args, **more):
        if when == BEFORE:
            passing(file)
        done = step(*args, **more)
        if when == AFTER:
            passing(file)
        return done

    setattr(module, name, watched)


def begin(number: int) -> None:
    """A worker in a process of its own."""
    if os.fork() == 0:
        app.worker_main([*WORDS.split(), "--hostname", f"{number}@played"])
        os._exit(0)


def beat() -> None:
    """The schedule as it is, but for the hour between two looks."""
    hurried = {"task": tasks.look_for_due.name, "schedule": 0.2}
    entries = app.conf.beat_schedule.items()
    app.conf.beat_schedule = {
        name: hurried if entry["task"] == hurried["task"] else entry for name, entry in entries
    }
    app.start(["beat", "--loglevel", "INFO", "--pidfile="])


def main(folder: Path) -> None:
    os.setsid()  # whoever ends this process ends its workers
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    for point, place in {**OF_A_LOOK, **OF_A_DECISION}.items():
        watch(folder / point, *place)
    visits.CONNECTORS = {"played": connector_at(os.environ["PLAYED_SOURCE"])}
    turns.SECONDS = 0.0
    tasks.FIRST_WAIT = tasks.look_for_due.default_retry_delay = 0.2
    tasks.look_at.max_retries = tasks.look_for_due.max_retries = 8  # for want of minutes
    app.loader.import_default_modules()
    app.conf.broker_transport_options = {
        **(app.conf.broker_transport_options or {}),
        "polling_interval": 0.05,
    }
    numbers = count(1)
    for _ in range(WORKERS):
        begin(next(numbers))
    while True:
        _gone, status = os.wait()
        print(f"{ENDED}: {os.waitstatus_to_exitcode(status)}", flush=True)
        begin(next(numbers))


if __name__ == "__main__":
    beat() if "beat" in sys.argv else main(Path(sys.argv[1]))
