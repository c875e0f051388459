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
from treaties.views.base import Filtered
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
        return context["object_list"]

    def everything(self):
        return mechanisms()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_kind = groupby(context["object_list"], key=lambda each: each.kind)
        return context | {
            "kinds": [(MechanismKind(kind).label, list(found)) for kind, found in by_kind]
        }


class MechanismDetail(WithTextStates, DetailView):
    template_name = "treaties/mechanism_detail.html"

    def get_queryset(self):
        return mechanisms()

    def records_with_texts(self, context):
        return [self.object, *self.object.precedents.all()]


class ChokePointList(WithTextStates, ListView):
    queryset = (
        ChokePoint.objects.published()
        .select_related("source")
        .prefetch_related(
            Prefetch(
                "holders",
                ChokePointHolder.objects.published()
                .select_related("company", "state", "source")
                .prefetch_related("company__names", "state__names"),
            )
        )
    )
    template_name = "treaties/choke_point_list.html"

    def get_context_data(self, **kwargs):
        holders = [holder for each in self.object_list for holder in each.holders.all()]
        return super().get_context_data(texts=[*self.object_list, *holders], **kwargs)

    def records_with_texts(self, context):
        return context["texts"]


class Glossary(ListView):
    queryset = GlossaryTerm.objects.all()
    template_name = "treaties/glossary.html"

    def get_context_data(self, **kwargs):
        by_group = groupby(self.object_list, key=lambda each: each.group)
        groups = [(GlossaryGroup(group).label, list(terms)) for group, terms in by_group]
        return super().get_context_data(groups=groups, **kwargs)
