"""The translated texts of a record: which there are, which are missing, what saving one means."""

import re

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from modeltranslation.manager import get_translatable_fields_for_model

from treaties.models import TextState
from treaties.models.text import hash_of
from treaties.vocabulary import TextStateKind

PLACEHOLDER = re.compile(r"\{[a-z_-]+\}")


def texts_of(model) -> list[str]:
    """The names of the fields that exist in every language, in their order in the model."""
    names = get_translatable_fields_for_model(model._meta.concrete_model) or []
    return [field.name for field in model._meta.concrete_fields if field.name in names]


def placeholders(text: str | None) -> list[str]:
    """The numbers that a text leaves to be filled in: "{parties}"."""
    return sorted(set(PLACEHOLDER.findall(text or "")))


def _blank(column: str) -> Q:
    return Q(**{column: None}) | Q(**{column: ""})


def missing_in(model, language: str) -> Q:
    """Records with an English text that this language has not."""
    return Q(
        *(~_blank(f"{name}_en") & _blank(f"{name}_{language}") for name in texts_of(model)),
        _connector=Q.OR,
    )


def in_state(model, language: str, state: str) -> Q:
    """Records with a text of this language in this state."""
    states = TextState.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=OuterRef("pk"),
        language=language,
        state=state,
    )
    return Q(Exists(states))


def numbers_of_states(language: str) -> dict[tuple[int, str], int]:
    """How many texts of a language stand in each state: by content type and state."""
    rows = TextState.objects.filter(language=language).order_by()
    counted = rows.values_list("content_type", "state").annotate(n=Count("pk"))
    return {(content_type, state): n for content_type, state, n in counted}


@transaction.atomic
def note_translation(record, names, *, language, state, by):
    """Say that these texts were saved: their state, and the English they were made from."""
    content_type = ContentType.objects.get_for_model(record)
    for name in names:
        key = {
            "content_type": content_type,
            "object_id": record.pk,
            "field": name,
            "language": language,
        }
        if not getattr(record, f"{name}_{language}"):
            TextState.objects.filter(**key).delete()  # no row means: missing
            continue
        TextState.objects.update_or_create(
            **key,
            defaults={
                "state": TextStateKind(state),
                "english_sha256": hash_of(getattr(record, f"{name}_en")),
                "changed_by": by,
            },
        )


@transaction.atomic
def note_english(record, names, *, same_meaning, by):
    """English texts changed: their translations are outdated, unless the meaning is the same."""
    content_type = ContentType.objects.get_for_model(record)
    for name in names:
        states = TextState.objects.filter(
            content_type=content_type, object_id=record.pk, field=name
        )
        if same_meaning:
            current = states.exclude(state=TextStateKind.OUTDATED)
            current.update(english_sha256=hash_of(getattr(record, f"{name}_en")))
        else:
            states.update(state=TextStateKind.OUTDATED, changed_by=by)
