"""The change log of one record: when, who, why, from which source, and what stood there before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from treaties.models import Source, TextState
from treaties.vocabulary import TextStateKind

LABELS = {"insert": _("added"), "update": _("changed"), "delete": _("taken away")}


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str
    why: str
    source: Source | None
    differences: list[Difference]


def event_model(model):
    """The table of a model's events; None if its changes are not logged."""
    model = model._meta.concrete_model
    try:
        return apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    except LookupError:
        return None


def history_of(record) -> list[Event]:
    """Every change of a record, with the states of its texts that changed along, latest first."""
    content_type = ContentType.objects.get_for_model(record)
    states = _logged(TextState, content_type=content_type, object_id=record.pk)
    logged = _logged(type(record), pgh_obj_id=record.pk)
    tellers = _Tellers([event for event, _before in logged + states])
    along = defaultdict(list)
    for event, before in states:
        along[event.pgh_context_id].append((event, before))
    told = [tellers.tell(e, before, along.pop(e.pgh_context_id, [])) for e, before in logged]
    told += [tellers.tell(changes[0][0], None, changes) for changes in along.values()]
    return sorted(told, key=lambda event: event.at)[::-1]


def _logged(model, **which) -> list[tuple]:
    """Events with the one before of the same record."""
    last, found = {}, []
    events = event_model(model).objects.filter(**which)
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        found.append((event, last.get(event.pgh_obj_id)))
        last[event.pgh_obj_id] = event
    return found


class _Tellers:
    """Puts names to the numbers in events, asking once for each."""

    def __init__(self, events):
        contexts = [self._context(event) for event in events]
        users = get_user_model().objects.in_bulk({c["user"] for c in contexts if c.get("user")})
        self.users = {pk: user.get_username() for pk, user in users.items()}
        slugs = {c["source"] for c in contexts if c.get("source")}
        self.sources = {s.slug: s for s in Source.objects.filter(slug__in=slugs)}
        self.names = {}

    @staticmethod
    def _context(event) -> dict:
        return event.pgh_context.metadata if event.pgh_context else {}

    def tell(self, event, before, states) -> Event:
        """One change: of the record, of states of its texts, or of both."""
        context = self._context(event)
        of_a_text = any(event is state for state, _before in states)
        differences = [] if of_a_text else self._differences(event, before)
        return Event(
            at=event.pgh_created_at,
            what=LABELS.get(event.pgh_label, event.pgh_label),
            who=self.users.get(context.get("user"), ""),
            why=context.get("reason", ""),
            source=self.sources.get(context.get("source")),
            differences=differences + [self._of_state(*change) for change in states],
        )

    @staticmethod
    def _of_state(event, before) -> Difference:
        label = _("State of the text: %(field)s [%(language)s]")
        names = {"field": event.field, "language": event.language}
        old = TextStateKind(before.state).label if before else ""
        gone = event.pgh_label == "delete"
        new = TextStateKind.MISSING.label if gone else TextStateKind(event.state).label
        return Difference(label % names, str(old), str(new))

    def _differences(self, event, before) -> list[Difference]:
        model = event._meta.get_field("pgh_obj").related_model
        found = []
        for column in event._meta.concrete_fields:
            if column.name.startswith("pgh_") or column.name in {"id", "changed_at"}:
                continue
            new = getattr(event, column.attname)
            old = getattr(before, column.attname) if before else None
            if new != old and (before or new not in (None, "", [], {})):
                field = self._field(model, column)
                label = str(field.verbose_name)
                found.append(Difference(label, self._shown(field, old), self._shown(field, new)))
        return found

    @staticmethod
    def _field(model, column):
        try:
            return model._meta.get_field(column.name)
        except FieldDoesNotExist:  # gone from the model since
            return column

    def _shown(self, field, value) -> str:
        if value in (None, ""):
            return ""
        if field.is_relation:
            key = (field.related_model, value)
            if key not in self.names:
                found = field.related_model._base_manager.filter(pk=value).first()
                self.names[key] = str(found or value)
            return self.names[key]
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, list):
            return ", ".join(value)
        return str(dict(field.flatchoices).get(value, value) if field.choices else value)
