"""The agreed texts."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treaties.addresses import address_of
from treaties.models.version import tracked
from treaties.ordering import in_declarations_first
from treaties.partial_dates import PartialDateField, first_day_of, last_day_of
from treaties.querysets import InstrumentQuerySet
from treaties.rules import EffectRule, Period, Terms
from treaties.vocabulary import (
    CountedFor,
    InstrumentKind,
    Rounding,
    Theme,
    Unit,
    Universe,
    WithdrawalGrounds,
)

KINDS = dict(InstrumentKind.choices)
THEMES = dict(Theme.choices)


def _unit(label):
    return models.CharField(label, max_length=5, choices=Unit, blank=True)


class Instrument(models.Model):
    """An agreed text, binding or not: a treaty, a declaration, a resolution.

    Who joined it are its actions; who is bound on a day is computed from them (`rules.py`).
    A field named in `unchecked` has no source yet and is shown marked.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    binding = models.BooleanField(_("binds in law"))
    title = models.CharField(_("title"), max_length=200)
    official_titles = models.JSONField(_("official titles"), default=dict, blank=True)
    authentic_languages = ArrayField(
        models.CharField(max_length=10),
        default=list,
        blank=True,
        verbose_name=_("authentic languages"),
    )
    summary = models.TextField(_("summary"))
    negotiations_from = PartialDateField(_("negotiations from"), null=True, blank=True)
    adopted_on = PartialDateField(_("adopted on"), null=True, blank=True)
    adopted_on_first = first_day_of("adopted_on")
    adopted_on_last = last_day_of("adopted_on")
    opened_for_signature_on = PartialDateField(_("opened for signature on"), null=True, blank=True)
    closed_for_signature_on = PartialDateField(_("closed for signature on"), null=True, blank=True)
    in_force_from = PartialDateField(_("in force from"), null=True, blank=True)
    in_force_from_last = last_day_of("in_force_from")
    conditions_met_on = PartialDateField(
        _("conditions for entry into force met on"), null=True, blank=True
    )
    conditions_met_on_last = last_day_of("conditions_met_on")
    entry_into_force = models.TextField(_("entry into force"), blank=True)
    entry_into_force_threshold = models.PositiveIntegerField(
        _("consents needed for entry into force"), null=True, blank=True
    )
    effect_delay = models.PositiveIntegerField(_("delay of a later consent"), null=True, blank=True)
    effect_unit = _unit(_("unit of the delay"))
    effect_rounding = models.CharField(_("rounding"), max_length=20, choices=Rounding, blank=True)
    effect_counted_for = models.CharField(
        _("counted for consents"), max_length=30, choices=CountedFor, blank=True
    )
    effect_locator = models.CharField(_("article"), max_length=200, blank=True)
    withdrawal_grounds = models.CharField(
        _("withdrawal"), max_length=30, choices=WithdrawalGrounds, blank=True
    )
    withdrawal_period = models.PositiveIntegerField(
        _("notice of withdrawal"), null=True, blank=True
    )
    withdrawal_unit = _unit(_("unit of the notice"))
    withdrawal_period_not_stated = models.BooleanField(_("the text names no period"), default=False)
    withdrawal_earliest = models.PositiveIntegerField(
        _("earliest notice after"), null=True, blank=True
    )
    withdrawal_earliest_unit = _unit(_("unit"))
    withdrawal_earliest_from = models.TextField(_("counted from"), blank=True)
    withdrawal_locator = models.CharField(_("article"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    parent_required = models.BooleanField(_("needs the parent"), default=False)
    leaves_with_parent = models.BooleanField(_("ends with the parent"), default=False)
    universe = models.CharField(_("who could join"), max_length=20, choices=Universe)
    list_is_complete = models.BooleanField(_("the list is complete"), default=True)
    gaps = models.TextField(_("what the list misses"), blank=True)
    history_complete_from = models.DateField(_("history complete from"), null=True, blank=True)
    what_it_shows = models.TextField(_("what it shows for AI"), blank=True)
    where_it_breaks = models.TextField(_("where the analogy breaks"), blank=True)
    contested_reading = models.TextField(_("the contested reading"), blank=True)
    source = models.ForeignKey(
        "treaties.Source", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)
    unchecked = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("fields without a source"),
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title_en", "slug"]
        indexes = in_declarations_first()
        constraints = [
            models.CheckConstraint(
                condition=Q(title_en__isnull=False) & ~Q(title_en=""),
                name="an_instrument_has_an_english_title",
            ),
            models.CheckConstraint(
                condition=Q(summary_en__isnull=False) & ~Q(summary_en=""),
                name="an_instrument_has_an_english_summary",
            ),
            models.CheckConstraint(
                condition=Q(list_is_complete=True) | (Q(gaps_en__isnull=False) & ~Q(gaps_en="")),
                name="an_incomplete_list_says_what_it_misses",
                violation_error_message=_("Say what the list misses."),
            ),
            models.CheckConstraint(
                condition=~Q(withdrawal_period_not_stated=True) | Q(withdrawal_period=None),
                name="a_period_not_stated_is_no_number",
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_period=None) | ~Q(withdrawal_unit=""),
                name="a_notice_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(effect_delay=None)
                | (~Q(effect_unit="") & ~Q(effect_rounding="") & ~Q(effect_counted_for="")),
                name="an_effect_rule_is_whole",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address_of("instrument", self.slug)

    def get_kind_display(self):
        """As Django's own, which builds a table of all labels for each row of a page."""
        return str(KINDS.get(self.kind, self.kind))

    def get_theme_display(self):
        return str(THEMES.get(self.theme, self.theme))

    @property
    def is_ai_declaration(self) -> bool:
        """As `InstrumentQuerySet.ai_declarations`."""
        return self.theme == Theme.AI and not self.binding

    @property
    def is_open_to_states(self) -> bool:
        """A text of states that binds nobody: who could join is not listed, so every state is."""
        return not self.binding and self.kind != InstrumentKind.COMMITMENTS

    def is_lower_bound_on(self, on) -> bool:
        """Whether its numbers on a day may miss somebody (law R9, R14): pages say "at least n"."""
        begins = self.history_complete_from
        return not self.list_is_complete or (begins is not None and on < begins)

    @property
    def voted_on(self) -> date | None:
        """The day on which members of the United Nations voted: who is admitted later could not."""
        is_vote = self.universe == Universe.UN_MEMBERS and not self.binding
        return self.adopted_on.last_day if is_vote and self.adopted_on else None

    @property
    def universe_key(self) -> tuple:
        """Who could join, the same for all instruments of one key."""
        if self.universe == Universe.LISTED:
            return self.universe, self.pk, None
        # Adopted without a vote: no standing per state, sponsors are sponsors only (law R13).
        if self.kind == InstrumentKind.RESOLUTION:
            return Universe.OPEN, None, None
        return self.universe, None, self.voted_on

    @property
    def official_title(self) -> tuple[str, str]:
        """A language and the title in it: English if the title exists in it, else the first."""
        titles = self.official_titles
        language = "en" if "en" in titles else next(iter(titles), "")
        return language, titles.get(language, "")

    @property
    def terms(self) -> Terms:
        """What `rules.py` needs to know of this instrument."""
        rule = notice = None
        if self.effect_delay is not None:
            rule = EffectRule(
                Period(self.effect_delay, self.effect_unit),
                self.effect_rounding,
                self.effect_counted_for,
            )
        if self.withdrawal_period is not None:
            notice = Period(self.withdrawal_period, self.withdrawal_unit)
        return Terms(
            binding=self.binding,
            in_force_from=self.in_force_from,
            conditions_met_on=self.conditions_met_on,
            effect_rule=rule,
            notice=notice,
            list_is_complete=self.list_is_complete,
        )


@tracked()
class Depositary(models.Model):
    """Who keeps an instrument and receives the acts; the NPT has three."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="depositaries"
    )
    key = models.SlugField(_("key"), max_length=60)
    participant = models.ForeignKey(
        "treaties.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="depositary_of",
        verbose_name=_("participant"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("depositary")
        verbose_name_plural = _("depositaries")
        ordering = ["instrument", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "key"], name="a_depositary_is_named_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") ^ Q(participant__isnull=False),
                name="a_depositary_is_a_participant_or_has_a_name",
            ),
        ]

    def __str__(self):
        return self.name or str(self.participant)


@tracked()
class InstrumentEligible(models.Model):
    """Who could join, where the text names them."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="eligible")
    participant = models.ForeignKey(
        "treaties.Participant", on_delete=models.PROTECT, related_name="eligible_for"
    )

    class Meta:
        verbose_name = _("participant that could join")
        verbose_name_plural = _("participants that could join")
        ordering = ["instrument", "participant"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "participant"], name="who_could_join_is_named_once"
            )
        ]

    def __str__(self):
        return f"{self.instrument}, {self.participant}"
