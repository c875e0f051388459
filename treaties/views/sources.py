"""Pages about sources, and where they differ."""

from itertools import groupby

from django.views.generic import DetailView, ListView

from treaties.filters import DiscrepancyFilter, SourceFilter
from treaties.freshness import freshness
from treaties.models import Discrepancy, Instrument, Source
from treaties.ordering import in_order
from treaties.uses import uses_of
from treaties.views.base import Filtered
from treaties.views.texts import WithTextStates


class SourceList(Filtered, ListView):
    queryset = (
        Source.objects.with_readings()
        .with_actions_counted()
        .select_related("check_by_program__instrument")
    )
    filterset_class = SourceFilter
    paginate_by = 50
    template_name = "treaties/source_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sources = context["object_list"]
        return context | {"sources": [(source, freshness(source)) for source in sources]}


class SourceDetail(WithTextStates, DetailView):
    queryset = Source.objects.with_readings().select_related("check_by_program__instrument")
    template_name = "treaties/source_detail.html"
    text_fields = ("title", "name")

    def get_context_data(self, **kwargs):
        uses = uses_of(self.object)
        return super().get_context_data(
            uses=uses,
            freshness=freshness(self.object),
            titled=[use.record for _kind, found in uses.groups for use in found],
            differs_about=Instrument.objects.differing(self.object).by_title(),
            **kwargs,
        )

    def records_with_texts(self, context):
        return context["titled"]


class DiscrepancyList(Filtered, WithTextStates, ListView):
    filterset_class = DiscrepancyFilter
    paginate_by = 100
    template_name = "treaties/discrepancy_list.html"

    def records_with_texts(self, context):
        return context["object_list"]

    def everything(self):
        return (
            Discrepancy.objects.select_related("instrument", "participant", "source_a", "source_b")
            .prefetch_related("participant__names")
            .order_by(in_order("instrument__title"), "instrument__slug", "what", "pk")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_instrument = groupby(context["object_list"], key=lambda each: each.instrument)
        return context | {
            "instruments": [
                (instrument, sorted(rows, key=_what_and_who)) for instrument, rows in by_instrument
            ]
        }


def _what_and_who(discrepancy):
    who = discrepancy.participant
    return discrepancy.what, who.sort_key if who else ""
