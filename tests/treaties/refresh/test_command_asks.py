"""`manage.py refresh` that asks: what is due, what is named, what is saved, what failed."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.make import make_action, make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.make import row
from tests.treaties.refresh.upstream import JSON, Reply, of
from treaties.models import SourceCheck, SourceReading
from treaties.refresh import visits
from treaties.refresh.checks import the_contact_can_be_followed
from treaties.refresh.models import Run
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(source, monkeypatch):
    """A source about the BWC that is played, says one thing more than the record, and is off."""
    bwc = make_instrument("bwc")
    for slug, name in {"mali": "Mali", "ghana": "Ghana"}.items():
        state = make_state(slug)
        make_name(state, name)
    make_action(bwc, state, "accession", "1975-06-06")
    monkeypatch.setattr(visits, "CONNECTORS", {"played": source.connector()})
    source.says(of(row("Ghana"), row("Mali", taken_on="2020-01-02")))
    told = {"instrument": bwc, "connector": "played", "key": "bwc"}
    return SourceCheck.objects.create(source=make_source("unoda"), **told)


def refresh(*words):
    call_command("refresh", *words)


def test_what_is_due_is_asked_and_nothing_else(check, source, capsys):
    refresh()
    assert source.asked == [] and "No source is due" in capsys.readouterr().err
    SourceCheck.objects.update(switched_on=True)
    refresh()
    refresh()
    assert len(source.asked) == 1
    assert "unoda: read and compared: 2 rows, 1 new proposals" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--source", "unoda"], ["--instrument", "bwc"]])
def test_what_is_named_is_asked_even_if_it_is_switched_off(check, source, words):
    refresh(*words)
    refresh(*words)
    assert len(source.asked) == 2
    assert ProposedChange.objects.count() == 1


def test_a_dry_run_asks_and_keeps_nothing(check, source, capsys):
    refresh("--source", "unoda", "--dry-run", "--json")
    (told,) = json.loads(capsys.readouterr().out)
    assert told["run"]["source"] == "unoda" and len(told["observed"]["actions"]) == 2
    assert told["proposals"][0]["subject"]["participant"] == "mali"
    for model in (Run, ProposedChange, SourceReading):
        assert not model.objects.exists()


def test_what_was_fetched_is_saved_and_can_be_read_again(check, source, tmp_path, capsys):
    source.says(Reply(source.replies[0].body, headers={"Content-Type": JSON, "ETag": '"7"'}))
    refresh("--source", "unoda", "--record", str(tmp_path / "new"), "--dry-run")
    file = tmp_path / "new" / "played" / "bwc.json"
    assert file.read_bytes() == source.replies[0].body
    about = json.loads(file.with_suffix(".about.json").read_text())
    assert about["source"] == "unoda" and about["etag"] == '"7"'
    assert about["address"] == source.address + "page"
    words = ["--payload", str(file), "--connector", "observed", "--instrument", "bwc"]
    refresh(*words, "--source", "unoda")
    assert ProposedChange.objects.count() == 1


def test_what_is_saved_is_asked_for_afresh(check, source, tmp_path):
    source.says(Reply(source.replies[0].body, headers={"Content-Type": JSON, "ETag": '"7"'}))
    refresh("--source", "unoda")
    refresh("--source", "unoda", "--record", str(tmp_path))
    assert "If-None-Match" not in source.asked[1][2]


def test_a_source_that_fails_does_not_stop_the_others(check, source, capsys, monkeypatch):
    other = source.connector("other", name="other")
    monkeypatch.setattr(visits, "CONNECTORS", {"played": source.connector(), "other": other})
    told = {"instrument": check.instrument, "key": "bwc"}
    SourceCheck.objects.create(source=make_source("another"), connector="other", **told)
    source.says(Reply(status=500), *source.replies)
    with pytest.raises(CommandError, match="0 stopped, 1 without an answer, 0 not asked"):
        refresh("--instrument", "bwc")
    assert "another: 127.0.0.1 answered 500." in capsys.readouterr().err
    assert sorted(Run.objects.values_list("outcome", flat=True)) == ["read", "unreached"]


def test_a_page_that_nobody_can_read_is_saved_all_the_same(check, source, tmp_path, capsys):
    source.says(Reply(b"[]"))
    with pytest.raises(CommandError, match="1 stopped"):
        refresh("--source", "unoda", "--record", str(tmp_path))
    assert (tmp_path / "played" / "bwc.json").read_bytes() == b"[]"
    assert "unoda: stopped, nothing proposed" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told_before_anybody_is_asked(check, source, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        refresh("--source", "unoda", "--record", str(tmp_path / "file"))
    assert source.asked == []


def test_what_nobody_reads_or_nobody_can_be_is_told_in_words(check, settings):
    make_source("press")
    with pytest.raises(CommandError, match="No program reads press"):
        refresh("--source", "press")
    with pytest.raises(CommandError, match="No source is called 'nowhere'"):
        refresh("--source", "nowhere")
    with pytest.raises(CommandError, match="Name the source"):
        refresh("--payload", "page.json")
    with pytest.raises(CommandError, match="add --payload"):
        refresh("--connector", "observed")
    settings.REFRESH_CONTACT = ""
    with pytest.raises(CommandError, match="1 not asked"):
        refresh("--source", "unoda")
    assert not Run.objects.exists()


def test_a_saved_page_says_nothing_of_how_the_source_is_today(check, source, tmp_path):
    (tmp_path / "page.json").write_bytes(source.replies[0].body)
    words = ["--connector", "observed", "--instrument", "bwc", "--source", "unoda"]
    refresh("--payload", str(tmp_path / "page.json"), *words)
    run = Run.objects.get()
    assert (run.asked, run.proposed) == (False, 1)
    assert not SourceReading.objects.exists()
    SourceCheck.objects.update(switched_on=True)
    refresh()
    assert len(source.asked) == 1 and SourceReading.objects.count() == 1


@pytest.mark.parametrize("contact", ["bogus", "me@record.test", "https://a b", "mailto:é@x"])
def test_a_contact_that_nobody_can_follow_is_found_at_the_start(settings, contact):
    settings.REFRESH_CONTACT = contact
    assert [each.id for each in the_contact_can_be_followed(None)] == ["treaties_refresh.E001"]
    settings.REFRESH_CONTACT = "mailto:me@record.test"
    assert the_contact_can_be_followed(None) == []
