"""Everything between the installed packages and a site that serves: `python -m pauseai_kb.prepare`.

One process for all steps, because starting Python and Django costs more than most of them. A step
that would read the same files as last time is left out, so that a second `make run` is up in
seconds.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from pauseai_kb.postgres_place import ServerDoesNotStart

ROOT = Path(__file__).resolve().parent.parent
CODE = ("pauseai_kb/**/*.py", "treaties/**/*.py", "summits/**/*.py")


@dataclass(frozen=True)
class Step:
    """One management command. With `reads`, it runs again only when one of these files changed."""

    says: str
    command: str
    options: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


STEPS = [
    Step("Languages of the interface", "compile_catalogs"),
    Step("Data set", "load_dataset", reads=("data/**/*", *CODE)),
    Step(
        "Style sheets and scripts",
        "collectstatic",
        options=("--no-input", "--clear", "--verbosity=0"),
        reads=("*/static/**/*", "*/*/static/**/*", "requirements.txt"),
    ),
    Step("Roles", "create_roles"),
    Step("Administrator", "ensure_admin"),
]


def prepare() -> None:
    began = time.monotonic()
    django.setup()  # starts the embedded PostgreSQL
    say("PostgreSQL", began)

    began = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    say("Tables", began)

    notes = settings.VAR_DIR / "prepared.json"
    done = remembered(notes, of=database_made_at())
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        done.pop("collectstatic", None)
    for step in STEPS:
        began = time.monotonic()
        now = fingerprint(step.reads)
        if step.reads and done.get(step.command) == now:
            print(f"{step.says}: unchanged", flush=True)
            continue
        call_command(step.command, *step.options)
        say(step.says, began)
        done[step.command] = now
        notes.write_text(json.dumps({"of": database_made_at(), "done": done}, indent=1))


def fingerprint(patterns: Iterable[str], root: Path = ROOT) -> str:
    """What the files say, whenever they were written: git gives every file a new time."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def database_made_at() -> str:
    """When this database was last migrated: what was loaded into another one is not in this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(applied)::text FROM django_migrations")
        return cursor.fetchone()[0]


def remembered(notes: Path, of: str) -> dict[str, str]:
    """The fingerprint that each step had last time, if that was with the same database."""
    try:
        noted = json.loads(notes.read_text())
        return noted["done"] if noted["of"] == of else {}
    except (FileNotFoundError, ValueError, KeyError):
        return {}


def say(what: str, began: float) -> None:
    print(f"{what}: done in {time.monotonic() - began:.1f} s", flush=True)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pauseai_kb.settings")
    try:
        prepare()
    except (CommandError, ServerDoesNotStart) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
