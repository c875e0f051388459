"""Who is meant by a printed name: found by name, alias or code, and never guessed."""

from collections.abc import Iterable

from treaties import rules
from treaties.models import Participant
from treaties.names import fold
from treaties.refresh.observations import HeldRow, ObservedAction


class NotKnown(Exception):
    """A row whose participant cannot be told: it is held back, the others are read."""

    def __init__(self, why: str, candidates: Iterable[Participant] = ()):
        super().__init__(why)
        self.candidates = set(candidates)  # empty: it may be anybody


class Naming:
    """The participants behind the names of one page, asked for once."""

    def __init__(self, actions: tuple[ObservedAction, ...]):
        printed = {action.participant for action in actions}
        codes = {action.code for action in actions if action.code}
        self.found = Participant.objects.named_each(printed | codes)
        slugs = {action.meant for action in actions if action.meant}
        self.meant = Participant.objects.in_bulk(slugs, field_name="slug")

    def who(self, action: ObservedAction) -> Participant:
        """The one who is meant; `NotKnown` if it is nobody, or may be several."""
        named = self._named(action)
        coded = self.found.get(action.code, set()) if action.code else set()
        if named and coded and not named & coded:
            why = f"The name and the code {action.code} mean different participants."
            raise NotKnown(why, named | coded)
        meant = (named & coded) or named or coded
        if len(meant) > 1:  # a state and the one before it: who existed on that day
            meant = {each for each in meant if self._existed(each, action)}
        if not meant:
            raise NotKnown(f"Nobody in the record goes by the name {action.participant!r}.")
        if len(meant) > 1:
            raise NotKnown(f"Several in the record go by the name {action.participant!r}.", meant)
        return next(iter(meant))

    def _named(self, action) -> set[Participant]:
        """Whom the name means: as the source has it, if it says so."""
        if not action.meant:
            return self.found.get(action.participant, set())
        if action.meant not in self.meant:
            raise NotKnown(f"Nobody in the record is {action.meant!r}.")
        return {self.meant[action.meant]}

    @staticmethod
    def _existed(participant, action) -> bool:
        existed = participant.exists_from, participant.exists_until
        return rules.exists_on(*existed, action.taken_on.last_day)


def named_in(row: HeldRow, participants: Iterable[Participant]) -> set[Participant]:
    """Whom the words of a held row may be about: everybody whose name stands in them."""
    words = fold(row.quote)
    return {each for each in participants if any(n.search_key in words for n in each.names.all())}
