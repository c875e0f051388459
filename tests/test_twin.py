"""The SQL twin of `rules.standing` over the whole data set, on days that matter."""

from collections import defaultdict
from datetime import date

import pytest

from treaties import rules
from treaties.models import TreatyAction

DAYS = [
    "1970-03-05",  # the NPT enters into force
    "1975-03-26",  # the BWC enters into force
    "1989-01-01",  # the Montreal Protocol enters into force
    "1993-01-15",  # two weeks after Czechoslovakia ended
    "2002-07-01",  # the Rome Statute enters into force
    "2003-04-11",  # the day after the contested withdrawal would have taken effect
    "2016-11-04",  # the Paris Agreement enters into force
    "2023-11-03",  # Russia takes its consent to the CTBT back
    "2025-06-01",  # some day between, for the later joiners of the Paris statement
    "2026-02-19",  # some day between, for the endorsers of New Delhi
    "2026-11-20",
    "2027-07-28",  # after all notified withdrawals
]


@pytest.fixture
def pairs(record):
    found = defaultdict(list)
    for action in TreatyAction.objects.select_related("instrument", "participant"):
        found[action.instrument, action.participant].append(action.act)
    return found


@pytest.mark.parametrize("contested", [False, True])
def test_the_twin_agrees_with_the_rule(pairs, contested):
    for text in DAYS:
        on = date.fromisoformat(text)
        expected = {}
        for (instrument, participant), acts in pairs.items():
            counted = [act for act in acts if rules.counts(act, contested=contested)]
            exists = rules.exists_on(participant.exists_from, participant.exists_until, on)
            if counted and exists:
                expected[instrument.pk, participant.pk] = (
                    rules.standing(acts, terms=instrument.terms, on=on, contested=contested),
                    contested or rules.is_signatory(acts, terms=instrument.terms, on=on),
                )
        found = {
            (pair.instrument, pair.participant): (
                pair.standing,
                contested or pair.is_signatory,
            )
            for pair in TreatyAction.objects.standings(on, contested=contested)
        }
        assert found == expected, text
