"""What is wrong with the rows of a data set: checked without a database."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from pauseai_kb.dataset.columns import Ref
from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.reading import Reader
from pauseai_kb.dataset.rows import DatasetError, Problem, Row
from pauseai_kb.dataset.totals import problems_of_totals
from treaties.partial_dates import PartialDate
from treaties.vocabulary import NOT_BINDING, TextStateKind


@dataclass(frozen=True)
class Gap:
    """How much of one language is there: `missing` names the texts that are not."""

    language: str
    complete: int
    draft: int
    missing: list[str]


def read_checked(folder) -> list[Row]:
    """All rows of a folder; DatasetError with every problem found, if there is one."""
    reader = Reader(folder).read()
    problems = reader.problems + list(check(reader.rows))
    if problems:
        raise DatasetError(sorted(set(problems), key=lambda p: (p.file, p.line, p.message)))
    return reader.rows


def check(rows: list[Row], *, today: date | None = None):
    """Every problem of these rows."""
    keys: dict[str, dict] = defaultdict(dict)
    for row in rows:
        if row.key in keys[row.table.name]:
            first = keys[row.table.name][row.key]
            yield _problem(row, f"{row.key} is already in {first.file}:{first.line}")
        keys[row.table.name][row.key] = row
    for row in rows:
        for message, name in _problems_of_row(row, keys):
            yield _problem(row, message, name)
    yield from problems_of_totals(rows, today=today)


def _problem(row: Row, message: str, name: str = "") -> Problem:
    return Problem(row.file, row.lines.get(name) or row.line, message)


def _problems_of_row(row: Row, keys):
    table = row.table
    names = {column.name for column in table.columns}
    for name in row.values.keys() - names:
        yield f"unknown key {name!r}", name
    for column in table.columns:
        value = row.values.get(column.name)
        if value is None:
            if column.required:
                yield f"{column.name} is missing", ""
            continue
        for message in column.problems(value):
            yield message, column.name
        if isinstance(column, Ref) and isinstance(value, str) and value not in keys[column.table]:
            yield f"{column.name}: there is no {value!r} among the {column.table}", column.name
    yield from _problems_of_source(row)
    yield from _problems_of_states(row)
    yield from SPECIAL.get(table.name, lambda row, keys: ())(row, keys)


def _problems_of_source(row: Row):
    if not row.table.needs_source():
        return
    review = row.values.get("review")
    unchecked = row.values.get("unchecked") == "true" or review == "unchecked"
    retracted = row.values.get("retracted") == "true" or review == "retracted"
    has_source = bool(row.values.get("source"))
    if not has_source and not unchecked and not retracted:
        yield "neither a source nor `unchecked: true`", ""
    if has_source and unchecked:
        yield "has a source and is unchecked: leave one of them out", "source"


def _problems_of_states(row: Row):
    texts = {column.field for column in row.table.texts()}
    for name, states in row.states.items():
        if name not in texts or not isinstance(states, dict):
            yield f"text_states: {name!r} is no text of this record", ""
            continue
        for state in states.values():
            if state not in TextStateKind.values:
                yield f"text_states: {state!r} is no state of a text", ""


def _problems_of_instrument(row: Row, keys):
    values = row.values
    if values.get("list_is_complete") == "false" and not values.get("gaps"):
        yield "list_is_complete is false, and gaps does not say what is missing", ""
    if values.get("parent") == values.get("slug"):
        yield "parent: cannot be the instrument itself", "parent"
    fields = {column.name for column in row.table.columns}
    for name in values.get("unchecked", []):
        if name.split(".")[0] not in fields:
            yield f"unchecked: {name!r} is no field of an instrument", "unchecked"


def _problems_of_action(row: Row, keys):
    instrument = keys["instruments"].get(row.values.get("instrument"))
    binding = instrument is None or instrument.values.get("binding") == "true"
    if instrument and (row.values.get("kind") in NOT_BINDING) == binding:
        yield f"kind: {row.values.get('kind')!r} does not fit this instrument", "kind"
    yield from _problems_of_window(row, instrument)
    if row.values.get("counted") == "no" and not row.values.get("note"):
        yield "counted: the note must say why it does not count", "counted"
    if row.values.get("review") == "retracted" and not row.values.get("note"):
        yield "review: the note must say why it is retracted", "review"


def _problems_of_window(row: Row, instrument: Row | None):
    """Who did not sign in time accedes: a signature after the window is a mistake (law R11)."""
    closed = instrument and instrument.values.get("closed_for_signature_on")
    if not closed or row.values.get("kind") not in {"signature", "definitive-signature"}:
        return
    try:
        late = PartialDate(row.values["taken_on"]).first_day > PartialDate(closed).last_day
    except (KeyError, ValueError, TypeError):
        return  # a problem of another check
    if late:
        yield f"taken_on: was open for signature until {closed} only", "taken_on"


def _problems_of_answer(row: Row, keys):
    question = keys["questions"].get(row.values.get("question"))
    if question and question.values.get("type") in {"choice", "yes-no"}:
        choices = question.values.get("choices", {})
        if row.values.get("value") not in choices:
            yield f"value: {row.values.get('value')!r} is none of {', '.join(choices)}", "value"
    elif not row.values.get("text"):
        yield "neither a text nor a value", ""


SPECIAL = {
    "instruments": _problems_of_instrument,
    "actions": _problems_of_action,
    "answers": _problems_of_answer,
}


def missing_texts(rows: list[Row], languages) -> list[Gap]:
    """Per language: how many texts there are, how many are drafts, which are missing."""
    gaps = []
    for language in languages:
        counted: Counter = Counter()
        missing = []
        for row in rows:
            for column in row.table.texts():
                text = _text_of(row, column)
                if not text:
                    continue
                if not text.get(language):
                    missing.append(f"{row.name}: {column.name}")
                    continue
                state = row.states.get(column.field, {}).get(language, TextStateKind.DRAFT)
                counted["draft" if state != TextStateKind.REVIEWED else "complete"] += 1
        gaps.append(Gap(language, counted["complete"], counted["draft"], missing))
    return gaps


def _text_of(row: Row, column: Texts) -> dict:
    for name, value in row.values.items():
        if name == column.name and isinstance(value, dict):
            return value
        if isinstance(value, dict) and column.name in value:
            inner = value[column.name]
            if isinstance(inner, dict):
                return inner
    return {}
