"""A mistake in the data files is refused by file, line and reason."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from pauseai_kb.dataset.checks import missing_texts, read_checked
from pauseai_kb.dataset.rows import DatasetError


@pytest.fixture
def data(tmp_path):
    """A copy of the data files, to break."""
    return shutil.copytree(settings.DATASET_DIR, tmp_path / "data")


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(data):
    with pytest.raises(DatasetError) as caught:
        read_checked(data)
    return [str(problem) for problem in caught.value.problems]


def test_the_data_files_have_no_problem(dataset_rows):
    assert len(dataset_rows) > 4000


def test_every_text_is_there_in_every_language(dataset_rows):
    for gap in missing_texts(dataset_rows, ["nl", "nb"]):
        assert gap.missing == []


def test_an_unknown_key_is_named_with_its_line(data):
    path = data / "instruments" / "bwc.yaml"
    change(path, "theme: arms-control", "theme: arms-control\ntopic: weapons")
    line = path.read_text().splitlines().index("topic: weapons") + 1
    assert f"instruments/bwc.yaml:{line}: unknown key 'topic'" in problems(data)


def test_a_key_that_stands_twice_is_refused(data):
    change(data / "instruments" / "bwc.yaml", "theme: arms-control", "theme: space\ntheme: space")
    assert any("theme: stands here twice" in problem for problem in problems(data))


def test_a_fact_with_neither_a_source_nor_unchecked_is_refused(data):
    path = data / "instruments" / "bwc.actions.csv"
    lines = path.read_text().splitlines()
    cells = lines[1].split(",")
    cells[5] = ""
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    assert "instruments/bwc.actions.csv:2: neither a source nor `unchecked: true`" in problems(data)


def test_an_action_that_stands_twice_is_refused(data):
    path = data / "instruments" / "bwc.actions.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    assert any("is already in instruments/bwc.actions.csv:2" in each for each in problems(data))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("in_force_from: '1975-03-26'", "in_force_from: '1972-00'", "in_force_from: month must be"),
        ("kind: treaty", "kind: pact", "kind: 'pact' is none of"),
        ("source: text-bwc", "source: my-memory", "there is no 'my-memory' among the sources"),
        ("slug: bwc", "slug: BWC", "is not a slug"),
        ("theme: arms-control", "theme: [arms-control", "is no YAML"),
    ],
)
def test_what_is_none_of_the_vocabulary_is_refused(data, old, new, reason):
    change(data / "instruments" / "bwc.yaml", old, new)
    assert any(reason in problem for problem in problems(data))


def test_a_source_that_is_looked_at_every_nought_days_is_refused(data):
    path = data / "source_checks.csv"
    change(path, "untc,cwc,untc-cwc,cwc,1", "untc,cwc,untc-cwc,cwc,0")
    (found,) = problems(data)
    assert "source_checks.csv" in found
    assert "every_days: 0 is too small; at least 1" in found


def test_a_missing_english_text_is_refused(data):
    path = data / "instruments" / "bwc.yaml"
    change(path, "  en: Biological Weapons Convention\n", "")
    assert any("title: the English text is missing" in problem for problem in problems(data))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{partys} parties", "unknown placeholder {partys}"),
        ("{parties parties", "a placeholder is broken"),
        ("{parties} parties", "not the same placeholders as in English"),
    ],
)
def test_a_broken_placeholder_is_refused(data, text, reason):
    path = data / "instruments" / "bwc.yaml"
    start = path.read_text().index("title:")
    old = path.read_text()[start:].split("  nl: ")[1].splitlines()[0]
    change(path, f"  nl: {old}", f"  nl: '{text}'")
    assert any(reason in problem for problem in problems(data))


def test_an_official_total_that_the_rows_do_not_give_is_refused(data):
    """D17: the list short by one, unnoticed."""
    path = data / "instruments" / "cwc.actions.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("norway,")]
    path.write_text("\n".join(lines) + "\n")
    found = problems(data)
    assert any("the official total is 193 parties, the rows give 192" in each for each in found)
    assert any("signatories, the rows give 164" in each for each in found)


def test_a_file_that_does_not_belong_here_is_named(data):
    (data / "instruments" / "notes.yml").write_text("a: b")
    assert "instruments/notes.yml: is no file of this data set" in problems(data)


def test_a_file_that_is_missing_is_named(data):
    (data / "questions.yaml").unlink()
    assert "questions.yaml: this file is missing" in problems(data)


def test_a_file_in_another_encoding_is_named(data):
    path = data / "asks.yaml"
    path.write_bytes(path.read_bytes() + "# Århus".encode("latin-1"))
    assert any("asks.yaml: is not written in UTF-8" in problem for problem in problems(data))


def test_a_row_with_too_few_cells_is_named(data):
    path = data / "sources.csv"
    path.write_text(path.read_text() + "only,two\n")
    assert any("2 cells, where the heading has 10" in problem for problem in problems(data))


def test_the_command_ends_with_an_error(data, capsys):
    change(data / "instruments" / "bwc.yaml", "kind: treaty", "kind: pact")
    with pytest.raises(CommandError, match="1 problems"):
        call_command("check_dataset", data=data)
    assert "instruments/bwc.yaml:" in capsys.readouterr().err


def test_the_command_reports_each_language(capsys):
    call_command("check_dataset")
    said = capsys.readouterr().out
    assert "nl: 0 reviewed" in said
    assert "nb: 0 reviewed" in said
