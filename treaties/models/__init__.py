"""The record: sources, participants, instruments, actions and what is compared."""

from treaties.models.action import Confirmation, TreatyAction
from treaties.models.comparison import Answer, Discrepancy, Question, ReportedCount
from treaties.models.glossary import GlossaryTerm
from treaties.models.instrument import (
    Depositary,
    Instrument,
    InstrumentEligible,
)
from treaties.models.mechanism import (
    ChokePoint,
    ChokePointHolder,
    Mechanism,
    MechanismPrecedent,
)
from treaties.models.participant import Participant, ParticipantName, Succession
from treaties.models.problems import (
    ActWithoutLocator,
    InForceWithoutDate,
    TotalThatDiffers,
    UncheckedAct,
    WithdrawalWithoutEffect,
)
from treaties.models.provision import Provision
from treaties.models.source import FieldSource, Source, SourceCheck, SourceReading
from treaties.models.text import TextState
from treaties.models.version import RecordVersion

__all__ = [
    "ActWithoutLocator",
    "Answer",
    "ChokePoint",
    "ChokePointHolder",
    "Confirmation",
    "Depositary",
    "Discrepancy",
    "FieldSource",
    "GlossaryTerm",
    "InForceWithoutDate",
    "Instrument",
    "InstrumentEligible",
    "Mechanism",
    "MechanismPrecedent",
    "Participant",
    "ParticipantName",
    "Provision",
    "Question",
    "RecordVersion",
    "ReportedCount",
    "Source",
    "SourceCheck",
    "SourceReading",
    "Succession",
    "TextState",
    "TotalThatDiffers",
    "TreatyAction",
    "UncheckedAct",
    "WithdrawalWithoutEffect",
]
