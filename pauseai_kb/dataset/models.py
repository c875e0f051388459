"""What the data files last put into the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """One record of the data files, as it was last loaded.

    It makes the comparison three-way: the file, what the file said last time, and the record
    that people may have changed since.
    """

    key = models.TextField(_("key"), unique=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        ordering = ["key"]

    def __str__(self):
        return self.key
