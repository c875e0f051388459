"""From a proposal to the record and back: who may, what is written, what stays decided."""

from contextlib import nullcontext
from datetime import date

import pghistory.models
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.make import make_action, make_name, make_state
from tests.treaties.review.make import (
    QUOTE,
    make_bwc,
    make_person,
    propose_act,
    propose_correction,
)
from treaties import services as record
from treaties.models import Instrument, Participant, SourceReading, TreatyAction
from treaties.review import services
from treaties.review.models import ProposedChange
from treaties.review.registry import Stale
from treaties.review.vocabulary import Impact

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return make_person("reviewer")


@pytest.fixture
def proposal():
    make_bwc()
    make_name(make_state(), "Ghana")
    return propose_act()[0]


def test_nothing_is_written_before_a_person_accepts(proposal):
    assert proposal.status == "open" and not TreatyAction.objects.exists()


def test_an_accepted_act_stands_in_the_record_with_its_source_and_its_words(proposal, reviewer):
    services.accept(proposal, by=reviewer)
    act = TreatyAction.objects.get()
    assert (act.kind, act.taken_on, act.review) == ("accession", "1975-06-06", "checked")
    assert (act.source.slug, act.quote, act.locator) == ("unoda", QUOTE, "Ghana")


def test_a_decision_is_one_entry_of_the_change_log_with_who_why_and_source(proposal, reviewer):
    before = pghistory.models.Context.objects.count()
    services.accept(proposal, by=reviewer, reason="Seen on the depositary's page")
    assert pghistory.models.Context.objects.count() == before + 1
    said = pghistory.models.Context.objects.order_by("created_at").last().metadata
    assert said == {
        "user": reviewer.pk,
        "reason": "Seen on the depositary's page",
        "source": "unoda",
    }


def test_an_accepted_act_is_undone_and_stays_as_retracted(proposal, reviewer):
    change = services.accept(proposal, by=reviewer)
    services.undo(change, by=reviewer, reason="It was Guinea")
    act = TreatyAction.objects.get()
    assert (act.review, act.counted, act.note_en) == ("retracted", False, "It was Guinea")
    assert propose_act()[0].status == "undone"


def test_a_correction_returns_to_what_stood_there(reviewer):
    change = services.accept(propose_correction(), by=reviewer)
    act = TreatyAction.objects.get()
    assert (act.taken_on, act.source.slug, act.quote) == ("1975-06-05", "unoda", QUOTE)
    services.undo(change, by=reviewer, reason="The letter says the 6th")
    act = TreatyAction.objects.get()
    assert (act.taken_on, act.source.slug, act.quote) == ("1975-06-06", "a-source", "as before")


def test_a_second_decision_is_refused(proposal, reviewer):
    services.accept(proposal, by=reviewer)
    for again in (services.accept, services.refuse):
        with pytest.raises(services.AlreadyDecided):
            again(proposal, by=make_person(again.__name__), reason="late")
    assert TreatyAction.objects.count() == 1


def test_nobody_accepts_an_own_proposal(reviewer):
    make_bwc()
    make_state()
    own, _new = propose_act(by=reviewer)
    with pytest.raises(services.NotYours):
        services.accept(own, by=reviewer)
    with pytest.raises(IntegrityError, match="nobody_decides"), transaction.atomic():
        ProposedChange.objects.update(decided_by=reviewer)
    assert services.accept(own, by=make_person("another")).status == "accepted"


@pytest.mark.parametrize("role", ["contributor", "translator", "curator"])
def test_only_a_reviewer_decides(proposal, role):
    for decide in (services.accept, services.refuse, services.ask):
        with pytest.raises(services.NotYours):
            decide(proposal, by=make_person(f"{role}-{decide.__name__}", role), reason="x")


def test_a_withdrawal_needs_two_different_reviewers(reviewer):
    bwc, ghana = make_bwc(), make_state()
    make_action(bwc, ghana, "accession", "1980-01-01")
    change, _new = propose_act("withdrawal", "2020-01-01")
    assert services.accept(change, by=reviewer).status == "open"
    with pytest.raises(services.NotYours):
        services.accept(change, by=reviewer)
    assert TreatyAction.objects.count() == 1
    assert services.accept(change, by=make_person("second")).status == "accepted"
    assert TreatyAction.objects.count() == 2


def test_the_same_difference_waits_once(proposal):
    again, new = propose_act()
    assert (again, new) == (proposal, False)


def test_what_was_refused_stays_refused_until_the_source_changes_its_mind(proposal, reviewer):
    services.refuse(proposal, by=reviewer, reason="A clerk's error")
    assert propose_act() == (proposal, False)
    assert propose_act()[0].status == "refused"
    other, new = propose_act(taken_on="1975-06-07")
    assert new and other.status == "open"


def test_a_refusal_and_a_question_need_a_reason(proposal, reviewer):
    for decide in (services.refuse, services.ask):
        with pytest.raises(ValidationError):
            decide(proposal, by=reviewer, reason="")


def test_a_refusal_can_be_reopened(proposal, reviewer):
    services.refuse(proposal, by=reviewer, reason="Not sure")
    assert services.reopen(proposal, by=reviewer, reason="The embassy confirms it").is_waiting


def test_a_proposal_that_was_asked_back_can_still_be_accepted(proposal, reviewer):
    services.ask(proposal, by=reviewer, reason="Which page?")
    assert services.accept(proposal, by=reviewer).status == "accepted"


def test_what_the_source_no_longer_says_waits_no_more_and_returns_with_it(proposal):
    services.overtake(ProposedChange.objects.all())
    proposal.refresh_from_db()
    assert not proposal.is_waiting
    assert propose_act() == (proposal, True)


def test_a_correction_of_what_has_changed_since_is_not_written(reviewer):
    change = propose_correction()
    act = TreatyAction.objects.get()
    record.correct_action(act, taken_on="1975-06-04", reason="by hand")
    with pytest.raises(Stale):
        services.accept(change, by=reviewer)
    change.refresh_from_db()
    assert change.is_waiting and TreatyAction.objects.get().taken_on == "1975-06-04"


def test_what_is_in_the_record_already_is_not_written_twice(proposal, reviewer):
    bwc, ghana = Instrument.objects.get(), Participant.objects.get()
    make_action(bwc, ghana, "accession", "1975-06-06")
    with pytest.raises(ValidationError, match="already recorded"):
        services.accept(proposal, by=reviewer)
    assert TreatyAction.objects.count() == 1


def test_only_past_additions_are_accepted_together(proposal, reviewer):
    make_state("togo")
    make_state("mali")
    past, _new = propose_act(slug="togo")
    future, _new = propose_act(slug="mali", taken_on="2199-01-01")
    with pytest.raises(services.NotTogether):
        services.accept_together([proposal, past, future], by=reviewer)
    assert not TreatyAction.objects.exists()
    services.accept_together([proposal, past], by=reviewer)
    assert TreatyAction.objects.count() == 2


def test_of_a_source_that_fails_at_present_nothing_is_accepted_together(proposal, reviewer):
    for outcome, refused in [("failed", True), ("unchanged", False)]:
        at = timezone.now()
        SourceReading.objects.create(source=proposal.source, read_at=at, outcome=outcome)
        with pytest.raises(services.NotTogether) if refused else nullcontext():
            services.accept_together([proposal], by=reviewer)
        assert TreatyAction.objects.exists() != refused


def test_the_queue_begins_with_what_moves_a_published_number(proposal):
    make_state("togo")
    mark, _new = propose_act("suspension", slug="togo")
    later, _new = propose_act(slug="togo", taken_on="2199-01-01")
    assert [proposal.impact, later.impact, mark.impact] == [
        Impact.NUMBER,
        Impact.LATER,
        Impact.DETAIL,
    ]
    assert list(ProposedChange.objects.by_impact()) == [proposal, later, mark]


def test_a_withdrawal_moves_a_number_on_the_day_on_which_it_takes_effect(reviewer):
    bwc, ghana = make_bwc(), make_state()
    make_action(bwc, ghana, "accession", "1980-01-01")
    today = date.today().isoformat()  # three months later Ghana is out
    assert propose_act("withdrawal", today)[0].impact == Impact.LATER
    assert propose_act("withdrawal", "2020-01-01")[0].impact == Impact.NUMBER
