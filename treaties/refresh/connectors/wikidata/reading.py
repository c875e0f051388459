"""Reads what Wikidata says of signatories and states: a third opinion, as text and never as acts."""

import re
from typing import NamedTuple

from treaties.refresh.connectors.wikidata.vocabulary import COLUMNS, INSTRUMENTS, SIGNATORIES
from treaties.refresh.observations import ObservedText, Page, UnknownInSource
from treaties.refresh.payloads import beginning, json_of, member

ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d{1,12})", re.ASCII)
ISO3 = re.compile(r"[A-Z]{3}")


class Opinion(NamedTuple):
    """Somebody wrote there that this state signed; "" where the answer is about states only."""

    instrument: str  # our slug
    treaty: str  # "Q21707860"
    code: str
    state: str  # "Q20"
    label: str


def _values(row, columns: tuple[str, ...]) -> dict[str, str]:
    values = {name: member(member(row, name, dict), "value", str) for name in columns}
    if empty := [name for name, value in values.items() if not value.strip()]:
        raise UnknownInSource(f"A row without {empty[0]}.")
    return values


def _item(address: str) -> str:
    match = ITEM.fullmatch(address)
    if match is None:
        raise UnknownInSource(f"No item of Wikidata: {beginning(address)}.")
    return match[1]


def _opinion(values: dict[str, str]) -> Opinion:
    if not ISO3.fullmatch(values["code"]):
        raise UnknownInSource(f"No code of a state: {beginning(values['code'])}.")
    name = values.get("treatyLabel", "")
    if name and name not in INSTRUMENTS:
        raise UnknownInSource(f"We did not ask for {beginning(name)}.")
    return Opinion(
        INSTRUMENTS.get(name, ""),
        _item(values["treaty"]) if "treaty" in values else "",
        values["code"],
        _item(values["state"]),
        " ".join(values["stateLabel"].split()),
    )


def opinions(page: Page, name: str) -> tuple[Opinion, ...]:
    """What it says, sorted; an answer with other columns than we asked for stops."""
    answer = json_of(page)
    columns = member(member(answer, "head", dict), "vars", list)
    if tuple(map(str, columns)) != COLUMNS[name]:
        raise UnknownInSource(f"Unknown columns: {beginning(columns)}.")
    rows = member(member(answer, "results", dict), "bindings", list)
    if not rows:
        raise UnknownInSource("The answer has no rows.")
    return tuple(sorted({_opinion(_values(row, COLUMNS[name])) for row in rows}))


def read(page: Page, name: str) -> ObservedText:
    """A line an opinion, so that a change can be shown to people."""
    found = opinions(page, name)
    if name == SIGNATORIES:
        items: dict[str, set[str]] = {}
        for opinion in found:
            items.setdefault(opinion.instrument, set()).add(opinion.treaty)
        if several := sorted(slug for slug, treaties in items.items() if len(treaties) > 1):
            raise UnknownInSource(f"Several items have one name: {', '.join(several)}.")
    return ObservedText("\n".join(" ".join(filter(None, opinion)) for opinion in found))
