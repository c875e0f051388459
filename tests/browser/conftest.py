"""The site as `make run` serves it, and Debian's Chromium to look at it."""

import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.conftest import free_port, process, wait_for

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A click returns before the next page is there: what follows it asks with `expect`, which waits.
expect.set_options(timeout=30_000)


def answers(address) -> bool:
    try:
        return urllib.request.urlopen(address).status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


@contextmanager
def served(env, log):
    """The address of a real server, for as long as the block."""
    port = free_port()
    words = ["gunicorn", "pauseai_kb.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with process(*words, env=env, log=log):
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/about/"), log=log)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def site(record_environment, tmp_path_factory):
    """The site with the whole data set."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        env=record_environment,
        cwd=settings.BASE_DIR,
        check=True,
    )
    with served(record_environment, tmp_path_factory.mktemp("site") / "web.log") as address:
        yield address


@pytest.fixture(scope="module")
def debug_site(record_environment, tmp_path_factory):
    """The same with DEBUG, which alone shows the style guide."""
    environment = {**record_environment, "DEBUG": "1"}
    with served(environment, tmp_path_factory.mktemp("debug") / "web.log") as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium, site):
    """After the site, and for one module only: while it runs, Django takes us for asynchronous."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser, site):
    """A phone without JavaScript: every fact must be there all the same."""
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.refused = []
    page.on("requestfailed", lambda request: page.refused.append(request.url))
    page.on("response", lambda answer: answer.status < 400 or page.refused.append(answer.url))
    yield page
    context.close()
