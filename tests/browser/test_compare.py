"""Comparing on a phone and with the keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FOUR = "/compare/bwc,cwc,montreal-protocol,npt/"


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def left_of(page, selector):
    return page.locator(selector).first.bounding_box()["x"]


def test_choosing_with_the_keyboard_alone(page):
    page.goto("/compare/")
    for name in ("Biological Weapons Convention", "Bletchley Declaration"):
        page.get_by_label(name, exact=True).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")  # in a field, it sends the form
    expect(page).to_have_url(re.compile(r"/compare/bwc,bletchley-declaration/$"))
    expect(page.get_by_role("columnheader", name="Bletchley Declaration")).to_be_visible()
    expect(page.get_by_text("What can be compared is the first formal act")).to_be_visible()


def test_a_seventh_cannot_be_ticked_and_the_page_says_why(browser, site):
    page = browser.new_page(base_url=site)
    page.goto("/compare/")
    boxes, said = page.get_by_role("checkbox"), page.get_by_role("status")
    for number in range(6):
        expect(said).to_be_empty()
        boxes.nth(number).check()
    expect(said).to_contain_text("No more than six")
    expect(boxes.nth(6)).to_be_disabled()
    boxes.nth(0).uncheck()
    expect(said).to_be_empty()
    boxes.nth(6).check()
    page.get_by_role("button", name="Compare").first.click()
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    page.close()


def test_removing_one_of_two_leads_back_to_the_picker(page):
    page.goto("/compare/bwc,npt/")
    page.get_by_role("link", name="Remove Biological Weapons Convention").press("Enter")
    expect(page.get_by_label("Non-Proliferation Treaty", exact=True)).to_be_checked()


def test_only_differences_is_a_link_and_back(page):
    page.goto("/compare/bwc,cwc/?on=2003-04-11")
    kind = page.get_by_role("rowheader", name="What kind of text is it?")
    expect(kind).to_have_count(1)
    page.get_by_role("link", name="Only differences").press("Enter")
    expect(kind).to_have_count(0)
    page.get_by_role("link", name="Show all rows").press("Enter")
    expect(kind).to_have_count(1)
    assert page.url.endswith("?on=2003-04-11")


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_question_and_the_heading_stay_in_view(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(FOUR)
    assert not is_wider_than_the_window(page)
    region = page.get_by_role("region", name="Questions as rows")
    region.focus()
    question = "#speed-in-force > th"
    before = left_of(page, question)
    region.evaluate("region => region.scrollTo(400, 2000)")
    assert left_of(page, question) == pytest.approx(before, abs=1)
    top = region.bounding_box()["y"]
    heading = region.locator("thead th").first.bounding_box()["y"]
    assert heading == pytest.approx(top, abs=4)
    assert page.refused == []


def test_a_phone_shows_a_whole_answer_beside_its_question(page):
    page.goto(FOUR)
    cell = page.locator("#verification-verification-level > td").first.bounding_box()
    assert cell["x"] + cell["width"] <= 360


def test_the_picker_fits_a_phone(page):
    page.goto("/compare/bwc,nope/")
    assert not is_wider_than_the_window(page)
    expect(page.get_by_role("alert")).to_contain_text("There is no instrument “nope” here.")
