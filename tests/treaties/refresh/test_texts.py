"""The readers of texts: GOV.UK, watched pages, Wikidata; on synthetic answers in their shapes."""

import json

import pytest

from tests.treaties.refresh.payloads import changed, payload
from treaties.refresh.connectors.govuk.reading import read as read_govuk
from treaties.refresh.connectors.watch.reading import read as read_watched
from treaties.refresh.connectors.wikidata.connector import CONNECTOR as WIKIDATA
from treaties.refresh.connectors.wikidata.reading import Opinion, opinions
from treaties.refresh.connectors.wikidata.reading import read as read_wikidata
from treaties.refresh.observations import ObservedText, Page, UnknownInSource
from treaties.refresh.plain_text import plain_text

PUBLICATION = payload("govuk/publication.json")
STATEMENT = payload("watch/statement.html")
SIGNATORIES = payload("wikidata/signatories.json")


class TestGovUK:
    def test_a_page_is_its_words_and_its_log_of_changes(self):
        assert read_govuk(PUBLICATION, "bletchley") == ObservedText(
            "AI Safety Summit 2023: The Bletchley Declaration\n"
            "A declaration by\ncountries.\nAustralia\nBrazil\n"
            "2023-11-01: First published.\n2025-02-13: Added a country.",
            updated="2025-02-13T12:00:00Z",
        )

    def test_what_does_not_concern_its_words_changes_nothing(self):
        page = changed(
            PUBLICATION, ("2025-03-01T10:00:00Z", "2026-01-01T10:00:00Z"), ("<p>A", "<p id='x'> A")
        )
        assert read_govuk(page, "bletchley") == read_govuk(PUBLICATION, "bletchley")

    def test_a_withdrawn_page_says_so(self):
        notice = '"withdrawn_notice": {"explanation": "<p>Out of date.</p>", "withdrawn_at": "2026-05-01T09:00:00Z"}'
        page = changed(PUBLICATION, ('"withdrawn_notice": {}', notice))
        assert "Withdrawn 2026-05-01: Out of date." in read_govuk(page, "bletchley").text

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('"publication"', '"redirect"', "no publication any more"),
            ("The Bletchley Declaration", "Another paper", "another page"),
            ('"body"', '"contents"', "Expected 'body'"),
            ('"2025-02-13T12:00:00Z"', '""', "no public_updated_at any more"),
            ('"public_updated_at"', '"changed_at"', "Expected 'public_updated_at'"),
            ('"note": "Added', '"text": "Added', "Expected 'note'"),
            ('"withdrawn_notice": {}', '"withdrawn_notice": "yes"', "another kind"),
        ],
    )
    def test_what_we_do_not_know_stops(self, old, new, words):
        with pytest.raises(UnknownInSource, match=words):
            read_govuk(changed(PUBLICATION, (old, new)), "bletchley")

    def test_a_body_that_turned_empty_stops(self):
        document = json.loads(PUBLICATION.content)
        document["details"]["body"] = "<div></div>"
        with pytest.raises(UnknownInSource, match="no words"):
            read_govuk(Page("", json.dumps(document).encode()), "bletchley")


class TestWatchedPages:
    def test_only_the_words_of_the_chosen_part_count(self):
        assert read_watched(STATEMENT, "elysee-statement").text == (
            "Statement on Inclusive and Sustainable Artificial Intelligence\n"
            "We met in Paris.\nArmenia\nCôte d’Ivoire1\nZimbabwe 2025"
        )

    def test_layout_and_footer_change_nothing(self):
        page = changed(STATEMENT, ("12:03:55", "18:40:01"), ("<b>Par</b>is", "<i>Paris</i>"))
        assert read_watched(page, "elysee-statement") == read_watched(STATEMENT, "elysee-statement")

    def test_a_changed_word_changes_the_text(self):
        page = changed(STATEMENT, ("<li>Armenia</li>", "<li>Armenia</li><li>Australia</li>"))
        assert "Armenia\nAustralia\n" in read_watched(page, "elysee-statement").text

    def test_a_page_of_another_shape_stops(self):
        with pytest.raises(UnknownInSource, match="no 'main' any more"):
            read_watched(changed(STATEMENT, ("main", "article")), "elysee-statement")

    def test_another_page_stops(self):
        with pytest.raises(UnknownInSource, match="it has no 'Member States'"):
            read_watched(STATEMENT, "opcw-members")

    @pytest.mark.parametrize("words", ["urgent maintenance", "Access denied", "Page not found"])
    def test_a_page_of_a_source_that_is_down_stops(self, words):
        page = Page("", f"<html><main><h1>Sorry</h1><p>{words}</p></main></html>".encode())
        with pytest.raises(UnknownInSource, match="Source down"):
            read_watched(page, "elysee-statement")

    def test_words_of_the_navigation_are_no_sign_that_it_is_down(self):
        assert b"Page not found" in STATEMENT.content
        read_watched(STATEMENT, "elysee-statement")

    def test_a_pdf_is_its_fingerprint(self):
        text = read_watched(Page("", b"%PDF-1.7\n..."), "elysee-statement").text
        assert text.startswith("PDF, 12 bytes, sha256 d3929c36")
        assert read_watched(Page("", b"%PDF-1.7\n.,."), "elysee-statement").text != text


class TestWikidata:
    def test_it_gives_an_opinion_a_line(self):
        assert read_wikidata(SIGNATORIES, "signatories").text == (
            "paris-agreement Q900000001 NLD Q55 Netherlands\nparis-agreement Q900000001 NOR Q20 Norway"
        )

    def test_it_knows_the_items_of_states(self):
        states = opinions(payload("wikidata/states.json"), "states")
        assert states == (Opinion("", "", "NOR", "Q20", "Norway"),)

    def test_it_never_proposes(self):
        assert not WIKIDATA.proposes
        assert isinstance(read_wikidata(SIGNATORIES, "signatories"), ObservedText)

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('"code", "stateLabel"]', '"code", "label"]', "Unknown columns"),
            ("Paris Agreement", "Paris Peace Accords", "did not ask"),
            ('"NOR"', '"NO"', "No code of a state"),
            ('"value": "Paris Agreement"', '"value": " "', "A row without treatyLabel"),
            ("entity/Q20", "wiki/Q20", "No item"),
            ('"bindings"', '"rows"', "Expected 'bindings'"),
            (
                'entity/Q900000001"},\n   "treatyLabel": {"type": "literal", "xml:lang": "en", "value": "Paris Agreement"},\n   "state": {"type": "uri", "value": "http://www.wikidata.org/entity/Q55',
                'entity/Q900000002"},\n   "treatyLabel": {"type": "literal", "xml:lang": "en", "value": "Paris Agreement"},\n   "state": {"type": "uri", "value": "http://www.wikidata.org/entity/Q55',
                "one name",
            ),
        ],
    )
    def test_what_we_do_not_know_stops(self, old, new, words):
        with pytest.raises(UnknownInSource, match=words):
            read_wikidata(changed(SIGNATORIES, (old, new)), "signatories")


@pytest.mark.parametrize(
    ("html", "choice", "words"),
    [
        ("<p>a<p>b", "", "a\nb"),
        ("a &lt;b&gt; c", "", "a <b> c"),
        ("1 < 2 and 3 > 2", "", "1 < 2 and 3 > 2"),
        ("<!-- no --> yes <!-- unclosed", "", "yes"),
        ("<div class='x y'>in<div>side</div></div>out", ".y", "in\nside"),
        ("<div id=a>one</div><div id=b>two</div>", "#b", "two"),
        ("<main>one</main>x<main>two</main>", "main", "one\ntwo"),
        ("<svg/>seen<svg><text>unseen</text></svg>", "", "seen"),
        ("a<br>b<script>c", "", "a\nb"),
    ],
)
def test_the_words_of_a_page(html, choice, words):
    assert plain_text(html, choice) == words
