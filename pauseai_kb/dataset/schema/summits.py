"""Summits, what is asked of them and what each delivered."""

from pauseai_kb.dataset.columns import Column, Number, Ref, Words
from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.schema.common import (
    INSTRUMENT,
    LOCATOR,
    NEEDED_SOURCE,
    ORDER,
    PARTICIPANT,
    REVIEWED,
    SLUG,
    SUMMIT,
    choice,
    partials,
)
from pauseai_kb.dataset.tables import Child, Table
from summits import vocabulary as meetings

SUMMITS = Table(
    "summits",
    "summits.Summit",
    key=("slug",),
    folder="summits",
    suffix=".yaml",
    columns=(
        SLUG,
        choice("series", meetings.Series, required=True),
        Number("edition"),
        Texts("name", required=True),
        choice("state", meetings.SummitState, required=True),
        *partials("starts_on", "ends_on"),
        Texts("city"),
        Column("venue"),
        Ref("country", table="participants"),
        Ref("predecessor", table="summits"),
        Texts("summary", required=True),
        NEEDED_SOURCE,
        Words("unchecked"),
    ),
    children=(
        Child("hosts", "hosts", "slugs", "participant", {"role": "host"}),
        Child("hosts", "co_hosts", "slugs", "participant", {"role": "co-host"}),
        Child("outcomes", "outcomes", "slugs", "instrument"),
        Child("summit-field-sources", "field_sources", "by-key", "field"),
        Child("attendance", "attendance", "grouped", "participant"),
        Child("reported-attendance", "reported_counts"),
        Child("assessments", "assessments"),
    ),
)

HOSTS = Table(
    "hosts",
    "summits.SummitHost",
    key=("summit", "participant"),
    parent="summit",
    columns=(SUMMIT, PARTICIPANT, choice("role", meetings.HostRole, required=True)),
)

OUTCOMES = Table(
    "outcomes",
    "summits.SummitOutcome",
    key=("summit", "instrument"),
    parent="summit",
    columns=(SUMMIT, INSTRUMENT),
)

SUMMIT_FIELD_SOURCES = Table(
    "summit-field-sources",
    "summits.SummitFieldSource",
    key=("summit", "field"),
    parent="summit",
    columns=(SUMMIT, Column("field", required=True), NEEDED_SOURCE, LOCATOR),
)

ATTENDANCE = Table(
    "attendance",
    "summits.Attendance",
    key=("summit", "participant"),
    parent="summit",
    columns=(
        SUMMIT,
        PARTICIPANT,
        choice("status", meetings.AttendanceStatus, required=True),
        choice("level", meetings.Level),
        *REVIEWED,
        Texts("note"),
    ),
)

REPORTED_ATTENDANCE = Table(
    "reported-attendance",
    "summits.ReportedAttendance",
    key=("summit", "counts", "value", "source"),
    parent="summit",
    columns=(
        SUMMIT,
        Number("value", required=True),
        choice("counts", meetings.Present, required=True),
        NEEDED_SOURCE,
        Texts("note"),
    ),
)

ASKS = Table(
    "asks",
    "summits.SummitAsk",
    key=("slug",),
    file="asks.yaml",
    columns=(SLUG, ORDER, Texts("ask", required=True), *REVIEWED),
)

ASSESSMENTS = Table(
    "assessments",
    "summits.SummitAssessment",
    key=("summit", "ask"),
    parent="summit",
    columns=(
        SUMMIT,
        Ref("ask", table="asks", required=True),
        choice("verdict", meetings.Verdict, required=True),
        *REVIEWED,
        Texts("text", required=True),
    ),
)
