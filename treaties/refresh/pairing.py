"""The rows of one participant next to its acts in the record: which of them say the same.

Order says nothing. Of the deposits of one consent at several depositaries the earliest counts,
unless the record keeps more than one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from treaties import rules
from treaties.models import TreatyAction
from treaties.partial_dates import PartialDate
from treaties.refresh.observations import HeldRow, ObservedAction
from treaties.review.vocabulary import ChangeKind
from treaties.vocabulary import CONSENT_TO_BE_BOUND, FIRST_FORMAL_ACT, ActionKind

# What takes back the acts of a family.
TAKES_BACK = {
    ActionKind.WITHDRAWAL: "consent",
    ActionKind.WITHDRAWAL_OF_CONSENT: "consent",
    ActionKind.WITHDRAWAL_OF_SIGNATURE: "signature",
}


@dataclass(frozen=True)
class Difference:
    """One proposed change, as `review.services.propose` takes it."""

    kind: ChangeKind
    subject: dict
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    quote: str = ""
    locator: str = ""


def family(kind: str) -> str:
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


class Pairing:
    """A row and an act that say the same are taken out of `seen` and `recorded`."""

    def __init__(self, instrument, seen: list[ObservedAction], recorded: list[TreatyAction]):
        self.instrument, self.acts = instrument, list(recorded)
        self.several = set()  # families of which it has several deposits, and says not where
        self.recorded = list(recorded)  # those without a row so far
        rows = list(dict.fromkeys(seen))  # a row printed twice is one row
        self.seen = sorted(self._kept(rows), key=lambda row: (row.taken_on.first_day, row.kind))
        self.same = self._pair(_says_the_same)
        days = {(family(row.kind), row.taken_on) for row, _action in self.same}
        self._drop_deposits(lambda row: (family(row.kind), row.taken_on) in days)

    def _kept(self, rows) -> Iterator[ObservedAction]:
        """Of one consent at several places the first deposit; all if the record has several."""
        together = defaultdict(list)
        for row in rows:
            together[family(row.kind)].append(row)
        for name, deposits in together.items():
            acts = [action for action in self.acts if family(action.kind) == name]
            if len({row.depositary for row in deposits}) < len(deposits):
                yield from deposits  # one place, several acts: it came back
            elif len(acts) > 1:
                yield from deposits
                if not any(action.depositary for action in acts):
                    self.several.add(name)
            else:
                yield min(deposits, key=lambda row: row.taken_on.last_day)

    def _drop_deposits(self, known: Callable[[ObservedAction], bool]):
        """Further deposits of a consent that the record has say nothing new."""
        self.seen = [
            row for row in self.seen if family(row.kind) not in self.several or not known(row)
        ]

    def _pair(self, alike: Callable) -> list[tuple[ObservedAction, TreatyAction]]:
        """Take out every row that has its like, the most exact pair first."""
        found = []
        for row in list(self.seen):
            likes = [action for action in self.recorded if alike(row, action)]
            if likes:
                action = min(likes, key=lambda each: _unlike(row, each))
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
        first = {}
        for row, _action in changed:
            day = first.get(family(row.kind), row.taken_on.last_day)
            first[family(row.kind)] = min(day, row.taken_on.last_day)
        self._drop_deposits(
            lambda row: first.get(family(row.kind), date.max) <= row.taken_on.last_day
        )
        found += [self._new(row, subject) for row in self.seen if not row.unsure]
        return [each for each in found if each.after]

    def unsure(self) -> list[HeldRow]:
        """Rows of acts that the record lacks, and of which only a person can say the kind."""
        return [HeldRow(row.quote, row.unsure) for row in self.seen if row.unsure]

    def gone(self, subject: dict, printed: set[str], on: date) -> list[Difference]:
        """The acts without a row, of families that the page prints. It need not print what was
        taken back since."""
        missing = [action for action in self.recorded if family(action.kind) in printed]
        return [_gone(each, subject) for each in missing if not self._is_taken_back(each, on)]

    def _is_taken_back(self, action, on: date) -> bool:
        later = [each for each in self.acts if action.taken_on.first_day <= each.taken_on.last_day]
        ends = [end for end in later if TAKES_BACK.get(end.kind) == family(action.kind)]
        rescinded = [a.taken_on for a in later if a.kind == ActionKind.WITHDRAWAL_RESCINDED]
        return any(
            PartialDate(self._effect(end) or end.taken_on).last_day <= on
            for end in ends
            if not any(end.taken_on.first_day <= day.last_day for day in rescinded)
        )

    def _changed(self, row, action, subject) -> Difference:
        after = {}
        if not row.covers(action.kind):
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


def _gone(action: TreatyAction, subject: dict) -> Difference:
    key = _key_of(action)
    return Difference(ChangeKind.NO_LONGER_LISTED, subject | key, before=key)


def _within(inner, outer) -> bool:
    """Whether a recorded date is the printed one, or a more exact form of it."""
    return outer.first_day <= inner.first_day and inner.last_day <= outer.last_day


def _one_place(row, action) -> bool:
    """One depositary, as far as both say."""
    return not row.depositary or not action.depositary or action.depositary.key == row.depositary


def _unlike(row, action) -> tuple[bool, bool]:
    """Of several acts like a row the least unlike is taken."""
    return str(action.taken_on) != row.taken_on, action.kind != row.kind


def _says_the_same(row, action) -> bool:
    same_day = _within(action.taken_on, row.taken_on)
    return row.covers(action.kind) and same_day and _one_place(row, action)


def _another_day(row, action) -> bool:
    return row.covers(action.kind) and _one_place(row, action)


def _another_kind(row, action) -> bool:
    same_day = _within(action.taken_on, row.taken_on)
    return family(row.kind) == family(action.kind) and same_day and _one_place(row, action)
