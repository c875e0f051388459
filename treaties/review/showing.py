"""What a proposal changes, field by field, in the words of the page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from treaties.models import TreatyAction
from treaties.models.action import KINDS


@dataclass(frozen=True)
class Row:
    label: str
    before: str
    after: str


def rows_of(change) -> list[Row]:
    """Each field that a proposal names, before and after."""
    names = [*change.before, *(name for name in change.after if name not in change.before)]
    rows = [
        Row(_label(name), _word(name, change.before), _word(name, change.after)) for name in names
    ]
    return [row for row in rows if row.before or row.after]


def _label(name: str) -> str:
    if name == "text":
        return str(_("text"))
    return str(TreatyAction._meta.get_field(name).verbose_name)


def _word(name: str, fields: dict) -> str:
    value = fields.get(name, "")
    return str(KINDS.get(value, value)) if name == "kind" else value
