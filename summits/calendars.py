"""Meetings as a calendar that other programs can read (RFC 5545).

Only meetings whose days are known: "some day in 2027" would fill a year of somebody's calendar,
and say more than the source does. They appear as soon as a source names the days.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from summits.models import Summit
from summits.vocabulary import SummitState

# A date that was announced may move: Paris was to be in November 2024 and was in February 2025.
STATUS = {
    SummitState.ANNOUNCED: "TENTATIVE",
    SummitState.HELD: "CONFIRMED",
    SummitState.CANCELLED: "CANCELLED",
}
EVERY_DAY = timedelta(days=1)


def has_days(summit: Summit) -> bool:
    """Whether it is known to the day when it begins and, if said at all, when it ends."""
    begins, ends = summit.starts_on, summit.ends_on
    return bool(begins and begins.is_one_day and (ends is None or ends.is_one_day))


def calendar_of(summits: Iterable[Summit], name: str, absolute: Callable[[str], str]) -> bytes:
    """The calendar file of these meetings; `absolute` turns a path into an address."""
    calendar = Calendar()
    calendar.add("prodid", f"-//PauseAI//What states agreed//{get_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # as programs older than RFC 7986 know it
    calendar.add("refresh-interval", vDuration(EVERY_DAY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY_DAY))
    for summit in summits:
        if has_days(summit):
            calendar.add_component(_event(summit, absolute))
    return calendar.to_ical()


def _event(summit: Summit, absolute) -> Event:
    ends = summit.ends_on or summit.starts_on
    source = _("Source: %(title)s, %(address)s")
    event = Event()
    # The same in every language, at every address of the site, for ever.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"what-states-agreed/summits/{summit.slug}")))
    event.add("dtstamp", summit.changed_at)  # without METHOD: when it was last revised
    event.add("dtstart", summit.starts_on.first_day)
    event.add("dtend", ends.first_day + EVERY_DAY)  # the first day on which it is over
    event.add("summary", str(summit))
    event.add("location", ", ".join(filter(None, map(str, _place(summit)))))
    event.add(
        "description",
        f"{summit.summary}\n\n"
        + source % {"title": summit.source.title, "address": summit.source.url},
    )
    event.add("url", absolute(summit.get_absolute_url()))
    event.add("status", STATUS[summit.state])
    event.add("transp", "TRANSPARENT")  # it makes nobody busy
    return event


def _place(summit: Summit):
    return summit.venue, summit.city or "", summit.country or ""
