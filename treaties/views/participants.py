"""Pages about those who take part."""

from itertools import groupby

from django.db.models import Q
from django.views.generic import DetailView, ListView

from treaties.filters import CountryFilter
from treaties.models import Participant
from treaties.participation import participations_of
from treaties.stages import Stage, stage
from treaties.statistics import JOINED
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates
from treaties.vocabulary import Region, Theme


class CountryList(Filtered, ListView):
    queryset = Participant.objects.places().with_names()
    filterset_class = CountryFilter
    paginate_by = 250
    template_name = "treaties/country_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_region = self.filter.order == "region"
        groups = groupby(context["object_list"], key=lambda each: each.region if by_region else "")
        return context | {
            "by_region": by_region,
            "regions": [
                (Region(region).label if region else "", list(places)) for region, places in groups
            ],
            "organisations": self._organisations(),
        }

    def _organisations(self):
        """They have no region; words find them as well."""
        asked = self.filter.form.cleaned_data if self.filter.is_valid() else {}
        organisations = Participant.objects.organisations().with_names().by_name()
        if asked.get("region"):
            return []
        return organisations.matching(asked["q"]) if asked.get("q") else organisations


def texts_in(rows):
    """The records whose texts a table of standings shows."""
    return [row.instrument for row in rows] + [act for row in rows for act in row.actions]


class ParticipantDetail(OnADay, WithTextStates, DetailView):
    """A country or an organisation: both are participants."""

    template_name = "treaties/participant_detail.html"

    def get_context_data(self, **kwargs):
        rows = participations_of(self.object, self.on)
        known = [row for row in rows if stage(row.instrument, self.on) != Stage.NOT_ADOPTED]
        declarations = [
            row for row in known if row.instrument.theme == Theme.AI and not row.instrument.binding
        ]
        treaties = [
            row for row in known if row.instrument.binding or row.instrument.theme != Theme.AI
        ]
        return super().get_context_data(
            declarations=sorted(declarations, key=lambda row: row.standing not in JOINED),
            declaration_texts=texts_in(declarations),
            declarations_joined=[r for r in declarations if r.standing in JOINED],
            treaties=treaties,
            treaty_texts=texts_in(treaties),
            agreed_later=len(rows) - len(known),
            successors=self._successors(),
            choke_points=self._choke_points(),
            **kwargs,
        )

    def _successors(self):
        found = Participant.objects.filter(predecessions__predecessor=self.object).with_names()
        return sorted(found, key=lambda each: each.sort_key)

    def records_with_texts(self, context):
        return [*context["declaration_texts"], *context["treaty_texts"]]

    def _choke_points(self):
        model = Participant.choke_points.rel.related_model
        held = Q(company=self.object) | Q(state=self.object)
        return (
            model.objects.published()
            .filter(held)
            .select_related("choke_point", "company", "state", "source")
            .prefetch_related("company__names", "state__names")
            .order_by("choke_point__order")
        )


class CountryDetail(ParticipantDetail):
    queryset = Participant.objects.places().with_names().select_related("source")


class OrganisationDetail(ParticipantDetail):
    queryset = Participant.objects.organisations().with_names().select_related("source")
