"""How changes of acts are applied and undone."""

from django.utils.translation import gettext_lazy as _

from treaties import rules, services
from treaties.days import today
from treaties.models import Depositary, Instrument, Participant, Source, TreatyAction
from treaties.partial_dates import PartialDate
from treaties.review.registry import Stale, applies
from treaties.review.vocabulary import ChangeKind, Impact
from treaties.rules import Act
from treaties.vocabulary import LEAVING, ActionKind

# Words about somebody that two people read before they are published.
NEEDS_TWO = LEAVING | {
    ActionKind.DECLINE,
    ActionKind.WITHDRAWAL_OF_ENDORSEMENT,
    ActionKind.COMMITMENT_WITHDRAWN,
}
DATES = {"taken_on", "effective_on"}


def values_of(change_fields: dict, instrument: Instrument) -> dict:
    """The fields of a proposal as the columns of an action hold them."""
    found = {}
    for name, value in change_fields.items():
        if name in DATES:
            found[name] = PartialDate(value) if value else None
        elif name == "depositary":
            found[name] = (
                Depositary.objects.get(instrument=instrument, key=value) if value else None
            )
        else:
            found[name] = value
    return found


def texts_of(action: TreatyAction, names) -> dict:
    """The same the other way round: the fields of an action as a proposal writes them."""
    held = {**vars(action), "depositary": action.depositary and action.depositary.key}
    return {name: str(held[name] or "") for name in names}


def recorded(subject: dict) -> TreatyAction:
    """The published act that a proposal names; `Stale` if there is none any more."""
    found = TreatyAction.objects.published().filter(
        instrument__slug=subject["instrument"],
        participant__slug=subject["participant"],
        kind=subject["kind"],
        taken_on=subject["taken_on"],
    )
    key = subject.get("depositary")
    found = found.filter(depositary__key=key) if key else found.filter(depositary=None)
    action = found.select_related("instrument", "depositary", "source").first()
    if action is None:
        raise Stale(_("The record no longer has this act."))
    return action


def impact(subject: dict, *, without: dict | None = None, having: dict | None = None) -> Impact:
    """Whether an act that goes and one that comes change where somebody stands."""
    instrument = Instrument.objects.get(slug=subject["instrument"])
    held = TreatyAction.objects.filter(
        instrument=instrument, participant__slug=subject["participant"]
    ).select_related("depositary")
    before = [action.act for action in held]
    after = [a.act for a in held if not without or texts_of(a, without) != without]
    if having:
        effect = having.get("effective_on")
        taken = PartialDate(having["taken_on"])
        after.append(Act(having["kind"], taken, PartialDate(effect) if effect else None))
    days = {day for act in before + after for day in _days(act, instrument.terms)}

    def moves(day):
        asked = {"terms": instrument.terms, "on": day}
        return rules.standing(before, **asked) != rules.standing(after, **asked)

    if moves(today()):
        return Impact.NUMBER
    return Impact.LATER if any(moves(day) for day in days) else Impact.DETAIL


def _days(act: Act, terms):
    """The days on which an act can change a standing: taken, and in effect."""
    dated = rules.dated(act, terms, rules.last_day)
    return {dated.taken, dated.effect} - {None}


@applies(ChangeKind.NEW_ACTION)
class NewAction:
    writes = True

    def apply(self, change, *, by, reason) -> dict:
        instrument = Instrument.objects.get(slug=change.subject["instrument"])
        action = services.record_action(
            instrument=instrument,
            participant=Participant.objects.get(slug=change.subject["participant"]),
            **values_of(change.after, instrument),
            source=change.source,
            locator=change.locator,
            quote=change.quote,
            reason=reason,
            by=by,
        )
        return {"action": action.pk}

    def undo(self, change, *, by, reason):
        action = TreatyAction.objects.published().filter(pk=change.undo["action"]).first()
        if action is None:
            raise Stale(_("Somebody has already retracted this act."))
        services.retract_action(action, reason=reason, by=by)

    def impact(self, change):
        return impact(change.subject, having=change.after)

    def needs_two(self, change) -> bool:
        return change.after["kind"] in NEEDS_TWO

    def is_pure_addition(self, change) -> bool:
        """An act of an ordinary kind whose days are past; the participant is known already."""
        days = [PartialDate(change.after[name]) for name in DATES if change.after.get(name)]
        return not self.needs_two(change) and all(day.last_day <= today() for day in days)


@applies(ChangeKind.CHANGED_ACTION)
class ChangedAction:
    writes = True

    def apply(self, change, *, by, reason) -> dict:
        action = recorded(change.subject)
        if texts_of(action, change.before) != change.before:
            raise Stale(_("The record has changed since this was proposed."))
        held = {"source": action.source.slug if action.source else "", "locator": action.locator}
        undo = {"action": action.pk, **held, "quote": action.quote}
        corrected = values_of(change.after, action.instrument)
        told = {"source": change.source, "locator": change.locator, "quote": change.quote}
        services.correct_action(action, reason=reason, by=by, **corrected, **told)
        return undo

    def undo(self, change, *, by, reason):
        action = TreatyAction.objects.published().filter(pk=change.undo["action"]).first()
        if action is None or texts_of(action, change.after) != change.after:
            raise Stale(_("Somebody has changed this act since."))
        before = values_of(change.before, action.instrument)
        told = {name: change.undo[name] for name in ("locator", "quote")}
        told["source"] = Source.objects.filter(slug=change.undo["source"]).first()
        services.correct_action(action, reason=reason, by=by, **before, **told)

    def impact(self, change):
        key = {name: change.subject[name] for name in ("kind", "taken_on")}
        return impact(change.subject, without=key, having={**key, **change.after})

    def needs_two(self, change) -> bool:
        kinds = {change.subject["kind"], change.after.get("kind")}
        return bool(kinds & NEEDS_TWO)

    def is_pure_addition(self, change) -> bool:
        return False


class Question:
    """Accepting says "seen": whatever follows from it, a person does by hand, with a reason."""

    writes = False

    def apply(self, change, *, by, reason) -> dict:
        return {}

    def undo(self, change, *, by, reason):
        """Nothing was written."""

    def impact(self, change):
        return Impact.DETAIL

    def needs_two(self, change) -> bool:
        return False

    def is_pure_addition(self, change) -> bool:
        return False


@applies(ChangeKind.NO_LONGER_LISTED)
class NoLongerListed(Question):
    def impact(self, change):
        return impact(change.subject, without=change.before)


@applies(ChangeKind.TEXT_CHANGED)
class TextChanged(Question):
    pass
