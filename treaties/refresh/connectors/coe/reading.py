"""Reads the chart of signatures of a treaty of the Council of Europe (the Treaty Office's JSON)."""

import re

from treaties.partial_dates import PartialDate
from treaties.refresh.connectors.coe.vocabulary import DATES, DEPOSITARY, GROUPS, TREATIES
from treaties.refresh.observations import (
    HeldRow,
    Observed,
    ObservedAction,
    Page,
    UnknownInSource,
)
from treaties.refresh.payloads import beginning, json_of, member
from treaties.vocabulary import ActionKind

# A date, or a moment without a zone at midnight: any other moment is a day only somewhere.
DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?)?", re.ASCII)
CONSENTED = (
    "It says that consent was given, and not how: ratification, acceptance, approval, accession."
)


def rows_in(answer, number: str) -> list[dict]:
    """The rows of the three lists: an answer of another shape is no chart."""
    shape = [type(group) for group in answer] if isinstance(answer, list) else type(answer)
    if shape != [list] * len(GROUPS):
        raise UnknownInSource(f"Expected three lists, and got {beginning(answer)}.")
    rows = [row for group in answer for row in group]
    for row in rows:
        if str(member(row, "NumSTE", str)).lstrip("0") != number:
            raise UnknownInSource(f"CETS {number} is another treaty: {beginning(row['NumSTE'])}.")
        if unknown := [name for name in row if name.startswith("Date") and name not in DATES]:
            raise UnknownInSource(f"Unknown column: {', '.join(sorted(unknown))[:200]}.")
    return rows


def date_in(row: dict, name: str) -> str:
    """The day as printed, or "" for none."""
    text = member(row, name, (str, type(None)))
    if not text:
        return ""
    match = DATE.fullmatch(text)
    if match is None:
        raise UnknownInSource(f"{name} of another shape: {beginning(text)}.")
    return match[1]


def acts_in(days: dict[str, str], quote: str) -> tuple[list, list[HeldRow]]:
    """The acts of a row as (kind, taken on, effective on), and what only a person can read."""
    acts, held = [], []
    if day := days["DateSignature"]:
        acts.append((ActionKind.SIGNATURE, PartialDate(day), None))
    if days["DateConsentement"]:
        held.append(HeldRow(quote, CONSENTED))
    if day := days["DateDenonciation"]:
        if effect := days["DateEffetDenonciation"]:
            acts.append((ActionKind.WITHDRAWAL, PartialDate(day), PartialDate(effect)))
        else:
            held.append(HeldRow(quote, "It says not from which day the denunciation has effect."))
    if day := days["DateSuspension"]:
        acts.append((ActionKind.SUSPENSION, PartialDate(day), None))
    return acts, held


def read_row(row: dict, number: str, instrument: str) -> tuple[list[ObservedAction], list[HeldRow]]:
    """A row stands for a member even if it did nothing: then it has no dates, and says nothing."""
    name = " ".join((member(row, "LibPaysOrga", (str, type(None))) or "").split())
    days = {column: date_in(row, column) for column in sorted(DATES)}
    quote = ", ".join([name, *(f"{column} {day}" for column, day in days.items() if day)])
    if not any(days.values()):
        return [], []
    if not name:
        return [], [HeldRow(quote, "It names nobody.")]
    try:
        acts, held = acts_in(days, quote)
    except ValueError as error:
        return [], [HeldRow(quote, f"No such day: {error}.")]
    locator = f"CETS {number}, {name}"
    actions = [
        ObservedAction(
            instrument,
            name,
            kind,
            taken_on,
            quote,
            effective_on=effective_on,
            depositary=DEPOSITARY,
            locator=locator,
        )
        for kind, taken_on, effective_on in acts
    ]
    return actions, held


def read(page: Page, instrument: str) -> Observed:
    """What the chart says of one of our instruments."""
    number, _ = TREATIES[instrument]
    actions, held = [], []
    for row in rows_in(json_of(page), number):
        of_row, held_of_row = read_row(row, number, instrument)
        actions += of_row
        held += held_of_row
    if not actions:
        raise UnknownInSource(f"CETS {number} has no acts.")
    return Observed(
        instrument,
        tuple(sorted(actions, key=lambda a: (a.participant, str(a.taken_on), a.kind, a.quote))),
        held=tuple(sorted(held, key=lambda row: (row.quote, row.why))),
    )
