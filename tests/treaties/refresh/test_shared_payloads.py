"""Our readers on real answers, or what is left of them, where a folder of such stands next to ours.

Nothing of it may be copied here: these are other people's files.
"""

import csv
import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from treaties.models import Participant
from treaties.refresh.connectors.govuk.vocabulary import SCHEMAS
from treaties.refresh.connectors.untc.legend import legend
from treaties.refresh.connectors.untc.reading import FOOTNOTE, read_cell
from treaties.refresh.connectors.untc.vocabulary import NAMES
from treaties.refresh.observations import Page
from treaties.refresh.payloads import json_of, member
from treaties.refresh.plain_text import plain_text
from treaties.vocabulary import CONSENT_TO_BE_BOUND

SHARED = Path(__file__).resolve().parents[4] / "shared" / "payloads"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"Saved answers of sources are looked for in {SHARED}."
)
# How many consented, as these tables of 2014 have it: counted in a spreadsheet.
TABLES = {"26-1": 76, "26-3": 190, "27-15": 179, "27-2-a": 197}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_table_of_the_treaty_collection_is_read(name):
    with (SHARED / "untc" / f"zmjones-{name}.csv").open() as file:
        headings, *rows = csv.reader(file)
    columns = legend(headings)
    consents = Counter()
    for participant, *cells in rows:
        for cell, column in zip(cells, columns, strict=True):
            if cell := " ".join(cell.split()):
                read = read_cell(cell, column)
                assert isinstance(read, tuple), (participant, cell, read)
                consents[participant] += read[0] in CONSENT_TO_BE_BOUND
    assert sum(consents.values()) == TABLES[name]


@pytest.mark.parametrize(
    "path", sorted((SHARED / "untc").glob("worldwidelaw-*.json")), ids=lambda p: p.stem
)
def test_no_footnote_is_left_in_a_name(path):
    participants = json.loads(path.read_text())["participants"]
    if isinstance(participants, str):
        participants = re.findall(r"""['"](.+?)['"](?:, |\])""", participants)
    names = [FOOTNOTE.sub("", html.unescape(name)) for name in participants]
    assert len(names) > 5
    assert not [name for name in names if re.search(r"[<>\d]", name)]


def printed_names() -> set[str]:
    names = set()
    for path in (SHARED / "untc").glob("zmjones-*.csv"):
        with path.open() as file:
            names |= {row["Participant"] for row in csv.DictReader(file)}
    with (SHARED / "openclimatedata" / "kigali-amendment.csv").open() as file:
        names |= {row["Name"] for row in csv.DictReader(file)}
    for path in (SHARED / "untc").glob("worldwidelaw-*.json"):
        told = json.loads(path.read_text())["participants"]
        told = re.findall(r"""['"](.+?)['"](?:, |\])""", told) if isinstance(told, str) else told
        names |= {FOOTNOTE.sub("", html.unescape(name)) for name in told}
    return {" ".join(name.split()) for name in names} - {"", "Participant"}


def test_every_name_of_the_treaty_collection_means_one_participant(record):
    names = printed_names() - set(NAMES)
    found = Participant.objects.named_each(names)
    assert len(names) > 190
    assert {name: len(found[name]) for name in names if len(found[name]) != 1} == {}


@pytest.mark.parametrize("path", sorted((SHARED / "govuk").glob("*.json")), ids=lambda p: p.stem)
def test_an_example_of_gov_uk_has_words(path):
    document = json_of(Page("", path.read_bytes()))
    assert member(document, "schema_name", str) in SCHEMAS
    words = plain_text(member(member(document, "details", dict), "body", str))
    assert len(words) > 20 and "<" not in words
