"""The statement that answers for all pairs at once is the twin of `rules.standing`."""

from datetime import date, timedelta

from django.test import TestCase as DjangoTestCase
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.make import (
    make_action,
    make_declaration,
    make_former_state,
    make_instrument,
    make_source,
    make_state,
)
from tests.treaties.strategies import BINDING_KINDS, NOT_BINDING_KINDS, START, acts, days
from treaties import services
from treaties.models import Instrument, TreatyAction
from treaties.rules import counts, exists_on, is_signatory, standing
from treaties.vocabulary import Review, Standing

FORCE = f"{START + timedelta(days=400)}"
INSTRUMENTS = (
    {},
    {"in_force_from": FORCE},
    {"in_force_from": None, "withdrawal_period": None},
    {"in_force_from": FORCE, "effect_delay": None, "withdrawal_period": 0},
    {"in_force_from": FORCE, "effect_delay": 30, "withdrawal_period": None},
    {
        "in_force_from": FORCE,
        "effect_delay": 30,
        "effect_counted_for": "after-conditions-met",
        "conditions_met_on": f"{START + timedelta(days=370)}",
        "withdrawal_period": 90,
        "withdrawal_unit": "day",
    },
    {
        "in_force_from": f"{START + timedelta(days=400):%Y-%m}",
        "effect_delay": 3,
        "effect_unit": "month",
        "effect_rounding": "first-of-next-month",
        "effect_counted_for": "after-conditions-met",
        "withdrawal_period": 1,
        "withdrawal_unit": "year",
    },
    {"in_force_from": FORCE, "effect_delay": 1, "effect_unit": "year"},
    {"binding": False},
    {"binding": False},
)
EXISTENCE = (
    {},
    {"exists_from": START + timedelta(days=300)},
    {"exists_until": START + timedelta(days=600)},
)


def action_of(act, **pair) -> TreatyAction:
    """The row of an act; a checked one has a source, one that is not counted a note."""
    checked = act.review == Review.CHECKED
    return TreatyAction(
        **pair,
        kind=act.kind,
        taken_on=act.taken_on,
        effective_on=act.effective_on,
        contested=act.contested,
        counted=act.counted,
        review=act.review,
        source=make_source() if checked else None,
        note_en="" if act.counted and checked else "The reason.",
    )


def recorded_once(given_acts):
    """As the database wants it: no two rows of one kind on one day."""
    return list({(act.kind, act.taken_on): act for act in given_acts}.values())


class TwinTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.instruments = [
            make_instrument(f"instrument-{number}", **terms)
            for number, terms in enumerate(INSTRUMENTS)
        ]
        cls.participants = [
            make_state(f"state-{number}", **existence) for number, existence in enumerate(EXISTENCE)
        ]
        cls.pairs = [(each, who) for each in cls.instruments for who in cls.participants]

    def record(self, drawn):
        """Every pair with its acts, written at once."""
        record = {}
        for (instrument, participant), given_acts in zip(self.pairs, drawn, strict=True):
            record[instrument, participant] = recorded_once(given_acts)
        services.record_all(
            action_of(act, instrument=instrument, participant=participant)
            for (instrument, participant), given_acts in record.items()
            for act in given_acts
        )
        return record

    def expected(self, record, on, *, contested=False):
        return {
            (instrument.pk, participant.pk): str(
                standing(given_acts, terms=instrument.terms, on=on, contested=contested)
            )
            for (instrument, participant), given_acts in record.items()
            if any(counts(act, contested=contested) for act in given_acts)
            and exists_on(participant.exists_from, participant.exists_until, on)
        }

    def assert_same(self, answers, expected, record):
        """Shows the acts of the pairs on which the two differ."""
        differ = [
            (answers.get(key), expected.get(key), instrument.terms, given_acts)
            for (instrument, participant), given_acts in record.items()
            if answers.get(key := (instrument.pk, participant.pk)) != expected.get(key)
        ]
        self.assertEqual(differ, [], "the statement, the function, terms, acts")
        self.assertEqual(answers.keys(), expected.keys())

    # Not made smaller: a failure names the pairs, and that is small enough.
    @settings(max_examples=20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(
        st.tuples(
            *[
                st.lists(
                    acts(BINDING_KINDS if each.get("binding", True) else NOT_BINDING_KINDS),
                    max_size=4,
                )
                for each in INSTRUMENTS
                for _ in EXISTENCE
            ]
        ),
        days,
    )
    def test_it_answers_as_the_function_does(self, drawn, on):
        record = self.record(drawn)
        for contested in (False, True):
            with self.assertNumQueries(1):
                found = TreatyAction.objects.standings(on, contested=contested)
            answers = {(pair.instrument, pair.participant): pair.standing for pair in found}
            self.assert_same(answers, self.expected(record, on, contested=contested), record)
        signed = {
            (pair.instrument, pair.participant): pair.is_signatory
            for pair in TreatyAction.objects.standings(on)
        }
        for (instrument, participant), given_acts in record.items():
            self.assertEqual(
                signed.get((instrument.pk, participant.pk), False),
                is_signatory(given_acts, terms=instrument.terms, on=on)
                and exists_on(participant.exists_from, participant.exists_until, on),
            )


class StandingsTests(DjangoTestCase):
    """One query, for any queryset of actions."""

    @classmethod
    def setUpTestData(cls):
        cls.treaty = make_instrument("bwc")
        cls.declaration = make_declaration("bletchley")
        cls.ghana = make_state("ghana")
        cls.norway = make_state("norway")
        make_action(cls.treaty, cls.ghana, "signature", "1972-04-10")
        make_action(cls.treaty, cls.ghana, "ratification", "1975-06-06")
        make_action(cls.treaty, cls.norway, "signature", "1972-04-10")
        make_action(cls.declaration, cls.norway, "endorsement", "2023-11-01")

    def standings(self, on, actions=None, **more):
        actions = TreatyAction.objects.all() if actions is None else actions
        return {
            (pair.instrument, pair.participant): (pair.standing, pair.is_signatory)
            for pair in actions.standings(date.fromisoformat(on), **more)
        }

    def test_all_pairs_at_once(self):
        expected = {
            (self.treaty.pk, self.ghana.pk): (Standing.PARTY, True),
            (self.treaty.pk, self.norway.pk): (Standing.SIGNED, True),
            (self.declaration.pk, self.norway.pk): (Standing.ENDORSER, False),
        }
        self.assertEqual(self.standings("2026-11-20"), expected)

    def test_only_the_actions_asked_about_count(self):
        of_norway = self.norway.actions.filter(instrument__binding=False)
        expected = {(self.declaration.pk, self.norway.pk): (Standing.ENDORSER, False)}
        self.assertEqual(self.standings("2026-11-20", of_norway), expected)

    def test_an_act_left_out_changes_the_answer(self):
        """As a reading of the record on another day would."""
        unratified = TreatyAction.objects.exclude(kind="ratification")
        found = self.standings("2026-11-20", unratified)
        self.assertEqual(found[self.treaty.pk, self.ghana.pk], (Standing.SIGNED, True))

    def test_filters_with_joins_and_text_work(self):
        found = self.standings(
            "2026-11-20",
            TreatyAction.objects.filter(
                participant__slug__startswith="gha", instrument__title_en__contains="%b"
            )
            | TreatyAction.objects.filter(participant__in=[self.ghana], quote=""),
        )
        self.assertEqual(found[self.treaty.pk, self.ghana.pk], (Standing.PARTY, True))

    def test_of_no_actions_there_are_no_standings(self):
        self.assertEqual(self.standings("2026-11-20", TreatyAction.objects.none()), {})
        of_nothing = TreatyAction.objects.filter(instrument__in=Instrument.objects.none())
        self.assertEqual(self.standings("2026-11-20", of_nothing), {})
        self.assertEqual(self.standings("2026-11-20", TreatyAction.objects.filter(pk__in=[])), {})

    def test_a_former_state_has_no_standing_after_its_last_day(self):
        """R9."""
        gone = make_former_state("czechoslovakia", exists_until=date(1992, 12, 31))
        make_action(self.treaty, gone, "ratification", "1973-04-30")
        pair = self.treaty.pk, gone.pk
        self.assertEqual(self.standings("1992-12-31")[pair], (Standing.PARTY, False))
        self.assertNotIn(pair, self.standings("1993-01-01"))

    def test_a_contested_act_counts_in_the_other_reading_only(self):
        """R6."""
        withdrawal = {"effective_on": "2003-04-10", "contested": True}
        make_action(self.treaty, self.ghana, "withdrawal", "2003-01-10", **withdrawal)
        pair = self.treaty.pk, self.ghana.pk
        self.assertEqual(self.standings("2026-11-20")[pair][0], Standing.PARTY)
        other = self.standings("2026-11-20", contested=True)
        self.assertEqual(other[pair][0], Standing.FORMER_PARTY)

    def test_what_does_not_count_is_not_among_them(self):
        sweden = make_state("sweden")
        make_action(self.treaty, sweden, "ratification", "1976-02-05", review="unchecked")
        make_action(self.treaty, sweden, "signature", "1975-02-27", counted=False)
        self.assertNotIn((self.treaty.pk, sweden.pk), self.standings("2026-11-20"))
