"""Who stands where under one instrument, or where one participant stands everywhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from treaties import rules
from treaties.days import today
from treaties.models import Instrument, Participant, TreatyAction
from treaties.vocabulary import ActionKind, InstrumentKind, Review, Standing

KINDS = list(ActionKind)


@dataclass(frozen=True)
class Participation:
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
    acts_later: int = 0  # than the day, and left out for it
    will_have_left: bool = False  # by the day asked for, which is yet to come

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
    actions = [action for action in actions if begun(action, on)]
    later = len(acts) - len(actions)
    if not rules.exists_on(participant.exists_from, participant.exists_until, on):
        return Participation(instrument, participant, None, actions, acts_later=later)
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
        acts_later=later,
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
    acted = defaultdict(list)
    # Many acts stand in few sources: each is read once, not once an act.
    actions = instrument.actions.prefetch_related("source")
    for action in actions.order_by("taken_on_last", "pk"):
        acted[action.participant_id].append(action)
    shown = Participant.objects.with_names().concerned(instrument, on, also=acted)
    rows = [
        participation(
            instrument,
            participant,
            acted[participant.pk],
            on,
            could_join=participant.could_join,
        )
        for participant in sorted(shown, key=lambda each: each.sort_key)
    ]
    return [row for row in rows if row.standing]


def participations_of(participant: Participant, on: date) -> list[Participation]:
    """Where one participant stands under every instrument it acted on or could have joined."""
    acted = defaultdict(list)
    actions = participant.actions.prefetch_related("source")
    for action in actions.order_by("taken_on_last", "pk"):
        acted[action.instrument_id].append(action)
    listed = set(participant.eligible_for.values_list("instrument_id", flat=True))
    found = []
    for instrument in Instrument.objects.select_related("source").by_title():
        could_join = _could_join(participant, instrument, listed)
        if instrument.pk in acted or could_join:
            found.append(
                participation(
                    instrument,
                    participant,
                    acted[instrument.pk],
                    on,
                    could_join=could_join,
                )
            )
    return found


def _could_join(participant: Participant, instrument: Instrument, listed: set[int]) -> bool:
    """As `ParticipantQuerySet.potential`, for one participant as it is today.

    A declaration of states that is open to anyone is shown to every state: "not listed".
    """
    if instrument.kind == InstrumentKind.RESOLUTION:
        return False  # adopted without a vote: no standing per state (law R13)
    is_state = participant.kind == "state"
    return {
        "un-members": is_state and participant.un_member_since is not None,
        "all-states": is_state,
        "states-and-eu": is_state or participant.kind == "regional-organisation",
        "listed": instrument.pk in listed,
        "open": is_state and instrument.is_open_to_states,
    }[instrument.universe]
