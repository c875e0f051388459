"""Questions to the database, in the words of the field."""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from treaties.names import fold
from treaties.ordering import in_order
from treaties.standings_sql import PairStanding, standings_sql
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    STATES,
    ActionKind,
    InstrumentKind,
    NameKind,
    ParticipantKind,
    Review,
    Universe,
)

IN_FORCE = "in_force_from"


def in_any_language(words, *fields, also=()) -> Q:
    """The words stand in one of the fields, in whichever language (never the base column)."""
    languages = settings.MODELTRANSLATION_LANGUAGES
    columns = [f"{field}_{language}" for field in fields for language in languages]
    found = Q()
    for column in [*columns, *also]:
        found |= Q(**{f"{column}__icontains": words})
    return found


class SourceQuerySet(models.QuerySet):
    def matching(self, words):
        return self.filter(
            Q(title__icontains=words) | Q(publisher__icontains=words) | Q(slug__icontains=words)
        )

    def with_last_reading(self):
        """Adds `last_read_at`, the moment of the latest reading."""
        return self.annotate(last_read_at=models.Max("readings__read_at"))

    def with_actions_counted(self):
        """Adds `actions`, how many published acts rest on the source."""
        model = self.model._meta.get_field("treatyaction_facts").related_model
        acts = model.objects.published().filter(source=OuterRef("pk")).order_by()
        counted = acts.values("source").annotate(n=Count("pk")).values("n")
        return self.annotate(actions=Coalesce(Subquery(counted), 0))


class SourcedQuerySet(models.QuerySet):
    def published(self):
        """Everything but what was retracted; unchecked rows are shown marked."""
        return self.exclude(review=Review.RETRACTED)

    def unchecked(self):
        return self.filter(review=Review.UNCHECKED)


class PageLanguage(models.Expression):
    """The language in which a question is asked; a queryset may be as old as its view."""

    output_field = models.CharField()

    def as_sql(self, compiler, connection):
        return "%s", [get_language() or "en"]


class MechanismQuerySet(SourcedQuerySet):
    def matching(self, words):
        return self.filter(in_any_language(words, "name", "description", "limits"))


class DiscrepancyQuerySet(models.QuerySet):
    def matching(self, words):
        """In what differs, in the values, in the reason, or in the names of who it is about."""
        participants = self.model.participant.field.related_model.objects.matching(words)
        written = in_any_language(words, "why", also=["what", "value_a", "value_b"])
        return self.filter(written | Q(participant__in=participants.values("pk")))


class ParticipantQuerySet(models.QuerySet):
    def places(self):
        """Who has a page under /countries/."""
        kinds = [*STATES, ParticipantKind.TERRITORY, ParticipantKind.OTHER]
        return self.filter(kind__in=kinds)

    def organisations(self):
        """Who has a page under /organisations/."""
        return self.exclude(pk__in=self.model.objects.places().values("pk"))

    def with_names(self):
        """With the names that the page shows, as `shown_names`; `names` stays all of them."""
        model = self.model._meta.get_field("names").related_model
        shown = model.objects.filter(
            Q(language=PageLanguage()) | Q(language="en"), kind=NameKind.SHORT
        )
        return self.prefetch_related(
            Prefetch("names", shown.order_by(), to_attr="shown_names"),
        )

    def named(self, name):
        """Who goes by this name in any language, by an alias or by a code."""
        return self._called(names__search_key=fold(name), code=name)

    def matching(self, words):
        """Who has these words in a name in any language or in an alias, or has this code."""
        return self._called(names__search_key__contains=fold(words), code=words)

    def found_by(self, words):
        """Who is meant: of this slug or exactly this name, else with these words in a name."""
        exact = self.filter(slug=words) | self.named(words)
        return exact if exact.exists() else self.matching(words)

    def by_region(self):
        """By region; those without one come last."""
        return self.by_name(NullIf("region", Value("")).asc(nulls_last=True))

    def _called(self, *, code, **names):
        ours = self.model.objects.filter(**names).order_by().values("pk")
        coded = Q(code__iexact=code) | Q(iso2__iexact=code) | Q(iso3__iexact=code)
        return self.filter(Q(pk__in=ours) | coded)

    def by_name(self, *first):
        """In the order of the names in the language of the page, else of the English ones."""
        names = self.model.names.rel.related_model.objects.filter(
            participant=OuterRef("pk"), kind=NameKind.SHORT
        )
        own = Subquery(names.filter(language=get_language() or "en").values("sort_key")[:1])
        english = Subquery(names.filter(language="en").values("sort_key")[:1])
        return self.alias(shown_as=Coalesce(own, english, "slug")).order_by(
            *first, "shown_as", "slug"
        )

    def existing(self, on):
        """Who exists on a day, as far as recorded: a former state only within its time."""
        return self.filter(
            Q(exists_from=None) | Q(exists_from__lte=on),
            Q(exists_until=None) | Q(exists_until__gte=on),
        )

    def potential(self, instrument, on):
        """Who could take part in an instrument on a day: the N of "n of N".

        A state counts from its admission to the United Nations at the latest, and from its
        first recorded act if that came before (Switzerland was a party to the NPT in 1977).
        """
        if instrument.universe == Universe.LISTED:
            return self.existing(on).filter(eligible_for__instrument=instrument)
        # Adopted without a vote: no standing per state, sponsors are sponsors only (law R13).
        if instrument.universe == Universe.OPEN or instrument.kind == InstrumentKind.RESOLUTION:
            return self.none()
        admitted = Q(un_member_since__lte=on)
        if instrument.universe == Universe.UN_MEMBERS:
            return self.existing(on).filter(admitted, kind__in=STATES)
        acted = self.model.actions.rel.related_model.objects.filter(
            participant=OuterRef("pk"), taken_on_last__lte=on, review=Review.CHECKED, counted=True
        )
        never_admitted = Q(un_member_since=None, kind=ParticipantKind.STATE)
        states = Q(kind__in=STATES) & (admitted | never_admitted | Exists(acted))
        if instrument.universe == Universe.STATES_AND_EU:
            states |= Q(kind=ParticipantKind.REGIONAL_ORGANISATION)
        return self.existing(on).filter(states)

    def concerned(self, instrument, on, *, also=()):
        """Who could take part on a day, and others besides; adds `could_join`."""
        potential = self.model.objects.potential(instrument, on).order_by().values("pk")
        could_join = models.ExpressionWrapper(
            Q(pk__in=potential), output_field=models.BooleanField()
        )
        return self.annotate(could_join=could_join).filter(Q(could_join=True) | Q(pk__in=also))


class InstrumentQuerySet(models.QuerySet):
    def in_force_without_a_date(self):
        """Binding, by all signs in force, and since when is not recorded."""
        acted = self.model._meta.get_field("actions").related_model.objects
        consents = (
            acted.published()
            .filter(instrument=OuterRef("pk"), kind__in=CONSENT_TO_BE_BOUND, counted=True)
            .order_by()
            .values("instrument")
            .annotate(n=Count("participant", distinct=True))
            .values("n")
        )
        enough = Q(entry_into_force_threshold__lte=Coalesce(Subquery(consents), 0))
        signs = enough | Q(conditions_met_on__isnull=False) | Q(unchecked__contains=[IN_FORCE])
        return self.filter(signs, binding=True, in_force_from=None)

    def by_title(self):
        """By the title in the language of the page, or the English one shown in its place."""
        return self.order_by(in_order("title"), "slug")

    def matching(self, words):
        """Whose title or summary has these words, in any language."""
        return self.filter(in_any_language(words, "title", "summary", also=["slug"]))

    def in_force(self, on):
        return self.filter(in_force_from_last__lte=on)

    def newest_first(self):
        return self._with_adoption().order_by(F("adopted_last").desc(nulls_last=True), "slug")

    def oldest_first(self):
        return self._with_adoption().order_by(F("adopted_last").asc(nulls_last=True), "slug")

    def adopted(self, *, start=None, end=None):
        """Adopted in these years, as far as its date can say: both are included."""
        found = self._with_adoption()
        if start is not None:
            found = found.filter(adopted_last__year__gte=start)
        if end is not None:
            found = found.filter(adopted_first__year__lte=end)
        return found

    def _with_adoption(self):
        def day(function):
            return Func("adopted_on", function=function, output_field=DateField())

        return self.alias(adopted_first=day("edtf_first"), adopted_last=day("edtf_last"))

    def with_acts_of(self, participants):
        """On which one of these has acted, whatever came of it; retracted rows aside."""
        acts = self.model._meta.get_field("actions").related_model.objects.published()
        acted = acts.filter(participant__in=participants).order_by()
        return self.filter(pk__in=acted.values("instrument"))

    def with_details(self):
        """With all that the page of one instrument shows, a query a table."""

        def rows_of(name, *related):
            model = self.model._meta.get_field(name).related_model
            return model.objects.select_related(*related)

        return self.select_related("source", "parent").prefetch_related(
            Prefetch("depositaries", rows_of("depositaries", "participant")),
            Prefetch("field_sources", rows_of("field_sources", "source")),
            Prefetch("reported_counts", rows_of("reported_counts", "source")),
            Prefetch("provisions", rows_of("provisions", "source").published()),
            Prefetch(
                "answers",
                rows_of("answers", "question", "source").published().order_by("question__order"),
            ),
        )


class TreatyActionQuerySet(SourcedQuerySet):
    def without_locator(self):
        """A source is named, but not the place in it."""
        return self.published().filter(source__isnull=False, locator="")

    def withdrawals_without_effect(self):
        """Nobody says from which day: neither the source nor the text's own period."""
        return self.published().filter(
            kind=ActionKind.WITHDRAWAL, effective_on=None, instrument__withdrawal_period=None
        )

    def standings(self, on, *, contested=False) -> list[PairStanding]:
        """`rules.standing` for all pairs of these actions at once, in one query.

        A pair without an act that counts is not among them, nor a former state on a day on
        which it does not exist. Works on any queryset with the columns of an action.
        """
        try:
            rows, params = standings_sql(self, on, contested=contested)
        except EmptyResultSet:  # Django sees that nothing can match
            return []
        with connection.cursor() as cursor:
            cursor.execute(rows, params)
            return [PairStanding(*row) for row in cursor.fetchall()]


class TextStateQuerySet(models.QuerySet):
    def of(self, keys, language):
        """The states in one language of texts of records: pairs of "app.model" and key."""
        by_model = defaultdict(list)
        for label, pk in keys:
            by_model[label].append(pk)
        of_any = Q()
        for label, pks in by_model.items():
            app, model = label.split(".")
            of_any |= Q(content_type__app_label=app, content_type__model=model, object_id__in=pks)
        return self.filter(of_any, language=language) if of_any else self.none()
