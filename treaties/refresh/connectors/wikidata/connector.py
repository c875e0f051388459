"""Wikidata: who it says signed, and the items of states. A third opinion; it never proposes."""

from datetime import timedelta

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.wikidata.reading import read
from treaties.refresh.connectors.wikidata.vocabulary import (
    CODE,
    COLUMNS,
    INSTRUMENTS,
    PARTY,
    SIGNATORIES,
    STATES,
)

PARSER_VERSION = "2"
HOST = "query.wikidata.org"
LABEL = '?state rdfs:label ?stateLabel . FILTER(LANG(?stateLabel) = "en")'
NAMES = " ".join(f'"{name}"@en' for name in INSTRUMENTS)
QUERIES = {
    SIGNATORIES: (
        f"VALUES ?treatyLabel {{ {NAMES} }} ?treaty rdfs:label ?treatyLabel ; wdt:{PARTY} ?state . "
        f"?state wdt:{CODE} ?code . {LABEL}"
    ),
    STATES: f"?state wdt:{CODE} ?code . {LABEL}",
}


def ask(name: str, where: str) -> Request:
    columns = " ".join(f"?{column}" for column in COLUMNS[name])
    return Request(
        key=name,
        name=name,
        address=f"https://{HOST}/sparql",
        shown_at="https://www.wikidata.org/",
        method="POST",  # with the question as its body, so that nothing needs to be encoded
        body=f"SELECT {columns} WHERE {{ {where} }}".encode(),
        headers=(
            ("Content-Type", "application/sparql-query"),
            ("Accept", "application/sparql-results+json"),
        ),
    )


CONNECTOR = Connector(
    name="wikidata",
    title="Wikidata",
    parser_version=PARSER_VERSION,
    asks=tuple(ask(name, where) for name, where in QUERIES.items()),
    reader=read,
    hosts=frozenset({HOST}),
    content_types=frozenset({"application/sparql-results+json", "application/json"}),
    every=timedelta(days=7),
    proposes=False,
)
