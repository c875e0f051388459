"""Pages without a service behind them: their words are watched, and people read what changed."""

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.watch.reading import MOST_BYTES_OF_A_PDF, read
from treaties.refresh.connectors.watch.vocabulary import PAGES

PARSER_VERSION = "1"

CONNECTOR = Connector(
    name="watch",
    title="Watched pages",
    parser_version=PARSER_VERSION,
    asks=tuple(
        Request(
            key=name,
            name=name,
            address=watched.address,
            shown_at=watched.address,
            instrument=watched.instrument,
        )
        for name, watched in PAGES.items()
    ),
    reader=read,
    hosts=frozenset(watched.address.split("/")[2] for watched in PAGES.values()),
    content_types=frozenset({"text/html", "application/xhtml+xml", "application/pdf"}),
    most_bytes=MOST_BYTES_OF_A_PDF,
)
