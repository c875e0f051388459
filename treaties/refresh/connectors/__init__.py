"""All connectors, by name."""

from treaties.refresh.connecting import Connector
from treaties.refresh.connectors.coe.connector import CONNECTOR as COE
from treaties.refresh.connectors.unoda.connector import CONNECTOR as UNODA
from treaties.refresh.connectors.untc.connector import CONNECTOR as UNTC

CONNECTORS: dict[str, Connector] = {connector.name: connector for connector in (COE, UNODA, UNTC)}
