"""Our own notation of what was observed: what `refresh --json` prints, `refresh --payload` reads.

It makes a list that no connector reads comparable all the same.
"""

import json
from dataclasses import fields

from treaties.partial_dates import PartialDate
from treaties.refresh.observations import (
    HeldRow,
    Observed,
    ObservedAction,
    ObservedText,
    Page,
    UnknownInSource,
)
from treaties.vocabulary import ActionKind, CountKind

DATES = {"taken_on", "effective_on"}
KINDS = "also"  # the only list


def printed(observed: Observed | ObservedText) -> dict:
    """What was observed, as plain texts and numbers."""
    if isinstance(observed, ObservedText):
        return _plain(observed)
    return {
        "instrument": observed.instrument,
        "declared": {str(kind): number for kind, number in observed.declared.items()},
        "actions": [_plain(action) for action in observed.actions],
        "held": [_plain(row) for row in observed.held],
    }


def _plain(row) -> dict:
    held = {each.name: getattr(row, each.name) for each in fields(row)}
    return {
        name: [str(each) for each in value] if name == KINDS else str(value)
        for name, value in held.items()
        if value
    }


def read(page: Page, key: str) -> Observed:
    """The other way round; anything unknown stops."""
    try:
        found = json.loads(page.content)
        return Observed(
            instrument=found["instrument"],
            actions=tuple(_action(key, row) for row in found["actions"]),
            declared={CountKind(name): int(n) for name, n in found.get("declared", {}).items()},
            held=tuple(HeldRow(row["quote"], row["why"]) for row in found.get("held", [])),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnknownInSource(f"Not our notation of observed acts: {error!r}") from error


def _action(instrument: str, row: dict) -> ObservedAction:
    told = {name: PartialDate(text) if name in DATES else str(text) for name, text in row.items()}
    kinds = {
        "kind": ActionKind(row["kind"]),
        KINDS: tuple(ActionKind(each) for each in row.get(KINDS, ())),
    }
    return ObservedAction(**{"instrument": instrument, "quote": "", **told, **kinds})
