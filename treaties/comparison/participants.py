"""Rows about who is on board, and who is not."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from treaties.comparison.subject import JOINED, Subject
from treaties.comparison.table import Cell, Place, does_not_apply
from treaties.course import Turn
from treaties.models import Participant
from treaties.rules import absent
from treaties.vocabulary import CountKind, InstrumentKind, Standing, Universe
from treaties.wording import number, period, share, words


def kind(subject: Subject) -> Cell:
    instrument = subject.instrument
    binds = _("binding for those who consented to be bound")
    return subject.cell(
        words=instrument.get_kind_display(),
        text=binds if instrument.binding else _("not binding in law"),
    )


def participants(subject: Subject) -> Cell:
    """The number that the page of the instrument begins with."""
    joined, counts = subject.joined, subject.counts
    if joined is None:
        return _named_by_the_chair(counts.named_by_chair)
    value = counts[JOINED[joined]]
    remarks = []
    if counts["contracting-states"]:
        remarks.append(
            ngettext(
                "%(n)s has consented and is not yet bound",
                "%(n)s have consented and are not yet bound",
                counts["contracting-states"],
            )
            % {"n": number(counts["contracting-states"])}
        )
    if subject.instrument.contested_reading:
        remarks.append(_("a contested act is not counted"))
    return Cell(
        value=value,
        count=JOINED[joined],
        instrument=subject.instrument.slug,
        at_least=subject.is_lower_bound(subject.on),
        words=_called(joined, subject.instrument.kind, value),
        text="; ".join(remarks),
    )


def _named_by_the_chair(n: int) -> Cell:
    """Shown, and no count that programs find: they agreed to nothing."""
    said = ngettext(
        "%(n)s participant named by the chair", "%(n)s participants named by the chair", n
    )
    return Cell(words=said % {"n": number(n)}) if n else Cell()


def _called(joined: Standing, kind: InstrumentKind, n: int) -> str:
    if joined == Standing.PARTY and kind == InstrumentKind.STATUTE:
        return ngettext("member", "members", n)
    return {
        Standing.PARTY: lambda: ngettext("party", "parties", n),
        Standing.ENDORSER: lambda: ngettext("endorser", "endorsers", n),
        Standing.COMMITTED: lambda: npgettext("number", "company", "companies", n),
        Standing.VOTED_FOR: lambda: _("voted for"),
        Standing.SPONSOR: lambda: ngettext("sponsor", "sponsors", n),
    }[joined]()


def part_of_universe(subject: Subject) -> Cell:
    """n of N, with N named."""
    instrument, potential, joined = subject.instrument, subject.counts.potential, subject.joined
    universe = str(Universe(instrument.universe).label)
    if joined is None or not potential:
        return does_not_apply(universe if instrument.universe == Universe.OPEN else "")
    return Cell(
        words=share(subject.counts[JOINED[joined]], potential),
        at_least=subject.is_lower_bound(subject.on),
        text=_("%(universe)s: %(n)s") % {"universe": universe, "n": number(potential)},
    )


def signatories(subject: Subject) -> Cell:
    instrument = subject.instrument
    if not instrument.binding or instrument.kind == InstrumentKind.AMENDMENT:
        return does_not_apply()
    if not any(stand.is_signatory for stand in subject.reached):
        return Cell()
    value = subject.counts["signatories"]
    return Cell(
        value=value,
        count=CountKind.SIGNATORIES,
        instrument=subject.instrument.slug,
        at_least=subject.is_lower_bound(subject.on),
        words=ngettext("signatory", "signatories", value),
    )


def left(subject: Subject) -> Cell:
    if not subject.instrument.binding:
        return does_not_apply()
    value = subject.counts["former-parties"]
    return Cell(
        value=value,
        count=CountKind.FORMER_PARTIES,
        instrument=subject.instrument.slug,
        at_least=subject.is_lower_bound(subject.on),
        words=ngettext("former party", "former parties", value),
    )


def withdrawal(subject: Subject) -> Cell:
    """What the text says about leaving, as far as it is kept in fields."""
    instrument = subject.instrument
    if not instrument.binding:
        return does_not_apply()
    if not instrument.withdrawal_grounds:
        return Cell()
    notice = ""
    if instrument.withdrawal_period_not_stated:
        notice = _("the text names no period")
    elif instrument.withdrawal_period is not None:
        notice = period(instrument.withdrawal_period, instrument.withdrawal_unit)
    grounds = instrument.get_withdrawal_grounds_display()
    return Cell(
        words=f"{notice}, {grounds}" if notice else grounds,
        references=subject.references("withdrawal", locator=instrument.withdrawal_locator),
        is_unchecked=subject.is_unchecked("withdrawal"),
    )


def stands(subject: Subject, participant: Participant) -> Cell:
    """Where one state stands on the day, and since when."""
    turns, past = subject.turns.get(participant.id, []), subject.past(participant)
    if not turns and not subject.is_open_to_states:
        return does_not_apply()
    if not past:
        return Cell(words=str(absent(subject.instrument.terms).label))
    standing, remarks = past[-1].after.standing, [_since(past[-1])]
    leaving = [t for t in turns if t.on > subject.on and t.after.standing == Standing.FORMER_PARTY]
    if leaving:
        remarks.append(_("leaving on %(day)s") % {"day": words(leaving[0].on)})
    return Cell(words=str(Standing(standing).label), text="; ".join(remarks))


def _since(turn: Turn) -> str:
    if turn.after.standing == Standing.UNKNOWN:
        return ""
    since = _("since %(day)s") if turn.is_exact else _("since %(day)s at the latest")
    return since % {"day": words(turn.on)}


def hosts_outside(subject: Subject) -> Cell:
    """States that hold choke points of the chip chain and are not on it."""
    if not subject.is_open_to_states:
        return does_not_apply()
    nobody = absent(subject.instrument.terms)
    reached = {
        host: past[-1].after.standing if (past := subject.past(host)) else nobody
        for host in subject.hosts
    }
    outside = [
        Place(host, str(Standing(standing).label))
        for host, standing in reached.items()
        if standing not in JOINED
    ]
    return Cell(
        words=_("%(n)s of %(total)s")
        % {"n": number(len(outside)), "total": number(len(subject.hosts))},
        places=tuple(outside),
    )
