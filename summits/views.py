"""Pages about meetings."""

from itertools import groupby

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from summits.filters import SummitFilter
from summits.models import Attendance, Summit
from summits.vocabulary import AttendanceStatus, Series
from treaties.statistics import counts_of
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates

ATTENDANCE = Prefetch(
    "attendance",
    Attendance.objects.published()
    .select_related("participant", "source")
    .prefetch_related("participant__names"),
)


class SummitList(Filtered, ListView):
    queryset = Summit.objects.select_related("source", "country").prefetch_related(
        "country__names", "outcomes__instrument"
    )
    filterset_class = SummitFilter
    paginate_by = 50
    template_name = "summits/summit_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_series = self.filter.order == "series"
        groups = groupby(context["object_list"], key=lambda each: by_series and each.series)
        return context | {
            "groups": [(Series(name).label if name else "", list(each)) for name, each in groups]
        }


class SummitDetail(OnADay, WithTextStates, DetailView):
    queryset = Summit.objects.with_details().prefetch_related(ATTENDANCE)
    template_name = "summits/summit_detail.html"

    def get_context_data(self, **kwargs):
        outcomes = [outcome.instrument for outcome in self.object.outcomes.all()]
        counts = counts_of(outcomes, self.on)
        attendance = sorted(
            self.object.attendance.all(), key=lambda each: each.participant.sort_key
        )
        return super().get_context_data(
            came=[
                each.participant.slug
                for each in attendance
                if each.status == AttendanceStatus.ATTENDED
            ],
            came_out=[instrument.slug for instrument in outcomes],
            outcomes=[(instrument, counts[instrument.pk]) for instrument in outcomes],
            attendance=[
                (status.label, rows)
                for status in AttendanceStatus
                if (rows := [each for each in attendance if each.status == status])
            ],
            **kwargs,
        )

    def records_with_texts(self, context):
        summit = self.object
        return [summit, *summit.attendance.all(), *summit.reported_counts.all()]
