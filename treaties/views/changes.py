"""The public change log: as pages, one change by itself, and as feeds."""

from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, View

from treaties.feeds import Atom, Feed, JsonFeed, as_data
from treaties.filters import ChangeFilter
from treaties.history import Change, changes, contexts
from treaties.models import RecordVersion
from treaties.views.base import Filtered

ENTRIES = 50


class ChangeList(Filtered, ListView):
    filterset_class = ChangeFilter
    paginate_by = 30
    template_name = "treaties/change_list.html"

    @property
    def queryset(self):
        return contexts()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        return context | {"changes": changes(shown, self.filter.about)}


class ChangeDetail(DetailView):
    template_name = "treaties/change_detail.html"

    def get_queryset(self):
        return contexts()

    def get_context_data(self, **kwargs):
        (change,) = changes([self.object])
        return super().get_context_data(change=change, **kwargs)


class ChangeFeed(View):
    """The latest changes, asked for as on the page.

    A feed is followed for years: a question that means nothing is refused, not left empty.
    """

    format: type[Feed]

    def get(self, request):
        asked = ChangeFilter(request.GET, queryset=contexts(), request=request)
        if not asked.is_valid():
            raise BadRequest(_("There is no such feed. Name an instrument as its address does."))
        if asked.form.cleaned_data["participant"] and not asked.participants:
            raise Http404
        shown = changes(list(asked.qs[:ENTRIES]), asked.about)
        feed = self.empty_feed(asked, shown)
        for change in shown:
            feed.add_item(**self.item(change))
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)

    def empty_feed(self, asked: ChangeFilter, shown: list[Change]) -> Feed:
        site = _("What states agreed")
        about = ", ".join(map(str, asked.about))
        page = reverse("changes") + asked.question
        return self.format(
            title=f"{site}: {about or _('Changes')}",
            subtitle=_("Every change of the record: who, what, when, why and from which source."),
            link=self.absolute(page),
            feed_guid=uuid5(NAMESPACE_URL, page).urn,  # the same on every host
            feed_url=self.absolute(self.request.path + asked.question),
            language=get_language(),
            author_name=site,
            feed_copyright="CC BY 4.0",
            updated=shown[0].made_at if shown else RecordVersion.objects.changed_at(),
        )

    def item(self, change: Change) -> dict:
        site = self.absolute("/").removesuffix("/")
        return {
            "title": change.reason,
            "link": self.absolute(change.get_absolute_url()),
            "content": render_to_string(
                "treaties/_change_entry.html", {"change": change, "site": site}
            ),
            "unique_id": change.id.urn,
            "author_name": change.who,
            "pubdate": change.made_at,
            "updateddate": change.made_at,
            "change": as_data(change, self.absolute),
        }

    def absolute(self, address: str) -> str:
        return self.request.build_absolute_uri(address)


class AtomOfChanges(ChangeFeed):
    format = Atom


class JsonOfChanges(ChangeFeed):
    format = JsonFeed
