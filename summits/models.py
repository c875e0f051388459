"""The meetings: when and where, who came, what came out, what was asked of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from summits.querysets import SummitQuerySet
from summits.vocabulary import (
    AttendanceStatus,
    HostRole,
    Level,
    Present,
    Series,
    SummitState,
    Verdict,
)
from treaties.addresses import address_of
from treaties.models.source import SourcedModel
from treaties.models.version import tracked
from treaties.partial_dates import PartialDateField, last_day_of


class Summit(models.Model):
    """A meeting of governments about AI; its dates may be known to the year only."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    series = models.CharField(_("series"), max_length=20, choices=Series)
    edition = models.PositiveIntegerField(_("edition"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(
        pgettext_lazy("condition", "state"), max_length=10, choices=SummitState
    )
    starts_on = PartialDateField(_("starts on"), null=True, blank=True)
    starts_on_last = last_day_of("starts_on")
    ends_on = PartialDateField(_("ends on"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    country = models.ForeignKey(
        "treaties.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="summits_in",
        verbose_name=_("country"),
    )
    predecessor = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("the one before"),
    )
    summary = models.TextField(_("summary"))
    source = models.ForeignKey(
        "treaties.Source",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("source"),
    )
    unchecked = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("fields without a source"),
    )

    objects = SummitQuerySet.as_manager()

    class Meta:
        verbose_name = _("summit")
        verbose_name_plural = _("summits")
        ordering = ["starts_on_last", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name_en__isnull=False) & ~Q(name_en=""),
                name="a_summit_has_an_english_name",
            ),
            models.CheckConstraint(
                condition=Q(summary_en__isnull=False) & ~Q(summary_en=""),
                name="a_summit_has_an_english_summary",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("summit", self.slug)

    def has_begun(self, on):
        return self.starts_on is not None and self.starts_on.last_day <= on


@tracked()
class SummitHost(models.Model):
    """Who held the meeting; an organisation can be a host."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="hosts")
    participant = models.ForeignKey(
        "treaties.Participant", on_delete=models.PROTECT, related_name="summits_hosted"
    )
    role = models.CharField(_("role"), max_length=10, choices=HostRole)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["summit", "-role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["summit", "participant"], name="a_host_is_named_once")
        ]

    def __str__(self):
        return f"{self.summit}, {self.participant}"


@tracked()
class SummitOutcome(models.Model):
    """A document that came out of a meeting: none, one or several."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="outcomes")
    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="summit_outcomes"
    )

    class Meta:
        verbose_name = _("outcome document")
        verbose_name_plural = _("outcome documents")
        ordering = ["summit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["summit", "instrument"], name="an_outcome_is_named_once"
            )
        ]

    def __str__(self):
        return f"{self.summit}, {self.instrument}"


@tracked()
class SummitFieldSource(models.Model):
    """The source of one field of a summit, where it is not the record's own."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="field_sources")
    field = models.CharField(_("field"), max_length=40)
    source = models.ForeignKey("treaties.Source", on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source of a field")
        verbose_name_plural = _("sources of fields")
        ordering = ["summit", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["summit", "field"], name="a_field_of_a_summit_has_one_source"
            )
        ]

    def __str__(self):
        return self.field


class Attendance(SourcedModel):
    """Who was invited, came, or stayed away – where a source says so."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="attendance")
    participant = models.ForeignKey(
        "treaties.Participant", on_delete=models.PROTECT, related_name="attendance"
    )
    status = models.CharField(_("status"), max_length=15, choices=AttendanceStatus)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(SourcedModel.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["summit", "participant"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["summit", "participant"], name="attendance_is_recorded_once"
            ),
        ]

    def __str__(self):
        return f"{self.summit}, {self.participant}"


class ReportedAttendance(models.Model):
    """A number of those present that somebody printed."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="reported_counts")
    value = models.PositiveIntegerField(_("value"))
    counts = models.CharField(_("what it counts"), max_length=30, choices=Present)
    source = models.ForeignKey("treaties.Source", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("reported number of those present")
        verbose_name_plural = _("reported numbers of those present")
        ordering = ["summit", "counts", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["summit", "counts", "value", "source"],
                name="a_reported_number_is_recorded_once",
            )
        ]

    def __str__(self):
        return f"{self.value} {self.get_counts_display()}"


class SummitAsk(SourcedModel):
    """What PauseAI asks of a summit."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    order = models.PositiveIntegerField(_("order"))
    ask = models.CharField(_("what is asked"), max_length=300)

    class Meta(SourcedModel.Meta):
        verbose_name = _("ask of a summit")
        verbose_name_plural = _("asks of a summit")
        ordering = ["order", "slug"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ask_en__isnull=False) & ~Q(ask_en=""),
                name="an_ask_is_put_in_english",
            ),
        ]

    def __str__(self):
        return self.ask


class SummitAssessment(SourcedModel):
    """What one summit delivered of one ask."""

    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="assessments")
    ask = models.ForeignKey(SummitAsk, on_delete=models.PROTECT, related_name="assessments")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    text = models.TextField(_("text"), blank=True)

    class Meta(SourcedModel.Meta):
        verbose_name = _("assessment of a summit")
        verbose_name_plural = _("assessments of summits")
        ordering = ["summit", "ask"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["summit", "ask"], name="an_ask_is_assessed_once_a_summit"
            ),
        ]

    def __str__(self):
        return f"{self.summit}, {self.ask}"
