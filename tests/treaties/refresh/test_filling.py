"""What turned empty since the last look, as numbers; pure."""

import pytest

from treaties.partial_dates import PartialDate
from treaties.refresh.filling import emptied, fill_rates
from treaties.refresh.observations import Observed, ObservedAction, ObservedText
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
