"""Pictures of every page type: to be looked at, and mended, before anybody else sees the site."""

import threading
from contextlib import contextmanager
from itertools import product

from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import sync_playwright
from tqdm import tqdm

PAGES = {
    "home": "/",
    "instruments": "/instruments/",
    "treaty": "/instruments/npt/",
    "treaty-with-all": "/instruments/montreal-protocol/",
    "declaration": "/instruments/bletchley-declaration/",
    "resolution": "/instruments/un-declaration-human-cloning/",
    "compare": "/compare/",
    "comparison": "/compare/npt,bwc,cwc,montreal-protocol,paris-agreement,ctbt/",
    "comparison-mixed": "/compare/bletchley-declaration,bwc,npt/?only=differences",
    "comparison-refused": "/compare/bwc,nope/?on=yesterday",
    "countries": "/countries/",
    "country": "/countries/norway/",
    "former-state": "/countries/czechoslovakia/",
    "organisation": "/organisations/european-union/",
    "matrix": "/matrix/",
    "matrix-full": "/matrix/?theme=",
    "matrix-key-states": "/matrix/?key=yes",
    "summits": "/summits/",
    "summit": "/summits/bletchley-2023/",
    "summit-to-come": "/summits/switzerland-2027/",
    "summits-compared": "/summits/compare/",
    "timeline": "/timeline/",
    "mechanisms": "/mechanisms/",
    "mechanism": "/mechanisms/data-center-inspections/",
    "choke-points": "/choke-points/",
    "sources": "/sources/",
    "source": "/sources/survivalscores-20260822/",
    "changes": "/changes/",
    "discrepancies": "/discrepancies/",
    "not-found": "/no-such-page/",
    "bad-day": "/instruments/npt/?on=yesterday",
    "style-guide": "/style-guide/",
}
LANGUAGES = {"en": "", "nl": "/nl", "nb": "/nb"}
WIDTHS = {360: 740, 768: 1024, 1440: 900}
SCHEMES = ["light", "dark"]
TALLEST = 6000  # pixels: below that a list only repeats itself
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *words):
        pass


@contextmanager
def served():
    """The site on a free port, for as long as the block."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def picture(page, path):
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    width = page.viewport_size["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=path, clip=clip, full_page=True)


def on_screen(browser, site, pages, folder):
    views = list(product(WIDTHS.items(), SCHEMES, LANGUAGES.items()))
    for (width, height), scheme, (code, prefix) in tqdm(views, desc="On screen"):
        size = {"width": width, "height": height}
        page = browser.new_page(base_url=site, viewport=size, color_scheme=scheme)
        for name, address in pages.items():
            page.goto(prefix + address)
            picture(page, folder / f"{name}-{width}-{scheme}-{code}.png")
        page.close()


def on_paper(browser, site, pages, folder):
    """A PDF, as a printer gets it, and a picture as wide as the paper."""
    page = browser.new_page(base_url=site, viewport={"width": 690, "height": 980})
    page.emulate_media(media="print")
    for name, address in tqdm(pages.items(), desc="On paper"):
        page.goto(address)
        page.pdf(path=folder / f"{name}-print.pdf", prefer_css_page_size=True)
        picture(page, folder / f"{name}-print.png")
    page.close()


class Command(BaseCommand):
    help = "Takes pictures of every page type: three widths, light and dark, all languages, print."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", help="names of page types; all if none is given")
        parser.add_argument("--chromium", default="/usr/bin/chromium")

    def handle(self, *, names, chromium, **options):
        shown = [name for name in PAGES if settings.DEBUG or name != "style-guide"]
        pages = {name: PAGES[name] for name in names or shown}
        folder = settings.VAR_DIR / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        with served() as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            on_screen(browser, site, pages, folder)
            on_paper(browser, site, pages, folder)
            browser.close()
        self.stdout.write(f"Look at {folder}")
