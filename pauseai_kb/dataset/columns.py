"""The columns of the data files: what may stand in one, and which field of the record it is.

A plain value is what a file holds: text, a list of texts or a mapping of texts. Each column knows
what is wrong with a plain value, and how to turn it into attributes of a record and back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from treaties.partial_dates import PartialDate

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Column:
    """A column of plain text."""

    name: str
    attr: str = ""
    required: bool = False

    @property
    def field(self) -> str:
        return self.attr or self.name

    def problems(self, value) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{self.name}: a text is expected here"

    def canonical(self, value):
        """The value as `dump_dataset` would write it: nothing where it says nothing."""
        return value

    def attributes(self, value, refs) -> dict:
        return {self.field: value or ""}

    def plain(self, record, refs):
        return getattr(record, self.field)


@dataclass(frozen=True)
class Slug(Column):
    def problems(self, value):
        if not isinstance(value, str) or not SLUG.fullmatch(value):
            yield f"{self.name}: {value!r} is not a slug (small letters, digits, hyphens)"


@dataclass(frozen=True)
class Choice(Column):
    """One of a closed list; `usual` is what an absent value means, and is not written."""

    choices: tuple[str, ...] = ()
    usual: str = ""

    def canonical(self, value):
        return "" if value == self.usual else value

    def attributes(self, value, refs):
        return {self.field: value or self.usual}

    def problems(self, value):
        if value not in self.choices:
            yield f"{self.name}: {value!r} is none of {', '.join(self.choices)}"

    def plain(self, record, refs):
        value = str(getattr(record, self.field) or "")
        return "" if value == self.usual else value


@dataclass(frozen=True)
class Partial(Column):
    """A date as sources print it (EDTF)."""

    def problems(self, value):
        try:
            PartialDate(value)
        except (ValueError, TypeError) as error:
            yield f"{self.name}: {error}"

    def attributes(self, value, refs):
        return {self.field: PartialDate(value) if value else None}

    def plain(self, record, refs):
        value = getattr(record, self.field)
        return str(value) if value else ""


@dataclass(frozen=True)
class Day(Column):
    def problems(self, value):
        try:
            date.fromisoformat(value)
        except (ValueError, TypeError):
            yield f"{self.name}: {value!r} is not a day such as 1972-04-10"

    def attributes(self, value, refs):
        return {self.field: date.fromisoformat(value) if value else None}

    def plain(self, record, refs):
        value = getattr(record, self.field)
        return value.isoformat() if value else ""


@dataclass(frozen=True)
class Number(Column):
    at_least: int = 0

    def problems(self, value):
        if not isinstance(value, str) or not value.isdecimal():
            yield f"{self.name}: {value!r} is not a number"
        elif int(value) < self.at_least:
            yield f"{self.name}: {value} is too small; at least {self.at_least}"

    def attributes(self, value, refs):
        return {self.field: int(value) if value else None}

    def plain(self, record, refs):
        value = getattr(record, self.field)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Flag(Column):
    """true or false; `usual` is what an absent value means, and is not written."""

    usual: bool = False
    words: tuple[str, str] = ("true", "false")

    def canonical(self, value):
        says_nothing = not self.required and value == self.words[0 if self.usual else 1]
        return "" if says_nothing else value

    def problems(self, value):
        if value not in self.words:
            yield f"{self.name}: {value!r} is neither {' nor '.join(self.words)}"

    def attributes(self, value, refs):
        return {self.field: value == self.words[0] if value else self.usual}

    def plain(self, record, refs):
        value = getattr(record, self.field)
        if value == self.usual and not self.required:
            return ""
        return self.words[0] if value else self.words[1]


@dataclass(frozen=True)
class Mark(Column):
    """A word that sets the review of a row, such as `unchecked: 'true'`."""

    attr: str = "review"
    means: str = ""

    def problems(self, value):
        if value != "true":
            yield f"{self.name}: leave it out, or write true"

    def attributes(self, value, refs):
        return {self.attr: self.means} if value else {}

    def plain(self, record, refs):
        return "true" if getattr(record, self.attr) == self.means else ""


@dataclass(frozen=True)
class Words(Column):
    """A list of words, kept in the record as a list."""

    def problems(self, value):
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            yield f"{self.name}: a list of words is expected here"

    def attributes(self, value, refs):
        return {self.field: list(value or [])}


@dataclass(frozen=True)
class Mapping(Column):
    """A mapping, kept in the record as it is."""

    def problems(self, value):
        if not isinstance(value, dict):
            yield f"{self.name}: a mapping is expected here"

    def attributes(self, value, refs):
        return {self.field: value or {}}


@dataclass(frozen=True)
class Ref(Column):
    """The key of a row of another table."""

    table: str = ""

    def attributes(self, value, refs):
        return {self.field: refs.record(self.table, value) if value else None}

    def plain(self, record, refs):
        return refs.key(self.table, getattr(record, f"{self.field}_id"))
