"""Dates as sources print them; nothing becomes 1 January."""

import pickle
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import DataError, connection, transaction
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.treaties.strategies import ANY_FORM, between, month, not_later, one_day, year
from treaties.partial_dates import PartialDate, PartialDateField

ANY_DAY = st.dates(date(1600, 2, 1), date(2199, 11, 30))
TEXTS = st.builds(lambda form, day: form(day), st.sampled_from(ANY_FORM), ANY_DAY)
# What PostgreSQL must know as well: ends of months, and periods known to the month or the year.
PERIODS = st.builds(
    lambda first, days, form: f"[{form(first)}..{form(first + timedelta(days=days))}]",
    st.dates(date(1600, 1, 1), date(2190, 1, 1)),
    st.integers(0, 800),
    st.sampled_from((one_day, month, year)),
)


class PartialDateTests(SimpleTestCase):
    def assert_days(self, text, first, last):
        found = PartialDate(text)
        self.assertEqual((str(found.first_day), str(found.last_day)), (first, last))

    def assert_refused(self, *texts):
        for text in texts:
            with self.subTest(text), self.assertRaises(ValueError):
                PartialDate(text)

    def test_a_day_is_one_day(self):
        self.assert_days("1972-04-10", "1972-04-10", "1972-04-10")
        self.assertTrue(PartialDate("1972-04-10").is_one_day)

    def test_a_month_ends_on_its_last_day_in_leap_years_too(self):
        self.assert_days("1972-02", "1972-02-01", "1972-02-29")
        self.assert_days("1900-02", "1900-02-01", "1900-02-28")
        self.assertFalse(PartialDate("1972-02").is_one_day)

    def test_a_year_ends_in_december(self):
        self.assert_days("1972", "1972-01-01", "1972-12-31")

    def test_some_day_between_two_days(self):
        self.assert_days("[2025-02-12..2026-05-31]", "2025-02-12", "2026-05-31")

    def test_some_day_between_two_months_or_years(self):
        self.assert_days("[2025-02..2025-04]", "2025-02-01", "2025-04-30")
        self.assert_days("[1990..1992]", "1990-01-01", "1992-12-31")

    def test_not_later_than_a_day_has_no_first_day(self):
        self.assert_days("[..2024-05-01]", "0001-01-01", "2024-05-01")

    def test_between_a_day_and_itself_is_that_day(self):
        self.assertTrue(PartialDate("[2024-05-01..2024-05-01]").is_one_day)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        self.assert_refused("[2024-05-02..2024-05-01]", "[1992..1990]", "[1990-02..1990-01]")

    def test_a_month_or_a_day_zero_is_refused(self):
        self.assert_refused("1972-00", "1972-00-00", "1972-04-00", "1972-13", "1972-00-10")

    def test_a_day_that_no_calendar_has_is_refused(self):
        self.assert_refused("1973-02-29", "1972-04-31", "1900-02-29")

    def test_the_placeholder_date_of_a_database_is_refused(self):
        """D15: ECOLEX has 0002-11-30 for "no date"."""
        self.assert_refused("0002-11-30", "0000-00-00", "0002", "[..0002-11-30]")

    def test_a_year_that_no_record_can_have_is_refused(self):
        self.assert_refused("1599", "2200", "9999-12-31", "20261")

    def test_what_only_looks_like_a_date_is_refused(self):
        self.assert_refused("", " ", "1972-4-1", "10-04-1972", "1972/04/10", "c. 1972", "1972~")
        self.assert_refused("1972-04-10\n", " 1972", "19720410", "1972-04-10T00:00", "1972-")

    def test_a_period_without_an_end_is_refused(self):
        self.assert_refused("[2024-05-01..]", "[..]", "[]", "2024..2025", "[2024-05-01]")

    def test_digits_of_another_script_are_refused(self):
        """PostgreSQL would not read them: a form must say so, not a stack trace."""
        self.assert_refused("19٧٢", "1972-٠٤", "[..20২৪]")

    def test_a_year_is_neither_before_nor_after_a_month_in_it(self):
        with self.assertRaises(TypeError):
            PartialDate("1975") < PartialDate("1975-03")  # noqa: B015
        with self.assertRaises(TypeError):
            sorted([PartialDate("1975-03"), PartialDate("1975")])
        self.assertNotEqual(PartialDate("1975"), PartialDate("1975-03"))

    @given(TEXTS | PERIODS)
    def test_the_first_day_is_never_after_the_last_and_the_text_is_kept(self, text):
        found = PartialDate(text)
        self.assertLessEqual(found.first_day, found.last_day)
        self.assertEqual(found, text)
        self.assertEqual(found.is_one_day, found.first_day == found.last_day)

    @given(ANY_DAY)
    def test_a_day_lies_within_every_way_to_print_it(self, day):
        for form in (one_day, month, year, between, not_later):
            found = PartialDate(form(day))
            self.assertTrue(found.first_day <= day <= found.last_day, found)

    @given(TEXTS)
    def test_a_copy_has_the_same_days(self, text):
        copy = pickle.loads(pickle.dumps(PartialDate(text)))
        self.assertEqual(copy.last_day, PartialDate(text).last_day)

    @given(st.text(alphabet="0123456789-.[] ", max_size=26))
    def test_any_other_text_is_a_value_error_and_nothing_else(self, text):
        try:
            found = PartialDate(text)
        except ValueError:
            return
        self.assertLessEqual(found.first_day, found.last_day)


class PartialDateFieldTests(SimpleTestCase):
    field = PartialDateField(null=True, blank=True)

    def test_empty_is_null(self):
        self.assertIsNone(self.field.to_python(""))
        self.assertIsNone(self.field.get_prep_value(""))

    def test_spaces_around_a_date_are_dropped(self):
        self.assertEqual(self.field.clean(" 1972-04 ", None), "1972-04")

    def test_a_calendar_day_becomes_its_text(self):
        self.assertEqual(self.field.to_python(date(1972, 4, 10)), "1972-04-10")

    def test_a_mistake_is_explained(self):
        with self.assertRaisesMessage(ValidationError, "Write 1972, 1972-04, 1972-04-10"):
            self.field.clean("spring 1972", None)

    def test_a_calendar_day_out_of_range_is_a_mistake_too(self):
        with self.assertRaises(ValidationError):
            self.field.clean(date(2, 11, 30), None)


class DaysInTheDatabaseTests(TestCase):
    """The SQL functions behind the day columns are the twin of `PartialDate`."""

    def days(self, texts):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT edtf_first(text), edtf_last(text)"
                " FROM unnest(%s::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place",
                [texts],
            )
            return cursor.fetchall()

    @settings(max_examples=30, deadline=None)
    @given(st.lists(TEXTS | PERIODS, min_size=20, max_size=60))
    def test_the_database_finds_the_same_days(self, texts):
        expected = [(PartialDate(text).first_day, PartialDate(text).last_day) for text in texts]
        self.assertEqual(self.days(texts), expected)

    def test_no_date_has_no_days(self):
        self.assertEqual(self.days([None]), [(None, None)])

    def test_a_day_that_no_calendar_has_is_refused_here_as_well(self):
        for text in ("1972-00-10", "1973-02-29", "spring"):
            with self.subTest(text), self.assertRaises(DataError), transaction.atomic():
                self.days([text])
