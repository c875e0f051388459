"""What search engines are told: one sitemap a language, an index of them, and robots.txt."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from pauseai_kb import languages
from summits.models import Summit
from treaties.models import Instrument, Mechanism, Participant, Source

LISTS = (
    "home",
    "summits",
    "summits-compared",
    "timeline",
    "instruments",
    "compare",
    "countries",
    "matrix",
    "mechanisms",
    "choke-points",
    "sources",
    "discrepancies",
    "changes",
    "glossary",
    "method",
    "about",
)
RECORDS = (
    Instrument.objects.only("slug").order_by("slug"),
    Participant.objects.only("slug", "kind").order_by("slug"),
    Summit.objects.only("slug").order_by("slug"),
    Mechanism.objects.published().only("slug").order_by("slug"),
    Source.objects.only("slug").order_by("slug"),
)


class SitemapOfALanguage(Sitemap):
    """Every page that stays, in one language."""

    def __init__(self, language: str):
        self.language = language

    def items(self) -> list[str]:
        with translation.override(self.language):
            lists = [reverse(name) for name in LISTS]
            records = [each.get_absolute_url() for found in RECORDS for each in found.all()]
        return lists + records

    def location(self, item: str) -> str:
        return item


def _by_language() -> dict[str, SitemapOfALanguage]:
    return {code: SitemapOfALanguage(code) for code in languages.codes()}


def sitemap_index(request):
    return sitemap_views.index(request, _by_language(), sitemap_url_name="sitemap")


def sitemap(request, section):
    return sitemap_views.sitemap(request, _by_language(), section)


def robots(request):
    admin = reverse("admin:index")
    closed = [languages.address_in(code, admin) for code in languages.codes()]
    context = {"closed": closed, "sitemap": request.build_absolute_uri(reverse("sitemaps"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
