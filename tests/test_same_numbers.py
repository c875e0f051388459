"""One number, wherever it stands: page, curve, map, matrix, files, comparison, list, statistics."""

import csv
import io
import re
from datetime import date

import pytest

from treaties.models import Instrument
from treaties.statistics import counts_of

BOUND = ["npt", "rome-statute", "paris-agreement"]
AGREED = ["bletchley-declaration", "new-delhi-declaration"]
CASES = [(BOUND, "parties", day) for day in ("2016-11-04", "2026-11-20", "2027-07-28")]
CASES += [(AGREED, "endorsers", day) for day in ("2026-02-21", "2026-11-20")]


def read(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode("utf-8-sig")


def counted(html, count, slug="") -> int:
    """The number that a page prints under this name, for this instrument."""
    of = f' data-instrument="{slug}"' if slug else ""
    found = re.findall(rf'<data value="(\d+)" data-count="{count}"{of}>', html)
    assert len(set(found)) == 1, (count, slug, found)
    return int(found[0])


@pytest.mark.parametrize(("slugs", "count", "day"), CASES)
def test_a_number_is_the_same_wherever_it_stands(record, client, slugs, count, day):
    on = date.fromisoformat(day)
    numbers = counts_of(Instrument.objects.filter(slug__in=slugs), on)
    instruments = {each.slug: each for each in Instrument.objects.filter(slug__in=slugs)}
    standing = {"parties": "party", "endorsers": "endorser"}[count]
    compared = read(client, f"/compare/{','.join(slugs)}/?on={day}")
    listed = read(client, f"/instruments/?on={day}")
    asked = "&".join(f"instrument={slug}" for slug in slugs)
    cells = list(
        csv.DictReader(io.StringIO(read(client, f"/matrix/?theme=&{asked}&on={day}&format=csv")))
    )
    for slug in slugs:
        expected = numbers[instruments[slug].pk][count]
        page = client.get(f"/instruments/{slug}/?on={day}")
        html = page.content.decode()
        found = {
            "page": counted(html, count),
            "list": counted(listed, count, slug),
            "rows": sum(row.standing == standing for row in page.context["involved"]),
            "matrix, file": sum(row.get(slug) == standing for row in cells),
        }
        if chart := page.context["chart"]:
            (row,) = [each for each in chart.rows if each.on == on]
            found["curve"] = row.counts[chart.kinds.index(count)]
        if drawn := page.context["map"]:
            groups = {group.standing: group.count for group in drawn.groups}
            found["map"] = groups.get(standing, 0)
        found["comparison"] = counted(compared, count, slug)
        assert set(found.values()) == {expected}, (slug, found, expected)
