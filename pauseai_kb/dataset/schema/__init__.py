"""Every table of the data files, in the order in which they are loaded."""

from pauseai_kb.dataset.schema.actions import ACTIONS, CONFIRMATIONS
from pauseai_kb.dataset.schema.comparison import (
    CHOKE_POINTS,
    DISCREPANCIES,
    GLOSSARY,
    HOLDERS,
    MECHANISMS,
    PRECEDENTS,
    QUESTIONS,
)
from pauseai_kb.dataset.schema.instruments import (
    ANSWERS,
    DEPOSITARIES,
    ELIGIBLE,
    FIELD_SOURCES,
    INSTRUMENTS,
    PROVISIONS,
    REPORTED_COUNTS,
    SOURCE_CHECKS,
)
from pauseai_kb.dataset.schema.participants import (
    NAMES,
    PARTICIPANTS,
    SOURCES,
    SUCCESSIONS,
)
from pauseai_kb.dataset.schema.summits import (
    ASKS,
    ASSESSMENTS,
    ATTENDANCE,
    HOSTS,
    OUTCOMES,
    REPORTED_ATTENDANCE,
    SUMMIT_FIELD_SOURCES,
    SUMMITS,
)

TABLES = {
    table.name: table
    for table in (
        SOURCES,
        PARTICIPANTS,
        SUCCESSIONS,
        NAMES,
        QUESTIONS,
        INSTRUMENTS,
        ELIGIBLE,
        DEPOSITARIES,
        FIELD_SOURCES,
        SOURCE_CHECKS,
        PROVISIONS,
        REPORTED_COUNTS,
        ANSWERS,
        ACTIONS,
        CONFIRMATIONS,
        MECHANISMS,
        PRECEDENTS,
        CHOKE_POINTS,
        HOLDERS,
        DISCREPANCIES,
        SUMMITS,
        HOSTS,
        OUTCOMES,
        SUMMIT_FIELD_SOURCES,
        ATTENDANCE,
        REPORTED_ATTENDANCE,
        ASKS,
        ASSESSMENTS,
        GLOSSARY,
    )
}
