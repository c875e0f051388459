"""Numbered notes: which source is [3] on this page, and rows in groups of one standing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from treaties.models import Source
from treaties.participation import IN_ORDER, Participation
from treaties.shown import Shown
from treaties.vocabulary import Standing

register = template.Library()

ORDER = [*IN_ORDER, None]


@dataclass(frozen=True)
class Footnote(Shown):
    number: int
    source: Source
    address: str

    @cached_property
    def label(self) -> str:
        """What a screen reader says instead of "[3]"."""
        return _("Source %(number)s: %(title)s") % {
            "number": self.number,
            "title": self.source.title,
        }

    @cached_property
    def link(self) -> SafeString:
        """The "[3]" itself, drawn once: hundreds of facts on a page lead to the same source."""
        return SafeString(render_to_string("components/note.html", {"note": self}).strip())


@dataclass(frozen=True)
class Group:
    """The participations of one standing."""

    standing: Standing
    label: str
    rows: list[Participation]


def _sources(rows: Iterable):
    for row in rows:
        for sourced in getattr(row, "actions", [row]):
            if sourced.source_id:
                yield sourced.source


@register.simple_tag
def footnotes(*lists: Iterable) -> list[Footnote]:
    """The sources behind participations, or behind rows with a source, numbered by title."""
    sources = {source.pk: source for rows in lists for source in _sources(rows)}
    in_order = sorted(sources.values(), key=lambda source: source.title)
    return [
        Footnote(number, source, source.get_absolute_url())
        for number, source in enumerate(in_order, start=1)
    ]


@register.simple_tag
def by_source(notes: list[Footnote]) -> dict[int, Footnote]:
    """Notes by the key of their source, for `of_source`."""
    return {note.source.pk: note for note in notes}


@register.simple_tag
def links_down(notes: list[Footnote]) -> dict[int, SafeString]:
    """The "[3]" that leads to the list of notes on the same page, for `of_source`."""
    down = [replace(note, address=f"#note-{note.number}") for note in notes]
    return {note.source.pk: note.link for note in down}


@register.filter
def of_source(notes: dict, source: int | None) -> Footnote | SafeString | None:
    return notes.get(source)


@register.simple_tag
def by_standing(rows: Iterable[Participation]) -> list[Group]:
    """Rows in groups, in the order of the vocabulary; inside a group the order stays."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(row.standing, Group(row.standing, row.standing_label, [])).rows.append(
            row
        )
    return sorted(groups.values(), key=lambda group: ORDER.index(group.standing))


@register.simple_tag
def acted(rows: Iterable[Participation]) -> list[Participation]:
    """Rows with an act, whatever it was."""
    return [row for row in rows if row.actions]


@register.simple_tag
def never_acted(rows: Iterable[Participation]) -> list[Participation]:
    return [row for row in rows if not row.actions]


@register.simple_tag
def newest_first(pairs: Iterable[tuple]) -> list[tuple]:
    """Pairs of instrument and counts, by the day the instrument was adopted."""
    return sorted(pairs, key=lambda pair: str(pair[0].adopted_on or "").strip("[."), reverse=True)
