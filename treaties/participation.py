"""Who stands where under one instrument, or where one participant stands everywhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from treaties import rules
from treaties.days import today
from treaties.models import Instrument, Participant, TreatyAction
from treaties.shown import Shown
from treaties.vocabulary import ActionKind, Review, Standing

KINDS = list(ActionKind)
# The order of groups: who did something first, who is on no list last.
LAST = [Standing.NOT_LISTED, Standing.UNKNOWN]
IN_ORDER = [standing for standing in Standing if standing not in LAST] + LAST


@dataclass(frozen=True)
class Participation(Shown):
    """One participant under one instrument on a day, with the acts behind it."""

    instrument: Instrument
    participant: Participant
    standing: Standing | None  # None: a former state that does not exist on that day (law R9)
    actions: list[TreatyAction] = field(default_factory=list)
    other_reading: Standing | None = None  # where a contested act would leave it
    is_signatory: bool = False
    since: date | None = None
    leaving_on: date | None = None
    is_suspended: bool = False  # a mark: a suspended party remains a party (law R2)
    could_join: bool = False
    later: list[TreatyAction] = field(default_factory=list)  # acts after the day: not shown
    will_have_left: bool = False  # by the day asked for, which is yet to come

    @property
    def every_act(self) -> list[TreatyAction]:
        """Whatever day the page speaks of."""
        return [*self.actions, *self.later]

    @property
    def is_contested(self) -> bool:
        return self.other_reading is not None

    @property
    def has_unchecked(self) -> bool:
        return any(action.review == Review.UNCHECKED for action in self.actions)

    @property
    def is_not_listed(self) -> bool:
        """Could have joined, and no act that counts says that it did."""
        return self.could_join and self.standing in {Standing.NOT_LISTED, Standing.UNKNOWN}

    @property
    def in_words(self) -> str:
        """The standing as its row says it: who is leaving is no former party yet."""
        return _("Will have left") if self.will_have_left else self.standing_label

    @property
    def standing_label(self) -> str:
        return Standing(self.standing).label if self.standing else _("did not exist on this day")


def participation(instrument, participant, actions, on, *, could_join=False) -> Participation:
    """Where one participant stands, from its acts about one instrument."""
    acts, terms = [action.act for action in actions], instrument.terms
    later = [action for action in actions if not begun(action, on)]
    actions = [action for action in actions if begun(action, on)]
    if not rules.exists_on(participant.exists_from, participant.exists_until, on):
        return Participation(instrument, participant, None, actions, later=later)
    # Of one day: who signed and ratified did so in that order.
    actions.sort(key=lambda each: (each.taken_on.last_day, KINDS.index(each.kind)))
    standing = rules.standing(acts, terms=terms, on=on)
    is_contested = any(act.contested for act in acts)
    other = rules.standing(acts, terms=terms, on=on, contested=True) if is_contested else standing
    return Participation(
        instrument=instrument,
        participant=participant,
        standing=standing,
        actions=actions,
        other_reading=None if other == standing else other,
        is_signatory=rules.is_signatory(acts, terms=terms, on=on),
        since=rules.bound_since(acts, terms=terms, on=on),
        leaving_on=rules.leaving_on(acts, terms=terms, on=on),
        is_suspended=rules.is_suspended(acts, on=on),
        could_join=could_join,
        later=later,
        will_have_left=standing == Standing.FORMER_PARTY and _is_leaving(acts, terms, on),
    )


def begun(action: TreatyAction, on: date) -> bool:
    """Whether an act can have been taken, or (a succession) have had effect, by that day."""
    days = [action.taken_on, action.effective_on]
    return any(day.first_day <= on for day in days if day)


def _is_leaving(acts, terms, on) -> bool:
    """Whether a withdrawal notified by today takes effect between today and a later day."""
    leaves = rules.leaving_on(acts, terms=terms, on=today())
    return leaves is not None and leaves <= on


def participations(instrument: Instrument, on: date) -> list[Participation]:
    """Everyone who acted or could have joined, in the order of the page's language."""
    return [row for row in participations_ever(instrument, on) if row.standing]


def participations_ever(instrument: Instrument, on: date) -> list[Participation]:
    """As `participations`, with those who do not exist on that day: their standing is None."""
    acted = defaultdict(list)
    actions = instrument.actions.select_related("source")
    for action in actions.order_by("taken_on_last", "pk"):
        acted[action.participant_id].append(action)
    shown = Participant.objects.with_names().concerned(instrument, on, also=acted)
    return [
        participation(
            instrument,
            participant,
            acted[participant.pk],
            on,
            could_join=participant.could_join,
        )
        for participant in sorted(shown, key=lambda each: each.sort_key)
    ]


def participations_of(
    participant: Participant, on: date, instruments: Iterable[Instrument]
) -> list[Participation]:
    """Where one participant stands under instruments `concerning` it, in their order."""
    instruments = list(instruments)
    acted = defaultdict(list)
    actions = participant.actions.filter(instrument__in=instruments).select_related("source")
    for action in actions.order_by("taken_on_last", "pk"):
        acted[action.instrument_id].append(action)
    return [
        participation(
            instrument, participant, acted[instrument.pk], on, could_join=instrument.could_join
        )
        for instrument in instruments
    ]
