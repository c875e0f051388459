"""Questions to the database, in the words of the field: one file a noun, as in `models/`."""

from treaties.querysets.actions import TreatyActionQuerySet
from treaties.querysets.base import SourcedQuerySet, in_any_language
from treaties.querysets.comparison import (
    DiscrepancyQuerySet,
    MechanismQuerySet,
    TextStateQuerySet,
)
from treaties.querysets.instruments import InstrumentQuerySet
from treaties.querysets.participants import ParticipantQuerySet
from treaties.querysets.sources import SourceCheckQuerySet, SourceQuerySet

__all__ = [
    "DiscrepancyQuerySet",
    "InstrumentQuerySet",
    "MechanismQuerySet",
    "ParticipantQuerySet",
    "SourceCheckQuerySet",
    "SourceQuerySet",
    "SourcedQuerySet",
    "TextStateQuerySet",
    "TreatyActionQuerySet",
    "in_any_language",
]
