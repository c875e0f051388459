"""Between rows and the database: reads the whole record as rows, and builds records from rows."""

from functools import cached_property

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from pauseai_kb.dataset.rows import Row, without_empty
from pauseai_kb.dataset.schema import TABLES
from pauseai_kb.dataset.tables import Table
from treaties.models import TextState
from treaties.vocabulary import TextStateKind


class Refs:
    """Records by key and keys by primary key, each table read once."""

    def __init__(self):
        self._records: dict[str, dict] = {}
        self._keys: dict[str, dict] = {}

    def _load(self, table_name: str):
        table = TABLES[table_name]
        by_key, by_pk = {}, {}
        for record in table.model.objects.filter(**table.rows).order_by("pk"):
            key = table.key_of(plain_key(table, record, self))
            by_key[key], by_pk[record.pk] = record, key
        self._records[table_name], self._keys[table_name] = by_key, by_pk

    def records(self, table_name: str) -> dict:
        if table_name not in self._records:
            self._load(table_name)
        return self._records[table_name]

    def record(self, table_name: str, key: str):
        return self.records(table_name)[key]

    def key(self, table_name: str, pk) -> str:
        if pk is None:
            return ""
        self.records(table_name)
        return self._keys[table_name][pk]

    def add(self, table: Table, key: str, record):
        """A record written just now."""
        self.records(table.name)[key] = record
        self._keys[table.name][record.pk] = key


def plain_key(table: Table, record, refs: Refs) -> dict:
    return {name: table.column(name).plain(record, refs) for name in table.key}


def attributes(row: Row, refs: Refs) -> dict:
    """What the fields of the record must be, for a row that has passed the checks."""
    table = row.table
    found = {"review": "checked"} if _is_reviewed(table) else {}
    for column in table.columns:
        found |= column.attributes(row.values.get(column.name), refs)
    if table.numbered:
        found[table.numbered] = row.number
    return found


def _is_reviewed(table: Table) -> bool:
    return any(field.name == "review" for field in table.model._meta.fields)


class Record:
    """The whole record as it stands in the database, as rows."""

    def __init__(self, refs: Refs | None = None):
        self.refs = refs or Refs()

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.name: row for table in TABLES.values() for row in self._rows_of(table)}

    def _rows_of(self, table: Table):
        for key, record in self.refs.records(table.name).items():
            row = self._row(table, record)
            if row.key != key:
                raise RuntimeError(f"{row.name} is not {key}")
            yield row

    def _row(self, table: Table, record) -> Row:
        values = {column.name: column.plain(record, self.refs) for column in table.columns}
        number = getattr(record, table.numbered) if table.numbered else 0
        return Row(table, without_empty(values), self._states(record), number=number)

    def _states(self, record) -> dict:
        content_type = ContentType.objects.get_for_model(record).pk
        return self._all_states.get((content_type, record.pk), {})

    @cached_property
    def _all_states(self) -> dict:
        found: dict = {}
        for state in TextState.objects.exclude(state=TextStateKind.DRAFT):
            of_record = found.setdefault((state.content_type_id, state.object_id), {})
            of_record.setdefault(state.field, {})[state.language] = state.state
        return found


def text_states(row: Row, record):
    """The states of the translated texts of a row: *draft* unless it says otherwise."""
    for column in row.table.texts():
        for language in settings.MODELTRANSLATION_LANGUAGES[1:]:
            if getattr(record, f"{column.field}_{language}"):
                state = row.states.get(column.field, {}).get(language, TextStateKind.DRAFT)
                yield record, column.field, language, state
