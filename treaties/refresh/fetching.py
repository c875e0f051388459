"""One polite question to a source, and its answer as it came.

Polite: our name and a contact, one request in two seconds and host, `Retry-After` and conditional
requests honoured. Careful: only allowed hosts, no redirect to another one, a limit on size and time
and the right content type. Whatever goes wrong on the way is one `NoAnswer`.
"""

import time
import zlib
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from django.conf import settings

from treaties.refresh import turns
from treaties.refresh.connecting import Connector, Request
from treaties.refresh.observations import Page

NAME = "pauseai-kb"  # who asks; an operator adds the contact
PATIENCE = httpx.Timeout(20.0)  # seconds without a byte, or until the connection stands
MOST_TIME = 90.0  # seconds for the whole answer: a source that drips is none
MOST_REDIRECTS = 3
MOST_LETTERS = 200  # of a validator
PACKED = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}  # what we can unpack in bounds


class NotSetUp(Exception):
    """An operator's setting is missing: nobody is asked. The message says which."""


class NoAnswer(Exception):
    """The source gave no page; `wait` are the seconds that it asked us to stay away, if it did."""

    def __init__(self, message: str, wait: float = 0.0):
        super().__init__(message)
        self.wait = wait


def fetch(connector: Connector, request: Request, *, etag="", last_modified="") -> Page | None:
    """Ask, follow redirects on the same host, and read the answer within its limits.

    With what the source called its page when it was last read, the answer may be None: it is as it
    was (304). NoAnswer if there is no page, NotSetUp if nobody was asked.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {**_ours(connector), **dict(request.headers)}
    headers |= {name: value for name, value in known.items() if value}
    asked = httpx.Request(request.method, request.address, headers=headers, content=request.body)
    until = time.monotonic() + MOST_TIME
    try:
        with httpx.Client(timeout=PATIENCE) as client:
            for _hop in range(MOST_REDIRECTS + 1):
                _may_be_asked(asked.url, connector, httpx.URL(request.address))
                turns.wait(asked.url.host)
                with closing(client.send(asked, stream=True)) as response:
                    if response.next_request is None:
                        return _page(response, connector, until)
                    asked = response.next_request
    except turns.TooLong as error:
        raise NoAnswer(str(error), error.seconds) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoAnswer(f"{asked.url.host}: {str(error) or type(error).__name__}.") from error
    raise NoAnswer(f"{asked.url.host} redirects more than {MOST_REDIRECTS} times.")


def missing(connector: Connector) -> list[str]:
    """The settings without which this connector asks nobody."""
    needed = ["REFRESH_CONTACT", *(setting for _header, setting in connector.needs)]
    return [name for name in needed if not getattr(settings, name)]


def _ours(connector: Connector) -> dict[str, str]:
    """Who asks, and what an operator adds for this source."""
    if names := missing(connector):
        raise NotSetUp(f"Set {' and '.join(names)} first: see .env.example.")
    added = {header: getattr(settings, setting) for header, setting in connector.needs}
    asks = f"{NAME} (+{settings.REFRESH_CONTACT})"
    return {"User-Agent": asks, "Accept-Encoding": ", ".join(PACKED), **added}


def _may_be_asked(address: httpx.URL, connector: Connector, first: httpx.URL) -> None:
    if address.host not in connector.hosts or address.host != first.host:
        raise NoAnswer(f"{first.host} redirects to {address.host}, which is not asked.")
    if address.scheme not in {first.scheme, "https"}:
        raise NoAnswer(f"{first.host} redirects to {address.scheme}, which is not safe.")


def _page(response: httpx.Response, connector: Connector, until: float) -> Page | None:
    host, headers = response.url.host, response.headers
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return None
    if response.status_code != httpx.codes.OK:
        pause = _pause(headers.get("Retry-After", ""))
        turns.leave_alone(host, pause)
        raise NoAnswer(f"{host} answered {response.status_code}.", pause)
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in connector.content_types:
        wanted = " or ".join(sorted(connector.content_types))
        raise NoAnswer(f"{host} sends {kind or 'no content type'} in the place of {wanted}.")
    return Page(
        address=str(response.url),
        content=_content(response, connector.most_bytes, until),
        content_type=kind,
        etag=_short(headers.get("ETag", "")),
        last_modified=_short(headers.get("Last-Modified", "")),
    )


def _short(validator: str) -> str:
    """As it came, or nothing: half a validator is none."""
    return validator if len(validator) <= MOST_LETTERS and validator.isprintable() else ""


def _content(response: httpx.Response, most: int, until: float) -> bytes:
    """The body, unpacked; never more than `most` bytes of it, packed or not."""
    host, parts, length = response.url.host, [], 0
    for part in response.iter_raw():
        parts.append(part)
        length += len(part)
        if length > most:
            raise NoAnswer(f"{host} sends more than {most} bytes.")
        if time.monotonic() > until:
            raise NoAnswer(f"{host} takes longer than {MOST_TIME:.0f} seconds.")
    raw = b"".join(parts)
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    return raw if packing in {"", "identity"} else _unpacked(raw, packing, most, host)


def _unpacked(raw: bytes, packing: str, most: int, host: str) -> bytes:
    """A few bytes can unpack to gigabytes: no more than `most` are made."""
    if packing not in PACKED:
        raise NoAnswer(f"{host} packs its answer in a way we did not ask for: {packing}.")
    unpacking = zlib.decompressobj(PACKED[packing])
    try:
        content = unpacking.decompress(raw, most + 1)
    except zlib.error as error:
        raise NoAnswer(f"{host} sends what cannot be unpacked: {error}.") from error
    if len(content) > most:
        raise NoAnswer(f"{host} sends more than {most} bytes.")
    if not unpacking.eof:
        raise NoAnswer(f"{host} sends an answer that is cut short.")
    return content


def _pause(retry_after: str) -> float:
    """Seconds until the source wants to hear from us again: a number or a date (RFC 9110, 10.2.3)."""
    text = retry_after.strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
