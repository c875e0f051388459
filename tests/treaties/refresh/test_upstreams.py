"""Each upstream, played by a server of ours with the faults that it really has (upstreams' READMEs).

What comes over the wire goes the whole way: question, answer, reader, run. A fault never proposes,
never counts as a look that worked, and the next good answer is read.
"""

from dataclasses import replace

import httpx
import pytest
from django.utils.text import slugify

from tests.make import make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.payloads import changed, payload
from tests.treaties.refresh.test_any_bytes import ANSWERS
from tests.treaties.refresh.upstream import Reply
from treaties.models import SourceCheck, SourceReading
from treaties.refresh import fetching, visits
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.fetching import NoAnswer
from treaties.refresh.models import Run
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db
TYPES = {
    "coe": "application/json; charset=utf-8",
    "govuk": "application/json",
    "unoda": "application/json; charset=utf-8",
    "untc": "text/xml",
    "watch": "text/html; charset=utf-8",
    "wikidata": "application/sparql-results+json;charset=utf-8",
}
MAINTENANCE = b"<html><body>The site is under urgent maintenance and is currently unavailable."
# What such a change looks like: a heading, a letter, a type or a column that nobody knows.
UNKNOWN = {
    "coe": ("DateSuspension", "DateSuspendue"),
    "govuk": ('"schema_name": "publication"', '"schema_name": "detailed_guide"'),
    "unoda": ('"type": "SUC", "action_type_": "Succession"', '"type": "OBJ", "action_type_": "?"'),
    "untc": ("Succession to signature(d)", "Succession to signature(x)"),
    "watch": ("Inclusive and Sustainable", "Another Page About"),
    "wikidata": ('"stateLabel"]', '"stateName"]'),
}
EMPTIED = {
    "coe": ('"NumSTE": "225"', '"NumSTE": ""'),
    "govuk": ('"title": "AI Safety Summit 2023: The Bletchley Declaration"', '"title": ""'),
    "unoda": ('"date": "1975-06-06 00:00:00"', '"date": null'),
    "untc": ("<Parties>7&lt;superscript&gt;2&lt;/superscript&gt;</Parties>", "<Parties></Parties>"),
    "watch": ("Statement on Inclusive and Sustainable", ""),
    "wikidata": ('"value": "NLD"', '"value": ""'),
}
every_upstream = pytest.mark.parametrize("name", sorted(CONNECTORS))


def synthetic(name):
    return payload(ANSWERS[name][1])


def reply(name, content: bytes, **more) -> Reply:
    return Reply(content, headers={"Content-Type": TYPES[name]}, **more)


@pytest.fixture
def play(source, monkeypatch):
    """Puts the played server in the place of an upstream; gives the check of its page."""

    def plays(name):
        connector = CONNECTORS[name]
        key = ANSWERS[name][0]
        asked = connector.request(key)
        here = replace(asked, address=f"{source.address}{name}", at_least=0)
        connector = replace(connector, asks=(here,), hosts=frozenset({"127.0.0.1"}), needs=())
        monkeypatch.setattr(visits, "CONNECTORS", {name: connector})
        instrument = make_instrument(asked.instrument) if asked.instrument else None
        told = {"instrument": instrument, "connector": name, "key": key, "switched_on": True}
        return SourceCheck.objects.create(source=make_source(f"the-{name}"), **told)

    return plays


def look(check):
    return visits.compare(check, *visits.ask(check))


@every_upstream
def test_a_good_answer_is_read_and_the_same_again_is_unchanged(play, source, name):
    check = play(name)
    said = CONNECTORS[name].reader(synthetic(name), check.key)
    for who in {act.participant for act in getattr(said, "actions", ())}:
        make_name(make_state(slugify(who)), who)
    source.says(reply(name, synthetic(name).content))
    assert [look(check).run.outcome for _ in range(2)] == ["read", "unchanged"]
    assert [each.outcome for each in SourceReading.objects.order_by("pk")] == [
        "changed",
        "unchanged",
    ]
    (first, _second) = source.asked
    assert first[0] == CONNECTORS[name].request(check.key).method


FAULTS = {
    "too many requests": lambda name: Reply(status=429, headers={"Retry-After": "1"}),
    "overloaded": lambda name: Reply(status=503, headers={}),
    "gone": lambda name: Reply(status=410, headers={}),
    "forbidden by a guard": lambda name: Reply(b"<html>Just a moment", 403, {}),
    "slow": lambda name: reply(name, b"{}", slow=0.6),
    "cut short": lambda name: reply(name, synthetic(name).content[:200], missing=900),
    "redirect away": lambda name: Reply(b"", 302, {"Location": "https://sorry.example.org/"}),
    "another type": lambda name: Reply(b"%!PS", headers={"Content-Type": "application/postscript"}),
}


@pytest.mark.parametrize("fault", FAULTS)
@every_upstream
def test_without_an_answer_everything_stays(play, source, monkeypatch, name, fault):
    monkeypatch.setattr(fetching, "PATIENCE", httpx.Timeout(0.3))
    check = play(name)
    source.says(FAULTS[fault](name))
    with pytest.raises(NoAnswer) as reason:
        visits.visit_if_due(check)
    assert "127.0.0.1" in str(reason.value)
    assert not Run.objects.exists() and not SourceReading.objects.exists()


def of_bytes(content):
    return lambda name: content


STOPS = {
    "maintenance with status 200": of_bytes(MAINTENANCE),
    "nothing": of_bytes(b""),
    "half of it": lambda name: synthetic(name).content[: len(synthetic(name).content) // 2],
    "not text": of_bytes(bytes(range(256))),
    "something unknown": lambda name: changed(synthetic(name), UNKNOWN[name]).content,
    "a filled field that is empty": lambda name: changed(synthetic(name), EMPTIED[name]).content,
}


@pytest.mark.parametrize("fault", STOPS)
@every_upstream
def test_an_answer_that_cannot_be_right_stops_the_run(play, source, name, fault):
    check = play(name)
    source.says(reply(name, STOPS[fault](name)))
    look(check)
    run = Run.objects.get()
    if (name, fault) == ("watch", "half of it"):  # half a page of words is still words
        return
    assert (run.outcome, run.proposed) == ("unhealthy", 0) and run.message
    assert SourceReading.objects.get().outcome == "failed"
    assert not ProposedChange.objects.exists()
    source.says(reply(name, synthetic(name).content))
    assert look(check).run.outcome == "read"


@pytest.mark.parametrize("name", ["coe", "unoda", "untc"])
def test_a_name_that_nobody_knows_is_held_and_the_others_are_proposed(play, source, name):
    check = play(name)
    known = {"coe": "Norway", "unoda": "Ghana", "untc": "France"}[name]
    make_name(make_state(known.lower()), known)
    source.says(reply(name, synthetic(name).content))
    found = look(check)
    assert found.run.outcome == "read" and found.run.unnamed
    assert {each.subject["participant"] for each in found.proposals} == {known.lower()}
