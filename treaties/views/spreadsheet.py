"""Tables for spreadsheets: exactly what the page shows, and nothing that a spreadsheet would run.

The file begins with a byte order mark, without which Excel takes UTF-8 for something else; the day
and the address stand in columns of their own, so that the first line is the heading and every
row says by itself what it speaks of.
"""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

BYTE_ORDER_MARK = "\ufeff"
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value) -> str:
    """A value that begins like a formula gets a quotation mark before it: it stays text."""
    text = " ".join(str(value).split("\n"))
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def csv_response(name: str, rows: Iterable[Iterable]) -> HttpResponse:
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows([[harmless(value) for value in row] for row in rows])
    return response


def csv_of_comparison(request, comparison) -> HttpResponse:
    """A row a question; for each instrument a column with the answer and one with its sources."""
    titles = [str(each) for each in comparison.instruments]
    heading = [_("Group"), _("Question"), *titles]
    heading += [_("%(title)s: sources") % {"title": title} for title in titles]
    heading += [_("As of"), _("Address")]
    query = request.GET.copy()
    query.pop("format", None)
    address = request.build_absolute_uri(request.path)
    address += f"?{query.urlencode()}" if query else ""
    rows = [
        [
            group.label,
            row.label,
            *(cell.plain for cell in row.cells),
            *(cell.sources for cell in row.cells),
            comparison.on.isoformat(),
            address,
        ]
        for group in comparison.groups
        for row in group.rows
    ]
    slugs = "-".join(each.slug for each in comparison.instruments)
    return csv_response(f"compare-{slugs}-{comparison.on.isoformat()}", [heading, *rows])
