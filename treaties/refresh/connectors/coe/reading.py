"""Reads the chart of signatures of a treaty of the Council of Europe (the Treaty Office's JSON)."""

import re

from treaties.partial_dates import PartialDate
from treaties.refresh.connectors.coe.vocabulary import (
    DATES,
    DEPOSITARY,
    GROUPS,
    TOGETHER,
    TREATIES,
)
from treaties.refresh.observations import (
    HeldRow,
    Observed,
    ObservedAction,
    Page,
    UnknownInSource,
)
from treaties.refresh.payloads import beginning, json_of, member
from treaties.vocabulary import CONSENT_TO_BE_BOUND, ActionKind

# A date, or a moment without a zone at midnight: any other moment is a day only somewhere.
DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?)?", re.ASCII)
CONSENTED = (
    "It says that consent was given, and not how: ratification, acceptance, approval, accession."
)
OTHER_WAYS = tuple(sorted(CONSENT_TO_BE_BOUND - {ActionKind.RATIFICATION}))


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


def check_filled(rows: list[dict]) -> None:
    """A date that is there only with another, for nobody with it: a column that turned empty."""
    for filled, needs in TOGETHER:
        if any(row.get(filled) for row in rows) and not any(row.get(needs) for row in rows):
            raise UnknownInSource(f"There is {filled} and no {needs} any more.")


def acts_in(days: dict[str, str], quote: str) -> tuple[list[dict], list[HeldRow]]:
    """The acts of a row, and what only a person can read."""
    acts = []
    held = [
        HeldRow(quote, f"It has {filled} and no {needs}.")
        for filled, needs in TOGETHER
        if days[filled] and not days[needs]
    ]
    if day := days["DateSignature"]:
        acts.append({"kind": ActionKind.SIGNATURE, "taken_on": PartialDate(day)})
    if day := days["DateConsentement"]:
        consent = {"kind": ActionKind.RATIFICATION, "also": OTHER_WAYS, "unsure": CONSENTED}
        acts.append(consent | {"taken_on": PartialDate(day)})
    if day := days["DateDenonciation"]:
        if effect := days["DateEffetDenonciation"]:
            left = {"kind": ActionKind.WITHDRAWAL, "effective_on": PartialDate(effect)}
            acts.append(left | {"taken_on": PartialDate(day)})
        else:
            held.append(HeldRow(quote, "It says not from which day the denunciation has effect."))
    if day := days["DateSuspension"]:
        acts.append({"kind": ActionKind.SUSPENSION, "taken_on": PartialDate(day)})
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
    told = {"instrument": instrument, "participant": name, "quote": quote}
    told |= {"depositary": DEPOSITARY, "locator": locator}
    return [ObservedAction(**told, **act) for act in acts], held


def read(page: Page, instrument: str) -> Observed:
    """What the chart says of one of our instruments."""
    number, _ = TREATIES[instrument]
    actions, held = [], []
    rows = rows_in(json_of(page), number)
    for row in rows:
        of_row, held_of_row = read_row(row, number, instrument)
        actions += of_row
        held += held_of_row
    if not actions:
        raise UnknownInSource(f"CETS {number} has no acts.")
    check_filled(rows)
    return Observed(
        instrument,
        tuple(sorted(actions, key=lambda a: (a.participant, str(a.taken_on), a.kind, a.quote))),
        held=tuple(sorted(held, key=lambda row: (row.quote, row.why))),
    )
