"""The admin of the record: a module per group of models."""

from treaties.admin import (
    actions,
    comparison,
    instruments,
    mechanisms,
    participants,
    problems,
    sources,
    texts,
)

__all__ = [
    "actions",
    "comparison",
    "instruments",
    "mechanisms",
    "participants",
    "problems",
    "sources",
    "texts",
]
