"""The Treaty Office of the Council of Europe: who signed CETS 225, the convention on AI."""

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.coe.reading import read
from treaties.refresh.connectors.coe.vocabulary import TREATIES

PARSER_VERSION = "2"
HOST = "conventions-ws.coe.int"


def ask(instrument: str, number: str, at_least: int) -> Request:
    return Request(
        key=instrument,
        name=f"CETS {number}",
        address=f"https://{HOST}/WS_LFRConventions/api/signatures?NumSte={number}&langue=ENG",
        shown_at=(
            "https://www.coe.int/en/web/conventions/full-list"
            f"?module=signatures-by-treaty&treatynum={number}"
        ),
        instrument=instrument,
        headers=(("Accept", "application/json"),),
        at_least=at_least,
    )


CONNECTOR = Connector(
    name="coe",
    title="Council of Europe Treaty Office",
    parser_version=PARSER_VERSION,
    asks=tuple(ask(slug, number, at_least) for slug, (number, at_least) in TREATIES.items()),
    reader=read,
    hosts=frozenset({HOST}),
    content_types=frozenset({"application/json"}),
    needs=(("token", "COE_TREATY_OFFICE_TOKEN"),),
)
