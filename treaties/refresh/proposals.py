"""What a source says against what the record says: the differences, for people to decide on.

Absence is a question and no removal. `pairing.py` says which row is which act.
"""

from collections import defaultdict
from dataclasses import dataclass

from treaties.days import today
from treaties.models import Instrument, Participant
from treaties.refresh.naming import Naming, NotKnown, named_in
from treaties.refresh.observations import HeldRow, Observed, ObservedAction, UnknownInSource
from treaties.refresh.pairing import Difference, Pairing, family
from treaties.vocabulary import NOT_BINDING, ParticipantKind, Review


@dataclass(frozen=True)
class Comparison:
    seen: dict[Participant, list[ObservedAction]]
    differences: list[Difference]
    held: list[HeldRow]  # rows that the reader could not read, or not wholly
    unnamed: list[HeldRow]  # rows of whom nobody can be told; a name added later mends them
    conflicts: list[HeldRow]  # rows that a person has retracted, and the source still has
    recorded: int  # how many rows of the record were compared
    excused: set[Participant] | None  # whom a held row may be about; None: anybody


def compare(observed: Observed, instrument: Instrument) -> Comparison:
    """Every difference between a page and the record; nothing is written."""
    if observed.instrument != instrument.slug:
        raise UnknownInSource(f"The page is about {observed.instrument}, not {instrument.slug}.")
    recorded, retracted = defaultdict(list), defaultdict(list)
    actions = instrument.actions.select_related("depositary")
    actions = actions.prefetch_related("participant__names")
    for action in actions.order_by("taken_on_first", "pk"):
        kept = retracted if action.review == Review.RETRACTED else recorded
        kept[action.participant].append(action)
    seen, unnamed, excused = _by_participant(observed, instrument)
    for row in observed.held:
        about = named_in(row, recorded)
        excused = excused | about if about and excused is not None else None
    differences, conflicts, held = [], [], list(observed.held)
    printed = {family(action.kind) for action in observed.actions}
    for participant in sorted(seen.keys() | recorded.keys(), key=lambda each: each.slug):
        pairing = Pairing(instrument, seen[participant], recorded[participant])
        subject = {"instrument": instrument.slug, "participant": participant.slug}
        conflicts += pairing.take_retracted(retracted[participant])
        differences += pairing.differences(subject)
        held += pairing.unsure()
        if _is_expected(participant, excused):
            differences += pairing.gone(subject, printed, today())
    rows = sum(map(len, recorded.values()))
    return Comparison(seen, differences, held, unnamed, conflicts, rows, excused)


def _is_expected(participant, excused) -> bool:
    """Whether its absence says something: no held row may be the one that is missing."""
    if excused is None or participant in excused:
        return False
    return participant.kind != ParticipantKind.FORMER_STATE


def _by_participant(observed, instrument):
    """The rows of each participant, those without one, and whom these may be about."""
    naming, seen = Naming(observed.actions), defaultdict(list)
    unnamed, excused = [], set()
    for action in observed.actions:
        try:
            if (action.kind in NOT_BINDING) == instrument.binding:
                raise NotKnown(f"An act of the kind {action.kind} does not fit the instrument.")
            seen[naming.who(action)].append(action)
        except NotKnown as reason:
            unnamed.append(HeldRow(action.quote, str(reason)))
            known = reason.candidates and excused is not None
            excused = excused | reason.candidates if known else None
    return seen, unnamed, excused
