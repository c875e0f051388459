"""How good a translated text is."""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from treaties.models.version import tracked
from treaties.querysets import TextStateQuerySet
from treaties.vocabulary import TextStateKind


def hash_of(text: str) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()


@tracked()
class TextState(models.Model):
    """The state of one text in one language, and the English it was made from.

    No row means that the text is missing in that language, or that it is English.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    field = models.CharField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        pgettext_lazy("condition", "state"), max_length=15, choices=TextStateKind
    )
    english_sha256 = models.CharField(_("hash of the English text"), max_length=64)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = TextStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a text")
        verbose_name_plural = _("states of texts")
        ordering = ["content_type", "object_id", "field", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="a_text_has_one_state_a_language",
            )
        ]

    def __str__(self):
        return f"{self.field}, {self.language}: {self.get_state_display()}"
