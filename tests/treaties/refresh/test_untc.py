"""The reader of the UN Treaty Collection, on a synthetic file in its shape."""

import re

import pytest

from tests.treaties.refresh.payloads import changed, payload
from tests.treaties.refresh.rendering import Line, untc
from treaties.refresh.connectors.untc.connector import CONNECTOR
from treaties.refresh.connectors.untc.legend import column
from treaties.refresh.connectors.untc.reading import read
from treaties.refresh.observations import Page, UnknownInSource
from treaties.vocabulary import ActionKind, CountKind

PARIS = payload("untc/paris-agreement.xml")
MAINTENANCE = b"""<!DOCTYPE html><html><head><title>UN</title></head><body><p>The site is undergoing
urgent maintenance and is currently unavailable.</p></body></html>"""


def acts(page: Page = PARIS) -> set[tuple[str, str, str]]:
    return {
        (a.participant, a.kind.value, a.taken_on) for a in read(page, "paris-agreement").actions
    }


def stops(page: Page, words: str) -> None:
    with pytest.raises(UnknownInSource, match=words):
        read(page, "paris-agreement")


@pytest.mark.parametrize(
    ("participant", "kind", "day"),
    [
        ("Bahamas (The)", "ratification", "2016-08-02"),
        ("Côte d’Ivoire", "acceptance", "2016-10-25"),
        ("France", "approval", "2016-10-05"),
        ("Holy See", "accession", "2022-09-04"),
        ("Czech Republic", "succession", "1993-02-22"),
        ("Palau", "definitive-signature", "2016-04-22"),
        ("European Union", "formal-confirmation", "2016-10-05"),
        ("Tuvalu", "provisional-application", "2016-04-22"),
    ],
)
def test_each_letter_is_read_as_the_heading_explains_it(participant, kind, day):
    assert (participant, kind, day) in acts()


def test_by_congo_the_collection_means_one_of_the_two():
    observed = read(changed(PARIS, ("Holy See", "Congo")), "paris-agreement")
    meant = {a.participant: a.meant for a in observed.actions if a.meant}
    assert meant == {"Congo": "republic-of-the-congo"}


def test_a_letter_under_signature_means_what_that_heading_says():
    assert ("Czech Republic", "succession-to-signature", "2006-10-23") in acts()


def test_a_withdrawn_row_is_held_for_a_person_and_makes_no_party():
    observed = read(PARIS, "paris-agreement")
    assert [row.quote for row in observed.held] == [
        "United States of America | 22 Apr 2016 | [20 Jan 2021 A]"
    ]
    assert "withdrawn" in observed.held[0].why
    of_usa = {a.kind for a in observed.actions if a.participant == "United States of America"}
    assert of_usa == {ActionKind.SIGNATURE}


def test_the_totals_are_those_of_the_page_without_their_footnote():
    declared = read(PARIS, "paris-agreement").declared
    assert declared == {CountKind.PARTIES: 7, CountKind.SIGNATORIES: 5}


def test_an_act_says_where_it_was_deposited_and_quotes_its_row():
    action = next(a for a in read(PARIS, "paris-agreement").actions if a.participant == "France")
    assert (action.depositary, action.locator) == (
        "un-secretary-general",
        "MTDSG XXVII-7-d, France",
    )
    assert action.quote == "France | 22 Apr 2016 | 5 Oct 2016 AA"


def test_rows_in_another_order_say_the_same():
    rows = re.findall(rb"<Row>.*?</Row>\n", PARIS.content)[1:]
    swapped = PARIS.content.replace(b"".join(rows), b"".join(reversed(rows)))
    assert swapped != PARIS.content
    assert read(Page("", swapped), "paris-agreement") == read(PARIS, "paris-agreement")


def test_a_date_in_the_future_is_kept_as_it_is_printed():
    page = changed(PARIS, ("4 Sep 2022 a", "15 Jan 2128 a"))
    assert ("Holy See", "accession", "2128-01-15") in acts(page)


@pytest.mark.parametrize(
    "cell", ["Sep 2022 a", "31 Feb 2022 a", "4 Sept 2022 a", "30 Nov 0002 a", "yes"]
)
def test_a_cell_that_is_no_date_holds_its_row_and_the_others_are_read(cell):
    observed = read(changed(PARIS, ("4 Sep 2022 a", cell)), "paris-agreement")
    assert f"Holy See |  | {cell}" in {row.quote for row in observed.held}
    assert "France" in {action.participant for action in observed.actions}


def test_two_dates_in_a_cell_are_for_a_person():
    page = changed(
        PARIS, ("[20 Jan 2021 A]", "20 Jan 2021 A [ 3 Sep 2016 A]"), (">7&lt;", ">8&lt;")
    )
    assert any("[ 3 Sep 2016 A]" in row.quote for row in read(page, "paris-agreement").held)


@pytest.mark.parametrize("letter", ["AAA", "b", "P", "C", "D", "N"])
def test_an_unknown_letter_stops(letter):
    stops(changed(PARIS, ("4 Sep 2022 a", f"4 Sep 2022 {letter}")), "Unknown letter")


def test_a_bare_date_under_a_heading_without_a_bare_word_stops():
    heading = "Ratification, Acceptance(A), Approval(AA), "
    stops(changed(PARIS, (heading, "Acceptance(A), Approval(AA), ")), "Unknown letter ''")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">Participant&", ">State&", "first column"),
        ("Accession(a)", "Accession(A)", "Unknown letter in the column"),
        ("Accession(a)", "Adhesion(a)", "Unknown column"),
        ("Accession(a), ", "Accession(a), Acceptance, ", "explains 'a bare date' twice"),
        ("Accession(a), ", "Accession(a),, ", "Unknown column"),
        (
            "Provisional application(n)",
            "Provisional application under Article V(n)",
            "Unknown column",
        ),
        ("Signature, Succession to signature(d)", "Entry into force", "Unknown column"),
    ],
)
def test_a_changed_heading_stops(old, new, words):
    stops(changed(PARIS, (old, new)), words)


def test_an_extra_column_stops():
    wider = changed(
        PARIS, ("</Entry></Row></Thead>", "</Entry><Entry>Entry into force</Entry></Row></Thead>")
    )
    stops(wider, "Unknown column 'Entry into force'")


def test_a_row_with_a_cell_too_many_stops():
    stops(changed(PARIS, ("<Entry>22 Apr 2016 n", "<Entry/><Entry>22 Apr 2016 n")), "another shape")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<Parties>7", "<Parties>8", "declares 8 parties, and lists 7"),
        ("<Parties>7", "<Parties>6", "declares 6 parties, and lists 7"),
        ("<Signatories>5", "<Signatories>6", "declares 6 signatories, and lists 5"),
        ("<Parties>7", "<Parties>", "no number"),
        ("<Signatories>5</Signatories>", "", "declares None signatories"),
        ("<Parties>7", "<Parties>1981", "no number"),
        (" 5 Oct 2016 AA", "", "declares 7 parties, and lists 6"),
        ("Holy See", "", "another shape"),
        ("Holy See", "France", "Listed twice: France"),
        ("7. d) Paris", "7. c) Doha Amendment to the Paris", "another treaty"),
        ("<Titlesect>", "<Titlesect/><Titlesect>", "Expected one ExternalData/Titlesect"),
        ("Tbody", "Body", "is empty"),
        ("ISO-8859-1", "UTF-16", "Unknown encoding 'utf-16'"),
        ("ISO-8859-1", "UTF-8", "not UTF-8"),
        ("<MTDSG>", "<!DOCTYPE MTDSG><MTDSG>", "document type"),
        ("</MTDSG>", "", "Not XML"),
        ("&lt;i&gt;", "&unknown;", "Not XML"),
    ],
)
def test_what_does_not_add_up_stops(old, new, words):
    stops(changed(PARIS, (old, new)), words)


@pytest.mark.parametrize(
    ("kind", "heading"), [("signature", "Ratification"), ("accession", "Signature")]
)
def test_a_column_that_turned_empty_stops(kind, heading):
    lines = [Line(f"State {n}", kind, "1978-10-05") for n in range(9)]
    with pytest.raises(UnknownInSource, match=f"No act stands under '{heading}.*any more"):
        read(untc("enmod", lines), "enmod")


def test_a_withdrawn_signature_may_or_may_not_be_declared():
    page = changed(
        PARIS, ("<Entry>22 Apr 2016</Entry><Entry>[20", "<Entry>[22 Apr 2016]</Entry><Entry>[20")
    )
    assert len(read(page, "paris-agreement").held) == 2
    read(changed(page, ("<Signatories>5", "<Signatories>4")), "paris-agreement")
    stops(changed(page, ("<Signatories>5", "<Signatories>3")), "declares 3 signatories")


def test_a_maintenance_page_with_status_200_means_that_the_source_is_down():
    stops(Page("", MAINTENANCE, "text/html"), "Source down: .*urgent maintenance")


def test_a_treaty_is_never_read_as_another_one():
    with pytest.raises(UnknownInSource, match="XXVI-3 is another treaty"):
        read(PARIS, "cwc")


def test_a_list_cut_short_stops_at_the_connector():
    with pytest.raises(UnknownInSource, match="XXVII-7-d: 13 acts, and there were at least"):
        CONNECTOR.read(PARIS, "paris-agreement")


@pytest.mark.parametrize(
    ("heading", "letters"),
    [
        ("Ratification, Accession(a), Succession(d)", {"", "a", "d"}),
        ("Acceptance(A), Ratification, Approval(AA)", {"", "A", "AA"}),
        ("Accession", {""}),
        ("Signature", {""}),
    ],
)
def test_legends_as_they_occur(heading, letters):
    assert set(column(heading).kinds) == letters
