"""Which row says what which act says, where there are several of each."""

import pytest

from tests.make import make_action, make_depositary, make_instrument, make_name, make_state
from tests.treaties.refresh.make import page, row
from treaties.refresh import saved
from treaties.refresh.proposals import compare

pytestmark = pytest.mark.django_db
LONDON, MOSCOW, WASHINGTON = "1975-06-06", "1975-07-07", "1975-08-08"


@pytest.fixture
def bwc():
    bwc = make_instrument("bwc")
    for key in ("london", "moscow", "washington"):
        make_depositary(bwc, key)
    return bwc


@pytest.fixture
def ghana():
    ghana = make_state()
    make_name(ghana, "Ghana")
    return ghana


def differences(bwc, *rows) -> list[tuple]:
    found = compare(saved.read(page(*rows), "bwc"), bwc).differences
    return [(str(each.kind), each.before, each.after) for each in found]


def deposits(london=LONDON, moscow=MOSCOW, washington=WASHINGTON) -> list[dict]:
    days = {"london": london, "moscow": moscow, "washington": washington}
    return [row("Ghana", taken_on=day, depositary=place) for place, day in days.items()]


def test_of_two_recorded_deposits_none_is_missing_and_the_third_is_no_news(bwc, ghana):
    for day in (LONDON, MOSCOW):
        make_action(bwc, ghana, "accession", day)
    assert differences(bwc, *deposits()) == []
    assert differences(bwc, *deposits(washington=LONDON)[::-1]) == []


def test_another_day_of_the_second_deposit_is_a_correction_of_it(bwc, ghana):
    for day in (LONDON, MOSCOW):
        make_action(bwc, ghana, "accession", day)
    other = deposits(moscow="1975-07-09", washington=LONDON)
    corrected = ("changed-action", {"taken_on": MOSCOW}, {"taken_on": "1975-07-09"})
    assert differences(bwc, *other) == [corrected]


def test_an_earlier_deposit_than_those_recorded_is_news(bwc, ghana):
    for day in (MOSCOW, WASHINGTON):
        make_action(bwc, ghana, "accession", day)
    ((kind, _before, after),) = differences(bwc, *deposits())
    assert (kind, after["taken_on"], after["depositary"]) == ("new-action", LONDON, "london")


def test_where_the_record_says_the_places_a_third_is_news(bwc, ghana):
    places = {each.key: each for each in bwc.depositaries.all()}
    for day, place in ((LONDON, "london"), (MOSCOW, "moscow")):
        make_action(bwc, ghana, "accession", day, depositary=places[place])
    ((_kind, _before, after),) = differences(bwc, *deposits())
    assert (after["taken_on"], after["depositary"]) == (WASHINGTON, "washington")


@pytest.mark.parametrize(
    ("left", "missing"),
    [
        ([("withdrawal", "1990-01-01")], 0),
        ([("withdrawal-of-consent", "1990-01-01")], 0),
        ([("withdrawal", "2199-01-01")], 1),
        ([("withdrawal", "1970-01-01")], 1),
        ([("withdrawal", "1990-01-01"), ("withdrawal-rescinded", "1990-02-01")], 1),
        ([], 1),
    ],
)
def test_what_was_taken_back_since_need_not_be_listed(bwc, ghana, left, missing):
    make_action(bwc, ghana, "accession", LONDON)
    for kind, day in left:
        make_action(bwc, ghana, kind, day)
    make_name(make_state("togo"), "Togo")
    found = differences(bwc, row("Togo"))
    assert [kind for kind, *_ in found].count("no-longer-listed") == missing


def test_a_signature_is_not_taken_back_with_the_consent(bwc, ghana):
    make_action(bwc, ghana, "signature", LONDON)
    make_action(bwc, ghana, "withdrawal-of-consent", "1990-01-01")
    make_name(make_state("togo"), "Togo")
    found = differences(bwc, row("Togo", "signature"))
    assert ("no-longer-listed", "signature") in [(k, b.get("kind")) for k, b, _ in found]


def test_a_row_of_several_kinds_takes_the_act_of_its_own_kind(bwc, ghana):
    for kind in ("acceptance", "ratification"):
        make_action(bwc, ghana, kind, LONDON)
    also = {"also": ["acceptance"]}
    assert [
        before["kind"]
        for kind, before, _ in differences(
            bwc, row("Ghana", "ratification", taken_on=LONDON, **also)
        )
    ] == ["acceptance"]


def test_what_is_observed_is_printed_and_read_back_whole(bwc):
    told = row("Congo", "ratification", also=["acceptance"], unsure="not how", meant="ghana")
    observed = saved.read(page(told), "bwc")
    again = saved.read(page(*saved.printed(observed)["actions"]), "bwc")
    assert observed.actions[0].covers("acceptance") and again == observed
