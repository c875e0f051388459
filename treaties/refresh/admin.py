"""What the runs brought, in words: looked at, never written."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import ReadOnlyAdmin
from treaties.refresh.models import HostTurn, Run
from treaties.review.models import ProposedChange
from treaties.vocabulary import CountKind


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["key", "source", "outcome", "rows", "proposed", "finished_at"]
    list_filter = ["outcome", "connector"]
    search_in = ["connector", "message", "instrument__slug", "source__slug"]
    readonly_fields = ["proposals", "totals", "set_aside", "said"]
    screens = [
        (None, ["instrument", "source", "outcome", "said", "proposals"]),
        (_("What it read"), ["rows", "totals", "set_aside"]),
        (_("How it read"), ["connector", "parser_version", "started_at", "finished_at"]),
        (_("Which bytes"), ["sha256", "length", "etag", "last_modified"]),
    ]

    @admin.display(description=_("message"))
    def said(self, run):
        """In English, as it was written: see README, In which language."""
        return render_to_string("admin/run_message.html", {"message": run.message})

    @admin.display(description=_("proposals"))
    def proposals(self, run):
        found = ProposedChange.objects.filter(run=run.key)
        context = {"run": run.key, "found": found.count(), "waiting": found.waiting().count()}
        return render_to_string("admin/run_proposals.html", context)

    @admin.display(description=_("totals"))
    def totals(self, run):
        """What the source prints beside what its rows give."""
        rows = [
            (label, run.declared[kind], run.counted.get(kind))
            for kind, label in CountKind.choices
            if kind in run.declared
        ]
        return render_to_string("admin/run_totals.html", {"rows": rows})

    @admin.display(description=_("rows not compared"))
    def set_aside(self, run):
        groups = [
            (Run._meta.get_field(name).verbose_name, getattr(run, name))
            for name in ("held", "unnamed", "conflicts")
        ]
        return render_to_string("admin/run_set_aside.html", {"groups": groups})


@admin.register(HostTurn)
class HostTurnAdmin(ReadOnlyAdmin):
    list_display = ["host", "free_at"]
    screens = [(None, ["host", "free_at"])]
