"""How the site is drawn: its weight, its layers, its own fonts, a symbol for every standing."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from treaties.vocabulary import Standing

CSS = settings.BASE_DIR / "pauseai_kb" / "static" / "css"
LARGEST = 60_000  # bytes, compressed: HTML and CSS of one page


# The admin is Django's own, with its own variables.
SHEETS = [path for path in sorted(CSS.glob("*.css")) if path.name != "admin.css"]


def linked(html: str) -> list[str]:
    return re.findall(r'rel="stylesheet" href="/static/([^"]+)"', html)


def test_the_largest_page_and_its_css_are_light(record, client):
    html = client.get("/instruments/npt/").content
    sheets = [finders.find(name) for name in linked(html.decode())]
    assert len(sheets) > 10
    contents = [html, *[Path(sheet).read_bytes() for sheet in sheets]]
    assert sum(len(gzip.compress(each)) for each in contents) <= LARGEST


def test_every_style_sheet_is_linked_and_in_a_layer():
    names = {path.name for path in SHEETS} - {"swatch.css"}  # of the style guide only
    html = render_to_string("components/styles.html")
    assert {name.removeprefix("css/") for name in linked(html)} == names
    for path in SHEETS:
        assert re.search(r"^@layer (tokens|base|components|print)", path.read_text(), re.M), path


def test_components_take_their_colours_from_the_tokens():
    for path in SHEETS:
        if path.name not in {"tokens.css", "print.css"}:
            found = set(re.findall(r"#[0-9a-f]{3,6}\b", path.read_text())) - {"#000", "#fff"}
            assert not found, path.name


def test_every_standing_has_a_symbol_in_the_drawing():
    drawing = finders.find("standings.svg")
    drawn = re.findall(r"<!-- ([a-z-]+) -->", Path(drawing).read_text())
    assert sorted(drawn) == sorted(Standing.values)
    sheet = (CSS / "standing.css").read_text()
    for place, standing in enumerate(drawn[1:], start=1):
        offset = f"{-1.2 * place:.1f}".removesuffix(".0")
        assert f".standing--{standing}::before {{ background-position-x: {offset}em" in sheet


@pytest.mark.parametrize("debug", [True, False])
def test_the_style_guide_is_there_only_with_debug(db, client, settings, debug):
    settings.DEBUG = debug
    response = client.get("/style-guide/")
    assert response.status_code == (200 if debug else 404)
    if debug:
        assert all(f"standing--{standing}" in response.content.decode() for standing in Standing)


def test_a_source_has_one_number_on_a_page_and_stands_in_its_notes(record, client):
    html = client.get("/countries/norway/").content.decode()
    used = set(re.findall(r'class="source note" href="([^"]+)"[^>]*>\[(\d+)\]', html))
    noted = dict(re.findall(r'<li id="note-(\d+)"><a href="([^"]+)"', html))
    assert used
    assert {(address, number) for number, address in noted.items()} == used
