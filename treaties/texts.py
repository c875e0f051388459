"""In which language a text is shown, and how good its translation is."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from treaties.models import TextState, TreatyAction
from treaties.models.text import hash_of
from treaties.vocabulary import TextStateKind

ENGLISH = "en"
# What readers are told, the worst first; a reviewed text needs no word.
SHOWN = [TextStateKind.OUTDATED, TextStateKind.MACHINE_DRAFT, TextStateKind.DRAFT]


def _in(record, field: str, language: str) -> str:
    return getattr(record, build_localized_fieldname(field, language), None) or ""


def language_shown(record, field: str) -> str:
    """The language in which a text is shown: that of the page, else English."""
    language = get_language() or ENGLISH
    if _in(record, field, language) or not _in(record, field, ENGLISH):
        return language
    return ENGLISH


def is_fallback(record, field: str) -> bool:
    """Whether a text is shown in English because the language of the page lacks it."""
    return language_shown(record, field) != (get_language() or ENGLISH)


def text_shown(record, field: str) -> tuple[str, str]:
    """A text as it is shown, and its language if that is not the language of the page."""
    page = get_language() or ENGLISH
    if text := _in(record, field, page):
        return text, ""
    text = _in(record, field, ENGLISH)
    return text, ENGLISH if text else ""


def attach_states(records: Iterable, fields: Iterable[str] = ()) -> None:
    """Give each record `text_states`: the state of each of its texts. One query for all.

    A page that shows a few `fields` of many records asks for those alone. All records of the page
    share `states_told`: what it has said in full once.
    """
    language = get_language() or ENGLISH
    if language == ENGLISH:
        return
    by_key, told = defaultdict(list), set()
    for record in records:
        record.text_states, record.states_told = {}, told
        if not isinstance(record, TreatyAction) or record.note_en:  # few acts have a text
            by_key[record._meta.label_lower, record.pk].append(record)
    rows = TextState.objects.of(by_key, language).select_related("content_type")
    for row in rows.filter(field__in=fields) if fields else rows:
        content_type = row.content_type
        for record in by_key[f"{content_type.app_label}.{content_type.model}", row.object_id]:
            record.text_states[row.field] = _state(row, record)


def _state(row: TextState, record) -> TextStateKind:
    """As it is stored; outdated also if the English is no longer what the text was made from."""
    if row.english_sha256 != hash_of(_in(record, row.field, ENGLISH)):
        return TextStateKind.OUTDATED
    return TextStateKind(row.state)


def worst_state(records: Iterable, fields: Iterable[str]) -> str:
    """The worst state among texts that are shown in the language of the page, or ""."""
    found = {
        state
        for record in records
        for field, state in getattr(record, "text_states", {}).items()
        if field in fields and not is_fallback(record, field)
    }
    return next((state.value for state in SHOWN if state in found), "")


def is_told_first(records: Iterable, state: str) -> bool:
    """Whether the page says this for the first time; from now on it has said it."""
    for record in records:
        told = getattr(record, "states_told", set())
        is_first = state not in told
        told.add(state)
        return is_first
    return True


def any_fallback(records: Iterable, fields: Iterable[str]) -> bool:
    """Whether one of these texts is shown in English for want of a translation."""
    return any(is_fallback(record, field) for record in records for field in fields)
