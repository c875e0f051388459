"""Whether the rows give the totals that depositaries and secretariats print.

Without a database: the rules of `treaties.rules` over the acts of the files.
"""

from collections import Counter, defaultdict
from datetime import date

from pauseai_kb.dataset.rows import Problem, Row
from treaties import days, rules
from treaties.models import Instrument
from treaties.partial_dates import PartialDate
from treaties.vocabulary import ORGANISATIONS, STATES, Standing

STANDING_COUNTED = {
    "parties": Standing.PARTY,
    "contracting-states": Standing.CONTRACTING_STATE,
    "former-parties": Standing.FORMER_PARTY,
    "signed-not-party": Standing.SIGNED,
    "endorsers": Standing.ENDORSER,
    "committed": Standing.COMMITTED,
    "sponsors": Standing.SPONSOR,
    "voted-for": Standing.VOTED_FOR,
    "voted-against": Standing.VOTED_AGAINST,
    "abstained": Standing.ABSTAINED,
}
STATES_OR_ORGANISATIONS = {
    **dict.fromkeys(STATES, "states"),
    **dict.fromkeys(ORGANISATIONS, "organisations"),
}


def problems_of_totals(rows: list[Row], *, today: date | None = None):
    """Official totals that the rows do not give, though the list is said to be complete."""
    on_this_day = today or days.today()
    tables = defaultdict(list)
    for row in rows:
        tables[row.table.name].append(row)
    participants = {row.key: row.values for row in tables["participants"]}
    instruments = {row.key: row for row in tables["instruments"]}
    acts = _acts_by_pair(tables["actions"])
    for row in tables["reported-counts"]:
        instrument = instruments.get(row.values.get("instrument"))
        if instrument is None or row.values.get("official") != "true":
            continue
        if instrument.values.get("list_is_complete") == "false":
            continue
        try:
            on = (
                PartialDate(row.values["as_of"]).last_day
                if row.values.get("as_of")
                else on_this_day
            )
            terms = _terms(instrument)
            found = _count(acts[instrument.key], terms, row.values["counts"], participants, on)
        except (ValueError, KeyError, TypeError):
            continue  # a problem of another check
        if str(found) != row.values.get("value"):
            yield Problem(
                row.file,
                row.line,
                f"the official total is {row.values['value']} {row.values['counts']}, the rows "
                f"give {found} on {on}: mend the rows, or say list_is_complete: false and gaps",
            )


def _terms(row: Row) -> rules.Terms:
    attributes: dict = {}
    for column in row.table.columns:
        if column.name not in {"parent", "source"}:
            attributes |= column.attributes(row.values.get(column.name), None)
    return Instrument(**attributes).terms


def _acts_by_pair(actions: list[Row]) -> dict[str, dict[str, list[rules.Act]]]:
    found: dict = defaultdict(lambda: defaultdict(list))
    for row in actions:
        values = row.values
        try:
            effective_on = values.get("effective_on")
            act = rules.Act(
                values["kind"],
                PartialDate(values["taken_on"]),
                PartialDate(effective_on) if effective_on else None,
                values.get("contested") == "yes",
                values.get("counted") != "no",
                values.get("review") or "checked",
            )
        except (ValueError, KeyError, TypeError):
            continue  # a problem of another check
        found[values.get("instrument")][values.get("participant")].append(act)
    return found


def _existed(participant: dict, on: date) -> bool:
    """As `rules.exists_on`: a former state counts within its time only (law R9)."""
    return (
        (participant.get("exists_from") or "")
        <= on.isoformat()
        <= (participant.get("exists_until") or "9999")
    )


def _count(acts, terms, counts, participants, on) -> int:
    """As `statistics.py` counts, over the acts of one instrument."""
    acts = {who: each for who, each in acts.items() if _existed(participants.get(who, {}), on)}
    if counts == "signatories":
        return sum(rules.is_signatory(each, terms=terms, on=on) for each in acts.values())
    standings: Counter = Counter()
    for who, each in acts.items():
        kind = participants.get(who, {}).get("kind")
        standing = rules.standing(each, terms=terms, on=on)
        standings[standing] += 1
        standings[STATES_OR_ORGANISATIONS.get(kind), standing] += 1
    if counts == "endorsing-states":
        return standings["states", Standing.ENDORSER]
    if counts == "endorsing-organisations":
        return standings["organisations", Standing.ENDORSER]
    return standings[STANDING_COUNTED[counts]]
