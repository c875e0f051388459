"""The law of treaties: where a participant stands under an instrument on a day.

Pure functions, no database. R-numbers are those of `docs/law.md`; VCLT is the Vienna Convention
on the Law of Treaties (1969). `standings_sql.py` asks the same of all pairs at once, in SQL.
"""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from treaties.partial_dates import PartialDate
from treaties.periods import Period, add_period
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    FIRST_FORMAL_ACT,
    STANDING_AFTER,
    ActionKind,
    CountedFor,
    Review,
    Rounding,
    Standing,
    Unit,
)


class EffectRule(NamedTuple):
    """When a consent deposited after the pivot takes effect (R1)."""

    delay: Period = Period(0)
    rounding: Rounding = Rounding.NONE
    counted_for: CountedFor = CountedFor.AFTER_ENTRY_INTO_FORCE


class Terms(NamedTuple):
    """What an instrument says of itself, as far as standings depend on it.

    `effect_rule` and `notice` are None where no source states them: then no day is guessed.
    """

    binding: bool = True
    in_force_from: PartialDate | None = None
    conditions_met_on: PartialDate | None = None
    effect_rule: EffectRule | None = None
    notice: Period | None = None
    list_is_complete: bool = True


class Act(NamedTuple):
    """One act of one participant: `taken_on` is the day the depositary received it."""

    kind: ActionKind
    taken_on: PartialDate
    effective_on: PartialDate | None = None
    contested: bool = False
    counted: bool = True
    review: Review = Review.CHECKED

    @property
    def is_exact(self) -> bool:
        """Whether its days are known, so that its first possible ones are its last ones."""
        return self.taken_on.is_one_day and (not self.effective_on or self.effective_on.is_one_day)


class Dated(NamedTuple):
    """An act whose days are picked: all on their last, or all on their first possible day."""

    kind: ActionKind
    taken: date
    effect: date | None


Pick = Callable[[PartialDate], date]
SAID_LAST = list(STANDING_AFTER)


last_day: Pick = attrgetter("last_day")
first_day: Pick = attrgetter("first_day")


def after_delay(deposited: date, rule: EffectRule) -> date:
    """The day of effect of a consent deposited after the pivot (R1)."""
    day = add_period(deposited, rule.delay)
    if rule.rounding == Rounding.FIRST_OF_NEXT_MONTH:
        return add_period(day.replace(day=1), Period(1, Unit.MONTH))
    return day


def effect_of_consent(act: Act, terms: Terms, pick: Pick = last_day) -> date | None:
    """The day from which a consent binds; None while no day can be named (R1, R5).

    A consent deposited no later than the pivot takes effect when the instrument does. The
    day that a source states comes first: a succession may work back to the date of succession.
    """
    if terms.in_force_from is None:
        return None
    start, deposited = terms.in_force_from.last_day, pick(act.taken_on)
    if act.effective_on:
        return max(start, pick(act.effective_on))
    rule, pivot = terms.effect_rule, start
    conditional = rule and rule.counted_for == CountedFor.AFTER_CONDITIONS_MET
    if conditional and terms.conditions_met_on:
        pivot = terms.conditions_met_on.last_day
    if deposited <= pivot:
        return max(start, deposited)
    return max(start, after_delay(deposited, rule)) if rule else None


def effect_of_withdrawal(act: Act, terms: Terms, pick: Pick = last_day) -> date | None:
    """The first day out; None if neither a source nor the treaty names one (R7)."""
    if act.effective_on:
        return pick(act.effective_on)
    return add_period(pick(act.taken_on), terms.notice) if terms.notice else None


def dated(act: Act, terms: Terms, pick: Pick) -> Dated:
    """An act with the days on which it changes something; its effect may never come (None)."""
    if act.kind in CONSENT_TO_BE_BOUND:
        effect = effect_of_consent(act, terms, pick)
    elif act.kind == ActionKind.WITHDRAWAL:
        effect = effect_of_withdrawal(act, terms, pick)
    else:
        effect = pick(act.effective_on or act.taken_on)
    return Dated(act.kind, pick(act.taken_on), effect)


def counts(act: Act, *, contested: bool = False) -> bool:
    """Whether an act changes a standing at all (R4, R6): checked, counted, not contested."""
    undisputed = contested or not act.contested
    return act.review == Review.CHECKED and act.counted and undisputed


def _undone(act: Dated, by: ActionKind, acts: list[Dated], on: date) -> bool:
    """Whether a later act of the kind `by` took this one back before it took effect (R3, R7)."""
    return any(
        other.kind == by
        and act.taken <= other.effect <= on
        and (act.effect is None or other.effect < act.effect)
        for other in acts
    )


def _after(earlier: date | None, day: date) -> bool:
    """Whether a day is later than another, which may never have been."""
    return earlier is None or earlier < day


def has_signed(acts: list[Dated], on: date) -> bool:
    """Signed, and the signature not withdrawn since; definitively or not (R11, VCLT 12)."""
    withdrawn = [
        act.effect
        for act in acts
        if act.kind == ActionKind.WITHDRAWAL_OF_SIGNATURE and act.effect <= on
    ]
    last_withdrawn = max(withdrawn, default=None)
    signed = [act.taken for act in acts if act.kind in FIRST_FORMAL_ACT]
    definitive = ActionKind.DEFINITIVE_SIGNATURE
    return any(_after(last_withdrawn, day) and day <= on for day in signed) or any(
        act.kind == definitive and act.taken <= on for act in _consents(acts, on)
    )


def _consents(acts: list[Dated], on: date) -> list[Dated]:
    taken_back = ActionKind.WITHDRAWAL_OF_CONSENT
    return [
        act
        for act in acts
        if act.kind in CONSENT_TO_BE_BOUND and not _undone(act, taken_back, acts, on)
    ]


def _exits(acts: list[Dated], on: date) -> list[date]:
    """The days on which notified withdrawals take effect, those taken back left out."""
    rescinded = ActionKind.WITHDRAWAL_RESCINDED
    return [
        act.effect
        for act in acts
        if act.kind == ActionKind.WITHDRAWAL
        and act.effect
        and (act.taken <= on or act.effect <= on)
        and not _undone(act, rescinded, acts, on)
    ]


def _bound(acts: list[Dated], on: date) -> Standing:
    """Where somebody stands under an instrument that binds (VCLT 2(1)(f) and (g); R3, R4)."""
    left_on = max((day for day in _exits(acts, on) if day <= on), default=None)
    consents = [act for act in _consents(acts, on) if _has_begun(act, on)]
    if any(act.effect and _after(left_on, act.effect) and act.effect <= on for act in consents):
        return Standing.PARTY
    if any(_is_pending(act, left_on, on) for act in consents):
        return Standing.CONTRACTING_STATE
    was_bound = any(act.effect and not _after(left_on, act.effect) for act in consents)
    if left_on and (was_bound or not consents):
        return Standing.FORMER_PARTY
    return Standing.SIGNED if has_signed(acts, on) else Standing.NOT_LISTED


def _is_pending(consent: Dated, left_on: date | None, on: date) -> bool:
    if consent.taken > on:
        return False
    return consent.effect > on if consent.effect else _after(left_on, consent.taken)


def _has_begun(act: Dated, on: date) -> bool:
    """Taken, or (a succession) effective already; an act yet to come changes nothing today."""
    return act.taken <= on or (act.effect is not None and act.effect <= on)


def _is_settled(act: Dated, on: date) -> bool:
    """Its last possible day is past: from then on it counts from that day, no earlier (R14)."""
    return act.taken <= on and (act.effect is None or act.effect <= on)


def _not_bound(acts: list[Dated], on: date) -> Standing:
    """Where somebody stands on a text that binds nobody: the latest act says it (R13)."""
    said = [act for act in acts if act.kind in STANDING_AFTER and act.effect <= on]
    if not said:
        return Standing.NOT_LISTED
    latest = max(said, key=lambda act: (act.effect, SAID_LAST.index(act.kind)))
    return STANDING_AFTER[latest.kind]


def absent(terms: Terms) -> Standing:
    """Where somebody stands whom no act names: a gap in an incomplete list is no answer."""
    return Standing.NOT_LISTED if terms.list_is_complete else Standing.UNKNOWN


def standing(acts: Iterable[Act], *, terms: Terms, on: date, contested: bool = False) -> Standing:
    """Where one participant stands under one instrument on a day.

    An act counts from its last possible day. If its first possible day gives another
    answer, the answer for that day is not known (R14). `contested` gives the other reading,
    in which contested acts count as well (R6).
    """
    acts = [act for act in acts if counts(act, contested=contested)]
    return standing_of(*both_days(acts, terms), terms=terms, on=on)


def both_days(acts: list[Act], terms: Terms) -> tuple[list[Dated], list[Dated]]:
    """Acts on their last, and on their first possible days; one list if these are the same."""
    last = [dated(act, terms, last_day) for act in acts]
    if all(act.is_exact for act in acts):
        return last, last
    return last, [dated(act, terms, first_day) for act in acts]


def standing_of(last: list[Dated], first: list[Dated], *, terms: Terms, on: date) -> Standing:
    """The standing that dated acts lead to. It looks at the order of days alone."""
    if first is not last:
        pairs = zip(first, last, strict=True)
        first = [late if _is_settled(late, on) else early for early, late in pairs]
    if not any(_has_begun(act, on) for act in first):
        return absent(terms)
    stands = _bound if terms.binding else _not_bound
    latest = stands(last, on)
    if first is last or first == last:
        return latest
    return latest if latest == stands(first, on) else Standing.UNKNOWN


def is_signatory(acts: Iterable[Act], *, terms: Terms, on: date) -> bool:
    """Signed, signature not withdrawn, whatever followed: no standing, a count (R11)."""
    return has_signed([dated(act, terms, last_day) for act in acts if counts(act)], on)


def is_suspended(acts: Iterable[Act], *, on: date) -> bool:
    """Whether the latest mark on that day is a suspension, which is no way out (R2, VCLT 57)."""
    marks = {ActionKind.SUSPENSION, ActionKind.SUSPENSION_ENDED}
    said = [act for act in acts if act.kind in marks and counts(act)]
    past = [act for act in said if act.taken_on.last_day <= on]
    latest = max(past, key=lambda act: act.taken_on.last_day, default=None)
    return latest is not None and latest.kind == ActionKind.SUSPENSION


def leaving_on(acts: Iterable[Act], *, terms: Terms, on: date) -> date | None:
    """The day on which a notified withdrawal will take effect; None if there is none (R7)."""
    acts = [dated(act, terms, last_day) for act in acts if counts(act)]
    return min((day for day in _exits(acts, on) if day > on), default=None)


def bound_since(acts: Iterable[Act], *, terms: Terms, on: date) -> date | None:
    """The day from which a party has been bound without a break; None if it is not bound."""
    acts = [dated(act, terms, last_day) for act in acts if counts(act)]
    left_on = max((day for day in _exits(acts, on) if day <= on), default=date.min)
    days = [act.effect for act in _consents(acts, on) if act.effect]
    return min((day for day in days if left_on < day <= on), default=None)


def exists_on(exists_from: date | None, exists_until: date | None, on: date) -> bool:
    """Whether a participant exists on a day: a former state has no standing later (R9)."""
    return (exists_from or date.min) <= on <= (exists_until or date.max)
