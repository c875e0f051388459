"""What a reader can do with a page: cite it, take it along on paper, report a mistake in it."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pauseai_kb.citing import Citation
from pauseai_kb.qr import QUIET, qr_code
from tests.make import make_action, make_declaration, make_instrument, make_state
from treaties import days
from treaties.models import Instrument

CITED = ["/instruments/npt/", "/countries/norway/", "/summits/bletchley-2023/"]
LANGUAGES = ["", "/nl", "/nb"]


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", CITED)
def test_a_page_says_how_to_cite_it_with_its_day(record, client, address, language):
    page = text_of(client, f"{language}{address}?on=2024-05-31&page=2")
    kept = f"http://testserver{language}{address}?on=2024-05-31"
    plain = re.search(r'<p class="cite__plain">(.*?)</p>', page)[1]
    assert f" {kept} (" in plain and "2024." in plain
    assert f"url = {{{kept}}}," in page
    assert f"urldate = {{{days.today()}}}," in page


def test_the_cited_address_shows_the_same_numbers_a_year_later(db, client, on_day):
    treaty = make_instrument("bwc")
    make_action(treaty, make_state("ghana"), "ratification", "1975-06-06")
    on_day("2026-03-01")
    cited = re.search(r"url = \{(.*?)\}", text_of(client, "/instruments/bwc/"))[1]
    make_action(treaty, make_state("norway"), "ratification", "2026-09-01")
    on_day("2027-03-01")
    page = text_of(client, cited)
    assert '<data value="1" data-count="parties">' in page
    assert "Archived view." in page
    assert "Parties on this day: 1; today it is 2." in page


def test_a_page_of_today_is_no_archived_view(record, client):
    assert "Archived view" not in text_of(client, "/instruments/npt/")
    assert "Archived view" not in text_of(client, f"/instruments/npt/?on={days.today()}")


def test_a_day_to_come_is_a_look_ahead(db, client):
    make_instrument("bwc")
    page = text_of(client, "/instruments/bwc/?on=2190-01-01")
    assert "A look ahead" in page and "As things will stand" in page
    assert "Archived view" not in page


def test_a_declaration_says_how_many_have_joined_since(db, client):
    text = make_declaration("a-declaration")
    make_action(text, make_state("ghana"), "endorsement", "2024-06-06")
    page = text_of(client, "/instruments/a-declaration/?on=2024-01-01")
    assert "Endorsers on this day: 0; today it is 1." in page


def test_an_archived_view_of_any_instrument_takes_few_queries(record, client):
    for instrument in Instrument.objects.all():
        with CaptureQueriesContext(connection) as queries:
            page = text_of(client, f"{instrument.get_absolute_url()}?on=2024-10-22")
        assert len(queries) <= 12, instrument.slug
        assert page.count('data-count="parties"') <= 1


def test_a_title_cannot_break_out_of_bibtex():
    day = date(2026, 3, 1)
    text = Citation(r"50 % of {A} & B_c \input", "a-b", day, day, "https://x.test/?a=1").bibtex
    assert text.startswith("@misc{a-b-2026-03-01,\n")
    assert r"title = {{50 \% of A \& B\_c input}}," in text
    assert text.count("{") == text.count("}")


def drawn(code):
    """The modules that a path draws."""
    x = y = 0
    dark = set()
    for right, down, length in re.findall(r"m(-?\d+) (\d+)h(\d+)", code.path):
        x, y = x + int(right), y + int(down)
        dark |= {(x + each, y) for each in range(int(length))}
        x += int(length)
    return dark


@pytest.mark.parametrize("address", ["https://a.test/", "http://x.test/nl/" + "long-" * 30])
def test_the_drawing_has_exactly_the_modules_of_the_code(address):
    code = qr_code(address)
    modules = segno.make_qr(address, error="m", boost_error=False).matrix
    wanted = {
        (x + QUIET, y + QUIET) for y, row in enumerate(modules) for x, bit in enumerate(row) if bit
    }
    assert drawn(code) == wanted
    assert code.size == len(modules) + 2 * QUIET


@pytest.mark.parametrize("address", ["/instruments/npt/", "/countries/norway/"])
def test_the_code_for_paper_holds_the_address_beside_it(record, client, address):
    for query, kept in [("?x=" + "y" * 4000, ""), ("?on=2024-05-31&x=1", "?on=2024-05-31")]:
        page = text_of(client, address + query)
        code = qr_code(f"http://testserver{address}{kept}")
        assert f'<path d="{code.path}">' in page
        assert "style=" not in page
        assert len(code.path) < 4_000


def report_link(page):
    return re.search(r'<p class="wrong"><a href="([^"]+)"', page)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_a_way_to_report_a_mistake(record, client, language):
    link = report_link(text_of(client, f"{language}/countries/norway/"))
    assert link.startswith(f"{language}/about/?page=") and link.endswith("#correct")
    page = text_of(client, link)
    assert f"http://testserver{language}/countries/norway/" in page
    assert 'id="correct"' in page


def test_a_mail_begins_with_the_address_of_the_page(db, client, settings):
    settings.REPORT_ADDRESS = "mailto:corrections@record.test"
    link = urlsplit(report_link(text_of(client, "/sources/?q=a%26b")))
    assert (link.scheme, link.path) == ("mailto", "corrections@record.test")
    assert "+" not in link.query  # a mail program would show it
    mail = parse_qs(link.query)
    assert mail["subject"] == ["Something wrong: /sources/"]
    assert mail["body"][0].startswith("Page: http://testserver/sources/?q=a%26b\n")
    assert "mailto:" in text_of(client, "/about/?page=/sources/").split('class="button" href="')[1]


def test_a_form_elsewhere_is_given_the_address_of_the_page(db, client, settings):
    settings.REPORT_ADDRESS = "https://record.test/report?kind=mistake"
    link = report_link(text_of(client, "/sources/"))
    assert unquote(link) == (
        "https://record.test/report?kind=mistake&page=http://testserver/sources/"
    )


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("//evil.test/x", ""),
        ("https://evil.test/", ""),
        ("<b>", ""),
        ("/nl/sources/", "http://testserver/nl/sources/"),
        ("/" + "x" * 5000, "http://testserver/" + "x" * 199),
    ],
)
def test_the_page_to_be_reported_is_one_of_ours(db, client, page, shown):
    assert client.get("/about/", {"page": page}).context["wrong_page"] == shown


@pytest.mark.parametrize(
    ("address", "errors"),
    [
        ("", 0),
        ("mailto:a@record.test", 0),
        ("https://record.test/", 0),
        ("a@record.test", 1),
        ("javascript:alert(1)", 1),
        ("mailto:", 1),
    ],
)
def test_an_address_that_leads_nowhere_stops_the_start(settings, address, errors):
    settings.REPORT_ADDRESS = address
    assert len([each for each in run_checks() if each.id == "pauseai_kb.E001"]) == errors
