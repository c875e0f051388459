"""Writes rows as the data files: stable in order and form, so that a difference can be read."""

import csv
from collections import defaultdict
from pathlib import Path

import yaml

from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.reading import STATES, csv_header
from pauseai_kb.dataset.rows import Row
from pauseai_kb.dataset.schema import TABLES
from pauseai_kb.dataset.tables import Child, Table


class Writer:
    """All rows of the record, arranged as files."""

    def __init__(self, rows: list[Row]):
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self.inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in sorted(rows, key=self._order):
            table = row.table
            self.by_table[table.name].append(row)
            if table.parent:
                self.inside[table.name, row.values[table.parent]].append(row)

    def _order(self, row: Row):
        order = row.values.get("order", "") if not row.table.parent else ""
        sort = [row.values.get(name, "") for name in row.table.sort]
        return (int(order) if order.isdecimal() else 0, row.number, sort, row.key)

    def files(self) -> dict[str, str]:
        """The text of each file by its path."""
        files = {}
        for table in TABLES.values():
            if table.file:
                rows = self.by_table[table.name]
                files[table.file] = self._csv(table, rows) if table.is_csv else self._list(rows)
            elif table.folder and table.parent:
                for slug in self._with_parents(table):
                    path = f"{table.folder}/{slug}{table.suffix}"
                    files[path] = self._csv(table, self.inside[table.name, slug])
            elif table.folder:
                for row in self.by_table[table.name]:
                    path = f"{table.folder}/{row.key}{table.suffix}"
                    files[path] = _yaml(self._mapping(row))
        return files

    def _with_parents(self, table: Table) -> list[str]:
        return sorted({row.values[table.parent] for row in self.by_table[table.name]})

    def _list(self, rows: list[Row]) -> str:
        return _yaml([self._mapping(row) for row in rows])

    def _mapping(self, row: Row) -> dict:
        mapping = {}
        for column in row.table.columns:
            if column.name != row.table.parent and column.name in row.values:
                mapping[column.name] = row.values[column.name]
        for child in row.table.children:
            if content := self._inside(child, row):
                mapping[child.under] = content
        if row.states:
            mapping[STATES] = row.states
        return mapping

    def _inside(self, child: Child, parent: Row):
        rows = [
            row
            for row in self.inside[child.table, parent.key]
            if child.constant.items() <= row.values.items()
        ]
        if child.form == "slugs":
            return [row.values[child.column] for row in rows]
        mappings = [self._mapping(row) for row in rows]
        if child.form == "by-key":
            return {mapping.pop(child.column): mapping for mapping in mappings}
        if child.form == "grouped":
            return _grouped(mappings, child.column)
        return mappings

    def _csv(self, table: Table, rows: list[Row]) -> str:
        lines = _Lines()
        writer = csv.writer(lines, lineterminator="\n")
        header = csv_header(table)
        writer.writerow(header)
        for row in rows:
            cells = self._cells(row)
            writer.writerow([cells.get(name, "") for name in header])
        return "".join(lines)

    def _cells(self, row: Row) -> dict:
        cells = dict(row.values)
        if row.table.local and cells.get(row.table.local):
            cells[row.table.local] = cells[row.table.local].split("/")[-1]
        for column in row.table.columns:
            if isinstance(column, Texts):
                texts = cells.pop(column.name, {})
                cells |= {f"{column.name}_{lang}": text for lang, text in texts.items()}
        for child in row.table.children:
            cells[child.under] = ";".join(self._inside(child, row))
        cells[STATES] = ";".join(
            f"{name}.{language}={state}"
            for name, states in sorted(row.states.items())
            for language, state in sorted(states.items())
        )
        return cells


class _Lines(list):
    """What csv.writer writes to."""

    write = list.append


def _grouped(mappings: list[dict], column: str) -> list[dict]:
    groups: dict = {}
    for mapping in mappings:
        name = mapping.pop(column)
        groups.setdefault(repr(mapping), (mapping, []))[1].append(name)
    return [{**rest, "participants": names} for rest, names in groups.values()]


class _Dumper(yaml.SafeDumper):
    """No references to what stands elsewhere: each record reads by itself."""

    def ignore_aliases(self, data):
        return True


def _yaml(content) -> str:
    return yaml.dump(
        content,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=110,
    )


def write(rows: list[Row], folder: Path) -> list[str]:
    """Write the files that differ from what is there; returns their names."""
    written = []
    for name, text in Writer(rows).files().items():
        path = folder / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(name)
    return written
