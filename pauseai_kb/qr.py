"""The address of a page as a QR code, for paper: one path of an SVG drawing."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4  # modules of white around the code, as its standard (ISO/IEC 18004) asks


@dataclass(frozen=True)
class QrCode:
    """`size` modules a side, the quiet zone included; `path` draws the dark ones, row by row."""

    size: int
    path: str


@lru_cache(maxsize=1_000)
def qr_code(address: str) -> QrCode:
    """Error correction M: a fold or a stain takes away up to 15 %."""
    rows = [bytes(row) for row in segno.make_qr(address, error="m", boost_error=False).matrix]
    return QrCode(len(rows) + 2 * QUIET, "".join(_runs(rows)))


def _runs(rows):
    """Each run of dark modules as a line one module thick, from the end of the one before."""
    x, y = 0, 0
    for number, row in enumerate(rows):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            yield f"m{start + QUIET - x} {number + QUIET - y}h{end - start}"
            x, y, start = end + QUIET, number + QUIET, end
