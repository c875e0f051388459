"""Words that are not in the language of the page say in which they are (WCAG 3.1.2)."""

import re

import pytest


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nl/instruments/bwc/", r"Articles? [IVX]+[^<]*"),
        ("/nb/instruments/new-delhi-declaration/", r"List as on 21 February 2026"),
        ("/nl/countries/brazil/", r"List as on 21 February 2026"),
        ("/nl/compare/npt,bwc/", r"Articles? [IVX]+[^<]*"),
        ("/nb/mechanisms/", r"Articles? [IVX]+[^<]*"),
        ("/nl/timeline/?kind=withdrawal", r"C.N.225.2025; Art. 127\(1\)"),
    ],
)
def test_a_place_in_a_source_is_english_on_every_page(record, client, address, words):
    shown = re.findall(rf"<(\w+)([^>]*)>\s*{words}\s*<", page(client, address))
    assert shown
    assert {attributes.strip() for _tag, attributes in shown} == {'lang="en"'}


@pytest.mark.parametrize("address", ["/nl/instruments/npt/", "/nb/countries/norway/"])
def test_the_name_of_a_source_has_its_language(record, client, address):
    links = re.findall(
        r'<a (?:class="source" )?href="/n[lb]/sources/[\w-]+/"[^>]*>', page(client, address)
    )
    assert links
    assert all(" lang=" in link for link in links)


def test_a_button_in_the_language_of_the_page_says_which_language_it_leads_to(record, client):
    button = re.search(r'<a class="button"[^>]*>', page(client, "/nl/sources/trb-1967-133/"))[0]
    assert ' hreflang="nl"' in button and " lang=" not in button
