"""The reader of the Council of Europe's Treaty Office, on a synthetic answer in its shape."""

import json

import pytest

from tests.treaties.refresh.payloads import changed, payload
from treaties.refresh.connectors.coe.connector import CONNECTOR
from treaties.refresh.connectors.coe.reading import read
from treaties.refresh.observations import Page, UnknownInSource

CHART = payload("coe/cets-225.json")
CETS_225 = "coe-ai-framework-convention"


def stops(page: Page, words: str) -> None:
    with pytest.raises(UnknownInSource, match=words):
        read(page, CETS_225)


def acts(page: Page = CHART) -> set[tuple]:
    return {
        (a.participant, a.kind.value, a.taken_on, a.effective_on)
        for a in read(page, CETS_225).actions
    }


def test_signatures_denunciations_and_suspensions_are_read():
    assert acts() == {
        ("Andorra", "signature", "2024-09-05", None),
        ("Canada", "signature", "2025-02-11", None),
        ("European Union", "signature", "2024-09-05", None),
        ("European Union", "ratification", "2026-05-15", None),
        ("Norway", "signature", "2024-09-05", None),
        ("Norway", "ratification", "2025-06-01", None),
        ("Norway", "withdrawal", "2027-02-01", "2027-06-01"),
        ("Norway", "suspension", "2026-03-01", None),
    }


def test_a_member_that_did_nothing_says_nothing():
    observed = read(CHART, CETS_225)
    assert "Bulgaria" not in {action.participant for action in observed.actions}
    assert not any("Bulgaria" in row.quote for row in observed.held)


def test_a_consent_of_unknown_kind_says_that_only_a_person_can_tell_it():
    consents = [a for a in read(CHART, CETS_225).actions if a.kind == "ratification"]
    assert all("not how" in act.unsure and act.covers("approval") for act in consents)
    assert not any(act.covers("signature") for act in consents)


def test_a_consent_column_that_turned_empty_stops():
    groups = json.loads(CHART.content)
    for row in sum(groups, []):
        row["DateConsentement"] = None
    stops(Page("", json.dumps(groups).encode()), "DateEntreeVigueur and no DateConsentement any")


def test_a_date_without_the_one_that_it_follows_from_is_held():
    page = changed(CHART, ('"DateConsentement": "2025-06-01"', '"DateConsentement": null'))
    assert [row.why for row in read(page, CETS_225).held] == [
        "It has DateEntreeVigueur and no DateConsentement."
    ]


def test_a_denunciation_without_a_day_of_effect_is_held():
    page = changed(CHART, ('"DateEffetDenonciation": "2027-06-01"', '"DateEffetDenonciation": ""'))
    assert any("denunciation" in row.why for row in read(page, CETS_225).held)
    assert "withdrawal" not in {kind for _, kind, _, _ in acts(page)}


def test_rows_in_another_order_say_the_same():
    groups = [group[::-1] for group in json.loads(CHART.content)]
    assert read(Page("", json.dumps(groups).encode()), CETS_225) == read(CHART, CETS_225)


def test_a_day_that_is_none_holds_its_row():
    page = changed(CHART, ("2025-02-11T00:00:00.000", "2025-02-31"))
    assert "Canada, DateSignature 2025-02-31" in {row.quote for row in read(page, CETS_225).held}


def test_a_row_that_names_nobody_is_held():
    page = changed(CHART, ('"Andorra"', "null"))
    assert ", DateSignature 2024-09-05" in {row.quote for row in read(page, CETS_225).held}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2024-09-05T00:00:00", "2024-09-04T22:00:00Z", "DateSignature of another shape"),
        ("2024-09-05T00:00:00", "05/09/2024", "DateSignature of another shape"),
        ('"DateSuspension"', '"DateReprise"', "Unknown column: DateReprise"),
        ('"DateConsentement"', '"Consentement"', "Expected 'DateConsentement'"),
        ('"225"', '"224"', "CETS 225 is another treaty"),
        ('"LibPaysOrga"', '"Pays"', "Expected 'LibPaysOrga'"),
    ],
)
def test_what_we_do_not_know_stops(old, new, words):
    stops(changed(CHART, (old, new)), words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"Message": "An error has occurred."}', "Expected three lists"),
        (b'"An error has occurred."', "Expected three lists"),
        (b"[[], []]", "Expected three lists"),
        (b"[[], [], {}]", "Expected three lists"),
        (b"[[], [], []]", "no acts"),
        (b"[[7], [], []]", "Expected 'NumSTE'"),
        (b"<html>Just a moment...</html>", "Source down"),
        (b"", "Source down"),
    ],
)
def test_an_answer_of_another_shape_stops(body, words):
    stops(Page("", body), words)


def test_the_key_of_the_service_comes_from_an_operator():
    assert CONNECTOR.needs == (("token", "COE_TREATY_OFFICE_TOKEN"),)
    assert "token" not in {name.casefold() for name, _ in CONNECTOR.asks[0].headers}
