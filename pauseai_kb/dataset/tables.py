"""The tables of the data files: which model each is, its key, its columns, where it stands.

`data/schema.md` says the same in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps

from pauseai_kb.dataset.columns import Column, Mark
from pauseai_kb.dataset.compound_columns import Group, Texts
from treaties.vocabulary import Review


@dataclass(frozen=True)
class Child:
    """A table whose rows stand inside the rows of another, under a key of their own.

    `form` is how: `mappings` (a list of mappings), `slugs` (a list of the values of `column`),
    `by-key` (a mapping from `column` to the rest) or `grouped` (mappings with a list of
    `column`). `constant` are values that the place itself says.
    """

    table: str
    under: str
    form: str = "mappings"
    column: str = ""
    constant: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table of the data files.

    `parent` names the reference that the file leaves out because the place says it; `folder`
    or `file` is the place of a table that is not inside another.
    """

    name: str
    model_name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    children: tuple[Child, ...] = ()
    parent: str = ""
    file: str = ""
    folder: str = ""
    suffix: str = ""
    local: str = ""  # a reference whose key begins with that of the parent
    sort: tuple[str, ...] = ()  # the order in the file, where it is not that of the key
    numbered: str = ""  # the attribute that keeps the place in the list
    rows: dict = field(default_factory=dict)  # which rows of the model are ours

    @property
    def model(self):
        return apps.get_model(self.model_name)

    @property
    def is_csv(self) -> bool:
        return (self.file or self.suffix).endswith(".csv")

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def key_of(self, values: dict) -> str:
        return "/".join(values.get(name) or "" for name in self.key)

    def texts(self) -> Iterator[Texts]:
        """The columns with a text in several languages, those in groups included."""
        for column in self.columns:
            if isinstance(column, Texts):
                yield column
            elif isinstance(column, Group):
                yield from (inner for inner in column.columns if isinstance(inner, Texts))

    def needs_source(self) -> bool:
        """Whether a row of its own must name a source or say that it is unchecked."""
        return any(column.name == "source" and not column.required for column in self.columns)


UNCHECKED = Mark("unchecked", means=Review.UNCHECKED)
RETRACTED = Mark("retracted", means=Review.RETRACTED)
