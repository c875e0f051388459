"""What the runs brought, in words: looked at, never written. Checks: switched on and off."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError

from treaties import services
from treaties.admin.base import ReadOnlyAdmin, RecordAdmin
from treaties.admin.forms import ReasonForm, RecordForm
from treaties.freshness import freshness_by_check
from treaties.models import SourceCheck
from treaties.refresh import tasks
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.fetching import missing
from treaties.refresh.models import HostTurn, Run
from treaties.review.models import ProposedChange
from treaties.vocabulary import CountKind
from treaties.wording import words

SHORT = 32  # signs of a title in a list of nine columns


def pages_read() -> dict[str, list[str]]:
    """The pages that each connector reads, by its name."""
    return {name: [ask.key for ask in each.requests()] for name, each in CONNECTORS.items()}


class CheckForm(RecordForm):
    """A check of a page that some connector reads."""

    class Meta:
        error_messages = {
            "every_days": {
                "min_value": _("At least 1: a source is asked once a day, and not more often.")
            }
        }

    def clean(self):
        cleaned = super().clean()
        connector, key = cleaned.get("connector"), cleaned.get("key")
        if connector is None or key is None:  # an existing check keeps what it reads
            return cleaned
        pages = pages_read().get(connector)
        if pages is None:
            message, known = _("No such connector. There are: %(known)s"), CONNECTORS
            self.add_error("connector", ValidationError(message, params=listed(known)))
        elif key not in pages:
            message = _("This connector does not read such a page. It reads: %(known)s")
            self.add_error("key", ValidationError(message, params=listed(pages)))
        return cleaned


def missing_for(check) -> list[str]:
    """The settings without which the connector of a check asks nobody."""
    connector = CONNECTORS.get(check.connector)
    return missing(connector) if connector else []


def listed(names) -> dict[str, str]:
    return {"known": ", ".join(sorted(names))}


@admin.register(SourceCheck)
class SourceCheckAdmin(RecordAdmin):
    """What a connector reads is code; how often, and whether at all, is for people to say."""

    form = CheckForm
    action_form = ReasonForm
    actions = ["ask_now", "switch_on", "switch_off"]
    list_display = [
        "read",
        "read_for",
        "switched_on",
        "health",
        "last_checked",
        "last_look",
        "next_due",
        "interval",
        "connector",
    ]
    list_filter = ["switched_on", "connector"]
    search_in = ["source__title", "source__slug", "key", "instrument__slug"]
    screens = [
        (None, ["switched_on", "every_days"]),
        (_("What is read"), ["source", "instrument", "connector", "key"]),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_readings()

    def get_readonly_fields(self, request, obj=None):
        fixed = ["connector", "key"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    @admin.display(description=_("source"), ordering="source__title")
    def read(self, check):
        return Truncator(check.source.title).chars(SHORT)

    @admin.display(description=_("instrument"), ordering="instrument__slug")
    def read_for(self, check):
        return Truncator(check.instrument or "–").chars(SHORT)

    @admin.display(description=_("days"), ordering="every_days")
    def interval(self, check):
        return check.every_days

    @admin.display(description=_("health"))
    def health(self, check):
        return freshness_by_check(check).health.label if check.switched_on else None

    @admin.display(description=_("last checked"), ordering="last_read_at")
    def last_checked(self, check):
        return freshness_by_check(check).read_on

    @admin.display(description=_("last look"), ordering="last_looked_at")
    def last_look(self, check):
        fresh = freshness_by_check(check)
        return f"{words(fresh.looked_on)}: {fresh.outcome_label}" if fresh.looked_on else None

    @admin.display(description=_("next look due"))
    def next_due(self, check):
        return freshness_by_check(check).due_on

    @admin.action(description=_("Ask now"), permissions=["change"])
    def ask_now(self, request, queryset):
        """Due or not, switched on or off; what it brings stands in the runs."""
        wanted = {name for check in queryset for name in missing_for(check)}
        if wanted:
            text = _("Nobody is asked: whoever runs the site has to set %(names)s first.")
            return messages.error(request, text % {"names": ", ".join(sorted(wanted))})
        try:
            for pk in queryset.values_list("pk", flat=True):
                tasks.look_at.apply_async([pk], {"wanted": True}, expires=tasks.UNTIL_NEXT_LOOK)
        except OperationalError:
            text = _("The jobs cannot be reached. Try again, or tell whoever runs the site.")
            return messages.error(request, text)
        n = len(queryset)
        text = ngettext(
            "%d source is being asked. Look at the runs in a moment.",
            "%d sources are being asked. Look at the runs in a moment.",
            n,
        )
        messages.success(request, text % n)

    @admin.action(description=_("Switch on"), permissions=["change"])
    def switch_on(self, request, queryset):
        self.switch(request, queryset, on=True)

    @admin.action(description=_("Switch off"), permissions=["change"])
    def switch_off(self, request, queryset):
        self.switch(request, queryset, on=False)

    def switch(self, request, queryset, *, on):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return messages.error(request, _("Say why, in the field beside the action."))
        n = len(services.switch_checks(queryset, on=on, reason=reason, by=request.user))
        if on:
            text = ngettext("%d check is switched on.", "%d checks are switched on.", n)
        else:
            text = ngettext("%d check is switched off.", "%d checks are switched off.", n)
        messages.success(request, text % n)


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["key", "source", "outcome", "rows", "proposed", "finished_at"]
    list_filter = ["outcome", "connector"]
    search_in = ["connector", "message", "instrument__slug", "source__slug"]
    readonly_fields = ["proposals", "totals", "set_aside", "said"]
    screens = [
        (None, ["instrument", "source", "outcome", "said", "proposals"]),
        (_("What it read"), ["rows", "totals", "set_aside"]),
        (_("How it read"), ["connector", "parser_version", "asked", "started_at", "finished_at"]),
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
