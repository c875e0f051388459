"""What a text promises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from treaties.models.source import SourcedModel


class Provision(SourcedModel):
    """What the text promises, in its own words; the paraphrase is ours."""

    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="provisions"
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    language = models.CharField(_("language"), max_length=10, default="en")
    quote = models.TextField(_("quote"))
    paraphrase = models.TextField(_("paraphrase"))

    class Meta(SourcedModel.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["instrument", "order"]

    def __str__(self):
        return f"{self.instrument}, {self.locator}"
