"""A played source, and a clock of turns that does not wait."""

import pytest

from tests.treaties.refresh.upstream import Reply, upstream
from treaties.refresh import turns


@pytest.fixture
def source(monkeypatch, settings):
    """A server that plays a source; nobody waits two seconds for it."""
    monkeypatch.setattr(turns, "SECONDS", 0.0)
    settings.REFRESH_CONTACT = "mailto:refresh@record.test"
    with upstream(Reply()) as played:
        yield played
