"""What a look at a source brought."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunQuerySet(models.QuerySet):
    def last_healthy(self, *, connector, source, instrument):
        """The last run of its kind that read the page, or found it unchanged."""
        same = self.filter(connector=connector, source=source, instrument=instrument)
        return same.filter(outcome__in=Run.HEALTHY).order_by("-finished_at", "-pk").first()

    def last_of_each_source(self):
        """The latest finished run of each source that was asked."""
        finished = self.filter(finished_at__isnull=False, asked=True)
        return finished.order_by("source_id", "-finished_at", "-pk").distinct("source_id")

    def last_text(self, **same) -> str | None:
        """What the page said when it was last read; None if it never was."""
        read = self.filter(outcome=Run.Outcome.READ, **same).order_by("-finished_at", "-pk")
        return read.values_list("text", flat=True).first()


class Run(models.Model):
    """One look at what one source says of one instrument; proposals name it by its key."""

    class Outcome(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "not finished")
        UNCHANGED = "unchanged", pgettext_lazy("run", "checked, unchanged")
        READ = "read", pgettext_lazy("run", "read and compared")
        UNHEALTHY = "unhealthy", pgettext_lazy("run", "stopped: look at the source")
        UNREACHED = "unreached", pgettext_lazy("run", "the source gave no answer")

    HEALTHY = (Outcome.UNCHANGED, Outcome.READ)

    connector = models.CharField(_("connector"), max_length=40)
    parser_version = models.CharField(_("version of the reader"), max_length=20)
    source = models.ForeignKey(
        "treaties.Source", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    instrument = models.ForeignKey(
        "treaties.Instrument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument"),
    )
    asked = models.BooleanField(
        _("the source was asked"),
        default=True,
        help_text=_("Otherwise a saved page was read."),
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.RUNNING
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    length = models.PositiveIntegerField(_("length in bytes"), default=0)
    # What the source calls this state of its page, for a conditional request (RFC 9110, 13.1).
    etag = models.CharField(_("ETag"), max_length=200, blank=True)
    last_modified = models.CharField(_("Last-Modified"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    declared = models.JSONField(_("totals that the source prints"), default=dict, blank=True)
    counted = models.JSONField(_("totals that its rows give"), default=dict, blank=True)
    filled = models.JSONField(_("how much of it is filled"), default=dict, blank=True)
    held = models.JSONField(_("rows held back"), default=list, blank=True)
    unnamed = models.JSONField(_("rows of somebody unknown"), default=list, blank=True)
    conflicts = models.JSONField(_("what people decided otherwise"), default=list, blank=True)
    text = models.TextField(_("text"), blank=True)  # of a watched page, for the next comparison
    proposed = models.PositiveIntegerField(_("proposals made"), default=0)
    message = models.TextField(_("message"), blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-started_at", "-pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["source", "instrument", "-finished_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="running") ^ Q(finished_at__isnull=False),
                name="a_run_with_an_outcome_is_finished",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["unhealthy", "unreached"])
                | (~Q(message="") & Q(proposed=0)),
                name="a_stopped_run_says_why_and_proposes_nothing",
            ),
        ]

    def __str__(self):
        return self.key

    def settles(self, later: "Run") -> bool:
        """Whether a later look at the same bytes need not be read: nobody in it was unknown.

        A row of somebody unknown waits for a name; then the same page says more.
        """
        return self.sha256 == later.sha256 and self.is_settled(later.parser_version)

    def is_settled(self, parser_version: str) -> bool:
        """Whether this reader would say the same of the same page today."""
        return self.parser_version == parser_version and not self.unnamed

    @property
    def key(self) -> str:
        """How a proposal names its run, though it stands below."""
        return f"{self.connector}:{self.pk}"


class HostTurn(models.Model):
    """When a host may be asked again: one request in two seconds, whichever worker makes it."""

    host = models.CharField(_("host"), max_length=253, primary_key=True)
    free_at = models.DateTimeField(_("may be asked from"))

    class Meta:
        verbose_name = _("turn of a host")
        verbose_name_plural = _("turns of hosts")
        ordering = ["host"]
        default_permissions = ["view"]

    def __str__(self):
        return self.host
