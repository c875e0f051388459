"""One cell of a table of participants and instruments: a symbol's code, a word, a whole word."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from treaties import rules
from treaties.models import Instrument, InstrumentEligible, Participant, TreatyAction
from treaties.participation import IN_ORDER
from treaties.shown import Shown
from treaties.vocabulary import (
    InstrumentKind,
    ParticipantKind,
    Review,
    Standing,
    Universe,
)

# Not a standing: why a cell has none.
COULD_NOT_JOIN = "could-not-join"
NOTHING_RECORDED = "nothing-recorded"
BLANK = {
    COULD_NOT_JOIN: _("Could not join"),
    NOTHING_RECORDED: _("Nothing recorded"),
}
# The short word of a narrow cell; the legend beside the table has the whole one.
WORDS = {
    Standing.PARTY: _("Party"),
    Standing.CONTRACTING_STATE: pgettext_lazy("cell", "Consented"),
    Standing.SIGNED: pgettext_lazy("cell", "Signed"),
    Standing.FORMER_PARTY: pgettext_lazy("cell", "Was party"),
    Standing.NOT_LISTED: _("Not listed"),
    Standing.UNKNOWN: pgettext_lazy("standing", "Unknown"),
    Standing.ENDORSER: pgettext_lazy("cell", "Endorsed"),
    Standing.FORMER_ENDORSER: pgettext_lazy("cell", "Took back"),
    Standing.DECLINED: pgettext_lazy("cell", "Declined"),
    Standing.COMMITTED: pgettext_lazy("cell", "Committed"),
    Standing.SPONSOR: pgettext_lazy("cell", "Sponsor"),
    Standing.NAMED_BY_CHAIR: pgettext_lazy("cell", "Named"),
    Standing.VOTED_FOR: pgettext_lazy("cell", "For"),
    Standing.VOTED_AGAINST: pgettext_lazy("cell", "Against"),
    Standing.ABSTAINED: pgettext_lazy("cell", "Abstained"),
    Standing.DID_NOT_VOTE: pgettext_lazy("cell", "No vote"),
}
# As classes in thousands of cells: matrix.css knows them.
MARKS = dict(zip([*Standing, COULD_NOT_JOIN, NOTHING_RECORDED], "pcsfnuegdkrmyoavxz", strict=True))
ORDER = [*IN_ORDER, NOTHING_RECORDED, COULD_NOT_JOIN]


@dataclass(frozen=True, eq=False)
class Cell(Shown):
    """Where somebody stands under one instrument; cells that say the same are one object.

    Statistics count cells as they count any `Stand`.
    """

    instrument: Instrument
    kind: ParticipantKind
    standing: str  # or why there is none
    other_reading: str = ""  # where a contested act would leave it

    @property
    def mark(self) -> str:
        return MARKS[self.standing]

    @property
    def word(self) -> str:
        return BLANK.get(self.standing) or WORDS[Standing(self.standing)]

    @property
    def label(self) -> str:
        """The whole word, as the legend and the other pages have it."""
        return BLANK.get(self.standing) or Standing(self.standing).label

    @property
    def other_label(self) -> str:
        return Standing(self.other_reading).label if self.other_reading else ""

    @property
    def is_blank(self) -> bool:
        return self.standing in BLANK


class Column:
    """The cells of one instrument, by participant."""

    def __init__(self, instrument, standings, other_readings, uncounted, potential):
        self.instrument = instrument
        self.standings, self.other_readings = standings, other_readings
        self.potential = potential  # who could join
        self.has_n = has_n(instrument)
        self.absent = rules.absent(instrument.terms)
        self.listed_as_absent = uncounted | potential
        self.made: dict[tuple, Cell] = {}

    def cell(self, participant: Participant) -> Cell:
        pk = participant.pk
        standing = self.standings.get(pk) or self._without_standing(pk)
        key = participant.kind, standing, self.other_readings.get(pk, standing)
        if key not in self.made:
            self.made[key] = self._make(*key)
        return self.made[key]

    def _without_standing(self, pk):
        if pk in self.listed_as_absent:
            return self.absent
        return COULD_NOT_JOIN if self.has_n else NOTHING_RECORDED

    def _make(self, kind, standing, other) -> Cell:
        other_reading = "" if other == standing else str(other)
        return Cell(self.instrument, kind, str(standing), other_reading)


def has_n(instrument: Instrument) -> bool:
    """Whether there is an N of "n of N": a list, or a rule that needs none."""
    open_to_all = instrument.universe == Universe.OPEN
    return not open_to_all and instrument.kind != InstrumentKind.RESOLUTION


def columns_of(
    instruments: list[Instrument], participants: list[Participant], on: date
) -> list[Column]:
    """A column for each; participants come with their universes. At most four queries."""
    acts = TreatyAction.objects.filter(instrument__in=instruments).begun(on)
    standings = _by_instrument(acts.standings(on))
    uncounted, contested = _marginal(acts)
    other_readings = _by_instrument(_contested(acts, contested, on))
    potential = _potential(instruments, participants)
    return [
        Column(
            each,
            standings[each.pk],
            other_readings[each.pk],
            uncounted[each.pk],
            potential[each.pk],
        )
        for each in instruments
    ]


def _by_instrument(pairs) -> dict[int, dict[int, Standing]]:
    found = defaultdict(dict)
    for pair in pairs:
        found[pair.instrument][pair.participant] = pair.standing
    return found


def _marginal(acts):
    """Who has acts that change no standing, by instrument; pairs with a contested act. Few."""
    plain = acts.exclude(review=Review.CHECKED, counted=True, contested=False)
    uncounted, contested = defaultdict(set), set()
    rows = plain.values_list("instrument_id", "participant_id", "contested")
    for instrument, participant, is_contested in rows:
        uncounted[instrument].add(participant)
        if is_contested:
            contested.add((instrument, participant))
    return uncounted, contested


def _contested(acts, pairs, on):
    """The other reading of pairs with a contested act."""
    if not pairs:
        return []
    instruments, participants = zip(*pairs, strict=True)
    some = acts.filter(instrument__in=instruments, participant__in=participants)
    return some.standings(on, contested=True)


def _potential(instruments, participants) -> dict[int, set[int]]:
    """Who could join each, as `ParticipantQuerySet.potential`; every state, if open to states."""
    members = defaultdict(set)
    for participant in participants:
        for universe in participant.universes:
            members[universe].add(participant.pk)
    states = {each.pk for each in participants if each.kind == ParticipantKind.STATE}
    found = defaultdict(set)
    listed = InstrumentEligible.objects.filter(instrument__in=instruments)
    for instrument, participant in listed.values_list("instrument_id", "participant_id"):
        found[instrument].add(participant)
    for instrument in instruments:
        if instrument.universe == Universe.OPEN:
            found[instrument.pk] = states if instrument.is_open_to_states else set()
        elif instrument.universe != Universe.LISTED and has_n(instrument):
            found[instrument.pk] = members[instrument.universe]
            if voted_on := instrument.voted_on:
                found[instrument.pk] = found[instrument.pk] & _admitted(participants, voted_on)
    return found


def _admitted(participants, on) -> set[int]:
    """Members of the United Nations on the day of a vote."""
    return {each.pk for each in participants if (each.un_member_since or date.max) <= on}
