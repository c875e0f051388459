"""Pages about mechanisms, choke points, sources, discrepancies and words."""

from itertools import groupby

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from treaties.filters import DiscrepancyFilter, MechanismFilter, SourceFilter
from treaties.models import (
    ChokePoint,
    ChokePointHolder,
    Discrepancy,
    GlossaryTerm,
    Mechanism,
    MechanismPrecedent,
    Source,
)
from treaties.ordering import in_order
from treaties.statistics import counts_of
from treaties.supply_chain import compared_texts, holders, layers, rows_of
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates
from treaties.vocabulary import GlossaryGroup, MechanismKind


def mechanisms():
    """With their precedents; asked for each time, because the language decides on the order."""
    precedents = MechanismPrecedent.objects.published().select_related("instrument", "source")
    ordered = precedents.order_by(in_order("instrument__title"), "pk")
    return (
        Mechanism.objects.published()
        .select_related("source")
        .prefetch_related(Prefetch("precedents", ordered))
    )


class MechanismList(Filtered, WithTextStates, ListView):
    filterset_class = MechanismFilter
    paginate_by = 100
    template_name = "treaties/mechanism_list.html"

    def records_with_texts(self, context):
        found = context["object_list"]
        return [*found, *(row for each in found for row in each.precedents.all())]

    def everything(self):
        return mechanisms()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = context["object_list"]
        by_kind = groupby(found, key=lambda each: each.kind)
        return context | {
            "kinds": [(MechanismKind(kind).label, list(each)) for kind, each in by_kind],
            "precedents": [row for each in found for row in each.precedents.all()],
            "gaps": [each for each in found if not each.precedents.all()],
        }


class MechanismDetail(OnADay, WithTextStates, DetailView):
    template_name = "treaties/mechanism_detail.html"

    def get_queryset(self):
        return mechanisms()

    def get_context_data(self, **kwargs):
        precedents = self.object.precedents.all()
        counts = counts_of([each.instrument for each in precedents], self.on)
        return super().get_context_data(
            precedents=[(each, counts[each.instrument_id]) for each in precedents], **kwargs
        )

    def records_with_texts(self, context):
        return [self.object, *self.object.precedents.all()]


class ChokePointList(OnADay, WithTextStates, ListView):
    queryset = (
        ChokePoint.objects.published()
        .select_related("source")
        .prefetch_related(
            Prefetch(
                "holders",
                ChokePointHolder.objects.published()
                .select_related("company", "state", "source")
                .prefetch_related("company__names", "state__names")
                .order_by("choke_point", "company__slug"),
            )
        )
    )
    template_name = "treaties/choke_point_list.html"

    def get_context_data(self, **kwargs):
        points = list(self.object_list)
        states = holders(points)
        of_ai, arms = compared_texts(self.on)
        rows = rows_of([*of_ai, *arms], states, self.on)
        declarations, treaties = rows[: len(of_ai)], rows[len(of_ai) :]
        return super().get_context_data(
            states=states,
            declarations=declarations,
            treaties=treaties,
            layers=layers(points, declarations, treaties),
            texts=[*points, *(holder for each in points for holder in each.holders.all())],
            **kwargs,
        )

    def records_with_texts(self, context):
        return context["texts"]


class SourceList(Filtered, ListView):
    queryset = Source.objects.with_last_reading().with_actions_counted()
    filterset_class = SourceFilter
    paginate_by = 500  # all on one page, for now: facts link to the place on it
    template_name = "treaties/source_list.html"


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


class Glossary(ListView):
    queryset = GlossaryTerm.objects.all()
    template_name = "treaties/glossary.html"

    def get_context_data(self, **kwargs):
        by_group = groupby(self.object_list, key=lambda each: each.group)
        groups = [(GlossaryGroup(group).label, list(terms)) for group, terms in by_group]
        return super().get_context_data(groups=groups, **kwargs)
