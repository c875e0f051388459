"""Events of instruments: what one day was, who left when, as seen from a day."""

from datetime import date

import pytest

from tests.make import make_action, make_instrument, make_source, make_state
from treaties.events import EventKind, events_of
from treaties.models import FieldSource, Instrument

TODAY = date(2026, 11, 20)


def told(instruments, on=TODAY, **options):
    """Kind, date as printed and slug of who it is about, in order of days."""
    found = sorted(events_of(instruments, on, **options), key=lambda event: (event.day, event.kind))
    return [
        (
            *(kind.value for kind in event.kinds),
            str(event.when),
            (event.participant or event.about).slug,
        )
        for event in found
    ]


def of_record(slug, on=TODAY, who=None):
    """What one participant did to leave an instrument of the record."""
    found = events_of([Instrument.objects.get(slug=slug)], on)
    return [
        (event.kind.value, str(event.when))
        for event in sorted(found, key=lambda event: event.day)
        if event.participant and event.participant.slug == who
    ]


def test_the_days_of_a_text_are_told_as_printed(db):
    treaty = make_instrument(adopted_on="1971", opened_for_signature_on="1972-04-10")
    assert told([treaty]) == [
        ("adoption", "1971", "a-treaty"),
        ("opening", "1972-04-10", "a-treaty"),
        ("entry-into-force", "1975-03-26", "a-treaty"),
    ]


def test_a_partial_date_stands_at_its_last_possible_day(db):
    (event,) = events_of([make_instrument(adopted_on="1971-02", in_force_from=None)], TODAY)
    assert event.day == date(1971, 2, 28)
    assert not event.is_past(date(1971, 2, 27))
    assert event.is_past(date(1971, 2, 28))


def test_two_things_of_one_day_and_source_are_one_event(db):
    treaty = make_instrument(adopted_on="1972-04-10", opened_for_signature_on="1972-04-10")
    assert told([treaty])[0] == ("adoption", "opening", "1972-04-10", "a-treaty")


def test_an_unchecked_date_is_not_hidden_behind_a_checked_one(db):
    treaty = make_instrument(
        adopted_on="1972-04-10",
        opened_for_signature_on="1972-04-10",
        in_force_from=None,
        unchecked=["opened_for_signature_on"],
    )
    adopted, opened = events_of([treaty], TODAY)
    assert adopted.source is not None
    assert opened.source is None


def test_a_field_with_a_source_of_its_own_names_it(db):
    treaty = make_instrument(in_force_from="1975")
    FieldSource.objects.create(
        instrument=treaty, field="in_force_from", source=make_source("depositary"), locator="p. 3"
    )
    (event,) = events_of([treaty], TODAY)
    assert (event.source.slug, event.locator) == ("depositary", "p. 3")


def test_a_withdrawal_is_a_day_of_notice_and_a_day_of_leaving(db):
    treaty, ghana = make_instrument(in_force_from="1975"), make_state()
    make_action(treaty, ghana, "accession", "1980-01-01")
    make_action(treaty, ghana, "withdrawal", "2001-01-15")  # three months of notice
    assert told([treaty])[1:] == [
        ("notice", "2001-01-15", "ghana"),
        ("leaving", "2001-04-15", "ghana"),
    ]


def test_only_the_day_of_leaving_is_told_where_a_source_knows_no_other(db):
    treaty, ghana = make_instrument(in_force_from="1975"), make_state()
    make_action(treaty, ghana, "accession", "1980-01-01")
    make_action(treaty, ghana, "withdrawal", "1994", "1994")
    assert told([treaty])[1:] == [("leaving", "1994", "ghana")]


def test_who_never_gave_notice_is_no_event(db):
    treaty = make_instrument(in_force_from="1975")
    make_action(treaty, make_state(), "accession", "1980-01-01")
    assert told([treaty]) == [("entry-into-force", "1975", "a-treaty")]


def test_retracted_acts_are_no_events(db):
    treaty, ghana = make_instrument(in_force_from="1975"), make_state()
    make_action(treaty, ghana, "accession", "1980-01-01")
    make_action(treaty, ghana, "withdrawal", "2001-01-15", review="retracted")
    assert len(told([treaty])) == 1


def test_a_withdrawn_endorsement_is_a_notice_without_a_day_of_leaving(db):
    text, ghana = make_instrument("a-text", binding=False), make_state()
    make_action(text, ghana, "endorsement", "2024-01-01")
    make_action(text, ghana, "withdrawal-of-endorsement", "2025-01-01")
    assert told([text]) == [("notice", "2025-01-01", "ghana")]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Notice 2 June 2025 for 2 June 2026, taken back on 29 May 2026: read from the two rows.
        ("2025-06-01", ["2025-06-02", "2026-05-29"]),
        ("2025-06-02", ["2025-06-02", "2026-05-29", "leaving 2026-06-02"]),
        ("2026-05-28", ["2025-06-02", "2026-05-29", "leaving 2026-06-02"]),
        ("2026-05-29", ["2025-06-02", "2026-05-29"]),
    ],
)
def test_hungary_was_to_leave_the_rome_statute_for_a_while(record, on, expected):
    found = of_record("rome-statute", date.fromisoformat(on), "hungary")
    assert [w if k == "notice" else f"{k} {w}" for k, w in found] == expected


def test_the_united_states_left_the_paris_agreement_twice(record):
    assert of_record("paris-agreement", who="united-states") == [
        ("notice", "2019-11-04"),
        ("leaving", "2020-11-04"),
        ("notice", "2025-01-27"),
        ("leaving", "2026-01-27"),
    ]


def test_a_contested_withdrawal_is_a_notice_and_nobody_left(record):
    assert of_record("npt", who="north-korea") == [("notice", "2003-01-10")]


def test_an_unchecked_withdrawal_names_no_source_and_nobody_left(record):
    found = events_of([Instrument.objects.get(slug="rome-statute")], TODAY)
    of_gambia = [
        event for event in found if event.participant and event.participant.slug == "gambia"
    ]
    assert [event.kind for event in of_gambia] == [EventKind.NOTICE, EventKind.NOTICE]
    assert all(event.source is None for event in of_gambia)


def test_events_take_the_same_few_questions_for_all_instruments(record, django_assert_num_queries):
    instruments = list(Instrument.objects.with_sources_of_fields())
    with django_assert_num_queries(3):
        assert len(events_of(instruments, TODAY)) > 100
