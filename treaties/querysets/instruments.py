"""Questions about instruments."""

from django.db import models
from django.db.models import (
    Count,
    DateField,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from treaties.ordering import in_order
from treaties.querysets.base import in_any_language
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
)

IN_FORCE = "in_force_from"


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

    def differing(self, source):
        """About which a source and another one differ; adds `differences`, how often."""
        differs = Q(discrepancies__source_a=source) | Q(discrepancies__source_b=source)
        counted = Count("discrepancies", filter=differs)
        return self.annotate(differences=counted).filter(differences__gt=0)

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
