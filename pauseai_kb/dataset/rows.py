"""A row of the data set as a file holds it, wherever it comes from."""

import hashlib
import json
from dataclasses import dataclass, field

from pauseai_kb.dataset.tables import Table


@dataclass
class Row:
    """One record in plain values: only what says something, nothing empty.

    `states` are states of translated texts other than *draft*: {field: {language: state}}.
    """

    table: Table
    values: dict
    states: dict = field(default_factory=dict)
    file: str = ""
    line: int = 0
    lines: dict = field(default_factory=dict)  # the line of each value
    number: int = 0  # its place in the list, where that is kept

    @property
    def key(self) -> str:
        return self.table.key_of(self.values)

    @property
    def name(self) -> str:
        """The key among all tables."""
        return f"{self.table.name}:{self.key}"

    @property
    def sha256(self) -> str:
        numbered = self.number if self.table.numbered else 0
        content = json.dumps([self.values, self.states, numbered], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: a person must be able to go there and mend it."""

    file: str
    line: int
    message: str

    def __str__(self):
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class DatasetError(Exception):
    """The data files cannot be used; `problems` says what to mend."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


def without_empty(values: dict) -> dict:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
