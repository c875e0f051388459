"""What Hypothesis draws from: dates as sources print them, acts, and terms of instruments.

Everything happens within three years, so that acts get in each other's way.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from treaties.partial_dates import PartialDate
from treaties.rules import Act, EffectRule, Period, Terms
from treaties.vocabulary import NOT_BINDING, ActionKind, CountedFor, Review, Rounding, Unit

START = date(2000, 1, 1)
LONG_AFTER = date(2040, 1, 1)
MARKS = (
    *({},) * 8,
    {"contested": True},
    {"counted": False},
    {"review": Review.UNCHECKED},
    {"review": Review.RETRACTED},
)

# Those that bear on one another come up more often.
OFTEN = (
    ActionKind.SIGNATURE,
    ActionKind.RATIFICATION,
    ActionKind.ACCESSION,
    ActionKind.SUCCESSION,
    ActionKind.WITHDRAWAL,
    ActionKind.WITHDRAWAL_RESCINDED,
    ActionKind.WITHDRAWAL_OF_CONSENT,
)
BINDING_KINDS = sorted([*(set(ActionKind) - NOT_BINDING), *OFTEN * 2])
NOT_BINDING_KINDS = sorted(NOT_BINDING)


def one_day(day):
    return f"{day}"


def month(day):
    return f"{day:%Y-%m}"


def year(day):
    return f"{day:%Y}"


def between(day):
    return f"[{day - timedelta(days=20)}..{day + timedelta(days=20)}]"


def not_later(day):
    return f"[..{day}]"


EXACT = (one_day,)
ANY_FORM = (one_day, one_day, one_day, one_day, month, year, between, not_later)

days = st.integers(0, 1100).map(lambda number: START + timedelta(days=number))


@st.composite
def partial_dates(draw, days=days, forms=ANY_FORM):
    return PartialDate(draw(st.sampled_from(forms))(draw(days)))


@st.composite
def acts(draw, kinds, *, forms=ANY_FORM, marks=MARKS):
    """One act that the database would accept: only a succession works back."""
    kind = draw(st.sampled_from(kinds))
    taken_on = draw(partial_dates(forms=forms))
    effective_on = None
    if draw(st.integers(0, 3)) == 0:
        earliest = -400 if kind == ActionKind.SUCCESSION else 0
        later = timedelta(days=draw(st.integers(earliest, 400)))
        effective_on = PartialDate(one_day(taken_on.last_day + later))
    return Act(kind, taken_on, effective_on, **draw(st.sampled_from(marks)))


periods = st.builds(Period, st.sampled_from((0, 1, 3, 12)), st.sampled_from(Unit))
effect_rules = st.builds(
    EffectRule, periods, st.sampled_from(Rounding), st.sampled_from(CountedFor)
)
terms_that_bind = st.builds(
    Terms,
    binding=st.just(True),
    list_is_complete=st.just(True),
    in_force_from=st.none() | partial_dates(),
    conditions_met_on=st.none() | partial_dates(forms=EXACT),
    effect_rule=st.none() | effect_rules,
    notice=st.none() | periods,
)


@st.composite
def cases(draw, **options):
    """Terms with acts that fit them."""
    terms = draw(st.just(Terms(binding=False)) | terms_that_bind)
    kinds = BINDING_KINDS if terms.binding else NOT_BINDING_KINDS
    return terms, draw(st.lists(acts(kinds, **options), max_size=6))
