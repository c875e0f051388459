"""The acts of participants, and second sources that confirm them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import RecordAdmin
from treaties.admin.forms import ActionForm
from treaties.admin.rows import ConfirmationRows
from treaties.models import Confirmation, TreatyAction

SOURCE = ["source", "locator", "quote"]
FIND_PARTICIPANT = ["participant__names__text", "participant__names__search_key"]


@admin.register(TreatyAction)
class TreatyActionAdmin(RecordAdmin):
    form = ActionForm
    inlines = [ConfirmationRows]
    list_display = ["participant", "instrument", "kind", "taken_on", "effective_on", "review"]
    list_filter = ["review", "counted", "contested", "kind", "instrument__theme"]
    search_in = [*FIND_PARTICIPANT, "participant__code", "instrument__slug", "instrument__title_en"]
    screens = [
        (None, ["instrument", "participant", "kind", "taken_on", "effective_on", "depositary"]),
        (_("Where this comes from"), SOURCE),
        (_("Whether it counts"), ["review", "counted", "contested", "note"]),
    ]


@admin.register(Confirmation)
class ConfirmationAdmin(RecordAdmin):
    list_display = ["action", "source", "locator"]
    search_in = ["action__participant__names__search_key", "source__title", "locator"]
    screens = [(None, ["action", "source", "locator"])]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("action__participant__names")
