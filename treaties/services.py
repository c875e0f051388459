"""Every write to the record that a person would call a change.

Each ends in the checks of the model and the constraints of the database, and inside `change`,
which says in the change log who did it, why and from which source.
"""

import pghistory
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from treaties.models import RecordVersion, Source, SourceCheck, TextState, TreatyAction
from treaties.models.text import hash_of
from treaties.vocabulary import Review, TextStateKind


def change(*, reason, by=None, source: Source | None = None):
    """A context that groups everything written inside it as one change with its reason."""
    context = {"reason": reason}
    if by is not None:
        context["user"] = by.pk
    if source is not None:
        context["source"] = source.slug
    return pghistory.context(**context)


@transaction.atomic
def save(record):
    """Write one record; ValidationError if it breaks a rule, and nothing is written."""
    record.full_clean()
    record.save()
    return record


@transaction.atomic
def record_all(records):
    """Write many new records of one model at once.

    Uniqueness and foreign keys are left to the database (IntegrityError); everything else is
    checked here, one by one: a ValidationError names its record as `record`. All or nothing.
    """
    records = list(records)
    if not records:
        return []
    model = type(records[0])
    relations = {field.name for field in model._meta.fields if field.is_relation}
    for record in records:
        try:
            record.clean_fields(exclude=relations)
            record.clean()
        except ValidationError as error:
            error.record = record
            raise
    return model.objects.bulk_create(records, batch_size=1000)


def record_action(*, instrument, participant, kind, taken_on, reason, by=None, **more):
    """Record one act: `more` are fields of `TreatyAction` (source, locator, effective_on …)."""
    action = TreatyAction(
        instrument=instrument,
        participant=participant,
        kind=kind,
        taken_on=taken_on,
        **more,
    )
    with change(reason=reason, by=by, source=more.get("source")):
        return save(action)


def correct_action(action, *, reason, by=None, **corrected):
    """Mend a mistake in a recorded act; the change log keeps what stood there before."""
    for name, value in corrected.items():
        setattr(action, name, value)
    with change(reason=reason, by=by, source=action.source):
        return save(action)


def retract_action(action, *, reason, by=None):
    """Take an act out of every count; it stays in the record, with the reason."""
    action.review = Review.RETRACTED
    action.counted = False
    action.note_en = f"{action.note_en} {reason}".strip() if action.note_en else reason
    with change(reason=reason, by=by, source=action.source):
        return save(action)


@transaction.atomic
def switch_checks(checks, *, on: bool, reason, by=None) -> list[SourceCheck]:
    """Let programs look at these sources, or no longer; those that were otherwise before."""
    rows = SourceCheck.objects.filter(pk__in=checks.values("pk")).exclude(switched_on=on)
    others = list(rows.select_for_update())
    with change(reason=reason, by=by):
        for check in others:
            check.switched_on = on
            save(check)
    return others


@transaction.atomic
def set_text_states(states):
    """Say how good translated texts are: tuples of record, field, language, state."""
    rows = [
        TextState(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            field=field,
            language=language,
            state=TextStateKind(state),
            english_sha256=hash_of(getattr(record, f"{field}_en")),
        )
        for record, field, language, state in states
    ]
    TextState.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "field", "language"],
        update_fields=["state", "english_sha256", "changed_at"],
    )


def make_pages_anew():
    """Raise the version of the record although no published table changed."""
    RecordVersion.objects.update(version=F("version") + 1)


def record_version() -> int:
    """The number of statements that have changed the published record so far."""
    return RecordVersion.objects.values_list("version", flat=True).first() or 0
