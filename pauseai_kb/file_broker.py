"""The broker of files: Kombu's, whose messages and tables here are whole or not there.

Kombu writes a message into the folder where others look for messages. Whoever finds it half written,
or left so by a writer that was killed, takes it and cannot read it, and the worker ends. The same
goes for the table of an exchange, which then no worker can read any more. Here a file gets its name
when it is complete, and what is no message is removed with a line in the log.
"""

import fcntl
import logging
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


def _write(file: Path, content) -> None:
    """All of it or nothing, whoever reads or dies at that moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{uuid.uuid4()}.part")
    part.write_text(dumps(content))
    part.replace(file)


def _bound(routing_key, pattern, queue) -> filesystem.exchange_queue_t:
    return filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **_):
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out, name), payload)

    def _waiting(self, queue) -> list[Path]:
        """The messages of a queue, the oldest first."""
        files = Path(self.data_folder_in).glob("*.msg")
        return sorted(file for file in files if file.name.partition(".")[2] == f"{queue}.msg")

    def _get(self, queue):
        """The oldest message; of several who read it, the one who removes the file has it."""
        for file in self._waiting(queue):
            try:
                text = file.read_text()
                file.unlink()
            except FileNotFoundError:
                continue
            try:
                return loads(text)
            except ValueError:
                logger.warning("Not a message, and removed: %s", file)
        raise Empty

    def _size(self, queue):
        return len(self._waiting(queue))

    def _purge(self, queue):
        waiting = self._waiting(queue)
        for file in waiting:
            file.unlink(missing_ok=True)
        return len(waiting)

    def get_table(self, exchange):
        """Which queues an exchange leads to; if the file is gone, what this process declared."""
        ours = self.state.exchanges.get(exchange, {}).get("table", [])
        return self._kept(exchange) or [_bound(*each) for each in ours]

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        bound = _bound(routing_key, pattern, queue)
        with self._alone():
            kept = self._kept(exchange)
            if bound not in kept:
                _write(self._table_file(exchange), [bound, *kept])

    def _delete(self, queue, exchange, routing_key, pattern, *args, **kwargs):
        gone = _bound(routing_key, pattern, queue)
        with self._alone():
            kept = self._kept(exchange)
            if gone in kept:
                _write(self._table_file(exchange), [each for each in kept if each != gone])
        self._purge(queue)

    def _table_file(self, exchange) -> Path:
        return self.control_folder / f"{exchange}.exchange"

    def _kept(self, exchange) -> list:
        try:
            table = loads(self._table_file(exchange).read_text())
        except (FileNotFoundError, ValueError):
            return []
        return [_bound(*each) for each in table]

    @contextmanager
    def _alone(self):
        """Nobody else changes a table at this moment."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
    default_connection_params = {"port": 0, "hostname": ""}  # a folder has none
