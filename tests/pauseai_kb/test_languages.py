"""The address decides on the language; only `/` asks the browser; what lacks a translation says so."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pauseai_kb import languages
from tests.make import make_declaration, make_name, make_state
from treaties import services
from treaties.models import Discrepancy, Instrument
from treaties.models.comparison import DIFFERENCES
from treaties.names import sort_key
from treaties.wording import number, period, words

DRAFT = "nog niet nagelezen door een moedertaalspreker"


class Page(HTMLParser):
    """What a page says about languages: links, the menu, and the text of each `lang`."""

    def __init__(self, response):
        super().__init__()
        self.links, self.menu, self.canonical, self.language = {}, {}, None, None
        self.open, self.by_language = [], {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.language = attributes["lang"]
        if tag == "link" and attributes["rel"] == "alternate" and "hreflang" in attributes:
            self.links[attributes["hreflang"]] = attributes["href"]
        elif tag == "link" and attributes["rel"] == "canonical":
            self.canonical = attributes["href"]
        elif tag == "a" and "hreflang" in attributes:
            self.menu[attributes["hreflang"]] = attributes
        self.open.append((tag, attributes.get("lang")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        language = next((lang for _tag, lang in reversed(self.open) if lang), None)
        self.by_language.setdefault(language, []).append(data)

    def says(self, text, *, language):
        return any(text in data for data in self.by_language.get(language, []))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("no,nn;q=0.9,en;q=0.5", "nb"),
        ("nn", "nb"),
        ("no-NO", "nb"),
        ("nn-NO,en;q=0.9", "nb"),
        ("nb-NO,nb;q=0.9", "nb"),
        ("nl-BE,fr;q=0.8", "nl"),
        ("fr,nl;q=0.3,en;q=0.2", "nl"),
        ("en-GB,nl;q=0.9", "en"),
        ("en;q=0.5,nl;q=0.9", "nl"),
        ("nl;q=0,en", "en"),
        ("fr,de", "en"),
        ("*", "en"),
        ("", "en"),
        (";;q=x,,", "en"),
    ],
)
def test_the_language_that_a_browser_likes_best(asked, answer):
    assert languages.asked_for(asked) == answer


def test_the_first_page_sends_a_browser_to_its_language(db, client):
    response = client.get("/?on=2024-03-31", headers={"accept-language": "no,nn;q=0.9,en;q=0.5"})
    assert response.status_code == 302
    assert response["Location"] == "/nb/?on=2024-03-31"
    assert "Accept-Language" in response["Vary"]


def test_the_first_page_in_english_varies_by_the_browser_too(db, client):
    response = client.get("/", headers={"accept-language": "en-GB"})
    assert response.status_code == 200
    assert "Accept-Language" in response["Vary"]
    assert response["Content-Language"] == "en"


def test_the_english_first_page_never_redirects(db, client):
    response = client.get("/?lang=en", headers={"accept-language": "nb"})
    assert response.status_code == 200
    assert Page(response).language == "en"
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/summits/", "/nl/", "/nl/summits/", "/nb/admin/login/"])
def test_no_other_page_looks_at_the_browser_or_at_a_cookie(db, client, address):
    client.cookies["django_language"] = "nb"
    response = client.get(address, headers={"accept-language": "nb"})
    assert response.status_code == 200
    assert Page(response).language == languages.split(address)[0]
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("/no/", "/nb/"),
        ("/no", "/nb/"),
        ("/nn/summits/", "/nb/summits/"),
        (
            "/no/instruments/npt/?on=2024-03-31&x=%C3%A5",
            "/nb/instruments/npt/?on=2024-03-31&x=%C3%A5",
        ),
        ("/no?on=2024-03-31", "/nb/?on=2024-03-31"),
        ("/no//elsewhere.test/", "/nb//elsewhere.test/"),
    ],
)
def test_norwegian_under_another_code_has_moved_for_good(db, client, address, answer):
    response = client.get(address)
    assert response.status_code == 301
    assert response["Location"] == answer


def test_an_address_that_only_begins_like_norwegian_has_not_moved(db, client):
    assert client.get("/norway/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/nl/", "/nb/summits/", "/instruments/", "/nb/nothing/"])
def test_a_visitor_gets_no_cookie(db, client, address):
    assert not client.get(address).cookies


def test_the_menu_keeps_the_page_the_day_and_the_rest(record, client):
    page = Page(client.get("/nl/instruments/npt/?on=2024-03-31&sort=name&lang=de"))
    rest = "/instruments/npt/?on=2024-03-31&sort=name"
    assert {code: link["href"] for code, link in page.menu.items()} == {
        "en": rest,
        "nl": f"/nl{rest}",
        "nb": f"/nb{rest}",
    }
    assert {code: link["lang"] for code, link in page.menu.items()} == {
        "en": "en",
        "nl": "nl",
        "nb": "nb",
    }
    assert [code for code, link in page.menu.items() if "aria-current" in link] == ["nl"]
    for code, name in [("en", "English"), ("nl", "Nederlands"), ("nb", "Norsk bokmål")]:
        assert page.says(name, language=code)


def test_the_menu_of_the_first_page_leads_to_an_english_one_that_stays(db, client):
    page = Page(client.get("/nb/?on=2024-03-31"))
    assert page.menu["en"]["href"] == "/?on=2024-03-31&lang=en"
    for link in page.menu.values():
        assert client.get(link["href"], headers={"accept-language": "nl"}).status_code == 200


def test_the_menu_of_a_page_that_does_not_exist_leads_to_the_first_pages(db, client):
    for address in ["/nl/nothing/", "/nl/instruments/no-such/"]:
        page = Page(client.get(address))
        hrefs = [link["href"] for link in page.menu.values()]
        assert hrefs == ["/?lang=en", "/nl/", "/nb/"]
        assert page.canonical is None
        assert page.links == {}


def test_search_engines_learn_the_address_to_keep_and_the_other_languages(db, client):
    page = Page(client.get("/nl/instruments/?on=2024-03-31&page=2"))
    assert page.canonical == "http://testserver/nl/instruments/?page=2"
    assert page.links == {
        "en": "http://testserver/instruments/?page=2",
        "nl": "http://testserver/nl/instruments/?page=2",
        "nb": "http://testserver/nb/instruments/?page=2",
        "x-default": "http://testserver/instruments/?page=2",
    }


def test_there_is_a_sitemap_a_language_and_each_address_in_it_answers(record, client):
    index = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert [each.rsplit("/", 1)[1] for each in index] == [
        "sitemap-en.xml",
        "sitemap-nl.xml",
        "sitemap-nb.xml",
    ]
    listed = {}
    for address in index:
        text = client.get(address).content.decode()
        code = address[-6:-4]
        listed[code] = [
            each.removeprefix("http://testserver") for each in re.findall(r"<loc>([^<]+)", text)
        ]
    assert {"/", "/instruments/npt/", "/countries/norway/"} <= set(listed["en"])
    assert {"/organisations/openai/", "/summits/paris-2025/"} <= set(listed["en"])
    assert listed["nb"] == [f"/nb{each}" for each in listed["en"]]
    assert len(set(listed["en"])) == len(listed["en"]) > Instrument.objects.count() + 200
    for address in listed["nl"][::25]:
        assert client.get(address).status_code == 200, address
    assert client.get("/sitemap-xx.xml").status_code == 404


def test_robots_are_shown_the_sitemaps_and_kept_out_of_the_admin(db, client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /nb/admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_a_text_without_translation_is_marked_as_english(db, client):
    make_declaration("a", title_en="A title", title_nl="Een titel", summary_en="Only in English.")
    page = Page(client.get("/nl/instruments/a/"))
    assert page.says("Only in English.", language="en")
    assert page.says("nog niet vertaald", language="nl")
    assert page.says("Een titel", language="nl")
    english = Page(client.get("/instruments/a/"))
    assert not english.says("not translated yet", language="en")


def test_a_name_without_translation_is_marked_as_english(db, client):
    make_name(make_state("ghana"), "Ghana")
    make_declaration("a", title_en="A title")
    assert Page(client.get("/nb/countries/ghana/")).says("Ghana", language="en")
    assert Page(client.get("/nb/instruments/")).says("A title", language="en")


def state_of_the_summary(client, state, *, english="What it says."):
    instrument = make_declaration("a", summary_en="What it says.", summary_nl="Wat het zegt.")
    services.set_text_states([(instrument, "summary", "nl", state)])
    instrument.summary_en = english
    services.save(instrument)
    return client.get("/nl/instruments/a/").content.decode()


@pytest.mark.parametrize("state", ["draft", "machine-draft"])
def test_a_draft_says_that_no_native_speaker_has_read_it(db, client, state):
    assert state_of_the_summary(client, state).count(DRAFT) == 1


def test_a_long_page_says_it_once_and_marks_its_sections(record, client):
    page = client.get("/nl/instruments/npt/").content.decode()
    assert page.count(DRAFT) == 1
    assert page.count('text-state--draft"') == 7
    assert page.count(">conceptvertaling<") == 6
    assert page.index(DRAFT) < page.index(">conceptvertaling<")


def test_a_reviewed_text_needs_no_word(db, client):
    assert "text-state" not in state_of_the_summary(client, "reviewed")


@pytest.mark.parametrize(
    ("state", "english"), [("outdated", "What it says."), ("reviewed", "It says more now.")]
)
def test_a_translation_of_an_older_english_text_is_outdated(db, client, state, english):
    text = state_of_the_summary(client, state, english=english)
    assert "de Engelse tekst is veranderd" in text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/instruments/",
        "/summits/",
        "/sources/survivalscores-20260822/",
        "/instruments/npt/",
        "/countries/norway/",
        "/summits/bletchley-2023/",
        "/mechanisms/",
        "/choke-points/",
        "/discrepancies/",
    ],
)
def test_the_states_of_all_texts_of_a_page_cost_one_query(record, client, address):
    with CaptureQueriesContext(connection) as english:
        client.get(address)
    with CaptureQueriesContext(connection) as dutch:
        text = client.get(f"/nl{address}").content.decode()
    assert DRAFT in text
    assert len([q for q in dutch if '"treaties_textstate"' in q["sql"]]) == 1
    assert len(dutch) <= len(english) + 1


@pytest.mark.parametrize(
    ("language", "day", "month", "notice", "thousands"),
    [
        ("en", "26 March 1975", "March 1975", "3 months", "12,345"),
        ("nl", "26 maart 1975", "maart 1975", "3 maanden", "12.345"),
        ("nb", "26. mars 1975", "mars 1975", "3 måneder", "12\xa0345"),
        ("de", "26. März 1975", "März 1975", "3 Monate", "12.345"),
    ],
)
def test_dates_periods_and_numbers_are_written_as_the_language_does(
    language, day, month, notice, thousands
):
    with translation.override(language):
        assert words("1975-03-26") == day
        assert words("1975-03") == month
        assert words("1975") == "1975"
        assert period(3, "month") == notice
        assert number(12345) == thousands


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_titles_are_in_the_order_of_the_language(db, language):
    for slug, title in enumerate(["Zebra", "Ål", "apen", "Ærlig", "Élan", "Øst", "Eland", "Ol"]):
        make_declaration(f"t{slug}", title_en=title)
    with translation.override(language):
        titles = [str(each) for each in Instrument.objects.by_title()]
        assert titles == sorted(titles, key=lambda title: sort_key(title, language))
        assert (titles[-1] == "Ål") == (language == "nb")


def test_what_sources_differ_about_is_said_in_every_language(record, client):
    assert set(Discrepancy.objects.values_list("what", flat=True)) <= set(DIFFERENCES)
    text = client.get("/nl/discrepancies/").content.decode()
    assert "dag van toetreding" in text
    assert "join date" not in text


def test_the_state_of_a_text_is_no_state_of_the_world():
    with translation.override("nl"):
        assert translation.pgettext("condition", "state") == "toestand"
        assert translation.ngettext("state", "states", 2) == "staten"


def test_collecting_texts_twice_writes_no_second_time(tmp_path):
    with override_settings(LOCALE_PATHS=[tmp_path]):
        call_command("update_catalogs", verbosity=0)
        path = tmp_path / "nb" / "LC_MESSAGES" / "django.po"
        path.write_text(re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d", "2001-01-01 00:00", path.read_text()))
        before = path.read_bytes()
        call_command("update_catalogs", verbosity=0)
    assert path.read_bytes() == before
    assert b"EMAIL@ADDRESS" not in before
    assert b"fuzzy" not in before


class TestGerman:
    """docs/adding-a-language.md, as far as it goes without columns and words of its own."""

    @pytest.fixture(autouse=True)
    def on_the_menu(self):
        with override_settings(LANGUAGES=[*settings.LANGUAGES, ("de", "German")]):
            yield

    @pytest.mark.parametrize(
        "address",
        ["/", "/instruments/", "/instruments/npt/", "/countries/", "/countries/norway/"]
        + ["/summits/bletchley-2023/", "/mechanisms/", "/choke-points/", "/discrepancies/"],
    )
    def test_every_page_answers_with_english_words_and_marked_texts(self, record, client, address):
        response = client.get(f"/de{address}")
        assert response.status_code == 200
        page = Page(response)
        assert page.language == "de"
        assert page.menu["de"]["href"] == f"/de{address}"
        assert page.links["de"] == f"http://testserver/de{address}"

    def test_texts_of_the_record_are_english_and_say_so(self, record, client):
        page = Page(client.get("/de/instruments/npt/"))
        npt = Instrument.objects.get(slug="npt")
        assert page.says(npt.title_en, language="en")
        assert page.says("Norway", language="en")
        assert page.says(npt.what_it_shows_en[:40], language="en")
        assert page.says("not translated yet", language="de")
        assert page.says("5. März 1970", language="de")

    def test_a_german_browser_is_sent_there(self, db, client):
        response = client.get("/", headers={"accept-language": "de-AT,en;q=0.5"})
        assert response["Location"] == "/de/"

    def test_it_has_a_sitemap_and_a_catalogue(self, db, client, tmp_path):
        assert "sitemap-de.xml" in client.get("/sitemap.xml").content.decode()
        assert "/de/instruments/" in client.get("/sitemap-de.xml").content.decode()
        with override_settings(LOCALE_PATHS=[tmp_path]):
            call_command("update_catalogs", verbosity=0)
        assert "Language: de\\n" in (tmp_path / "de/LC_MESSAGES/django.po").read_text()
