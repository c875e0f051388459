"""How an instrument came to have its participants: every turn of a standing, in order of days.

A standing changes only on days on which an act is taken or takes effect, so a course is exact on
every day, past and coming, and agrees with `counts_of` on each of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from treaties import rules
from treaties.models import Instrument, Participant, TreatyAction
from treaties.participation import Participation
from treaties.statistics import Counts, Stand
from treaties.vocabulary import Standing

NOBODY = Stand(None, Standing.NOT_LISTED, is_signatory=False)


@dataclass(frozen=True)
class Turn:
    """On this day one participant came to stand elsewhere than the day before."""

    on: date
    participant: Participant
    before: Stand
    after: Stand


@dataclass(frozen=True)
class Course:
    """The turns of one instrument, by day."""

    instrument: Instrument
    turns: tuple[Turn, ...]

    def stands_on(self, on: date) -> tuple[Stand, ...]:
        """Where everybody who ever acted stands on a day."""
        latest = {turn.participant.pk: turn.after for turn in self.turns if turn.on <= on}
        return tuple(latest.values())

    def counts_on(self, on: date) -> Counts:
        """The numbers of that day; N is not among them."""
        return Counts(on, self.stands_on(on), None)

    def by_day(self) -> list[tuple[date, list[Turn]]]:
        """The days on which somebody's standing turned, with the turns of each."""
        return [(day, list(turns)) for day, turns in groupby(self.turns, lambda turn: turn.on)]


def courses(instruments: Iterable[Instrument]) -> dict[int, Course]:
    """The course of each instrument, by primary key: one query for all acts, two for the names."""
    instruments = list(instruments)
    acts = defaultdict(lambda: defaultdict(list))
    for action in TreatyAction.objects.filter(instrument__in=instruments).order_by("pk"):
        acts[action.instrument_id][action.participant_id].append(action.act)
    pks = {pk for acted in acts.values() for pk in acted}
    participants = Participant.objects.with_names().in_bulk(pks)
    return {
        instrument.pk: Course(
            instrument,
            tuple(
                sorted(
                    (
                        turn
                        for pk, acted in acts[instrument.pk].items()
                        for turn in turns(participants[pk], acted, instrument.terms)
                    ),
                    key=lambda turn: (turn.on, turn.participant.sort_key),
                )
            ),
        )
        for instrument in instruments
    }


def course_of_rows(instrument: Instrument, rows: Iterable[Participation]) -> Course:
    """The course of one instrument whose participations are at hand: no query.

    The rows are those of `participations_ever`: a course has a past, and a former state has too.
    """
    terms = instrument.terms
    found = [
        turn
        for row in rows
        for turn in turns(row.participant, [action.act for action in row.actions], terms)
    ]
    return Course(
        instrument, tuple(sorted(found, key=lambda turn: (turn.on, turn.participant.sort_key)))
    )


def turns(participant: Participant, acts: list[rules.Act], terms: rules.Terms) -> list[Turn]:
    """The turns of one participant under one instrument, each on its day."""
    acts = [act for act in acts if rules.counts(act)]
    found, before = [], NOBODY
    for day in sorted(_days(participant, acts, terms)):
        after = _stand(participant, acts, terms, day)
        if (after.standing, after.is_signatory) != (before.standing, before.is_signatory):
            found.append(Turn(day, participant, before, after))
        before = after
    return found


def _days(participant, acts, terms) -> set[date]:
    """The only days on which a standing can change."""
    picks = rules.first_day, rules.last_day
    picked = [rules.dated(act, terms, pick) for act in acts for pick in picks]
    days = {day for act in picked for day in (act.taken, act.effect) if day}
    if participant.exists_from and days:
        days.add(participant.exists_from)
    if participant.exists_until and days:
        days.add(participant.exists_until + timedelta(days=1))
    return days


def _stand(participant, acts, terms, on) -> Stand:
    """As counting sees it: who does not exist on the day stands nowhere (law R9)."""
    if not rules.exists_on(participant.exists_from, participant.exists_until, on):
        return NOBODY
    return Stand(
        participant.kind,
        rules.standing(acts, terms=terms, on=on),
        rules.is_signatory(acts, terms=terms, on=on),
    )
