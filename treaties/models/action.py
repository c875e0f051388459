"""What participants did."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treaties.models.source import SourcedModel
from treaties.models.version import tracked
from treaties.partial_dates import PartialDateField, first_day_of, last_day_of
from treaties.querysets import TreatyActionQuerySet
from treaties.rules import Act
from treaties.vocabulary import NOT_BINDING, ActionKind, Review

KINDS = dict(ActionKind.choices)


class TreatyAction(SourcedModel):
    """One act of one participant: "Ghana ratified the BWC on 6 June 1975".

    Acts are added and corrected, never deleted: leaving is an act of its own. `taken_on` is
    the day the depositary received it; `effective_on` is kept only if a source states it.
    """

    instrument = models.ForeignKey(
        "treaties.Instrument",
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name=_("instrument"),
    )
    participant = models.ForeignKey(
        "treaties.Participant",
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name=_("participant"),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ActionKind)
    taken_on = PartialDateField(_("taken on"))
    taken_on_first = first_day_of("taken_on")
    taken_on_last = last_day_of("taken_on")
    effective_on = PartialDateField(_("effective on"), null=True, blank=True)
    effective_on_first = first_day_of("effective_on")
    effective_on_last = last_day_of("effective_on")
    depositary = models.ForeignKey(
        "treaties.Depositary",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("depositary"),
    )
    quote = models.TextField(
        _("quote"),
        blank=True,
        help_text=_("As the source prints it, never translated."),
    )
    contested = models.BooleanField(
        _("contested"), default=False, help_text=_("Never changes the headline number.")
    )
    counted = models.BooleanField(
        _("counted"), default=True, help_text=_("If not, the note says why.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = TreatyActionQuerySet.as_manager()

    class Meta(SourcedModel.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["taken_on", "pk"]
        indexes = [models.Index(fields=["participant", "instrument"])]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["instrument", "participant", "kind", "taken_on", "depositary"],
                condition=~Q(review=Review.RETRACTED),
                nulls_distinct=False,
                name="an_action_is_recorded_once",
                violation_error_message=_("This action is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(effective_on=None)
                | Q(kind=ActionKind.SUCCESSION)  # works back to the date of succession
                | Q(taken_on_first__lte=models.F("effective_on_last")),
                name="an_action_takes_effect_once_taken",
                violation_error_message=_(
                    "Only a succession can take effect before the day it was notified."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(counted=True) & ~Q(review=Review.RETRACTED))
                | (Q(note_en__isnull=False) & ~Q(note_en="")),
                name="an_action_that_is_not_counted_says_why",
                violation_error_message=_("Say in the note why it does not count."),
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.get_kind_display()}, {self.taken_on}"

    def get_kind_display(self):
        """As Django's own, which builds a table of all labels for each row of a page."""
        return str(KINDS.get(self.kind, self.kind))

    def clean(self):
        """A text that binds nobody is endorsed, not ratified – and the other way round."""
        if self.instrument_id and (self.kind in NOT_BINDING) == self.instrument.binding:
            raise ValidationError({"kind": _("This kind of action does not fit the instrument.")})

    @property
    def act(self) -> Act:
        """What `rules.py` needs to know of this action."""
        return Act(
            self.kind,
            self.taken_on,
            self.effective_on,
            self.contested,
            self.counted,
            self.review,
        )


@tracked()
class Confirmation(models.Model):
    """A second source that says the same."""

    action = models.ForeignKey(TreatyAction, on_delete=models.PROTECT, related_name="confirmations")
    source = models.ForeignKey(
        "treaties.Source", on_delete=models.PROTECT, related_name="confirmations"
    )
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["action", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "source"], name="a_source_confirms_an_action_once"
            )
        ]

    def __str__(self):
        return f"{self.action}, {self.source}"
