"""Who may save what in the admin, and what saving a text means: enforced, not only hidden."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from pauseai_kb.roles import create_roles
from tests.make import make_action, make_declaration, make_instrument, make_source, make_state
from tests.treaties.desk import address, loaded, person, save, sign_in
from treaties.models import Instrument, TextState, TreatyAction
from treaties.vocabulary import Review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db):
    create_roles()


@pytest.fixture
def bwc():
    return make_instrument("bwc", title_nl="BWC", summary_nl="Wat bwc zegt.")


def states(record):
    return {(s.field, s.language): s.state for s in TextState.objects.filter(object_id=record.pk)}


def test_who_only_looks_cannot_save(client, bwc):
    for role in ("contributor", "translator"):
        sign_in(client, role)
        assert client.get(address(bwc)).status_code == 200
        assert client.post(address(bwc), {"title_en": "x", "reason": "y"}).status_code == 403
        assert client.get("/admin/treaties/instrument/add/").status_code == 403


def test_a_stranger_to_the_groups_sees_nothing(client, bwc):
    sign_in(client)
    assert client.get(address(bwc)).status_code == 403


def test_a_translator_writes_the_texts_of_an_own_language(client, bwc):
    sign_in(client, "translator", "language: nl")
    answer = save(client, address(bwc, "?language=nl"), title_nl="Biowapens")
    assert answer.status_code == 302
    bwc.refresh_from_db()
    assert (bwc.title_nl, bwc.title_en, bwc.title_nb) == ("Biowapens", "bwc", None)
    assert states(bwc) == {("title", "nl"): "draft"}


@pytest.mark.parametrize(
    ("query", "crafted"),
    [
        ("?language=nb", {"title_nb": "Stjålet"}),  # another's language
        ("?language=nl", {"title_nl": "Biowapens", "title_en": "Stolen"}),
        ("?language=nl", {"title_nl": "Biowapens", "kind": "protocol"}),
        ("?language=en", {"title_en": "Stolen"}),
        ("", {"title_en": "Stolen"}),
    ],
)
def test_a_crafted_save_of_a_translator_is_refused(client, bwc, query, crafted):
    sign_in(client, "translator", "language: nl")
    columns = ["title_en", "title_nl", "title_nb", "kind"]
    before = Instrument.objects.filter(pk=bwc.pk).values(*columns).get()
    answer = client.post(address(bwc, query), {**crafted, "reason": "crafted"})
    assert answer.status_code == 403
    assert Instrument.objects.filter(pk=bwc.pk).values(*columns).get() == before


def test_what_a_reviewer_saves_is_reviewed(client, bwc):
    sign_in(client, "reviewer", "language: nl")
    save(client, address(bwc, "?language=nl"), all_read="on")
    assert states(bwc) == {("title", "nl"): "reviewed", ("summary", "nl"): "reviewed"}


def test_a_changed_english_text_makes_its_translations_outdated(client, bwc):
    sign_in(client, "reviewer", "language: nl")
    save(client, address(bwc, "?language=nl"), all_read="on")
    save(client, address(bwc), title_en="BWC 1972")
    assert states(bwc) == {("title", "nl"): "outdated", ("summary", "nl"): "reviewed"}


def test_a_typing_error_mended_leaves_the_translations_reviewed(client, bwc):
    sign_in(client, "reviewer", "language: nl")
    save(client, address(bwc, "?language=nl"), all_read="on")
    save(client, address(bwc), title_en="B.W.C.", no_change_of_meaning="on")
    assert states(bwc)["title", "nl"] == "reviewed"


def test_a_translation_keeps_the_placeholders(client):
    npt = make_instrument("npt", summary_en="It has {parties} parties.")
    sign_in(client, "translator", "language: nl")
    answer = save(client, address(npt, "?language=nl"), summary_nl="Er zijn {partijen} partijen.")
    assert "{parties}" in str(answer.context["errors"])


def test_the_language_of_the_interface_never_decides_which_column_is_written(client, bwc):
    sign_in(client, "curator")
    save(client, f"/nl{address(bwc)}", title_en="In English")
    bwc.refresh_from_db()
    assert (bwc.title_en, bwc.title_nl) == ("In English", "BWC")


def test_a_curator_changes_facts_with_a_reason_that_stands_in_the_change_log(client, bwc):
    action = make_action(bwc, make_state(), "ratification", "1975-06-06")
    sign_in(client, "curator")
    save(client, address(action), taken_on="1975-06-05", reason="The letter says the 5th")
    page = client.get(address(action).replace("change/", "history/"))
    latest = page.context["events"][0]
    assert latest.why == "The letter says the 5th"
    assert latest.who == "curator"
    assert latest.source == make_source()
    changes = [(each.before, each.after) for each in latest.differences]
    assert changes == [("1975-06-06", "1975-06-05")]


def test_nothing_is_saved_without_a_reason(client, bwc):
    sign_in(client, "curator")
    answer = save(client, address(bwc), title_en="BWC 1972", reason="")
    assert answer.context["adminform"].form.errors.keys() == {"reason"}


def test_a_curator_adds_an_act_and_the_rules_of_the_record_hold(client, bwc):
    ghana, where = make_state(), "/admin/treaties/treatyaction/add/"
    sign_in(client, "curator")
    act = {
        "instrument": bwc.pk,
        "participant": ghana.pk,
        "kind": "endorsement",
        "taken_on": "1975-06",
        "review": "checked",
        "counted": "on",
        "reason": "New on the list",
    }
    refused = client.post(where, act).context["adminform"].form
    assert "kind" in refused.errors
    without_source = client.post(where, {**act, "kind": "ratification"})
    assert "A checked fact needs a source" in str(without_source.context["errors"])
    act |= {"kind": "ratification", "source": make_source().pk}
    assert client.post(where, act).status_code == 302
    assert TreatyAction.objects.get().taken_on == "1975-06"


def test_whoever_adds_an_act_says_whether_it_was_checked(client, bwc):
    where = "/admin/treaties/treatyaction/add/"
    sign_in(client, "curator")
    field = client.get(where).context["adminform"].form["review"]
    assert not field.value()
    assert [code for code, _label in field.field.choices] == ["", "checked", "unchecked"]
    assert "you have read it in the source" in str(field.help_text)
    act = {"instrument": bwc.pk, "participant": make_state().pk, "kind": "ratification"}
    act |= {"taken_on": "1975-06", "counted": "on", "reason": "New on the list"}
    silent = client.post(where, {**act, "source": make_source().pk})
    assert silent.context["adminform"].form.errors.keys() == {"review"}
    assert client.post(where, {**act, "review": "unchecked"}).status_code == 302
    added = TreatyAction.objects.get()
    assert added.review == "unchecked"
    stored = client.get(address(added)).context["adminform"].form["review"]
    assert [code for code, _label in stored.field.choices] == Review.values


def test_nobody_deletes_a_fact(client, bwc):
    client.force_login(get_user_model().objects.create_superuser("root"))
    assert (
        client.post(address(bwc).replace("change/", "delete/"), {"post": "yes"}).status_code == 403
    )
    page = client.get("/admin/treaties/instrument/")
    assert "delete_selected" not in page.content.decode()


def test_only_a_reviewer_sets_the_state_of_a_text_by_hand(client, bwc):
    sign_in(client, "translator", "language: nl")
    save(client, address(bwc, "?language=nl"), title_nl="Biowapens")
    state = TextState.objects.get()
    client.force_login(person("curator"))
    assert client.post(address(state), {"state": "reviewed", "reason": "x"}).status_code == 403
    client.force_login(person("reviewer"))
    assert save(client, address(state), state="reviewed").status_code == 302
    state.refresh_from_db()
    assert state.state == "reviewed"


def test_an_administrator_writes_every_language(client, bwc):
    sign_in(client, "administrator")
    for language in ("nl", "nb"):
        assert save(client, address(bwc, f"?language={language}")).status_code == 302


def test_a_stale_form_is_refused_and_shows_both_versions(client, bwc):
    sign_in(client, "curator")
    mine = {**loaded(client, address(bwc)), "reason": "mine"}
    save(client, address(bwc), title_en="Theirs")
    refused = client.post(address(bwc), {**mine, "title_en": "Mine", "locator": "Article I"})
    page = refused.content.decode()
    assert "Somebody saved this record" in page
    assert [(row["now"], row["yours"]) for row in refused.context["stale"]] == [
        ("Theirs", "Mine"),
        ("", "Article I"),
    ]
    bwc.refresh_from_db()
    assert bwc.title_en == "Theirs"
    form = refused.context["adminform"].form
    assert form["title_en"].value() == "Mine" and form["locator"].value() == "Article I"
    again = {**mine, "title_en": "Both", "version": form["version"].value()}
    assert client.post(address(bwc), again).status_code == 302


def test_two_translators_of_two_languages_both_survive(client, bwc):
    root = get_user_model().objects.create_superuser("root")
    client.force_login(root)
    forms = {code: loaded(client, address(bwc, f"?language={code}")) for code in ("nl", "nb")}
    for code, form in forms.items():
        sent = {**form, f"title_{code}": code, "reason": "translated"}
        with transaction.atomic():
            assert client.post(address(bwc, f"?language={code}"), sent).status_code == 302
    bwc.refresh_from_db()
    assert (bwc.title_nl, bwc.title_nb) == ("nl", "nb")


def test_an_act_about_a_declaration_cannot_become_a_ratification(client):
    endorsed = make_action(make_declaration(), make_state(), "endorsement", "2025-02-11")
    sign_in(client, "curator")
    answer = save(client, address(endorsed), kind="ratification")
    assert "kind" in answer.context["adminform"].form.errors
