"""Synthetic answers of sources (tests/payloads), as they are and slightly changed."""

from pathlib import Path

from treaties.refresh.observations import Page

FOLDER = Path(__file__).resolve().parents[2] / "payloads"


def payload(name: str) -> Page:
    return Page("https://source.test/", (FOLDER / name).read_bytes())


def changed(page: Page, *changes: tuple[str, str]) -> Page:
    """The same answer with words replaced; a word that is not there is a mistake of the test."""
    content = page.content
    for old, new in changes:
        assert old.encode("latin-1") in content, old
        content = content.replace(old.encode("latin-1"), new.encode("latin-1"))
    return Page(page.address, content, page.content_type)
