"""Whatever a source sends: observations, or one `UnknownInSource`, in little memory and time."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.treaties.refresh.payloads import payload
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.observations import (
    HeldRow,
    Observed,
    ObservedAction,
    ObservedText,
    Page,
    UnknownInSource,
)

# Of each reader: the key of a question, and a synthetic answer to it.
ANSWERS = {
    "coe": ("coe-ai-framework-convention", "coe/cets-225.json"),
    "govuk": ("bletchley", "govuk/publication.json"),
    "unoda": ("bwc", "unoda/bwc.json"),
    "untc": ("paris-agreement", "untc/paris-agreement.xml"),
    "watch": ("elysee-statement", "watch/statement.html"),
    "wikidata": ("signatories", "wikidata/signatories.json"),
}
JSON = {
    name: json.loads(payload(file).content)
    for name, (_, file) in ANSWERS.items()
    if file.endswith("json")
}
every_reader = pytest.mark.parametrize("name", sorted(ANSWERS))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


def test_every_connector_is_tried():
    assert set(ANSWERS) == set(CONNECTORS)


def is_read_or_stops(name: str, content: bytes) -> None:
    key, _ = ANSWERS[name]
    try:
        read = CONNECTORS[name].reader(Page("", content), key)
    except UnknownInSource as error:
        assert str(error)
        return
    if isinstance(read, ObservedText):
        assert read.text
        return
    assert isinstance(read, Observed) and read.actions
    assert all(isinstance(action, ObservedAction) and action.participant for action in read.actions)
    assert all(isinstance(row, HeldRow) and row.why for row in read.held)


@every_reader
def test_its_own_answer_is_read(name):
    key, file = ANSWERS[name]
    assert CONNECTORS[name].reader(payload(file), key)


@every_reader
@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes(name, content):
    is_read_or_stops(name, content)


@every_reader
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_answer_cut_or_with_other_bytes_inside(name, data):
    content = payload(ANSWERS[name][1]).content
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 300)) | st.just(len(content)))
    other = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"", b"<", b"]", b"&", b'"', b"9" * 5000])
    )
    is_read_or_stops(name, content[:start] + other + content[end:])


def places(value, path=()):
    """Every place inside a JSON document."""
    yield path
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield from places(inner, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("name", sorted(JSON))
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_json_with_anything_at_any_place(name, data):
    path = data.draw(st.sampled_from(list(places(JSON[name]))))
    document = replaced(JSON[name], path, data.draw(values))
    is_read_or_stops(name, json.dumps(document).encode())


WORDS = st.sampled_from(
    ["Signature", "Ratification", "Accession(a)", "(a)", "Acceptance(A)", ",", "Participant", "["]
)
CELLS = st.sampled_from(
    [
        "22 Apr 2016",
        " 5 Oct 2016 AA",
        "[20 Jan 2021 A]",
        "",
        "5 Oct",
        "99 Oct 2016",
        "&amp;",
        "<b/>",
    ]
) | st.text("0123456789 aAJnd[]", max_size=14)


@settings(max_examples=300, deadline=None)
@given(
    headings=st.lists(st.lists(WORDS, max_size=3).map(", ".join), max_size=3),
    rows=st.lists(st.lists(CELLS, max_size=4), max_size=4),
    parties=st.integers(0, 4),
)
def test_any_table_of_the_treaty_collection(headings, rows, parties):
    def row(cells):
        return "<Row>" + "".join(f"<Entry>{cell}</Entry>" for cell in cells) + "</Row>"

    table = "".join(row([f"State {n}", *cells]) for n, cells in enumerate(rows))
    is_read_or_stops(
        "untc",
        (
            "<M><ExternalData><Titlesect>Paris Agreement</Titlesect>"
            f"<Status><Signatories>1</Signatories><Parties>{parties}</Parties></Status></ExternalData>"
            f"<Participants><Table><TGroup><Thead>{row(['Participant', *headings])}</Thead>"
            f"<Tbody><Rows>{table}</Rows></Tbody></TGroup></Table></Participants></M>"
        ).encode(),
    )


def test_hostile_bytes_cost_little():
    """At most 64 MB and 10 s; without settings, database or network."""
    program = [sys.executable, "-m", "tests.treaties.refresh.hostile"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    costs = json.loads(done.stdout)
    assert len(costs) > 100
    assert {
        name: cost for name, cost in costs.items() if cost["status"] or cost["seconds"] > 10
    } == {}
