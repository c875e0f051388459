"""Days that were counted by hand from the rows of `data/`, beside what the record says of them.

Each hand count is written down as a person did it with the file open: the deposits up to a day, and
who has to be taken off, by name. It uses neither the rules nor the database.
"""

import csv
from dataclasses import dataclass
from datetime import date

import pytest
from django.conf import settings

from treaties.course import courses
from treaties.models import Instrument, TreatyAction
from treaties.participation import participations
from treaties.statistics import counts_of, counts_of_rows

JOINING = {
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "endorsement",
}


@dataclass(frozen=True)
class Counted:
    """ "The first deposits up to `deposited_by`, `without` these" is `total`, on the day `on`."""

    slug: str
    on: str
    deposited_by: str
    total: int
    without: tuple[str, ...] = ()
    count: str = "parties"


BY_HAND = [
    # 190 deposits up to the day; two of the depositors no longer existed. North Korea stays in:
    # its withdrawal is contested (in the other reading 187, below).
    Counted("npt", "2003-04-11", "2003-04-11", 188, ("czechoslovakia", "yugoslavia")),
    # The conditions were met on 5 October 2016: 74 deposits by then. The 23 of the month that
    # followed bind on their thirtieth day, not on the first day of the agreement.
    Counted("paris-agreement", "2016-11-04", "2016-10-05", 74),
    # The sixtieth deposit came on 11 April 2002, with nine others: 66. Ten more came before July.
    Counted("rome-statute", "2002-07-01", "2002-04-11", 66),
    # 127 deposits; Burundi and the Philippines have left. Niger on 18 June, Mali and Burkina Faso on
    # 24 June 2027; Venezuela on 24 and Chad on 27 July. Hungary took its withdrawal back.
    Counted(
        "rome-statute",
        "2027-06-25",
        "2026-11-20",
        122,
        ("burundi", "philippines", "niger", "mali", "burkina-faso"),
    ),
    Counted(
        "rome-statute",
        "2027-07-28",
        "2026-11-20",
        120,
        ("burundi", "philippines", "niger", "mali", "burkina-faso", "venezuela", "chad"),
    ),
    # 29 states and the European Community had deposited by the day it entered into force.
    Counted("montreal-protocol", "1989-01-01", "1989-01-01", 30),
    # 28 states and the European Union; New Zealand joined on 23 October 2024.
    Counted("bletchley-declaration", "2024-10-22", "2024-10-22", 29, count="endorsers"),
    Counted("bletchley-declaration", "2024-10-24", "2024-10-24", 30, count="endorsers"),
]


def first_deposits(slug: str) -> dict[str, str]:
    """The first day on which each participant joined, as the file has it."""
    path = settings.DATASET_DIR / "instruments" / f"{slug}.actions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in JOINING]
    found: dict[str, str] = {}
    for row in rows:
        if row["counted"] != "no" and row["review"] in {"", "checked"}:
            known = found.get(row["participant"], "9999")
            found[row["participant"]] = min(known, row["taken_on"])
    return found


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: f"{case.slug} {case.on}")
def test_the_count_by_hand(case):
    """The hand count follows from the rows, as its comment says."""
    deposits = first_deposits(case.slug)
    assert set(case.without) <= set(deposits)
    left = {who for who, day in deposits.items() if day <= case.deposited_by}
    assert len(left - set(case.without)) == case.total


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: f"{case.slug} {case.on}")
def test_the_record_counts_the_same(record, client, case):
    """In SQL, over the rows of its page, along its course, and on the page itself."""
    on = date.fromisoformat(case.on)
    instrument = Instrument.objects.get(slug=case.slug)
    page = client.get(f"/instruments/{case.slug}/?on={case.on}").content.decode()
    found = {
        "sql": counts_of([instrument], on)[instrument.pk][case.count],
        "rows": counts_of_rows(participations(instrument, on), on)[case.count],
        "course": courses([instrument])[instrument.pk].counts_on(on)[case.count],
        "page": int(page.split(f'data-count="{case.count}">')[1].split("<")[0]),
    }
    assert set(found.values()) == {case.total}, found


def test_north_korea_makes_187_in_the_contested_reading(record):
    npt = Instrument.objects.get(slug="npt")
    counts = counts_of([npt], date(2003, 4, 11), contested=True)[npt.pk]
    assert counts["parties"] == 188 - 1


# Signed 24 September 1996, ratified 30 June 2000, took its ratification back on 3 November 2023.
@pytest.mark.parametrize(
    ("on", "standing"), [("2023-11-02", "contracting-state"), ("2023-11-04", "signed")]
)
def test_russia_and_the_test_ban(record, on, standing):
    acts = TreatyAction.objects.filter(instrument__slug="ctbt", participant__slug="russia")
    assert [pair.standing for pair in acts.standings(date.fromisoformat(on))] == [standing]


# Joined 2016, out 4 November 2020, back 19 February 2021, out 27 January 2026.
@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2016-11-04", "party"),
        ("2020-11-03", "party"),
        ("2020-11-04", "former-party"),
        ("2021-02-19", "party"),
        ("2026-01-27", "former-party"),
    ],
)
def test_the_united_states_and_the_paris_agreement(record, client, on, standing):
    page = client.get(f"/countries/united-states/?on={on}")
    rows = {row.instrument.slug: row for row in page.context["treaties"]}
    assert rows["paris-agreement"].standing == standing
