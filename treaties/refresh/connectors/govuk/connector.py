"""GOV.UK: has a document of the summits at Bletchley or Seoul changed?"""

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.govuk.reading import read
from treaties.refresh.connectors.govuk.vocabulary import PAGES

PARSER_VERSION = "2"
HOST = "www.gov.uk"

CONNECTOR = Connector(
    name="govuk",
    title="GOV.UK",
    parser_version=PARSER_VERSION,
    asks=tuple(
        Request(
            key=name,
            name=watched.path,
            address=f"https://{HOST}/api/content{watched.path}",
            shown_at=f"https://{HOST}{watched.path}",
            instrument=watched.instrument,
            headers=(("Accept", "application/json"),),
        )
        for name, watched in PAGES.items()
    ),
    reader=read,
    hosts=frozenset({HOST}),
    content_types=frozenset({"application/json"}),
)
