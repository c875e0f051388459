"""The public change log: who changed what, when, why and from which source; one entry a change."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop
from pghistory.models import Context, Event, Events

from treaties.addresses import address_of
from treaties.models import Instrument, Participant, Source

LABELS = ["insert", "update", "delete"]
SHOWN_ONE_BY_ONE = 30  # rows; an entry with more says how many, not which
LOADED = gettext_noop("Loaded from the data files")
WRITTEN_BY_US = {LOADED, gettext_noop("Accepted in review: the source says so")}
NOT_SHOWN = {"id", "sort_key", "search_key", "english_sha256", "changed_at"}


@dataclass(frozen=True)
class Tally:
    """How many records of a kind a change added, changed or removed."""

    model: type[Event]
    label: str
    n: int

    @property
    def kind(self) -> str:
        options = self.model.pgh_tracked_model._meta
        return options.verbose_name_plural if self.n > 1 else options.verbose_name


@dataclass(frozen=True)
class Touched:
    """One row that changed, with its fields before and after where there was a before."""

    kind: str
    label: str  # insert, update, delete
    about: list = field(default_factory=list)  # instrument and participant
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    id: UUID  # made once, with the change; a dump keeps it
    made_at: datetime
    who: str
    reason: str
    source: Source | None
    counts: list[tuple[str, str, int]]  # label, kind of record, how many
    rows: list[Touched]

    def get_absolute_url(self):
        return address_of("change", str(self.id))

    @property
    def size(self) -> int:
        """How many rows it added, changed or removed."""
        return sum(n for _label, _kind, n in self.counts)

    @property
    def about(self) -> list:
        """The instruments and participants that it touched, each once."""
        return list(
            {(type(each), each.pk): each for row in self.rows for each in row.about}.values()
        )


def event_models() -> list[type[Event]]:
    return [model for model in apps.get_models() if issubclass(model, Event)]


def references(model: type[Event], kind: type) -> list:
    """The columns of an event that name a record of this kind, or are about one."""
    return [each for each in model._meta.fields if each.related_model is kind]


def changes_of(*records) -> Q:
    """Which contexts touched one of these records, or a row that names it."""
    found = Q(pk__in=[])
    for model in event_models():
        touched = Q()
        for record in records:
            for each in references(model, type(record)):
                touched |= Q(**{each.name: record.pk})
        if touched:
            found |= Q(pk__in=model.objects.filter(touched).values("pgh_context"))
    return found


def contexts() -> QuerySet[Context]:
    return Context.objects.order_by("-created_at", "pk")


def changes(shown: list[Context], about=(), at_hand=()) -> list[Change]:
    """The entries of these contexts, a handful of queries for all of them.

    `about` are records of one model: the entries then say only what concerns them. Records `at_hand`
    are not asked for again.
    """
    tallies = _tallies([context.pk for context in shown], about)
    counts = {pk: _in_words(found) for pk, found in tallies.items()}
    few = {
        pk: found
        for pk, found in tallies.items()
        if sum(tally.n for tally in found) <= SHOWN_ONE_BY_ONE
    }
    rows = _rows(few, about, [*at_hand, *about])
    slugs = {context.metadata.get("source") for context in shown} - {None}
    sources = {source.slug: source for source in Source.objects.filter(slug__in=slugs)}
    names = _public_names(context.metadata.get("user") for context in shown)
    return [
        Change(
            id=context.pk,
            made_at=context.created_at,
            who=_who(context.metadata, names),
            reason=_reason(context.metadata),
            source=sources.get(context.metadata.get("source")),
            counts=counts.get(context.pk, []),
            rows=rows[context.pk],
        )
        for context in shown
    ]


def _reason(metadata: dict) -> str:
    reason = metadata.get("reason") or gettext("No reason was given.")
    return gettext(reason) if reason in WRITTEN_BY_US else reason


def _who(metadata: dict, names: dict[int, str]) -> str:
    if metadata.get("user") is not None:
        return names.get(metadata["user"]) or gettext("a volunteer")
    if metadata.get("reason") == LOADED:
        return gettext("the data files")
    return gettext("a command on the server")


def _public_names(ids) -> dict[int, str]:
    """The names under which people chose to be shown: the first name of their account.

    Never the name they sign in with, a surname or an address: those are nobody's business.
    """
    people = get_user_model().objects.filter(pk__in=set(ids) - {None})
    names = people.values_list("pk", "first_name")
    return {pk: name.strip() for pk, name in names if "@" not in name}


def _tallies(ids, about) -> dict[UUID, list[Tally]]:
    """By context: what happened to how many records of which kind, in one query.

    Written in SQL: to let Django write it takes longer than to answer it.
    """
    models, found = event_models(), defaultdict(list)
    parts = [_tally_sql(place, model, about) for place, model in enumerate(models)]
    given = {"ids": ids, "about": [each.pk for each in about]}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(filter(None, parts)), given)
        for place, context, label, n in cursor.fetchall():
            found[context].append(Tally(models[place], label, n))
    return found


def _tally_sql(place: int, model: type[Event], about) -> str:
    named = "true"
    if about:
        columns = [each.column for each in references(model, type(about[0]))]
        named = " OR ".join(f"{column} = ANY(%(about)s)" for column in columns)
    return named and (
        f"SELECT {place}, pgh_context_id, pgh_label, count(*) FROM {model._meta.db_table} "
        f"WHERE pgh_context_id = ANY(%(ids)s) AND ({named}) GROUP BY pgh_context_id, pgh_label"
    )


def _in_words(tallies: list[Tally]) -> list[tuple[str, str, int]]:
    counts = [(tally.label, tally.kind, tally.n) for tally in tallies]
    return sorted(counts, key=lambda each: (LABELS.index(each[0]), -each[2], each[1]))


def _rows(tallies: dict[UUID, list[Tally]], about, at_hand) -> dict:
    """The rows of these contexts one by one, asked for in the tables that have some."""
    found = defaultdict(list)
    models = {tally.model for of_one in tallies.values() for tally in of_one}
    if not models:
        return found
    events = Events.objects.across(*models)
    events = events.references(*about) if about else events
    events = list(events.filter(pgh_context_id__in=tallies).order_by("pgh_created_at", "pgh_slug"))
    people = _named(events, Participant, "participant_id", at_hand)
    texts = _named(events, Instrument, "instrument_id", at_hand)
    known = {"participant_id": people, "instrument_id": texts}
    for event in events:
        found[event.pgh_context_id].append(_touched(event, known))
    return found


def _named(events, model, column, at_hand) -> dict:
    """The records of a model that events name, by key."""
    label = model._meta.label
    ids = {event.pgh_data.get(column) for event in events}
    ids |= {int(event.pgh_obj_id) for event in events if event.pgh_obj_model == label}
    known = {each.pk: each for each in at_hand if isinstance(each, model)}
    asked = model.objects.filter(pk__in=ids - {None} - known.keys())
    return known | (asked.with_names() if model is Participant else asked).in_bulk()


def _touched(event, known) -> Touched:
    model = apps.get_model(event.pgh_obj_model)
    ids = {column: event.pgh_data.get(column) for column in known}
    for column, of in (("instrument_id", Instrument), ("participant_id", Participant)):
        if model is of:
            ids[column] = int(event.pgh_obj_id)
    about = [known[column][pk] for column, pk in ids.items() if pk in known[column]]
    return Touched(model._meta.verbose_name, event.pgh_label, about, list(_fields(model, event)))


def _fields(model, event):
    """Before and after; of a reference only that it changed, since its number says nothing."""
    for name, (before, after) in (event.pgh_diff or {}).items():
        column = next((f for f in model._meta.fields if name in (f.name, f.attname)), None)
        if column is None or name in NOT_SHOWN:
            continue
        if column.is_relation:
            before = after = ""
        yield str(column.verbose_name), _in_words_of(column, before), _in_words_of(column, after)


def _in_words_of(column, value) -> str:
    """A value as a form would show it: words of a list and yes or no in the language of the page."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return "" if value is None else str(dict(column.flatchoices).get(value, value))
