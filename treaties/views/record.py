"""Pages about mechanisms, choke points and words."""

from itertools import groupby

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from treaties.filters import MechanismFilter
from treaties.models import (
    ChokePoint,
    ChokePointHolder,
    GlossaryTerm,
    Mechanism,
    MechanismPrecedent,
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


class Glossary(ListView):
    queryset = GlossaryTerm.objects.all()
    template_name = "treaties/glossary.html"

    def get_context_data(self, **kwargs):
        by_group = groupby(self.object_list, key=lambda each: each.group)
        groups = [(GlossaryGroup(group).label, list(terms)) for group, terms in by_group]
        return super().get_context_data(groups=groups, **kwargs)
