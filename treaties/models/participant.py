"""Who can take part: states, organisations, companies."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from treaties.addresses import address_of
from treaties.models.version import tracked
from treaties.names import fold, sort_key
from treaties.querysets import ParticipantQuerySet
from treaties.vocabulary import NameKind, ParticipantKind, Region


@tracked()
class Participant(models.Model):
    """A state, an organisation, a company, a territory or a former state.

    Its name in each language is a `ParticipantName`; its identity is the slug.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=ParticipantKind)
    code = models.CharField(
        _("three-letter code"),
        max_length=5,
        blank=True,
        help_text=_("As treaty lists use it. For example: NOR, EUE, XKX"),
    )
    iso2 = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, blank=True)
    iso3 = models.CharField(_("ISO 3166-1 alpha-3"), max_length=3, blank=True)
    qid = models.CharField(_("Wikidata item"), max_length=20, blank=True)
    un_member_since = models.DateField(_("UN member since"), null=True, blank=True)
    region = models.CharField(_("region"), max_length=10, choices=Region, blank=True)
    subregion = models.CharField(_("subregion"), max_length=60, blank=True)
    exists_from = models.DateField(_("exists from"), null=True, blank=True)
    exists_until = models.DateField(
        _("exists until"),
        null=True,
        blank=True,
        help_text=_("The last day that counts."),
    )
    source = models.ForeignKey(
        "treaties.Source",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("source"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="no_two_participants_share_a_code",
                violation_error_message=_("Another participant has this code."),
            ),
            models.UniqueConstraint(
                fields=["iso2"],
                condition=~Q(iso2=""),
                name="no_two_participants_share_an_iso2_code",
            ),
            models.UniqueConstraint(
                fields=["iso3"],
                condition=~Q(iso3=""),
                name="no_two_participants_share_an_iso3_code",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        page = "country" if self.is_place else "organisation"
        return address_of(page, self.slug)

    @cached_property
    def _short_names(self) -> dict[str, str]:
        known = getattr(self, "shown_names", None)  # of `with_names`
        names = self.names.all() if known is None else known
        return {name.language: name.text for name in names if name.kind == NameKind.SHORT}

    @property
    def name(self) -> str:
        """The short name in the language of the page, else in English."""
        return self._short_names.get(get_language()) or self.name_en

    @property
    def name_language(self) -> str:
        """The language of `name`: English where the page's language has no name of its own."""
        language = get_language() or "en"
        return language if self._short_names.get(language) else "en"

    @property
    def name_en(self) -> str:
        return self._short_names.get("en") or self.slug

    @property
    def sort_key(self) -> str:
        return sort_key(self.name, get_language())

    @property
    def is_place(self) -> bool:
        """Whether it has a page under /countries/."""
        return self.kind in {
            ParticipantKind.STATE,
            ParticipantKind.FORMER_STATE,
            ParticipantKind.TERRITORY,
            ParticipantKind.OTHER,
        }


@tracked()
class ParticipantName(models.Model):
    """What a participant is called in a language; an alias only helps to find it."""

    class Origin(models.TextChoices):
        CLDR = "cldr", "CLDR"
        OURS = "ours", _("our own")

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="names",
        verbose_name=_("participant"),
    )
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind)
    text = models.CharField(_("name"), max_length=200)
    origin = models.CharField(_("from"), max_length=5, choices=Origin, default=Origin.OURS)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")
    search_key = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("name of a participant")
        verbose_name_plural = _("names of participants")
        ordering = ["participant", "language", "kind", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "language", "kind"],
                condition=~Q(kind=NameKind.ALIAS),
                name="a_participant_has_one_short_name_a_language",
            ),
            models.UniqueConstraint(
                fields=["participant", "language", "kind", "text"],
                name="a_name_is_recorded_once",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        self.sort_key = sort_key(self.text, self.language)
        self.search_key = fold(self.text)


@tracked()
class Succession(models.Model):
    """Which states came after a former state."""

    predecessor = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="predecessions"
    )

    class Meta:
        verbose_name = _("succession of states")
        verbose_name_plural = _("successions of states")
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="a_succession_is_recorded_once",
            )
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
