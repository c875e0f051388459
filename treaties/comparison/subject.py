"""One instrument of a comparison, with all that its cells are made of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from treaties.comparison.table import Cell, Reference
from treaties.course import Course, Turn
from treaties.models import Answer, FieldSource, Instrument, Participant
from treaties.statistics import Counts, Stand
from treaties.steps import Steps
from treaties.texts import text_shown, worst_state
from treaties.vocabulary import InstrumentKind, Standing, TextStateKind
from treaties.wording import filled

# Where somebody stands who is on it, by which a text is said to have so many participants.
JOINED = {
    Standing.PARTY: "parties",
    Standing.ENDORSER: "endorsers",
    Standing.COMMITTED: "committed",
    Standing.VOTED_FOR: "voted-for",
    Standing.SPONSOR: "sponsors",
}
WORTH_A_WORD = {TextStateKind.OUTDATED, TextStateKind.MACHINE_DRAFT}


@dataclass(frozen=True)
class Subject:
    """One instrument on one day."""

    instrument: Instrument
    course: Course
    steps: Steps
    counts: Counts
    on: date
    answers: dict[int, Answer]
    field_sources: dict[str, FieldSource]
    hosts: tuple[Participant, ...]  # of choke points

    @cached_property
    def reached(self) -> set[Stand]:
        """Where anybody ever stood."""
        return {turn.after for turn in self.course.turns}

    @cached_property
    def turns(self) -> dict[int, list[Turn]]:
        """By participant."""
        found = defaultdict(list)
        for turn in self.course.turns:
            found[turn.participant.id].append(turn)
        return dict(found)

    def past(self, participant: Participant) -> list[Turn]:
        """Its turns up to the day."""
        return [turn for turn in self.turns.get(participant.id, []) if turn.on <= self.on]

    @cached_property
    def joined(self) -> Standing | None:
        """The standing that counts as being on it; None if nobody ever had it.

        Whoever is only named by the chair agreed to nothing.
        """
        if self.instrument.binding:
            return Standing.PARTY
        reached = {stand.standing for stand in self.reached}
        return next((standing for standing in JOINED if standing in reached), None)

    @property
    def is_open_to_states(self) -> bool:
        """Whether a state that is not on it stands outside: not so where companies commit
        themselves, and not where an assembly adopts and a few are sponsors (law R13)."""
        if self.instrument.kind == InstrumentKind.COMMITMENTS:
            return False
        return self.joined not in {None, Standing.SPONSOR}

    def is_lower_bound(self, on: date) -> bool:
        return self.instrument.is_lower_bound_on(on)

    def references(self, *fields: str, locator: str = "") -> tuple[Reference, ...]:
        """Where fields of the instrument come from, each source once."""
        found = {}
        for name in fields:
            if name in self.instrument.unchecked or not self._has(name):
                continue
            own = self.field_sources.get(name)
            source = own.source if own else self.instrument.source
            place = locator or (own.locator if own else self.instrument.locator)
            found.setdefault((source.pk, place), Reference(source, place))
        return tuple(found.values())

    def _has(self, field: str) -> bool:
        return bool(getattr(self.instrument, field, True))

    def is_unchecked(self, *fields: str) -> bool:
        return any(f in self.instrument.unchecked and self._has(f) for f in fields)

    def text(self, field: str) -> Cell:
        """What a text of the instrument says."""
        if not self._has(field):
            return Cell()
        return self.cell(field, **text_of(self.instrument, field, self.counts))

    def cell(self, *fields: str, **said) -> Cell:
        """A cell about fields of the instrument, with where they come from."""
        return Cell(
            references=self.references(*fields), is_unchecked=self.is_unchecked(*fields), **said
        )


def text_of(record, field: str, counts: Counts) -> dict:
    """A text of a record as a cell says it: filled in, in which language, how good."""
    state = worst_state([record], [field])
    text, language = text_shown(record, field)
    return {
        "text": filled(text, counts),
        "language": language,
        "state": state if state in WORTH_A_WORD else "",
    }
