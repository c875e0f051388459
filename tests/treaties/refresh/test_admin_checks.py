"""Checks of sources in the admin: switched on and off with a reason, and no check of nothing."""

import pytest
from kombu.exceptions import OperationalError
from pghistory.models import Context

from pauseai_kb.roles import create_roles
from tests.make import make_instrument, make_source
from tests.treaties.desk import address, loaded, save, sign_in
from treaties import services
from treaties.models import SourceCheck, SourceReading
from treaties.refresh import tasks

LIST = "/admin/treaties/sourcecheck/"
ADD = f"{LIST}add/"


@pytest.fixture(autouse=True)
def roles(db):
    create_roles()


@pytest.fixture
def check():
    source, cwc = make_source("untc-cwc", title="Status of the CWC"), make_instrument("cwc")
    row = {"source": source, "instrument": cwc, "connector": "untc", "key": "cwc"}
    return services.save(SourceCheck(**row))


def do(client, action, *checks, reason="The depositary agreed."):
    sent = {"action": action, "_selected_action": [each.pk for each in checks], "reason": reason}
    return client.post(LIST, sent, follow=True).content.decode()


def is_on(check) -> bool:
    check.refresh_from_db()
    return check.switched_on


def test_a_curator_switches_checks_on_and_off_and_the_change_log_says_why(client, check):
    curator = sign_in(client, "curator")
    assert "1 check is switched on." in do(curator, "switch_on", check)
    assert is_on(check)
    context = Context.objects.latest("created_at")
    assert context.metadata["reason"] == "The depositary agreed."
    assert "The depositary agreed." in client.get("/changes/").content.decode()
    assert "1 check is switched off." in do(curator, "switch_off", check, reason="They asked us.")
    assert not is_on(check)


def test_who_gives_no_reason_is_asked_for_one(client, check):
    assert "Say why" in do(sign_in(client, "curator"), "switch_on", check, reason=" ")
    assert not is_on(check)


def test_what_is_on_already_is_not_changed_again(client, check):
    curator = sign_in(client, "curator")
    do(curator, "switch_on", check)
    before = Context.objects.count()
    assert "0 checks are switched on." in do(curator, "switch_on", check)
    assert Context.objects.count() == before


def test_a_contributor_switches_nothing(client, check):
    do(sign_in(client, "contributor"), "switch_on", check)
    assert not is_on(check)


def test_the_list_says_how_a_check_goes(client, check, on_day):
    on_day("2026-11-20")
    services.switch_checks(SourceCheck.objects.all(), on=True, reason="Let us see.")
    for day, outcome in (("2026-11-10", "changed"), ("2026-11-19", "failed")):
        moment = f"{day}T12:00:00Z"
        SourceReading.objects.create(source=check.source, read_at=moment, outcome=outcome)
    text = sign_in(client, "curator").get(f"{LIST}?q=cwc").content.decode()
    for words in (
        "Status of the CWC",
        "cwc",
        "Not read for too long",
        "Nov. 10, 2026",
        "19 November 2026: failed",
        "Nov. 20, 2026",
    ):
        assert words in text


def test_what_a_check_reads_stays_as_it_was_made(client, check):
    sign_in(client, "curator")
    sent = loaded(client, address(check))
    assert not {"connector", "key"} & set(sent)
    assert save(client, address(check), every_days="7", connector="coe").status_code == 302
    check.refresh_from_db()
    assert (check.every_days, check.connector) == (7, "untc")


@pytest.mark.parametrize("days", ["0", "-1"])
def test_less_than_a_day_between_two_looks_is_refused_with_a_clear_message(client, check, days):
    sign_in(client, "curator")
    answer = save(client, address(check), every_days=days)
    assert answer.status_code == 200
    assert "At least 1: a source is asked once a day" in answer.content.decode()


@pytest.mark.parametrize(
    ("connector", "key", "words"),
    [
        ("unheard-of", "cwc", "No such connector. There are: coe, govuk"),
        ("untc", "atlantis", "This connector does not read such a page. It reads: cbd, cwc"),
    ],
)
def test_a_check_of_what_nothing_reads_is_refused(client, connector, key, words):
    sign_in(client, "curator")
    sent = {"source": make_source("another").pk, "every_days": "1"}
    answer = save(client, ADD, connector=connector, key=key, **sent)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not SourceCheck.objects.exists()


def test_a_check_of_a_page_that_a_connector_reads_can_be_added(client):
    sign_in(client, "curator")
    sent = {"source": make_source("another").pk, "every_days": "1"}
    assert save(client, ADD, connector="untc", key="cwc", **sent).status_code == 302
    assert not SourceCheck.objects.get().switched_on


def test_whoever_wants_to_know_now_has_a_source_asked(client, check, monkeypatch, settings):
    sent = []
    monkeypatch.setattr(tasks.look_at, "apply_async", lambda *told, **_how: sent.append(told))
    curator = sign_in(client, "curator")
    settings.REFRESH_CONTACT = ""
    assert "REFRESH_CONTACT" in do(curator, "ask_now", check) and sent == []
    settings.REFRESH_CONTACT = "mailto:refresh@record.test"
    assert "1 source is being asked." in do(curator, "ask_now", check)
    assert sent == [([check.pk], {"wanted": True})]
    assert not is_on(check)


def test_jobs_that_cannot_be_reached_are_no_error_page(client, check, monkeypatch, settings):
    def refuses(*_told, **_how):
        raise OperationalError("Connection refused")

    settings.REFRESH_CONTACT = "mailto:refresh@record.test"
    monkeypatch.setattr(tasks.look_at, "apply_async", refuses)
    assert "The jobs cannot be reached." in do(sign_in(client, "curator"), "ask_now", check)


def test_who_may_only_look_has_nobody_asked(client, check, monkeypatch, settings):
    sent = []
    monkeypatch.setattr(tasks.look_at, "apply_async", lambda *told, **_how: sent.append(told))
    settings.REFRESH_CONTACT = "mailto:refresh@record.test"
    do(sign_in(client, "contributor"), "ask_now", check)
    assert sent == []
