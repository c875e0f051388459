"""How each kind of change is applied: every app registers its own kinds."""

from typing import Protocol

from treaties.review.vocabulary import Impact


class Stale(Exception):
    """The record no longer says what the proposal was made from."""


class Applier(Protocol):
    writes: bool  # whether accepting changes the record; if not, it is a question that was seen

    def apply(self, change, *, by, reason) -> dict:
        """Write the change through the services; what is returned makes `undo` possible."""

    def undo(self, change, *, by, reason) -> None:
        """Take back what `apply` wrote."""

    def impact(self, change) -> Impact:
        """What accepting would do to the pages."""

    def needs_two(self, change) -> bool:
        """Whether two reviewers must agree."""

    def is_pure_addition(self, change) -> bool:
        """Whether it may be accepted together with others, unread one by one."""


APPLIERS: dict[str, Applier] = {}


def applies(kind: str):
    """Register a class as what applies a kind of change."""

    def register(cls):
        APPLIERS[kind] = cls()
        return cls

    return register
