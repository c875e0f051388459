"""Which readers there are, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from treaties.refresh import saved
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.observations import Observed, ObservedText, Page


@dataclass(frozen=True)
class Reader:
    """What a run needs of a connector: any object with these will do."""

    name: str
    parser_version: str
    read: Callable[[Page, str], Observed | ObservedText]
    proposes: bool = True  # False: an opinion, kept with the run and put to nobody


OBSERVED = Reader("observed", "1", saved.read)
READERS = {OBSERVED.name: OBSERVED, **CONNECTORS}
