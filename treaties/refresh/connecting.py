"""What a connector is: which requests to make of a source, and how its answers are read.

It is a description only. Fetching, keeping to a rate and comparing are done by others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from treaties.refresh.observations import Observed, ObservedText, Page, UnknownInSource
from treaties.refresh.payloads import MOST_BYTES


@dataclass(frozen=True)
class Request:
    """One question to a source."""

    key: str  # ours, once a connector: the slug of the instrument, or the name of a watched page
    name: str  # what the source calls it
    address: str
    shown_at: str  # where a person sees the same
    instrument: str = ""  # our slug; empty: about no single one
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    at_least: int = 0  # acts; fewer is a page cut short, not news


@dataclass(frozen=True)
class Connector:
    """A source that is read by a program."""

    name: str  # of its folder
    title: str
    parser_version: str  # raised whenever the same bytes would be read otherwise
    asks: tuple[Request, ...]
    reader: Callable[[Page, str], Observed | ObservedText]
    hosts: frozenset[str]  # no other is asked, and no redirect away from them is followed
    content_types: frozenset[str]
    most_bytes: int = MOST_BYTES
    every: timedelta = timedelta(days=1)
    proposes: bool = True  # False: an opinion, shown beside the record and never proposed
    # Headers whose value an operator sets: (header, name of the setting). Without it: not asked.
    needs: tuple[tuple[str, str], ...] = ()

    def requests(self) -> tuple[Request, ...]:
        return self.asks

    def request(self, key: str) -> Request:
        """The question with this key; KeyError if there is none."""
        return {ask.key: ask for ask in self.asks}[key]

    def read(self, page: Page, key: str) -> Observed | ObservedText:
        """What the answer to one question says."""
        request = self.request(key)
        read = self.reader(page, key)
        if isinstance(read, Observed) and len(read.actions) < request.at_least:
            raise UnknownInSource(
                f"{request.name}: {len(read.actions)} acts, and there were at least "
                f"{request.at_least}. The list is cut short."
            )
        return read
