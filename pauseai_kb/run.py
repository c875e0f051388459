"""`make run`: prepare, then serve web, worker and beat until Ctrl-C, and leave nothing running.

    PORT=8000 python -m pauseai_kb.run

The children get a session of their own, so that only this process hears Ctrl-C (or a closed
terminal) and stops them in order: the processes first, the database last.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from honcho.environ import parse

from pauseai_kb import embedded_postgres

ROOT = Path(__file__).resolve().parent.parent
# A worker finishes its task before it ends; honcho's own patience is 5 seconds.
PATIENT_HONCHO = "from honcho import command, manager; manager.KILL_WAIT = 30; command.main()"


class Children:
    """Runs commands one after another and passes a request to stop on to the present one."""

    def __init__(self, environment: dict[str, str]):
        self.environment = environment
        self.present: subprocess.Popen | None = None
        self.asked_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, *_: object) -> None:
        self.asked_to_stop = True
        if self.present and self.present.poll() is None:
            self.present.terminate()

    def run(self, *words: str) -> int:
        if self.asked_to_stop:
            return 0
        command = [sys.executable, *words]
        self.present = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True
        )
        if self.asked_to_stop:  # in the moment between
            self.present.terminate()
        return self.present.wait()


def environment() -> dict[str, str]:
    """The environment, what `.env` adds to it, and our own programs first."""
    noted = ROOT / ".env"
    added = parse(noted.read_text()) if noted.exists() else {}
    programs = os.path.dirname(sys.executable)
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {"PORT": "8000", **added, **os.environ, "PATH": path, "PYTHONUNBUFFERED": "1"}


def why_not(port: str) -> str | None:
    """Why nothing can be served on this port, before anything is started."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: try `make run PORT=8001`."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"Port {port} is kept for root: try `make run PORT=8001`."
        except OSError:
            return f"Port {port} is taken by another program: try `make run PORT=8001`."
    return None


def main() -> int:
    variables = environment()
    port = variables["PORT"]
    if refusal := why_not(port):
        print(refusal, file=sys.stderr)
        return 1
    children = Children(variables)
    try:
        if failed := children.run("-m", "pauseai_kb.prepare"):
            return 0 if children.asked_to_stop else failed
        print(f"\nhttp://127.0.0.1:{port}/   (Ctrl-C stops everything)\n", flush=True)
        # -e: `.env` is in the environment already, where it does not outweigh what was there
        ended = children.run("-c", PATIENT_HONCHO, "start", "-e", os.devnull, "-p", port)
        return 0 if children.asked_to_stop else ended or 1
    finally:
        folder = Path(variables.get("VAR_DIR", ROOT / "var")) / "postgres"
        if embedded_postgres.stop(ROOT / folder, only_if_unused=True):
            print("PostgreSQL stopped.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
