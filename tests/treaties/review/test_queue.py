"""The queue in the admin, from a proposal to the public page and back."""

import pytest
from django.utils import translation

from tests.make import make_name, make_state
from tests.treaties.review.make import QUOTE, make_bwc, make_person, propose_act
from treaties.models import TreatyAction
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db
QUEUE = "/admin/treaties_review/proposedchange/"


@pytest.fixture
def proposal():
    make_bwc()
    make_name(make_state(), "Ghana")
    return propose_act()[0]


@pytest.fixture
def reviewer(client):
    client.force_login(make_person("reviewer"))
    return client


def parties(client) -> str:
    page = client.get("/instruments/bwc/").content.decode()
    return page.split('data-count="parties"')[0].rsplit('value="')[-1].split('"')[0]


def decide(client, change, decision, reason=""):
    return client.post(f"{QUEUE}{change.pk}/change/", {"decision": decision, "reason": reason})


def test_from_a_proposal_to_the_public_page_and_back(reviewer, proposal):
    assert parties(reviewer) == "0"
    page = reviewer.get(f"{QUEUE}{proposal.pk}/change/").content.decode()
    assert QUOTE in page and "https://unoda.test/" in page and "1975-06-06" in page
    assert decide(reviewer, proposal, "accept").status_code == 302
    assert parties(reviewer) == "1"
    assert "Accepted in review" in reviewer.get("/changes/").content.decode()
    assert decide(reviewer, proposal, "undo", "It was Guinea").status_code == 302
    assert parties(reviewer) == "0"
    assert TreatyAction.objects.get().note_en == "It was Guinea"


@pytest.mark.django_db(transaction=True)
def test_a_decision_holds_the_proposal_without_a_transaction_around_the_request(client):
    make_bwc()
    make_name(make_state(), "Ghana")
    change, _new = propose_act()
    client.force_login(make_person("reviewer"))
    assert decide(client, change, "ask", "Which depositary?").status_code == 302
    assert decide(client, change, "accept").status_code == 302
    assert decide(client, change, "accept").status_code == 409
    assert decide(client, change, "undo", "It was Guinea").status_code == 302
    client.force_login(make_person("contributor", "contributor"))
    assert decide(client, change, "accept").status_code == 403


@pytest.mark.parametrize("decision", ["ask", "refuse", "undo", "reopen"])
def test_what_declines_needs_a_reason(reviewer, proposal, decision):
    answer = decide(reviewer, proposal, decision)
    assert answer.status_code == 400 and "Say why" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.status == "open"


def test_a_decision_that_comes_second_is_told_so(reviewer, proposal):
    decide(reviewer, proposal, "refuse", "A clerk's error")
    answer = decide(reviewer, proposal, "accept")
    assert answer.status_code == 409 and "already decided" in answer.content.decode()
    assert not TreatyAction.objects.exists()


def test_a_crafted_decision_of_a_curator_is_refused(client, proposal):
    client.force_login(make_person("curator", "curator"))
    assert b"Accept" not in client.get(f"{QUEUE}{proposal.pk}/change/").content
    assert decide(client, proposal, "accept").status_code == 403
    together = {"action": "accept_together", "_selected_action": [proposal.pk]}
    client.post(QUEUE, together)
    assert not TreatyAction.objects.exists()


def test_the_queue_shows_what_waits_with_before_and_after(reviewer, proposal):
    page = reviewer.get(QUEUE).content.decode()
    assert "Ghana" in page and "1975-06-06" in page and "Accession" in page
    decide(reviewer, proposal, "refuse", "A clerk's error")
    assert reviewer.get(QUEUE).context["cl"].result_count == 0
    assert reviewer.get(f"{QUEUE}?status=refused").context["cl"].result_count == 1


def test_additions_are_accepted_together_and_undone_as_one(reviewer, proposal):
    make_state("togo")
    propose_act(slug="togo")
    chosen = list(ProposedChange.objects.values_list("pk", flat=True))
    reviewer.post(QUEUE, {"action": "accept_together", "_selected_action": chosen})
    assert parties(reviewer) == "2"
    undo = {"action": "undo_together", "_selected_action": chosen}
    reviewer.post(f"{QUEUE}?status=accepted", undo)
    assert parties(reviewer) == "2"
    reviewer.post(f"{QUEUE}?status=accepted", {**undo, "reason": "The wrong list"})
    assert parties(reviewer) == "0"


@pytest.mark.parametrize(("language", "word"), [("nl", "Toetreding"), ("nb", "Tiltredelse")])
def test_the_queue_speaks_the_language_of_the_reviewer(reviewer, proposal, language, word):
    with translation.override(language):
        assert word in reviewer.get(f"/{language}{QUEUE}").content.decode()
        assert word in reviewer.get(f"/{language}{QUEUE}{proposal.pk}/change/").content.decode()
