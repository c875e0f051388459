"""Every number that a page shows, one function each.

All of them count pairs of participant and instrument on one day; `counts_of` asks the database
twice for any number of instruments. Who is not listed has no pair: `not_listed` counts rows. What a count means is in `vocabulary.CountKind`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from treaties.models import Instrument, Participant, TreatyAction
from treaties.participation import Participation
from treaties.vocabulary import (
    ORGANISATIONS,
    STATES,
    CountKind,
    ParticipantKind,
    Standing,
)

# Who took part, each in the way of its text.
JOINED = frozenset(
    {
        Standing.PARTY,
        Standing.ENDORSER,
        Standing.COMMITTED,
        Standing.SPONSOR,
        Standing.VOTED_FOR,
    }
)
# Who stands on the text, which is less for those whom only its chair named.
ON_IT = JOINED | {Standing.NAMED_BY_CHAIR}


class Stand(NamedTuple):
    """One participant under one instrument, as far as counting needs it."""

    kind: ParticipantKind
    standing: Standing
    is_signatory: bool


Stands = Iterable[Stand]


def _standing_at(stands: Stands, standing: Standing) -> int:
    return sum(stand.standing == standing for stand in stands)


def parties(stands: Stands) -> int:
    """Bound on that day, the European Union included where it is a party."""
    return _standing_at(stands, Standing.PARTY)


def party_states(stands: Stands) -> int:
    """The states among the parties."""
    return sum(s.standing == Standing.PARTY and s.kind in STATES for s in stands)


def party_organisations(stands: Stands) -> int:
    """The organisations among the parties: beside the states, never added to them."""
    return sum(s.standing == Standing.PARTY and s.kind in ORGANISATIONS for s in stands)


def contracting_states(stands: Stands) -> int:
    """Have consented to be bound, and are not bound yet."""
    return _standing_at(stands, Standing.CONTRACTING_STATE)


def signatories(stands: Stands) -> int:
    """Have ever signed, signature not withdrawn, whatever followed."""
    return sum(stand.is_signatory for stand in stands)


def signed_not_party(stands: Stands) -> int:
    return _standing_at(stands, Standing.SIGNED)


def former_parties(stands: Stands) -> int:
    return _standing_at(stands, Standing.FORMER_PARTY)


def endorsers(stands: Stands) -> int:
    """All that endorse, organisations included."""
    return _standing_at(stands, Standing.ENDORSER)


def endorsing_states(stands: Stands) -> int:
    return sum(s.standing == Standing.ENDORSER and s.kind in STATES for s in stands)


def endorsing_organisations(stands: Stands) -> int:
    return sum(s.standing == Standing.ENDORSER and s.kind in ORGANISATIONS for s in stands)


def committed(stands: Stands) -> int:
    return _standing_at(stands, Standing.COMMITTED)


def sponsors(stands: Stands) -> int:
    return _standing_at(stands, Standing.SPONSOR)


def named_by_chair(stands: Stands) -> int:
    return _standing_at(stands, Standing.NAMED_BY_CHAIR)


def voted_for(stands: Stands) -> int:
    return _standing_at(stands, Standing.VOTED_FOR)


def voted_against(stands: Stands) -> int:
    return _standing_at(stands, Standing.VOTED_AGAINST)


def abstained(stands: Stands) -> int:
    return _standing_at(stands, Standing.ABSTAINED)


def first_formal_acts(stands: Stands) -> int:
    """Took the first formal step that the text offers, and have not taken it back.

    For a text that binds these are its `CountKind.SIGNATORIES`: an accession has no step before
    it. For one that binds nobody they are its `ENDORSERS`, `COMMITTED` and `SPONSORS`; who is
    only named by the chair, or voted, has not put its own name under the text.
    """
    return signatories(stands) + endorsers(stands) + committed(stands) + sponsors(stands)


def consented(stands: Stands) -> int:
    """Have consented to be bound, in force for them or not yet, and have not left.

    These are `CountKind.PARTIES` and `CountKind.CONTRACTING_STATES` together.
    """
    return parties(stands) + contracting_states(stands)


def joined(stands: Stands) -> int:
    """Took part, each in the way of its text: parties, endorsers, sponsors, votes for it."""
    return sum(stand.standing in JOINED for stand in stands)


def not_listed(rows: Iterable[Participation]) -> int:
    """Could have joined, and no act that counts says that it did; over rows, not stands."""
    return sum(row.is_not_listed for row in rows)


def at_each_standing(rows: Iterable[Participation]) -> Counter[Standing]:
    """How many stand where, each row once; over rows, not stands."""
    return Counter(row.standing for row in rows)


COUNTED = {
    CountKind.PARTIES: parties,
    CountKind.CONTRACTING_STATES: contracting_states,
    CountKind.SIGNATORIES: signatories,
    CountKind.SIGNED_NOT_PARTY: signed_not_party,
    CountKind.FORMER_PARTIES: former_parties,
    CountKind.ENDORSERS: endorsers,
    CountKind.ENDORSING_STATES: endorsing_states,
    CountKind.ENDORSING_ORGANISATIONS: endorsing_organisations,
    CountKind.COMMITTED: committed,
    CountKind.SPONSORS: sponsors,
    CountKind.VOTED_FOR: voted_for,
    CountKind.VOTED_AGAINST: voted_against,
    CountKind.ABSTAINED: abstained,
}


# Ways to join a text that binds nobody.
HEADLINES = [CountKind.ENDORSERS, CountKind.COMMITTED, CountKind.SPONSORS, CountKind.VOTED_FOR]


@dataclass(frozen=True)
class Counts:
    """The numbers of one instrument on one day."""

    on: date
    stands: tuple[Stand, ...]
    potential: int | None
    is_lower_bound: bool = False  # pages then say "at least n"

    @cached_property
    def _counted(self) -> dict[str, int]:
        """What was asked before: a template asks for a number again and again."""
        return {}

    def __getitem__(self, count: str) -> int:
        """By its code: `counts["signed-not-party"]`; in templates `counts.signed_not_party`."""
        if count not in self._counted:
            number = COUNTED[CountKind(count.replace("_", "-"))](self.stands)
            self._counted[count] = number
        return self._counted[count]

    @property
    def party_states(self) -> int:
        return party_states(self.stands)

    @property
    def party_organisations(self) -> int:
        return party_organisations(self.stands)

    @property
    def named_by_chair(self) -> int:
        return named_by_chair(self.stands)

    def filled(self) -> dict[str, int]:
        """What the placeholders of texts stand for."""
        return {kind.replace("-", "_"): self[kind] for kind in COUNTED}


def counts_of_rows(rows: Iterable[Participation], on: date, *, contested: bool = False) -> Counts:
    """The counts of one instrument whose participations are at hand: no query.

    `contested` gives the other reading, in which contested acts count as well.
    """
    rows = list(rows)
    stands = tuple(
        Stand(
            row.participant.kind,
            (contested and row.other_reading) or row.standing,
            row.is_signatory,
        )
        for row in rows
        if row.actions
    )
    at_least = bool(rows) and rows[0].instrument.is_lower_bound_on(on)
    return Counts(on, stands, sum(row.could_join for row in rows) or None, at_least)


def potential_participants(instrument: Instrument, on: date) -> int | None:
    """The N of "n of N" on a day; None where anyone could join, or no list is recorded."""
    return potentials_of([instrument], on)[instrument.pk]


def potentials_of(instruments: Iterable[Instrument], on: date) -> dict[int, int | None]:
    """The N of each instrument by primary key; one query for all, none if all are open."""
    instruments = list(instruments)
    numbers = Participant.objects.numbers_of_potential(instruments, on)
    return {each.pk: numbers[each.universe_key] or None for each in instruments}


def counts_of(
    instruments: Iterable[Instrument], on: date, *, contested: bool = False, pairs=None
) -> dict[int, Counts]:
    """The counts of instruments by primary key; two queries, however many there are.

    `pairs` are the standings of that day, where they are at hand: then one is not asked.
    """
    instruments = list(instruments)
    stands = _stands(instruments, on, contested=contested, pairs=pairs)
    potential = potentials_of(instruments, on)
    return {
        instrument.pk: Counts(
            on,
            tuple(stands[instrument.pk]),
            potential[instrument.pk],
            instrument.is_lower_bound_on(on),
        )
        for instrument in instruments
    }


def _stands(instruments, on: date, *, contested=False, pairs=None) -> dict[int, list[Stand]]:
    if pairs is None:
        actions = TreatyAction.objects.filter(instrument__in=instruments)
        pairs = actions.standings(on, contested=contested)
    stands = defaultdict(list)
    for pair in pairs:
        stands[pair.instrument].append(
            Stand(pair.participant_kind, pair.standing, pair.is_signatory)
        )
    return stands


def headline(instrument: Instrument, counts: Counts) -> CountKind | None:
    """The one number that an instrument is known by; None if nobody has joined."""
    if instrument.binding:
        return CountKind.PARTIES
    return next((kind for kind in HEADLINES if counts[kind]), None)


def on_two_days(instrument: Instrument, then: Counts, now: Counts) -> tuple[str, int, int] | None:
    """What the headline counts, its number on the day of a page, and its number now."""
    kind = headline(instrument, now) or headline(instrument, then)
    return (kind.label, then[kind], now[kind]) if kind else None
