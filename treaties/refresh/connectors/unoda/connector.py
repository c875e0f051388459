"""The UNODA treaties database: disarmament treaties, also those with several depositaries."""

import json

from treaties.refresh.connecting import Connector, Request
from treaties.refresh.connectors.unoda.reading import read
from treaties.refresh.connectors.unoda.vocabulary import TREATIES, Treaty

PARSER_VERSION = "2"
HOST = "gql-api-dataportal.unoda.org"
QUERY = """query Treaty($input: TreatyRequestInput_) {
  treaty_(input: $input) {
    ... on ReadResponse {
      data {
        ... on Treaty_ {
          short_name
          count_sig_states
          count_states_parties
          actions_ {
            date
            note
            type
            action_type_
            state {
              name
              country_ { country_country_name { countryname_country_code_3 } }
            }
            depositary { short_name name }
          }
        }
      }
    }
  }
}"""


def ask(instrument: str, treaty: Treaty) -> Request:
    variables = {"input": {"id": None, "short_name": treaty.name, "type": "GET_TREATY"}}
    body = {"operationName": "Treaty", "query": QUERY, "variables": variables}
    return Request(
        key=instrument,
        name=treaty.name,
        address=f"https://{HOST}/",
        shown_at=f"https://treaties.unoda.org/t/{treaty.name}",
        instrument=instrument,
        method="POST",
        body=json.dumps(body).encode(),
        headers=(("Content-Type", "application/json"),),
        at_least=treaty.at_least,
    )


CONNECTOR = Connector(
    name="unoda",
    title="UNODA Disarmament Treaties Database",
    parser_version=PARSER_VERSION,
    asks=tuple(ask(instrument, treaty) for instrument, treaty in TREATIES.items()),
    reader=read,
    hosts=frozenset({HOST}),
    content_types=frozenset({"application/json"}),
)
