"""The agreed texts and what belongs to them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import RecordAdmin
from treaties.admin.rows import (
    AnswerRows,
    DepositaryRows,
    EligibleRows,
    ProvisionRows,
    ReportedCountRows,
)
from treaties.models import Depositary, FieldSource, Instrument, InstrumentEligible, Provision

TREATIES_ONLY = [
    (
        _("Entry into force"),
        [
            "entry_into_force",
            "entry_into_force_threshold",
            "conditions_met_on",
            "in_force_from",
        ],
    ),
    (
        _("When a later consent takes effect"),
        ["effect_delay", "effect_unit", "effect_rounding", "effect_counted_for", "effect_locator"],
    ),
    (
        _("Withdrawal"),
        [
            "withdrawal_grounds",
            "withdrawal_period",
            "withdrawal_unit",
            "withdrawal_period_not_stated",
            "withdrawal_earliest",
            "withdrawal_earliest_unit",
            "withdrawal_earliest_from",
            "withdrawal_locator",
        ],
    ),
    (_("Parent"), ["parent", "parent_required", "leaves_with_parent"]),
]


@admin.register(Instrument)
class InstrumentAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "theme", "binding", "adopted_on", "in_force_from"]
    list_filter = ["kind", "theme", "binding", "universe", "list_is_complete"]
    search_in = ["slug", "official_titles"]
    inlines = [DepositaryRows, ProvisionRows, AnswerRows, ReportedCountRows, EligibleRows]
    screens = [
        (None, ["title", "slug", "kind", "theme", "binding", "summary"]),
        (_("As it names itself"), ["official_titles", "authentic_languages"]),
        (
            _("Dates"),
            [
                "negotiations_from",
                "adopted_on",
                "opened_for_signature_on",
                "closed_for_signature_on",
            ],
        ),
        *TREATIES_ONLY,
        (_("Who could join"), ["universe", "list_is_complete", "gaps", "history_complete_from"]),
        (_("What it means"), ["what_it_shows", "where_it_breaks", "contested_reading"]),
        (_("Where this comes from"), ["source", "locator", "unchecked"]),
    ]

    def screens_for(self, obj):
        """A text that binds nobody has no entry into force and no withdrawal."""
        if obj and not obj.binding:
            return [screen for screen in self.screens if screen not in TREATIES_ONLY]
        return self.screens


class OfAnInstrument(RecordAdmin):
    """Searched by the instrument it belongs to."""

    def get_search_fields(self, request):
        own = super().get_search_fields(request)
        return [*own, "instrument__slug", "instrument__title_en"]


@admin.register(Depositary)
class DepositaryAdmin(OfAnInstrument):
    list_display = ["__str__", "instrument", "place"]
    search_in = ["name", "place", "participant__names__search_key"]
    screens = [(None, ["instrument", "key", "participant", "name", "place"])]


@admin.register(InstrumentEligible)
class InstrumentEligibleAdmin(OfAnInstrument):
    list_display = ["participant", "instrument"]
    search_in = ["participant__names__search_key"]
    screens = [(None, ["instrument", "participant"])]


@admin.register(FieldSource)
class FieldSourceAdmin(OfAnInstrument):
    list_display = ["instrument", "field", "source", "locator"]
    search_in = ["field", "source__title", "locator"]
    screens = [(None, ["instrument", "field", "source", "locator"])]


@admin.register(Provision)
class ProvisionAdmin(OfAnInstrument):
    list_display = ["instrument", "locator", "order", "review"]
    list_filter = ["review", "language"]
    search_in = ["quote", "locator"]
    screens = [
        (None, ["instrument", "order", "language", "quote", "paraphrase"]),
        (_("Where this comes from"), ["source", "locator", "review"]),
    ]
