"""The matrix against the pages it sums up, cell by cell, over the whole record."""

import csv
import gzip
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pauseai_kb.weight import weight_of
from tests.make import (
    make_action,
    make_company,
    make_declaration,
    make_eu,
    make_instrument,
    make_name,
    make_participant,
    make_state,
)
from treaties.cells import BLANK, COULD_NOT_JOIN, MARKS, NOTHING_RECORDED, WORDS
from treaties.matrix import matrix
from treaties.models import ChokePoint, ChokePointHolder, Instrument, Participant
from treaties.participation import participations, participations_of
from treaties.services import save
from treaties.statistics import counts_of
from treaties.views.spreadsheet import harmless
from treaties.vocabulary import STATES, Standing

DAYS = ["1980-01-01", "2016-11-04", "2026-11-20"]
FULL = "/matrix/?theme="


def whole(text):
    """Everybody, companies too, under everything."""
    on = date.fromisoformat(text)
    everybody = Participant.objects.with_names().existing(on).with_universes(on)
    return matrix(Instrument.objects.oldest_first(), everybody, on)


def standings(table):
    """The cells that say something, by slugs."""
    return {
        (cell.instrument.slug, row.participant.slug): (cell.standing, cell.other_reading)
        for row in table.rows
        for cell in row.cells
        if not cell.is_blank
    }


@pytest.mark.parametrize("text", DAYS)
def test_every_cell_is_the_standing_on_the_instruments_page(record, text):
    table, expected = whole(text), {}
    for instrument in table.columns:
        for row in participations(instrument, table.on):
            if row.actions or row.could_join:  # else all its acts are yet to come
                key = instrument.slug, row.participant.slug
                expected[key] = row.standing, row.other_reading or ""
    found = standings(table)
    for (instrument, participant), cell in list(found.items()):
        # Declarations open to anyone have no list of those absent: the matrix names the states.
        if (instrument, participant) not in expected:
            assert Instrument.objects.get(slug=instrument).is_open_to_states
            assert cell[0] in {Standing.NOT_LISTED, Standing.UNKNOWN}
            del found[instrument, participant]
    assert len(expected) > 500
    assert found == expected


@pytest.mark.parametrize("text", DAYS)
def test_every_cell_is_the_standing_on_the_countrys_page(record, text):
    table = whole(text)
    found, columns = standings(table), {each.slug for each in table.columns}
    for participant in [row.participant for row in table.rows]:
        for row in participations_of(
            participant, table.on, Instrument.objects.concerning(participant)
        ):
            key = row.instrument.slug, participant.slug
            # Who was not admitted yet on that day could not join yet: N knows, that page does not.
            if row.instrument.slug in columns and (row.actions or key in found):
                assert found[key] == (row.standing, row.other_reading or ""), key


@pytest.mark.parametrize("text", DAYS)
def test_the_sums_are_the_numbers_of_the_site(record, text):
    table = whole(text)
    counts = counts_of(table.columns, table.on)
    for states, everybody in zip(table.states, table.everybody, strict=True):
        instrument, numbers = states.instrument, counts[states.instrument.pk]
        kinds = ["endorsers", "sponsors", "committed", "voted-for"]
        all_of_them = (
            numbers["parties"] if instrument.binding else sum(map(numbers.__getitem__, kinds))
        )
        assert everybody.joined == all_of_them, instrument.slug
        assert (everybody.potential or None) == numbers.potential, instrument.slug
        by_hand = [numbers.party_states] if instrument.binding else [numbers["endorsing-states"]]
        if instrument.binding or numbers["endorsers"]:
            assert states.joined == by_hand[0], instrument.slug


@pytest.mark.parametrize("text", DAYS)
def test_the_regions_add_up(record, text):
    table = whole(text)
    for place, total in enumerate(table.states):
        shares = [group.shares[place] for group in table.groups]
        assert sum(share.joined for share in shares) == total.joined
        assert sum(share.potential or 0 for share in shares) == (total.potential or 0)
    states = [row for row in table.rows if row.participant.kind in STATES]
    assert sum(group.states for group in table.groups) == len(states)


def test_a_contested_reading_is_a_mark_and_no_other_number(record, client):
    table = whole("2026-11-20")
    npt = next(share for share in table.states if share.instrument.slug == "npt")
    assert (npt.joined, npt.potential) == (191, 197)
    marked = [(who.slug, cell.standing, cell.other_reading) for who, cell in table.contested]
    assert marked == [("north-korea", "party", "former-party")]
    text = client.get("/matrix/?instrument=npt").content.decode()
    assert "North Korea: Former party" in text
    assert text.count("<sup>") == 1


def test_the_form_shows_which_instruments_were_asked_for(record, client):
    text = client.get("/matrix/?instrument=npt&instrument=bwc&by=npt").content.decode()
    asked = re.findall(r'name="instrument" value="([^"]+)" checked', text)
    assert sorted(asked) == ["bwc", "npt"]
    assert '<option value="npt" selected>' in text


def test_a_table_before_an_adoption_names_what_came_later(record, client):
    table = whole("1980-01-01")
    assert "npt" in {each.slug for each in table.columns}
    assert "paris-agreement" in {each.slug for each in table.adopted_later}
    assert "czechoslovakia" in {row.participant.slug for row in table.rows}
    assert "czechia" not in {row.participant.slug for row in table.rows}


class Table:
    """A page's own table, read back: what each cell says, by participant and instrument."""

    def __init__(self, client, address):
        self.response = client.get(address)
        self.text = self.response.content.decode()
        body = re.search(r'<div class="matrix.*?</table>', self.text, re.S)
        head, *_rest = body[0].split("</thead>") if body else [""]
        self.columns = re.findall(r'href="[^"]*/instruments/([\w-]+)/', head)
        rows = re.findall(
            r'<th scope="row"><a href="[^"]*/(?:countries|organisations)/([\w-]+)/', self.text
        )
        self.rows = rows


@pytest.fixture
def small(db):
    """Two states of two regions, the EU, a company; a treaty, a declaration, commitments."""
    norway = make_state("norway", region="Europe")
    make_name(norway, "Norway")
    make_name(norway, "Norge", language="nb")
    japan = make_state("japan", region="Asia")
    make_name(japan, "Japan")
    eu, company = make_eu(), make_company()
    treaty = make_instrument("treaty", adopted_on="1968-07-01", theme="environment")
    talk = make_declaration("talk", adopted_on="2023-11-01")
    pledge = make_declaration("pledge", kind="commitments", adopted_on="2024-05-21")
    make_action(treaty, norway, "ratification", "1970-01-01")
    make_action(talk, japan, "endorsement", "2023-11-01")
    make_action(talk, eu, "endorsement", "2023-11-01")
    make_action(pledge, company, "commitment", "2024-05-21")
    point = save(
        ChokePoint(
            slug="chips", order=1, name_en="Chips", description_en="Chips.", source=norway.source
        )
    )
    save(ChokePointHolder(choke_point=point, company=company, state=japan, source=norway.source))


@pytest.mark.parametrize(
    ("asked", "columns", "rows"),
    [
        ("", ["talk"], ["japan", "norway", "european-union"]),
        ("?theme=", ["treaty", "talk"], ["japan", "norway", "european-union"]),
        ("?theme=environment", ["treaty"], ["japan", "norway"]),
        ("?kind=declaration&region=Europe", ["talk"], ["norway"]),
        ("?binding=yes&standing=party", ["treaty"], ["norway"]),
        ("?instrument=treaty&instrument=talk&q=norge", ["treaty", "talk"], ["norway"]),
        ("?key=yes", ["treaty", "talk"], ["japan"]),
        ("?kind=commitments", ["pledge"], ["anthropic"]),
        ("?who=company", ["pledge"], ["anthropic"]),
        ("?who=regional-organisation", ["talk"], ["european-union"]),
        (
            "?participant=norway&participant=anthropic",
            ["treaty", "talk", "pledge"],
            ["norway", "anthropic"],
        ),
        ("?theme=&sort=name", ["treaty", "talk"], ["european-union", "japan", "norway"]),
        ("?theme=&by=treaty", ["treaty", "talk"], ["norway", "japan", "european-union"]),
        ("?theme=&by=talk", ["treaty", "talk"], ["european-union", "japan", "norway"]),
        ("?theme=&on=1970-01-01", ["treaty"], ["japan", "norway"]),
    ],
)
@pytest.mark.parametrize("language", ["", "/nl", "/nb"])
def test_the_table_has_what_was_asked_for(small, client, asked, columns, rows, language):
    table = Table(client, f"{language}/matrix/{asked}")
    assert table.response.status_code == 200
    assert table.columns == columns
    assert table.rows == rows


@pytest.mark.parametrize(
    "asked",
    [
        "theme=x",
        "instrument=no-such",
        "instrument=treaty&instrument=x",
        "participant=x",
        "by=x",
        "sort=password",
        "standing=rich",
        "key=1",
        "q=" + "x" * 101,
        "who=%00",
        "binding=maybe",
    ],
)
def test_a_question_that_cannot_be_understood_gets_a_message_and_the_whole_table(
    small, client, asked
):
    table = Table(client, f"/matrix/?{asked}")
    assert "cannot be understood" in table.text
    assert table.columns == ["treaty", "talk"]
    assert table.rows == ["japan", "norway", "european-union"]


@pytest.mark.parametrize(
    "asked", ["?q=zzz", "?instrument=talk&on=1990-01-01", "?on=1990-01-01", "?who=territory"]
)
def test_an_empty_table_says_why_and_offers_the_whole_one(small, client, asked):
    table = Table(client, f"/matrix/{asked}")
    assert table.response.status_code == 200
    assert table.rows == []
    assert "No participant and no instrument fit all of this." in table.text
    assert 'href="/matrix/?theme=' in table.text


def test_who_joined_most_comes_first(record, client):
    table = client.get(f"{FULL}&sort=joined").context["matrix"]
    numbers = [row.joined for row in table.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]
    assert not table.is_grouped


def test_an_empty_record_has_a_page(db, client):
    assert client.get("/matrix/").status_code == 200


def lines(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_is_exactly_the_table(record, client):
    asked = "?region=Asia&theme=arms-control&by=npt&on=2016-11-04"
    table, response = Table(client, f"/matrix/{asked}"), client.get(f"/matrix/{asked}&format=csv")
    found = lines(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "matrix-2016-11-04.csv" in response["Content-Disposition"]
    assert [line["participant"] for line in found] == table.rows
    assert list(found[0])[5:-2] == table.columns
    assert {line["on"] for line in found} == {"2016-11-04"}
    assert all(asked in line["address"] for line in found)
    by_slug = {line["participant"]: line for line in found}
    assert by_slug["north-korea"]["npt"] == "party"
    assert by_slug["north-korea"]["contested"] == "npt"
    assert by_slug["israel"]["npt"] == "not-listed"


def test_codes_are_the_same_in_each_language_and_names_are_not(small, client):
    english, norwegian = (lines(client.get(f"{p}{FULL}&format=csv")) for p in ("", "/nb"))
    assert [line["name"] for line in english] == ["Japan", "Norway", "european-union"]
    assert [line["name"] for line in norwegian] == ["Japan", "Norge", "european-union"]
    assert [line["talk"] for line in english] == [line["talk"] for line in norwegian]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_a_spreadsheet_is_given_no_formula(small, client, text):
    assert harmless(text) == f"'{text}"
    assert harmless("Côte d'Ivoire") == "Côte d'Ivoire"
    make_name(make_state("odd", region="Europe"), text)
    (line,) = lines(client.get("/matrix/?participant=odd&format=csv"))
    assert line["name"] == f"'{text}"


def test_a_format_that_does_not_exist_is_answered_with_a_clear_page(small, client):
    response = client.get("/matrix/?format=xml")
    assert response.status_code == 400
    assert "?format=csv" in response.content.decode()


@pytest.mark.parametrize("address", ["/matrix/", FULL, "/nl/matrix/?key=yes", f"{FULL}&by=npt"])
def test_the_number_of_questions_does_not_depend_on_the_table(record, client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 12, [query["sql"][:100] for query in queries]


def test_the_full_matrix_is_light(record, client):
    response = client.get(FULL)
    assert weight_of(response.content).to_read <= 60_000
    cells = len(re.findall(rb'<td class="[a-z]"', response.content))
    assert cells > 7_000
    assert len(gzip.compress(response.content)) < 5 * cells


def test_every_standing_has_a_word_and_a_symbol():
    assert set(WORDS) == set(Standing)
    assert set(MARKS) == {*Standing, *BLANK}
    assert len(set(MARKS.values())) == len(MARKS)


def test_who_could_not_join_is_not_who_is_not_listed(small):
    make_participant("kosovo", "other", region="Europe")
    sponsors = make_declaration("consensus", kind="resolution", universe="un-members")
    make_action(sponsors, Participant.objects.get(slug="japan"), "sponsorship", "2024-03-21")
    table = whole("2026-11-20")
    cells = {
        (cell.instrument.slug, row.participant.slug): cell.standing
        for row in table.rows
        for cell in row.cells
    }
    assert cells["treaty", "japan"] == Standing.NOT_LISTED
    assert cells["treaty", "european-union"] == COULD_NOT_JOIN
    assert cells["consensus", "norway"] == NOTHING_RECORDED
    assert cells["pledge", "norway"] == NOTHING_RECORDED
    assert "kosovo" not in {row.participant.slug for row in table.rows}


def test_the_page_of_a_summit_leads_to_those_who_came_beside_what_came_out(record, client):
    text = client.get("/summits/bletchley-2023/?on=2024-01-01").content.decode()
    address = re.search(r'href="(/matrix/\?participant=[^"]+)"', text)[1].replace("&amp;", "&")
    assert "on=2024-01-01" in address
    table = Table(client, address)
    assert "bletchley-declaration" in table.columns
    assert table.rows


def test_a_table_of_one_instrument_has_its_map_and_one_of_several_has_none(record, client):
    page = client.get("/matrix/?theme=&instrument=npt&on=2003-04-11")
    groups = {group.standing: group.count for group in page.context["map"].groups}
    assert groups["party"] == page.context["matrix"].everybody[0].joined == 188
    assert 'href="#matrix"' in page.content.decode()
    assert client.get("/matrix/?theme=&instrument=npt&instrument=bwc").context["map"] is None
