"""The words of the law of treaties, as the pages use them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from treaties.vocabulary import GlossaryGroup


class GlossaryTerm(models.Model):
    """A term with its meaning and where the law defines it; its slug is its place on the page."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=GlossaryGroup)
    order = models.PositiveIntegerField(_("order"))
    term = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("definition"))
    reference = models.CharField(
        _("reference"),
        max_length=120,
        blank=True,
        help_text=_("Where the law defines it. For example: VCLT 2(1)(g)"),
    )

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_en__isnull=False)
                & ~Q(term_en="")
                & Q(definition_en__isnull=False)
                & ~Q(definition_en=""),
                name="a_term_is_defined_in_english",
            )
        ]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.slug}"
