"""Every component with an example, for those who draw and those who test. Only with DEBUG."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.views.generic import TemplateView

from pauseai_kb.citing import Citation
from pauseai_kb.qr import qr_code
from summits.vocabulary import Verdict
from treaties.charts.curve import compared, growth
from treaties.charts.world_map import Pair, world_map
from treaties.course import NOBODY, Course, Turn
from treaties.freshness import Freshness, Health
from treaties.history import Change, Touched
from treaties.models import Instrument, Participant, Source
from treaties.partial_dates import PartialDate
from treaties.statistics import Counts, Stand
from treaties.steps import steps
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


def _course(instrument, *turns):
    """A course in which states, called by a letter, come to stand somewhere on a day."""
    before = {}
    found = []
    for day, letter, standing in turns:
        after = Stand(ParticipantKind.STATE, Standing(standing), instrument.binding)
        participant = Participant(slug=letter, kind="state")
        participant.shown_names = []
        found.append(Turn(date.fromisoformat(day), participant, before.get(letter, NOBODY), after))
        before[letter] = after
    return Course(instrument, tuple(found))


def _curves(on):
    treaty = Instrument(
        kind="treaty",
        binding=True,
        slug="example-treaty",
        title_en="An example of a treaty",
        in_force_from=PartialDate("2011-05-01"),
        entry_into_force_threshold=2,
    )
    text = Instrument(
        kind="declaration",
        binding=False,
        slug="example-text",
        title_en="An example of a text",
    )
    course = _course(
        treaty,
        *[("2009-01-01", letter, "signed") for letter in "ABCDEFGHI"],
        ("2010-02-01", "A", "contracting-state"),
        ("2011-05-01", "A", "party"),
        ("2011-05-01", "B", "party"),
        ("2014-03-01", "C", "party"),
        ("2019-06-01", "A", "former-party"),
        ("2026-06-01", "B", "former-party"),
    )
    endorsed = [("2020-11-01", "A", "endorser"), ("2021-11-01", "B", "endorser")]
    return {
        "curve": growth(course, on=on),
        "curves": compared([steps(course), steps(_course(text, *endorsed))], on=on),
    }


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
            healths=list(Health),
            fresh=[Freshness(DAY, source=source, read_on=DAY, looked_on=DAY)],
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
            **_curves(DAY),
            **kwargs,
        )
