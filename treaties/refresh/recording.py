"""Keeps what a source sent, byte for byte, so that it can be read again without asking."""

import json
from pathlib import Path

from django.utils import timezone

from treaties.refresh.observations import Page

ENDINGS = {"application/pdf": "pdf", "text/html": "html", "application/xhtml+xml": "html"}


def save(page: Page, check, folder: Path) -> Path:
    """The page as a file of its own, and beside it where and when it was fetched."""
    kind = page.content_type
    ending = ENDINGS.get(kind) or ("xml" if kind.endswith("xml") else "json")
    file = folder / check.connector / f"{check.key}.{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page.content)
    told = {
        "source": check.source.slug,
        "address": page.address,
        "fetched_at": timezone.now().isoformat(timespec="seconds"),
        "content_type": kind,
        "etag": page.etag,
        "last_modified": page.last_modified,
    }
    file.with_suffix(".about.json").write_text(json.dumps(told, indent=2) + "\n")
    return file
