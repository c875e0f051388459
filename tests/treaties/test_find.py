"""A country is found by any of its names, in any language, by an alias or by a code."""

import json

import pytest

from tests.make import make_name, make_state


def find(client, words, language=""):
    return client.get(f"{language}/find/", {"q": words})


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Schweiz", "switzerland"),
        ("Sveits", "switzerland"),
        ("zwits", "switzerland"),
        ("Swiss", "switzerland"),
        ("CHE", "switzerland"),
        ("ch", "switzerland"),
        ("Turkey", "turkiye"),
        ("turkije", "turkiye"),
        ("Holland", "netherlands"),
        ("South Korea", "south-korea"),
        ("norge", "norway"),
        ("noreg", "norway"),
        ("NOR", "norway"),
        ("  Norwegen ", "norway"),
        ("cote d'ivoire", "cote-divoire"),
        ("Ivory Coast", "cote-divoire"),
        ("osterrike", "austria"),
        ("Österreich", "austria"),
    ],
)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_one_match_leads_straight_to_the_page(record, client, words, slug, language):
    response = find(client, words, language)
    assert response.status_code == 302
    assert response.url == f"{language}/countries/{slug}/"


def test_several_matches_are_listed(record, client):
    text = find(client, "Korea").content.decode()
    assert "/countries/south-korea/" in text
    assert "/countries/north-korea/" in text


def test_an_ambiguous_name_is_for_the_visitor_to_choose(record, client):
    text = find(client, "Congo").content.decode()
    assert "/countries/republic-of-the-congo/" in text
    assert "/countries/democratic-republic-of-the-congo/" in text


def test_a_slip_of_the_pen_gets_suggestions(record, client):
    response = find(client, "Norwya")
    assert response.status_code == 200
    assert "/countries/norway/" in response.content.decode()


def test_words_of_a_declaration_find_the_declaration(record, client):
    text = find(client, "New Delhi", "/nb").content.decode()
    assert "/nb/instruments/new-delhi-declaration/" in text


@pytest.mark.parametrize("words", ["", "%", "\x00", "x" * 101, "<script>", "' OR 1=1 --", "_"])
def test_words_that_name_nobody_are_answered_with_the_form(record, client, words):
    response = find(client, words)
    assert response.status_code == 200
    text = response.content.decode()
    assert 'name="q"' in text
    assert "<script>'" not in text


def test_a_name_is_found_though_the_page_is_in_another_language(db, client):
    austria = make_state("austria")
    make_name(austria, "Austria")
    make_name(austria, "Østerrike", language="nb")
    assert find(client, "osterrike", "/nl").url == "/nl/countries/austria/"


def test_all_names_are_sent_as_json_that_may_be_kept(record, client):
    response = client.get("/nb/find/names.json")
    assert "public" in response["Cache-Control"]
    by_shown = {names[0]: names[1:] for names in json.loads(response.content)["names"]}
    assert {"Schweiz", "Zwitserland", "Switzerland", "CHE", "CH"} <= set(by_shown["Sveits"])
