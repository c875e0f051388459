"""The home page, which shows both parts of the record, and the pages for what goes wrong."""

from django.shortcuts import render
from django.views.generic import TemplateView

from summits.models import Summit
from treaties.history import changes, contexts
from treaties.models import Instrument
from treaties.statistics import counts_of
from treaties.views.base import OnADay
from treaties.views.texts import WithTextStates

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


class About(TemplateView):
    template_name = "about.html"


class Method(TemplateView):
    """How we count: the rules behind every number, in plain words."""

    template_name = "method.html"


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
