#!/usr/bin/env python3
"""Do what a new volunteer does, in a clean clone: `make run`, look, Ctrl-C, `make run` again.

    .ci/clean_clone.py

As root it does so twice, side by side: as a new ordinary user in a path with a space, and as root in
a folder that only root can enter. The terminal's language is one that is not installed. What is
committed is what is tried. The first of them runs `make test`, too. Only the standard library: nothing is installed yet.
"""

import hashlib
import os
import pty
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FIRST_START, SECOND_START, STOP = 900, 60, 30  # seconds that we wait
USER = f"kb-clone-{os.getpid()}"
SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Clone:
    """One clone, its user (None: as ourselves) and the terminal that `make run` has."""

    def __init__(self, name: str, folder: Path, user: str | None):
        self.name, self.folder, self.user = name, folder, user
        # Where PostgreSQL is if root's clone is shut for others (pauseai_kb/postgres_place.py).
        digest = hashlib.sha256(os.fsencode(folder.resolve() / "var" / "postgres")).hexdigest()
        self.elsewhere = Path("/var/lib/pauseai-kb", digest[:16])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.output = b""

    def environment(self) -> dict[str, str]:
        home = pwd.getpwnam(self.user).pw_dir if self.user else os.environ["HOME"]
        environment = os.environ | {"HOME": home, "LANG": "xx_YY.UTF-8", "LC_ALL": "xx_YY.UTF-8"}
        return environment | ({"PATH": SYSTEM, "USER": self.user} if self.user else {})

    def words(self, *command: str) -> list[str]:
        return ["runuser", "-u", self.user, "--", *command] if self.user else list(command)

    def start(self) -> None:
        """`make run` in a terminal of its own, so that Ctrl-C is what a person types."""
        self.output, self.began = b"", time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(self.folder)
            words = self.words("make", "run", f"PORT={self.port}")
            os.execvpe(words[0], words, self.environment())
        threading.Thread(target=self.read, args=(self.terminal,), daemon=True).start()

    def read(self, terminal: int) -> None:
        while select.select([terminal], [], []):
            try:
                self.output += os.read(terminal, 65536)
            except OSError:  # it hung up
                return

    def ended(self) -> bool:
        if self.pid and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.pid = 0
        return not self.pid

    def page(self, address: str) -> str:
        url = f"http://127.0.0.1:{self.port}{address}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read().decode()

    def wait_until_up(self, seconds: int) -> float:
        """Seconds from `make run` to the first page."""
        while (took := time.monotonic() - self.began) < seconds:
            if self.ended():
                self.fail("make run ended")
            try:
                self.page("/")
                return took
            except OSError:
                time.sleep(0.1)
        return self.fail(f"no answer in {seconds} s")

    def look(self) -> None:
        """The record is on the page, and a worker answers."""
        if 'data-count="parties"' not in self.page("/instruments/bwc/"):
            self.fail("/instruments/bwc/ counts no parties")
        ping = [".venv/bin/python", "-m", "celery", "-A", "pauseai_kb", "inspect", "ping"]
        for _ in range(10):  # a worker takes a moment longer than the web
            said = subprocess.run(
                self.words(*ping),
                cwd=self.folder,
                env=self.environment(),
                capture_output=True,
                text=True,
                check=False,
            )
            if "pong" in said.stdout:
                return
        self.fail(f"no worker answers: {said.stdout}{said.stderr}")

    def test(self) -> None:
        """`make test`, as this user and in this place."""
        began = time.monotonic()
        done = subprocess.run(
            self.words("make", "test"),
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.output = done.stdout
        if done.returncode != 0:
            self.fail("make test failed")
        print(f"{self.name}: `make test` passed in {time.monotonic() - began:.0f} s", flush=True)

    def press_ctrl_c(self) -> None:
        os.write(self.terminal, b"\x03")
        began = time.monotonic()
        while not self.ended() or self.processes():
            if time.monotonic() - began > STOP:
                self.fail(f"still running: {self.processes()}")
            time.sleep(0.1)
        os.close(self.terminal)
        print(f"{self.name}: all stopped {time.monotonic() - began:.1f} s after Ctrl-C", flush=True)

    def processes(self) -> list[str]:
        """What runs in or from this clone, PostgreSQL included."""
        places, found = (str(self.folder), str(self.elsewhere)), []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                where = os.readlink(process / "cwd")
            except OSError:
                continue
            if any(place in command or place in where for place in places):
                found.append(f"{process.name} {command}")
        return found

    def fail(self, why: str) -> float:
        print(self.output.decode(errors="replace")[-8000:])
        raise SystemExit(f"{self.name}: {why}")

    def finish(self) -> None:
        """Leave nothing behind, however it went."""
        for process in self.processes():
            os.kill(int(process.split()[0]), signal.SIGKILL)
        shutil.rmtree(self.elsewhere, ignore_errors=True)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kb-clone-") as private:
        public = Path(tempfile.mkdtemp(prefix="kb-clone-"))
        public.chmod(0o755)
        clones = [Clone("ordinary user, path with a space", public / "a path with space", None)]
        try:
            if os.geteuid() == 0:
                subprocess.run(["useradd", "--create-home", USER], check=True)
                clones[0].user = USER
                clones.append(Clone("root, folder of mode 0700", Path(private, "clone"), None))
            try_out(clones)
        finally:
            for clone in clones:
                clone.finish()
            if os.geteuid() == 0:
                subprocess.run(
                    ["userdel", "--remove", USER], stderr=subprocess.DEVNULL, check=False
                )
            shutil.rmtree(public, ignore_errors=True)


def try_out(clones: list[Clone]) -> None:
    for clone in clones:
        git = [
            "git",
            "-c",
            f"safe.directory={REPOSITORY}/.git",
            "clone",
            "--quiet",
            "--no-hardlinks",
        ]
        subprocess.run([*git, str(REPOSITORY), str(clone.folder)], check=True)
        if clone.user:
            subprocess.run(["chown", "-R", clone.user, str(clone.folder)], check=True)
        clone.start()  # all at once, on one machine
    for clone in clones:
        took = clone.wait_until_up(FIRST_START)
        clone.look()
        shown = re.findall(rb"(?i)password[^\r\n]*", clone.output)
        print(
            f"{clone.name}: first `make run` up in {took:.1f} s, {len(shown)} password", flush=True
        )
    for clone in clones:
        clone.press_ctrl_c()
    for clone in clones:
        clone.start()
        print(f"{clone.name}: second `make run` up in {clone.wait_until_up(SECOND_START):.1f} s")
        clone.look()
        if re.search(rb"(?i)password", clone.output):
            clone.fail("a password is printed again")
        clone.press_ctrl_c()
    clones[0].test()
    print(f"clean clone: {len(clones)} of {len(clones)} good", flush=True)


if __name__ == "__main__":
    sys.exit(main())
