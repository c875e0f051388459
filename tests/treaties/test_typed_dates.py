"""Dates as people type them: what can be one date only is understood, in every language."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.treaties.test_partial_dates import PERIODS, TEXTS
from treaties.models import TreatyAction
from treaties.partial_dates import PartialDate, PartialDateField, TypedDateField
from treaties.wording import words

FIELD = TypedDateField()
LANGUAGES = ["en", "nl", "nb"]
ALPHABET = st.characters(codec="utf-8") | st.sampled_from(" .,-/[]0123456789")
WORDS = ["feb", "12", "2025", "before", "tussen", "and", "mai", "3/4/", "..", "[", "1.", "mar", "²"]
ANYTHING = st.text(alphabet=ALPHABET) | st.lists(st.sampled_from(WORDS)).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2025", "2025"),
        ("feb 2025", "2025-02"),
        ("Feb. 2025", "2025-02"),
        ("February, 2025", "2025-02"),
        ("februari 2025", "2025-02"),
        ("februar 2025", "2025-02"),
        ("mrt 2025", "2025-03"),
        ("DES. 2025", "2025-12"),
        ("Sept 2025", "2025-09"),
        ("2/2025", "2025-02"),
        ("12 feb 2025", "2025-02-12"),
        ("12. feb. 2025", "2025-02-12"),
        ("12th of february 2025", None),
        ("12th February 2025", "2025-02-12"),
        ("February 12, 2025", "2025-02-12"),
        ("12.2.2025", "2025-02-12"),
        ("12.02.2025", "2025-02-12"),
        ("13/04/2025", "2025-04-13"),
        ("04/13/2025", "2025-04-13"),
        ("4-4-2025", "2025-04-04"),
        ("  2025-02-12 ", "2025-02-12"),
        ("[2025-02-12..2026-05-31]", "[2025-02-12..2026-05-31]"),
        ("before May 2024", "[..2024-04-30]"),
        ("voor mei 2024", "[..2024-04-30]"),
        ("før mai 2024", "[..2024-04-30]"),
        ("before 2024", "[..2023-12-31]"),
        ("between 12 feb 2025 and May 2026", "[2025-02-12..2026-05]"),
        ("tussen 12 feb 2025 en mei 2026", "[2025-02-12..2026-05]"),
        ("between May 2026 and 12 feb 2025", None),
        ("before 1600", None),
        ("31 feb 2025", None),
        ("2025-02-30", None),
        ("2.13.2025", None),
        ("12.2.25", None),
        ("ma 2025", None),
        ("spring 1972", None),
        ("c. 1972", None),
        ("between 1 may 2024", None),
        ("between spring 2024 and may 2025", None),
    ],
)
def test_what_people_type(typed, date):
    if date:
        assert FIELD.clean(typed) == PartialDate(date)
    else:
        with pytest.raises(ValidationError, match="Write it like one of these"):
            FIELD.clean(typed)


@pytest.mark.parametrize("typed", ["03/04/2025", "3-4-2025", "between 03/04/2025 and may 2026"])
def test_what_can_be_two_days_is_refused_with_both(typed):
    with pytest.raises(ValidationError, match="2025-03-04 / 2025-04-03"):
        FIELD.clean(typed)


def test_nothing_typed_is_no_date():
    assert PartialDateField(null=True, blank=True).formfield().clean("  ") is None


def test_the_form_of_an_act_takes_words_and_the_data_files_do_not():
    field = TreatyAction._meta.get_field("taken_on")
    assert field.formfield().clean("between 12 February 2025 and 31 May 2026")
    with pytest.raises(ValidationError):
        field.to_python("feb 2025")


@given(ANYTHING)
def test_any_text_is_one_date_or_one_refusal(typed):
    try:
        found = FIELD.clean(typed)
    except ValidationError as error:
        assert len(error.messages) == 1 and error.messages[0]
    else:
        assert isinstance(found, PartialDate) and found.first_day <= found.last_day


@pytest.mark.parametrize("shown_in", LANGUAGES)
@pytest.mark.parametrize("typed_in", LANGUAGES)
@given(text=TEXTS | PERIODS)
def test_what_a_page_shows_is_understood_in_every_language(shown_in, typed_in, text):
    with translation.override(shown_in):
        shown = words(PartialDate(text))
    with translation.override(typed_in):
        assert FIELD.clean(shown) == text


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_a_day_in_numbers_is_that_day_or_refused(day):
    assert FIELD.clean(f"{day.day}.{day.month}.{day.year}") == f"{day}"
    try:
        assert FIELD.clean(f"{day.day}/{day.month}/{day.year}") == f"{day}"
    except ValidationError as error:
        assert error.error_list[0].code == "ambiguous" and day.day <= 12
