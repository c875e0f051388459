"""What turned empty since the last look, as numbers; and the run that stops for it."""

import pytest

from tests.make import make_action, make_instrument, make_name, make_state
from tests.treaties.refresh.make import look_at, page, row
from treaties.partial_dates import PartialDate
from treaties.refresh.catalogue import Reader
from treaties.refresh.filling import emptied, fill_rates
from treaties.refresh.observations import Observed, ObservedAction, ObservedText, Page
from treaties.vocabulary import ActionKind, CountKind


def act(n, kind="signature", **more) -> ObservedAction:
    day = PartialDate("1996-01-01")
    return ObservedAction("bwc", f"State {n}", ActionKind(kind), day, "as printed", **more)


def test_rates_are_counts_of_kinds_fields_and_totals():
    acts = (act(1, code="GHA"), act(2, code="TGO"), act(3, "accession", depositary="london"))
    observed = Observed("bwc", acts, declared={CountKind.PARTIES: 1, CountKind.SIGNATORIES: 0})
    assert fill_rates(observed) == {
        "acts of the kind signature": 2,
        "acts of the kind accession": 1,
        "acts with code": 2,
        "acts with depositary": 1,
        "total of parties": 1,
    }


def test_of_a_text_the_words_are_counted():
    assert fill_rates(ObservedText("One state\nleft")) == {"words": 3}


@pytest.mark.parametrize(
    ("before", "now", "stops"),
    [
        ({"acts with code": 197}, {"acts with code": 197}, False),
        ({"acts with code": 197}, {"acts with code": 178}, False),
        ({"acts with code": 197}, {"acts with code": 177}, True),
        ({"acts with code": 197}, {}, True),
        ({"acts with effective_on": 2}, {}, True),
        ({"acts with effective_on": 1}, {}, False),
        ({"total of parties": 178}, {"total of parties": 0}, True),
        ({}, {"acts with code": 3}, False),
        ({"words": 900}, {"words": 450}, False),
        ({"words": 900}, {"words": 449}, True),
    ],
)
def test_what_was_filled_may_not_turn_empty(before, now, stops):
    assert bool(emptied(before, now)) is stops


def test_the_message_says_what_and_how_much():
    before = {"acts with code": 90, "acts of the kind accession": 20, "total of parties": 30}
    assert emptied(before, {"total of parties": 30}) == (
        "What was filled is empty: acts of the kind accession: 0, and had 20; "
        "acts with code: 0, and had 90."
    )


@pytest.mark.django_db
class TestRuns:
    """The names are there and the codes are not: the rows say the same, and something broke."""

    @pytest.fixture
    def rows(self):
        bwc = make_instrument("bwc")
        for number in range(3):
            state = make_state(f"state-{number}", iso3=f"XA{number}")
            make_name(state, f"State {number}")
            make_action(bwc, state, "accession", "1975-06-06")
        return [row(f"State {number}", code=f"XA{number}") for number in range(3)]

    def test_codes_that_are_gone_stop_the_run_until_somebody_has_looked(self, rows):
        assert look_at(page(*rows)).run.filled == {
            "acts of the kind accession": 3,
            "acts with code": 3,
        }
        assert look_at(page(*rows)).run.filled["acts with code"] == 3
        for each in rows:
            del each["code"]
        found = look_at(page(*rows)).run
        assert found.outcome == "unhealthy" and "acts with code: 0, and had 3" in found.message
        assert look_at(page(*rows), looked_at=True).run.outcome == "read"
        rows.reverse()
        assert look_at(page(*rows)).run.outcome == "read"

    def test_a_text_that_lost_most_of_its_words_is_no_news(self, rows):
        watch = Reader("watch", "1", lambda page, _key: ObservedText(page.content.decode()))
        assert look_at(Page("", b"word " * 90), watch).run.outcome == "read"
        found = look_at(Page("", b"word " * 40), watch)
        assert (found.run.outcome, found.proposals) == ("unhealthy", [])
        assert "words: 40, and had 90" in found.run.message
