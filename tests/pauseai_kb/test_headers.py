"""Every page: the same strict headers, no cookie, nothing inline, nothing from a foreign host."""

import re
from html.parser import HTMLParser
from importlib import reload
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver

import pauseai_kb.settings as site_settings
from pauseai_kb.headers import HEADERS
from pauseai_kb.page_types import PAGE_TYPES
from pauseai_kb.weight import weight_of

LANGUAGES = ["", "/nl", "/nb"]
POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
EVERYWHERE = {
    **HEADERS,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
MOST_TO_READ, MOST_SCRIPT = 60_000, 50_000  # bytes, of the largest page
NOT_PAGES = {"icon", "robots", "sitemap", "sitemaps", "style-guide", "find-names"}
NOT_PAGES |= {"summits-calendar", "summit-calendar", "changes-atom", "changes-json"}


class Loose(HTMLParser):
    """What a strict policy refuses, or what is fetched from elsewhere."""

    FETCHED = {"src", "srcset", "poster", "data", "action", "formaction", "background"}

    def __init__(self, html):
        super().__init__()
        self.inline, self.foreign, self.open_script = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        kind = attributes.get("type") or ""
        self.open_script = tag == "script" and "src" not in attributes and "json" not in kind
        self.inline += [tag] if tag == "style" else []
        self.inline += [name for name in attributes if name == "style" or name.startswith("on")]
        fetched = {each for each in self.FETCHED if attributes.get(each)}
        if tag == "link" and attributes.get("rel") not in {"canonical", "alternate"}:
            fetched.add("href")
        addresses = [attributes[name] for name in fetched]
        self.foreign += [each for each in addresses if urlsplit(each).netloc]
        script = str(attributes.get("href") or "").lower().startswith("javascript:")
        self.inline += ["javascript:"] if script else []

    def handle_data(self, text):
        if self.open_script and text.strip():
            self.inline.append("script")
        self.open_script = False


def assert_strict(response):
    for name, value in EVERYWHERE.items():
        assert response[name] == value, name
    policy = response["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == POLICY


def assert_clean(response):
    page = Loose(response.content.decode())
    assert (page.inline, page.foreign) == ([], [])


def test_who_may_not_is_told_so_in_their_language(db):
    stranger = Client(enforce_csrf_checks=True)
    assert "You may not do this" in stranger.post("/admin/login/").content.decode()
    assert "Je mag dit niet doen" in stranger.post("/nl/admin/login/").content.decode()


def names_of_pages(patterns=None):
    """The names of all public addresses."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield each.name
        elif each.app_name != "admin":
            yield from names_of_pages(each.url_patterns)


def test_every_type_of_page_is_among_those_that_are_looked_at():
    pages = get_resolver()
    looked_at = {pages.resolve(urlsplit(each).path).url_name for each in PAGE_TYPES.values()}
    # The address of a change is made with it: it has a test of its own.
    assert set(names_of_pages()) - NOT_PAGES - looked_at == {"change"}


def test_the_page_of_a_change_is_strict_and_leaves_nothing_behind(record, client):
    (change,) = client.get("/nl/changes/").context["changes"]
    response = client.get(f"/nl{change.get_absolute_url()}")
    assert response.status_code == 200
    assert_strict(response)
    assert_clean(response)
    assert not response.cookies


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGE_TYPES)
def test_a_page_is_strict_and_leaves_nothing_behind(record, client, page, language):
    response = client.get(language + PAGE_TYPES[page])
    assert response.status_code == 200
    assert_strict(response)
    assert_clean(response)
    assert not response.cookies
    assert "Cookie" not in response["Vary"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGE_TYPES)
def test_a_page_is_light(record, client, page, language):
    weight = weight_of(client.get(language + PAGE_TYPES[page]).content)
    assert 500 < weight.to_read <= MOST_TO_READ
    assert weight.scripts <= MOST_SCRIPT


def test_all_scripts_together_are_light():
    written = (Path(settings.BASE_DIR) / "pauseai_kb" / "static").rglob("*.js")
    assert sum(path.stat().st_size for path in written) <= MOST_SCRIPT


def test_style_sheets_fetch_nothing_from_elsewhere():
    for path in (Path(settings.BASE_DIR) / "pauseai_kb" / "static").rglob("*.css"):
        fetched = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", path.read_text())
        assert not [each for each in fetched if urlsplit(each).netloc], path


def test_what_goes_wrong_is_as_strict(db, client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a fault of the site")

    client.raise_request_exception = False
    answers = {
        400: client.get("/countries/", {"on": "never"}, headers={"host": "bad host"}),
        404: client.get("/no-such-page/"),
        405: client.post("/countries/"),
    }
    monkeypatch.setattr("treaties.views.participants.CountryList.get", broken)
    answers[500] = client.get("/countries/")
    signing_in = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers[403] = signing_in.post("/admin/login/", {"username": "x"})
    for status, response in answers.items():
        assert response.status_code == status
        assert_strict(response)
        assert not response.cookies
        assert ("s-maxage" in response["Cache-Control"]) == (status == 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/", "/nl/", "/countries/", "/nb/instruments/npt/"])
def test_public_pages_are_only_read(db, client, address, method):
    response = getattr(client, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_the_admin_is_as_strict(record, client):
    login = client.get("/admin/login/")
    assert_strict(login)
    assert_clean(login)
    client.force_login(User.objects.create_superuser("administrator"))
    for address in ["/admin/", "/nl/admin/", "/admin/auth/user/", "/admin/auth/user/add/"]:
        page = client.get(address)
        assert page.status_code == 200
        assert_strict(page)
        assert_clean(page)


@pytest.mark.parametrize("name", ["admin/js/theme.js", "admin/css/base.css"])
def test_the_admins_own_files_are_ours(name):
    assert finders.find(name)


def test_static_files_are_strict_compressed_and_kept_for_years(db, settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = site_settings.STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client(headers={"accept-encoding": "gzip"})
    hashed = [path.name for path in tmp_path.glob("css/*.css") if path.name.count(".") == 2]
    assert hashed
    for name in hashed:
        response = client.get(f"/static/css/{name}")
        assert response.status_code == 200
        assert response["Cache-Control"] == "max-age=315360000, public, immutable"
        assert response.get("Content-Encoding") == "gzip" or len(response.getvalue()) < 500
        assert "Access-Control-Allow-Origin" not in response
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"]
        assert not response.cookies


def test_the_icon_is_ours_whoever_asks_for_it(db, client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/mark.svg")
    assert finders.find("mark.svg")
    assert 'rel="icon" href="/static/mark.svg"' in client.get("/about/").content.decode()


def test_browsers_remember_https_only_where_the_site_has_it(monkeypatch):
    assert site_settings.SECURE_HSTS_SECONDS == 0
    monkeypatch.setenv("HTTPS", "1")
    try:
        assert reload(site_settings).SECURE_HSTS_SECONDS >= 31536000
    finally:
        monkeypatch.delenv("HTTPS")
        reload(site_settings)
