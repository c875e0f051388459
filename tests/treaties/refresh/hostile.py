"""Bytes made to cost memory or time, each read in a process of its own; prints what it cost.

Run as a program, without Django's settings: a reader that wanted a database would fail here.
"""

import json
import os
import resource
import signal
import socket
import sys
import time

from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.observations import Page, UnknownInSource
from treaties.refresh.payloads import MOST_BYTES

SIZE = MOST_BYTES - 10
XML = b"<?xml version='1.0' encoding='ISO-8859-1'?>"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1)) * 10 if n else b"ha") for n in range(12)
)


def filled(start: bytes, piece: bytes, end: bytes = b"", most: int = SIZE) -> bytes:
    return start + piece * ((most - len(start) - len(end)) // len(piece)) + end


BYTES = {
    "too long": b"x" * 70_000_000,
    "billion laughs": XML + b"<!DOCTYPE m [" + LAUGHS + b"]><m>&l11;</m>",
    "external entity": XML + b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>',
    "deep XML": filled(XML, b"<a>"),
    "deep JSON list": filled(b"", b"["),
    "deep JSON object": filled(b"", b'{"data":'),
    "wide XML": filled(XML + b"<a>", b"<a/>x", b"</a>"),
    "as wide as allowed": filled(XML + b"<a>", b"<a/>x", b"</a>", 490_000),
    "rows": filled(XML + b"<a>", b"<Row><Entry/></Row>", b"</a>", 490_000),
    "attributes": XML + b"<a " + b" ".join(b"a%d=''" % n for n in range(99_000)) + b"/>",
    "wide JSON list": filled(b"[", b"[],", b"[]]"),
    "wide JSON object": filled(b"[", b'{"":0},', b"{}]"),
    "huge number": filled(b'{"data": ', b"9", b"}"),
    "huge fraction": filled(b'{"data": 1.', b"9", b"}"),
    "huge exponent": b'{"data": 1e999999999}',
    "long string": filled(b'{"data": "', "\U0001f600".encode(), b'"}'),
    "references": filled(b"", b"&#x1F600;"),
    "a reference of digits": filled(b"&#", b"9", b";"),
    "HTML attributes": filled(b"<p ", b"a1 b2 "),
    "HTML quotes": filled(b"<html><main>", b'<a "'),
    "HTML values": filled(b"<html><main>", b"<a b='<"),
    "HTML comments": filled(b"<html><main>", b"<!--"),
    "HTML scripts": filled(b"<html><main>", b"<script>"),
    "HTML depth": filled(b"<html>", b"<main>"),
    "marks on a letter": filled(b"a", "\u0301\u0327".encode()),
    "spaces": filled(b"<p>", b" \n"),
    "declaration": filled(b"<?xml ", b" encoding='"),
    "superscripts": filled(XML + b"<a>", b"&lt;superscript&gt;", b"</a>"),
    "NUL": b"\0" * SIZE,
}


def _read(connector, key: str, content: bytes) -> None:
    try:
        connector.read(Page("", content), key)
    except UnknownInSource as error:
        assert len(str(error)) < 2_000


def cost(connector, key: str, content: bytes) -> dict:
    """In a child, so that its greatest size is its own."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.alarm(20)  # a reader that hangs is ended, and its status says so
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            _read(connector, key, content)
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            status = 0 if grown < 64_000 else 3
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - began}


def _no_network(*args, **kwargs):
    raise AssertionError("A reader opened a socket.")


if __name__ == "__main__":
    socket.socket = _no_network
    json.dump(
        {
            f"{connector.name}: {name}": cost(connector, connector.asks[0].key, content)
            for connector in CONNECTORS.values()
            for name, content in BYTES.items()
        },
        sys.stdout,
    )
