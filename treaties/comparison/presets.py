"""What is worth comparing to begin with: computed from the record, never typed twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties.addresses import address_of
from treaties.models import Instrument
from treaties.shown import Shown
from treaties.vocabulary import Theme

FEWEST, MOST = 2, 6
THEMES = list(Theme)


@dataclass(frozen=True)
class Sheet:
    """Instruments that one page can hold."""

    instruments: tuple[Instrument, ...]

    @property
    def address(self) -> str:
        return address_of("comparison", ",".join(each.slug for each in self.instruments))


@dataclass(frozen=True)
class Preset:
    """A set of instruments, on as many pages as it takes."""

    slug: str
    label: str
    sheets: tuple[Sheet, ...]


def presets_of(instruments: Iterable[Instrument]) -> list[Preset]:
    """Of instruments of `InstrumentQuerySet.with_studies`."""
    instruments = sorted(instruments, key=_age)
    # A precedent of the founding texts is an instrument that the questions were answered for.
    studied = sorted((each for each in instruments if each.is_studied), key=_by_theme)
    ai = [each for each in instruments if each.theme == Theme.AI and not each.binding]
    found = [("precedents", _("The precedents that PauseAI names"), studied)]
    found.append(("ai", _("AI declarations"), ai))
    for theme in (Theme.ARMS_CONTROL, Theme.ENVIRONMENT):
        of_theme = [each for each in instruments if each.theme == theme and each.binding]
        found.append((theme.value, str(theme.label), of_theme))
    return [Preset(slug, label, sheets_of(rows)) for slug, label, rows in found if len(rows) > 1]


def sheets_of(instruments: list[Instrument]) -> tuple[Sheet, ...]:
    """As few pages as possible, and none much shorter than another: nine are five and four."""
    pages = -(-len(instruments) // MOST)
    fewest, longer = divmod(len(instruments), pages)
    sheets, rest = [], list(instruments)
    for page in range(pages):
        n = fewest + (page < longer)
        sheets.append(Sheet(tuple(rest[:n])))
        rest = rest[n:]
    return tuple(sheets)


def partners_of(instrument: Instrument, instruments: Iterable[Instrument]) -> Sheet | None:
    """This one beside the nearest in time of its theme and kind; None if it stands alone."""
    alike = [
        each
        for each in instruments
        if each.theme == instrument.theme
        and each.binding == instrument.binding
        and each.pk != instrument.pk
    ]
    near = sorted(alike, key=lambda each: (abs(_day(each) - _day(instrument)), each.slug))[:3]
    return Sheet((instrument, *sorted(near, key=_age))) if near else None


def _day(instrument: Instrument) -> int:
    """The day it was agreed, as a number; nobody is told it."""
    known = instrument.adopted_on or instrument.opened_for_signature_on
    return known.last_day.toordinal() if known else 0


def _age(instrument: Instrument) -> tuple:
    return _day(instrument), instrument.slug


def _by_theme(instrument: Instrument) -> tuple:
    return THEMES.index(instrument.theme), *_age(instrument)


@dataclass(frozen=True)
class Column(Shown):
    """One instrument of a page, and the addresses of the same page with it elsewhere."""

    instrument: Instrument
    without: str
    to_left: str
    to_right: str


def columns_of(instruments: tuple[Instrument, ...], query: str = "") -> list[Column]:
    """What the address asks besides, such as `?on=`, stays."""
    slugs = [each.slug for each in instruments]
    return [
        Column(
            instrument,
            without=_without(slugs, place, query),
            to_left=_swapped(slugs, place - 1, query) if place else "",
            to_right=_swapped(slugs, place, query) if place + 1 < len(slugs) else "",
        )
        for place, instrument in enumerate(instruments)
    ]


def with_query(address: str, query: str) -> str:
    """An address with this query, which names the day too: it takes the place of another one."""
    path = address.partition("?")[0]
    return f"{path}?{query}" if query else path


def _swapped(slugs: list[str], place: int, query: str) -> str:
    moved = [*slugs[:place], slugs[place + 1], slugs[place], *slugs[place + 2 :]]
    return with_query(address_of("comparison", ",".join(moved)), query)


def _without(slugs: list[str], place: int, query: str) -> str:
    rest = ",".join(slugs[:place] + slugs[place + 1 :])
    if len(slugs) > FEWEST:
        return with_query(address_of("comparison", rest), query)
    return with_query(address_of("compare"), f"chosen={rest}" + (query and f"&{query}"))
