"""The map in a real browser: shapes from another file, under the strict policy, and no trap for keys."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = "uses => uses.map(use => use.getBoundingClientRect().width)"


@pytest.fixture
def instrument(browser, site):
    """The page of a treaty; what the browser complains about is in `complaints`."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("requestfailed", lambda request: page.complaints.append(request.url))
    page.goto("/instruments/tpnw/")
    yield page
    context.close()


def test_every_shape_is_drawn(instrument):
    instrument.wait_for_load_state("load")
    widths = instrument.locator(".world-map use").evaluate_all(WIDTHS)
    assert len(widths) > 190
    assert min(widths) > 1
    assert instrument.complaints == []


def test_a_state_is_a_link_with_a_name(instrument):
    link = instrument.locator(".world-map").get_by_role("link", name="Ireland: party since")
    expect(link).to_have_count(1)
    link.focus()
    instrument.keyboard.press("Enter")
    expect(instrument).to_have_url(re.compile("/countries/ireland/$"))


def test_the_map_can_be_skipped_with_the_keyboard(instrument):
    skip = instrument.get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    instrument.keyboard.press("Enter")
    instrument.keyboard.press("Tab")
    expect(instrument.get_by_role("link", name="The same as a list")).to_be_focused()
