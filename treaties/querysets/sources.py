"""Questions about sources."""

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce


class ReadQuerySet(models.QuerySet):
    """Rows about sources that somebody reads."""

    source_column = ""  # the primary key of the source, in these rows

    def with_readings(self):
        """Adds `first_looked_at`, `last_looked_at` and `last_outcome`, `last_read_at`, and
        `last_changed_at`.

        A look that failed is no reading: "last checked" stays what it was.
        """
        model = apps.get_model("treaties.SourceReading")
        latest = model.objects.filter(source=OuterRef(self.source_column))
        latest = latest.order_by("-read_at", "-pk")
        read = latest.exclude(outcome=model.Outcome.FAILED)
        changed = latest.filter(outcome=model.Outcome.CHANGED)
        return self.annotate(
            first_looked_at=Subquery(latest.reverse().values("read_at")[:1]),
            last_looked_at=Subquery(latest.values("read_at")[:1]),
            last_read_at=Subquery(read.values("read_at")[:1]),
            last_outcome=Subquery(latest.values("outcome")[:1]),
            last_changed_at=Subquery(changed.values("read_at")[:1]),
        )


class SourceCheckQuerySet(ReadQuerySet):
    source_column = "source"


class SourceQuerySet(ReadQuerySet):
    source_column = "pk"

    def matching(self, words):
        return self.filter(
            Q(title__icontains=words) | Q(publisher__icontains=words) | Q(slug__icontains=words)
        )

    def with_actions_counted(self):
        """Adds `actions`, how many published acts rest on the source."""
        model = self.model._meta.get_field("treatyaction_facts").related_model
        acts = model.objects.published().filter(source=OuterRef("pk")).order_by()
        counted = acts.values("source").annotate(n=Count("pk")).values("n")
        return self.annotate(actions=Coalesce(Subquery(counted), 0))
