"""The pages on GOV.UK that we watch, and its words for what a page is."""

from typing import NamedTuple

# Of the many `schema_name`s: a publication, and the text that belongs to one.
SCHEMAS = frozenset({"publication", "html_publication"})


class Watched(NamedTuple):
    path: str
    title: str  # words that its title has: another page under this path is no change of ours
    instrument: str


PUBLICATIONS = "/government/publications/"
BLETCHLEY = PUBLICATIONS + "ai-safety-summit-2023-the-bletchley-declaration"
SEOUL = PUBLICATIONS + "seoul-declaration-for-safe-innovative-and-inclusive-ai-ai-seoul-summit-2024"
MINISTERIAL = "seoul-ministerial-statement-for-advancing-ai-safety-innovation-and-inclusivity-ai-seoul-summit-2024"
COMMITMENTS = "frontier-ai-safety-commitments-ai-seoul-summit-2024"

PAGES = {
    "bletchley": Watched(BLETCHLEY, "Bletchley Declaration", "bletchley-declaration"),
    "bletchley-text": Watched(
        BLETCHLEY
        + "/the-bletchley-declaration-by-countries-attending-the-ai-safety-summit-1-2-november-2023",
        "Bletchley Declaration",
        "bletchley-declaration",
    ),
    "seoul-declaration": Watched(SEOUL, "Seoul Declaration", "seoul-declaration"),
    "seoul-statement-of-intent": Watched(
        SEOUL
        + "/seoul-statement-of-intent-toward-international-cooperation-on-ai-safety-science"
        + "-ai-seoul-summit-2024-annex",
        "Seoul Statement of Intent",
        "seoul-statement-of-intent",
    ),
    "seoul-ministerial-statement": Watched(
        f"{PUBLICATIONS}{MINISTERIAL}/{MINISTERIAL}",
        "Seoul Ministerial Statement",
        "seoul-ministerial-statement",
    ),
    "frontier-ai-safety-commitments": Watched(
        f"{PUBLICATIONS}{COMMITMENTS}/{COMMITMENTS}",
        "Frontier AI Safety Commitments",
        "frontier-ai-safety-commitments",
    ),
}
