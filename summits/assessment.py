"""What PauseAI asks of a summit against what each delivered.

Two answers are computed from the rows of the record; the others are assessments of ours, each with
its source. Where neither says anything, nothing is recorded, and that is no verdict.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from summits.models import Summit, SummitAsk, SummitAssessment
from summits.vocabulary import AttendanceStatus, Series, SummitState, Verdict
from treaties.models import Instrument, Participant
from treaties.querysets.participants import CRUCIAL
from treaties.standings_sql import PairStanding
from treaties.statistics import ON_IT
from treaties.vocabulary import InstrumentKind, Review


@dataclass(frozen=True)
class Result:
    """A document that came out, and which of the two powers are on it."""

    instrument: Instrument
    joined: list[Participant] = field(default_factory=list)

    @property
    def is_of_states(self) -> bool:
        return self.instrument.kind != InstrumentKind.COMMITMENTS


@dataclass(frozen=True)
class Evidence:
    """What the rows say of one summit on a day."""

    results: list[Result]
    powers: list[Participant]
    present: list[Participant]  # which of the powers took part, by a list of those present

    @property
    def of_states(self) -> list[Result]:
        return [result for result in self.results if result.is_of_states]

    @property
    def involved(self) -> set[int]:
        """Which of the powers took part or are on a document, by primary key."""
        joined = [power for result in self.of_states for power in result.joined]
        return {power.pk for power in [*self.present, *joined]}


@dataclass(frozen=True)
class Cell:
    """What one summit delivered of one ask; `assessment` is None if computed or not recorded."""

    summit: Summit
    ask: SummitAsk
    verdict: Verdict = Verdict.UNKNOWN
    assessment: SummitAssessment | None = None
    evidence: Evidence | None = None

    @property
    def is_recorded(self) -> bool:
        return bool(self.assessment or self.evidence)


def binding_result(evidence: Evidence) -> Verdict:
    """Met by one document that binds in law; not met if documents came out and none does."""
    if any(result.instrument.binding for result in evidence.results):
        return Verdict.MET
    return Verdict.NOT if evidence.results else Verdict.UNKNOWN


def both_powers(evidence: Evidence) -> Verdict:
    """Met by one document with both on it; partly if both took part. Silence is no absence."""
    powers = len(evidence.powers)
    if powers and any(len(result.joined) == powers for result in evidence.of_states):
        return Verdict.MET
    return Verdict.PARTLY if powers and len(evidence.involved) == powers else Verdict.UNKNOWN


COMPUTED: dict[str, Callable[[Evidence], Verdict]] = {
    "binding-result": binding_result,
    "united-states-and-china": both_powers,
}


def is_assessed(summit: Summit) -> bool:
    """The asks are put to the AI summits; one that is still to come has delivered nothing yet."""
    return summit.series == Series.AI_SUMMIT and summit.state == SummitState.HELD


def evidence_of(
    summit: Summit, pairs: Iterable[PairStanding], powers: Iterable[Participant]
) -> Evidence:
    """From the standings of a day: the summit's outcomes and attendance are at hand."""
    powers = sorted(powers, key=lambda power: CRUCIAL.index(power.slug))
    joined = {(pair.instrument, pair.participant) for pair in pairs if pair.standing in ON_IT}
    results = [
        Result(text, [power for power in powers if (text.pk, power.pk) in joined])
        for text in (outcome.instrument for outcome in summit.outcomes.all())
    ]
    there = {
        row.participant_id
        for row in summit.attendance.all()
        if row.status == AttendanceStatus.ATTENDED and row.review == Review.CHECKED
    }
    return Evidence(results, powers, [power for power in powers if power.pk in there])


def asks_with_assessments(summits: Iterable[Summit]) -> list[SummitAsk]:
    """Every ask in order, with what is recorded about these summits; two queries."""
    found = SummitAssessment.objects.published().filter(summit__in=summits)
    return list(
        SummitAsk.objects.published()
        .select_related("source")
        .prefetch_related(Prefetch("assessments", found.select_related("source")))
    )


def cell(summit: Summit, ask: SummitAsk, evidence: Evidence) -> Cell:
    """What a person assessed comes first, then what can be computed, then nothing."""
    for assessment in ask.assessments.all():
        if assessment.summit_id == summit.pk:
            return Cell(summit, ask, Verdict(assessment.verdict), assessment)
    if ask.slug in COMPUTED:
        verdict = COMPUTED[ask.slug](evidence)
        return Cell(summit, ask, verdict, evidence=evidence)
    return Cell(summit, ask)
