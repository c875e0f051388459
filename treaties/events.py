"""What happened to instruments, and when: adopted, opened, in force, notices, leaving.

An event keeps its date as the source prints it and stands where its last possible day is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from treaties import course, rules
from treaties.models import Instrument, Participant, Source, TreatyAction
from treaties.partial_dates import PartialDate
from treaties.vocabulary import LEAVING, ActionKind, Standing


class EventKind(TextChoices):
    MEETING = "meeting", _("Summit")
    ADOPTION = "adoption", _("Adoption")
    OPENING = "opening", _("Opening for signature")
    ENTRY_INTO_FORCE = "entry-into-force", _("Entry into force")
    NOTICE = "notice", _("Notice of withdrawal")
    LEAVING = "leaving", _("Day of leaving")


WAYS_OUT = LEAVING | {ActionKind.WITHDRAWAL_OF_ENDORSEMENT, ActionKind.COMMITMENT_WITHDRAWN}
MILESTONES = {
    "adopted_on": EventKind.ADOPTION,
    "opened_for_signature_on": EventKind.OPENING,
    "in_force_from": EventKind.ENTRY_INTO_FORCE,
}


@dataclass(frozen=True)
class Event:
    """One thing that happened or will; `kinds` are several where one day was several things."""

    kinds: tuple[EventKind, ...]
    when: PartialDate | None
    about: Model  # an instrument, or a meeting
    source: Source | None  # None: unchecked
    locator: str = ""
    participant: Participant | None = None  # who gave notice, or leaves
    act: TreatyAction | None = None
    until: PartialDate | None = None  # the last day of a meeting

    @property
    def day(self) -> date:
        """Where it stands in the order of days; without any date, last."""
        return self.when.last_day if self.when else date.max

    @property
    def source_id(self) -> int | None:
        return self.source.pk if self.source else None

    @property
    def kind(self) -> EventKind:
        return self.kinds[0]

    def is_past(self, on: date) -> bool:
        """A fact holds from its day; a meeting is over on the day after its last one."""
        if self.kind != EventKind.MEETING:
            return self.day <= on
        return self.when is not None and (self.until or self.when).last_day < on

    @property
    def machine_date(self) -> str:
        """For `<time datetime>`, which cannot say "between two days"."""
        return "" if self.when is None or self.when.startswith("[") else str(self.when)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year in which it can have been."""
        if self.when is None:
            return date.max.year, date.max.year
        first = self.when.first_day
        return (self.when.last_day if first == date.min else first).year, self.day.year


def source_of(record, field: str) -> tuple[Source | None, str]:
    """The source of one field of an instrument or a meeting, and the place in it."""
    if field in record.unchecked:
        return None, ""
    for each in record.field_sources.all():
        if each.field == field:
            return each.source, each.locator
    return record.source, getattr(record, "locator", "")


def milestones(instrument: Instrument) -> Iterator[Event]:
    """The days of the text itself; those of one day and one source are one event."""
    found: dict = {}
    for field, kind in MILESTONES.items():
        if when := getattr(instrument, field):
            found.setdefault((when, *source_of(instrument, field)), []).append(kind)
    for (when, source, locator), kinds in found.items():
        yield Event(tuple(kinds), when, instrument, source, locator)


def departures(actions: list[TreatyAction], on: date) -> Iterator[Event]:
    """What one participant did to leave one instrument, as seen from a day.

    A withdrawal that was taken back later is still coming on a day in between.
    """
    first = actions[0]
    terms, acts = first.instrument.terms, [action.act for action in actions]
    turns = course.turns(first.participant, acts, terms)
    left = {turn.on for turn in turns if turn.after.standing == Standing.FORMER_PARTY}
    leaving = rules.leaving_on(acts, terms=terms, on=on)
    for action in actions:
        if action.kind not in WAYS_OUT:
            continue
        ends = action.kind == ActionKind.WITHDRAWAL
        # Where a source knows the day of leaving only, there is no day of notice to show.
        if not (ends and action.effective_on == action.taken_on):
            yield _by(action, EventKind.NOTICE, action.taken_on)
        day = rules.effect_of_withdrawal(action.act, terms) if ends else None
        if day and (day in left or day == leaving):
            when = action.effective_on or PartialDate(day.isoformat())
            yield _by(action, EventKind.LEAVING, when)


def _by(action: TreatyAction, kind: EventKind, when: PartialDate) -> Event:
    return Event(
        (kind,),
        when,
        action.instrument,
        action.source,
        action.locator,
        action.participant,
        action,
    )


def events_of(instruments: Iterable[Instrument], on: date, *, by=None) -> list[Event]:
    """All events of instruments, as seen from a day; `by` names whose leaving is asked about."""
    instruments = {instrument.pk: instrument for instrument in instruments}
    actions = TreatyAction.objects.published().of_pairs_with(WAYS_OUT)
    actions = actions.filter(instrument__in=instruments).select_related("source")
    if by is not None:
        actions = actions.filter(participant__in=by)
    actions = list(actions.order_by("instrument", "participant", "taken_on_last", "pk"))
    names = Participant.objects.with_names().in_bulk({each.participant_id for each in actions})
    for action in actions:
        action.instrument = instruments[action.instrument_id]
        action.participant = names[action.participant_id]
    found = [event for each in instruments.values() for event in milestones(each)]
    for _pair, acted in groupby(actions, key=attrgetter("instrument_id", "participant_id")):
        found += departures(list(acted), on)
    return found
