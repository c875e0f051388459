"""Every component with an example, for those who draw and those who test. Only with DEBUG."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.views.generic import TemplateView

from pauseai_kb.citing import Citation
from pauseai_kb.qr import qr_code
from summits.vocabulary import Verdict
from treaties.charts.world_map import Pair, world_map
from treaties.history import Change, Touched
from treaties.models import Instrument, Participant, Source
from treaties.statistics import Counts, Stand
from treaties.templatetags.references import Footnote
from treaties.vocabulary import ParticipantKind, Standing

DAY = date(2026, 1, 1)


def _counts(potential, **standings):
    """Counts of so many states of each standing."""
    stands = tuple(
        Stand(ParticipantKind.STATE, Standing(standing.replace("_", "-")), False)
        for standing, number in standings.items()
        for _ in range(number)
    )
    return Counts(DAY, stands, potential)


def _stands():
    """One state of each standing, on the map."""
    slugs = ["canada", "brazil", "algeria", "china", "australia", "india", "mexico", "argentina"]
    slugs += ["iran", "mongolia", "kazakhstan", "sudan", "peru", "libya", "chad", "mali"]
    for slug, standing in zip(slugs, Standing, strict=True):
        state = Participant(slug=slug, kind=ParticipantKind.STATE)
        state.shown_names = []
        yield Pair(state, standing)


def _change(source):
    fields = [("place in the source", "page 7", "page 8")]
    return Change(
        id=UUID(int=0),
        made_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
        who="Anna",
        reason="Read again",
        source=source,
        counts=[("update", "action", 1)],
        rows=[Touched("action", "update", [], fields)],
    )


class StyleGuide(TemplateView):
    template_name = "style_guide.html"

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        source = Source(slug="example", title="An example of a source", url="https://example.org/")
        return super().get_context_data(
            colours=["brand", "ground", "raised", "soft", "ink", "quiet", "line", "edge", "link"],
            standings=[(standing, standing.label) for standing in Standing],
            verdicts=[(verdict, verdict.label) for verdict in Verdict],
            treaty=Instrument(kind="treaty", binding=True, slug="example-treaty"),
            treaty_counts=_counts(197, party=150, contracting_state=4, signed=21, former_party=1),
            resolution_counts=_counts(193, voted_for=84, voted_against=34, abstained=37),
            declaration=Instrument(kind="declaration", slug="example-declaration"),
            declaration_counts=_counts(None, endorser=29),
            map=world_map(_stands()),
            source=source,
            notes=[Footnote(1, source, "#note-1")],
            day=DAY,
            citation=Citation("An example of a treaty", "example-treaty", DAY, DAY, source.url),
            code=qr_code(source.url),
            change=_change(source),
            **kwargs,
        )
