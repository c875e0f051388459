"""Questions, mechanisms, choke points, discrepancies and the glossary."""

from pauseai_kb.dataset.columns import Column, Mapping, Ref, Slug
from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.schema.common import INSTRUMENT, ORDER, REVIEWED, SLUG, choice
from pauseai_kb.dataset.tables import Child, Table
from treaties import vocabulary as words

QUESTIONS = Table(
    "questions",
    "treaties.Question",
    key=("slug",),
    file="questions.yaml",
    columns=(
        SLUG,
        choice("group", words.QuestionGroup, required=True),
        ORDER,
        choice("type", words.QuestionType, required=True),
        Texts("question", required=True),
        Mapping("choices"),
    ),
)

MECHANISMS = Table(
    "mechanisms",
    "treaties.Mechanism",
    key=("slug",),
    file="mechanisms.yaml",
    columns=(
        SLUG,
        choice("kind", words.MechanismKind, required=True),
        Slug("group", required=True),
        ORDER,
        Texts("name", required=True),
        Texts("description", required=True),
        Texts("limits"),
        *REVIEWED,
    ),
    children=(Child("precedents", "precedents"),),
)

PRECEDENTS = Table(
    "precedents",
    "treaties.MechanismPrecedent",
    key=("mechanism", "instrument"),
    parent="mechanism",
    columns=(
        Ref("mechanism", table="mechanisms", required=True),
        INSTRUMENT,
        Texts("how", required=True),
        *REVIEWED,
    ),
)

CHOKE_POINTS = Table(
    "choke-points",
    "treaties.ChokePoint",
    key=("slug",),
    file="choke_points.yaml",
    columns=(
        SLUG,
        ORDER,
        Texts("name", required=True),
        Texts("description", required=True),
        *REVIEWED,
    ),
    children=(Child("holders", "holders"),),
)

HOLDERS = Table(
    "holders",
    "treaties.ChokePointHolder",
    key=("choke_point", "company"),
    parent="choke_point",
    columns=(
        Ref("choke_point", table="choke-points", required=True),
        Ref("company", table="participants", required=True),
        Ref("state", table="participants", required=True),
        *REVIEWED,
        Texts("note"),
    ),
)

DISCREPANCIES = Table(
    "discrepancies",
    "treaties.Discrepancy",
    key=("instrument", "participant", "what", "value_a", "value_b", "source_b"),
    file="discrepancies.csv",
    columns=(
        INSTRUMENT,
        Ref("participant", table="participants"),
        Column("what", required=True),
        Column("value_a", required=True),
        Ref("source_a", table="sources"),
        Column("value_b", required=True),
        Ref("source_b", table="sources"),
        choice("followed", words.Followed, required=True),
        Texts("why", required=True),
    ),
)

GLOSSARY = Table(
    "glossary",
    "treaties.GlossaryTerm",
    key=("slug",),
    file="glossary.yaml",
    columns=(
        SLUG,
        choice("group", words.GlossaryGroup, required=True),
        ORDER,
        Texts("term", required=True),
        Texts("definition", required=True),
        Column("reference"),
    ),
)
