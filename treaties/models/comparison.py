"""What is compared: questions and answers, printed numbers, sources that differ."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from treaties.models.source import SourcedModel
from treaties.partial_dates import PartialDateField
from treaties.querysets import DiscrepancyQuerySet
from treaties.vocabulary import CountKind, Followed, QuestionGroup, QuestionType

# A number that somebody printed may mix what we keep apart.
MIXED_COUNT = ("participants-and-organisations", _("States and organisations together"))

# What two sources differ about. The data files name it in English; a word that is not here is
# shown as the file has it.
DIFFERENCES = {
    "day of effect": _("day of effect"),
    "endorsement": _("endorsement"),
    "join date": _("day of joining"),
    "kind of act": _("kind of act"),
    "party status": _("whether it is a party"),
    "signatories": _("number of signatories"),
    "status": pgettext_lazy("difference", "standing"),
}


class Question(models.Model):
    """A row of the comparison; the codes of a choice have their labels here."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=QuestionGroup)
    order = models.PositiveIntegerField(_("order"))
    type = models.CharField(_("type"), max_length=10, choices=QuestionType)
    question = models.CharField(_("question"), max_length=200)
    choices = models.JSONField(_("choices"), default=dict, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question_en__isnull=False) & ~Q(question_en=""),
                name="a_question_is_asked_in_english",
            )
        ]

    def __str__(self):
        return self.question


class Answer(SourcedModel):
    """What an instrument answers to a question, with its article."""

    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.CharField(_("value"), max_length=40, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta(SourcedModel.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["instrument", "question"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["instrument", "question"], name="a_question_is_answered_once"
            ),
        ]

    def __str__(self):
        return f"{self.instrument}, {self.question}"


class ReportedCount(models.Model):
    """A number that somebody printed, with what it counts: never the page's own number."""

    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="reported_counts"
    )
    value = models.PositiveIntegerField(_("value"))
    counts = models.CharField(
        _("what it counts"), max_length=40, choices=[*CountKind.choices, MIXED_COUNT]
    )
    as_of = PartialDateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(
        "treaties.Source", on_delete=models.PROTECT, related_name="reported_counts"
    )
    official = models.BooleanField(
        _("official total"),
        default=False,
        help_text=_("The depositary's or secretariat's own total: our rows must give it."),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("reported count")
        verbose_name_plural = _("reported counts")
        ordering = ["instrument", "counts", "as_of", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "counts", "value", "source", "as_of"],
                nulls_distinct=False,
                name="a_reported_count_is_recorded_once",
            )
        ]

    def __str__(self):
        return f"{self.value} {self.get_counts_display()}"


class Discrepancy(models.Model):
    """Two sources that differ, which one we follow, and why."""

    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="discrepancies"
    )
    participant = models.ForeignKey(
        "treaties.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="discrepancies",
    )
    what = models.CharField(_("what"), max_length=60)
    value_a = models.CharField(_("first value"), max_length=300)
    source_a = models.ForeignKey(
        "treaties.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first source"),
        help_text=_("Empty: our own record."),
    )
    value_b = models.CharField(_("second value"), max_length=300)
    source_b = models.ForeignKey(
        "treaties.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second source"),
    )
    followed = models.CharField(_("which we follow"), max_length=10, choices=Followed)
    why = models.TextField(_("why"))

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["instrument", "participant", "what", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "instrument",
                    "participant",
                    "what",
                    "value_a",
                    "value_b",
                    "source_b",
                ],
                nulls_distinct=False,
                name="a_discrepancy_is_recorded_once",
            ),
            models.CheckConstraint(
                condition=Q(why_en__isnull=False) & ~Q(why_en=""),
                name="a_discrepancy_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.value_a} / {self.value_b}"

    @property
    def what_label(self) -> str:
        return DIFFERENCES.get(self.what, self.what)
