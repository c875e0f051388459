"""Reads any page as its words, to be compared with those of last time; a PDF as its fingerprint."""

import hashlib

from treaties.refresh.connectors.watch.vocabulary import PAGES, Watched
from treaties.refresh.observations import ObservedText, Page, UnknownInSource
from treaties.refresh.payloads import beginning, sized
from treaties.refresh.plain_text import plain_text

MOST_BYTES_OF_A_PDF = 16_000_000  # it is not parsed
# What a page says that is not there, whatever its status. Looked for in the chosen words only:
# "not found" occurs in the navigation of pages that are.
DOWN = ("urgent maintenance", "currently unavailable", "page not found", "access denied")
SHORT = 2_000  # characters: a longer page may speak of maintenance


def of_pdf(content: bytes) -> ObservedText:
    sized(content, MOST_BYTES_OF_A_PDF)
    return ObservedText(f"PDF, {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


def of_html(content: bytes, watched: Watched) -> ObservedText:
    sized(content)
    try:
        html = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        html = content.decode("latin-1")
    words = plain_text(html, watched.choice)
    folded = words.casefold()
    if len(words) < SHORT and any(sign in folded for sign in DOWN):
        raise UnknownInSource(f"Source down: {beginning(words)}.")
    if missing := [word for word in watched.words if word.casefold() not in folded]:
        raise UnknownInSource(
            f"Another page: it has no {missing[0]!r}, and begins {beginning(words)}."
        )
    return ObservedText(words)


def read(page: Page, name: str) -> ObservedText:
    """The words of one watched page."""
    if page.content.startswith(b"%PDF-"):
        return of_pdf(page.content)
    return of_html(page.content, PAGES[name])
