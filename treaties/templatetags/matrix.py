"""The matrix: its address with questions in it, and its cells, thousands of which few differ."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from treaties.addresses import address_with
from treaties.cells import Cell

register = template.Library()


@register.simple_tag
def matrix_of(**questions) -> str:
    """The address of the matrix that answers these, on the day of this page."""
    return address_with("matrix", questions)


@register.simple_tag(takes_context=True)
def drawn(context, cells: tuple[Cell, ...]) -> str:
    """The cells of one row: each that differs is drawn once, by its template."""
    known = context.render_context.setdefault("cells", {})
    for cell in cells:
        if cell not in known:
            known[cell] = get_template("treaties/_cell.html").render({"cell": cell}).strip()
    return mark_safe("".join([known[cell] for cell in cells]))
