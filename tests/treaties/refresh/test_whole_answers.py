"""Whole answers that say what the record says, of each collection; then with one line changed."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.treaties.refresh.rendering import RENDERED, Line, lines_of
from tests.treaties.review.make import make_person
from treaties import statistics
from treaties.models import Instrument, Participant, ParticipantName
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.proposals import compare
from treaties.refresh.runs import Subject, look
from treaties.review import services

QUESTIONS = [(name, ask.key) for name in RENDERED for ask in CONNECTORS[name].requests()]
ONE_OF_EACH = [("coe", "coe-ai-framework-convention"), ("unoda", "tpnw"), ("untc", "enmod")]
every_question = pytest.mark.parametrize(("name", "slug"), QUESTIONS)
one_of_each = pytest.mark.parametrize(("name", "slug"), ONE_OF_EACH)


def told(name, slug, lines):
    return CONNECTORS[name].read(RENDERED[name](slug, lines), slug)


def recorded(slug) -> tuple[Instrument, list[Line]]:
    instrument = Instrument.objects.get(slug=slug)
    return instrument, lines_of(instrument)


def looked(name, slug, lines):
    """A run over an answer, in which little is new."""
    instrument = Instrument.objects.get(slug=slug)
    page = RENDERED[name](slug, lines)
    subject = Subject(instrument.source, instrument)
    found = look(page, reader=CONNECTORS[name], subject=subject)
    assert found.run.outcome == "read", found.run.message
    return found


def parties(instrument, on: str) -> int:
    return statistics.counts_of([instrument], date.fromisoformat(on))[instrument.pk]["parties"]


def news(found) -> list[tuple]:
    return [(each.kind, each.subject["participant"]) for each in found.proposals]


def single(lines, **like) -> Line:
    """A line of somebody who has one line only."""
    names = [line.name for line in lines]
    fits = [line for line in lines if all(getattr(line, k) == v for k, v in like.items())]
    return next(line for line in fits if names.count(line.name) == 1)


@every_question
def test_an_answer_that_says_what_the_record_says_proposes_nothing(record, name, slug):
    instrument, lines = recorded(slug)
    found = compare(told(name, slug, lines), instrument)
    exact = [
        each for each in found.differences if not each.before.get("taken_on", "").startswith("[")
    ]
    assert (exact, found.unnamed, found.conflicts) == ([], [], [])
    left = {line.name for line in lines if line.left or line.kind.startswith("withdrawal-of")}
    assert all(any(who in row.quote for who in left) for row in found.held)


@one_of_each
def test_the_lines_in_another_order_propose_nothing(record, name, slug):
    instrument, lines = recorded(slug)
    for seed in range(3):
        shuffled = random.Random(seed).sample(lines, len(lines))
        assert compare(told(name, slug, shuffled), instrument).differences == []


KINDS = {"coe": ["signature", "accession"], "unoda": ["signature", "accession", "acceptance"]}
KINDS["untc"] = ["signature", "accession"]


@pytest.mark.parametrize("name", sorted(RENDERED))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_the_order_of_any_answer_says_nothing(name, data):
    slug = dict(ONE_OF_EACH)[name]
    lines = [
        Line(f"State {n}", kind, f"19{data.draw(st.integers(70, 99))}-01-0{n + 1}", code="TGO")
        for n in range(data.draw(st.integers(2, 8)))
        for kind in KINDS[name]
    ]
    shuffled = data.draw(st.permutations(lines))
    read = CONNECTORS[name].reader
    pages = [RENDERED[name](slug, each) for each in (lines, shuffled)]
    assert read(pages[0], slug) == read(pages[1], slug)


@one_of_each
def test_a_state_under_its_other_name_is_no_news(record, name, slug):
    """Everybody under an alias, as far as it is theirs alone."""
    instrument, _ = recorded(slug)
    aliases = ParticipantName.objects.filter(kind="alias").select_related("participant")
    texts = {each.text: each.participant.slug for each in aliases}
    alone = [text for text, who in Participant.objects.named_each(texts).items() if len(who) == 1]
    lines = lines_of(instrument, printed={texts[text]: text for text in alone})
    assert len({line.name for line in lines} & set(alone)) > 10
    found = compare(told(name, slug, lines), instrument)
    assert (found.differences, found.unnamed) == ([], [])


@pytest.mark.parametrize(
    ("name", "slug", "kind"),
    [(name, slug, "signature" if name != "untc" else "accession") for name, slug in ONE_OF_EACH],
)
def test_a_line_that_is_gone_is_one_question(record, name, slug, kind):
    _, lines = recorded(slug)
    gone = single(lines, kind=kind)
    found = looked(name, slug, [line for line in lines if line != gone])
    assert [kind for kind, _ in news(found)] == ["no-longer-listed"]
    assert found.proposals[0].before["kind"] == kind


@pytest.mark.parametrize(("name", "slug"), ONE_OF_EACH[1:])
def test_a_withdrawal_that_says_not_all_is_for_a_person(record, name, slug):
    _, lines = recorded(slug)
    acceded = single(lines, kind="accession")
    left = {
        "untc": [replace(line, left="2026-01-01") if line == acceded else line for line in lines],
        "unoda": [*lines, replace(acceded, kind="withdrawal", day="2026-01-01")],
    }
    found = looked(name, slug, left[name])
    assert found.proposals == []
    assert [acceded.name in row["quote"] for row in found.run.held] == [True]


def test_a_denunciation_with_its_day_of_effect_is_one_proposal_for_two_people(record):
    name, slug = ONE_OF_EACH[0]
    _, lines = recorded(slug)
    norway = next(line for line in lines if line.name == "Norway")
    left = replace(norway, kind="withdrawal", day="2026-08-01", left="2026-12-01")
    (change,) = looked(name, slug, [*lines, left]).proposals
    assert change.after["kind"] == "withdrawal" and change.after["effective_on"] == "2026-12-01"
    with pytest.raises(services.NotTogether):
        services.accept_together([change], by=make_person("reviewer"))


@pytest.mark.parametrize(("name", "slug"), ONE_OF_EACH[1:])
def test_a_consent_of_a_coming_day_is_decided_one_by_one_and_makes_no_party(record, name, slug):
    instrument, lines = recorded(slug)
    newcomer = Line("Andorra", "accession", "2128-01-15", code="AND")
    assert newcomer.name not in {line.name for line in lines}
    (change,) = looked(name, slug, [*lines, newcomer]).proposals
    person = make_person("reviewer")
    with pytest.raises(services.NotTogether):
        services.accept_together([change], by=person)
    before = [parties(instrument, on) for on in ("2026-12-01", "2128-12-31")]
    services.accept(change, by=person)
    assert [parties(instrument, on) for on in ("2026-12-01", "2128-12-31")] == [
        before[0],
        before[1] + 1,
    ]


@one_of_each
def test_an_unknown_name_is_held_and_the_rest_is_proposed(record, name, slug):
    _, lines = recorded(slug)
    kind = "signature" if name == "coe" else "accession"
    day = {"kind": kind, "day": "2026-10-01"}
    more = [Line("Ottomania", **day), Line("Andorra" if name != "coe" else "Chile", **day)]
    assert more[1].name not in {line.name for line in lines}
    instrument = Instrument.objects.get(slug=slug)
    found = compare(told(name, slug, [*lines, *more]), instrument)
    assert ["Ottomania" in row.quote for row in found.unnamed] == [True]
    assert [each.after["taken_on"] for each in found.differences] == ["2026-10-01"]


@pytest.mark.parametrize(("kind", "is_news"), [("acceptance", False), ("accession", True)])
def test_a_word_that_covers_our_kind_is_no_news_and_another_is(record, kind, is_news):
    instrument, lines = recorded("tpnw")
    act = instrument.actions.filter(kind="ratification").first()
    type(act).objects.filter(pk=act.pk).update(kind=kind)
    found = compare(told("unoda", "tpnw", lines), instrument)
    assert [each.after for each in found.differences] == [{"kind": "ratification"}] * is_news


def test_a_consent_that_says_not_how_is_ours_or_held(record):
    """The Council of Europe prints the day: the record knows the kind, or a person finds it out."""
    name, slug = ONE_OF_EACH[0]
    instrument, lines = recorded(slug)
    norway = Line("Norway", "ratification", "2026-10-01")
    found = compare(told(name, slug, [*lines, norway]), instrument)
    assert [("Norway" in row.quote, "not how" in row.why) for row in found.held] == [(True, True)]
    assert found.differences == []
    other = [replace(line, day="2026-05-16") if line.kind == "approval" else line for line in lines]
    (changed,) = compare(told(name, slug, other), instrument).differences
    assert changed.after == {"taken_on": "2026-05-16"}
