"""Messages as files: whole or not there, whoever reads or dies at the moment."""

from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue
from kombu.transport.virtual import BrokerState

from pauseai_kb.file_broker import Transport

QUEUE = Queue("celery", Exchange("celery"), routing_key="celery")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Opens the broker once more, as another process would."""
    monkeypatch.setattr(Transport, "global_state", BrokerState())
    folder = str(tmp_path / "messages")
    options = {"data_folder_in": folder, "data_folder_out": folder, "polling_interval": 0.001}
    options["control_folder"] = str(tmp_path / "control")
    made = []

    def another():
        made.append(Connection(transport=Transport, transport_options=options))
        return made[-1].default_channel

    yield another
    for connection in made:
        connection.release()


@pytest.fixture
def channel(opened):
    return opened()


def put(channel, number):
    channel._put("celery", {"number": number})


def taken(channel) -> list[int]:
    """Every message that is there now, in order."""
    found = []
    while True:
        try:
            found.append(channel._get("celery")["number"])
        except Empty:
            return found


def test_messages_come_in_the_order_in_which_they_were_sent(channel):
    for number in range(20):
        put(channel, number)
    assert taken(channel) == list(range(20))


def test_messages_of_another_queue_are_left_alone(channel):
    channel._put("another.celery", {"number": 1})
    assert taken(channel) == []
    assert channel._get("another.celery") == {"number": 1}


def test_a_message_that_is_not_complete_has_no_name_yet(channel, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pathlib.Path.replace", killed)
        put(channel, 1)
    put(channel, 2)
    assert taken(channel) == [2]


@pytest.mark.parametrize("half", ["", '{"number": ', "\0"])
def test_what_is_no_message_is_removed_and_the_next_one_read(channel, tmp_path, caplog, half):
    (tmp_path / "messages").mkdir()
    file = tmp_path / "messages" / "0_a.celery.msg"
    file.write_text(half)
    put(channel, 1)
    assert taken(channel) == [1]
    assert "Not a message" in caplog.text and not file.exists()


def test_each_message_is_read_once_however_many_read_at_once(opened):
    writer, readers = opened(), [opened() for _ in range(3)]
    got = []

    def read(channel):
        while len(got) < 300:
            got.extend(taken(channel))

    with ThreadPoolExecutor(3) as pool:
        reading = [pool.submit(read, each) for each in readers]
        for number in range(300):
            put(writer, number)
    assert [each.result() for each in reading] == [None] * 3
    assert sorted(got) == list(range(300))


def test_a_folder_that_was_removed_is_no_end(channel, tmp_path):
    assert taken(channel) == []
    put(channel, 1)
    assert taken(channel) == [1]


def published(channel):
    bound = QUEUE(channel)
    bound.declare()
    channel.connection.client.Producer(channel).publish(
        {}, exchange=bound.exchange, routing_key="celery"
    )
    return channel._size("celery")


@pytest.mark.parametrize("table", [None, "", "[["])
def test_a_table_that_is_gone_or_half_written_is_made_anew(channel, tmp_path, table):
    assert published(channel) == 1
    file = tmp_path / "control" / "celery.exchange"
    file.unlink() if table is None else file.write_text(table)
    assert published(channel) == 2


def test_tables_of_many_who_start_at_once_have_all_their_queues(opened):
    channels = [opened() for _ in range(8)]

    def bind(numbered):
        number, channel = numbered
        channel._queue_bind("all", "", "", f"queue-{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bind, enumerate(channels)))
    assert {each.queue for each in channels[0].get_table("all")} == {f"queue-{n}" for n in range(8)}


def test_a_queue_that_is_deleted_is_bound_no_more(channel):
    for name in ("one", "two"):
        channel._queue_bind("all", "", "", name)
    channel._delete("one", "all", "", "")
    assert [each.queue for each in channel.get_table("all")] == ["two"]
