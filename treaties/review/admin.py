"""The queue of proposals: before and after, the source's own words, and what to decide."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from treaties.addresses import address_of
from treaties.admin.base import ReadOnlyAdmin
from treaties.admin.forms import ReasonForm
from treaties.review import services
from treaties.review.models import ProposedChange
from treaties.review.registry import APPLIERS, Stale
from treaties.review.showing import rows_of
from treaties.review.vocabulary import WAITING, Status

DECISIONS = {
    "accept": (services.accept, _("It is accepted, and in the record.")),
    "ask": (services.ask, _("It is asked back, and keeps waiting.")),
    "refuse": (services.refuse, _("It is refused, until the source says something else.")),
    "undo": (services.undo, _("It is undone.")),
    "reopen": (services.reopen, _("It waits again.")),
}
NEED_A_REASON = {"ask", "refuse", "undo", "reopen"}
REFUSED = (services.CannotDecide, Stale, ValidationError)


class WaitingFilter(admin.SimpleListFilter):
    """The queue shows what waits; everything else on request."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*Status.choices, ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Waiting for a decision")}
        yield from others

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value()) if self.value() else queryset.waiting()


def why_not(error) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


@admin.register(ProposedChange)
class ProposedChangeAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "what_changes", "impact", "told_by", "status"]
    list_filter = [WaitingFilter, "kind", "impact", "run"]
    search_in = ["quote", "run", "subject__instrument", "subject__participant"]
    ordering = ["-impact", "proposed_at", "pk"]
    screens = [(None, ["kind", "quote"])]
    action_form = ReasonForm
    actions = ["accept_together", "undo_together"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()

    def has_decide_permission(self, request):
        return request.user.has_perm(services.MAY_DECIDE)

    @admin.display(description=_("what changes"))
    def what_changes(self, change):
        return "; ".join(
            f"{row.label}: {row.before} → {row.after}"
            if row.before
            else f"{row.label}: {row.after}"
            for row in rows_of(change)
        )

    @admin.display(description=_("source"), ordering="source")
    def told_by(self, change):
        return Truncator(change.source.title).chars(50)

    @admin.action(description=_("Accept together (new acts of the past)"), permissions=["decide"])
    def accept_together(self, request, queryset):
        self.decide_together(request, lambda: services.accept_together(queryset, by=request.user))

    @admin.action(description=_("Undo together"), permissions=["decide"])
    def undo_together(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return messages.error(request, _("Say why, in the field beside the action."))
        self.decide_together(
            request, lambda: services.undo_together(queryset, by=request.user, reason=reason)
        )

    def decide_together(self, request, decide):
        try:
            number = len(decide())
        except REFUSED as error:
            return messages.error(request, why_not(error))
        text = ngettext("%d proposal is decided.", "%d proposals are decided.", number)
        messages.success(request, text % number)

    @transaction.atomic  # as Django's own: while a decision is taken the proposal is held
    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, object_id)
        if change is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        if request.method == "POST":
            return self.decide(request, change)
        return self.show(request, change)

    def decide(self, request, change):
        name, reason = request.POST.get("decision"), request.POST.get("reason", "").strip()
        if name not in DECISIONS or not self.has_decide_permission(request):
            raise PermissionDenied
        if name in NEED_A_REASON and not reason:
            return self.show(request, change, error=_("Say why: others read it later."), status=400)
        act, done = DECISIONS[name]
        try:
            decided = act(change, by=request.user, reason=reason)
        except REFUSED as error:
            return self.show(request, change, error=why_not(error), reason=reason, status=409)
        if name == "accept" and decided.status != Status.ACCEPTED:
            done = _("You agreed. A second reviewer decides.")
        elif name == "accept" and not APPLIERS[change.kind].writes:
            done = _("It is noted. The record says what it said.")
        messages.success(request, done)
        if name == "undo":
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:treaties_review_proposedchange_changelist"))

    def show(self, request, change, *, error="", reason="", status=200):
        own = change.proposed_by_id == request.user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": str(change),
            "change": change,
            "rows": rows_of(change),
            "opts": self.opts,
            "error": error,
            "reason": reason,
            "own": own,
            "page": address_of("instrument", change.subject["instrument"]),
            "may_decide": self.has_decide_permission(request) and not own,
            "waits": change.status in WAITING,
            "accepted": change.status == Status.ACCEPTED,
            "closed": change.status in (Status.REFUSED, Status.UNDONE),
            "writes": APPLIERS[change.kind].writes,
            "needs_two": APPLIERS[change.kind].needs_two(change),
        }
        return TemplateResponse(request, "admin/proposed_change.html", context, status=status)
