"""Where facts come from."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treaties.addresses import address_of
from treaties.models.version import tracked
from treaties.partial_dates import PartialDateField
from treaties.querysets import SourceCheckQuerySet, SourcedQuerySet, SourceQuerySet
from treaties.vocabulary import Review, SourceAddress, SourceAuthority

AUTHORITIES = dict(SourceAuthority.choices)


@tracked()
class Source(models.Model):
    """A page or a document that facts come from."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=1000)
    address = models.CharField(
        _("what the address leads to"),
        max_length=10,
        choices=SourceAddress,
        default=SourceAddress.FULL,
    )
    authority = models.CharField(_("authority"), max_length=20, choices=SourceAuthority)
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    as_of = PartialDateField(_("speaks of"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address_of("source", self.slug)

    def last_look_failed(self) -> bool:
        """Whether nobody knows what the source says at present."""
        last = self.readings.order_by("-read_at", "-pk").values_list("outcome", flat=True).first()
        return last == SourceReading.Outcome.FAILED

    def get_authority_display(self):
        """As Django's own, which builds a table of all labels for each row of a page."""
        return str(AUTHORITIES.get(self.authority, self.authority))


class SourceReading(models.Model):
    """One dated reading of a source; "last checked" on the pages comes from here."""

    class Outcome(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        CHANGED = "changed", _("changed")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="readings",
        verbose_name=_("source"),
    )
    read_at = models.DateTimeField(_("read at"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    length = models.PositiveIntegerField(_("length in bytes"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)

    class Meta:
        verbose_name = _("reading of a source")
        verbose_name_plural = _("readings of sources")
        ordering = ["-read_at"]

    def __str__(self):
        return f"{self.source}, {self.read_at:%Y-%m-%d %H:%M}"


@tracked()
class SourceCheck(models.Model):
    """A source that a program looks at: what about, with which connector, how often.

    A program looks only while it is switched on, and only to propose; people decide.
    """

    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, related_name="check_by_program", verbose_name=_("source")
    )
    instrument = models.ForeignKey(
        "treaties.Instrument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source_checks",
        verbose_name=_("instrument"),
        help_text=_("What the source is read for. Empty: for no single one."),
    )
    connector = models.CharField(_("connector"), max_length=40)
    key = models.CharField(
        _("page"), max_length=80, help_text=_("What the connector calls it. For example: cwc")
    )
    every_days = models.PositiveSmallIntegerField(
        _("days between two looks"), default=1, validators=[MinValueValidator(1)]
    )
    switched_on = models.BooleanField(
        _("switched on"),
        default=False,
        help_text=_("Off: no program asks the source by itself."),
    )

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a source")
        verbose_name_plural = _("checks of sources")
        ordering = ["connector", "key"]
        constraints = [
            models.UniqueConstraint(fields=["connector", "key"], name="a_page_is_checked_once"),
            models.CheckConstraint(
                condition=Q(every_days__gte=1), name="a_check_is_at_least_a_day_after_another"
            ),
        ]

    def __str__(self):
        return f"{self.connector}: {self.key}"


class SourcedModel(models.Model):
    """A row that stands in a source, or is marked as unchecked and counted nowhere."""

    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_facts",
        verbose_name=_("source"),
    )
    locator = models.CharField(
        _("place in the source"),
        max_length=300,
        blank=True,
        help_text=_("Article, page, row. For example: Article XIV(3)"),
    )
    review = models.CharField(_("review"), max_length=10, choices=Review, default=Review.CHECKED)

    objects = SourcedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(review=Review.CHECKED) | Q(source__isnull=False),
                name="a_checked_%(class)s_has_a_source",
                violation_error_message=_(
                    "A checked fact needs a source. Name one, or mark it as unchecked."
                ),
            )
        ]


@tracked()
class FieldSource(models.Model):
    """The source of one field of an instrument, where it is not the record's own."""

    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="field_sources"
    )
    field = models.CharField(_("field"), max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source of a field")
        verbose_name_plural = _("sources of fields")
        ordering = ["instrument", "field"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "field"], name="a_field_has_one_source")
        ]

    def __str__(self):
        return self.field
