"""Mechanisms, their precedents, and choke points."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import RecordAdmin
from treaties.admin.rows import HolderRows, PrecedentRows
from treaties.models import ChokePoint, ChokePointHolder, Mechanism, MechanismPrecedent

SOURCE = (_("Where this comes from"), ["source", "locator", "review"])


@admin.register(Mechanism)
class MechanismAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "group", "order", "review"]
    list_filter = ["kind", "group", "review"]
    search_in = ["slug"]
    inlines = [PrecedentRows]
    screens = [
        (None, ["name", "slug", "kind", "group", "order", "description", "limits"]),
        SOURCE,
    ]


@admin.register(MechanismPrecedent)
class MechanismPrecedentAdmin(RecordAdmin):
    list_display = ["mechanism", "instrument", "review"]
    list_filter = ["review", "mechanism__kind"]
    search_in = ["mechanism__name_en", "mechanism__slug", "instrument__title_en"]
    screens = [(None, ["mechanism", "instrument", "how"]), SOURCE]


@admin.register(ChokePoint)
class ChokePointAdmin(RecordAdmin):
    list_display = ["__str__", "order", "review"]
    list_filter = ["review"]
    search_in = ["slug"]
    inlines = [HolderRows]
    screens = [(None, ["name", "slug", "order", "description"]), SOURCE]


@admin.register(ChokePointHolder)
class ChokePointHolderAdmin(RecordAdmin):
    list_display = ["company", "choke_point", "state", "review"]
    list_filter = ["review", "choke_point"]
    search_in = ["company__names__search_key", "state__names__search_key"]
    screens = [(None, ["choke_point", "company", "state", "note"]), SOURCE]
