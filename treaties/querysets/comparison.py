"""Questions about mechanisms, discrepancies and the state of texts."""

from collections import defaultdict

from django.db import models
from django.db.models import (
    Q,
)

from treaties.querysets.base import SourcedQuerySet, in_any_language


class MechanismQuerySet(SourcedQuerySet):
    def matching(self, words):
        return self.filter(in_any_language(words, "name", "description", "limits"))

    def with_precedents(self):
        return self.filter(pk__in=self._precedents().values("mechanism"))

    def without_precedents(self):
        """What nobody has done yet, as far as the record goes."""
        return self.exclude(pk__in=self._precedents().values("mechanism"))

    def done_by(self, instrument):
        done = self._precedents().filter(instrument=instrument)
        return self.filter(pk__in=done.values("mechanism"))

    def _precedents(self):
        related = self.model._meta.get_field("precedents").related_model
        return related.objects.published().order_by()


class DiscrepancyQuerySet(models.QuerySet):
    def with_source(self, source):
        return self.filter(Q(source_a=source) | Q(source_b=source))

    def matching(self, words):
        """In what differs, in the values, in the reason, or in the names of who it is about."""
        participants = self.model.participant.field.related_model.objects.matching(words)
        written = in_any_language(words, "why", also=["what", "value_a", "value_b"])
        return self.filter(written | Q(participant__in=participants.values("pk")))


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
