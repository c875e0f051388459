"""The states of translated texts: kept by saving texts, shown here."""

from django.contrib import admin

from treaties.admin.base import RecordAdmin
from treaties.models import TextState


@admin.register(TextState)
class TextStateAdmin(RecordAdmin):
    """A reviewer may set a state by hand; everything else follows from saving the text."""

    list_display = ["field", "content_type", "object_id", "language", "state", "changed_at"]
    list_filter = ["language", "state", "content_type"]
    search_in = ["field"]
    ordering = ["language", "state", "content_type", "object_id"]
    readonly_fields = ["content_type", "object_id", "field", "language", "changed_by"]
    screens = [(None, ["content_type", "object_id", "field", "language", "state", "changed_by"])]

    def has_add_permission(self, request):
        return False

    def view_on_site(self, obj):
        return super().view_on_site(obj.record) if obj.record else None

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        super().save_model(request, obj, form, change)
