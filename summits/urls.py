from django.urls import path

from summits.views import (
    SummitComparison,
    SummitDetail,
    SummitList,
    summit_calendar,
    summits_calendar,
)

urlpatterns = [
    path("summits/", SummitList.as_view(), name="summits"),
    path("summits/compare/", SummitComparison.as_view(), name="summits-compared"),
    path("summits/summits.ics", summits_calendar, name="summits-calendar"),
    path("summits/<slug:slug>/summit.ics", summit_calendar, name="summit-calendar"),
    path("summits/<slug:slug>/", SummitDetail.as_view(), name="summit"),
]
