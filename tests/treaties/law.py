"""What the tests of the law share: short words for acts, days and the answer expected."""

from datetime import date

from django.test import SimpleTestCase

from treaties.partial_dates import PartialDate
from treaties.rules import Act, EffectRule, Period, Terms, is_signatory, leaving_on, standing
from treaties.vocabulary import ActionKind, CountedFor, Rounding, Unit


def act(kind, taken_on, effective_on=None, **more) -> Act:
    effective_on = PartialDate(effective_on) if effective_on else None
    return Act(ActionKind(kind), PartialDate(taken_on), effective_on, **more)


def treaty(in_force_from=None, *, rule=None, notice=None, met=None, complete=True) -> Terms:
    return Terms(
        in_force_from=PartialDate(in_force_from) if in_force_from else None,
        conditions_met_on=PartialDate(met) if met else None,
        effect_rule=rule,
        notice=notice,
        list_is_complete=complete,
    )


THREE_MONTHS = Period(3, Unit.MONTH)
ONE_YEAR = Period(1, Unit.YEAR)
ON_DEPOSIT = EffectRule()
AFTER_30_DAYS = EffectRule(Period(30))
AFTER_CONDITIONS = CountedFor.AFTER_CONDITIONS_MET
NEXT_MONTH = Rounding.FIRST_OF_NEXT_MONTH

BWC = treaty("1975-03-26", rule=ON_DEPOSIT, notice=THREE_MONTHS)
NPT = treaty("1970-03-05", rule=ON_DEPOSIT, notice=THREE_MONTHS)
CWC = treaty("1997-04-29", rule=AFTER_30_DAYS, notice=Period(90))
CTBT = treaty(rule=AFTER_30_DAYS)
IAEA = treaty("1957-07-29", rule=ON_DEPOSIT)  # its Article XVIII.D names no period
PARIS = treaty(
    "2016-11-04",
    rule=EffectRule(Period(30), counted_for=AFTER_CONDITIONS),
    met="2016-10-05",
    notice=ONE_YEAR,
)
ROME = treaty(
    "2002-07-01",
    rule=EffectRule(Period(60), NEXT_MONTH, AFTER_CONDITIONS),
    met="2002-04-11",
    notice=ONE_YEAR,
)
DECLARATION = Terms(binding=False)


class LawTestCase(SimpleTestCase):
    """`terms` is the instrument that the sentences of a class speak of."""

    terms = BWC

    def standing(self, acts, on, **more):
        more.setdefault("terms", self.terms)
        return standing(acts, on=date.fromisoformat(on), **more)

    def assert_standing(self, expected, acts, *, on, **more):
        self.assertEqual(self.standing(acts, on, **more), expected)

    def assert_history(self, acts, history, **more):
        """The standing on each of the days."""
        found = {day: str(self.standing(acts, day, **more)) for day in history}
        self.assertEqual(found, history)

    def assert_leaving_on(self, expected, acts, *, on):
        found = leaving_on(acts, terms=self.terms, on=date.fromisoformat(on))
        self.assertEqual(found and str(found), expected)

    def is_signatory(self, acts, on="2026-11-20"):
        return is_signatory(acts, terms=self.terms, on=date.fromisoformat(on))
