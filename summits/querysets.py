"""Questions to the database about meetings."""

from django.db import models

from summits.vocabulary import Series, SummitState
from treaties.querysets import in_any_language


class SummitQuerySet(models.QuerySet):
    def in_order(self):
        """By the last possible day of the start; those without any date come last."""
        return self.order_by(models.F("starts_on_last").asc(nulls_last=True), "slug")

    def coming(self, on):
        """Announced, and not certainly over."""
        return self.filter(state=SummitState.ANNOUNCED).filter(
            models.Q(starts_on_last__gte=on) | models.Q(starts_on=None)
        )

    def newest_first(self):
        return self.order_by(models.F("starts_on_last").desc(nulls_last=True), "slug")

    def by_series(self):
        """In the order in which the series are listed, each by date."""
        places = [models.When(series=name, then=place) for place, name in enumerate(Series)]
        place = models.Case(*places, output_field=models.IntegerField())
        return self.in_order().order_by(place, *self.in_order().query.order_by)

    def in_year(self, year):
        """That can have begun in this year, as far as its date says."""
        first = models.Func("starts_on", function="edtf_first", output_field=models.DateField())
        return self.alias(starts_on_first=first).filter(
            starts_on_first__year__lte=year, starts_on_last__year__gte=year
        )

    def matching(self, words):
        """In its name or summary in any language, its city, or the names of its country."""
        countries = self.model.country.field.related_model.objects.matching(words)
        written = in_any_language(words, "name", "summary", also=["city", "venue"])
        return self.filter(written | models.Q(country__in=countries.values("pk")))

    def concerning(self, participants):
        """In one of these countries, held by one, or with one of them named as invited or there."""
        rows = self.model._meta.get_field
        attendance = rows("attendance").related_model.objects.published()
        named = [
            rows("hosts").related_model.objects.filter(participant__in=participants),
            attendance.filter(participant__in=participants),
        ]
        found = models.Q(country__in=participants)
        for each in named:
            found |= models.Q(pk__in=each.order_by().values("summit"))
        return self.filter(found)

    def with_what_a_timeline_shows(self):
        return self.select_related("source", "country").prefetch_related(
            self._rows_of("field_sources", "source"), "country__names"
        )

    def with_what_a_calendar_says(self):
        """`changed_at` is when the change log saw the meeting last."""
        return (
            self.select_related("source", "country")
            .prefetch_related("country__names")
            .annotate(changed_at=models.Max("events__pgh_created_at"))
        )

    def with_evidence(self):
        """With what came out, and who was there: what asks are held against."""
        return self.prefetch_related(
            self._rows_of("outcomes", "instrument"), self._published("attendance")
        )

    def with_details(self):
        """With all that the page of one summit shows; names of participants are still to come."""
        return self.select_related(
            "source", "country", "predecessor", "successor"
        ).prefetch_related(
            self._rows_of("hosts", "participant"),
            self._rows_of("outcomes", "instrument"),
            self._rows_of("reported_counts", "source"),
            self._published("attendance", "participant", "source"),
        )

    def _rows_of(self, name, *related):
        model = self.model._meta.get_field(name).related_model
        return models.Prefetch(name, model.objects.select_related(*related))

    def _published(self, name, *related):
        model = self.model._meta.get_field(name).related_model
        return models.Prefetch(name, model.objects.published().select_related(*related))
