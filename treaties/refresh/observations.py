"""What a reader found in a source: the same shape whatever the source looks like."""

from dataclasses import dataclass, field

from treaties.partial_dates import PartialDate
from treaties.vocabulary import ActionKind, CountKind


class UnknownInSource(Exception):
    """The source says something that we do not know: the run stops, and nothing is proposed.

    The message says what and where, in words for whoever runs the refresh.
    """


@dataclass(frozen=True)
class Page:
    """What was fetched, as it came; a saved file gives the same."""

    address: str
    content: bytes
    content_type: str = ""
    etag: str = ""  # what the source calls this state of it, for a conditional request
    last_modified: str = ""


@dataclass(frozen=True)
class ObservedAction:
    """One act as a source prints it; who is meant is found later, by name or by code."""

    instrument: str  # our slug
    participant: str  # the name as printed
    kind: ActionKind
    taken_on: PartialDate
    quote: str  # the source's own words
    also: tuple[ActionKind, ...] = ()  # what its word for the kind covers besides
    unsure: str = ""  # why only a person can say the kind of a new act; its day is sure
    code: str = ""  # ISO 3166, where the source gives one
    meant: str = ""  # our slug, where the source's name is one of two and it always means this one
    effective_on: PartialDate | None = None
    depositary: str = ""  # our key of it, where the source says which
    locator: str = ""

    def covers(self, kind: str) -> bool:
        """Whether an act of this kind may stand behind the row."""
        return kind == self.kind or kind in self.also


@dataclass(frozen=True)
class HeldRow:
    """A row that cannot be read: it is shown to a person, and the others are read all the same."""

    quote: str
    why: str


@dataclass(frozen=True)
class Observed:
    """What one page says of one instrument."""

    instrument: str
    actions: tuple[ObservedAction, ...]
    declared: dict[CountKind, int] = field(default_factory=dict)  # what it prints as its totals
    held: tuple[HeldRow, ...] = ()


@dataclass(frozen=True)
class ObservedText:
    """What a watched page says: its text with the white space made plain, to be compared."""

    text: str
    updated: str = ""  # as the source prints it
