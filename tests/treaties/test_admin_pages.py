"""Every page of the admin, of every model, in every language of the site."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from pghistory.models import Event

from pauseai_kb.roles import create_roles
from treaties.models import Instrument
from treaties.text_states import texts_of

LANGUAGES = ["en", "nl", "nb"]
OURS = {"treaties", "treaties_review", "treaties_refresh", "summits", "kb_dataset", "kb_build_hook"}
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]


@pytest.fixture
def administrator(record, client):
    create_roles()
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    return client


def test_every_model_of_the_record_is_in_the_admin():
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    missing = [m for m in models if not issubclass(m, Event) and m not in admin.site._registry]
    assert missing == []


def pages_of(model):
    """List, search, addition, form, form a language, change log; those that may be seen."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    yield reverse(f"{name}_changelist") + "?q=a%C3%A9"
    if admin.site._registry[model].has_add_permission.__func__.__qualname__.startswith("Record"):
        yield reverse(f"{name}_add")
    if record := model._base_manager.order_by("pk").first():
        form = reverse(f"{name}_change", args=[record.pk])
        yield form
        yield reverse(f"{name}_history", args=[record.pk])
        for code in LANGUAGES if texts_of(model) else []:
            yield f"{form}?language={code}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_page_of_a_model_can_be_shown(administrator, model, language):
    with translation.override(language):
        for address in pages_of(model):
            answer = administrator.get(address)
            assert answer.status_code == 200, address
            assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_shows_problems_and_texts_with_their_numbers(administrator, language):
    with translation.override(language):
        answer = administrator.get(reverse("admin:index"))
    numbers = {
        each["address"].split("/")[-2]: each["number"] for each in answer.context["problems"]
    }
    assert numbers["uncheckedact"] > 0
    assert len(answer.context["texts"]) == 2
    assert answer.content.decode().count("<strong>") >= len(numbers)


def test_every_list_on_the_first_screen_has_as_many_rows_as_it_says(administrator):
    for problem in administrator.get("/admin/").context["problems"]:
        listed = administrator.get(problem["address"]).context["cl"]
        assert listed.result_count == problem["number"], problem


@pytest.mark.parametrize(
    ("model", "words", "slug"),
    [
        ("participant", "zwits", "switzerland"),
        ("participant", "Sveits", "switzerland"),
        ("participant", "CHE", "switzerland"),
        ("participant", "Nederland", "netherlands"),
        ("participant", "turkiye", "turkiye"),
        ("participant", "CÔTE D’IVOIRE", "cote-divoire"),
        ("instrument", "kernwapens", "npt"),
    ],
)
def test_a_record_is_found_by_its_name_in_any_language(administrator, model, words, slug):
    listed = administrator.get(f"/nb/admin/treaties/{model}/", {"q": words}).context["cl"]
    assert slug in [record.slug for record in listed.result_list]


def test_autocomplete_finds_a_participant_in_any_language_and_names_it_in_ours(administrator):
    asked = {
        "term": "zwits",
        "app_label": "treaties",
        "model_name": "treatyaction",
        "field_name": "participant",
    }
    found = administrator.get("/nb/admin/autocomplete/", asked).json()["results"]
    assert [each["text"] for each in found] == ["Sveits"]


def test_a_declaration_is_not_offered_for_ratification(administrator):
    def kinds(slug):
        pk = Instrument.objects.get(slug=slug).pk
        page = administrator.get(f"/admin/treaties/treatyaction/add/?instrument={pk}")
        return [value for value, _ in page.context["adminform"].form.fields["kind"].choices]

    assert "ratification" in kinds("npt") and "endorsement" not in kinds("npt")
    assert "endorsement" in kinds("bletchley-declaration")
    assert "ratification" not in kinds("bletchley-declaration")


def test_a_form_of_a_declaration_asks_nothing_about_entry_into_force(administrator):
    def fields(slug):
        pk = Instrument.objects.get(slug=slug).pk
        return administrator.get(f"/admin/treaties/instrument/{pk}/change/").context["adminform"]

    assert "effect_delay" in fields("npt").form.fields
    assert "effect_delay" not in fields("bletchley-declaration").form.fields


def test_the_change_log_shows_what_a_load_added_and_why(administrator):
    pk = Instrument.objects.get(slug="npt").pk
    events = administrator.get(f"/nl/admin/treaties/instrument/{pk}/history/").context["events"]
    first = events[-1]
    assert first.why == "Loaded from the data files"
    assert [each.after for each in first.differences if each.before == ""]


def test_a_page_without_a_session_has_no_way_into_the_admin(administrator, client):
    address = "/instruments/npt/"
    signed_in = administrator.get(address).content.decode()
    assert "/admin/treaties/instrument/" in signed_in
    client.logout()
    visitor = client.get(address)
    assert "/admin/" not in visitor.content.decode()
    assert not visitor.cookies
