"""Numbers in the words of each language."""

import pytest
from django.utils import translation

from treaties.wording import period, share


@pytest.mark.parametrize(
    ("language", "length", "words"),
    [
        ("en", 1, "1 day"),
        ("en", 60, "60 days"),
        ("nl", 1, "1 dag"),
        ("nl", 60, "60 dagen"),
        ("nb", 1, "1 dag"),
        ("nb", 90, "90 dager"),
    ],
)
def test_days_are_days_in_every_language(language, length, words):
    with translation.override(language):
        assert period(length, "day") == words


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (191, 197, "97%"),  # 96.95
        (125, 197, "63.5%"),  # 63.45
        (198, 198, "100%"),
        (9999, 10000, "99.9%"),  # short of all is not all
        (1, 10000, "0.1%"),
        (0, 198, "0%"),
    ],
)
def test_shares_are_rounded_to_the_nearest_tenth(part, whole, shown):
    assert share(part, whole) == shown
