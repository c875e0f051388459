"""The UN Treaty Collection: treaties deposited with the Secretary-General, an XML file each."""

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.untc.reading import read
from treaties.refresh.connectors.untc.vocabulary import TREATIES, Treaty

PARSER_VERSION = "2"
HOST = "treaties.un.org"
CHAPTERS = {"XVIII": 18, "XXVI": 26, "XXVII": 27}


def ask(instrument: str, treaty: Treaty) -> Request:
    chapter = treaty.number.split("-")[0]
    return Request(
        key=instrument,
        name=treaty.number,
        address=(
            f"https://{HOST}/doc/Publication/MTDSG/Volume%20II/"
            f"Chapter%20{chapter}/{treaty.number}.en.xml"
        ),
        shown_at=(
            f"https://{HOST}/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no={treaty.number}"
            f"&chapter={CHAPTERS[chapter]}&clang=_en"
        ),
        instrument=instrument,
        at_least=treaty.at_least,
    )


CONNECTOR = Connector(
    name="untc",
    title="UN Treaty Collection",
    parser_version=PARSER_VERSION,
    asks=tuple(ask(instrument, treaty) for instrument, treaty in TREATIES.items()),
    reader=read,
    hosts=frozenset({HOST}),
    content_types=frozenset({"text/xml", "application/xml"}),
)
