"""Pages about meetings."""

from itertools import groupby

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from summits.assessment import (
    asks_with_assessments,
    cell,
    evidence_of,
    is_assessed,
)
from summits.calendars import calendar_of, has_days
from summits.filters import SummitFilter
from summits.models import Summit
from summits.vocabulary import AttendanceStatus, Series
from treaties.models import Participant, TreatyAction
from treaties.querysets.participants import CRUCIAL
from treaties.statistics import counts_of
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates


class SummitList(Filtered, WithTextStates, ListView):
    queryset = Summit.objects.select_related("source", "country").prefetch_related(
        "country__names", "outcomes__instrument"
    )
    filterset_class = SummitFilter
    paginate_by = 50
    template_name = "summits/summit_list.html"
    text_fields = ("name", "city", "title")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_series = self.filter.order == "series"
        groups = groupby(context["object_list"], key=lambda each: by_series and each.series)
        return context | {
            "texts": self.records_with_texts(context),
            "groups": [(Series(name).label if name else "", list(each)) for name, each in groups],
        }

    def records_with_texts(self, context):
        summits = context["object_list"]
        return [*summits, *(each.instrument for one in summits for each in one.outcomes.all())]


class SummitDetail(OnADay, WithTextStates, DetailView):
    queryset = Summit.objects.with_details()
    template_name = "summits/summit_detail.html"

    def get_context_data(self, **kwargs):
        summit = self.object
        outcomes = [outcome.instrument for outcome in summit.outcomes.all()]
        pairs = TreatyAction.objects.filter(instrument__in=outcomes).standings(self.on)
        counts = counts_of(outcomes, self.on, pairs=pairs)
        self.asks = asks_with_assessments([summit]) if is_assessed(summit) else []
        self.assessments = [row for ask in self.asks for row in ask.assessments.all()]
        powers = Participant.objects.filter(slug__in=CRUCIAL) if self.asks else []
        name_all(summit, powers)
        evidence = evidence_of(summit, pairs, powers)
        attendance = sorted(summit.attendance.all(), key=lambda each: each.participant.sort_key)
        return super().get_context_data(
            has_days=has_days(summit),
            came=[
                each.participant.slug
                for each in attendance
                if each.status == AttendanceStatus.ATTENDED
            ],
            came_out=[instrument.slug for instrument in outcomes],
            outcomes=[(instrument, counts[instrument.pk]) for instrument in outcomes],
            cells=[cell(summit, ask, evidence) for ask in self.asks],
            assessments=self.assessments,
            attendance=[
                (status.label, rows)
                for status in AttendanceStatus
                if (rows := [each for each in attendance if each.status == status])
            ],
            **kwargs,
        )

    def records_with_texts(self, context):
        summit = self.object
        rows = [*summit.attendance.all(), *summit.reported_counts.all()]
        return [summit, *rows, *self.asks, *self.assessments]


def name_all(summit, others):
    """The names of all participants of a page, in one query."""
    shown = [row.participant for row in [*summit.attendance.all(), *summit.hosts.all()]]
    shown += [*others, *filter(None, [summit.country])]
    prefetch_related_objects(shown, Participant.objects.shown_names())


class SummitComparison(OnADay, WithTextStates, ListView):
    """The AI summits held so far, side by side: what each delivered of each ask."""

    queryset = Summit.objects.with_evidence().in_order()
    template_name = "summits/summit_comparison.html"

    def get_queryset(self):
        return [
            summit
            for summit in super().get_queryset()
            if is_assessed(summit) and summit.has_begun(self.on)
        ]

    def get_context_data(self, **kwargs):
        summits = self.object_list
        outcomes = [outcome.instrument for summit in summits for outcome in summit.outcomes.all()]
        powers = list(Participant.objects.filter(slug__in=CRUCIAL).with_names())
        acts = TreatyAction.objects.filter(instrument__in=outcomes, participant__in=powers)
        pairs = acts.standings(self.on)
        found = [(summit, evidence_of(summit, pairs, powers)) for summit in summits]
        self.asks = asks_with_assessments(summits)
        return super().get_context_data(
            rows=[(ask, [cell(summit, ask, seen) for summit, seen in found]) for ask in self.asks],
            assessments=[row for ask in self.asks for row in ask.assessments.all()],
            **kwargs,
        )

    def records_with_texts(self, context):
        return [*context["object_list"], *self.asks, *context["assessments"]]


def summits_calendar(request):
    """All meetings whose days are known; a program that subscribes to it asks again."""
    summits = Summit.objects.with_what_a_calendar_says().in_order()
    return _calendar(request, summits, _("Summits"), "summits.ics")


def summit_calendar(request, slug):
    """One meeting; 404 while its days are not known."""
    summit = get_object_or_404(Summit.objects.with_what_a_calendar_says(), slug=slug)
    if not has_days(summit):
        raise Http404
    return _calendar(request, [summit], str(summit), f"{slug}.ics")


def _calendar(request, summits, name, file_name):
    return HttpResponse(
        calendar_of(summits, name, request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{file_name}"'},
    )
