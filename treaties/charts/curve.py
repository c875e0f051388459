"""The door to the ratification curves: of one instrument, and of several side by side."""

from treaties.charts.side_by_side import CurvesSideBySide, compared

__all__ = ["CurvesSideBySide", "compared"]
