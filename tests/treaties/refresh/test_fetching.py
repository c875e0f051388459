"""One polite question, and every fault that a source can have."""

import gzip
import socket
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from django.conf import settings as ours
from django.db import connection

from tests.treaties.refresh.upstream import JSON, Reply
from treaties.refresh import fetching, turns
from treaties.refresh.connecting import Connector
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.fetching import NoAnswer, NotSetUp
from treaties.refresh.models import HostTurn

pytestmark = pytest.mark.django_db
HTML = {"Content-Type": "text/html; charset=utf-8"}


def fetch(source, connector: Connector | None = None, **known):
    connector = connector or source.connector()
    return fetching.fetch(connector, connector.request("bwc"), **known)


def answers(source, *replies):
    source.says(*replies)
    return fetch(source)


def test_a_page_comes_as_it_was_sent_with_what_the_source_calls_it(source):
    told = {"Content-Type": f"{JSON}; charset=utf-8", "ETag": '"7"', "Last-Modified": "yesterday"}
    page = answers(source, Reply(b'{"a": 1}', headers=told))
    assert (page.content, page.content_type) == (b'{"a": 1}', JSON)
    assert (page.etag, page.last_modified) == ('"7"', "yesterday")


def test_a_source_sees_who_asks_and_how_to_reach_them(source):
    fetch(source)
    ((method, path, headers, _body),) = source.asked
    assert (method, path) == ("GET", "/page")
    assert headers["User-Agent"] == "pauseai-kb (+mailto:refresh@record.test)"


def test_nobody_is_asked_by_somebody_who_cannot_be_reached(source, settings):
    settings.REFRESH_CONTACT = ""
    with pytest.raises(NotSetUp, match="REFRESH_CONTACT"):
        fetch(source)
    assert source.asked == []


def test_a_header_that_a_source_wants_comes_from_the_operator(source, settings):
    connector = source.connector(needs=(("token", "COE_TREATY_OFFICE_TOKEN"),))
    settings.COE_TREATY_OFFICE_TOKEN = ""
    with pytest.raises(NotSetUp, match="COE_TREATY_OFFICE_TOKEN"):
        fetch(source, connector)
    settings.COE_TREATY_OFFICE_TOKEN = "abc"
    fetch(source, connector)
    assert source.asked[0][2]["token"] == "abc"


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=CONNECTORS)
def test_every_setting_that_a_connector_needs_is_there_to_be_set(connector):
    example = (ours.BASE_DIR / ".env.example").read_text()
    for name in ["REFRESH_CONTACT", *(setting for _header, setting in connector.needs)]:
        assert hasattr(ours, name) and f"#{name}=" in example


def test_what_we_have_is_not_sent_again(source):
    source.says(Reply(b"", status=304, headers={}))
    assert fetch(source, etag='"7"', last_modified="yesterday") is None
    headers = source.asked[0][2]
    assert headers["If-None-Match"] == '"7"' and headers["If-Modified-Since"] == "yesterday"


def test_a_question_with_a_body_is_posted(source):
    connector = source.connector()
    (request,) = connector.requests()
    asked = {**vars(request), "method": "POST", "body": b"{query}"}
    fetching.fetch(connector, type(request)(**asked))
    assert source.asked[0][0] == "POST" and source.asked[0][3] == b"{query}"


@pytest.mark.parametrize("status", [204, 400, 403, 404, 410, 429, 500, 502, 503, 504])
def test_any_other_status_is_no_answer(source, status):
    body = b"" if status == 204 else b"{}"
    with pytest.raises(NoAnswer, match=str(status)):
        answers(source, Reply(body, status=status))


def test_a_source_that_names_a_time_is_left_alone_until_then(source):
    with pytest.raises(NoAnswer) as told:
        answers(source, Reply(status=429, headers={"Retry-After": "120"}))
    assert told.value.wait == 120
    source.says(Reply())
    with pytest.raises(NoAnswer, match="left alone") as later:
        fetch(source)
    assert 100 < later.value.wait <= 120
    assert len(source.asked) == 1


def test_the_time_may_be_a_date(source):
    then = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    with pytest.raises(NoAnswer) as told:
        answers(source, Reply(status=503, headers={"Retry-After": then}))
    assert 500 < told.value.wait <= 600


@pytest.mark.parametrize("text", ["soon", "-5", "1e9", "9" * 40, "Wed, 99 Foo 2026", "²"])
def test_a_time_that_makes_no_sense_is_none(source, text):
    told = text.encode().decode("latin-1")
    with pytest.raises(NoAnswer) as refused:
        answers(source, Reply(status=503, headers={"Retry-After": told}))
    assert refused.value.wait == 0


def test_a_maintenance_page_in_the_place_of_data_is_no_answer(source):
    with pytest.raises(NoAnswer, match="text/html in the place of application/json"):
        answers(source, Reply(b"<h1>urgent maintenance</h1>", headers=HTML))


def test_an_answer_without_a_type_is_no_answer(source):
    with pytest.raises(NoAnswer, match="no content type"):
        answers(source, Reply(headers={}))


def test_an_answer_that_is_cut_short_is_no_answer(source):
    with pytest.raises(NoAnswer):
        answers(source, Reply(b'{"a": 1', missing=100))


def test_an_answer_that_is_too_long_is_not_read_to_its_end(source):
    connector = source.connector(most_bytes=1_000)
    source.says(Reply(b"x" * 1_001))
    with pytest.raises(NoAnswer, match="more than 1000 bytes"):
        fetch(source, connector)
    source.says(Reply(b"x" * 1_000))
    assert len(fetch(source, connector).content) == 1_000


def packed(data, how="gzip"):
    body = gzip.compress(data) if how == "gzip" else zlib.compress(data)
    return Reply(body, headers={"Content-Type": JSON, "Content-Encoding": how})


@pytest.mark.parametrize("how", ["gzip", "deflate"])
def test_a_packed_answer_is_unpacked(source, how):
    assert answers(source, packed(b'{"a": 1}', how)).content == b'{"a": 1}'


def test_a_small_answer_that_unpacks_to_a_large_one_is_too_long(source):
    source.says(packed(b"0" * 50_000_000))
    with pytest.raises(NoAnswer, match="more than"):
        fetch(source, source.connector(most_bytes=1_000_000))


def test_packing_that_is_broken_cut_short_or_unknown_is_no_answer(source):
    whole = packed(b'{"a": 1}' * 100)
    for body in [b"not packed", whole.body[:-12]]:
        with pytest.raises(NoAnswer):
            answers(source, Reply(body, headers=whole.headers))
    with pytest.raises(NoAnswer, match="did not ask"):
        answers(source, Reply(headers={"Content-Type": JSON, "Content-Encoding": "br"}))


def test_a_source_that_is_slow_is_no_answer(source, monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", httpx.Timeout(0.2))
    with pytest.raises(NoAnswer):
        answers(source, Reply(slow=0.6))


def test_a_source_that_drips_is_no_answer(source, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_TIME", 0.2)
    with pytest.raises(NoAnswer, match="takes longer"):
        answers(source, Reply(b"x" * 30, drip=0.05))


def test_nobody_at_home_is_no_answer(source):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        source.address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with pytest.raises(NoAnswer, match="127.0.0.1"):
            fetch(source)


def moved(to):
    return Reply(b"", status=302, headers={"Location": to})


def test_a_redirect_on_the_same_host_is_followed(source):
    page = answers(source, moved("/elsewhere"), Reply(b'{"b": 2}'))
    assert page.content == b'{"b": 2}' and page.address.endswith("/elsewhere")


@pytest.mark.parametrize(
    "to", ["http://localhost:1/", "https://example.org/", "ftp://127.0.0.1/", "//example.org/x"]
)
def test_a_redirect_away_is_not_followed(source, to):
    with pytest.raises(NoAnswer):
        answers(source, moved(to))
    assert len(source.asked) == 1


def test_a_redirect_without_end_or_without_an_aim_is_no_answer(source):
    with pytest.raises(NoAnswer, match="more than 3 times"):
        answers(source, moved("/page"))
    with pytest.raises(NoAnswer):
        answers(source, Reply(b"", status=302, headers={}))


def test_a_name_for_the_page_that_cannot_be_kept_is_not_kept(source):
    page = answers(source, Reply(headers={"Content-Type": JSON, "ETag": '"' + "x" * 500 + '"'}))
    assert page.etag == ""


def test_two_turns_at_one_host_are_two_seconds_apart():
    waits = [turns.take("treaties.test") for _ in range(3)]
    assert waits[0] == 0 and 1.5 < waits[1] <= 2 and 3.5 < waits[2] <= 4
    assert turns.take("another.test") == 0


def test_nobody_waits_for_a_host_for_long():
    for _ in range(31):
        turns.take("treaties.test")
    with pytest.raises(turns.TooLong) as told:
        turns.take("treaties.test")
    assert 60 < told.value.seconds <= 62


def test_a_pause_is_at_most_a_day_and_is_never_shortened():
    turns.leave_alone("treaties.test", 1e9)
    turns.leave_alone("treaties.test", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM free_at - clock_timestamp())::float FROM "
            "treaties_refresh_hostturn"
        )
        (seconds,) = cursor.fetchone()
    assert 86_000 < seconds <= 86_400
    assert str(HostTurn.objects.get()) == "treaties.test"
