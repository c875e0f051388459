"""Texts of the record on a page: in which language they are shown, and how good they are."""

from django import template
from django.db.models import Model

from treaties.statistics import Counts
from treaties.texts import (
    any_fallback,
    is_fallback,
    is_told_first,
    language_shown,
    worst_state,
)
from treaties.wording import filled

register = template.Library()


@register.inclusion_tag("components/text.html")
def text(record, field: str, counts: Counts | None = None) -> dict:
    """A text; marked where it stands in English for want of one in the language of the page."""
    words = getattr(record, field)
    return {
        "text": filled(words, counts) if counts else words,
        "language": language_shown(record, field) if is_fallback(record, field) else "",
    }


@register.filter
def language_of(record, field: str) -> str:
    """The language in which a text is shown, for an attribute `lang`."""
    return language_shown(record, field)


@register.inclusion_tag("components/text_state.html")
def text_state(records, *fields: str) -> dict:
    """Once a section: how good the texts in it are; in full once a page, then as a mark."""
    found = [records] if isinstance(records, Model) else list(records)
    state = worst_state(found, fields)
    return {"state": state, "again": bool(state) and not is_told_first(found, state)}


@register.inclusion_tag("components/some_drafts.html")
def some_drafts(records, *fields: str) -> dict:
    """Once a page of titles: whether some are drafts, or stand there in English."""
    return {
        "drafts": worst_state(records, fields),
        "untranslated": any_fallback(records, fields),
    }
