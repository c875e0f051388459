"""Meetings as events of the timeline."""

from collections.abc import Iterable

from summits.models import Summit
from treaties.events import Event, EventKind, source_of


def meetings(summits: Iterable[Summit]) -> list[Event]:
    return [
        Event(
            (EventKind.MEETING,),
            summit.starts_on,
            summit,
            *source_of(summit, "starts_on"),
            until=summit.ends_on,
        )
        for summit in summits
    ]
