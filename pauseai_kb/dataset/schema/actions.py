"""Actions and their confirmations."""

from pauseai_kb.dataset.columns import Column, Flag, Partial, Ref
from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.schema.common import (
    INSTRUMENT,
    LOCATOR,
    NEEDED_SOURCE,
    PARTICIPANT,
    SOURCE,
    choice,
)
from pauseai_kb.dataset.tables import Child, Table
from treaties import vocabulary as words

ACTIONS = Table(
    "actions",
    "treaties.TreatyAction",
    key=("instrument", "participant", "kind", "taken_on", "depositary", "review"),
    folder="instruments",
    suffix=".actions.csv",
    parent="instrument",
    sort=("participant", "taken_on", "kind"),
    local="depositary",
    columns=(
        INSTRUMENT,
        PARTICIPANT,
        choice("kind", words.ActionKind, required=True),
        Partial("taken_on", required=True),
        Partial("effective_on"),
        Ref("depositary", table="depositaries"),
        SOURCE,
        LOCATOR,
        Column("quote"),
        Flag("contested", words=("yes", "no")),
        Flag("counted", usual=True, words=("yes", "no")),
        choice("review", words.Review, usual=words.Review.CHECKED.value),
        Texts("note"),
    ),
    children=(Child("confirmations", "confirmed_by", "slugs", "source"),),
)

CONFIRMATIONS = Table(
    "confirmations",
    "treaties.Confirmation",
    key=("action", "source"),
    parent="action",
    columns=(Ref("action", table="actions", required=True), NEEDED_SOURCE),
)
