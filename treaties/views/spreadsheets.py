"""Tables for spreadsheets and programs: CSV that says nothing to a spreadsheet but its text."""

import csv

from django.http import HttpResponse

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(name: str, header, rows) -> HttpResponse:
    """A file of this name: UTF-8, commas, one line of headings."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([harmless(each) for each in header])
    writer.writerows([harmless(each) for each in row] for row in rows)
    return response


def harmless(value) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
