"""What the database refuses, and what it remembers of every change."""

from datetime import date

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from tests.make import (
    make_action,
    make_declaration,
    make_depositary,
    make_instrument,
    make_name,
    make_source,
    make_state,
)
from treaties import services
from treaties.models import Confirmation, Instrument, Participant, Source, TreatyAction


class RecordTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.source = make_source()
        cls.bwc = make_instrument("bwc")
        cls.ghana = make_state("ghana", code="GHA", iso2="GH", iso3="GHA")
        cls.action = make_action(cls.bwc, cls.ghana, "ratification", "1975-06-06")

    def new(self, **more):
        plain = {
            "instrument": self.bwc,
            "participant": self.ghana,
            "kind": "signature",
            "taken_on": "1972-04-10",
            "source": self.source,
        }
        return TreatyAction(**{**plain, **more})

    def assert_refused(self, sentence, write):
        """The constraint of this name refuses it, whoever writes."""
        with self.assertRaisesMessage(IntegrityError, sentence), transaction.atomic():
            write()


class ActionTests(RecordTestCase):
    def test_an_action_is_recorded_once(self):
        """Without a depositary too. D15: a row an action."""
        again = {"kind": "ratification", "taken_on": "1975-06-06"}
        self.assert_refused("an_action_is_recorded_once", self.new(**again).save)
        with self.assertRaisesMessage(ValidationError, "This action is already recorded."):
            services.save(self.new(**again))

    def test_each_depositary_has_its_own_row(self):
        """D4."""
        for key in ("london", "moscow"):
            deposit = {"kind": "ratification", "taken_on": "1975-06-06"}
            services.save(self.new(depositary=make_depositary(self.bwc, key), **deposit))
        self.assertEqual(self.bwc.actions.count(), 3)

    def test_what_was_retracted_can_be_recorded_anew(self):
        services.retract_action(self.action, reason="Reads the wrong row")
        make_action(self.bwc, self.ghana, "ratification", "1975-06-06")
        self.assertEqual(self.bwc.actions.published().count(), 1)

    def test_a_checked_row_has_a_source(self):
        """D18: stored once, never dated nor sourced."""
        sentence = "a_checked_treatyaction_has_a_source"
        self.assert_refused(sentence, self.new(source=None).save)
        with self.assertRaisesMessage(ValidationError, "A checked fact needs a source."):
            services.save(self.new(source=None))
        services.save(self.new(source=None, review="unchecked"))

    def test_no_action_takes_effect_before_it_is_taken(self):
        early = {"kind": "accession", "taken_on": "1993-04-17", "effective_on": "1993-01-01"}
        self.assert_refused("an_action_takes_effect_once_taken", self.new(**early).save)
        with self.assertRaisesMessage(ValidationError, "Only a succession can take effect before"):
            services.save(self.new(**early))

    def test_a_succession_works_back(self):
        """R5."""
        succession = {"taken_on": "1993-04-17", "effective_on": "1993-01-01"}
        services.save(self.new(kind="succession", **succession))

    def test_effect_within_an_uncertain_month_is_no_contradiction(self):
        uncertain = {"taken_on": "1993-04", "effective_on": "1993-04-02"}
        services.save(self.new(kind="accession", **uncertain))

    def test_what_is_not_counted_says_why(self):
        sentence = "an_action_that_is_not_counted_says_why"
        for note in (None, ""):
            self.assert_refused(sentence, self.new(counted=False, note_en=note).save)
        self.assert_refused(sentence, self.new(review="retracted").save)
        services.save(self.new(counted=False, note_en="Washington only."))

    def test_a_retracted_action_keeps_its_reason(self):
        services.retract_action(self.action, reason="Reads the wrong row")
        self.action.refresh_from_db()
        self.assertEqual(self.action.review, "retracted")
        self.assertFalse(self.action.counted)
        self.assertEqual(self.action.note_en, "Reads the wrong row")

    def test_a_declaration_is_not_ratified_and_a_treaty_not_endorsed(self):
        declaration = make_declaration()
        for action in (
            self.new(instrument=declaration, kind="ratification"),
            self.new(kind="endorsement"),
        ):
            with self.assertRaisesMessage(ValidationError, "does not fit the instrument"):
                services.save(action)
            with self.assertRaisesMessage(ValidationError, "does not fit the instrument"):
                services.record_all([action])

    def test_a_word_that_is_no_kind_of_action_is_refused(self):
        for wrong in ({"kind": "joined"}, {"taken_on": "1972-00"}, {"review": "maybe"}):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                services.save(self.new(**wrong))
            with self.subTest(wrong), self.assertRaises(ValidationError):
                services.record_all([self.new(**wrong)])

    def test_the_days_are_kept_beside_the_text(self):
        action = make_action(self.bwc, self.ghana, "signature", "1972-04", "1972")
        action.refresh_from_db()
        found = (action.taken_on_first, action.taken_on_last, action.effective_on_last)
        self.assertEqual(found, (date(1972, 4, 1), date(1972, 4, 30), date(1972, 12, 31)))

    def test_of_many_records_all_are_written_or_none(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            services.record_all([self.new(), self.new()])
        self.assertEqual(self.bwc.actions.count(), 1)


class InstrumentTests(RecordTestCase):
    def assert_instrument_refused(self, sentence, **wrong):
        bwc = Instrument.objects.filter(pk=self.bwc.pk)
        self.assert_refused(sentence, lambda: bwc.update(**wrong))

    def test_the_english_title_is_neither_null_nor_empty(self):
        for nothing in (None, ""):
            with self.subTest(nothing):
                self.assert_instrument_refused(
                    "an_instrument_has_an_english_title", title_en=nothing
                )
                self.assert_instrument_refused(
                    "an_instrument_has_an_english_summary", summary_en=nothing
                )
                with self.assertRaises(ValidationError):
                    make_instrument("untitled", title_en=nothing)

    def test_an_incomplete_list_says_what_it_misses(self):
        """D17: a list short by one, unnoticed."""
        sentence = "an_incomplete_list_says_what_it_misses"
        self.assert_instrument_refused(sentence, list_is_complete=False)
        self.assert_instrument_refused(sentence, list_is_complete=False, gaps_en="")
        with self.assertRaisesMessage(ValidationError, "Say what the list misses."):
            make_instrument("incomplete", list_is_complete=False)
        make_instrument("honest", list_is_complete=False, gaps_en="One is missing.")

    def test_a_period_that_is_not_stated_is_no_number(self):
        """R7: never 0."""
        wrong = {"withdrawal_period_not_stated": True, "withdrawal_period": 0}
        self.assert_instrument_refused("a_period_not_stated_is_no_number", **wrong)

    def test_a_notice_has_a_unit(self):
        self.assert_instrument_refused("a_notice_has_a_unit", withdrawal_unit="")

    def test_an_effect_rule_is_whole(self):
        for part in ("effect_unit", "effect_rounding", "effect_counted_for"):
            self.assert_instrument_refused("an_effect_rule_is_whole", **{part: ""})


class ParticipantTests(RecordTestCase):
    def test_no_two_participants_share_a_code(self):
        """D12: DPRK became KOR, DR Congo COG, South Sudan SDN."""
        for sentence, code in (
            ("no_two_participants_share_a_code", {"code": "GHA"}),
            ("no_two_participants_share_an_iso2_code", {"iso2": "GH"}),
            ("no_two_participants_share_an_iso3_code", {"iso3": "GHA"}),
        ):
            plain = {"slug": "guinea", "kind": "state", "source": self.source}
            with self.subTest(code):
                self.assert_refused(sentence, Participant(**plain, **code).save)
                with self.assertRaises(ValidationError):
                    make_state("guinea", **code)

    def test_many_can_be_without_a_code(self):
        make_state("one")
        make_state("two")

    def test_a_name_is_written_through_the_services(self):
        make_name(self.ghana, "Ghana")
        self.assertEqual(str(Participant.objects.named("GHANA").get()), "Ghana")


class NothingIsDeletedTests(RecordTestCase):
    def test_who_acted_and_what_is_cited_is_protected(self):
        for record in (self.ghana, self.bwc, self.source):
            with self.subTest(record), self.assertRaises(ProtectedError):
                record.delete()

    def test_a_confirmed_action_is_protected(self):
        services.save(Confirmation(action=self.action, source=self.source))
        with self.assertRaises(ProtectedError):
            self.action.delete()


class ChangeLogTests(RecordTestCase):
    """Rule 11: every change, with who, when, why and from which source."""

    def events(self, record):
        return record.events.order_by("pgh_id")

    def test_recording_says_who_why_and_from_where(self):
        ada = get_user_model().objects.create_user("ada")
        action = make_action(
            self.bwc, self.ghana, "signature", "1972-04-10", by=ada, reason="From the list"
        )
        event = self.events(action).get()
        self.assertEqual(event.pgh_label, "insert")
        self.assertEqual(event.taken_on, "1972-04-10")
        self.assertEqual(
            event.pgh_context.metadata,
            {"reason": "From the list", "user": ada.pk, "source": "a-source"},
        )

    def test_a_correction_keeps_what_stood_there(self):
        services.correct_action(self.action, reason="Misread", taken_on="1975-06-05")
        before, after = self.events(self.action)
        self.assertEqual((before.taken_on, after.taken_on), ("1975-06-06", "1975-06-05"))
        self.assertEqual(after.pgh_label, "update")
        self.assertEqual(after.pgh_context.metadata["reason"], "Misread")
        self.assertGreaterEqual(after.pgh_created_at, before.pgh_created_at)

    def test_a_text_in_any_language_is_logged(self):
        services.correct_action(self.action, reason="Translated", note_nb="Merknad")
        self.assertEqual(self.events(self.action).last().note_nb, "Merknad")

    def test_an_update_past_the_services_is_logged_as_well(self):
        TreatyAction.objects.filter(pk=self.action.pk).update(locator="Page 3")
        self.assertEqual(self.events(self.action).last().locator, "Page 3")

    def test_many_at_once_are_logged_one_by_one_in_one_change(self):
        with services.change(reason="Loaded", source=self.source):
            records = services.record_all(
                self.new(taken_on=day) for day in ("1972-04-10", "1972-04-11")
            )
        events = [self.events(record).get() for record in records]
        self.assertEqual(len({event.pgh_context_id for event in events}), 1)
        self.assertEqual(events[0].pgh_context.metadata["reason"], "Loaded")

    def test_a_save_that_changes_nothing_is_no_event(self):
        for record in (self.action, self.bwc, self.ghana, self.source):
            with self.subTest(record):
                before = self.events(record).count()
                services.save(type(record).objects.get(pk=record.pk))
                self.assertEqual(self.events(record).count(), before)

    def test_every_published_table_is_logged(self):
        for record in (self.source, self.ghana, self.bwc, self.action):
            with self.subTest(record):
                self.assertEqual(self.events(record).first().pgh_label, "insert")

    def test_what_is_refused_leaves_no_event(self):
        model = self.action.events.model
        before = model.objects.count()
        with self.assertRaises(ValidationError):
            services.correct_action(self.action, reason="Wrong", taken_on="spring")
        self.assertEqual(model.objects.count(), before)


class RecordVersionTests(RecordTestCase):
    def assert_version_rises(self, write):
        before = services.record_version()
        write()
        self.assertGreater(services.record_version(), before)

    def test_it_rises_with_every_change_of_a_published_table(self):
        self.assert_version_rises(lambda: make_source("another-source"))
        self.assert_version_rises(lambda: make_state("norway"))
        self.assert_version_rises(lambda: make_instrument("npt"))
        self.assert_version_rises(
            lambda: services.correct_action(self.action, reason="Misread", locator="Page 3")
        )

    def test_it_rises_with_an_update_past_the_services(self):
        self.assert_version_rises(lambda: Source.objects.update(publisher="United Nations"))

    def test_it_does_not_rise_by_reading(self):
        before = services.record_version()
        self.assertEqual(TreatyAction.objects.count(), 1)
        self.assertEqual(services.record_version(), before)
