"""What holds for any acts whatever."""

from datetime import timedelta

from django.test import SimpleTestCase
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.treaties.strategies import (
    BINDING_KINDS,
    EXACT,
    LONG_AFTER,
    acts,
    cases,
    days,
    terms_that_bind,
)
from treaties.partial_dates import PartialDate
from treaties.rules import Act, is_signatory, leaving_on, standing
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    LEAVING,
    NO_CHANGE_OF_STANDING,
    NOT_BINDING,
    ActionKind,
    Review,
    Standing,
)

BOUND = frozenset({Standing.PARTY, Standing.CONTRACTING_STATE, Standing.FORMER_PARTY})


def begins_on(act):
    """The first day on which an act can say anything: a succession works back."""
    stated = [act.effective_on] if act.effective_on else []
    return min(day.first_day for day in [act.taken_on, *stated])


class StandingProperties(SimpleTestCase):
    @given(cases(), st.randoms(use_true_random=False), days)
    def test_the_order_of_actions_does_not_matter(self, case, random, on):
        terms, given_acts = case
        shuffled = random.sample(given_acts, len(given_acts))
        for answer in (standing, is_signatory, leaving_on):
            expected = answer(given_acts, terms=terms, on=on)
            self.assertEqual(answer(shuffled, terms=terms, on=on), expected)

    @given(cases(), st.data(), days)
    def test_no_act_changes_a_standing_before_its_day(self, case, data, on):
        terms, given_acts = case
        kinds = BINDING_KINDS if terms.binding else sorted(NOT_BINDING)
        later = data.draw(acts(kinds))
        assume(begins_on(later) > on)
        for contested in (False, True):
            self.assertEqual(
                standing([*given_acts, later], terms=terms, on=on, contested=contested),
                standing(given_acts, terms=terms, on=on, contested=contested),
            )
        self.assertEqual(
            is_signatory([*given_acts, later], terms=terms, on=on),
            is_signatory(given_acts, terms=terms, on=on),
        )

    @given(terms_that_bind, st.lists(acts(BINDING_KINDS), max_size=5), days, st.integers(1, 400))
    def test_a_notice_changes_nothing_until_it_takes_effect(self, terms, given_acts, on, later):
        out = PartialDate(str(on + timedelta(days=later)))
        notice = Act(ActionKind.WITHDRAWAL, PartialDate(str(on)), out)
        self.assertEqual(
            standing([*given_acts, notice], terms=terms, on=on),
            standing(given_acts, terms=terms, on=on),
        )

    @given(terms_that_bind, st.data(), days, st.integers(1, 400))
    def test_a_later_deposit_of_the_same_consent_changes_nothing(self, terms, data, on, later):
        """D4: the depositaries of one consent, in any number."""
        stays = sorted(set(BINDING_KINDS) - LEAVING)
        given_acts = data.draw(st.lists(acts(stays, forms=EXACT), min_size=1, max_size=5))
        consents = [act for act in given_acts if act.kind in CONSENT_TO_BE_BOUND]
        again = [deposited_later(act, timedelta(days=later)) for act in consents]
        self.assertEqual(
            standing([*given_acts, *again], terms=terms, on=on),
            standing(given_acts, terms=terms, on=on),
        )

    @given(cases(), days, st.booleans())
    def test_nobody_is_a_party_before_entry_into_force(self, case, on, contested):
        terms, given_acts = case
        force = terms.in_force_from
        if standing(given_acts, terms=terms, on=on, contested=contested) == Standing.PARTY:
            self.assertTrue(terms.binding and force and force.last_day <= on)

    @given(cases(), days)
    def test_a_contested_act_never_changes_the_headline(self, case, on):
        terms, given_acts = case
        undisputed = [act for act in given_acts if not act.contested]
        for answer in (standing, is_signatory, leaving_on):
            self.assertEqual(
                answer(given_acts, terms=terms, on=on), answer(undisputed, terms=terms, on=on)
            )

    @given(cases(), days)
    def test_in_the_other_reading_a_contested_act_counts_as_any_other(self, case, on):
        terms, given_acts = case
        settled = [act._replace(contested=False) for act in given_acts]
        self.assertEqual(
            standing(given_acts, terms=terms, on=on, contested=True),
            standing(settled, terms=terms, on=on),
        )

    @given(cases(), days, st.booleans())
    def test_what_is_unchecked_retracted_or_not_counted_counts_nowhere(self, case, on, contested):
        terms, given_acts = case
        kept = [act for act in given_acts if act.counted and act.review == Review.CHECKED]
        self.assertEqual(
            standing(given_acts, terms=terms, on=on, contested=contested),
            standing(kept, terms=terms, on=on, contested=contested),
        )
        self.assertEqual(
            is_signatory(given_acts, terms=terms, on=on), is_signatory(kept, terms=terms, on=on)
        )

    @given(terms_that_bind, st.lists(acts(BINDING_KINDS), max_size=6), days)
    def test_a_mark_changes_no_standing(self, terms, given_acts, on):
        without = [act for act in given_acts if act.kind not in NO_CHANGE_OF_STANDING]
        self.assertEqual(
            standing(given_acts, terms=terms, on=on), standing(without, terms=terms, on=on)
        )

    @given(cases(forms=EXACT), days)
    def test_where_every_day_is_known_so_is_the_standing(self, case, on):
        terms, given_acts = case
        self.assertNotEqual(standing(given_acts, terms=terms, on=on), Standing.UNKNOWN)

    @given(terms_that_bind, st.lists(acts(sorted(CONSENT_TO_BE_BOUND)), max_size=6))
    def test_long_after_the_last_possible_day_every_consent_is_known(self, terms, given_acts):
        """R14: "not later than" a day counts from that day.

        Without a rule a deposit about the day of entry into force may be either side of it.
        """
        assume(terms.effect_rule)
        self.assertNotEqual(standing(given_acts, terms=terms, on=LONG_AFTER), Standing.UNKNOWN)

    @given(terms_that_bind, st.lists(acts(BINDING_KINDS), max_size=6), days)
    def test_who_is_leaving_leaves_after_that_day(self, terms, given_acts, on):
        out = leaving_on(given_acts, terms=terms, on=on)
        self.assertTrue(out is None or out > on)

    @given(terms_that_bind, st.lists(acts(["signature"]), min_size=1, max_size=4), days)
    def test_a_signature_alone_never_binds(self, terms, given_acts, on):
        self.assertNotIn(standing(given_acts, terms=terms, on=on, contested=True), BOUND)


def deposited_later(act, delay):
    def later(day):
        return PartialDate(str(day.last_day + delay))

    stated = act.effective_on and later(act.effective_on)
    return act._replace(taken_on=later(act.taken_on), effective_on=stated)
