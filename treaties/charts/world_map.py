"""The map: every state of a list in its place, by standing; and who has no place on a map."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from treaties.models import Participant
from treaties.participation import IN_ORDER, Participation
from treaties.shown import Shown
from treaties.statistics import at_each_standing
from treaties.vocabulary import Standing

DRAWING = "world.svg"  # made by `manage.py draw_world`
SHAPE = re.compile(r'<(path|g) id="([a-z0-9-]+)"')

# The mark of each standing on a tile of 16 by 16, lines only: told apart without any colour.
STRIPES = "M-4 4L4-4M-4 20L20-4M12 20l8-8"
BARS = "M0 4h16M0 12h16"
RISING = "M-2 6L6-2M-2 14L14-2M2 18L18 2M10 18l8-8"
FALLING = "M10-2l8 8M2-2l16 16M-2 2l16 16M-2 10l8 8"
DOTS = "M4 4h.01M12 12h.01"
MARKS = {
    Standing.PARTY: "",
    Standing.CONTRACTING_STATE: STRIPES,
    Standing.SIGNED: DOTS,
    Standing.FORMER_PARTY: BARS,
    Standing.NOT_LISTED: "",
    Standing.UNKNOWN: RISING,
    Standing.ENDORSER: "",
    Standing.FORMER_ENDORSER: BARS,
    Standing.DECLINED: RISING + FALLING,
    Standing.COMMITTED: DOTS,
    Standing.SPONSOR: "M8 0v16",
    Standing.NAMED_BY_CHAIR: DOTS,
    Standing.VOTED_FOR: "",
    Standing.VOTED_AGAINST: RISING + FALLING,
    Standing.ABSTAINED: DOTS,
    Standing.DID_NOT_VOTE: RISING,
}


@dataclass(frozen=True)
class Pair:
    """Where one participant stands; as a row of `participations`, for those who have no rows."""

    participant: Participant
    standing: Standing
    since: date | None = None
    leaving_on: date | None = None


@dataclass(frozen=True)
class Place(Shown):
    """One participant on the map, or beside it."""

    slug: str
    name: str
    language: str
    href: str
    since: date | None
    leaving_on: date | None


@dataclass(frozen=True)
class Group(Shown):
    """All of one standing: one entry of the legend, one pattern."""

    standing: Standing
    label: str
    count: int
    lands: list[Place]
    dots: list[Place]  # of small states; drawn after all lands, so that none lies under one
    elsewhere: list[Place]  # without a shape: organisations, companies, former states

    @property
    def words(self) -> str:
        """Its label inside a sentence."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def marks(self) -> str:
        return MARKS[self.standing]


@dataclass(frozen=True)
class WorldMap:
    groups: list[Group]
    view_box: str

    @property
    def elsewhere(self) -> list[Group]:
        return [group for group in self.groups if group.elsewhere]


@dataclass(frozen=True)
class Drawing:
    """What the file of shapes has: the slugs of large and of small states."""

    view_box: str
    lands: frozenset[str]
    dots: frozenset[str]


@cache
def drawing() -> Drawing:
    text = Path(finders.find(DRAWING)).read_text()
    kinds = {slug: kind for kind, slug in SHAPE.findall(text) if slug != "land"}
    return Drawing(
        view_box=re.search(r'viewBox="([^"]+)"', text)[1],
        lands=frozenset(slug for slug, kind in kinds.items() if kind == "path"),
        dots=frozenset(slug for slug, kind in kinds.items() if kind == "g"),
    )


def world_map(rows: Iterable[Participation | Pair]) -> WorldMap | None:
    """The map of one instrument on one day, asking nothing; None without a state to show."""
    rows = list(rows)
    groups = list(_groups(rows))
    if not any(group.lands or group.dots for group in groups):
        return None
    return WorldMap(groups, drawing().view_box)


def _groups(rows: list) -> Iterator[Group]:
    """Who did something first; inside a group the order of the rows stays."""
    counted, drawn = at_each_standing(rows), drawing()
    for standing in IN_ORDER:
        if not counted[standing]:
            continue
        places = [_place(row) for row in rows if row.standing == standing]
        yield Group(
            standing=standing,
            label=str(standing.label),
            count=counted[standing],
            lands=[place for place in places if place.slug in drawn.lands],
            dots=[place for place in places if place.slug in drawn.dots],
            elsewhere=[p for p in places if p.slug not in drawn.lands | drawn.dots],
        )


def _place(row) -> Place:
    participant = row.participant
    return Place(
        slug=participant.slug,
        name=str(participant),
        language=participant.name_language,
        href=participant.get_absolute_url(),
        since=row.since,
        leaving_on=row.leaving_on,
    )
