"""The admin's screens pass axe without a serious finding, light and dark, wide and on a phone."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
SCREENS = [
    "/admin/",
    "/nl/admin/treaties/treatyaction/",
    "/nb/admin/treaties/treatyaction/add/",
    "/admin/treaties/instrument/{npt}/change/",
    "/nl/admin/treaties/instrument/{npt}/change/?language=nl",
    "/admin/treaties/instrument/{npt}/history/",
    "/admin/treaties_review/proposedchange/",
    "/nl/admin/treaties_refresh/run/",
]


@pytest.fixture(scope="module")
def password(record_environment):
    """The password of an administrator of the site, made as `make run` makes it."""
    words = [sys.executable, "manage.py", "ensure_admin", "--username", "axe"]
    answer = subprocess.run(
        words, env=record_environment, cwd=settings.BASE_DIR, check=True, capture_output=True
    )
    return answer.stdout.decode().split("password: ")[1].split()[0]


@pytest.fixture(scope="module", params=["light", "dark"])
def signed_in(request, password, browser, site):
    context = browser.new_context(base_url=site, color_scheme=request.param)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/treaties/instrument/%3Fq%3Dnpt")
    page.fill("[name=username]", "axe")
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.npt = page.locator("#result_list tbody th a").first.get_attribute("href").split("/")[-3]
    yield page
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_the_admin_has_no_serious_fault(signed_in, screen, width):
    signed_in.set_viewport_size({"width": width, "height": 800})
    signed_in.goto(screen.format(npt=signed_in.npt))
    signed_in.wait_for_load_state("networkidle")  # the fields with autocomplete are drawn late
    closed = signed_in.locator("#content details:not([open]) > summary")
    while closed.count():  # rows beside the record
        closed.first.click()
    found = Axe().run(signed_in).response["violations"]
    faults = [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]
    assert faults == []
