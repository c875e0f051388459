"""Columns that many tables have."""

from pauseai_kb.dataset.columns import Choice, Column, Number, Partial, Ref, Slug
from pauseai_kb.dataset.tables import RETRACTED, UNCHECKED

SLUG = Slug("slug", required=True)
SOURCE = Ref("source", table="sources")
NEEDED_SOURCE = Ref("source", table="sources", required=True)
LOCATOR = Column("locator")
INSTRUMENT = Ref("instrument", table="instruments", required=True)
PARTICIPANT = Ref("participant", table="participants", required=True)
SUMMIT = Ref("summit", table="summits", required=True)
ORDER = Number("order", required=True)
REVIEWED = (SOURCE, LOCATOR, UNCHECKED, RETRACTED)


def choice(name, kind, **options):
    return Choice(name, choices=tuple(kind.values), **options)


def partials(*names):
    return tuple(Partial(name) for name in names)
