"""People, and what the site keeps for itself, in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from pauseai_kb.build_hook.models import PublishedNumbers
from pauseai_kb.dataset.models import LoadedRecord
from treaties import services
from treaties.admin.base import ReadOnlyAdmin

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Django's own. The first name is the one that the public list of changes shows."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "first_name":
            kwargs["help_text"] = _("Shown in the public list of changes; empty: “a volunteer”.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        services.make_pages_anew()  # a name that is taken back leaves the pages at once


@admin.register(LoadedRecord)
class LoadedRecordAdmin(ReadOnlyAdmin):
    list_display = ["key", "sha256"]
    search_in = ["key"]
    screens = [(None, ["key", "sha256"])]


@admin.register(PublishedNumbers)
class PublishedNumbersAdmin(ReadOnlyAdmin):
    list_display = ["day", "called_at", "failures", "next_try_at"]
    screens = [
        (None, ["day", "record_version", "called_at", "failures", "next_try_at", "numbers"]),
    ]
