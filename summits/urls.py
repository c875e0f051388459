from django.urls import path

from summits.views import SummitDetail, SummitList

urlpatterns = [
    path("summits/", SummitList.as_view(), name="summits"),
    path("summits/<slug:slug>/", SummitDetail.as_view(), name="summit"),
]
