"""What the build hook was last told."""

from datetime import date, timedelta

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from treaties import days
from treaties.models import RecordVersion

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


class PublishedNumbersQuerySet(models.QuerySet):
    def beside_the_record(self):
        """Adds `version_now`, how far the record is."""
        version = models.Subquery(RecordVersion.objects.values("version")[:1])
        return self.annotate(
            version_now=Coalesce(version, 0, output_field=models.BigIntegerField())
        )


class PublishedNumbers(models.Model):
    """One row: the numbers that the hook has taken note of, and how its last call went.

    `record_version` and `day` say what was looked at. They move on when nothing differs or the hook
    has answered; so a call that failed, or a worker that died, leaves the change to the next look.
    """

    numbers = models.JSONField(_("numbers"))
    record_version = models.BigIntegerField(_("version of the record"))
    day = models.DateField(_("day"))
    called_at = models.DateTimeField(_("last called"), null=True)
    failures = models.PositiveIntegerField(_("failures since"), default=0)
    next_try_at = models.DateTimeField(_("not called before"), null=True)

    objects = PublishedNumbersQuerySet.as_manager()

    class Meta:
        verbose_name = _("numbers told to the build hook")
        verbose_name_plural = _("numbers told to the build hook")

    def __str__(self):
        return str(self.day)

    def is_due(self, on: date) -> bool:
        """Whether the record or the day moved since the last look, and a failure is long enough ago."""
        if self.next_try_at is not None and days.now() < self.next_try_at:
            return False
        return (self.record_version, self.day) != (self.version_now, on)

    def move_on(self, on: date, numbers: dict, *, called: bool):
        if called:
            self.called_at = days.now()
        self.numbers, self.record_version, self.day = numbers, self.version_now, on
        self.failures, self.next_try_at = 0, None
        self.save()

    def put_off(self) -> timedelta:
        """Twice as long after each failure: a dead host is not asked every half minute."""
        wait = min(FIRST_WAIT * 2 ** min(self.failures, 10), LONGEST_WAIT)
        self.failures += 1
        self.next_try_at = days.now() + wait
        self.save()
        return wait
