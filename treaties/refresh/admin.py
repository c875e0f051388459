"""What the runs brought: looked at, never written."""

from django.contrib import admin

from treaties.admin.base import ReadOnlyAdmin
from treaties.refresh.models import HostTurn, Run


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["key", "instrument", "outcome", "rows", "proposed", "finished_at"]
    list_filter = ["outcome", "connector"]
    search_in = ["connector", "message", "instrument__slug", "source__slug"]
    screens = [
        (None, ["instrument", "source", "outcome", "message", "proposed", "rows"]),
        (None, ["declared", "counted", "held", "unnamed", "conflicts"]),
        (None, ["connector", "parser_version", "started_at", "finished_at"]),
        (None, ["sha256", "length", "etag", "last_modified"]),
    ]


@admin.register(HostTurn)
class HostTurnAdmin(ReadOnlyAdmin):
    list_display = ["host", "free_at"]
    screens = [(None, ["host", "free_at"])]
