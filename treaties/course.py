"""How an instrument came to have its participants: every turn of a standing, in order of days.

A standing changes only on days on which an act is taken or takes effect, so a course is exact on
every day, past and coming, and agrees with `counts_of` on each of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, takewhile
from operator import attrgetter
from typing import NamedTuple

from treaties import rules
from treaties.models import Instrument, Participant, TreatyAction
from treaties.participation import Participation
from treaties.statistics import Counts, Stand
from treaties.vocabulary import ParticipantKind, Standing

NOBODY = Stand(None, Standing.NOT_LISTED, is_signatory=False)
WITHOUT_NAMES = "slug", "kind", "exists_from", "exists_until"
NOWHERE = [Standing.NOT_LISTED, False]
ACT = "kind", "taken_on", "effective_on"  # the rest says that an act counts, and those here do


class Turn(NamedTuple):
    """On this day one participant came to stand elsewhere than the day before."""

    on: date
    participant: Participant
    before: Stand
    after: Stand
    is_exact: bool = True  # False: a source says less than the day, which is the last possible one


@dataclass(frozen=True)
class Course:
    """The turns of one instrument, by day."""

    instrument: Instrument
    turns: tuple[Turn, ...]

    def until(self, on: date) -> Iterator[Turn]:
        """The turns up to a day, in order."""
        return takewhile(lambda turn: turn.on <= on, self.turns)

    def stands_on(self, on: date) -> tuple[Stand, ...]:
        """Where everybody who ever acted stands on a day."""
        latest = {turn.participant.id: turn.after for turn in self.until(on)}
        return tuple(latest.values())

    def counts_on(self, on: date) -> Counts:
        """The numbers of that day; N is not among them."""
        return Counts(on, self.stands_on(on), None)

    def by_day(self) -> list[tuple[date, list[Turn]]]:
        """The days on which somebody's standing turned, with the turns of each."""
        return [(day, list(turns)) for day, turns in groupby(self.turns, attrgetter("on"))]


class Shape(NamedTuple):
    """The acts of one participant, their days numbered in order."""

    last: tuple[rules.Dated, ...]
    first: tuple[rules.Dated, ...] | None  # None: the same as the last
    begins: int  # to exist
    ends: int


def courses(instruments: Iterable[Instrument], *, named: bool = True) -> dict[int, Course]:
    """The course of each instrument, by primary key: one query for all acts, two for the names.

    Without names it asks one less, and turns of one day stand in the order of slugs.
    """
    instruments = list(instruments)
    acts = acts_of(instruments)
    participants = Participant.objects
    participants = participants.with_names() if named else participants.only(*WITHOUT_NAMES)
    participants = participants.in_bulk({pk for acted in acts.values() for pk in acted})
    places = {pk: each.sort_key if named else each.slug for pk, each in participants.items()}
    found = {}
    for instrument in instruments:
        terms = instrument.terms
        acted = acts[instrument.pk]
        all_turns = [
            turn
            for pk in sorted(acted, key=places.__getitem__)
            for turn in turns(participants[pk], acted[pk], terms)
        ]
        all_turns.sort(key=attrgetter("on"))  # of one day they keep their order
        found[instrument.pk] = Course(instrument, tuple(all_turns))
    return found


def acts_of(instruments: Iterable[Instrument]) -> dict[int, dict[int, list[rules.Act]]]:
    """The acts that count, by instrument and participant; plain values, since they are many."""
    counting = TreatyAction.objects.filter(instrument__in=instruments).counting().order_by("pk")
    acts = defaultdict(lambda: defaultdict(list))
    rows = counting.rewrite(False).values_list("instrument_id", "participant_id", *ACT)
    for instrument, participant, *act in rows:
        acts[instrument][participant].append(rules.Act(*act))
    return acts


def course_of_rows(instrument: Instrument, rows: Iterable[Participation]) -> Course:
    """The course of one instrument whose participations are at hand: no query.

    The rows are those of `participations_ever`: a course has a past, and a former state has too.
    """
    terms = instrument.terms
    found = [
        turn
        for row in rows
        for turn in turns(row.participant, [action.act for action in row.every_act], terms)
    ]
    return Course(
        instrument, tuple(sorted(found, key=lambda turn: (turn.on, turn.participant.sort_key)))
    )


def turns(participant: Participant, acts: list[rules.Act], terms: rules.Terms) -> list[Turn]:
    """The turns of one participant under one instrument, each on its day."""
    counted = tuple([act for act in acts if rules.counts(act)])
    if not counted:
        return []
    reached, is_exact = _reached(
        counted, terms, participant.kind, participant.exists_from, participant.exists_until
    )
    before, found = NOBODY, []
    for on, after in reached:
        found.append(Turn(on, participant, before, after, is_exact))
        before = after
    return found


@lru_cache(maxsize=10_000)
def _reached(
    counted: tuple[rules.Act, ...],
    terms: rules.Terms,
    kind: ParticipantKind,
    begins: date | None,
    ends: date | None,
) -> tuple[list[tuple[date, Stand]], bool]:
    """Where these acts lead on which days, and whether the days are known.

    Acts seldom change, and every page of an instrument asks what its acts led to.
    """
    last, first = rules.both_days(counted, terms)
    ends = ends and ends + timedelta(days=1)
    days = {day for act in (*last, *first) for day in (act.taken, act.effect) if day}
    days = sorted(days | {day for day in (begins, ends) if day})
    rank = {day: number for number, day in enumerate(days, start=1)}
    shape = Shape(
        _by_rank(last, rank),
        None if first is last else _by_rank(first, rank),
        rank.get(begins, 0),
        rank.get(ends, len(days) + 1),
    )
    turned = turns_of(shape, len(days), terms.binding, terms.list_is_complete)
    return [
        (days[number - 1], _stand(kind, *reached)) for number, *reached in turned
    ], first is last


def _by_rank(acts: list[rules.Dated], rank: dict[date, int]) -> tuple[rules.Dated, ...]:
    return tuple(rules.Dated(a.kind, rank[a.taken], rank.get(a.effect)) for a in acts)


@lru_cache(maxsize=1000)
def _stand(kind: ParticipantKind, standing: Standing, signed: bool) -> Stand:
    """There are a few: the same again and again."""
    nowhere = standing == Standing.NOT_LISTED and not signed
    return NOBODY if nowhere else Stand(kind, standing, signed)


@lru_cache(maxsize=10_000)
def turns_of(
    shape: Shape, days: int, binding: bool, list_is_complete: bool
) -> list[tuple[int, Standing, bool]]:
    """On which of the days a standing turns, and to what.

    The law asks which day comes first, never how far apart they are. So days may be numbered,
    and whoever signed, then ratified, shares one answer with all who did the same.
    """
    terms = rules.Terms(binding=binding, list_is_complete=list_is_complete)
    last = list(shape.last)
    first = last if shape.first is None else list(shape.first)
    found, before = [], NOWHERE
    for on in range(1, days + 1):
        after = NOWHERE  # who does not exist on the day stands nowhere (law R9)
        if shape.begins <= on < shape.ends:
            standing = rules.standing_of(last, first, terms=terms, on=on)
            after = [standing, rules.has_signed(last, on)]
        if after != before:
            found.append((on, *after))
        before = after
    return found
