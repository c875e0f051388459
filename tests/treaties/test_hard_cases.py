"""The hard cases of law.md, each with the days on which it was got wrong elsewhere."""

from datetime import date

from tests.treaties.law import (
    BWC,
    CTBT,
    CWC,
    DECLARATION,
    NPT,
    PARIS,
    ROME,
    LawTestCase,
    act,
    treaty,
)
from treaties.rules import Terms, exists_on
from treaties.vocabulary import Review


class NorthKoreaAndTheNptTests(LawTestCase):
    """R6: a disputed act never changes a headline number."""

    terms = NPT
    ANNOUNCED = act("withdrawal", "2003-01-10", "2003-04-10", contested=True)
    ACTS = (act("accession", "1985-12-12"), ANNOUNCED)

    def test_in_the_headline_it_is_a_party(self):
        self.assert_history(self.ACTS, {"2003-04-11": "party", "2026-11-20": "party"})
        self.assert_leaving_on(None, self.ACTS, on="2003-01-11")

    def test_in_the_other_reading_it_left(self):
        history = {"2003-04-09": "party", "2003-04-10": "former-party"}
        self.assert_history(self.ACTS, history, contested=True)


class RussiaAndTheCtbtTests(LawTestCase):
    """R3. D3: the withdrawal of a ratification shown as leaving the treaty."""

    terms = CTBT
    SIGNED = act("signature", "1996-09-24")
    TOOK_BACK = act("withdrawal-of-consent", "2023-11-03")
    ACTS = (SIGNED, act("ratification", "2000-06-30"), TOOK_BACK)

    def test_a_contracting_state_until_it_took_its_consent_back_and_signed_since(self):
        history = {
            "2000-06-29": "signed",
            "2000-06-30": "contracting-state",
            "2023-11-02": "contracting-state",
            "2023-11-03": "signed",
            "2026-11-20": "signed",
        }
        self.assert_history(self.ACTS, history)

    def test_it_is_a_signatory_still(self):
        self.assertTrue(self.is_signatory(self.ACTS))

    def test_it_could_ratify_again(self):
        acts = [*self.ACTS, act("ratification", "2030-01-01")]
        self.assert_history(acts, {"2029-12-31": "signed", "2030-01-01": "contracting-state"})


class UnitedStatesAndParisTests(LawTestCase):
    """R4: in, out, in, out. D2, D16: notified is not effective."""

    terms = PARIS
    ACTS = (
        act("signature", "2016-04-22"),
        act("acceptance", "2016-09-03"),
        act("withdrawal", "2019-11-04", "2020-11-04"),
        act("acceptance", "2021-01-20"),
        act("withdrawal", "2025-01-27", "2026-01-27"),
    )

    def test_each_boundary_day(self):
        history = {
            "2016-04-21": "not-listed",
            "2016-04-22": "signed",
            "2016-09-03": "contracting-state",
            "2016-11-03": "contracting-state",
            "2016-11-04": "party",
            "2020-11-03": "party",
            "2020-11-04": "former-party",
            "2021-01-19": "former-party",
            "2021-01-20": "contracting-state",
            "2021-02-18": "contracting-state",
            "2021-02-19": "party",
            "2026-01-26": "party",
            "2026-01-27": "former-party",
            "2026-11-20": "former-party",
        }
        self.assert_history(self.ACTS, history)

    def test_the_days_are_those_that_the_treaty_computes(self):
        """Article 28(2): one year from receipt; 366 days in 2020."""
        computed = [each._replace(effective_on=None) for each in self.ACTS]
        self.assert_history(computed, {"2020-11-03": "party", "2020-11-04": "former-party"})
        self.assert_history(computed, {"2026-01-26": "party", "2026-01-27": "former-party"})

    def test_it_is_leaving_from_the_notice_on(self):
        self.assert_leaving_on(None, self.ACTS, on="2025-01-26")
        self.assert_leaving_on("2026-01-27", self.ACTS, on="2025-01-27")

    def test_it_is_a_signatory_throughout(self):
        self.assertTrue(self.is_signatory(self.ACTS))


class RomeTests(LawTestCase):
    """D1: five who will leave in 2027 were left out of the count in 2026."""

    terms = ROME
    RATIFIED = act("ratification", "2001-11-30")

    def test_hungary_took_its_withdrawal_back_and_never_left(self):
        acts = [
            act("signature", "1999-01-15"),
            self.RATIFIED,
            act("withdrawal", "2025-06-02"),
            act("withdrawal-rescinded", "2026-05-29"),
        ]
        history = {
            "2025-06-02": "party",
            "2026-05-29": "party",
            "2026-06-01": "party",
            "2026-06-02": "party",
            "2026-11-20": "party",
        }
        self.assert_history(acts, history)
        self.assert_leaving_on("2026-06-02", acts, on="2026-05-28")
        self.assert_leaving_on(None, acts, on="2026-05-29")

    def test_burundi_and_the_philippines_left(self):
        burundi = [act("ratification", "2004-09-21"), act("withdrawal", "2016-10-27")]
        self.assert_history(burundi, {"2017-10-26": "party", "2017-10-27": "former-party"})
        philippines = [act("ratification", "2011-08-30"), act("withdrawal", "2018-03-17")]
        self.assert_history(philippines, {"2019-03-16": "party", "2019-03-17": "former-party"})

    def test_who_leaves_in_2027_is_a_party_until_then(self):
        for notified, last, out in (
            ("2026-06-18", "2027-06-17", "2027-06-18"),
            ("2026-06-24", "2027-06-23", "2027-06-24"),
            ("2026-07-24", "2027-07-23", "2027-07-24"),
            ("2026-07-27", "2027-07-26", "2027-07-27"),
        ):
            with self.subTest(notified):
                acts = [self.RATIFIED, act("withdrawal", notified)]
                self.assert_leaving_on(out, acts, on="2026-11-20")
                history = {"2026-11-20": "party", last: "party", out: "former-party"}
                self.assert_history(acts, history)

    def test_south_africa_and_the_gambia_took_theirs_back_in_2017(self):
        acts = [
            act("ratification", "2000-11-27"),
            act("withdrawal", "2016-10-19"),
            act("withdrawal-rescinded", "2017-03-07"),
        ]
        self.assert_history(acts, {"2017-01-01": "party", "2017-10-19": "party"})

    def test_not_wanting_to_become_a_party_is_a_declaration_and_no_withdrawal(self):
        """R11, VCLT 18(a): the United States stay signatories."""
        acts = [act("signature", "2000-12-31")]
        self.assert_standing("signed", acts, on="2026-11-20")
        self.assertTrue(self.is_signatory(acts))


class PalestineAndTheCwcTests(LawTestCase):
    """R3: an accession can be taken back too, before it takes effect."""

    terms = CWC
    FIRST = (act("accession", "2017-12-29"), act("withdrawal-of-consent", "2018-01-08"))
    SECOND = act("accession", "2018-05-17")

    def test_taken_back_in_time_it_never_bound(self):
        history = {
            "2017-12-28": "not-listed",
            "2017-12-29": "contracting-state",
            "2018-01-07": "contracting-state",
            "2018-01-08": "not-listed",
            "2018-01-28": "not-listed",
        }
        self.assert_history(self.FIRST, history)

    def test_the_second_accession_binds_from_its_own_day(self):
        history = {
            "2018-05-16": "not-listed",
            "2018-05-17": "contracting-state",
            "2018-06-15": "contracting-state",
            "2018-06-16": "party",
        }
        self.assert_history([*self.FIRST, self.SECOND], history)

    def test_taken_back_too_late_the_consent_stands(self):
        acts = [self.SECOND, act("withdrawal-of-consent", "2018-06-16")]
        self.assert_standing("party", acts, on="2018-06-16")


class SuccessionTests(LawTestCase):
    """R5: notified later, effective from the date of succession. D14."""

    terms = NPT

    def test_slovakia_is_bound_from_the_date_of_succession(self):
        acts = [act("succession", "1993-04-17", "1993-01-01")]
        self.assert_history(acts, {"1992-12-31": "not-listed", "1993-01-01": "party"})

    def test_no_succession_works_back_before_entry_into_force(self):
        acts = [act("succession", "1975-05-01", "1965-01-01")]
        self.assert_history(acts, {"1970-03-04": "not-listed", "1970-03-05": "party"})

    def test_without_a_stated_day_it_works_as_any_consent(self):
        acts = [act("succession", "1992-07-22")]
        self.assert_history(acts, {"1992-07-21": "not-listed", "1992-07-22": "party"})


class ThreeDepositariesTests(LawTestCase):
    """R4. D4: the dates flipped with the order of the depositaries."""

    MOSCOW = act("accession", "1992-08-11")
    LONDON = act("accession", "1993-03-26")
    WASHINGTON = act("accession", "1992-12-01")

    def test_the_earliest_deposit_decides_in_any_order(self):
        deposits = [self.MOSCOW, self.LONDON, self.WASHINGTON]
        for acts in (deposits, deposits[::-1], deposits[1:] + deposits[:1]):
            self.assert_history(acts, {"1992-08-10": "not-listed", "1992-08-11": "party"})

    def test_one_withdrawal_ends_all_deposits_of_one_consent(self):
        acts = [self.MOSCOW, self.LONDON, act("withdrawal", "2000-01-01")]
        self.assert_history(acts, {"2000-03-31": "party", "2000-04-01": "former-party"})

    def test_a_deposit_that_only_one_depositary_accepts_never_counts(self):
        """Taiwan and the Outer Space Treaty: Washington only."""
        outer_space = treaty("1967-10-10")
        acts = [
            act("signature", "1967-01-27", counted=False),
            act("ratification", "1970-07-24", counted=False),
        ]
        for contested in (False, True):
            self.assert_standing(
                "not-listed", acts, on="2026-11-20", terms=outer_space, contested=contested
            )
        self.assertFalse(self.is_signatory(acts))


class FormerStateTests(LawTestCase):
    """R9: a former state counts on days within its existence."""

    def test_czechoslovakia_was_a_party_while_it_existed(self):
        acts = [act("ratification", "1973-04-30")]
        end = date(1992, 12, 31)
        self.assert_standing("party", acts, on="1992-12-31")
        self.assertTrue(exists_on(None, end, date(1992, 12, 31)))
        self.assertFalse(exists_on(None, end, date(1993, 1, 1)))


class SummitTests(LawTestCase):
    """R13 and R14: declarations, resolutions, and lists that others drew up."""

    terms = DECLARATION

    def test_a_listing_disavowed_by_the_one_listed_leaves_a_decline(self):
        """South Africa and the Paris statement."""
        listed = act("endorsement", "2025-02-11", review=Review.RETRACTED)
        acts = [listed, act("decline", "2025-02-12")]
        self.assert_history(acts, {"2025-02-11": "not-listed", "2025-02-12": "declined"})

    def test_who_a_chair_names_in_a_summary_endorses_nothing(self):
        self.assert_standing(
            "named-by-chair", [act("named-by-chair", "2024-09-10")], on="2024-09-10"
        )

    def test_who_sponsors_a_resolution_without_a_vote_is_a_sponsor_only(self):
        self.assert_standing("sponsor", [act("sponsorship", "2024-03-21")], on="2026-11-20")

    def test_new_zealand_joined_bletchley_a_year_later(self):
        acts = [act("endorsement", "2024-10-23")]
        self.assert_history(acts, {"2024-10-22": "not-listed", "2024-10-23": "endorser"})

    def test_who_was_away_did_not_vote_and_is_not_simply_absent_from_the_list(self):
        """Antigua and Barbuda, Dominica: the Declaration on Human Cloning, 2005."""
        self.assert_standing("did-not-vote", [act("vote-absent", "2005-03-08")], on="2005-03-08")


class DaysBetweenTests(LawTestCase):
    """R14: from the first possible day until the last the standing is unknown."""

    def test_a_day_between_two_days_counts_from_the_last(self):
        acts = [act("endorsement", "[2026-02-18..2026-02-21]")]
        history = {
            "2026-02-17": "not-listed",
            "2026-02-18": "unknown",
            "2026-02-20": "unknown",
            "2026-02-21": "endorser",
        }
        self.assert_history(acts, history, terms=DECLARATION)

    def test_a_year_counts_from_new_years_eve(self):
        acts = [act("accession", "1980")]
        history = {
            "1979-12-31": "not-listed",
            "1980-01-01": "unknown",
            "1980-12-30": "unknown",
            "1980-12-31": "party",
        }
        self.assert_history(acts, history)

    def test_leaving_counts_from_the_last_possible_day_as_joining_does(self):
        acts = [act("ratification", "1980-01-01"), act("withdrawal", "1989-12-01", "1990-04")]
        history = {
            "1990-03-31": "party",
            "1990-04-01": "unknown",
            "1990-04-29": "unknown",
            "1990-04-30": "former-party",
        }
        self.assert_history(acts, history)

    def test_the_delay_of_an_uncertain_deposit_is_uncertain_too(self):
        acts = [act("accession", "2000-05")]
        history = {
            "2000-04-30": "not-listed",
            "2000-05-01": "unknown",
            "2000-05-31": "unknown",
            "2000-06-29": "unknown",
            "2000-06-30": "party",
        }
        self.assert_history(acts, history, terms=CWC)

    def test_an_uncertain_day_does_not_matter_to_who_is_bound_anyway(self):
        acts = [act("accession", "1980-01-01"), act("accession", "1985")]
        self.assert_standing("party", acts, on="1985-06-01")

    def test_a_consent_known_only_to_be_not_later_than_a_day_counts_from_it(self):
        """Under a treaty that is not in force nothing else has a day of effect."""
        acts = [act("ratification", "[..2024-05-01]")]
        history = {"2024-04-30": "unknown", "2024-05-01": "contracting-state"}
        self.assert_history(acts, history, terms=CTBT)

    def test_an_exit_known_only_to_be_not_later_than_a_day_counts_from_it(self):
        acts = [act("ratification", "1980-01-01"), act("withdrawal", "[..2024-05-01]")]
        self.assert_history(acts, {"2024-08-01": "former-party"})

    def test_a_stated_day_of_effect_is_certain_though_the_notice_is_not(self):
        acts = [act("ratification", "1980-01-01"), act("withdrawal", "2020", "2020-06-01")]
        self.assert_history(acts, {"2020-05-31": "party", "2020-06-01": "former-party"})


class IncompleteListTests(LawTestCase):
    """Rule 7: absence in a list that is not complete is no answer. D17."""

    terms = Terms(binding=False, list_is_complete=False)

    def test_absence_is_unknown(self):
        self.assert_standing("unknown", [], on="2026-11-20")
        self.assert_standing("not-listed", [], on="2026-11-20", terms=DECLARATION)

    def test_an_act_that_does_not_count_is_absence(self):
        acts = [act("endorsement", "2024-01-01", review=Review.UNCHECKED)]
        self.assert_standing("unknown", acts, on="2026-11-20")

    def test_who_acted_is_known(self):
        self.assert_standing("endorser", [act("endorsement", "2024-01-01")], on="2026-11-20")

    def test_an_act_does_not_change_the_days_before_it(self):
        acts = [act("endorsement", "2024-01-01")]
        self.assert_standing("unknown", acts, on="2023-12-31")

    def test_the_same_holds_for_a_treaty(self):
        terms = BWC._replace(list_is_complete=False)
        self.assert_standing("unknown", [], on="2026-11-20", terms=terms)
