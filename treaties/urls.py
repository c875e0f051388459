"""The addresses of the record: they are permanent."""

from django.urls import path

from treaties.views.changes import ChangeList
from treaties.views.find import Find, Names
from treaties.views.instruments import InstrumentDetail, InstrumentList
from treaties.views.matrix import MatrixPage
from treaties.views.participants import CountryDetail, CountryList, OrganisationDetail
from treaties.views.record import (
    ChokePointList,
    DiscrepancyList,
    Glossary,
    MechanismDetail,
    MechanismList,
    SourceList,
)

urlpatterns = [
    path("find/", Find.as_view(), name="find"),
    path("find/names.json", Names.as_view(), name="find-names"),
    path("instruments/", InstrumentList.as_view(), name="instruments"),
    path("instruments/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
    path("countries/", CountryList.as_view(), name="countries"),
    path("countries/<slug:slug>/", CountryDetail.as_view(), name="country"),
    path("organisations/<slug:slug>/", OrganisationDetail.as_view(), name="organisation"),
    path("matrix/", MatrixPage.as_view(), name="matrix"),
    path("mechanisms/", MechanismList.as_view(), name="mechanisms"),
    path("mechanisms/<slug:slug>/", MechanismDetail.as_view(), name="mechanism"),
    path("choke-points/", ChokePointList.as_view(), name="choke-points"),
    path("sources/", SourceList.as_view(), name="sources"),
    path("glossary/", Glossary.as_view(), name="glossary"),
    path("changes/", ChangeList.as_view(), name="changes"),
    path("discrepancies/", DiscrepancyList.as_view(), name="discrepancies"),
]
