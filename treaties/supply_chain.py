"""On which texts the states are that hold a choke point of the AI chip supply chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treaties import rules
from treaties.models import ChokePoint, Instrument, Participant, TreatyAction
from treaties.statistics import ON_IT
from treaties.vocabulary import InstrumentKind, Standing, Theme, Universe

# Companies commit themselves; a resolution adopted without a vote has no standing per state.
NOT_OF_STATES = {InstrumentKind.COMMITMENTS, InstrumentKind.RESOLUTION}

# Not the nuclear-weapon-free zones: most holders could never join those.
OPEN_TO_ALL = {Universe.UN_MEMBERS, Universe.ALL_STATES, Universe.STATES_AND_EU}


@dataclass(frozen=True)
class Place:
    """Where one state stands under one text."""

    state: Participant
    standing: Standing

    @property
    def is_on_it(self) -> bool:
        return self.standing in ON_IT

    @property
    def label(self) -> str:
        return Standing(self.standing).label


@dataclass(frozen=True)
class Row:
    """Some states under one text."""

    instrument: Instrument
    places: list[Place]

    @property
    def on_it(self) -> int:
        return sum(place.is_on_it for place in self.places)

    @property
    def not_on_it(self) -> list[Place]:
        return [place for place in self.places if not place.is_on_it]

    def only(self, states: set[int]) -> "Row":
        return Row(self.instrument, [p for p in self.places if p.state.pk in states])


@dataclass(frozen=True)
class Layer:
    """A choke point, and where the states stand that hold it."""

    choke_point: ChokePoint
    declarations: list[Row]
    treaties: list[Row]


def compared_texts(on: date) -> tuple[list[Instrument], list[Instrument]]:
    """Texts about AI, and arms-control treaties open to all states, that existed on a day."""
    themes = [Theme.AI, Theme.ARMS_CONTROL]
    found = [
        text
        for text in Instrument.objects.filter(theme__in=themes).newest_first()
        if text.adopted_on and text.adopted_on.last_day <= on
    ]
    of_ai = [t for t in found if t.theme == Theme.AI and t.kind not in NOT_OF_STATES]
    arms = [
        t
        for t in found
        if t.theme == Theme.ARMS_CONTROL and t.binding and t.universe in OPEN_TO_ALL
    ]
    return of_ai, arms


def holders(choke_points: Iterable[ChokePoint]) -> list[Participant]:
    """The states of all holders, each once, in the order of their names."""
    states = {h.state.pk: h.state for each in choke_points for h in each.holders.all()}
    return sorted(states.values(), key=lambda state: state.sort_key)


def rows_of(texts: list[Instrument], states: list[Participant], on: date) -> list[Row]:
    """Where every state stands under every text on a day; one query."""
    actions = TreatyAction.objects.filter(instrument__in=texts, participant__in=states)
    stands = {(p.instrument, p.participant): p.standing for p in actions.standings(on)}
    return [
        Row(
            text,
            [
                Place(state, stands.get((text.pk, state.pk)) or rules.absent(text.terms))
                for state in states
            ],
        )
        for text in texts
    ]


def layers(choke_points: Iterable[ChokePoint], declarations, treaties) -> list[Layer]:
    found = []
    for each in choke_points:
        states = {holder.state_id for holder in each.holders.all()}
        parts = ([row.only(states) for row in rows] for rows in (declarations, treaties))
        found.append(Layer(each, *parts))
    return found
