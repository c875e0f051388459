"""The addresses of the record: they are permanent. That of the discrepancies is the refresh's."""

from django.urls import path

from treaties.views.changes import AtomOfChanges, ChangeDetail, ChangeList, JsonOfChanges
from treaties.views.comparison import ComparisonPage, Picker
from treaties.views.find import Find, Names
from treaties.views.instruments import InstrumentDetail, InstrumentList
from treaties.views.matrix import MatrixPage
from treaties.views.participants import CountryDetail, CountryList, OrganisationDetail
from treaties.views.record import ChokePointList, Glossary, MechanismDetail, MechanismList
from treaties.views.sources import SourceDetail, SourceList

urlpatterns = [
    path("find/", Find.as_view(), name="find"),
    path("find/names.json", Names.as_view(), name="find-names"),
    path("instruments/", InstrumentList.as_view(), name="instruments"),
    path("instruments/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
    path("compare/", Picker.as_view(), name="compare"),
    path("compare/<str:slugs>/", ComparisonPage.as_view(), name="comparison"),
    path("countries/", CountryList.as_view(), name="countries"),
    path("countries/<slug:slug>/", CountryDetail.as_view(), name="country"),
    path("organisations/<slug:slug>/", OrganisationDetail.as_view(), name="organisation"),
    path("matrix/", MatrixPage.as_view(), name="matrix"),
    path("mechanisms/", MechanismList.as_view(), name="mechanisms"),
    path("mechanisms/<slug:slug>/", MechanismDetail.as_view(), name="mechanism"),
    path("choke-points/", ChokePointList.as_view(), name="choke-points"),
    path("sources/", SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", SourceDetail.as_view(), name="source"),
    path("glossary/", Glossary.as_view(), name="glossary"),
    path("changes/", ChangeList.as_view(), name="changes"),
    path("changes/feed.atom", AtomOfChanges.as_view(), name="changes-atom"),
    path("changes/feed.json", JsonOfChanges.as_view(), name="changes-json"),
    path("changes/<uuid:pk>/", ChangeDetail.as_view(), name="change"),
]
