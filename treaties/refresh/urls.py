"""The addresses of pages that say what the runs found."""

from django.urls import path

from treaties.refresh.views import Discrepancies

urlpatterns = [
    path("discrepancies/", Discrepancies.as_view(), name="discrepancies"),
]
