"""Instruments and what stands in their files."""

from pauseai_kb.dataset.columns import (
    Choice,
    Column,
    Day,
    Flag,
    Mapping,
    Number,
    Partial,
    Ref,
    Slug,
    Words,
)
from pauseai_kb.dataset.compound_columns import Group, NumberOr, Texts
from pauseai_kb.dataset.schema.common import (
    INSTRUMENT,
    LOCATOR,
    NEEDED_SOURCE,
    PARTICIPANT,
    REVIEWED,
    SLUG,
    SOURCE,
    choice,
    partials,
)
from pauseai_kb.dataset.tables import RETRACTED, UNCHECKED, Child, Table
from treaties import vocabulary as words
from treaties.models.comparison import MIXED_COUNT

INSTRUMENTS = Table(
    "instruments",
    "treaties.Instrument",
    key=("slug",),
    folder="instruments",
    suffix=".yaml",
    columns=(
        SLUG,
        choice("kind", words.InstrumentKind, required=True),
        choice("theme", words.Theme, required=True),
        Flag("binding", required=True),
        Texts("title", required=True),
        Mapping("official_titles"),
        Words("authentic_languages"),
        Texts("summary", required=True),
        *partials(
            "negotiations_from",
            "adopted_on",
            "opened_for_signature_on",
            "closed_for_signature_on",
            "in_force_from",
            "conditions_met_on",
        ),
        Texts("entry_into_force"),
        Number("entry_into_force_threshold"),
        Group(
            "effect_rule",
            columns=(
                Number("delay", "effect_delay", required=True),
                choice("unit", words.Unit, attr="effect_unit", required=True),
                choice("rounding", words.Rounding, attr="effect_rounding", required=True),
                choice(
                    "counted_for",
                    words.CountedFor,
                    attr="effect_counted_for",
                    required=True,
                ),
                Column("locator", "effect_locator"),
            ),
        ),
        Group(
            "withdrawal",
            columns=(
                choice(
                    "grounds",
                    words.WithdrawalGrounds,
                    attr="withdrawal_grounds",
                    required=True,
                ),
                NumberOr(
                    "period",
                    "withdrawal_period",
                    word="not-stated",
                    flag="withdrawal_period_not_stated",
                ),
                choice("unit", words.Unit, attr="withdrawal_unit"),
                Number("earliest", "withdrawal_earliest"),
                choice("earliest_unit", words.Unit, attr="withdrawal_earliest_unit"),
                Texts("earliest_from", "withdrawal_earliest_from"),
                Column("locator", "withdrawal_locator"),
            ),
        ),
        Ref("parent", table="instruments"),
        Flag("parent_required"),
        Flag("leaves_with_parent"),
        choice("universe", words.Universe, required=True),
        Flag("list_is_complete", usual=True),
        Texts("gaps"),
        Day("history_complete_from"),
        Texts("what_it_shows"),
        Texts("where_it_breaks"),
        Texts("contested_reading"),
        NEEDED_SOURCE,
        LOCATOR,
        Words("unchecked"),
    ),
    children=(
        Child("eligible", "eligible", "slugs", "participant"),
        Child("depositaries", "depositaries"),
        Child("field-sources", "field_sources", "by-key", "field"),
        Child("provisions", "provisions"),
        Child("reported-counts", "reported_counts"),
        Child("answers", "answers"),
    ),
)

ELIGIBLE = Table(
    "eligible",
    "treaties.InstrumentEligible",
    key=("instrument", "participant"),
    parent="instrument",
    columns=(INSTRUMENT, PARTICIPANT),
)

DEPOSITARIES = Table(
    "depositaries",
    "treaties.Depositary",
    key=("instrument", "key"),
    parent="instrument",
    columns=(
        INSTRUMENT,
        Slug("key", required=True),
        Ref("participant", table="participants"),
        Column("name"),
        Column("place"),
    ),
)

FIELD_SOURCES = Table(
    "field-sources",
    "treaties.FieldSource",
    key=("instrument", "field"),
    parent="instrument",
    columns=(INSTRUMENT, Column("field", required=True), NEEDED_SOURCE, LOCATOR),
)

SOURCE_CHECKS = Table(
    "source-checks",
    "treaties.SourceCheck",
    key=("connector", "key"),
    file="source_checks.csv",
    columns=(
        Slug("connector", required=True),
        Slug("key", required=True),
        NEEDED_SOURCE,
        Ref("instrument", table="instruments"),
        Number("every_days", required=True, at_least=1),
    ),
)

PROVISIONS = Table(
    "provisions",
    "treaties.Provision",
    key=("instrument", "locator", "quote"),
    parent="instrument",
    numbered="order",
    columns=(
        INSTRUMENT,
        LOCATOR,
        Column("language", required=True),
        Column("quote", required=True),
        Texts("paraphrase", required=True),
        SOURCE,
        UNCHECKED,
        RETRACTED,
    ),
)

REPORTED_COUNTS = Table(
    "reported-counts",
    "treaties.ReportedCount",
    key=("instrument", "counts", "value", "source", "as_of"),
    parent="instrument",
    columns=(
        INSTRUMENT,
        Number("value", required=True),
        Choice("counts", choices=(*words.CountKind.values, MIXED_COUNT[0]), required=True),
        Partial("as_of"),
        NEEDED_SOURCE,
        Flag("official"),
        Texts("note"),
    ),
)

ANSWERS = Table(
    "answers",
    "treaties.Answer",
    key=("instrument", "question"),
    parent="instrument",
    columns=(
        INSTRUMENT,
        Ref("question", table="questions", required=True),
        Column("value"),
        Texts("text"),
        *REVIEWED,
    ),
)
