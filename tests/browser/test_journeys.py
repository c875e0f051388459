"""What visitors do, in a real browser: a phone without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESSES = [
    "/",
    "/instruments/",
    "/instruments/npt/",
    "/nl/instruments/bletchley-declaration/",
    "/nb/countries/norway/",
    "/summits/bletchley-2023/",
    "/mechanisms/",
    "/choke-points/",
    "/sources/",
    "/discrepancies/",
]


def test_a_visitor_finds_out_whether_norway_endorsed_the_new_delhi_declaration(page):
    page.goto("/")
    page.get_by_role("link", name="New Delhi Declaration").first.click()
    expect(page.locator("#norway")).to_contain_text("Endorser")
    assert page.refused == []


def test_a_visitor_follows_a_number_to_its_rows_and_a_row_to_its_source(page):
    page.goto("/instruments/bwc/")
    parties = page.locator("[data-count=parties]")
    assert parties.get_attribute("value") == parties.inner_text() == "189"
    page.locator("#ghana a.source").first.click()
    page.wait_for_url("**/sources/*/")
    expect(page.get_by_role("link", name="Biological Weapons Convention").first).to_be_visible()
    assert page.refused == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_is_wider_than_a_phone(page, address):
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.refused == []


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")
