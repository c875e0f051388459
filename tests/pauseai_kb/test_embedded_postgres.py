"""The embedded PostgreSQL starts wherever a volunteer puts it, and is shut for everybody else."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from pauseai_kb import embedded_postgres, postgres_place
from pauseai_kb.embedded_postgres import ensure_running, running_at, stop
from pauseai_kb.postgres_place import ServerDoesNotStart, find_place, socket_folder


@pytest.fixture
def folder(tmp_path):
    """A folder for a server of this test, whose path has a space."""
    folder = tmp_path / "a clone" / "var" / "postgres"
    yield folder
    remove(folder)


def remove(folder: Path) -> None:
    # Let go first, else this process counts as a user of the server.
    embedded_postgres._held.pop(folder.resolve(), None)
    stop(folder)
    place = find_place(folder)
    sockets = socket_folder(place)
    if place.folder != place.asked:  # run as root: outside the temporary folder of the test
        shutil.rmtree(place.folder.parent, ignore_errors=True)
    shutil.rmtree(sockets, ignore_errors=True)


def start(folder: Path) -> dict[str, str]:
    return ensure_running(folder, durable=False)


def from_the_command_line(*words: object, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pauseai_kb.embedded_postgres", *map(str, words)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def ask(dsn: dict[str, str], question: str):
    with psycopg.connect(**dsn) as connection:
        return connection.execute(question).fetchone()[0]


def pid(folder: Path) -> int:
    return int((find_place(folder).data / "postmaster.pid").read_text().splitlines()[0])


def test_it_starts_in_a_path_with_a_space_and_knows_every_letter(folder):
    dsn = start(folder)
    assert ask(dsn, "SELECT lower('ØÅÇ') || current_database()") == "øåçpauseai_kb"
    assert ask(dsn, "SHOW server_encoding") == "UTF8"


def test_a_second_start_finds_the_first(folder):
    start(folder)
    first = pid(folder)
    start(folder)
    assert pid(folder) == first


def test_what_was_stored_is_there_after_a_stop(folder):
    with psycopg.connect(**start(folder)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert stop(folder)
    assert not stop(folder)
    assert ask(start(folder), "SELECT one FROM kept") == 1


@pytest.mark.parametrize("language", ["xx_YY.UTF-8", "C", "nb_NO.ISO-8859-1"])
def test_the_language_of_the_terminal_does_not_matter(folder, language):
    started = from_the_command_line(
        "start", "--not-durable", "--folder", folder, LANG=language, LC_ALL=language
    )
    assert started.returncode == 0, started.stderr
    assert ask(start(folder), "SELECT lower('Ø')") == "ø"


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    folder = tmp_path / ("long " * 20) / "postgres"
    try:
        dsn = start(folder)
        assert len(dsn["host"]) < 90
        assert ask(dsn, "SELECT 1") == 1
    finally:
        remove(folder)


def test_a_killed_server_starts_again(folder):
    start(folder)
    os.kill(pid(folder), signal.SIGKILL)
    time.sleep(0.1)
    assert (find_place(folder).data / "postmaster.pid").exists()
    assert ask(start(folder), "SELECT 1") == 1


def test_a_stale_pid_file_whose_number_is_anothers_is_put_away(folder):
    start(folder)
    data = find_place(folder).data
    stale = (data / "postmaster.pid").read_text().splitlines()
    stop(folder)
    stale[0] = str(os.getpid())
    (data / "postmaster.pid").write_text("\n".join(stale) + "\n")
    assert running_at(data) is None
    assert ask(start(folder), "SELECT 1") == 1


def test_a_half_made_database_is_made_anew(folder):
    place = find_place(folder)
    (place.folder / "data.half-made").mkdir(parents=True)
    assert ask(start(folder), "SELECT 1") == 1


def test_many_processes_start_one_server(folder):
    words = ["start", "--not-durable", "--folder", folder]
    with ThreadPoolExecutor(4) as threads:
        started = list(threads.map(lambda _: from_the_command_line(*words), range(4)))
    assert [one.returncode for one in started] == [0] * 4, started
    assert len({one.stdout for one in started}) == 1


def test_two_clones_side_by_side_have_a_server_each(folder, tmp_path):
    other = tmp_path / "another clone" / "postgres"
    try:
        assert start(folder)["host"] != start(other)["host"]
        assert pid(folder) != pid(other)
    finally:
        remove(other)


def test_it_is_left_to_the_last_who_uses_it(folder):
    start(folder)  # this process is one
    left = from_the_command_line("stop", "--only-if-unused", "--folder", folder)
    assert "left as it is" in left.stdout
    embedded_postgres._held.pop(folder.resolve()).close()
    stopped = from_the_command_line("stop", "--only-if-unused", "--folder", folder)
    assert "stopped" in stopped.stdout


def test_only_its_owner_can_reach_it_and_only_by_its_socket(folder):
    dsn = start(folder)
    assert stat.S_IMODE(os.stat(dsn["host"]).st_mode) == 0o700
    assert stat.S_IMODE(find_place(folder).folder.stat().st_mode) == 0o700
    assert ask(dsn, "SHOW listen_addresses") == ""


def test_a_folder_prepared_by_somebody_else_is_not_trusted(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "mine")
    with pytest.raises(ServerDoesNotStart, match="remove it"):
        postgres_place.make_private(tmp_path / "socket", None)


def test_a_database_of_another_release_is_not_touched(folder):
    place = find_place(folder)
    place.data.mkdir(parents=True)
    (place.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServerDoesNotStart, match="made by PostgreSQL 17.*move it away"):
        start(folder)


def test_a_full_disk_is_told_before_anything_is_made(folder, monkeypatch):
    full = shutil.disk_usage("/")._replace(free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(ServerDoesNotStart, match="needs 200 MB .* 5 MB are free"):
        start(folder)
    assert not find_place(folder).data.exists()


def test_the_reason_of_a_refusal_is_in_the_message(folder, monkeypatch):
    monkeypatch.setitem(embedded_postgres.SETTINGS, "max_connections", "none")
    with pytest.raises(ServerDoesNotStart, match='invalid value.*"max_connections"'):
        start(folder)


def test_an_address_in_the_environment_comes_first(folder, monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://kb:a%20b@db.example.org/record?sslmode=require"
    )
    entry = embedded_postgres.database(folder)
    assert not folder.exists()
    assert (entry["HOST"], entry["NAME"], entry["PASSWORD"]) == ("db.example.org", "record", "a b")
    assert entry["OPTIONS"] == {"sslmode": "require"}
