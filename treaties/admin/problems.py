"""The problem lists: each the admin of its model, over fewer rows."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.actions import TreatyActionAdmin
from treaties.admin.comparison import ReportedCountAdmin
from treaties.admin.instruments import InstrumentAdmin
from treaties.models import (
    ActWithoutLocator,
    InForceWithoutDate,
    TotalThatDiffers,
    UncheckedAct,
    WithdrawalWithoutEffect,
)
from treaties.problems import PROBLEMS, rows_counted


class ProblemList:
    """A list that is never added to. A record stays open for editing once it is mended."""

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if request.resolver_match.url_name.endswith("_changelist"):
            return queryset.filter(pk__in=PROBLEMS[self.model]().values("pk"))
        return queryset


@admin.register(ActWithoutLocator, UncheckedAct, WithdrawalWithoutEffect)
class ProblemActAdmin(ProblemList, TreatyActionAdmin):
    list_display = ["participant", "instrument", "kind", "taken_on", "source"]


@admin.register(InForceWithoutDate)
class InForceWithoutDateAdmin(ProblemList, InstrumentAdmin):
    pass


@admin.register(TotalThatDiffers)
class TotalThatDiffersAdmin(ProblemList, ReportedCountAdmin):
    list_display = ["instrument", "counts", "as_of", "value", "rows_give", "source"]

    def get_queryset(self, request):
        self.rows_counted = rows_counted()  # as many queries as days on which somebody counted
        return super().get_queryset(request)

    @admin.display(description=_("our rows give"))
    def rows_give(self, total):
        return self.rows_counted.get(total.pk)
