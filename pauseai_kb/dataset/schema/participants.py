"""Sources and participants."""

from pauseai_kb.dataset.columns import Column, Day, Partial, Ref
from pauseai_kb.dataset.schema.common import NEEDED_SOURCE, PARTICIPANT, SLUG, choice
from pauseai_kb.dataset.tables import Child, Table
from treaties import vocabulary as words

SOURCES = Table(
    "sources",
    "treaties.Source",
    key=("slug",),
    file="sources.csv",
    columns=(
        SLUG,
        Column("title", required=True),
        Column("publisher"),
        Column("url", required=True),
        choice("address", words.SourceAddress, required=True),
        choice("authority", words.SourceAuthority, required=True),
        Column("licence"),
        Column("language", required=True),
        Partial("as_of"),
        Column("note"),
    ),
)

PARTICIPANTS = Table(
    "participants",
    "treaties.Participant",
    key=("slug",),
    file="participants.csv",
    columns=(
        SLUG,
        choice("kind", words.ParticipantKind, required=True),
        *(Column(name) for name in ("code", "iso2", "iso3", "qid")),
        Day("un_member_since"),
        choice("region", words.Region),
        Column("subregion"),
        Day("exists_from"),
        Day("exists_until"),
        NEEDED_SOURCE,
        Column("note"),
    ),
    children=(Child("successions", "successors", "slugs", "successor"),),
)

SUCCESSIONS = Table(
    "successions",
    "treaties.Succession",
    key=("predecessor", "successor"),
    parent="predecessor",
    columns=(
        Ref("predecessor", table="participants", required=True),
        Ref("successor", table="participants", required=True),
    ),
)

NAMES = Table(
    "participant-names",
    "treaties.ParticipantName",
    key=("participant", "language", "kind", "text"),
    file="participant_names.csv",
    rows={"origin": "ours"},
    columns=(
        PARTICIPANT,
        Column("language", required=True),
        choice("kind", words.NameKind, required=True),
        Column("text", required=True),
    ),
)
