"""Loads rows into the record: a three-way comparison, in one transaction.

Only the file changed since the last load: the change is applied. Only the record changed: it is
kept and counted. Both changed: the record is kept and the conflict is listed.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from pauseai_kb.dataset.cldr import load_cldr_names
from pauseai_kb.dataset.columns import Ref
from pauseai_kb.dataset.models import LoadedRecord
from pauseai_kb.dataset.records import Record, Refs, attributes, text_states
from pauseai_kb.dataset.rows import DatasetError, Problem, Row
from pauseai_kb.dataset.schema import TABLES
from pauseai_kb.dataset.tables import Table
from treaties import services

REASON = "Loaded from the data files"


@dataclass
class Outcome:
    """What a load did: numbers of records, and the names of those to look at."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@transaction.atomic
def load(rows: list[Row], *, progress=lambda rows, description: rows) -> Outcome:
    """Write rows that passed the checks; all of them, or (DatasetError) none."""
    _lock()
    outcome = Outcome()
    refs = Refs()
    present = Record(refs).rows
    loaded = dict(LoadedRecord.objects.values_list("key", "sha256"))
    by_table = defaultdict(list)
    for row in progress(rows, "Comparing"):
        if _is_to_be_written(row, present.get(row.name), loaded.get(row.name), outcome):
            by_table[row.table.name].append(row)
    with services.change(reason=REASON):
        for name, table in progress(list(TABLES.items()), "Loading"):
            _write(table, by_table[name], refs)
        load_cldr_names()
    outcome.gone = sorted(loaded.keys() - {row.name for row in rows})
    _remember(rows, loaded, outcome)
    return outcome


def _is_to_be_written(row: Row, present: Row | None, last: str | None, outcome) -> bool:
    if present is None:
        if last is None:
            outcome.added += 1
            return True
        outcome.kept.append(row.name)  # a person gave it another key since
    elif present.sha256 == row.sha256:
        outcome.unchanged += 1
    elif last == present.sha256:
        outcome.changed += 1
        return True
    elif last == row.sha256:
        outcome.kept.append(row.name)
    else:
        outcome.conflicts.append(row.name)
    return False


def _write(table: Table, rows: list[Row], refs: Refs):
    known = refs.records(table.name)
    new = [row for row in rows if row.key not in known]
    old = [row for row in rows if row.key in known]
    if _refers_to_itself(table):
        states = [s for row in _parents_first(table, new) for s in _save(row, table.model(), refs)]
    else:
        states = _save_all(table, new, refs)
    states += [s for row in old for s in _save(row, known[row.key], refs)]
    services.set_text_states(states)


def _save_all(table: Table, rows: list[Row], refs: Refs) -> list:
    """New records of one table, in few statements."""
    records = [table.model(**attributes(row, refs)) for row in rows]
    by_record = {id(record): row for record, row in zip(records, rows, strict=True)}
    try:
        services.record_all(records)
    except ValidationError as error:
        raise _blame(by_record[id(error.record)], error) from error
    except (IntegrityError, DataError) as error:
        raise _blame(Row(table, {}, file=rows[0].file), error) from error
    for row, record in zip(rows, records, strict=True):
        refs.add(table, row.key, record)
    return [
        state
        for row, record in zip(rows, records, strict=True)
        for state in text_states(row, record)
    ]


def _save(row: Row, record, refs: Refs) -> list:
    for name, value in attributes(row, refs).items():
        setattr(record, name, value)
    try:
        services.save(record)
    except (ValidationError, IntegrityError, DataError) as error:
        raise _blame(row, error) from error
    refs.add(row.table, row.key, record)
    return list(text_states(row, record))


def _blame(row: Row, error) -> DatasetError:
    """A refusal of the models or the database, as a problem with file and line."""
    if isinstance(error, ValidationError):
        message = "; ".join(error.messages)
    else:
        message = " ".join(str(error).split())
    return DatasetError([Problem(row.file, row.line, message)])


def _refers_to_itself(table: Table) -> bool:
    return any(isinstance(column, Ref) and column.table == table.name for column in table.columns)


def _parents_first(table: Table, rows: list[Row]) -> list[Row]:
    by_key = {row.key: row for row in rows}
    own = [c.name for c in table.columns if isinstance(c, Ref) and c.table == table.name]
    graph = {
        key: {row.values[name] for name in own if row.values.get(name) in by_key}
        for key, row in by_key.items()
    }
    return [by_key[key] for key in TopologicalSorter(graph).static_order()]


def _remember(rows: list[Row], loaded: dict, outcome: Outcome):
    """What the files say now, except where the record was kept against them."""
    conflicts = set(outcome.conflicts)
    LoadedRecord.objects.bulk_create(
        [
            LoadedRecord(key=row.name, sha256=row.sha256)
            for row in rows
            if row.name not in conflicts and loaded.get(row.name) != row.sha256
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["sha256"],
    )


def _lock():
    """One load at a time: the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_dataset'))")


def tally(outcome: Outcome) -> Counter:
    return Counter(
        added=outcome.added,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        kept=len(outcome.kept),
        conflicts=len(outcome.conflicts),
        gone=len(outcome.gone),
    )
