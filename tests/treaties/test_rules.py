"""The law in general, a sentence a test. R-numbers: law.md; D-numbers: anchors.md."""

from datetime import date

from django.test import SimpleTestCase

from tests.treaties.law import (
    AFTER_30_DAYS,
    AFTER_CONDITIONS,
    BWC,
    CTBT,
    CWC,
    DECLARATION,
    IAEA,
    NEXT_MONTH,
    ONE_YEAR,
    PARIS,
    ROME,
    THREE_MONTHS,
    LawTestCase,
    act,
    treaty,
)
from treaties.rules import EffectRule, Period, add_period, bound_since, exists_on
from treaties.vocabulary import CONSENT_TO_BE_BOUND, NO_CHANGE_OF_STANDING, Review, Unit

SIGNED = act("signature", "1972-04-10")
RATIFIED = act("ratification", "1974-03-26")
WITHDREW = act("withdrawal", "1990-01-01", "1990-04-01")


class StandingTests(LawTestCase):
    def test_who_did_nothing_is_not_listed(self):
        self.assert_standing("not-listed", [], on="2026-01-01")

    def test_who_only_signed_is_a_signatory_and_not_bound(self):
        """D21: any action counted as membership."""
        self.assert_history([SIGNED], {"1972-04-09": "not-listed", "1972-04-10": "signed"})
        self.assert_standing("signed", [SIGNED], on="2026-01-01")

    def test_who_ratified_before_entry_into_force_is_a_contracting_state(self):
        self.assert_history(
            [SIGNED, RATIFIED],
            {
                "1974-03-25": "signed",
                "1974-03-26": "contracting-state",
                "1975-03-25": "contracting-state",
                "1975-03-26": "party",
            },
        )

    def test_a_treaty_that_never_entered_into_force_has_no_parties(self):
        """D13: no day of entry into force is guessed."""
        self.assert_standing("contracting-state", [SIGNED, RATIFIED], on="2026-01-01", terms=CTBT)

    def test_every_kind_of_consent_binds_alike_with_or_without_a_signature(self):
        """R5, VCLT 11: the kind is a label, the effect is equal. D14."""
        for kind in CONSENT_TO_BE_BOUND:
            for before in ([], [SIGNED]):
                with self.subTest(kind=kind, before=before):
                    acts = [*before, act(kind, "1980-06-01")]
                    self.assert_standing("party", acts, on="1980-06-01")

    def test_a_mark_changes_nobodys_standing(self):
        """R2 and R12: suspension, provisional and territorial application, admission."""
        for kind in NO_CHANGE_OF_STANDING:
            with self.subTest(kind=kind):
                mark = act(kind, "1985-01-01")
                self.assert_standing("not-listed", [mark], on="1990-01-01")
                self.assert_standing("signed", [SIGNED, mark], on="1990-01-01")
                self.assert_standing("party", [RATIFIED, mark], on="1990-01-01")

    def test_a_suspended_party_remains_a_party(self):
        """R2, VCLT 57 and 72."""
        acts = [RATIFIED, act("suspension", "1985-01-01"), act("suspension-ended", "1986-01-01")]
        self.assert_history(acts, {"1985-06-01": "party", "1987-01-01": "party"})

    def test_approval_of_an_admission_is_no_membership(self):
        """R12: IAEA IV.B comes before XXI.C."""
        acts = [act("admission-approved", "2025-09-15")]
        self.assert_standing("not-listed", acts, on="2026-01-01", terms=IAEA)
        acts.append(act("membership-acceptance", "2026-02-01"))
        self.assert_standing("party", acts, on="2026-02-01", terms=IAEA)

    def test_a_definitive_signature_is_consent_and_makes_a_signatory(self):
        """R11, VCLT 12(1)."""
        definitive = act("definitive-signature", "1980-01-01")
        self.assert_standing("party", [definitive], on="1980-01-01")
        self.assertTrue(self.is_signatory([definitive]))

    def test_a_signature_ad_referendum_binds_nobody(self):
        """R11, VCLT 12(2)(b)."""
        self.assert_standing(
            "signed", [act("signature-ad-referendum", "1972-04-10")], on="1980-01-01"
        )

    def test_who_succeeded_to_a_signature_is_a_signatory(self):
        acts = [act("succession-to-signature", "1993-01-01")]
        self.assertTrue(self.is_signatory(acts))
        self.assert_standing("signed", acts, on="1993-01-01")

    def test_a_signatory_stays_one_whatever_followed(self):
        """R11: signatories are who ever signed."""
        self.assertTrue(self.is_signatory([SIGNED, RATIFIED, WITHDREW]))
        self.assertFalse(self.is_signatory([SIGNED], on="1972-04-09"))
        self.assertFalse(self.is_signatory([RATIFIED]))

    def test_a_withdrawn_signature_counts_no_longer(self):
        acts = [SIGNED, act("withdrawal-of-signature", "1980-01-01")]
        self.assert_history(acts, {"1979-12-31": "signed", "1980-01-01": "not-listed"})
        self.assertTrue(self.is_signatory(acts, on="1979-12-31"))
        self.assertFalse(self.is_signatory(acts, on="1980-01-01"))

    def test_who_signs_again_after_withdrawing_a_signature_is_a_signatory(self):
        acts = [
            SIGNED,
            act("withdrawal-of-signature", "1980-01-01"),
            act("signature", "1985-01-01"),
        ]
        self.assert_standing("signed", acts, on="1985-01-01")

    def test_withdrawing_a_signature_leaves_a_party_bound(self):
        acts = [SIGNED, RATIFIED, act("withdrawal-of-signature", "1980-01-01")]
        self.assert_standing("party", acts, on="1980-01-01")

    def test_what_is_unchecked_retracted_or_not_counted_changes_nothing(self):
        """Rules 8 and 10."""
        for mark in (
            {"review": Review.UNCHECKED},
            {"review": Review.RETRACTED},
            {"counted": False},
        ):
            with self.subTest(mark):
                ratified = RATIFIED._replace(**mark)
                self.assert_standing("not-listed", [ratified], on="1980-01-01")
                self.assert_standing("signed", [SIGNED, ratified], on="1980-01-01", contested=True)
                self.assertFalse(self.is_signatory([SIGNED._replace(**mark)]))


class EffectTests(LawTestCase):
    """R1: when a consent takes effect."""

    def assert_party_from(self, day, deposited, terms):
        acts = [act("ratification", deposited)]
        self.assert_standing("party", acts, on=day, terms=terms)
        eve = str(add_period(date.fromisoformat(day), Period(-1)))
        self.assertNotEqual(self.standing(acts, eve, terms=terms), "party")

    def test_a_deposit_before_entry_into_force_takes_effect_with_it(self):
        self.assert_party_from("1997-04-29", "1996-10-31", CWC)

    def test_bahrain_deposited_for_the_cwc_on_the_eve_and_was_bound_the_next_day(self):
        self.assert_party_from("1997-04-29", "1997-04-28", CWC)

    def test_a_deposit_on_the_day_of_entry_into_force_takes_effect_at_once(self):
        self.assert_party_from("1997-04-29", "1997-04-29", CWC)

    def test_a_later_deposit_takes_effect_after_its_own_delay(self):
        self.assert_party_from("1997-05-30", "1997-04-30", CWC)

    def test_where_the_text_counts_from_its_conditions_the_days_between_are_late_already(self):
        """Parties to Paris on the first day: 74, not 97."""
        self.assert_party_from("2016-11-04", "2016-10-05", PARIS)
        self.assert_party_from("2016-11-05", "2016-10-06", PARIS)
        self.assert_party_from("2016-12-03", "2016-11-03", PARIS)

    def test_rome_binds_on_the_first_of_the_month_after_the_sixtieth_day(self):
        self.assert_party_from("2007-01-01", "2006-11-01", ROME)
        self.assert_party_from("2002-07-01", "2002-04-11", ROME)
        self.assert_party_from("2002-08-01", "2002-05-21", ROME)

    def test_a_sixtieth_day_on_the_first_of_a_month_waits_for_the_next(self):
        self.assert_party_from("2003-06-01", "2003-03-02", ROME)  # the 60th day is 1 May

    def test_three_months_and_the_first_of_the_next(self):
        """As CETS 225: months, then rounding."""
        rule = EffectRule(THREE_MONTHS, NEXT_MONTH)
        self.assert_party_from("2026-09-01", "2026-05-31", treaty("2026-01-01", rule=rule))

    def test_kampala_takes_effect_one_year_after_the_deposit(self):
        """Rome 121(5); in a leap year that is 366 days."""
        rule = EffectRule(ONE_YEAR, counted_for=AFTER_CONDITIONS)
        kampala = treaty("2013-05-08", rule=rule, met="2012-05-08")
        self.assert_party_from("2016-09-26", "2015-09-26", kampala)
        self.assert_party_from("2017-02-28", "2016-02-29", kampala)

    def test_months_are_never_turned_into_days(self):
        self.assertEqual(add_period(date(2023, 11, 30), THREE_MONTHS), date(2024, 2, 29))
        self.assertEqual(add_period(date(2023, 1, 31), Period(1, Unit.MONTH)), date(2023, 2, 28))
        self.assertEqual(add_period(date(2019, 11, 4), ONE_YEAR), date(2020, 11, 4))
        self.assertEqual(add_period(date(2024, 12, 15), Period(1, Unit.MONTH)), date(2025, 1, 15))

    def test_without_a_rule_a_later_deposit_has_no_day_of_effect(self):
        """D13: "+90 days" guessed for every treaty."""
        terms = treaty("1975-03-26")
        self.assert_standing(
            "contracting-state", [act("accession", "1980-01-01")], on="2026-01-01", terms=terms
        )
        self.assert_standing("party", [RATIFIED], on="1975-03-26", terms=terms)

    def test_a_day_that_a_source_states_comes_before_the_rule(self):
        acts = [act("accession", "2017-12-18", "2018-06-16")]
        history = {"2018-06-15": "contracting-state", "2018-06-16": "party"}
        self.assert_history(acts, history, terms=CWC)

    def test_nobody_is_bound_before_the_treaty_is_in_force(self):
        self.assert_party_from("1975-03-26", "1974-01-01", BWC)
        stated = [act("ratification", "1974-01-01", "1974-01-01")]
        self.assert_standing("contracting-state", stated, on="1975-03-25")


class LeavingTests(LawTestCase):
    """R7: withdrawal, in one act."""

    def test_a_withdrawal_counts_from_the_day_it_takes_effect(self):
        """D1: a future-effective withdrawal counted as done."""
        acts = [SIGNED, RATIFIED, WITHDREW]
        self.assert_history(acts, {"1990-03-31": "party", "1990-04-01": "former-party"})

    def test_leaving_is_announced_from_the_notice_until_the_day(self):
        acts = [SIGNED, RATIFIED, WITHDREW]
        self.assert_leaving_on(None, acts, on="1989-12-31")
        self.assert_leaving_on("1990-04-01", acts, on="1990-01-01")
        self.assert_leaving_on("1990-04-01", acts, on="1990-03-31")
        self.assert_leaving_on(None, acts, on="1990-04-01")

    def test_the_day_is_computed_from_the_treatys_own_period(self):
        acts = [RATIFIED, act("withdrawal", "2023-11-30")]
        self.assert_history(acts, {"2024-02-28": "party", "2024-02-29": "former-party"})

    def test_a_period_that_is_not_stated_is_no_period_of_zero_days(self):
        """IAEA XVIII.D: until a source names a day the standing is unchanged."""
        acts = [act("membership-acceptance", "1974-09-18"), act("withdrawal", "1994-06-13")]
        self.assert_standing("party", acts, on="2026-01-01", terms=IAEA)
        acts[1] = acts[1]._replace(effective_on=acts[1].taken_on)
        self.assert_standing("former-party", acts, on="1994-06-13", terms=IAEA)

    def test_a_withdrawal_taken_back_in_time_never_counted(self):
        back = act("withdrawal-rescinded", "1990-03-31")
        acts = [RATIFIED, WITHDREW, back]
        self.assert_history(acts, {"1990-03-31": "party", "1990-04-01": "party"})
        self.assert_leaving_on("1990-04-01", acts, on="1990-03-30")
        self.assert_leaving_on(None, acts, on="1990-03-31")

    def test_a_withdrawal_taken_back_too_late_stands(self):
        acts = [RATIFIED, WITHDREW, act("withdrawal-rescinded", "1990-04-01")]
        self.assert_standing("former-party", acts, on="1990-04-01")

    def test_taking_back_one_withdrawal_leaves_a_later_one(self):
        acts = [
            RATIFIED,
            WITHDREW,
            act("withdrawal-rescinded", "1990-02-01"),
            act("withdrawal", "1995-01-01"),
        ]
        self.assert_history(acts, {"1995-03-31": "party", "1995-04-01": "former-party"})

    def test_a_signature_made_before_a_withdrawal_does_not_revive(self):
        """R4."""
        self.assert_standing("former-party", [SIGNED, RATIFIED, WITHDREW], on="2026-01-01")

    def test_who_comes_back_is_bound_since_the_return(self):
        """R4: "the earliest deposit decides" alone would date it from the first."""
        acts = [RATIFIED, WITHDREW, act("accession", "1995-01-01")]
        self.assert_history(acts, {"1994-12-31": "former-party", "1995-01-01": "party"})
        since = bound_since(acts, terms=BWC, on=date(2026, 1, 1))
        self.assertEqual(since, date(1995, 1, 1))
        self.assertEqual(bound_since(acts, terms=BWC, on=date(1980, 1, 1)), date(1975, 3, 26))
        self.assertIsNone(bound_since(acts, terms=BWC, on=date(1994, 12, 31)))

    def test_who_returns_is_a_contracting_state_until_the_consent_takes_effect(self):
        acts = [RATIFIED, WITHDREW, act("accession", "1995-01-01")]
        terms = treaty("1975-03-26", rule=AFTER_30_DAYS, notice=THREE_MONTHS)
        self.assert_history(
            acts, {"1995-01-30": "contracting-state", "1995-01-31": "party"}, terms=terms
        )

    def test_a_return_does_not_change_the_days_before_it(self):
        """The acts of joining may be missing from the list: "at least"."""
        left = [act("withdrawal", "1990-01-01", "1990-04-01")]
        self.assert_standing("former-party", left, on="1991-01-01")
        returned = [*left, act("accession", "1995-01-01")]
        self.assert_standing("former-party", returned, on="1991-01-01")


class ExistenceTests(SimpleTestCase):
    def test_a_former_state_exists_until_its_last_day(self):
        """R9."""
        end = date(1992, 12, 31)
        self.assertTrue(exists_on(None, end, date(1992, 12, 31)))
        self.assertFalse(exists_on(None, end, date(1993, 1, 1)))
        self.assertFalse(exists_on(date(1993, 1, 1), None, end))
        self.assertTrue(exists_on(None, None, end))


class WithoutObligationTests(LawTestCase):
    """R13: votes, resolutions, and lists that others drew up."""

    terms = DECLARATION

    def test_each_act_has_the_standing_of_its_name(self):
        for kind, expected in {
            "endorsement": "endorser",
            "decline": "declined",
            "commitment": "committed",
            "sponsorship": "sponsor",
            "named-by-chair": "named-by-chair",
            "vote-for": "voted-for",
            "vote-against": "voted-against",
            "vote-abstain": "abstained",
            "vote-absent": "did-not-vote",
        }.items():
            with self.subTest(kind):
                acts = [act(kind, "2024-03-21")]
                self.assert_history(acts, {"2024-03-20": "not-listed", "2024-03-21": expected})

    def test_an_endorsement_withdrawn_works_from_its_day(self):
        acts = [act("endorsement", "2023-11-01"), act("withdrawal-of-endorsement", "2025-01-20")]
        self.assert_history(acts, {"2025-01-19": "endorser", "2025-01-20": "former-endorser"})

    def test_who_endorses_again_is_an_endorser_again(self):
        acts = [
            act("endorsement", "2023-11-01"),
            act("withdrawal-of-endorsement", "2025-01-20"),
            act("endorsement", "2029-01-20"),
        ]
        self.assert_standing("endorser", acts, on="2029-01-20")

    def test_a_company_that_withdraws_its_commitment_is_no_longer_listed(self):
        acts = [act("commitment", "2024-05-21"), act("commitment-withdrawn", "2026-02-24")]
        self.assert_history(acts, {"2026-02-23": "committed", "2026-02-24": "not-listed"})

    def test_who_declined_and_joined_later_is_an_endorser(self):
        acts = [act("decline", "2023-11-01"), act("endorsement", "2024-10-23")]
        self.assert_history(acts, {"2024-10-22": "declined", "2024-10-23": "endorser"})

    def test_a_treaty_is_not_endorsed_and_a_declaration_is_not_ratified(self):
        self.assert_standing(
            "not-listed", [act("endorsement", "2023-11-01")], on="2026-01-01", terms=BWC
        )
        self.assert_standing("not-listed", [act("ratification", "2023-11-01")], on="2026-01-01")
