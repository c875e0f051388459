"""The public change log: what changed, when, why and from which source; one entry a change."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Q, QuerySet, Value
from django.utils.translation import gettext, gettext_noop
from pghistory.models import Context, Event, Events

from treaties.models import Instrument, Participant, Source

LABELS = ["insert", "update", "delete"]
SHOWN_ONE_BY_ONE = 30  # rows; an entry with more says how many, not which
WRITTEN_BY_US = {
    gettext_noop("Loaded from the data files"),
    gettext_noop("Accepted in review: the source says so"),
}
NOT_SHOWN = {"id", "sort_key", "search_key", "english_sha256", "changed_at"}


@dataclass(frozen=True)
class Touched:
    """One row that changed, with its fields before and after where there was a before."""

    kind: str
    label: str  # insert, update, delete
    about: list = field(default_factory=list)  # instrument and participant
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    made_at: datetime
    reason: str
    source: Source | None
    counts: list[tuple[str, str, int]]  # label, kind of record, how many
    rows: list[Touched]


def event_models() -> list[type[Event]]:
    return [model for model in apps.get_models() if issubclass(model, Event)]


def kind_of(model) -> str:
    return model._meta.verbose_name


def changes_of(record) -> Q:
    """Which contexts touched this record, or a row that names it."""
    found = Q(pk__in=[])
    for model in event_models():
        names = [f.name for f in model._meta.fields if f.related_model is type(record)]
        touched = Q()
        for name in names:
            touched |= Q(**{name: record.pk})
        if names:
            found |= Q(pk__in=model.objects.filter(touched).values("pgh_context"))
    return found


def contexts() -> QuerySet[Context]:
    return Context.objects.order_by("-created_at", "pk")


def changes(shown: list[Context]) -> list[Change]:
    """The entries of these contexts, a handful of queries for all of them."""
    ids = [context.pk for context in shown]
    counts = _counts(ids)
    few = [pk for pk in ids if sum(n for *_, n in counts[pk]) <= SHOWN_ONE_BY_ONE]
    rows = _rows(few)
    slugs = {context.metadata.get("source") for context in shown} - {None}
    sources = {source.slug: source for source in Source.objects.filter(slug__in=slugs)}
    return [
        Change(
            made_at=context.created_at,
            reason=_reason(context.metadata.get("reason") or ""),
            source=sources.get(context.metadata.get("source")),
            counts=counts[context.pk],
            rows=rows[context.pk],
        )
        for context in shown
    ]


def _reason(text: str) -> str:
    return gettext(text) if text in WRITTEN_BY_US else text


def _counts(ids) -> dict:
    """By context: what happened to how many records of which kind."""
    parts = [
        model.objects.filter(pgh_context__in=ids)
        .order_by()
        .values("pgh_context_id", "pgh_label")
        .annotate(n=Count("pk"), model=Value(model.pgh_tracked_model._meta.label))
        for model in event_models()
    ]
    found = defaultdict(list)
    for row in parts[0].union(*parts[1:], all=True) if ids else []:
        model = apps.get_model(row["model"])
        kind = model._meta.verbose_name_plural if row["n"] > 1 else model._meta.verbose_name
        found[row["pgh_context_id"]].append((row["pgh_label"], kind, row["n"]))
    for counted in found.values():
        counted.sort(key=lambda each: (LABELS.index(each[0]), -each[2], each[1]))
    return found


def _rows(ids) -> dict:
    found = defaultdict(list)
    if not ids:
        return found
    events = list(Events.objects.filter(pgh_context_id__in=ids).order_by("pgh_created_at"))
    people = _named(events, Participant, "participant_id").with_names()
    texts = _named(events, Instrument, "instrument_id")
    known = {"participant_id": people.in_bulk(), "instrument_id": texts.in_bulk()}
    for event in events:
        found[event.pgh_context_id].append(_touched(event, known))
    return found


def _named(events, model, column) -> QuerySet:
    label = model._meta.label
    ids = {event.pgh_data.get(column) for event in events}
    ids |= {int(event.pgh_obj_id) for event in events if event.pgh_obj_model == label}
    return model.objects.filter(pk__in=ids - {None})


def _touched(event, known) -> Touched:
    model = apps.get_model(event.pgh_obj_model)
    ids = {column: event.pgh_data.get(column) for column in known}
    for column, of in (("instrument_id", Instrument), ("participant_id", Participant)):
        if model is of:
            ids[column] = int(event.pgh_obj_id)
    about = [known[column][pk] for column, pk in ids.items() if pk in known[column]]
    return Touched(kind_of(model), event.pgh_label, about, list(_fields(model, event)))


def _fields(model, event):
    """Before and after; of a reference only that it changed, since its number says nothing."""
    for name, (before, after) in (event.pgh_diff or {}).items():
        column = next((f for f in model._meta.fields if name in (f.name, f.attname)), None)
        if column is None or name in NOT_SHOWN:
            continue
        if column.is_relation:
            before = after = ""
        yield str(column.verbose_name), _plain(before), _plain(after)


def _plain(value) -> str:
    return "" if value is None else str(value)
