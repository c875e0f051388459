"""How much a visitor must fetch to read a page."""

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders


@dataclass(frozen=True)
class Weight:
    """Bytes of one page; what is sent compressed is counted compressed."""

    html: int
    html_compressed: int
    css_compressed: int
    scripts: int

    @property
    def to_read(self) -> int:
        return self.html_compressed + self.css_compressed


class Parts(HTMLParser):
    """The style sheets and the scripts that a page asks for."""

    def __init__(self, html: str):
        super().__init__()
        self.styles, self.scripts = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "link" and "stylesheet" in (attributes.get("rel") or "").split():
            self.styles.add(attributes["href"])
        elif tag == "script" and attributes.get("src"):
            self.scripts.add(attributes["src"])


def weight_of(html: bytes) -> Weight:
    parts = Parts(html.decode())
    return Weight(
        html=len(html),
        html_compressed=len(gzip.compress(html, 6)),
        css_compressed=sum(len(gzip.compress(static_file(each))) for each in parts.styles),
        scripts=sum(len(static_file(each)) for each in parts.scripts),
    )


def static_file(address: str) -> bytes:
    """The file behind an address under /static/, as collected (hashed) or as written."""
    name = address.removeprefix(settings.STATIC_URL)
    return Path(finders.find(name) or Path(settings.STATIC_ROOT) / name).read_bytes()
