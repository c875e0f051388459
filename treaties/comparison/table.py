"""What a comparison is made of: groups of rows, and in each row a cell for each instrument."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from treaties.models import Participant, Source
from treaties.shown import Shown
from treaties.vocabulary import CountKind
from treaties.wording import number


@dataclass(frozen=True)
class Reference(Shown):
    """Where an answer stands: a source, and the place in it."""

    source: Source
    locator: str = ""

    @property
    def source_id(self) -> int:
        return self.source.pk

    def __str__(self):
        return ", ".join(part for part in (self.source.title, self.locator) if part)


@dataclass(frozen=True)
class Place(Shown):
    """Somebody that a cell names, with the word for where it stands."""

    participant: Participant
    words: str

    def __str__(self):
        return f"{self.participant} ({self.words})"


@dataclass(frozen=True)
class Cell(Shown):
    """What one instrument answers. A cell that says nothing is a gap: "not recorded"."""

    value: int | None = None  # a computed number, before the words
    count: CountKind | str = ""  # which number it is; empty if there is none
    instrument: str = ""  # and whose
    on: date | None = None  # the day that it counts, where that is not the day of the page
    at_least: bool = False
    words: str = ""  # what is compared, in a word or a few
    text: str = ""  # and at length
    places: tuple[Place, ...] = ()
    references: tuple[Reference, ...] = ()
    is_unchecked: bool = False
    language: str = ""  # of the text, where it is not that of the page
    state: str = ""  # of the translation, where readers must know

    @property
    def is_gap(self) -> bool:
        return not (self.words or self.text or self.value is not None)

    @property
    def has_remarks(self) -> bool:
        """Most cells have none: a template need not ask for each of them."""
        return bool(self.places or self.language or self.state or self.is_unchecked)

    @property
    def said(self) -> tuple:
        """What "only differences" looks at: the short answer; the text where there is none."""
        short = self.value, self.at_least, self.words
        return short if any(part not in (None, False, "") for part in short) else (self.text,)

    @property
    def plain(self) -> str:
        """All that the cell says, in one line of text."""
        if self.is_gap:
            return _("not recorded")
        least = _("at least") if self.at_least else ""
        short = " ".join(part for part in (least, number(self.value), self.words) if part)
        said = [short, self.text, "; ".join(map(str, self.places))]
        if self.language:
            said.append(f"[{_('not translated yet')}]")
        if self.is_unchecked:
            said.append(f"[{_('unchecked: no source found yet')}]")
        return " – ".join(part for part in said if part)

    @property
    def sources(self) -> str:
        """Where that comes from, in one line of text."""
        return "; ".join(f"{each} <{each.source.url}>" for each in self.references)


def does_not_apply(why: str = "") -> Cell:
    """A question that makes no sense for this kind of text: no gap in the record."""
    return Cell(words=_("does not apply"), text=why)


@dataclass(frozen=True)
class Row(Shown):
    """One question, and its answers in the order of the instruments."""

    slug: str
    label: str
    cells: tuple[Cell, ...]
    language: str = ""

    @property
    def differs(self) -> bool:
        return len({cell.said for cell in self.cells}) > 1

    @property
    def is_silent(self) -> bool:
        return all(cell.is_gap for cell in self.cells)


@dataclass(frozen=True)
class Group(Shown):
    slug: str
    label: str
    rows: tuple[Row, ...]
