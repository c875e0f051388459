"""The pages that are watched for changes of their words."""

from typing import NamedTuple


class Watched(NamedTuple):
    address: str
    words: tuple[str, ...]  # all of them stand on the page: without them it is another page
    instrument: str
    choice: str = ""  # the part that counts: a tag, an "#id" or a ".class"


PAGES = {
    "elysee-statement": Watched(
        "https://www.elysee.fr/en/emmanuel-macron/2025/02/11/"
        "statement-on-inclusive-and-sustainable-artificial-intelligence-for-people-and-the-planet",
        ("Inclusive and Sustainable Artificial Intelligence",),
        "paris-statement",
        "main",
    ),
    "mea-new-delhi-declaration": Watched(
        "https://www.mea.gov.in/bilateral-documents.htm?dtl/40809",
        ("AI Impact Summit",),
        "new-delhi-declaration",
    ),
    "opcw-members": Watched(
        "https://www.opcw.org/about/member-states",
        ("Member States", "Zimbabwe"),
        "cwc",
        "main",
    ),
    "iaea-members": Watched(
        "https://www.iaea.org/about/governance/list-of-member-states",
        ("Member States", "Zimbabwe"),
        "iaea-statute",
        "main",
    ),
    "dutch-treaty-database-cwc": Watched(
        "https://treatydatabase.overheid.nl/en/Treaty/Details/005140.html?expand-table=partijtabel",
        ("Chemical Weapons", "Zimbabwe"),
        "cwc",
        "main",
    ),
}
