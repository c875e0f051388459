"""Loading is idempotent, three-way, and all or nothing; dumping writes the same files back."""

import copy
import shutil
import signal
from pathlib import Path

import pghistory.models
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from pauseai_kb.dataset import loading
from pauseai_kb.dataset.checks import check, read_checked
from pauseai_kb.dataset.loading import load, tally
from pauseai_kb.dataset.models import LoadedRecord
from pauseai_kb.dataset.records import Record
from pauseai_kb.dataset.tasks import check_record
from pauseai_kb.dataset.writing import Writer
from tests.conftest import process, wait_for
from treaties import services
from treaties.models import Instrument, TextState, TreatyAction


def row_of(rows, name):
    return next(row for row in rows if row.name == name)


def changed(rows, name, **values):
    """The same rows, with one of them changed."""
    row = copy.deepcopy(row_of(rows, name))
    row.values.update(values)
    return [row if each.name == name else each for each in rows]


def events():
    return pghistory.models.Events.objects.count()


@pytest.mark.django_db
def test_a_load_that_breaks_half_way_leaves_nothing(dataset_rows, monkeypatch):
    def break_down():
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load_cldr_names", break_down)
    with pytest.raises(KeyboardInterrupt):
        load(dataset_rows)
    assert not Instrument.objects.exists()
    assert not LoadedRecord.objects.exists()


@pytest.mark.django_db
def test_a_load_that_is_killed_half_way_leaves_nothing(database_environment, tmp_path):
    """SIGKILL while it writes, as when a machine loses power."""
    log = tmp_path / "load.log"
    with process("manage", "load_dataset", env=database_environment, log=log) as loading_process:
        wait_for(writes_in_progress, log=log)
        loading_process.kill()
        assert loading_process.wait() == -signal.SIGKILL
    wait_for(lambda: not writes_in_progress())
    assert not Instrument.objects.exists()
    assert not LoadedRecord.objects.exists()


def writes_in_progress() -> bool:
    """Whether another connection to this database holds a lock to write into the record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE mode = 'RowExclusiveLock' AND granted"
            " AND relation = 'treaties_treatyaction'::regclass AND pid <> pg_backend_pid())"
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_refusal_of_the_database_names_the_file_and_loads_nothing(tmp_path, capsys):
    data = shutil.copytree(settings.DATASET_DIR, tmp_path / "data")
    path = data / "participants.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("state,NOR,NO,NOR,", "state,NOR,SE,NOR,"), "utf-8")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_dataset", data=data)
    assert "participants.csv: " in capsys.readouterr().err
    assert not Instrument.objects.exists()


def test_a_second_load_changes_nothing(record, dataset_rows):
    before = events()
    outcome = load(dataset_rows)
    assert tally(outcome) == {**tally(loading.Outcome()), "unchanged": len(dataset_rows)}
    assert events() == before


def test_what_changed_in_the_file_only_is_applied(record, dataset_rows):
    name = "actions:bwc/ghana/ratification/1975-06-06//"
    rows = changed(dataset_rows, name, locator="Ghana")
    outcome = load(rows)
    assert outcome.changed == 1
    action = TreatyAction.objects.get(
        instrument__slug="bwc", participant__slug="ghana", kind="ratification"
    )
    assert action.locator == "Ghana"


def test_what_changed_in_the_record_only_is_kept(record, dataset_rows):
    action = TreatyAction.objects.get(
        instrument__slug="bwc", participant__slug="ghana", kind="ratification"
    )
    services.correct_action(action, reason="Read again", locator="Republic of Ghana")
    outcome = load(dataset_rows)
    assert outcome.kept == ["actions:bwc/ghana/ratification/1975-06-06//"]
    action.refresh_from_db()
    assert action.locator == "Republic of Ghana"


def test_what_changed_in_both_is_kept_and_listed(record, dataset_rows):
    name = "actions:bwc/ghana/ratification/1975-06-06//"
    action = TreatyAction.objects.get(
        instrument__slug="bwc", participant__slug="ghana", kind="ratification"
    )
    services.correct_action(action, reason="Read again", locator="Republic of Ghana")
    outcome = load(changed(dataset_rows, name, locator="Ghana"))
    assert outcome.conflicts == [name]
    action.refresh_from_db()
    assert action.locator == "Republic of Ghana"
    assert load(changed(dataset_rows, name, locator="Ghana")).conflicts == [name]


def test_what_left_the_files_stays_in_the_record(record, dataset_rows):
    name = "actions:bwc/ghana/ratification/1975-06-06//"
    outcome = load([row for row in dataset_rows if row.name != name])
    assert outcome.gone == [name]
    assert TreatyAction.objects.filter(
        instrument__slug="bwc", participant__slug="ghana", kind="ratification"
    ).exists()


def test_a_dump_writes_the_same_files_byte_for_byte(record):
    written = Writer(list(Record().rows.values())).files()
    there = {
        path.relative_to(settings.DATASET_DIR).as_posix(): path.read_text("utf-8")
        for path in Path(settings.DATASET_DIR).rglob("*")
        if path.suffix in {".yaml", ".csv"}
    }
    assert written.keys() == there.keys()
    for name, text in there.items():
        assert written[name] == text, f"{name} is written in another way"


def test_what_a_person_changed_is_dumped_and_loads_again(record, tmp_path):
    bwc = Instrument.objects.get(slug="bwc")
    bwc.summary_nl = "Een nieuwe samenvatting."
    services.save(bwc)
    services.set_text_states([(bwc, "summary", "nl", "reviewed")])
    call_command("dump_dataset", data=tmp_path)
    text = (tmp_path / "instruments" / "bwc.yaml").read_text("utf-8")
    assert "nl: Een nieuwe samenvatting." in text
    assert "text_states:\n  summary:\n    nl: reviewed\n" in text
    outcome = load(read_checked(tmp_path))
    assert (outcome.changed, outcome.conflicts) == (0, [])


def test_translations_are_drafts_until_somebody_has_read_them(record):
    bwc = Instrument.objects.get(slug="bwc")
    states = TextState.objects.filter(object_id=bwc.pk, content_type__model="instrument")
    assert set(states.values_list("state", flat=True)) == {"draft"}
    assert {"nl", "nb"} == set(states.values_list("language", flat=True))


def test_the_change_log_says_where_it_came_from(record):
    event = pghistory.models.Events.objects.tracks(Instrument.objects.get(slug="bwc")).get()
    assert event.pgh_context["reason"] == "Loaded from the data files"


def test_the_nightly_check_finds_no_problem_in_the_record(record):
    assert check_record() == 0


def test_the_nightly_check_finds_what_was_broken_since(record):
    TreatyAction.objects.filter(instrument__slug="cwc", participant__slug="norway").update(
        counted=False, note_en="A test"
    )
    messages = [problem.message for problem in check(list(Record().rows.values()))]
    assert any("the official total is 193 parties" in message for message in messages)
