"""Which rows stand beside which record."""

from treaties.admin.inlines import Rows, RowsToRead
from treaties.models import (
    Answer,
    ChokePointHolder,
    Confirmation,
    Depositary,
    InstrumentEligible,
    MechanismPrecedent,
    ParticipantName,
    Provision,
    ReportedCount,
    SourceReading,
    Succession,
)

SOURCE = ("source", "locator", "review")


class DepositaryRows(Rows):
    model = Depositary
    fk_name = "instrument"
    row = ["key", ("participant", "name", "place")]


class ProvisionRows(Rows):
    model = Provision
    fk_name = "instrument"
    row = [("order", "language"), "quote", "paraphrase", SOURCE]


class ReportedCountRows(Rows):
    model = ReportedCount
    fk_name = "instrument"
    row = [("value", "counts", "as_of", "official"), "source", "note"]


class AnswerRows(Rows):
    model = Answer
    fk_name = "instrument"
    row = [("question", "value"), "text", SOURCE]


class EligibleRows(Rows):
    model = InstrumentEligible
    fk_name = "instrument"
    row = ["participant"]


class NameRows(Rows):
    model = ParticipantName
    fk_name = "participant"
    row = [("language", "kind", "text", "origin")]


class SuccessorRows(Rows):
    """From a former state to those that came after it."""

    model = Succession
    fk_name = "predecessor"
    row = ["successor"]


class PrecedentRows(Rows):
    model = MechanismPrecedent
    fk_name = "mechanism"
    row = ["instrument", "how", SOURCE]


class HolderRows(Rows):
    model = ChokePointHolder
    fk_name = "choke_point"
    row = [("company", "state"), "note", SOURCE]


class ReadingRows(RowsToRead):
    model = SourceReading
    fk_name = "source"
    row = [("read_at", "outcome", "length")]


class ConfirmationRows(Rows):
    model = Confirmation
    fk_name = "action"
    row = [("source", "locator")]
