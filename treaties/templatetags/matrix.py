"""Thousands of cells: few differ, and each of those is drawn once, by its template."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from treaties.cells import Cell

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context, cells: tuple[Cell, ...]) -> str:
    """The cells of one row."""
    known = context.render_context.setdefault("cells", {})
    for cell in cells:
        if cell not in known:
            known[cell] = get_template("treaties/_cell.html").render({"cell": cell}).strip()
    return mark_safe("".join([known[cell] for cell in cells]))
