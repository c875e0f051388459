"""Questions about sources."""

from django.db import models
from django.db.models import (
    Count,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce


class SourceQuerySet(models.QuerySet):
    def matching(self, words):
        return self.filter(
            Q(title__icontains=words) | Q(publisher__icontains=words) | Q(slug__icontains=words)
        )

    def with_last_reading(self):
        """Adds `last_read_at`, the moment of the latest reading that was one."""
        was_read = ~Q(readings__outcome="failed")
        return self.annotate(last_read_at=models.Max("readings__read_at", filter=was_read))

    def with_actions_counted(self):
        """Adds `actions`, how many published acts rest on the source."""
        model = self.model._meta.get_field("treatyaction_facts").related_model
        acts = model.objects.published().filter(source=OuterRef("pk")).order_by()
        counted = acts.values("source").annotate(n=Count("pk")).values("n")
        return self.annotate(actions=Coalesce(Subquery(counted), 0))
