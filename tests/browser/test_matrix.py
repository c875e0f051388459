"""The matrix in a real browser: a card a country on a phone, two sticky axes on a desk, paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FULL = "/matrix/?theme="


@pytest.fixture
def desk(browser, site):
    page = browser.new_page(base_url=site, viewport={"width": 1024, "height": 740})
    yield page
    page.close()


@pytest.mark.parametrize("address", ["/matrix/", FULL, "/nl/matrix/?key=yes", "/nb/matrix/"])
def test_the_matrix_is_no_wider_than_a_phone(page, address):
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.refused == []


def test_on_a_phone_a_country_is_a_card_with_the_names_of_its_instruments(page):
    page.goto("/matrix/?participant=norway&participant=ghana&theme=ai&binding=no")
    card = page.locator("tr", has_text="Norway").first
    cell = card.locator("td.e").first
    assert cell.bounding_box()["x"] < 40
    label = cell.evaluate("cell => getComputedStyle(cell, '::after').content")
    assert re.search("Declaration|Statement|Network", label)
    expect(card.locator("td.n").first).to_be_hidden()
    page.get_by_label("Show on each card also what is not listed").check()
    expect(card.locator("td.n").first).to_be_visible()


@pytest.mark.parametrize("width", [768, 1440])
def test_the_page_itself_does_not_scroll_sideways(browser, site, width):
    page = browser.new_page(base_url=site, viewport={"width": width, "height": 740})
    page.goto(FULL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_keyboard_scrolls_the_table_and_both_headings_stay(desk):
    desk.goto(FULL)
    region = desk.get_by_role("region", name="Where each participant stands")
    region.focus()
    expect(region).to_be_focused()
    for _ in range(12):
        desk.keyboard.press("ArrowRight")
        desk.keyboard.press("ArrowDown")
    desk.wait_for_function("document.querySelector('.matrix').scrollLeft > 100")
    desk.wait_for_function("document.querySelector('.matrix').scrollTop > 100")
    frame = region.bounding_box()
    corner = desk.locator(".matrix thead th").first.bounding_box()
    name = desk.locator(".matrix tbody th[scope=row]").nth(8).bounding_box()
    heading = desk.locator(".matrix thead th").nth(12).bounding_box()
    assert abs(corner["x"] - frame["x"]) < 3
    assert abs(corner["y"] - frame["y"]) < 3
    assert abs(name["x"] - frame["x"]) < 3
    assert abs(heading["y"] - frame["y"]) < 3


def test_a_visitor_narrows_the_table_and_takes_it_away(page):
    page.goto("/matrix/")
    page.locator("details.filter > summary").click()
    page.get_by_label("Region").select_option("Oceania")
    page.get_by_label("Theme").select_option("arms-control")
    page.get_by_label("Binds in law").select_option("yes")
    page.locator("details.filter button").click()
    page.wait_for_url("**region=Oceania**")
    expect(page.locator('a[href="/countries/fiji/"]')).to_have_count(1)
    expect(page.locator('.matrix a[href="/countries/norway/"]')).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="This table as a file").click()
    assert download.value.suggested_filename.startswith("matrix-")


def test_on_paper_it_lies_on_its_side_and_repeats_its_heading(browser, site):
    page = browser.new_page(base_url=site)
    page.goto("/matrix/?key=yes")
    paper = page.pdf(prefer_css_page_size=True)
    left, bottom, width, height = map(
        float, re.search(rb"/MediaBox \[([^\]]+)\]", paper)[1].split()
    )
    assert width > height
    page.emulate_media(media="print")
    head = page.locator(".matrix thead").evaluate("head => getComputedStyle(head).display")
    assert head == "table-header-group"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_symbols_stay_in_forced_colours(browser, site, scheme):
    page = browser.new_page(base_url=site, forced_colors="active", color_scheme=scheme)
    page.goto("/matrix/?key=yes")
    cell = page.locator("td.p").first
    assert "standings" in cell.evaluate("c => getComputedStyle(c, '::before').backgroundImage")
    expect(cell).to_have_text("Party")
    page.close()
