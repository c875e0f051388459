"""Names in each language's own order, in SQL: the twin of `names.sort_key` for sorting queries.

The embedded PostgreSQL has no collation of a language, and the order shall be the same everywhere.
"""

from django.conf import settings
from django.db.models import BooleanField, CharField, ExpressionWrapper, Func, Index, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname
from modeltranslation.utils import get_language as language_with_columns

from treaties.names import LAST_LETTERS, PLAIN
from treaties.vocabulary import Theme

MARKS = Value("[\u0300-\u036f]")


class Normalised(Func):
    template = "normalize(%(expressions)s, %(form)s)"
    output_field = CharField()


def shown(field: str, language: str | None = None) -> Coalesce:
    """A translated field as the page shows it: in its language, or the English in its place.

    A language on the menu may be without columns of its own: then it is the English.
    """
    own = build_localized_fieldname(field, language or language_with_columns())
    return Coalesce(NullIf(own, Value("")), f"{field}_en", output_field=CharField())


def in_order(field: str, language: str | None = None) -> Func:
    """Sorts by a translated field as a page shows it, in the order of the page's language."""
    return _sort_key(shown(field, language), language or get_language())


def _sort_key(name, language: str | None):
    key = Lower(Normalised(name, form="NFC"))
    for letter, last in LAST_LETTERS.get(language or "", {}).items():
        key = Replace(key, Value(letter), Value(last))
    key = Normalised(key, form="NFKD")
    key = Func(key, MARKS, Value(""), Value("g"), function="regexp_replace")
    for code, plain in PLAIN.items():
        key = Replace(key, Value(chr(code)), Value(plain))
    return Func(
        key, function="", template='(%(expressions)s) COLLATE "C"', output_field=CharField()
    )


def declarations_first(language: str | None = None) -> tuple:
    """The AI declarations, then the other instruments, each by title."""
    is_declaration = ExpressionWrapper(
        Q(theme=Theme.AI.value, binding=False), output_field=BooleanField()
    )
    return is_declaration.desc(), in_order("title", language), "slug"


def in_declarations_first() -> list[Index]:
    """An index of that order a language: the first page of thousands is read, not sorted."""
    return [
        Index(*declarations_first(language), name=f"declarations_first_{language}")
        for language in settings.MODELTRANSLATION_LANGUAGES
    ]
