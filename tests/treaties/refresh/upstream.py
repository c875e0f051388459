"""A server on 127.0.0.1 that plays a source, with the faults that sources have."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from treaties.refresh import saved
from treaties.refresh.connecting import Connector, Request

JSON = "application/json"


@dataclass
class Reply:
    """One answer: as it should be, if nothing else is said."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict = field(default_factory=lambda: {"Content-Type": JSON})
    slow: float = 0.0  # seconds before the body
    missing: int = 0  # bytes announced and never sent
    drip: float = 0.0  # seconds between two bytes


def of(*rows, **told) -> Reply:
    """An answer in our own notation of observed acts."""
    acts = {"instrument": "bwc", "declared": {}, "held": [], "actions": list(rows)}
    return Reply(json.dumps(acts | told).encode())


def connector_at(address: str, path="page", **more) -> Connector:
    """A connector that reads our own notation from a played source."""
    told = {"key": "bwc", "name": "bwc", "shown_at": address, "instrument": "bwc"}
    return Connector(
        **{
            "name": "played",
            "title": "A source that is played",
            "parser_version": "1",
            "asks": (Request(address=address + path, **told),),
            "reader": saved.read,
            "hosts": frozenset({"127.0.0.1"}),
            "content_types": frozenset({JSON}),
            **more,
        }
    )


class Upstream:
    """Answers each request with the next reply, the last one again and again; keeps what was asked."""

    def __init__(self, *replies):
        self.replies, self.asked = list(replies), []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def says(self, *replies):
        self.replies = list(replies)

    def connector(self, path="page", **more) -> Connector:
        return connector_at(self.address, path, **more)

    def _handler(upstream):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def reply(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                upstream.asked.append((self.command, self.path, dict(self.headers), body))
                reply = upstream.replies[0]
                if len(upstream.replies) > 1:
                    upstream.replies.pop(0)
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.send(reply)

            do_GET = do_POST = reply

            def send(self, reply):
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
                self.send_header("Connection", "close")
                self.end_headers()
                time.sleep(reply.slow)
                parts = [reply.body] if not reply.drip else [bytes([b]) for b in reply.body]
                for part in parts:
                    self.wfile.write(part)
                    time.sleep(reply.drip)
                self.close_connection = True

            def log_message(self, *_):
                pass

        return Handler


@contextmanager
def upstream(*replies):
    played = Upstream(*replies)
    thread = threading.Thread(target=played.server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield played
    finally:
        played.server.shutdown()
        played.server.server_close()
        thread.join()
