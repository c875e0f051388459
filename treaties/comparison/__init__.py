"""Instruments side by side: the same questions to each, answered from acts, dates and sources."""

from treaties.comparison.presets import (
    FEWEST,
    MOST,
    columns_of,
    partners_of,
    presets_of,
    with_query,
)
from treaties.comparison.sheet import Comparison, compare

__all__ = [
    "FEWEST",
    "MOST",
    "Comparison",
    "columns_of",
    "compare",
    "partners_of",
    "presets_of",
    "with_query",
]
