"""What a source says against what the record says: the differences, for people to decide on.

Absence is a question and no removal; order says nothing; of several depositaries the earliest
deposit counts, unless the record keeps them one by one.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from treaties import rules
from treaties.models import Instrument, Participant, TreatyAction
from treaties.refresh.naming import Naming, NotKnown, named_in
from treaties.refresh.observations import HeldRow, Observed, ObservedAction, UnknownInSource
from treaties.review.vocabulary import ChangeKind
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    FIRST_FORMAL_ACT,
    NOT_BINDING,
    ActionKind,
    ParticipantKind,
    Review,
)


@dataclass(frozen=True)
class Difference:
    """One proposed change, as `review.services.propose` takes it."""

    kind: ChangeKind
    subject: dict
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True)
class Comparison:
    seen: dict[Participant, list[ObservedAction]]
    differences: list[Difference]
    held: list[HeldRow]  # rows that the reader could not read
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
    differences, conflicts = [], []
    printed = {_family(action.kind) for action in observed.actions}
    for participant in sorted(seen.keys() | recorded.keys(), key=lambda each: each.slug):
        pairing = _Pairing(instrument, seen[participant], recorded[participant])
        subject = {"instrument": instrument.slug, "participant": participant.slug}
        conflicts += pairing.take_retracted(retracted[participant])
        differences += pairing.differences(subject)
        if _is_expected(participant, excused):
            gone = [action for action in pairing.recorded if _family(action.kind) in printed]
            differences += [_gone(action, subject) for action in gone]
    rows = sum(map(len, recorded.values()))
    return Comparison(seen, differences, list(observed.held), unnamed, conflicts, rows, excused)


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


def _family(kind: str) -> str:
    """Acts that a source may name otherwise than we do: ways to say yes, ways to sign."""
    if kind in CONSENT_TO_BE_BOUND:
        return "consent"
    return "signature" if kind in FIRST_FORMAL_ACT else str(kind)


def _key_of(action: TreatyAction) -> dict:
    return {
        "kind": action.kind,
        "taken_on": str(action.taken_on),
        "depositary": action.depositary.key if action.depositary else "",
    }


def _gone(action: TreatyAction, subject: dict) -> Difference:
    key = _key_of(action)
    return Difference(ChangeKind.NO_LONGER_LISTED, subject | key, before=key)


class _Pairing:
    """The rows of one participant next to its acts; what is paired off says the same."""

    def __init__(self, instrument, seen: list[ObservedAction], recorded: list[TreatyAction]):
        self.instrument, self.recorded = instrument, list(recorded)
        unlike = list(dict.fromkeys(seen))  # a row printed twice is one row
        self.seen = sorted(
            self._earliest(unlike), key=lambda act: (act.taken_on.first_day, act.kind)
        )
        self.same = self._pair(_says_the_same)

    def _earliest(self, seen):
        """Of the deposits of one consent at several depositaries the first; all if kept apart."""
        together = defaultdict(list)
        for action in seen:
            together[_family(action.kind)].append(action)
        for family, rows in together.items():
            kept = {a.depositary_id for a in self.recorded if _family(a.kind) == family}
            places = {row.depositary for row in rows}
            if "" in places or len(places) < len(rows) or len(kept) > 1:
                yield from rows
            else:
                yield min(rows, key=lambda row: row.taken_on.last_day)

    def _pair(self, alike: Callable) -> list[tuple[ObservedAction, TreatyAction]]:
        """Take out every row that has its like, the most exact pair first."""
        found = []
        for row in list(self.seen):
            likes = [action for action in self.recorded if alike(row, action)]
            if likes:
                action = min(likes, key=lambda each: str(each.taken_on) != row.taken_on)
                self.seen.remove(row)
                self.recorded.remove(action)
                found.append((row, action))
        return found

    def take_retracted(self, retracted) -> list[HeldRow]:
        """What a person took out of the record stays out; that the source has it is told."""
        told = []
        for action in retracted:
            for row in [row for row in self.seen if _says_the_same(row, action)]:
                self.seen.remove(row)
                told.append(HeldRow(row.quote, f"Retracted in the record: {action.note_en}"))
        return told

    def differences(self, subject: dict) -> list[Difference]:
        changed = [*self.same, *self._pair(_another_day), *self._pair(_another_kind)]
        found = [self._changed(row, action, subject) for row, action in changed]
        found += [self._new(row, subject) for row in self.seen]
        return [each for each in found if each.after]

    def _changed(self, row, action, subject) -> Difference:
        after = {}
        if row.kind != action.kind:
            after["kind"] = str(row.kind)
        if not _within(action.taken_on, row.taken_on):
            after["taken_on"] = str(row.taken_on)
        if row.effective_on and row.effective_on != self._effect(action):
            after["effective_on"] = str(row.effective_on)
        held = _key_of(action) | {"effective_on": str(action.effective_on or "")}
        before = {name: held[name] for name in after}
        told = {"quote": row.quote, "locator": row.locator}
        return Difference(
            ChangeKind.CHANGED_ACTION, subject | _key_of(action), before, after, **told
        )

    def _new(self, row, subject) -> Difference:
        after = {"kind": str(row.kind), "taken_on": str(row.taken_on)}
        if row.effective_on:
            after["effective_on"] = str(row.effective_on)
        if depositary := row.depositary or self._only_depositary():
            after["depositary"] = depositary
        told = {"quote": row.quote, "locator": row.locator}
        return Difference(ChangeKind.NEW_ACTION, subject, after=after, **told)

    def _only_depositary(self) -> str:
        keys = [each.key for each in self.instrument.depositaries.all()]
        return keys[0] if len(keys) == 1 else ""

    def _effect(self, action) -> str:
        """The day of effect that the record gives: as stated, or as the treaty's rule has it."""
        if action.effective_on:
            return str(action.effective_on)
        act, terms, day = action.act, self.instrument.terms, None
        if action.kind in CONSENT_TO_BE_BOUND:
            day = rules.effect_of_consent(act, terms)
        elif action.kind == ActionKind.WITHDRAWAL:
            day = rules.effect_of_withdrawal(act, terms)
        return day.isoformat() if day else ""


def _within(inner, outer) -> bool:
    """Whether a recorded date is the printed one, or a more exact form of it."""
    return outer.first_day <= inner.first_day and inner.last_day <= outer.last_day


def _one_place(row, action) -> bool:
    """One depositary, as far as both say."""
    return not row.depositary or not action.depositary or action.depositary.key == row.depositary


def _says_the_same(row, action) -> bool:
    same_day = _within(action.taken_on, row.taken_on)
    return row.kind == action.kind and same_day and _one_place(row, action)


def _another_day(row, action) -> bool:
    return row.kind == action.kind and _one_place(row, action)


def _another_kind(row, action) -> bool:
    same_day = _within(action.taken_on, row.taken_on)
    return _family(row.kind) == _family(action.kind) and same_day and _one_place(row, action)
