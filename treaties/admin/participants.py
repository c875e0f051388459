"""States, organisations, companies, and what they are called."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import RecordAdmin
from treaties.admin.rows import NameRows, SuccessorRows
from treaties.models import Participant, ParticipantName, Succession


@admin.register(Participant)
class ParticipantAdmin(RecordAdmin):
    """Found by a name in any language, an alias or a code."""

    list_display = ["name", "kind", "code", "region", "un_member_since"]
    list_filter = ["kind", "region"]
    search_in = ["names__search_key", "names__text", "slug", "code", "iso2", "iso3"]
    ordering = ["slug"]
    inlines = [NameRows, SuccessorRows]
    screens = [
        (None, ["slug", "kind", "code", "iso2", "iso3", "qid"]),
        (_("Place and time"), ["region", "subregion", "un_member_since"]),
        (_("Its existence"), ["exists_from", "exists_until"]),
        (_("Where this comes from"), ["source", "note"]),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()


@admin.register(ParticipantName)
class ParticipantNameAdmin(RecordAdmin):
    list_display = ["text", "participant", "language", "kind", "origin"]
    list_filter = ["language", "kind", "origin"]
    search_in = ["search_key", "text"]
    screens = [(None, ["participant", "language", "kind", "text", "origin"])]


@admin.register(Succession)
class SuccessionAdmin(RecordAdmin):
    list_display = ["predecessor", "successor"]
    search_in = ["predecessor__names__search_key", "successor__names__search_key"]
    screens = [(None, ["predecessor", "successor"])]
