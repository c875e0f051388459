"""Every number of a page, against a set small enough to count by hand."""

from datetime import date

from django.test import TestCase

from tests.make import (
    make_action,
    make_company,
    make_declaration,
    make_eligible,
    make_eu,
    make_former_state,
    make_instrument,
    make_participant,
    make_state,
)
from treaties.models import Instrument
from treaties.participation import participations, participations_of
from treaties.statistics import counts_of, not_listed, potential_participants

TODAY = date(2026, 11, 20)


class CountsTestCase(TestCase):
    def counts(self, instrument, on=TODAY, **more):
        return counts_of([instrument], on, **more)[instrument.pk]

    def assert_counts(self, instrument, expected, *, on=TODAY, **more):
        """These numbers, and every other one is nought."""
        counts = self.counts(instrument, on, **more).filled()
        self.assertEqual({name: n for name, n in counts.items() if n}, expected)


class TreatyTests(CountsTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.treaty = treaty = make_instrument("paris", universe="states-and-eu", effect_delay=30)
        cls.eu = make_eu()
        names = ("bound", "former", "signatory", "pending", "contested", "unchecked", "outside")
        states = cls.states = {name: make_state(name) for name in names}
        make_action(treaty, cls.eu, "approval", "1980-01-01")
        make_action(treaty, states["bound"], "signature", "1974-01-01")
        make_action(treaty, states["bound"], "ratification", "1975-01-01")
        make_action(treaty, states["former"], "signature", "1974-01-01")
        make_action(treaty, states["former"], "ratification", "1975-01-01")
        make_action(treaty, states["former"], "withdrawal", "2000-01-01")
        make_action(treaty, states["signatory"], "signature", "1974-01-01")
        make_action(treaty, states["pending"], "accession", "2026-11-19")
        make_action(treaty, states["contested"], "accession", "1985-01-01")
        make_action(treaty, states["contested"], "withdrawal", "2003-01-10", contested=True)
        make_action(treaty, states["unchecked"], "accession", "1985-01-01", review="unchecked")

    def test_each_count_has_its_own_rule(self):
        """D21: parties are not signatories; 3 parties, not 6."""
        expected = {
            "parties": 3,
            "contracting_states": 1,
            "signatories": 3,
            "signed_not_party": 1,
            "former_parties": 1,
        }
        self.assert_counts(self.treaty, expected)

    def test_the_european_union_stands_beside_the_states(self):
        """R10: "193 states and the European Union"."""
        counts = self.counts(self.treaty)
        self.assertEqual((counts.party_states, counts.party_organisations), (2, 1))

    def test_in_the_other_reading_the_contested_act_counts(self):
        """R6."""
        other = self.counts(self.treaty, contested=True)
        self.assertEqual((other["parties"], other["former_parties"]), (2, 2))

    def test_the_counts_are_those_of_the_day(self):
        self.assert_counts(
            self.treaty,
            {"contracting_states": 2, "signatories": 3, "signed_not_party": 1},
            on=date(1975, 3, 25),
        )
        self.assert_counts(self.treaty, {}, on=date(1973, 12, 31))

    def test_who_is_leaving_is_counted_until_the_day(self):
        """D1."""
        make_action(self.treaty, self.states["bound"], "withdrawal", "2026-11-01")
        self.assertEqual(self.counts(self.treaty)["parties"], 3)
        self.assertEqual(self.counts(self.treaty, date(2027, 1, 31))["parties"], 4)
        self.assertEqual(self.counts(self.treaty, date(2027, 2, 1))["parties"], 3)

    def test_who_could_join_and_is_not_listed_is_counted_too(self):
        self.assertEqual(not_listed(participations(self.treaty, TODAY)), 2)

    def test_a_former_state_counts_while_it_existed(self):
        """R9."""
        gone = make_former_state(exists_until=date(1992, 12, 31))
        make_action(self.treaty, gone, "ratification", "1975-01-01")
        self.assertEqual(self.counts(self.treaty, date(1992, 12, 31))["parties"], 5)
        self.assertEqual(self.counts(self.treaty, date(1993, 1, 1))["parties"], 4)

    def test_before_the_united_nations_nobody_knows_how_many_could_join(self):
        make_state("never-a-member", un_member_since=None)
        before, since = date(1945, 10, 23), date(1945, 10, 24)
        for text in (self.treaty, make_instrument("all"), make_declaration(universe="un-members")):
            self.assertIsNone(potential_participants(text, before))
            self.assertGreater(potential_participants(text, since), 0)
        self.assertEqual(participations(self.treaty, before)[0].could_join, False)

    def test_many_instruments_are_counted_in_one_go(self):
        others = [make_instrument(f"other-{number}") for number in range(3)]
        with self.assertNumQueries(2):  # standings, and who could join
            counts = counts_of([self.treaty, *others], TODAY)
        self.assertEqual([counts[each.pk]["parties"] for each in others], [0, 0, 0])

    def test_lists_of_who_could_join_are_counted_in_one_go(self):
        ghana, norway = make_state("ghana-2"), make_state("norway-2")
        lists = [make_instrument(f"list-{n}", universe="listed") for n in range(4)]
        for instrument in lists[:2]:
            make_eligible(instrument, ghana)
        make_eligible(lists[0], norway)
        with self.assertNumQueries(2):
            counts = counts_of(lists, TODAY)
        self.assertEqual([counts[each.pk].potential for each in lists], [2, 1, None, None])

    def test_of_no_instruments_there_are_no_counts(self):
        self.assertEqual(counts_of([], TODAY), {})

    def test_the_page_lists_as_many_as_it_counts(self):
        counts, rows = self.counts(self.treaty), participations(self.treaty, TODAY)
        listed = [row.standing for row in rows]
        self.assertEqual(len(rows), 8)
        self.assertEqual(listed.count("party"), counts["parties"])
        self.assertEqual(listed.count("not-listed"), 2)
        contested = [row.participant.slug for row in rows if row.is_contested]
        self.assertEqual(contested, ["contested"])

    def test_a_former_state_has_no_standing_on_its_own_page(self):
        """R9: not a former party, not signed."""
        gone = make_former_state(exists_until=date(1992, 12, 31))
        make_action(self.treaty, gone, "signature", "1974-01-01")
        (row,) = participations_of(gone, TODAY, Instrument.objects.concerning(gone))
        self.assertIsNone(row.standing)
        self.assertNotIn(gone, [each.participant for each in participations(self.treaty, TODAY)])

    def test_a_suspension_is_marked_from_its_day(self):
        """R2."""
        make_action(self.treaty, self.states["bound"], "suspension", "2010-01-01")

        def is_suspended(on):
            rows = participations(self.treaty, on)
            (row,) = [each for each in rows if each.participant.slug == "bound"]
            return row.is_suspended

        self.assertTrue(is_suspended(date(2010, 1, 1)))
        self.assertFalse(is_suspended(date(2009, 12, 31)))


class WithoutObligationTests(CountsTestCase):
    def test_endorsers_are_states_and_organisations(self):
        """D17: "28 countries" and "29 nations" for Bletchley."""
        declaration = make_declaration("bletchley")
        for name in ("one", "two", "three"):
            make_action(declaration, make_state(name), "endorsement", "2023-11-01")
        make_action(declaration, make_eu(), "endorsement", "2023-11-01")
        make_action(declaration, make_state("late"), "endorsement", "2024-10-23")
        make_action(declaration, make_state("against"), "decline", "2023-11-01")
        first = {"endorsers": 4, "endorsing_states": 3, "endorsing_organisations": 1}
        self.assert_counts(declaration, first, on=date(2023, 11, 1))
        now = {"endorsers": 5, "endorsing_states": 4, "endorsing_organisations": 1}
        self.assert_counts(declaration, now)

    def test_a_company_that_withdrew_is_no_longer_counted(self):
        commitments = make_declaration("commitments", kind="commitments")
        for name in ("one", "two"):
            company = make_company(name)
            make_action(commitments, company, "commitment", "2024-05-21")
        make_action(commitments, company, "commitment-withdrawn", "2026-01-01")
        self.assert_counts(commitments, {"committed": 2}, on=date(2025, 12, 31))
        self.assert_counts(commitments, {"committed": 1})

    def test_votes_are_counted_apart_and_absence_not_at_all(self):
        resolution = make_declaration("cloning", kind="resolution", universe="un-members")
        votes = ["for", "for", "for", "against", "against", "abstain", "absent"]
        for number, vote in enumerate(votes):
            make_action(resolution, make_state(f"s-{number}"), f"vote-{vote}", "2005-03-08")
        expected = {"voted_for": 3, "voted_against": 2, "abstained": 1}
        self.assert_counts(resolution, expected)

    def test_sponsors_and_who_a_chair_names_endorse_nothing(self):
        """R13."""
        text = make_declaration("text")
        make_action(text, make_state("one"), "sponsorship", "2024-03-21")
        make_action(text, make_state("two"), "named-by-chair", "2024-03-21")
        self.assert_counts(text, {"sponsors": 1})
        self.assertEqual(self.counts(text).named_by_chair, 1)


class PotentialTests(CountsTestCase):
    """The N of "n of N", on the day."""

    @classmethod
    def setUpTestData(cls):
        for name in ("one", "two"):
            make_state(name)
        cls.young = make_state(
            "south-sudan", un_member_since=date(2011, 7, 14), exists_from=date(2011, 7, 9)
        )
        cls.late = make_state("switzerland", un_member_since=date(2002, 9, 10))
        make_state("holy-see", un_member_since=None)
        cls.gone = make_former_state(exists_until=date(1992, 12, 31))
        make_eu()
        make_participant("kosovo", "other")
        make_participant("itu", "international-organisation")
        make_company()

    def assert_potential(self, universe, expected):
        instrument = make_instrument(universe, universe=universe)
        found = {
            day: potential_participants(instrument, date.fromisoformat(day)) for day in expected
        }
        self.assertEqual(found, expected)

    def test_members_of_the_united_nations_on_the_day(self):
        expected = {"2026-11-20": 4, "2011-07-14": 4, "2011-07-13": 3, "2002-09-09": 2}
        self.assert_potential("un-members", expected)

    def test_a_former_state_was_a_member_while_it_existed(self):
        """R9: a former state counts on days within its existence."""
        self.assert_potential("un-members", {"1992-12-31": 3, "1993-01-01": 2})

    def test_all_states_on_the_day(self):
        expected = {"2026-11-20": 5, "1993-01-01": 3, "1992-12-31": 4}
        self.assert_potential("all-states", expected)

    def test_all_states_and_the_european_union(self):
        self.assert_potential("states-and-eu", {"2026-11-20": 6})

    def test_a_state_that_acted_before_its_admission_counts_from_its_act(self):
        """Switzerland was a party to the NPT in 1977."""
        npt = make_instrument("npt")
        make_action(npt, self.late, "ratification", "1977-03-09")
        self.assertEqual(potential_participants(npt, date(1977, 3, 8)), 4)
        self.assertEqual(potential_participants(npt, date(1977, 3, 9)), 5)

    def test_an_act_that_was_retracted_brings_nobody_in(self):
        npt = make_instrument("npt")
        make_action(npt, self.late, "ratification", "1977-03-09", review="retracted")
        self.assertEqual(potential_participants(npt, date(1977, 3, 9)), 4)

    def test_where_the_text_names_who_could_join_they_are_counted(self):
        zone = make_instrument("zone", universe="listed")
        self.assertIsNone(potential_participants(zone, TODAY))
        make_eligible(zone, self.young)
        make_eligible(zone, self.late)
        self.assertEqual(potential_participants(zone, TODAY), 2)
        self.assertEqual(potential_participants(zone, date(2011, 7, 8)), 1)

    def test_where_anyone_could_join_there_is_no_denominator(self):
        self.assertIsNone(potential_participants(make_declaration(), TODAY))
