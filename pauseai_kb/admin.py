"""What the data files last put in, looked at in the admin."""

from django.contrib import admin

from pauseai_kb.dataset.models import LoadedRecord
from treaties.admin.base import ReadOnlyAdmin


@admin.register(LoadedRecord)
class LoadedRecordAdmin(ReadOnlyAdmin):
    list_display = ["key", "sha256"]
    search_in = ["key"]
    screens = [(None, ["key", "sha256"])]
