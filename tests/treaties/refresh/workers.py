"""Real workers for a test: their broker, their played source, what they say, and where they die."""

import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from kombu import Connection

from pauseai_kb.celery import app
from tests.conftest import environment_for, free_port, process, wait_for
from tests.treaties.refresh.played_worker import CUT, ENDED, NAME, WORKERS
from tests.treaties.refresh.upstream import Reply, Upstream, upstream
from treaties.models import SourceCheck
from treaties.refresh.alone import LOCK

LOOK_FOR_DUE = "treaties.refresh.tasks.look_for_due"
LOOK_AT = "treaties.refresh.tasks.look_at"
ACCEPT = "played.accept"
PROGRAM = "tests.treaties.refresh.played_worker"
HELD = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE datname = current_database() AND locktype = 'advisory' AND (classid, objid) = (%s, %s)
"""


@dataclass
class Redis:
    """A broker that keeps nothing when it stops."""

    program: str
    folder: Path
    port: int = field(default_factory=free_port)
    running: subprocess.Popen | None = None
    restarted: int = 0

    def start(self):
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        log = self.folder / "redis.log"
        with log.open("wb") as output:
            words = [self.program, *words]
            self.running = subprocess.Popen(words, stdout=output, cwd=self.folder)
        wait_for(lambda: "Ready to accept connections" in log.read_text(), log=log)

    def stop(self):
        self.running.terminate()
        self.running.wait()

    def restart(self):
        self.stop()
        self.start()
        self.restarted += 1


class Files:
    """The broker of files: a restart is a folder that is gone; workers need not connect again."""

    restarted = 0

    def __init__(self, folder: Path):
        self.folder = folder / "var" / "celery"

    def restart(self):
        shutil.rmtree(self.folder)


@dataclass
class Workers:
    """Workers on a queue, as a test sees them."""

    broker: Redis | Files
    address: str
    options: dict
    source: Upstream
    env: dict
    folder: Path
    log: Path
    begun: int = 0  # where the log of this test begins

    @contextmanager
    def playing(self, reply: Reply):
        """For one test: nothing asked, nothing said, nobody about to die; and a calm log."""
        self.begun = len(self.log.read_text())
        self.source.asked.clear()
        self.source.says(reply)
        for point in self.folder.iterdir():
            point.unlink(missing_ok=True)
        yield self
        assert "Traceback" not in self.said()

    def said(self) -> str:
        """What the workers have printed since this test began."""
        return self.log.read_text()[self.begun :]

    def at(self, point: str, deed: str) -> None:
        """Who comes to this point next does this: dies, or loses the database."""
        aside = self.folder / "aside"
        aside.write_text(deed)
        aside.rename(self.folder / point)

    def send(self, name: str, *args, **more) -> str:
        with Connection(self.address, transport_options=self.options) as broker:
            return app.send_task(name, args, connection=broker, **more).id

    def does(self, name: str, *args, **more) -> None:
        """Send a message, and wait until its task has ended."""
        ended = f"{name}[{self.send(name, *args, **more)}] succeeded"
        self.waits(lambda: ended in self.said())

    def waits(self, answer):
        return wait_for(answer, log=self.log)

    def dies(self) -> None:
        """Wait until a worker was killed."""
        self.waits(lambda: f"{ENDED}: -9" in self.said())

    def are_ready(self) -> None:
        """Wait until both are there, whoever died or lost the broker before."""

        def connected():
            log = self.log.read_text()
            lost = log.count(ENDED) + WORKERS * self.broker.restarted
            return log.count("Connected to") == WORKERS + lost

        self.waits(connected)

    @contextmanager
    def beat(self):
        log = self.folder.with_name("beat.log")
        with process(PROGRAM, str(self.folder), "beat", env=self.env, log=log):
            yield

    @contextmanager
    def no_database(self):
        """The database is gone from the workers, and nobody is let in, as while it starts again."""
        database = connection.settings_dict["NAME"]
        name = connection.ops.quote_name(database)
        with connection._nodb_cursor() as server:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            try:
                server.execute(CUT, [database, NAME])
                yield
            finally:
                server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def is_free(self, check: SourceCheck) -> bool:
        """Whether nobody holds the source."""
        with connection.cursor() as cursor:
            cursor.execute(HELD, [LOCK, check.source_id])
            return cursor.fetchone() == (0,)


@contextmanager
def workers(broker, address: str, folder: Path):
    """Two of them, ready, for as long as the block."""
    points, log = folder / "points", folder / "workers.log"
    points.mkdir()
    messages = str(folder / "var" / "celery" / "messages")
    options = {"data_folder_in": messages, "data_folder_out": messages, "polling_interval": 0.05}
    options["control_folder"] = str(folder / "var" / "celery" / "control")
    env = environment_for(connection.settings_dict["NAME"], folder / "var")
    env |= {"CELERY_BROKER_URL": address, "CELERY_SKIP_CHECKS": "1"}
    env["REFRESH_CONTACT"] = "mailto:refresh@record.test"
    env["DATABASE_URL"] += f"&application_name={NAME}"
    with upstream() as source:
        env["PLAYED_SOURCE"] = source.address
        with process(PROGRAM, str(points), env=env, log=log):
            wait_for(lambda: log.read_text().count("Connected to") == WORKERS, log=log)
            yield Workers(broker, address, options, source, env, points, log)


@contextmanager
def over_files(folder: Path):
    with workers(Files(folder), "filesystem://", folder) as found:
        yield found


@contextmanager
def over_redis(folder: Path, program: str):
    redis = Redis(program, folder)
    redis.start()
    try:
        with workers(redis, f"redis://127.0.0.1:{redis.port}/0", folder) as found:
            yield found
    finally:
        redis.stop()
