"""Reads the data files into rows, and says file and line of what cannot be read."""

import csv
from pathlib import Path

import yaml
from django.conf import settings

from pauseai_kb.dataset.compound_columns import Texts
from pauseai_kb.dataset.rows import Problem, Row, without_empty
from pauseai_kb.dataset.schema import TABLES
from pauseai_kb.dataset.tables import Child, Table

STATES = "text_states"
# Every value is text; libyaml's reader is ten times as fast where it is there.
YAML = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Located(dict):
    """A mapping that knows its line, and that of each of its keys."""

    line = 0
    lines: dict


class Reader:
    """Collects the rows and the problems of all files of a folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.file = ""

    def read(self) -> "Reader":
        for table in TABLES.values():
            for path in self._paths(table):
                self.file = path.relative_to(self.folder).as_posix()
                try:
                    read = self._read_csv if table.is_csv else self._read_yaml
                    read(path, table)
                except UnicodeDecodeError:
                    self.problem(0, "is not written in UTF-8")
        self._unknown_files()
        return self

    def problem(self, line: int, message: str):
        self.problems.append(Problem(self.file, line, message))

    def _paths(self, table: Table) -> list[Path]:
        if table.file:
            path = self.folder / table.file
            self.file = table.file
            if not path.exists():
                self.problem(0, "this file is missing")
                return []
            return [path]
        return sorted((self.folder / table.folder).glob(f"*{table.suffix}")) if table.folder else []

    def _unknown_files(self):
        known = {path for table in TABLES.values() for path in self._paths(table)}
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in {".yaml", ".yml", ".csv"} and path not in known:
                self.file = path.relative_to(self.folder).as_posix()
                self.problem(0, "is no file of this data set")

    # CSV

    def _read_csv(self, path: Path, table: Table):
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            expected = csv_header(table)
            for name in header:
                if name not in expected:
                    self.problem(1, f"unknown column {name!r}")
            for name in expected:
                if name not in header:
                    self.problem(1, f"the column {name!r} is missing")
            if header != expected:
                return
            for cells in reader:
                line = reader.line_num
                if len(cells) != len(header):
                    self.problem(line, f"{len(cells)} cells, where the heading has {len(header)}")
                    continue
                self._row_of_cells(path, table, dict(zip(header, cells, strict=True)), line)

    def _row_of_cells(self, path, table, cells, line):
        values = Located(cells)
        values.line, values.lines = line, {}
        for column in table.columns:
            if isinstance(column, Texts):
                values[column.name] = without_empty(
                    {
                        language: values.pop(f"{column.name}_{language}")
                        for language in settings.MODELTRANSLATION_LANGUAGES
                    }
                )
        for child in table.children:
            cell = values[child.under]
            values[child.under] = [part for part in cell.split(";") if part]
        if STATES in values:
            values[STATES] = _states_of_cell(values[STATES])
        if table.parent:
            values[table.parent] = path.name.removesuffix(table.suffix)
        self._row(table, values, number=0)

    # YAML

    def _read_yaml(self, path: Path, table: Table):
        try:
            node = yaml.compose(path.read_text("utf-8"), Loader=YAML)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.problem(mark.line + 1 if mark else 0, f"is no YAML: {error.problem}")
            return
        content = self._plain(node) if node else []
        for item in content if table.file else [content]:
            if not isinstance(item, Located):
                self.problem(1, "a mapping is expected here")
                continue
            self._row(table, item, number=0)
            if table.folder and item.get("slug") != path.name.removesuffix(table.suffix):
                self.problem(item.line, "slug: is not the name of the file")

    def _plain(self, node):
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        values = Located()
        values.line = node.start_mark.line + 1
        values.lines = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in values:
                self.problem(line, f"{key.value}: stands here twice")
            values[key.value] = self._plain(value)
            values.lines[key.value] = line
        return values

    # Rows

    def _row(self, table: Table, values: Located, *, number: int):
        """Keep a row, and the rows of other tables that stand inside it."""
        inside = {child.under: values.pop(child.under, None) for child in table.children}
        states = values.pop(STATES, None) or {}
        if table.local and values.get(table.local):
            values[table.local] = f"{values[table.parent]}/{values[table.local]}"
        for column in table.columns:
            if column.name in values:
                values[column.name] = column.canonical(values[column.name])
        row = Row(
            table,
            without_empty(values),
            states,
            self.file,
            values.line,
            values.lines,
            number,
        )
        self.rows.append(row)
        for child in table.children:
            if inside[child.under]:
                self._children(child, inside[child.under], row)

    def _children(self, child: Child, content, parent: Row):
        table = TABLES[child.table]
        line = parent.lines.get(child.under, parent.line)
        if isinstance(content, dict) != (child.form == "by-key") or isinstance(content, str):
            self.problem(line, f"{child.under}: is not written as data/schema.md says")
            return
        for number, item in enumerate(spread(child, content)):
            if not isinstance(item, dict):
                self.problem(line, f"{child.under}: a mapping is expected here")
                continue
            values = Located({table.parent: parent.key, **child.constant, **item})
            values.line = getattr(item, "line", 0) or line
            values.lines = getattr(item, "lines", {})
            self._row(table, values, number=number)


def spread(child: Child, content) -> list:
    """The rows that stand under one key, whatever the form they are written in."""
    if child.form == "slugs":
        return [{child.column: slug} for slug in content]
    if child.form == "by-key":
        return [_with(value, {child.column: key}) for key, value in content.items()]
    if child.form == "grouped":
        return [row for group in content for row in _of_group(child, group)]
    return content


def _of_group(child, group):
    if not isinstance(group, Located) or not isinstance(group.get("participants"), list):
        return [group if not isinstance(group, dict) else None]
    rest = Located(group)
    rest.line, rest.lines = group.line, group.lines
    return [_with(rest, {child.column: slug}, "participants") for slug in rest.pop("participants")]


def _with(values, more, *without):
    if not isinstance(values, dict):
        return None
    row = Located({**values, **more})
    row.line, row.lines = getattr(values, "line", 0), getattr(values, "lines", {})
    for name in without:
        row.pop(name, None)
    return row


def csv_header(table: Table) -> list[str]:
    """The columns of a CSV file, in order."""
    header, children = [], [child.under for child in table.children]
    has_texts = False
    for column in table.columns:
        if column.name == table.parent:
            continue
        if isinstance(column, Texts):
            has_texts = True
            header += [
                *children,
                *(f"{column.name}_{lang}" for lang in settings.MODELTRANSLATION_LANGUAGES),
            ]
            children = []
        elif column.name == "source" and table.name == "participants":
            header += [*children, column.name]
            children = []
        else:
            header.append(column.name)
    return header + children + ([STATES] if has_texts else [])


def _states_of_cell(cell: str) -> dict:
    """`note.nl=reviewed;note.nb=reviewed` as a mapping."""
    states: dict = {}
    for part in filter(None, cell.split(";")):
        place, _, state = part.partition("=")
        name, _, language = place.partition(".")
        states.setdefault(name, {})[language] = state
    return states
