"""What the record remembers of its own changes."""

from datetime import UTC, datetime

import pghistory
import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import GeneratedField
from django.utils.translation import gettext_lazy as _

BUMP = """
INSERT INTO treaties_recordversion (id, version, changed_at) VALUES (1, 1, clock_timestamp())
ON CONFLICT (id) DO UPDATE
SET version = treaties_recordversion.version + 1, changed_at = clock_timestamp();
RETURN NULL;
"""


class RecordVersionQuerySet(models.QuerySet):
    def now(self) -> tuple[int, int | None]:
        """How far the record is: its version, and the latest reading of a source."""
        readings = apps.get_model("treaties.SourceReading").objects.order_by("-pk")
        found = self.values_list("version", models.Subquery(readings.values("pk")[:1])).first()
        return found or (0, None)

    def changed_at(self) -> datetime:
        """When the record was last changed; the beginning of time if it is empty."""
        return self.values_list("changed_at", flat=True).first() or datetime.fromtimestamp(0, UTC)


class RecordVersion(models.Model):
    """One row, raised by every statement that changes a published table.

    Pages take their validator (`ETag`) from it: an unchanged version is an unchanged page.
    """

    version = models.BigIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed at"), auto_now_add=True)

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the record")
        verbose_name_plural = _("versions of the record")

    def __str__(self):
        return str(self.version)


def track(model, *, exclude=()):
    """Log every change of a table in the database and raise the version of the record."""
    generated = {field.name for field in model._meta.fields if isinstance(field, GeneratedField)}
    bump = pgtrigger.Trigger(
        name="raises_the_version",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=BUMP,
    )
    pgtrigger.register(bump)(model)
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=[*exclude, *sorted(generated)],
    )(model)


def tracked(**options):
    """`track` as a decorator, for models without translated fields."""
    return lambda model: track(model, **options)
