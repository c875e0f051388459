"""Where the page of a record is. A long page asks hundreds of times, and addresses are permanent."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

from treaties.days import with_day


def address_of(page: str, *slug: str) -> str:
    """As `reverse`, remembered, in the language of the page and on its day."""
    return with_day(_remembered(page, slug, get_language(), get_script_prefix(), get_urlconf()))


def address_with(page: str, questions: dict) -> str:
    """The same with questions asked; a question with several answers is repeated."""
    asked = urlencode(questions, doseq=True)
    address = _remembered(page, (), get_language(), get_script_prefix(), get_urlconf())
    return with_day(f"{address}?{asked}" if asked else address)


@lru_cache(maxsize=10_000)
def _remembered(page, slug, language, prefix, urlconf) -> str:
    return reverse(page, args=slug)
