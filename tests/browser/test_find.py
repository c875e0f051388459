"""Did Norway endorse the New Delhi declaration? One search from the home page, in each language."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LANGUAGES = [
    ("/", "Norway", "Endorser", "Not listed"),
    ("/nl/", "Noorwegen", "Heeft onderschreven", "Niet op de lijst"),
    ("/nb/", "noreg", "Har sluttet seg til", "Ikke oppført"),
]


@pytest.fixture
def page_with_scripts(browser, site):
    context = browser.new_context(base_url=site, viewport={"width": 1024, "height": 740})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("response", lambda answer: answer.status < 400 or page.errors.append(answer.url))
    yield page
    context.close()


def search(page, words):
    page.locator("#find-country").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/countries/|/find/"))


@pytest.mark.parametrize(("home", "words", "endorser", "not_listed"), LANGUAGES)
def test_one_search_from_home_answers_whether_norway_endorsed(
    page, home, words, endorser, not_listed
):
    page.goto(home)
    search(page, words)
    assert page.url.endswith(f"{home}countries/norway/")
    row = page.locator("#new-delhi-declaration")
    assert endorser in row.inner_text()
    assert row.locator("a.source").count() >= 1
    assert not_listed in page.locator("#bletchley-declaration").inner_text()
    assert page.refused == []


@pytest.mark.parametrize("home", ["/", "/nl/", "/nb/"])
def test_two_clicks_from_home_answer_it_too(page, home):
    page.goto(home)
    page.locator('main a[href$="/instruments/new-delhi-declaration/"]').first.click()
    expect(page.locator("#norway")).to_have_count(1)


@pytest.mark.parametrize("home", ["/", "/nl/", "/nb/"])
def test_the_sentence_stands_on_the_first_screen_of_a_phone(page, home):
    page.goto(f"{home}countries/norway/")
    sentence = page.locator(".answer").first
    assert re.search(r"\d+ \w+ \d+", sentence.inner_text())
    box = sentence.bounding_box()
    assert box["y"] + box["height"] <= 740


def test_who_mistypes_gets_a_suggestion(page):
    page.goto("/nb/")
    search(page, "Norgge")
    expect(page.locator('main a[href="/nb/countries/norway/"]')).to_have_count(1)


def test_a_list_is_filtered_without_scripts(page):
    page.goto("/instruments/")
    page.locator("details.filter summary").click()
    page.get_by_label("Binds in law").select_option("no")
    page.get_by_label("Country or organisation").fill("Sveits")
    page.locator("details.filter button").click()
    page.wait_for_url("**binding=no**")
    expect(page.locator('main a[href="/instruments/bletchley-declaration/"]')).to_have_count(1)
    expect(page.locator('main a[href="/instruments/npt/"]')).to_have_count(0)
    page.get_by_role("link", name="Clear the filters").first.click()
    expect(page.locator('main a[href="/instruments/npt/"]')).to_have_count(1)


def test_names_are_offered_while_somebody_types(page_with_scripts):
    page = page_with_scripts
    page.goto("/nb/")
    page.locator("#find-country").press_sequentially("schw")
    page.wait_for_selector("#find-country-names option", state="attached")
    option = page.locator("#find-country-names option").first
    expect(option).to_have_attribute("value", "Schweiz")
    expect(option).to_have_attribute("label", re.compile("Sveits"))
    page.locator("#find-country").fill("Schweiz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nb/countries/switzerland/")
    assert page.errors == []


@pytest.mark.parametrize(
    "address",
    ["/find/?q=Korea", "/instruments/?q=zzz", "/nl/glossary/", "/changes/", "/nb/method/"],
)
def test_no_new_page_is_wider_than_a_phone(page, address):
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.refused == []
