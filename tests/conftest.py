"""What the tests share: the real record in a database of its own, Chromium, Redis.

A test that asks for `record` sees the whole data set; every other test begins with an empty record.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from pauseai_kb.dataset.checks import read_checked
from pauseai_kb.dataset.loading import load


@pytest.fixture(autouse=True)
def _in_english():
    """A page asked for in Norwegian leaves its language behind: no test may see that."""
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def on_day(monkeypatch):
    """Sets the clock of the site to the beginning of a day, UTC."""

    def set_day(day):
        moment = datetime.fromisoformat(f"{day}T00:00:00Z")
        monkeypatch.setattr("treaties.days.now", lambda: moment)

    return set_day


@pytest.fixture(scope="session")
def dataset_rows():
    """The rows of the data files, read and checked once. Do not change them."""
    return read_checked(settings.DATASET_DIR)


def _switch_to(name: str) -> str:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    return before


@pytest.fixture(scope="session")
def record_database(django_db_setup, django_db_blocker, dataset_rows):
    """The name of a database with the whole data set, copied from the empty one and loaded."""
    with django_db_blocker.unblock():
        empty = connection.settings_dict["NAME"]
        name = f"{empty}_record"
        with connection._nodb_cursor() as cursor:
            connection.close()
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')
        _switch_to(name)
        load(dataset_rows)
        _switch_to(empty)
    yield name
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        connection.close()
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def _record_connection(record_database, django_db_blocker):
    with django_db_blocker.unblock():
        before = _switch_to(record_database)
    yield
    with django_db_blocker.unblock():
        _switch_to(before)


@pytest.fixture
def record(_record_connection, db):
    """The whole data set; what the test changes is taken back afterwards."""


def needed(name: str, program: str) -> str:
    """The path of a program; without it the test is skipped, or fails where skips are forbidden."""
    path = shutil.which(program)
    if path is None:
        reason = f"{program} is not installed"
        if os.environ.get(f"REQUIRE_{name}"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def redis_server():
    return needed("REDIS", "redis-server")


@pytest.fixture(scope="session")
def chromium():
    return needed("CHROMIUM", "chromium")


def environment_for(database, var_dir) -> dict[str, str]:
    """The environment of a process of its own that works on this database."""
    server = connection.settings_dict
    address = f"postgresql://{server['USER']}@/{database}?host={quote(server['HOST'], safe='')}"
    return {
        **os.environ,
        "DATABASE_URL": f"{address}&port={server['PORT']}",
        "DJANGO_SETTINGS_MODULE": "pauseai_kb.settings",
        "VAR_DIR": str(var_dir),
    }


@pytest.fixture(scope="session")
def record_environment(record_database, tmp_path_factory):
    """The environment of a process that shows the whole data set."""
    return environment_for(record_database, tmp_path_factory.mktemp("var"))


@pytest.fixture
def database_environment(db, tmp_path):
    """The environment of a process that sees what the tests have committed: an empty record."""
    return environment_for(connection.settings_dict["NAME"], tmp_path / "var")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def process(*words, env, log):
    """A process that runs for as long as the block; what it prints is in the file `log`."""
    with log.open("wb") as output:
        running = subprocess.Popen(
            [sys.executable, "-m", *words],
            env=env,
            cwd=settings.BASE_DIR,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def wait_for(answer, *, seconds=60, log=None):
    """Ask until the answer is true; AssertionError with the log if it never is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := answer():
            return found
        time.sleep(0.1)
    raise AssertionError(f"no answer in {seconds} s\n{log.read_text() if log else ''}")
