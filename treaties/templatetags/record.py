"""The words of `treaties/wording.py`, for templates."""

from django import template

from treaties.wording import filled, language_name, number, period, through, words

register = template.Library()
register.filter(filled)
register.filter(language_name)
register.filter(number)
register.filter(period)
register.filter(through)
register.filter(words)
