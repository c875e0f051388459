"""What comes from a source: how many facts of which kind, and on which pages they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Count, F, Model, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pghistory.models import Event

from treaties.models import Discrepancy, Instrument, Participant, Source, SourceReading
from treaties.names import sort_key
from treaties.vocabulary import Review

# On whose page a fact stands, if it has none of its own: the first of these that it names.
OWNERS = ["mechanism", "choke_point", "summit", "instrument", "action__instrument"]
OTHERWISE = {Discrepancy, SourceReading}  # these have their own place on the page of a source


@dataclass(frozen=True)
class Citing:
    """A kind of fact that names its source, and the way from it to the record with a page."""

    model: type[Model]
    column: str  # the foreign key to the source
    owner: type[Model] | None  # None: it is on no page of its own
    path: str

    @property
    def rows(self):
        """All but what was retracted."""
        rows = self.model._default_manager.order_by()
        names = {each.name for each in self.model._meta.fields}
        return rows.exclude(review=Review.RETRACTED) if "review" in names else rows


@dataclass(frozen=True)
class Use:
    """A record with a page, and what the source says about it."""

    record: Model
    facts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Uses:
    groups: list[tuple[str, list[Use]]]  # by kind of record: its plural, and the records
    participants: list[Participant]  # whose names and dates come from the source
    others: list[str]  # facts that stand on no page of their own

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.participants or self.others)


def citing() -> Iterator[Citing]:
    """Every kind of fact in the record, of the meetings as well: whatever points to a source."""
    for relation in Source._meta.get_fields(include_hidden=True):
        if not relation.one_to_many:
            continue
        model = relation.related_model
        if issubclass(model, Event) or model in OTHERWISE:
            continue
        if model._meta.app_label.startswith("treaties_"):  # proposed or looked at: no fact yet
            continue
        yield Citing(model, relation.field.name, *_owner(model))


def _owner(model) -> tuple[type[Model] | None, str]:
    if hasattr(model, "get_absolute_url"):
        return model, "pk"
    for path in OWNERS:
        found = model
        for name in path.split("__"):
            known = {each.name: each for each in found._meta.fields}
            found = known[name].related_model if found and name in known else None
            if found is None:
                break
        if found is not None:
            return found, path
    return None, ""


def about(instrument: Instrument) -> Q:
    """Which sources say something about an instrument."""
    found = Q()
    for each in citing():
        if each.owner is Instrument:
            rows = each.rows.filter(**{each.path: instrument.pk})
            found |= Q(pk__in=rows.values(each.column))
    differ = Discrepancy.objects.filter(instrument=instrument).order_by()
    return found | Q(pk__in=differ.values("source_a")) | Q(pk__in=differ.values("source_b"))


def uses_of(source: Source) -> Uses:
    """One query for all facts, one a kind of record for those that they are about."""
    facts, others = defaultdict(lambda: defaultdict(list)), []
    for row in _counted(source):
        if not row["n"]:  # without an owner nothing is grouped, and none is counted as 0
            continue
        words = _in_words(apps.get_model(row["fact"]), row["n"], row["owner"] == row["fact"])
        if row["owner"]:
            facts[row["owner"]][row["owner_id"]].append(words)
        else:
            others.append(words)
    people = facts.pop(Participant._meta.label, {})
    groups = []
    for label in sorted(facts, key=[each._meta.label for each in _owners()].index):
        model = apps.get_model(label)
        found = model._default_manager.in_bulk(facts[label])
        uses = [Use(found[pk], words) for pk, words in facts[label].items()]
        groups.append((model._meta.verbose_name_plural, sorted(uses, key=_by_name)))
    participants = Participant.objects.filter(pk__in=people).with_names()
    return Uses(groups, sorted(participants, key=lambda each: each.sort_key), others)


def _owners() -> list[type[Model]]:
    """Instruments first, then the others in the order in which facts name them."""
    owners = dict.fromkeys([Instrument, *(each.owner for each in citing())])
    return [owner for owner in owners if owner]


def _counted(source: Source) -> list[dict]:
    parts = [
        each.rows.filter(**{each.column: source.pk})
        .annotate(owner_id=F(each.path) if each.owner else Value(0))
        .values("owner_id")
        .annotate(
            n=Count("pk"),
            fact=Value(each.model._meta.label),
            owner=Value(each.owner._meta.label if each.owner else ""),
        )
        for each in citing()
    ]
    return list(parts[0].union(*parts[1:], all=True))


def _in_words(model, n: int, is_owner: bool) -> str:
    if is_owner:
        return _("key facts")
    if model.__name__.endswith("FieldSource"):
        return _("some of the key facts")
    return f"{n} {model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural}"


def _by_name(use: Use) -> str:
    return sort_key(str(use.record), get_language())
