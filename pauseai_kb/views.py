"""The home page and the timeline, which show both parts of the record, and the pages for what goes wrong."""

from django.conf import settings
from django.shortcuts import render
from django.templatetags.static import static
from django.views.generic import ListView, RedirectView, TemplateView

from pauseai_kb.reporting import report_address
from pauseai_kb.timeline import TimelineFilter, by_decade, pages_of_decades, timeline
from summits.models import Summit
from treaties.history import changes, contexts
from treaties.models import Instrument
from treaties.statistics import counts_of
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates

LONGEST_PATH = 200  # characters; ours are shorter
LATEST = 5  # changes on the first page


class Home(OnADay, WithTextStates, TemplateView):
    template_name = "home.html"
    text_fields = ("title", "name", "city")

    def get_context_data(self, **kwargs):
        instruments = list(Instrument.objects.by_title())
        of_ai = [each for each in instruments if each.theme == "ai"]
        counts = counts_of(of_ai, self.on)
        return super().get_context_data(
            declarations=[(each, counts[each.pk]) for each in of_ai if not each.binding],
            treaties=[each for each in instruments if each.binding],
            coming=(coming := list(Summit.objects.coming(self.on).in_order())),
            titled=[*instruments, *coming],
            latest=changes(list(contexts()[:LATEST]), at_hand=instruments),
            **kwargs,
        )

    def records_with_texts(self, context):
        return context["titled"]


class Timeline(OnADay, Filtered, ListView):
    """What happened, newest first, a page at a time; what is coming stands on the first page."""

    queryset = Instrument.objects.with_sources_of_fields()
    filterset_class = TimelineFilter
    paginate_by = 100
    template_name = "timeline.html"

    def get_queryset(self):
        instruments = super().get_queryset()  # which makes the filter
        found = timeline(self.filter, instruments, self.on)
        self.coming = found.coming
        return found.past

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = len(self.object_list) + len(self.coming)
        return context | {
            "coming": self.coming if context["page_obj"].number == 1 else [],
            "decades": by_decade(context["object_list"]),
            "pages": pages_of_decades(self.object_list, self.paginate_by),
            "found": found,
        }


class About(TemplateView):
    """Who makes this, and how to report a mistake in the page that `?page=` names."""

    template_name = "about.html"

    def get_context_data(self, **kwargs):
        page = self.request.GET.get("page", "")[:LONGEST_PATH]
        ours = page.startswith("/") and not page.startswith("//")
        wrong = self.request.build_absolute_uri(page) if ours else ""
        report = report_address(wrong) if settings.REPORT_ADDRESS else ""
        return super().get_context_data(wrong_page=wrong, report=report, **kwargs)


class Method(TemplateView):
    """How we count: the rules behind every number, in plain words."""

    template_name = "method.html"


class Icon(RedirectView):
    """For programs that ask for an icon without reading a page; it is the one of the pages."""

    def get_redirect_url(self):
        return static("mark.svg")


def bad_request(request, exception):
    """400: the address asks for something that cannot be; the message says what to write."""
    return render(request, "400.html", {"message": str(exception)}, status=400)


def forbidden(request, exception=None, reason=""):
    """403: not signed in, not allowed, or a form whose cookie is missing."""
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    """404: with the addresses that do exist."""
    request.resolver_match = None  # no page: none to keep, and none in other languages
    return render(request, "404.html", status=404)
