"""Reads the status of a treaty in the UN Treaty Collection (MTDSG XML)."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from treaties.partial_dates import PartialDate
from treaties.refresh.connectors.untc.legend import Column, legend
from treaties.refresh.connectors.untc.vocabulary import (
    DEPOSITARY,
    MONTHS,
    NAMES,
    TOTALS,
    TREATIES,
    Treaty,
)
from treaties.refresh.observations import (
    HeldRow,
    Observed,
    ObservedAction,
    Page,
    UnknownInSource,
)
from treaties.refresh.payloads import xml_of
from treaties.vocabulary import CONSENT_TO_BE_BOUND, FIRST_FORMAL_ACT, ActionKind, CountKind

FOOTNOTE = re.compile(r"<superscript>[^<>]*</superscript>", re.I)
NUMBER = re.compile(r"\A\d+ ?[.]? ?(?:[a-z](?![a-z]))?[ .)]*")  # "7. d)" before a title
COUNT = re.compile(r"(?:(?:signatories|parties) ?:? ?)?(\d{1,3})\.?", re.I)
DATED = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})(?: ?(?P<letter>[A-Za-z]+))?"
)

WITHDRAWN = "In brackets: withdrawn. From which day stands in a note of the source."


class Row(NamedTuple):
    participant: str
    cells: list[str]

    @property
    def quote(self) -> str:
        return " | ".join([self.participant, *self.cells])


def words(element) -> str:
    """The text of an element, without its footnotes; escaped or not, they are `superscript`."""
    for note in list(element.iter("superscript", "Superscript")):
        if note is not element:
            note.text = None
            for inner in list(note):
                note.remove(inner)
    text = FOOTNOTE.sub("", "".join(element.itertext()))
    return " ".join(text.split())


def only(root, path: str):
    found = root.findall(path)
    if len(found) != 1:
        raise UnknownInSource(
            f"Expected one {path.removeprefix('.//')}, and there are {len(found)}."
        )
    return found[0]


def check_title(root, treaty: Treaty) -> None:
    title = words(only(root, ".//ExternalData/Titlesect"))
    if not NUMBER.sub("", title).casefold().startswith(treaty.title.casefold()):
        raise UnknownInSource(f"{treaty.number} is another treaty: {title[:100]!r}.")


def declared(root) -> dict[CountKind, int]:
    """The totals that the page prints."""
    totals = {}
    for name, kind in TOTALS.items():
        element = root.find(f".//ExternalData/Status/{name}")
        if element is None:
            continue
        match = COUNT.fullmatch(words(element))
        if match is None:
            raise UnknownInSource(f"Status/{name} is no number: {words(element)[:80]!r}.")
        totals[kind] = int(match[1])
    return totals


def headings(root) -> list[str]:
    return [words(entry) for entry in only(root, ".//Participants/Table/TGroup/Thead/Row")]


def rows(root, width: int) -> list[Row]:
    found = []
    for row in root.findall(".//Participants/Table/TGroup/Tbody/Rows/Row"):
        participant, *cells = [words(entry) for entry in row] or [""]
        if len(cells) != width or not participant:
            raise UnknownInSource(f"A row of another shape: {[participant, *cells]}.")
        found.append(Row(participant, cells))
    names = Counter(row.participant for row in found)
    if twice := sorted(name for name, times in names.items() if times > 1):
        raise UnknownInSource(f"Listed twice: {', '.join(twice)}.")
    if not found:
        raise UnknownInSource("The table of participants is empty.")
    return found


def read_cell(cell: str, column: Column) -> tuple[ActionKind, PartialDate] | str:
    """Kind and date, or in words why nobody but a person can say what the cell means."""
    match = DATED.fullmatch(cell)
    if match is None or match["month"] not in MONTHS:
        return f"No date that we know under {column.heading!r}."
    letter = match["letter"] or ""
    if letter not in column.kinds:
        raise UnknownInSource(f"Unknown letter {letter!r} under {column.heading!r}: {cell!r}.")
    month = MONTHS.index(match["month"]) + 1
    try:
        day = PartialDate(f"{match['year']}-{month:02}-{int(match['day']):02}")
    except ValueError:
        return f"No such day: {cell}."
    return column.kinds[letter], day


@dataclass
class Table:
    """What was found in the rows, and what stands between us and the declared totals."""

    instrument: str
    actions: list[ObservedAction] = field(default_factory=list)
    held: list[HeldRow] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)  # headings of columns in which acts stand
    unread: int = 0
    signatures_in_brackets: int = 0

    def add(self, row: Row, cell: str, column: Column) -> None:
        if cell.startswith("[") and cell.endswith("]"):
            self.filled.add(column.heading)
            self.signatures_in_brackets += column.is_signature
            self.held.append(HeldRow(row.quote, WITHDRAWN))
            return
        read = read_cell(cell, column)
        if isinstance(read, str):
            self.unread += 1
            self.held.append(HeldRow(row.quote, read))
            return
        self.filled.add(column.heading)
        self.actions.append(
            ObservedAction(
                self.instrument,
                row.participant,
                *read,
                row.quote,
                meant=NAMES.get(row.participant, ""),
                depositary=DEPOSITARY,
                locator=f"MTDSG {TREATIES[self.instrument].number}, {row.participant}",
            )
        )

    def count(self, kinds: frozenset[ActionKind]) -> int:
        return len({action.participant for action in self.actions if action.kind in kinds})


def check_filled(table: Table, columns: list[Column]) -> None:
    """Somebody signed and somebody consented: a column without any act is a failure, not news."""
    for column in columns:
        if (column.is_consent or column.is_signature) and column.heading not in table.filled:
            raise UnknownInSource(f"No act stands under {column.heading!r} any more.")


def check_totals(table: Table, columns: list[Column], totals: dict[CountKind, int]) -> None:
    """As many parties and signatories as the page itself declares.

    A consent in brackets makes no party. Whether a signature in brackets is counted differs by
    treaty; and of a cell that cannot be read nobody knows.
    """
    parties, listed = totals.get(CountKind.PARTIES), table.count(CONSENT_TO_BE_BOUND)
    if parties is None or not listed <= parties <= listed + table.unread:
        raise UnknownInSource(f"It declares {parties} parties, and lists {listed}.")
    if not any(column.is_signature for column in columns):
        return
    signatories, listed = totals.get(CountKind.SIGNATORIES), table.count(FIRST_FORMAL_ACT)
    most = listed + table.unread + table.signatures_in_brackets
    if signatories is None or not listed <= signatories <= most:
        raise UnknownInSource(f"It declares {signatories} signatories, and lists {listed}.")


def in_order(action: ObservedAction) -> tuple:
    return action.participant, str(action.taken_on), action.kind


def read(page: Page, instrument: str) -> Observed:
    """What the page says of one of our instruments."""
    root = xml_of(page)
    check_title(root, TREATIES[instrument])
    columns = legend(headings(root))
    table = Table(instrument)
    for row in rows(root, len(columns)):
        for cell, column in zip(row.cells, columns, strict=True):
            if cell:
                table.add(row, cell, column)
    if not table.actions:
        raise UnknownInSource(f"{TREATIES[instrument].number} has no acts.")
    check_filled(table, columns)
    totals = declared(root)
    check_totals(table, columns, totals)
    return Observed(
        instrument,
        tuple(sorted(table.actions, key=in_order)),
        declared=totals,
        held=tuple(sorted(table.held, key=lambda row: (row.quote, row.why))),
    )
