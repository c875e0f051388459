"""The meetings in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from summits.models import (
    Attendance,
    ReportedAttendance,
    Summit,
    SummitAsk,
    SummitAssessment,
    SummitFieldSource,
    SummitHost,
    SummitOutcome,
)
from treaties.admin.base import RecordAdmin
from treaties.admin.inlines import Rows

SOURCE = (_("Where this comes from"), ["source", "locator", "review"])


class HostRows(Rows):
    model = SummitHost
    fk_name = "summit"
    row = [("participant", "role")]


class OutcomeRows(Rows):
    model = SummitOutcome
    fk_name = "summit"
    row = ["instrument"]


class AttendanceRows(Rows):
    model = Attendance
    fk_name = "summit"
    row = [("participant", "status", "level"), "note", ("source", "locator", "review")]


@admin.register(Summit)
class SummitAdmin(RecordAdmin):
    list_display = ["__str__", "series", "edition", "state", "starts_on"]
    list_filter = ["series", "state"]
    search_in = ["slug"]
    inlines = [HostRows, OutcomeRows, AttendanceRows]
    screens = [
        (None, ["name", "slug", "series", "edition", "predecessor", "state"]),
        (_("When and where"), ["starts_on", "ends_on", "city", "venue", "country"]),
        (_("In words"), ["summary"]),
        (_("Where this comes from"), ["source", "unchecked"]),
    ]


class OfASummit(RecordAdmin):
    """Searched by the summit it belongs to."""

    def get_search_fields(self, request):
        return [*super().get_search_fields(request), "summit__slug", "summit__name_en"]


@admin.register(SummitHost)
class SummitHostAdmin(OfASummit):
    list_display = ["summit", "participant", "role"]
    list_filter = ["role"]
    search_in = ["participant__names__search_key"]
    screens = [(None, ["summit", "participant", "role"])]


@admin.register(SummitOutcome)
class SummitOutcomeAdmin(OfASummit):
    list_display = ["summit", "instrument"]
    search_in = ["instrument__title_en", "instrument__slug"]
    screens = [(None, ["summit", "instrument"])]


@admin.register(SummitFieldSource)
class SummitFieldSourceAdmin(OfASummit):
    list_display = ["summit", "field", "source", "locator"]
    search_in = ["field", "source__title"]
    screens = [(None, ["summit", "field", "source", "locator"])]


@admin.register(Attendance)
class AttendanceAdmin(OfASummit):
    list_display = ["participant", "summit", "status", "level", "review"]
    list_filter = ["status", "level", "review", "summit__series"]
    search_in = ["participant__names__search_key"]
    screens = [(None, ["summit", "participant", "status", "level", "note"]), SOURCE]


@admin.register(ReportedAttendance)
class ReportedAttendanceAdmin(OfASummit):
    list_display = ["summit", "value", "counts", "source"]
    list_filter = ["counts"]
    search_in = ["source__title"]
    screens = [(None, ["summit", "value", "counts", "source", "note"])]


@admin.register(SummitAsk)
class SummitAskAdmin(RecordAdmin):
    list_display = ["__str__", "order", "review"]
    list_filter = ["review"]
    search_in = ["slug"]
    screens = [(None, ["ask", "slug", "order"]), SOURCE]


@admin.register(SummitAssessment)
class SummitAssessmentAdmin(OfASummit):
    list_display = ["summit", "ask", "verdict", "review"]
    list_filter = ["verdict", "review"]
    search_in = ["ask__ask_en", "ask__slug"]
    screens = [(None, ["summit", "ask", "verdict", "text"]), SOURCE]
