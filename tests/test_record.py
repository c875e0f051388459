"""The numbers of the real record, computed from its rows, on the days that are known."""

from datetime import date

import pytest

from treaties.models import Instrument, Participant, TreatyAction
from treaties.participation import participations
from treaties.statistics import counts_of, counts_of_rows, not_listed

DAY = date(2026, 11, 20)


def counts(slug, on=DAY, **options):
    instrument = Instrument.objects.get(slug=slug)
    return counts_of([instrument], on, **options)[instrument.pk]


@pytest.mark.parametrize(
    ("slug", "parties", "signatories"),
    [
        ("montreal-protocol", 198, 46),
        ("cwc", 193, 165),
        ("bwc", 189, 109),
        ("enmod", 78, 48),
        ("tpnw", 75, 95),
        ("npt", 191, 93),
        ("rome-statute", 125, 139),
        ("vienna-convention-ozone", 198, 28),
        ("ctbt", 0, 188),
        ("coe-ai-framework-convention", 0, 21),
    ],
)
def test_parties_and_signatories(record, slug, parties, signatories):
    found = counts(slug)
    assert (found["parties"], found["signatories"]) == (parties, signatories)


def test_the_npt_in_the_contested_reading(record):
    assert counts("npt", contested=True)["parties"] == 190


@pytest.mark.parametrize(
    ("on", "headline", "contested"), [("2003-04-09", 188, 188), ("2003-04-11", 188, 187)]
)
def test_the_npt_when_north_korea_said_it_left(record, on, headline, contested):
    day = date.fromisoformat(on)
    assert counts("npt", day)["parties"] == headline
    assert counts("npt", day, contested=True)["parties"] == contested


@pytest.mark.parametrize(
    ("on", "parties"), [("2016-11-03", 0), ("2016-11-04", 74), ("2026-11-20", 194)]
)
def test_the_paris_agreement(record, on, parties):
    """Deposits made after the conditions were met bind later: 74 on the first day, not 97."""
    assert counts("paris-agreement", date.fromisoformat(on))["parties"] == parties


def test_the_paris_agreement_has_193_states_and_the_european_union(record):
    found = counts("paris-agreement")
    assert (found.party_states, found.party_organisations) == (193, 1)


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2016-11-03", "contracting-state"),
        ("2016-11-04", "party"),
        ("2020-11-03", "party"),
        ("2020-11-04", "former-party"),
        ("2021-02-18", "contracting-state"),
        ("2021-02-19", "party"),
        ("2026-01-26", "party"),
        ("2026-01-27", "former-party"),
    ],
)
def test_the_united_states_and_the_paris_agreement(record, on, standing):
    assert standing_of("paris-agreement", "united-states", on) == standing


def standing_of(instrument, participant, on):
    actions = TreatyAction.objects.filter(
        instrument__slug=instrument, participant__slug=participant
    )
    return actions.standings(date.fromisoformat(on))[0].standing


@pytest.mark.parametrize(
    ("on", "parties"),
    [
        ("2002-06-30", 0),
        ("2002-07-01", 66),
        ("2026-11-20", 125),
        ("2027-06-25", 122),
        ("2027-07-28", 120),
    ],
)
def test_the_rome_statute(record, on, parties):
    """D1: a withdrawal that takes effect later keeps the party in today's count."""
    assert counts("rome-statute", date.fromisoformat(on))["parties"] == parties


def test_who_is_leaving_the_rome_statute_is_still_a_party(record):
    rows = participations(Instrument.objects.get(slug="rome-statute"), DAY)
    leaving = {row.participant.slug: row for row in rows if row.leaving_on}
    assert set(leaving) == {"niger", "mali", "burkina-faso", "venezuela", "chad"}
    assert {row.standing for row in leaving.values()} == {"party"}
    assert leaving["chad"].leaving_on == date(2027, 7, 27)


@pytest.mark.parametrize(
    ("on", "standing"),
    [("2023-11-02", "contracting-state"), ("2023-11-03", "signed"), ("2026-11-20", "signed")],
)
def test_russia_took_its_consent_to_the_ctbt_back_and_remains_a_signatory(record, on, standing):
    """D3: not a withdrawal from the treaty."""
    assert standing_of("ctbt", "russia", on) == standing


@pytest.mark.parametrize(
    ("on", "endorsers", "states"),
    [("2023-11-01", 29, 28), ("2024-10-22", 29, 28), ("2024-10-23", 30, 29)],
)
def test_bletchley(record, on, endorsers, states):
    """D17: 28 states and the European Union; New Zealand since 23 October 2024."""
    found = counts("bletchley-declaration", date.fromisoformat(on))
    assert found["endorsers"] == endorsers
    assert found["endorsing-states"] == states
    assert found["endorsing-organisations"] == 1


def test_the_vote_on_human_cloning(record):
    found = counts("un-declaration-human-cloning")
    assert (found["voted-for"], found["voted-against"], found["abstained"]) == (84, 34, 37)


def test_who_could_vote_on_human_cloning_were_the_members_of_that_day(record):
    """193 members in `participants.csv`, and two of them were admitted after 8 March 2005."""
    cloning = Instrument.objects.get(slug="un-declaration-human-cloning")
    rows = {row.participant.slug: row for row in participations(cloning, DAY)}
    assert counts("un-declaration-human-cloning").potential == 191
    assert not {"montenegro", "south-sudan"} & rows.keys()
    assert not_listed(rows.values()) == 191 - 84 - 34 - 37 - 2  # two are recorded as absent
    for slug in ("montenegro", "south-sudan"):
        ours = Instrument.objects.concerning(Participant.objects.get(slug=slug))
        assert cloning not in ours


def test_south_africa_declined_the_paris_statement(record):
    assert standing_of("paris-statement", "south-africa", "2025-02-11") == "unknown"
    assert standing_of("paris-statement", "south-africa", "2025-02-12") == "declined"


def test_the_pages_count_as_the_lists_do(record):
    """One instrument's page counts its rows in Python, a list counts all in SQL."""
    instruments = Instrument.objects.all()
    listed = counts_of(instruments, DAY)
    for instrument in instruments:
        page = counts_of_rows(participations(instrument, DAY), DAY)
        assert page.filled() == listed[instrument.pk].filled(), instrument.slug
        assert page.potential == listed[instrument.pk].potential, instrument.slug
