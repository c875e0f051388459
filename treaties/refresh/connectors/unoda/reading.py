"""Reads a treaty of the UNODA treaties database (the answer of its GraphQL service)."""

import re

from treaties.partial_dates import PartialDate
from treaties.refresh.connectors.unoda.vocabulary import (
    ALSO,
    DEPOSITARIES,
    KINDS,
    NAMES,
    NO_CODES,
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
from treaties.refresh.payloads import beginning, json_of, member
from treaties.vocabulary import CountKind

MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00", re.ASCII)
ISO3 = re.compile(r"[A-Z]{3}")
NOBODY = "It names no state."
MOST_WITHOUT_A_NAME = 0.05  # of the acts, or a single one
WITHDRAWAL = (
    "It says not what is withdrawn (the treaty, a consent, a signature) "
    "nor whether the day is that of the notification or of its effect."
)


def treaty_in(answer) -> dict:
    if isinstance(answer, dict) and answer.get("errors"):
        raise UnknownInSource(f"The service reports an error: {beginning(answer['errors'])}.")
    data = member(member(answer, "data", dict), "treaty_", dict)
    return member(data, "data", dict)


def declared(found: dict) -> dict[CountKind, int]:
    totals = {kind: member(found, name, int) for name, kind in TOTALS.items()}
    if empty := [name for name, kind in TOTALS.items() if totals[kind] < 1]:
        raise UnknownInSource(f"{', '.join(empty)}: nobody any more.")
    return totals


def kind_of(row: dict):
    words = member(row, "type", str), member(row, "action_type_", str)
    if words not in KINDS:
        raise UnknownInSource(f"Unknown type of act: {words}.")
    return KINDS[words]


def day_of(row: dict) -> str:
    """The day as printed. Its time is always midnight, and names no zone: it is a date."""
    match = MIDNIGHT.fullmatch(member(row, "date", str))
    if match is None:
        raise UnknownInSource(f"A date of another shape: {beginning(row['date'])}.")
    return match[1]


def code_of(state: dict) -> str:
    """ISO 3166, three letters; a state can lack it at any level."""
    country = member(state, "country_", (dict, type(None)))
    name = member(country, "country_country_name", (dict, type(None))) if country else None
    if not name:
        return ""
    code = member(name, "countryname_country_code_3", (str, type(None)))
    if code in NO_CODES:
        return ""
    if not ISO3.fullmatch(code):
        raise UnknownInSource(f"A code of another shape: {beginning(code)}.")
    return code


def depositary_of(row: dict, treaty: Treaty) -> tuple[str, str]:
    """Our key, and the source's word. Where there is one depositary, no word is needed."""
    found = member(row, "depositary", (dict, type(None))) or {}
    words = [member(found, key, (str, type(None))) or "" for key in ("short_name", "name") if found]
    printed = next(filter(None, words), "")
    keys = {DEPOSITARIES[word.casefold()] for word in words if word.casefold() in DEPOSITARIES}
    if len(keys) > 1 or keys - treaty.depositaries:
        raise UnknownInSource(f"{treaty.name} has no such depositary: {words}.")
    if len(treaty.depositaries) == 1:
        return next(iter(treaty.depositaries)), printed
    if printed and not keys:
        raise UnknownInSource(f"Unknown depositary: {words}.")
    return next(iter(keys), ""), printed


def quote(name: str, row: dict, day: str, printed: str) -> str:
    where = f" ({printed})" if printed else ""
    return f"{name}: {row['action_type_']} {day}{where}"


def read_row(row, treaty: Treaty, instrument: str) -> ObservedAction | HeldRow:
    kind, day = kind_of(row), day_of(row)
    depositary, printed = depositary_of(row, treaty)
    state = member(row, "state", (dict, type(None)))
    name = " ".join((member(state, "name", (str, type(None))) or "").split()) if state else ""
    words = quote(name, row, day, printed)
    if not name:
        return HeldRow(words, NOBODY)
    code = code_of(state)
    if kind is None:
        note = " ".join((member(row, "note", (str, type(None))) or "").split())
        return HeldRow(f"{words} {note[:500]}".strip(), WITHDRAWAL)
    try:
        taken_on = PartialDate(day)
    except ValueError:
        return HeldRow(words, f"No such day: {day}.")
    return ObservedAction(
        instrument,
        name,
        kind,
        taken_on,
        words,
        also=ALSO.get(kind, ()),
        code=code,
        meant=NAMES.get(name, ""),
        depositary=depositary,
        locator=f"{treaty.name}, {name}",
    )


def check_filled(actions: list[ObservedAction], held: list[HeldRow], treaty: Treaty) -> None:
    """What is always filled for some, and is empty for all, is a failure and not news."""
    for field in ("code", "depositary"):
        if not any(getattr(action, field) for action in actions):
            raise UnknownInSource(f"No act of {treaty.name} has a {field} any more.")
    nobody = sum(row.why == NOBODY for row in held)
    if nobody > max(1, MOST_WITHOUT_A_NAME * len(actions)):
        raise UnknownInSource(f"{nobody} acts of {treaty.name} name no state any more.")


def in_order(action: ObservedAction) -> tuple:
    return (
        action.participant,
        action.code,
        str(action.taken_on),
        action.kind,
        action.depositary,
        action.quote,
    )


def read(page: Page, instrument: str) -> Observed:
    """What the answer says of one of our instruments, whatever the order of its rows."""
    treaty = TREATIES[instrument]
    found = treaty_in(json_of(page))
    if member(found, "short_name", str) != treaty.name:
        raise UnknownInSource(f"{treaty.name} is another treaty: {beginning(found['short_name'])}.")
    rows = member(found, "actions_", list)
    read_rows = {read_row(row, treaty, instrument) for row in rows}
    actions = [row for row in read_rows if isinstance(row, ObservedAction)]
    held = [row for row in read_rows if isinstance(row, HeldRow)]
    if not actions:
        raise UnknownInSource(f"{treaty.name} has no acts.")
    check_filled(actions, held, treaty)
    return Observed(
        instrument,
        tuple(sorted(actions, key=in_order)),
        declared=declared(found),
        held=tuple(sorted(held, key=lambda row: (row.quote, row.why))),
    )
