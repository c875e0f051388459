"""All connectors, by name."""

from treaties.refresh.connecting import Connector
from treaties.refresh.connectors.coe.connector import CONNECTOR as COE
from treaties.refresh.connectors.govuk.connector import CONNECTOR as GOVUK
from treaties.refresh.connectors.unoda.connector import CONNECTOR as UNODA
from treaties.refresh.connectors.untc.connector import CONNECTOR as UNTC
from treaties.refresh.connectors.watch.connector import CONNECTOR as WATCH
from treaties.refresh.connectors.wikidata.connector import CONNECTOR as WIKIDATA

CONNECTORS: dict[str, Connector] = {
    connector.name: connector for connector in (COE, GOVUK, UNODA, UNTC, WATCH, WIKIDATA)
}
