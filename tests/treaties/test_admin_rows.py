"""Rows beside their record in the admin obey what the form of a record obeys."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pauseai_kb.roles import create_roles
from tests.make import make_action, make_instrument, make_source, make_state
from tests.treaties.desk import address, loaded, save, sign_in
from treaties import services
from treaties.admin import inlines
from treaties.models import Confirmation, Depositary, Provision, ReportedCount, TextState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db):
    create_roles()


@pytest.fixture
def bwc():
    return make_instrument("bwc")


def make_provision(instrument, **more):
    plain = {"locator": "Article I", "quote": "Never.", "paraphrase_en": "Never, it says."}
    source = more.pop("source", None) or make_source()
    return services.save(Provision(instrument=instrument, source=source, **{**plain, **more}))


def added(prefix, number=0, **values):
    """What the form sends of rows that are added below `number` old ones."""
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {f"{prefix}-TOTAL_FORMS": number + 1, **row}


def latest(client, record):
    return client.get(address(record).replace("change/", "history/")).context["events"][0]


def test_a_row_is_mended_for_the_reason_of_its_record(client, bwc):
    provision = make_provision(bwc, source=make_source("the-text"))
    sign_in(client, "curator")
    changed = {"provisions-0-locator": "Article II", "reason": "Misread"}
    assert save(client, address(bwc), **changed).status_code == 302
    provision.refresh_from_db()
    assert provision.locator == "Article II"
    event = latest(client, provision)
    assert (event.who, event.why, event.source) == ("curator", "Misread", make_source("the-text"))


def test_a_row_is_added(client, bwc):
    ghana = make_state()
    sign_in(client, "curator")
    row = added("depositaries", key="accra", participant=ghana.pk, place="Accra")
    assert save(client, address(bwc), **row).status_code == 302
    assert Depositary.objects.get().participant == ghana


def test_nothing_is_written_of_rows_that_nobody_touched(client, bwc):
    provision = make_provision(bwc)
    sign_in(client, "curator")
    save(client, address(bwc), title_en="Another")
    assert latest(client, provision).what == "added"


def test_a_row_keeps_the_rules_of_the_record(client, bwc):
    make_provision(bwc)
    sign_in(client, "curator")
    answer = save(client, address(bwc), **{"provisions-0-source": ""})
    assert "A checked fact needs a source" in answer.content.decode()
    assert Provision.objects.get().source


def test_no_row_is_deleted(client, bwc):
    make_provision(bwc)
    sign_in(client, "administrator")
    assert "DELETE" not in client.get(address(bwc)).content.decode()
    save(client, address(bwc), **{"provisions-0-DELETE": "on"})
    assert Provision.objects.count() == 1


def test_who_may_change_the_record_alone_only_reads_its_rows(client, bwc):
    provision = make_provision(bwc)
    user = get_user_model().objects.create_user("half", is_staff=True)
    names = ["view_instrument", "change_instrument", "view_provision"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    page = client.get(address(bwc)).content.decode()
    assert "Never, it says." in page and 'name="provisions-0-quote"' not in page
    crafted = added("provisions", 1, quote="Stolen", paraphrase_en="Stolen", review="unchecked")
    crafted |= {"provisions-0-id": provision.pk, "provisions-0-quote": "Stolen"}
    save(client, address(bwc), **crafted)
    assert list(Provision.objects.values_list("quote", flat=True)) == ["Never."]


def test_a_row_of_another_record_is_not_written(client, bwc):
    other = make_provision(make_instrument("cwc"))
    make_provision(bwc)
    sign_in(client, "curator")
    save(client, address(bwc), **{"provisions-0-id": other.pk, "provisions-0-quote": "Stolen"})
    other.refresh_from_db()
    assert (other.quote, other.instrument.slug) == ("Never.", "cwc")


def test_a_stale_row_is_refused_and_shows_both_versions(client, bwc):
    provision = make_provision(bwc)
    sign_in(client, "curator")
    mine = {**loaded(client, address(bwc)), "reason": "mine"}
    save(client, address(provision), quote="Theirs")
    refused = client.post(address(bwc), {**mine, "provisions-0-quote": "Mine"})
    page = refused.content.decode()
    assert "Somebody saved this record" in page and "Both versions" in page
    assert [(row["now"], row["yours"]) for row in refused.context["stale"]] == [("Theirs", "Mine")]
    provision.refresh_from_db()
    assert provision.quote == "Theirs"
    (row,) = refused.context["inline_admin_formsets"][1].formset.forms
    again = {**mine, "provisions-0-quote": "Both", "provisions-0-version": row["version"].value()}
    assert client.post(address(bwc), again).status_code == 302
    provision.refresh_from_db()
    assert provision.quote == "Both"


def test_a_row_that_somebody_else_added_meanwhile_stays(client, bwc):
    make_provision(bwc)
    sign_in(client, "curator")
    mine = {**loaded(client, address(bwc)), "reason": "mine", "provisions-0-quote": "Mine"}
    make_provision(bwc, order=0, quote="Theirs")
    assert client.post(address(bwc), mine).status_code == 302
    assert set(Provision.objects.values_list("quote", flat=True)) == {"Mine", "Theirs"}


def test_a_changed_english_text_of_a_row_makes_its_translation_outdated(client, bwc):
    provision = make_provision(bwc, paraphrase_nl="Nooit.")
    services.set_text_states([(provision, "paraphrase", "nl", "reviewed")])
    sign_in(client, "curator")
    changed = {"provisions-0-paraphrase_en": "Never ever."}
    save(client, address(bwc), no_change_of_meaning="on", **changed)
    assert TextState.objects.get().state == "reviewed"
    save(client, address(bwc), **{"provisions-0-paraphrase_en": "Not once."})
    assert TextState.objects.get().state == "outdated"
    provision.refresh_from_db()
    assert provision.paraphrase_nl == "Nooit."


def test_a_row_is_named_and_labelled_in_the_language_of_the_interface(client, bwc):
    make_provision(bwc)
    sign_in(client, "curator")
    page = client.get(f"/nl{address(bwc)}").content.decode()
    assert "Bepalingen (1)" in page and "bwc, Article I" in page
    assert "Deelnemer:" in page and "Participant:" not in page


def test_a_form_of_another_language_has_no_rows(client, bwc):
    make_provision(bwc, paraphrase_nl="Nooit.")
    sign_in(client, "translator", "language: nl")
    page = client.get(address(bwc, "?language=nl"))
    assert page.context["inline_admin_formsets"] == []


def test_a_row_more_costs_no_query_more(client, bwc):
    sign_in(client, "curator")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(bwc)).status_code == 200
        return len(found)

    def add(number):
        make_provision(bwc, locator=f"Article {number}", source=make_source(f"s{number}"))
        ghana = make_state(f"state-{number}")
        depositary = Depositary(instrument=bwc, key=f"k{number}", participant=ghana)
        services.save(depositary)

    add(1)
    one = queries()
    for number in range(2, 12):
        add(number)
    assert queries() == one <= 30


def test_where_there_are_many_rows_their_list_is_linked(client, bwc, monkeypatch):
    monkeypatch.setattr(inlines, "MOST_ROWS", 1)
    sign_in(client, "curator")

    def linked():
        links = client.get(address(bwc)).context["related_links"]
        return {link["label"]: link["number"] for link in links}

    make_provision(bwc)
    assert "provisions" not in linked()
    make_provision(bwc, locator="Article II")
    assert linked()["provisions"] == 2


def test_a_second_source_stands_beside_its_act(client, bwc):
    act = make_action(bwc, make_state(), "ratification", "1975-06-06")
    sign_in(client, "curator")
    row = added("confirmations", source=make_source("another").pk, locator="page 3")
    assert save(client, address(act), **row).status_code == 302
    assert Confirmation.objects.get().action == act


def test_a_date_in_words_is_shown_as_it_was_understood(client, bwc):
    act = make_action(bwc, make_state(), "ratification", "1975-06-06")
    sign_in(client, "curator")
    refused = save(client, address(act), taken_on="Feb 1975", reason="")
    understood = "“Feb 1975” was understood as 1975-02 (February 1975)."
    assert understood in refused.content.decode()
    assert 'value="Feb 1975"' in refused.content.decode()
    saved = save(client, address(act), taken_on="Feb 1975")
    assert [str(message) for message in get_messages(saved.wsgi_request)][0] == understood
    act.refresh_from_db()
    assert act.taken_on == "1975-02"


def test_a_date_in_words_is_understood_in_a_row_too(client, bwc):
    sign_in(client, "curator")
    row = added("reported_counts", value=3, counts="parties", as_of="2.5.1975")
    row["reported_counts-0-source"] = make_source().pk
    saved = save(client, address(bwc), **row)
    assert "1975-05-02 (2 May 1975)" in str(list(get_messages(saved.wsgi_request))[0])
    assert ReportedCount.objects.get().as_of == "1975-05-02"


def test_a_date_that_can_be_two_days_is_refused_with_both(client, bwc):
    act = make_action(bwc, make_state(), "ratification", "1975-06-06")
    sign_in(client, "curator")
    errors = save(client, address(act), taken_on="03/04/1975").context["adminform"].form.errors
    assert "1975-03-04 / 1975-04-03" in str(errors["taken_on"])
