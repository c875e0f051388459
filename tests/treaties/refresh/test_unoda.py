"""The reader of the UNODA treaties database, on a synthetic answer in its shape."""

import json

import pytest

from tests.treaties.refresh.payloads import changed, payload
from treaties.refresh.connectors.unoda.connector import CONNECTOR
from treaties.refresh.connectors.unoda.reading import read
from treaties.refresh.connectors.unoda.vocabulary import TREATIES
from treaties.refresh.observations import Page, UnknownInSource
from treaties.vocabulary import ActionKind, CountKind

BWC = payload("unoda/bwc.json")
ALBANIA = '"1992-06-03 00:00:00"'


def answer(change=None) -> Page:
    """The answer after `change` was made to its treaty."""
    document = json.loads(BWC.content)
    if change:
        change(document["data"]["treaty_"]["data"])
    return Page("", json.dumps(document).encode())


def stops(page: Page, words: str, instrument: str = "bwc") -> None:
    with pytest.raises(UnknownInSource, match=words):
        read(page, instrument)


def acts(page: Page = BWC) -> set[tuple[str, str, str, str, str]]:
    return {
        (a.participant, a.code, a.kind.value, a.taken_on, a.depositary)
        for a in read(page, "bwc").actions
    }


def test_each_act_keeps_its_depositary():
    of_albania = {row for row in acts() if row[0] == "Albania"}
    assert of_albania == {
        ("Albania", "ALB", "accession", "1992-06-03", "united-kingdom"),
        ("Albania", "ALB", "accession", "1992-08-11", "russia"),
        ("Albania", "ALB", "accession", "1993-03-26", "united-states"),
    }


@pytest.mark.parametrize(
    "row",
    [
        ("Ghana", "GHA", "signature", "1972-04-10", "united-kingdom"),
        ("Ghana", "GHA", "ratification", "1975-06-06", "united-kingdom"),
        ("Czech Republic", "", "succession", "1993-04-05", "united-kingdom"),
        ("Bahamas (The)", "BHS", "accession", "1986-11-26", "russia"),
        ("Naoero", "", "accession", "2015-12-18", ""),
    ],
)
def test_names_codes_and_kinds_are_those_of_the_source(row):
    assert row in acts()


def test_a_withdrawal_is_held_for_a_person():
    observed = read(BWC, "bwc")
    assert [row.quote for row in observed.held] == [
        "Utopia: Withdrawal 2023-11-03 (Moscow) Note verbale of a day"
    ]
    assert ActionKind.WITHDRAWAL not in {action.kind for action in observed.actions}


def test_declared_totals_are_kept_and_not_believed():
    assert read(BWC, "bwc").declared == {CountKind.PARTIES: 5, CountKind.SIGNATORIES: 3}


def test_rows_in_another_order_or_twice_say_the_same():
    def shuffle(treaty):
        treaty["actions_"] = treaty["actions_"][::-1] + treaty["actions_"][:2]

    assert read(answer(shuffle), "bwc") == read(BWC, "bwc")


def test_a_date_in_the_future_is_kept_as_it_is_printed():
    page = changed(BWC, (ALBANIA, '"2128-01-15 00:00:00"'))
    assert ("Albania", "ALB", "accession", "2128-01-15", "united-kingdom") in acts(page)


@pytest.mark.parametrize("day", ["1992-02-31", "0002-11-30"])
def test_a_day_that_is_none_holds_its_row(day):
    observed = read(changed(BWC, (ALBANIA, f'"{day} 00:00:00"')), "bwc")
    assert f"Albania: Accession {day} (London)" in {row.quote for row in observed.held}
    assert len(observed.actions) == 7


@pytest.mark.parametrize("state", [None, {"name": None}, {"name": " "}])
def test_an_act_of_nobody_is_held(state):
    page = answer(lambda treaty: treaty["actions_"][0].update(state=state))
    assert ": Accession 1993-03-26 (Washington)" in {row.quote for row in read(page, "bwc").held}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (ALBANIA, '"1992-06-03T00:00:00Z"', "date of another shape"),
        (ALBANIA, '"1992-06-03 22:00:00"', "date of another shape"),
        (ALBANIA, '"1992-06-03"', "date of another shape"),
        (ALBANIA, "null", "'date' is of another kind"),
        ('"SUC"', '"SUX"', "Unknown type of act"),
        ('"Succession"', '"Accession"', "Unknown type of act"),
        ('"London"', '"Paris"', "Unknown depositary"),
        ('"London", "name": null', '"London", "name": "Moscow"', "no such depositary"),
        ('"GHA"', '"GH"', "code of another shape"),
        ('"count_sig_states": 3', '"count_sig_states": null', "'count_sig_states' is of another"),
        ('"count_states_parties": 5', '"count_states_parties": 0', "parties: nobody any more"),
        ('"count_sig_states": 3', f'"count_sig_states": {"9" * 5000}', "number of 5,000 digits"),
        ('"count_sig_states": 3', '"count_sig_states": NaN', "NaN is not a number"),
        ('"bwc"', '"npt"', "another treaty"),
        ('"actions_"', '"actions"', "Expected 'actions_'"),
    ],
)
def test_what_we_do_not_know_stops(old, new, words):
    stops(changed(BWC, (old, new)), words)


def empty(name):
    def change(treaty):
        for row in treaty["actions_"]:
            row.update(
                {"state": {**row["state"], "country_": None}} if name == "code" else {name: None}
            )

    return change


@pytest.mark.parametrize("name", ["code", "depositary"])
def test_a_filled_field_that_turned_empty_stops(name):
    stops(answer(empty(name)), f"No act of bwc has a {name} any more")


def test_names_that_turned_empty_stop():
    def nameless(treaty):
        for row in treaty["actions_"][:2]:
            row["state"]["name"] = None

    stops(answer(nameless), "2 acts of bwc name no state any more")


def test_a_ratification_may_be_an_acceptance_or_approval_and_nothing_else_is_vague():
    kinds = {act.kind: {kind.value for kind in act.also} for act in read(BWC, "bwc").actions}
    assert kinds.pop(ActionKind.RATIFICATION) == {"acceptance", "approval"}
    assert not any(kinds.values())


def test_by_congo_the_database_means_one_of_the_two():
    observed = read(changed(BWC, ('"Naoero"', '"Congo"')), "bwc")
    meant = {act.participant: act.meant for act in observed.actions if act.meant}
    assert meant == {"Congo": "republic-of-the-congo"}


def test_no_acts_at_all_stop():
    stops(answer(lambda treaty: treaty.update(actions_=[])), "no acts")


@pytest.mark.parametrize(
    "body",
    [b"<html><body>urgent maintenance</body></html>", b"", b"upstream timed out", b'{"data": {'],
)
def test_anything_but_json_means_that_the_source_is_down(body):
    stops(Page("", body), "Source down")


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b'"down"', b'{"data": null}', b'{"data": {"treaty_": []}}', b"7"]
)
def test_json_of_another_shape_stops(body):
    stops(Page("", body), "Expected 'data'|another kind")


def test_an_error_of_the_service_is_quoted():
    stops(Page("", b'{"errors": [{"message": "no such field"}], "data": null}'), "no such field")


def test_where_there_is_one_depositary_the_act_is_its():
    page = changed(BWC, ('"bwc"', '"tpnw"'), ('"London"', '"UNHQ"'))
    page = changed(
        page, ('"Moscow"', '"UNHQ"'), ('"Washington"', "null"), ('"Government of the ', '"')
    )
    page = changed(page, ('"United States of America"', "null"), ('"Russian Federation"', "null"))
    assert {a.depositary for a in read(page, "tpnw").actions} == {"un-secretary-general"}
    stops(changed(page, ('"UNHQ"', '"Moscow"')), "tpnw has no such depositary", "tpnw")


def test_a_list_cut_short_stops_at_the_connector():
    with pytest.raises(UnknownInSource, match="bwc: 8 acts, and there were at least"):
        CONNECTOR.read(BWC, "bwc")


def test_the_question_names_the_treaty_and_every_field_that_is_read():
    body = json.loads(CONNECTOR.request("outer-space-treaty").body)
    assert body["variables"]["input"]["short_name"] == TREATIES["outer-space-treaty"].name
    for field in ["count_sig_states", "actions_", "action_type_", "depositary", "note"]:
        assert field in body["query"]
