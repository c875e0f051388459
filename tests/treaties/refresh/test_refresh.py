"""From a page to proposals: what is proposed, what is held back, and when a run stops."""

import pghistory.models
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import (
    make_action,
    make_depositary,
    make_instrument,
    make_name,
    make_source,
    make_state,
)
from tests.treaties.refresh.make import look_at, page, row
from tests.treaties.review.make import make_person
from treaties import services as record
from treaties.models import Participant, SourceReading, TreatyAction
from treaties.refresh.alone import LOCK, Busy
from treaties.refresh.catalogue import OBSERVED, Reader
from treaties.refresh.models import Run
from treaties.refresh.observations import ObservedText, Page
from treaties.review import services
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db

NAMES = {"ghana": "Ghana", "togo": "Togo", "turkiye": "Türkiye"}
LISTED = [row(name) for name in NAMES.values()]


@pytest.fixture(autouse=True)
def bwc():
    """Three parties, as the source has them; Mali is known and not listed."""
    bwc = make_instrument("bwc")
    for slug, name in NAMES.items():
        state = make_state(slug, iso3="TUR" if slug == "turkiye" else "")
        make_name(state, name)
        make_action(bwc, state, "accession", "1975-06-06")
    make_name(make_state("mali"), "Mali")
    return bwc


def kinds(look) -> list[tuple]:
    return [(each.kind, each.subject["participant"], each.after) for each in look.proposals]


def test_a_page_that_says_what_the_record_says_proposes_nothing():
    found = look_at(page(*LISTED))
    assert (found.run.outcome, found.run.rows, found.proposals) == ("read", 3, [])


def test_one_new_accession_is_one_proposal_with_the_words_of_the_source():
    found = look_at(page(*LISTED, row("Mali", taken_on="2020-01-02")))
    after = {"kind": "accession", "taken_on": "2020-01-02"}
    assert kinds(found) == [("new-action", "mali", after)]
    assert found.proposals[0].quote == "Mali 2020-01-02"
    assert TreatyAction.objects.count() == 3


def test_the_same_rows_in_another_order_propose_nothing():
    assert look_at(page(*LISTED[::-1])).proposals == []


def test_an_unchanged_page_moves_last_checked_and_nothing_else():
    look_at(page(*LISTED))
    log = pghistory.models.Context.objects.count()
    with CaptureQueriesContext(connection) as asked:
        found = look_at(page(*LISTED))
    assert (found.run.outcome, found.observed) == ("unchanged", None)
    assert [each.outcome for each in SourceReading.objects.order_by("pk")] == [
        "changed",
        "unchanged",
    ]
    assert pghistory.models.Context.objects.count() == log
    assert len(asked) <= 14


@pytest.mark.parametrize("printed", [{"participant": "Turkey"}, {"participant": "TÜRKIYE"}])
def test_a_renamed_state_is_found_by_its_alias(printed):
    turkiye = Participant.objects.get(slug="turkiye")
    make_name(turkiye, "Turkey", kind="alias")
    assert look_at(page(*LISTED[:2], row("Türkiye") | printed)).proposals == []


def test_a_state_is_found_by_its_code_where_its_name_is_new():
    assert look_at(page(*LISTED[:2], row("Turkiye Republic", code="TUR"))).proposals == []


def test_an_unknown_name_holds_back_its_row_and_the_run_goes_on():
    found = look_at(page(*LISTED[:2], row("Ottomania"), row("Mali")), looked_at=True)
    assert found.run.outcome == "read"
    assert [held["quote"] for held in found.run.unnamed] == ["Ottomania 1975-06-06"]
    # Türkiye is not called missing: the row that nobody could name may be its own.
    assert [each.subject["participant"] for each in found.proposals] == ["mali"]


def test_a_held_row_is_read_once_somebody_has_added_its_name():
    ottomania = page(*LISTED, row("Ottomania", taken_on="2020-01-02"))
    assert look_at(ottomania).proposals == []
    mali = Participant.objects.get(slug="mali")
    make_name(mali, "Ottomania", kind="alias")
    (found,) = look_at(ottomania).proposals
    assert found.subject["participant"] == "mali"
    assert SourceReading.objects.order_by("pk").last().outcome == "unchanged"


def test_whom_a_held_row_names_is_not_called_missing():
    held = [{"quote": "Türkiye [6 Jun 1975]", "why": "In brackets"}]
    found = look_at(page(*LISTED[:1], held=held), looked_at=True)
    assert [each.subject["participant"] for each in found.proposals] == ["togo"]
    assert found.run.held == held
    assert look_at(page(*LISTED[:1], held=held)).run.outcome == "unchanged"
    nobody = [{"quote": "* [6 Jun 1975]", "why": "In brackets"}]
    assert look_at(page(*LISTED[:1], held=nobody), looked_at=True).proposals == []


def test_a_name_and_a_code_of_different_states_are_held_back():
    found = look_at(page(*LISTED, row("Mali", code="TUR")))
    assert found.proposals == [] and "different" in found.run.unnamed[0]["why"]


def test_absence_is_a_question_and_removes_nothing():
    found = look_at(page(*LISTED[:2]))
    assert kinds(found) == [("no-longer-listed", "turkiye", {})]
    services.accept(found.proposals[0], by=make_person("reviewer"))
    assert TreatyAction.objects.published().count() == 3
    assert look_at(page(*LISTED[:2], declared={"parties": 2})).proposals == []


def test_another_day_is_a_correction_and_a_vaguer_one_is_not():
    found = look_at(page(*LISTED[:2], row("Türkiye", taken_on="1975-06-05")))
    assert kinds(found) == [("changed-action", "turkiye", {"taken_on": "1975-06-05"})]
    assert found.proposals[0].before == {"taken_on": "1975-06-06"}
    assert look_at(page(*LISTED[:2], row("Türkiye", taken_on="1975"))).proposals == []


def test_another_word_for_the_same_consent_is_a_correction():
    found = look_at(page(*LISTED[:2], row("Türkiye", "ratification")))
    assert kinds(found) == [("changed-action", "turkiye", {"kind": "ratification"})]


def test_a_day_of_effect_that_follows_from_the_treaty_is_no_news():
    rows = [each | {"effective_on": "1975-06-06"} for each in LISTED]
    assert look_at(page(*rows)).proposals == []
    rows[0] = rows[0] | {"effective_on": "1976-01-01"}
    assert kinds(look_at(page(*rows))) == [
        ("changed-action", "ghana", {"effective_on": "1976-01-01"})
    ]


def test_of_several_depositaries_the_earliest_deposit_counts(bwc):
    for key in ("london", "moscow"):
        make_depositary(bwc, key)
    mali = [
        row("Mali", depositary="moscow", taken_on="2020-01-09"),
        row("Mali", depositary="london", taken_on="2020-01-02"),
    ]
    first = look_at(page(*LISTED, *mali))
    assert first.run.message == ""
    (found,) = first.proposals
    assert (found.after["taken_on"], found.after["depositary"]) == ("2020-01-02", "london")
    services.accept(found, by=make_person("reviewer"))
    again = look_at(page(*LISTED, *mali[::-1], declared={"parties": 4}))
    assert again.run.outcome == "read" and again.proposals == []


def test_a_consent_of_a_coming_day_is_read_by_somebody_and_makes_no_party():
    (found,) = look_at(page(*LISTED, row("Mali", taken_on="2199-01-01"))).proposals
    with pytest.raises(services.NotTogether):
        services.accept_together([found], by=make_person("reviewer"))
    assert found.get_impact_display() == "changes where somebody stands on another day"


def test_what_a_person_retracted_stays_out_and_the_conflict_is_shown():
    act = TreatyAction.objects.get(participant__slug="togo")
    record.retract_action(act, reason="A clerk's error")
    found = look_at(page(*LISTED))
    assert found.proposals == []
    assert found.run.conflicts == [
        {"quote": "Togo 1975-06-06", "why": "Retracted in the record: A clerk's error"}
    ]


def test_what_a_person_corrected_stays_and_the_conflict_is_in_the_queue():
    act = TreatyAction.objects.get(participant__slug="togo")
    record.correct_action(act, taken_on="1975-06-01", reason="The letter says the 1st")
    found = look_at(page(*LISTED))
    assert kinds(found) == [("changed-action", "togo", {"taken_on": "1975-06-06"})]
    act.refresh_from_db()
    assert act.taken_on == "1975-06-01"


def test_what_was_refused_is_not_asked_again_and_what_is_gone_waits_no_more():
    mali = row("Mali", taken_on="2020-01-02")
    (found,) = look_at(page(*LISTED, mali)).proposals
    look_at(page(*LISTED, row("Mali", taken_on="2020-01-03")))
    assert {each.after["taken_on"]: each.status for each in ProposedChange.objects.all()} == {
        "2020-01-02": "overtaken",
        "2020-01-03": "open",
    }
    waiting = ProposedChange.objects.get(status="open")
    services.refuse(waiting, by=make_person("reviewer"), reason="A clerk's error")
    again = look_at(page(*LISTED, row("Mali", taken_on="2020-01-03"), declared={"parties": 4}))
    assert again.run.outcome == "read" and again.proposals == []


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "no rows"),
        (LISTED[:2], "has 2 rows, and had 3"),
        ([row(name, taken_on="1976-01-01") for name in NAMES.values()], "3 of 3 rows differ"),
        ([*LISTED, row("Ottomania"), row("Atlantis")], "2 of 3 rows differ"),
        ([*LISTED, row("Mali", "abduction")], "abduction"),
    ],
)
def test_a_page_that_cannot_be_right_stops_the_run(rows, says):
    look_at(page(*LISTED))
    found = look_at(page(*rows))
    assert found.run.outcome == "unhealthy" and says in found.run.message
    assert not ProposedChange.objects.exists()
    assert TreatyAction.objects.published().count() == 3


def test_a_page_in_place_of_a_list_stops_the_run_and_last_checked_stays():
    look_at(page(*LISTED))
    source = SourceReading.objects.get().source
    before = type(source).objects.with_readings().get(slug="unoda").last_read_at
    found = look_at(type(page())("", b"<html>Urgent maintenance</html>"))
    assert found.run.outcome == "unhealthy"
    assert type(source).objects.with_readings().get(slug="unoda").last_read_at == before
    assert look_at(page(*LISTED)).run.outcome == "unchanged"


def test_somebody_who_looked_can_let_a_shorter_page_through():
    look_at(page(*LISTED))
    found = look_at(page(*LISTED[:2]), looked_at=True)
    assert kinds(found) == [("no-longer-listed", "turkiye", {})]


def test_printed_totals_stand_beside_what_the_rows_give():
    found = look_at(page(*LISTED, declared={"parties": 4, "signatories": 0}))
    assert found.run.declared == {"parties": 4, "signatories": 0}
    assert found.run.counted == {"parties": 3, "signatories": 0}


def test_two_looks_at_one_source_never_overlap():
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            words = "SELECT pg_advisory_lock(%s, %s)"
            cursor.execute(words, [LOCK, make_source("unoda").pk])
        with pytest.raises(Busy):
            look_at(page(*LISTED))
    finally:
        another.close()
    assert look_at(page(*LISTED)).run.outcome == "read"


def test_an_opinion_is_kept_and_put_to_nobody():
    opinion = Reader("wikidata", "1", OBSERVED.read, proposes=False)
    found = look_at(page(*LISTED, row("Mali")), opinion)
    assert (found.run.rows, found.proposals) == (4, [])


def test_a_run_that_was_killed_leaves_the_work_to_the_next(monkeypatch):
    mali = row("Mali", taken_on="2020-01-02")
    with monkeypatch.context() as patched:
        patched.setattr("treaties.refresh.runs._finished", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            look_at(page(*LISTED, mali))
    assert Run.objects.get().outcome == "running" and not ProposedChange.objects.exists()
    assert len(look_at(page(*LISTED, mali)).proposals) == 1


def test_a_watched_page_that_says_something_else_is_a_question():
    def read(page, _key):
        return ObservedText(page.content.decode())

    watch = Reader("watch", "1", read)
    told = "The list of signatories was last updated in {} and has {} names"
    first, same, other = (
        look_at(Page("", told.format(*words).encode()), watch)
        for words in [("May", 60), ("May ", 60), ("June", 61)]
    )
    assert (first.proposals, same.proposals) == ([], [])
    (change,) = other.proposals
    assert change.before == {"text": "signatories was last updated in May and has 60 names"}
    assert change.after == {"text": "signatories was last updated in June and has 61 names"}
    services.accept(change, by=make_person("reviewer"))
    assert TreatyAction.objects.count() == 3
