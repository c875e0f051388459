"""axe on every page type, in light and in dark: nothing serious, nothing critical."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pauseai_kb.management.commands.screenshots import PAGES

pytestmark = pytest.mark.browser

STYLE_GUIDE = PAGES["style-guide"]  # answers only with DEBUG
ADDRESSES = [address for address in PAGES.values() if address != STYLE_GUIDE]


@pytest.fixture(params=["light", "dark"])
def looked_at(browser, site, request):
    """A page of a browser that prefers light or dark. axe itself needs JavaScript."""
    context = browser.new_context(
        base_url=site, color_scheme=request.param, viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


def serious(page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in violations
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious(looked_at, address):
    looked_at.goto(address)
    assert serious(looked_at) == []


def test_axe_finds_nothing_serious_in_any_component(looked_at, debug_site):
    answer = looked_at.goto(debug_site + STYLE_GUIDE)
    assert answer.status == 200
    assert looked_at.get_by_role("heading", name="Style guide").is_visible()
    assert serious(looked_at) == []


def test_axe_would_find_something(looked_at):
    looked_at.goto("/")
    looked_at.set_content("<html><body><img src='/static/mark.svg'></body></html>")
    assert any("image-alt" in each for each in serious(looked_at))


@pytest.mark.parametrize("address", ["/instruments/npt/", "/countries/norway/"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_screen(browser, site, address, width):
    page = browser.new_page(base_url=site, viewport={"width": width, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("address", ["/countries/norway/", "/nl/countries/germany/"])
def test_a_country_fits_on_two_sheets_of_paper(browser, site, address):
    page = browser.new_page(base_url=site)
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") in {1, 2}
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.locator(".printed", has_text=f"{site}{address}").is_visible()
    assert page.locator(".qr").bounding_box()["width"] >= 75  # pixels: 2 cm
    assert not page.locator(".cite").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".qr").is_visible()
    page.close()
