"""Sources and their readings, and the version of the record."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import ReadOnlyAdmin, RecordAdmin
from treaties.admin.rows import ReadingRows
from treaties.models import RecordVersion, Source, SourceReading


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", "publisher", "authority", "language", "as_of"]
    list_filter = ["authority", "address", "language"]
    search_in = ["title", "publisher", "url", "slug"]
    inlines = [ReadingRows]
    screens = [
        (None, ["title", "publisher", "url", "address", "slug"]),
        (_("What it is worth"), ["authority", "language", "as_of", "licence", "note"]),
    ]


@admin.register(SourceReading)
class SourceReadingAdmin(ReadOnlyAdmin):
    list_display = ["source", "read_at", "outcome"]
    list_filter = ["outcome"]
    search_in = ["source__title", "source__slug"]
    screens = [(None, ["source", "read_at", "outcome", "length", "sha256"])]


@admin.register(RecordVersion)
class RecordVersionAdmin(ReadOnlyAdmin):
    list_display = ["version", "changed_at"]
    screens = [(None, ["version", "changed_at"])]
