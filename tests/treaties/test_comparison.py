"""Instruments side by side: the same numbers as everywhere, honest about days and gaps."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.test import SimpleTestCase

from tests.make import (
    make_action,
    make_company,
    make_declaration,
    make_former_state,
    make_instrument,
    make_source,
    make_state,
)
from treaties import services
from treaties.comparison import compare, partners_of, presets_of
from treaties.comparison.presets import MOST, sheets_of
from treaties.comparison.speed import days_between
from treaties.models import Answer, ChokePoint, ChokePointHolder, Instrument, Question
from treaties.partial_dates import PartialDate
from treaties.statistics import consented, counts_of, first_formal_acts
from treaties.views.spreadsheet import harmless

SIX = "npt,bwc,cwc,montreal-protocol,paris-agreement,ctbt"
MIXED = (
    "bletchley-declaration,un-declaration-human-cloning,kampala-aggression-amendment,iaea-statute"
)
DAYS = ["1989-01-01", "2003-04-11", "2016-11-04", "2024-10-22", "2026-11-20"]


def compared(slugs, on):
    slugs = slugs.split(",")
    found = Instrument.objects.with_answers().filter(slug__in=slugs)
    return compare(sorted(found, key=lambda each: slugs.index(each.slug)), on)


def row_of(comparison, slug):
    (row,) = [row for group in comparison.groups for row in group.rows if row.slug == slug]
    return row


def cells_of(comparison, slug):
    return row_of(comparison, slug).cells


def said(comparison, slug):
    return [cell.plain for cell in cells_of(comparison, slug)]


class Table(io.StringIO):
    """What a browser shows of the table of a page, as rows of texts."""

    def rows(self):
        table = re.search(r'"compare .*?<table>(.*?)</table>', self.getvalue(), re.S)[1]
        rows = re.findall(r"<tr.*?</tr>", table, re.S)
        return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class BetweenDates(SimpleTestCase):
    """A date known to the month or the year never becomes a day."""

    def test_two_days_give_one_number(self):
        self.assertEqual(self.between("1987-09-16", "1989-01-01"), "473 days")
        self.assertEqual(self.between("1987-09-16", "1987-09-16"), "on the same day")

    def test_a_month_gives_the_fewest_and_the_most(self):
        self.assertEqual(self.between("1986-12", "1987-09-16"), "between 259 and 289 days")

    def test_a_year_that_holds_the_end_gives_at_most(self):
        self.assertEqual(self.between("1966", "1966-12-19"), "at most 352 days")

    def test_not_later_than_gives_at_least(self):
        self.assertEqual(self.between("[..2024-05-01]", "2024-05-31"), "at least 30 days")

    def between(self, first, last):
        return days_between(PartialDate(first), PartialDate(last))


@pytest.mark.parametrize("slugs", [SIX, MIXED])
@pytest.mark.parametrize("text", DAYS)
def test_numbers_are_those_of_the_statistics_of_that_day(record, slugs, text):
    on = date.fromisoformat(text)
    comparison = compared(slugs, on)
    expected = counts_of(comparison.instruments, on)
    for slug in ("participants", "signatories", "left"):
        for instrument, cell in zip(
            comparison.instruments, cells_of(comparison, slug), strict=True
        ):
            if cell.value is not None:
                assert cell.value == expected[instrument.pk][cell.count], (instrument.slug, slug)
                assert cell.instrument == instrument.slug


@pytest.mark.parametrize("years", [1, 3, 5, 10])
def test_numbers_after_years_are_those_of_the_statistics_of_the_anniversary(record, years):
    comparison = compared(SIX, date(2026, 11, 20))
    for slug, counted in (("first", first_formal_acts), ("consents", consented)):
        for instrument, cell in zip(
            comparison.instruments, cells_of(comparison, f"{slug}-{years}"), strict=True
        ):
            opened = instrument.opened_for_signature_on.last_day
            assert cell.on == opened.replace(year=opened.year + years)
            stands = counts_of([instrument], cell.on)[instrument.pk].stands
            assert cell.value == counted(stands), (instrument.slug, slug)


def test_the_potential_of_all_is_that_of_each(record):
    comparison = compared(f"{SIX.removesuffix(',ctbt')},treaty-of-tlatelolco", date(2003, 4, 11))
    for instrument, cell in zip(comparison.instruments, cells_of(comparison, "share"), strict=True):
        potential = counts_of([instrument], date(2003, 4, 11))[instrument.pk].potential
        assert cell.text.endswith(f": {potential}")


def test_montreal_on_its_first_day_counted_by_hand(record):
    """Deposits by the end of October 1988: 14; in November 2; on 16 December 8, the European
    Union among them; from 23 to 30 December 6. Earlier history is not complete: "at least".
    """
    comparison = compared("montreal-protocol,bwc", date(1989, 1, 1))
    assert said(comparison, "participants")[0] == "at least 30 parties"
    assert said(comparison, "consents-1")[0].startswith("at least 8 – 16 September 1988")
    day_before = compared("montreal-protocol,bwc", date(1988, 12, 31))
    assert said(day_before, "participants")[0].startswith("at least 0 parties – 30 have consented")


@pytest.fixture
def small(db):
    """A treaty opened in 2000 that three signed and two ratified, and a declaration of 2024."""
    norway, china, chad = (make_state(slug) for slug in ("norway", "china", "chad"))
    make_state("united-states")
    former = make_former_state("nowhere", exists_until=date(2002, 12, 31))
    treaty = make_instrument(
        "treaty",
        negotiations_from="1998",
        adopted_on="1999-12-01",
        opened_for_signature_on="2000-02-29",
        in_force_from="2003-06-01",
        history_complete_from=date(2001, 1, 1),
    )
    make_action(treaty, norway, "signature", "2000-02-29")
    make_action(treaty, chad, "signature", "2000-05-01")
    make_action(treaty, former, "signature", "2000-05-01")
    make_action(treaty, norway, "ratification", "2001-03-01")
    make_action(treaty, chad, "ratification", "2004-12")
    declaration = make_declaration("declaration", adopted_on="2024-05")
    make_action(declaration, norway, "endorsement", "2024-05-21")
    make_action(declaration, china, "endorsement", "[2025-02-12..2025-05-31]")
    return treaty, declaration


def test_after_years_counted_by_hand(small):
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    # Opened on 29 February: a year later is 28 February 2001, before the first ratification.
    assert said(comparison, "first-1")[0] == "3 – 28 February 2001"
    assert said(comparison, "consents-1")[0] == "0 – 28 February 2001"
    # The former state is gone; Chad's ratification of December 2004 counts from the 31st.
    assert said(comparison, "first-3")[0] == "2 – 28 February 2003"
    assert said(comparison, "consents-3")[0] == "1 – 28 February 2003"
    assert said(comparison, "consents-5")[0] == "2 – 28 February 2005"


def test_a_start_that_is_known_to_the_month_gives_both_ends(small):
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    # 1 May 2025: China's endorsement is "some day between", not yet counted; 31 May: counted.
    assert said(comparison, "first-1")[1] == "between 1 and 2 – 31 May 2025, counted from adoption"
    assert said(comparison, "first-3")[1] == "not yet – 31 May 2027, counted from adoption"


def test_before_its_history_is_complete_a_number_is_a_lower_bound(small):
    Instrument.objects.filter(slug="treaty").update(history_complete_from=date(2004, 1, 1))
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    assert said(comparison, "first-3")[0].startswith("at least 2")
    assert not said(comparison, "first-5")[0].startswith("at least")


def test_what_has_not_happened_by_the_day_is_not_yet(small):
    comparison = compared("treaty,declaration", date(2002, 1, 1))
    assert said(comparison, "in-force")[0].startswith("not yet")
    assert said(comparison, "first-1")[0] == "3 – 28 February 2001"
    assert said(comparison, "first-3")[0].startswith("not yet")
    assert said(comparison, "participants")[0] == "0 parties – 1 has consented and is not yet bound"


def test_a_question_that_makes_no_sense_is_no_gap(small):
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    assert said(comparison, "consents-1")[1] == "does not apply"
    assert said(comparison, "in-force")[1] == "does not apply"
    assert said(comparison, "talks") == [
        "between 335 and 699 days – 1998 to 1 December 1999",
        "not recorded",
    ]


def test_the_united_states_and_china_with_the_day(small):
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    assert said(comparison, "united-states") == ["Not listed", "Not listed"]
    assert said(comparison, "china")[1] == "Endorser – since 31 May 2025 at the latest"
    unknown = compared("treaty,declaration", date(2025, 4, 1))
    assert said(unknown, "china")[1] == "Unknown"


def test_who_is_leaving_is_said(record):
    comparison = compared("paris-agreement,rome-statute", date(2025, 6, 1))
    expected = "Party – since 19 February 2021; leaving on 27 January 2026"
    assert said(comparison, "united-states")[0] == expected


def test_hosts_of_choke_points_that_stay_outside(small):
    more = {"name_en": "A layer", "description_en": "Of the chain", "order": 1}
    layer = services.save(ChokePoint(slug="layer", source=make_source(), **more))
    for slug in ("norway", "china"):
        state = Instrument.actions.rel.related_model.participant.field.related_model.objects.get(
            slug=slug
        )
        holder = ChokePointHolder(choke_point=layer, company=make_company(f"of-{slug}"))
        holder.state, holder.source = state, make_source()
        services.save(holder)
    comparison = compared("treaty,declaration", date(2026, 1, 1))
    assert said(comparison, "choke-points") == ["1 of 2 – china (Not listed)", "0 of 2"]


def test_an_answer_comes_with_its_article_and_its_mark(small):
    treaty, declaration = small
    texts = {"question_en": "Is it checked?", "choices": {"no": {"en": "no"}}}
    question = Question(slug="check", group="verification", type="yes-no", order=1, **texts)
    services.save(question)
    more = {"question": question, "value": "no", "text_en": "Nobody checks the {parties}."}
    services.save(Answer(instrument=treaty, source=make_source(), locator="Article 4", **more))
    services.save(Answer(instrument=declaration, review="unchecked", **more))
    row = row_of(compared("treaty,declaration", date(2026, 1, 1)), "check")
    assert row.cells[0].plain == "no – Nobody checks the 2."
    assert row.cells[0].sources == "a-source, Article 4 <https://a-source.test/>"
    assert row.cells[1].is_unchecked
    assert not row.cells[1].references
    assert not row.differs  # the choice decides: "no" and "no"


def test_only_differences_leaves_out_what_all_say(record):
    comparison = compared("bwc,cwc", date(2026, 11, 20))
    shorter = comparison.only_differences()
    left = {row.slug for group in shorter.groups for row in group.rows}
    gone = {row.slug for group in comparison.groups for row in group.rows} - left
    assert {"kind", "united-states", "left"} <= gone
    for slug in gone:
        assert (
            len({(cell.value, cell.words or cell.text) for cell in cells_of(comparison, slug)}) == 1
        )
    for slug in left:
        assert len({cell.plain for cell in cells_of(comparison, slug)}) > 1


def test_presets_hold_the_nine_precedents_and_no_page_more_than_six(record):
    presets = {each.slug: each for each in presets_of(Instrument.objects.with_studies())}
    assert list(presets) == ["precedents", "ai", "arms-control", "environment"]
    sizes = [len(sheet.instruments) for sheet in presets["precedents"].sheets]
    assert sizes == [5, 4]
    nine = {each.slug for sheet in presets["precedents"].sheets for each in sheet.instruments}
    expected = "montreal-protocol,bwc,cwc,enmod,outer-space-treaty,npt,iaea-statute"
    assert nine == {*expected.split(","), "un-declaration-human-cloning", "stockholm-convention"}
    ai = Instrument.objects.filter(theme="ai", binding=False)
    found = [each.slug for sheet in presets["ai"].sheets for each in sheet.instruments]
    assert sorted(found) == sorted(each.slug for each in ai)
    assert all(2 <= len(s.instruments) <= MOST for each in presets.values() for s in each.sheets)


def test_pages_of_a_preset_are_about_as_long(db):
    for n in range(2, 30):
        sizes = [len(sheet.instruments) for sheet in sheets_of(list(range(n)))]
        assert sum(sizes) == n
        assert max(sizes) - min(sizes) <= 1
        assert max(sizes) <= MOST


def test_partners_are_of_the_same_theme_and_the_nearest_in_time(record):
    bwc = Instrument.objects.get(slug="bwc")
    found = partners_of(bwc, Instrument.objects.all())
    slugs = ["bwc", "treaty-of-tlatelolco", "npt", "enmod"]
    assert [each.slug for each in found.instruments] == slugs
    alone = Instrument.objects.get(slug="coe-ai-framework-convention")
    assert partners_of(alone, Instrument.objects.all()) is None


@pytest.mark.parametrize("value", ["=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\r=1"])
def test_a_spreadsheet_runs_nothing(value):
    assert harmless(value).startswith("'")
    assert harmless("at least 5") == "at least 5"


def test_the_csv_says_exactly_what_the_page_shows(record, client):
    address = "/compare/bwc,npt,bletchley-declaration/"
    for query in ("on=2024-10-22", "only=differences&on=2024-10-22"):
        page = Table(client.get(f"{address}?{query}").content.decode()).rows()
        response = client.get(f"{address}?format=csv&{query}")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        text = response.content.decode()
        assert text.startswith("\ufeff")
        heading, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert heading[2:5] == [plain(cell).split(" ←")[0].split(" →")[0] for cell in page[0][1:]]
        shown = [row for row in page[1:] if len(row) > 1]
        assert [row[1] for row in rows] == [plain(row[0]) for row in shown]
        for cells, row in zip(shown, rows, strict=True):
            for html, value in zip(cells[1:], row[2:5], strict=len(cells) == 4):
                for part in value.split(" – "):
                    assert " ".join(part.split()).strip("[]") in plain(html).replace(" )", ")"), (
                        part
                    )
            assert row[-2:] == ["2024-10-22", f"http://testserver{address}?{query}"]
