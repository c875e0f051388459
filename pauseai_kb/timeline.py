"""What happened and what is coming, of texts and meetings alike, in order of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import django_filters as filters
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from summits.events import meetings
from summits.models import Summit
from treaties.events import Event, EventKind, events_of
from treaties.filters import ANY, YES_NO, ListFilter
from treaties.models import Instrument, Participant
from treaties.names import sort_key
from treaties.vocabulary import Theme

KINDS = list(EventKind)


class TimelineFilter(ListFilter):
    """Asks texts in the database, and with the same words meetings; kinds and years of events."""

    kind = filters.ChoiceFilter(
        label=_("What happened"), choices=EventKind, empty_label=ANY, method="of_events"
    )
    theme = filters.ChoiceFilter(label=_("Theme"), choices=Theme, empty_label=ANY)
    binding = filters.ChoiceFilter(
        label=_("Binds in law"), choices=YES_NO, empty_label=ANY, method="that_bind"
    )
    participant = filters.CharFilter(
        label=_("Country or organisation"), method="with_acts_of", max_length=100, strip=True
    )
    since = filters.NumberFilter(
        label=_("From (year)"), method="of_events", min_value=1000, max_value=9999
    )
    until = filters.NumberFilter(
        label=_("Until (year)"), method="of_events", min_value=1000, max_value=9999
    )

    class Meta:
        model = Instrument
        fields = ["q", "kind", "theme", "binding", "participant"]

    @property
    def asked(self) -> dict:
        return self.form.cleaned_data if self.is_valid() else {}

    @property
    def participants(self):
        """Who is meant by the words; None if nobody was asked for."""
        words = self.asked.get("participant")
        return Participant.objects.found_by(words).values("pk") if words else None

    def of_events(self, queryset, name, value):
        return queryset  # not a question about texts

    def that_bind(self, queryset, name, answer):
        return queryset.filter(binding=answer == "yes")

    def with_acts_of(self, queryset, name, words):
        return queryset.with_acts_of(self.participants)

    @property
    def summits(self):
        """The meetings that fit: all of them are about AI, and none is a text that binds or not."""
        found, asked = Summit.objects.all(), self.asked
        if asked.get("binding") or asked.get("theme") not in (None, "", Theme.AI):
            return found.none()
        if words := asked.get("q"):
            found = found.matching(words)
        return found if self.participants is None else found.concerning(self.participants)

    def keeps(self, event: Event) -> bool:
        asked, (first, last) = self.asked, event.years
        return (
            (not asked.get("kind") or asked["kind"] in event.kinds)
            and (asked.get("since") is None or last >= asked["since"])
            and (asked.get("until") is None or first <= asked["until"])
        )


@dataclass(frozen=True)
class Timeline:
    """`coming` begins with the next event, `past` with the last one."""

    coming: list[Event]
    past: list[Event]


def timeline(question: TimelineFilter, instruments: Iterable[Instrument], on: date) -> Timeline:
    """All events that fit a question, as seen from a day."""
    summits = question.summits.with_what_a_timeline_shows()
    events = events_of(instruments, on, by=question.participants) + meetings(summits)
    events = sorted(filter(question.keeps, events), key=_by_name)
    events.sort(key=lambda event: KINDS.index(event.kind))
    past = [event for event in events if event.is_past(on)]
    past.sort(key=lambda event: event.day, reverse=True)
    coming = [event for event in events if not event.is_past(on)]
    return Timeline(sorted(coming, key=lambda event: event.day), past)


def _by_name(event: Event) -> str:
    return sort_key(str(event.participant or event.about), get_language())


def by_decade(events: Iterable[Event]) -> list[tuple[int, list[tuple[int, list[Event]]]]]:
    """Events in order of days, by decade and by year."""
    return [
        (decade, [(year, list(found)) for year, found in groupby(inside, _year)])
        for decade, inside in groupby(events, lambda event: _year(event) // 10 * 10)
    ]


def _year(event: Event) -> int:
    return event.day.year


def pages_of_decades(events: list[Event], page_size: int) -> list[tuple[int, int]]:
    """Each decade, and the page of the list on which it begins."""
    first = {}
    for place, event in enumerate(events):
        first.setdefault(_year(event) // 10 * 10, place // page_size + 1)
    return list(first.items())
