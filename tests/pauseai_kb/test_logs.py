"""What the log says of a request."""

import logging
from io import StringIO

import pytest
from django.urls import reverse


@pytest.fixture
def log():
    """What the site writes to its terminal."""
    [console] = [each for each in logging.getLogger().handlers if each.get_name() == "console"]
    written = StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


@pytest.mark.parametrize("day", ["2024-13-45", "abc", "%00", "1600", "0000-00-00", "a%0A%0Ab"])
@pytest.mark.parametrize("page", ["home", "instruments", "matrix", "timeline"])
def test_a_mistyped_day_is_a_clear_page_and_one_line(db, client, log, page, day):
    answer = client.get(f"{reverse(page)}?on={day}")
    assert answer.status_code == 400
    assert "?on=2024-03-31" in answer.content.decode()
    assert len(log.getvalue().splitlines()) == 1


def test_a_host_that_is_not_ours_is_one_line(db, client, log):
    assert client.get("/", headers={"host": "elsewhere.test"}).status_code == 400
    assert len(log.getvalue().splitlines()) == 1


def test_a_mistake_of_ours_keeps_its_traceback(db, client, log, monkeypatch):
    monkeypatch.setattr("pauseai_kb.views.timeline", None)
    client.raise_request_exception = False
    assert client.get("/timeline/").status_code == 500
    assert "TypeError" in log.getvalue() and "Traceback" in log.getvalue()
