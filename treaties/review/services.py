"""Proposing and deciding: the only way from a difference to the record."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from treaties import services
from treaties.review.models import ProposedChange
from treaties.review.registry import APPLIERS
from treaties.review.vocabulary import Status

ACCEPTED = "Accepted in review: the source says so"  # translated where it is shown
MAY_DECIDE = "treaties_review.decide_proposedchange"


class CannotDecide(Exception):
    """This person cannot take this decision now; the message says why."""


class AlreadyDecided(CannotDecide):
    """Somebody was first."""


class NotYours(CannotDecide):
    """An own proposal, no reviewer, or the same reviewer twice."""


class NotTogether(CannotDecide):
    """Not an addition that may be accepted unread one by one."""


def fingerprint(kind, subject, before, after, source) -> str:
    """What a proposal says, as a number: the same difference has the same one tomorrow."""
    told = json.dumps([str(kind), subject, before, after, source.slug], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _texts(fields) -> dict:
    """As they are kept: a date, a word of a list or nothing, all as texts."""
    return {name: str(value or "") for name, value in fields.items()}


def known(mark: str, kind) -> ProposedChange | None:
    """The proposal that says this already, unless it was accepted and the record changed back."""
    found = ProposedChange.objects.filter(fingerprint=mark)
    if APPLIERS[kind].writes:
        found = found.exclude(status=Status.ACCEPTED)
    return found.order_by("pk").last()


@transaction.atomic
def propose(
    *, kind, subject, source, before=None, after=None, quote="", locator="", run="", by=None
) -> tuple[ProposedChange, bool]:
    """Put a difference into the queue; and whether it was not in it yet.

    What was refused or undone stays so, until the source says something else.
    """
    subject, before, after = (_texts(each or {}) for each in (subject, before, after))
    mark = fingerprint(kind, subject, before, after, source)
    change = known(mark, kind)
    if change is None:
        change = ProposedChange(kind=kind, subject=subject, fingerprint=mark)
        change.before, change.after, change.source = before, after, source
        change.run, change.proposed_by = run, by
    elif change.status != Status.OVERTAKEN:
        return change, False
    change.status, change.quote, change.locator = Status.OPEN, quote, locator
    change.impact = APPLIERS[kind].impact(change)
    return services.save(change), True


def overtake(changes) -> int:
    """The source no longer says this: it waits no more, and nobody has refused it."""
    return changes.waiting().update(status=Status.OVERTAKEN, agreed_by=None)


def _locked(change, by, *statuses) -> ProposedChange:
    """The proposal, held until the decision is written; refused to who may not decide."""
    held = ProposedChange.objects.select_for_update().get(pk=change.pk)
    if not by.has_perm(MAY_DECIDE):
        raise NotYours(_("Only a reviewer decides on proposals."))
    if held.proposed_by_id == by.pk:
        raise NotYours(_("Somebody else decides on what you proposed."))
    if held.status not in statuses:
        raise AlreadyDecided(_("Somebody has already decided on this."))
    return held


def _decide(change, status, by, reason) -> ProposedChange:
    change.status, change.decided_by, change.reason = status, by, reason
    change.decided_at = timezone.now()
    return services.save(change)


@transaction.atomic
def accept(change, *, by, reason="") -> ProposedChange:
    """Write a proposal into the record; where two must agree, the first of them only agrees."""
    change = _locked(change, by, Status.OPEN, Status.ASKED)
    applier = APPLIERS[change.kind]
    if applier.needs_two(change):
        if change.agreed_by is None:
            change.agreed_by = by
            return services.save(change)
        if change.agreed_by == by:
            raise NotYours(_("You agreed already; a second reviewer decides."))
    why = reason or ACCEPTED
    with services.change(reason=why, by=by, source=change.source):
        change.undo = applier.apply(change, by=by, reason=why)
    return _decide(change, Status.ACCEPTED, by, reason)


@transaction.atomic
def accept_together(changes, *, by) -> list[ProposedChange]:
    """Accept additions that need no reading one by one; all of one source, all or none."""
    changes = list(changes)
    if len({change.source_id for change in changes}) > 1:
        raise NotTogether(_("Choose proposals of one source at a time."))
    if not all(APPLIERS[change.kind].is_pure_addition(change) for change in changes):
        raise NotTogether(_("Only new acts of the past are accepted together; read the others."))
    if any(change.run and change.source.last_look_failed() for change in changes):
        raise NotTogether(_("The last look at this source failed: read its proposals one by one."))
    return [accept(change, by=by) for change in changes]


@transaction.atomic
def refuse(change, *, by, reason) -> ProposedChange:
    return _decide(_locked(change, by, Status.OPEN, Status.ASKED), Status.REFUSED, by, reason)


@transaction.atomic
def ask(change, *, by, reason) -> ProposedChange:
    """Send it back with a question; it keeps waiting."""
    return _decide(_locked(change, by, Status.OPEN, Status.ASKED), Status.ASKED, by, reason)


@transaction.atomic
def undo(change, *, by, reason) -> ProposedChange:
    """Take an accepted change back: the act is retracted, or its earlier values return."""
    change = _locked(change, by, Status.ACCEPTED)
    with services.change(reason=reason, by=by, source=change.source):
        APPLIERS[change.kind].undo(change, by=by, reason=reason)
    return _decide(change, Status.UNDONE, by, reason)


@transaction.atomic
def undo_together(changes, *, by, reason) -> list[ProposedChange]:
    """Take an import back as one; all or none."""
    return [undo(change, by=by, reason=reason) for change in changes]


@transaction.atomic
def reopen(change, *, by, reason) -> ProposedChange:
    """Look again at what was refused or undone."""
    change = _locked(change, by, Status.REFUSED, Status.UNDONE)
    change.agreed_by = None
    return _decide(change, Status.OPEN, by, reason)
