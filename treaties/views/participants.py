"""Pages about those who take part."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.views.generic import DetailView, ListView

from treaties.days import today
from treaties.filters import CountryFilter
from treaties.freshness import missed_for
from treaties.models import Instrument, Participant
from treaties.participation import participations_of
from treaties.statistics import JOINED
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates
from treaties.vocabulary import ParticipantKind, Region, Standing


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
    paginate_by = 100
    text_fields = ("title", "note")

    def get_context_data(self, **kwargs):
        concerning = Instrument.objects.concerning(self.object).adopted_by(self.on)
        numbers = concerning.numbers_of_declarations()
        paginator = Paginator(concerning.titled().declarations_first(), self.paginate_by)
        paginator.count = numbers["all"]  # which it would ask for
        page = paginator.get_page(self.request.GET.get("page"))
        rows = participations_of(self.object, self.on, page.object_list)
        declarations = [row for row in rows if row.instrument.is_ai_declaration]
        treaties = [row for row in rows if not row.instrument.is_ai_declaration]
        hosted, attended = self._summits()
        return super().get_context_data(
            page_obj=page,
            missed=missed_for(*(row.instrument for row in rows)),
            declarations=sorted(declarations, key=lambda row: row.standing not in JOINED),
            treaties=treaties,
            numbers=self._numbers(declarations, numbers),
            hosted=hosted,
            attended=attended,
            successors=self._successors(),
            choke_points=self._choke_points(),
            declaration_texts=texts_in(declarations),
            treaty_texts=texts_in(treaties),
            **kwargs,
        )

    def _numbers(self, declarations, known) -> tuple[int, int, bool]:
        """On how many AI declarations it is, of how many, and whether it may be on more.

        Whatever this page shows of them. In a list that is short nobody's absence is known.
        """
        if len(declarations) == known["declarations"]:
            may_be_more = any(row.standing == Standing.UNKNOWN for row in declarations)
            return (
                sum(row.standing in JOINED for row in declarations),
                len(declarations),
                may_be_more,
            )
        acts = self.object.actions.filter(instrument__in=Instrument.objects.ai_declarations())
        joined = sum(pair.standing in JOINED for pair in acts.standings(self.on))
        return joined, known["declarations"], known["short"] > 0

    def _summits(self):
        """Those it held and those it was named for; on a past day, those that had begun."""
        begun = Q(summit__starts_on_last__lte=self.on) if self.on < today() else Q()
        hosted = self.object.summits_hosted.filter(begun).select_related("summit")
        attended = self.object.attendance.published().filter(begun).exclude(status="unknown")
        by_date = "-summit__starts_on_last", "summit__slug"
        return (
            hosted.order_by(*by_date),
            attended.select_related("summit", "source").order_by(*by_date),
        )

    def _successors(self):
        if self.object.kind != ParticipantKind.FORMER_STATE:
            return []
        found = Participant.objects.filter(predecessions__predecessor=self.object).with_names()
        return sorted(found, key=lambda each: each.sort_key)

    def records_with_texts(self, context):
        return [*context["declaration_texts"], *context["treaty_texts"]]

    def _choke_points(self):
        if self.object.kind == ParticipantKind.FORMER_STATE:
            return []
        model = Participant.choke_points.rel.related_model
        held = Q(company=self.object) | Q(state=self.object)
        holders = (
            model.objects.published()
            .filter(held)
            .select_related("choke_point", "company", "state", "source")
            .order_by("choke_point__order")
        )
        named = [who for each in holders for who in (each.company, each.state) if who]
        prefetch_related_objects(named, "names")
        return holders


class CountryDetail(ParticipantDetail):
    queryset = Participant.objects.places().with_names().select_related("source")


class OrganisationDetail(ParticipantDetail):
    queryset = Participant.objects.organisations().with_names().select_related("source")
