"""What could make a pause work: measures, ways to verify, choke points of the chip chain."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treaties.addresses import address_of
from treaties.models.source import SourcedModel
from treaties.querysets import MechanismQuerySet
from treaties.vocabulary import MechanismKind


class Mechanism(SourcedModel):
    """A measure of the PauseAI proposal, or a method to verify that it is kept."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MechanismKind)
    group = models.SlugField(_("group"), max_length=40)
    order = models.PositiveIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"))
    limits = models.TextField(_("limits"), blank=True)

    objects = MechanismQuerySet.as_manager()

    class Meta(SourcedModel.Meta):
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["kind", "order", "slug"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(name_en__isnull=False) & ~Q(name_en=""),
                name="a_mechanism_has_an_english_name",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("mechanism", self.slug)


class MechanismPrecedent(SourcedModel):
    """An instrument that already does what a mechanism asks for."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="precedents")
    instrument = models.ForeignKey(
        "treaties.Instrument", on_delete=models.PROTECT, related_name="precedent_for"
    )
    how = models.TextField(_("how"))

    class Meta(SourcedModel.Meta):
        verbose_name = _("precedent")
        verbose_name_plural = _("precedents")
        ordering = ["mechanism", "instrument"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["mechanism", "instrument"], name="a_precedent_is_named_once"
            ),
        ]

    def __str__(self):
        return f"{self.mechanism}, {self.instrument}"


class ChokePoint(SourcedModel):
    """A layer of the supply chain of AI chips."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    order = models.PositiveIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"))

    class Meta(SourcedModel.Meta):
        verbose_name = _("choke point")
        verbose_name_plural = _("choke points")
        ordering = ["order", "slug"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(name_en__isnull=False) & ~Q(name_en=""),
                name="a_choke_point_has_an_english_name",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{address_of('choke-points')}#{self.slug}"


class ChokePointHolder(SourcedModel):
    """A company that holds a choke point, and the state where it has its seat."""

    choke_point = models.ForeignKey(ChokePoint, on_delete=models.PROTECT, related_name="holders")
    company = models.ForeignKey(
        "treaties.Participant", on_delete=models.PROTECT, related_name="choke_points"
    )
    state = models.ForeignKey(
        "treaties.Participant",
        on_delete=models.PROTECT,
        related_name="choke_points_hosted",
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(SourcedModel.Meta):
        verbose_name = _("holder of a choke point")
        verbose_name_plural = _("holders of choke points")
        ordering = ["choke_point", "company"]
        constraints = [
            *SourcedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["choke_point", "company"], name="a_holder_is_named_once"
            ),
        ]

    def __str__(self):
        return f"{self.choke_point}, {self.company}"
