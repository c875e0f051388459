"""Facts as people read them: dates in words, texts with their numbers filled in."""

from babel.numbers import format_decimal
from babel.units import format_unit
from django import template

from treaties.dates_in_words import locale, words
from treaties.days import today
from treaties.statistics import Counts

register = template.Library()

register.filter(words)


@register.filter
def number(value) -> str:
    """A number as the language writes it: 12,000 or 12.000."""
    return "" if value is None else format_decimal(value, locale=locale())


@register.filter
def is_to_come(day) -> bool:
    """Whether a day is later than today."""
    return day > today()


@register.filter
def period(length: int, unit: str) -> str:
    """A period in the unit of its treaty: "3 months", "1 year"."""
    return format_unit(length, f"duration-{unit}", locale=locale())


@register.filter
def filled(text: str, counts: Counts) -> str:
    """A text whose placeholders, such as {parties}, are filled with computed numbers."""
    if not text or "{" not in text:
        return text
    return text.format_map(counts.filled())
