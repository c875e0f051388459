"""What the columns of one table mean: each treaty explains its own letters in its heading."""

import re
from dataclasses import dataclass

from treaties.refresh.connectors.untc.vocabulary import LETTERS, PARTICIPANT, WORDS
from treaties.refresh.observations import UnknownInSource
from treaties.vocabulary import CONSENT_TO_BE_BOUND, FIRST_FORMAL_ACT, ActionKind

WORD = re.compile(r"(?P<word>[^()]+?)\s*(?:\(\s*(?P<letter>[A-Za-z]{1,2})\s*\))?")


@dataclass(frozen=True)
class Column:
    heading: str
    kinds: dict[str, ActionKind]  # by the letter after the date; "" is a date without a letter

    @property
    def is_consent(self) -> bool:
        return bool(CONSENT_TO_BE_BOUND & set(self.kinds.values()))

    @property
    def is_signature(self) -> bool:
        return bool(FIRST_FORMAL_ACT & set(self.kinds.values()))


def _word(part: str, heading: str) -> tuple[str, ActionKind]:
    """A part of a heading, "Accession(a)", as its letter and the kind of act."""
    match = WORD.fullmatch(part)
    kind = match and WORDS.get(match["word"].casefold())
    if not kind:
        raise UnknownInSource(f"Unknown column {heading!r}: we do not know {part!r}.")
    letter = match["letter"] or ""
    if letter and kind not in LETTERS.get(letter, ()):
        raise UnknownInSource(f"Unknown letter in the column {heading!r}: {part!r}.")
    return letter, kind


def column(heading: str) -> Column:
    kinds = {}
    for part in heading.split(","):
        letter, kind = _word(part.strip(), heading)
        if letter in kinds:
            raise UnknownInSource(
                f"The column {heading!r} explains {letter or 'a bare date'!r} twice."
            )
        kinds[letter] = kind
    return Column(heading, kinds)


def legend(headings: list[str]) -> list[Column]:
    """The columns after the first, which names the participant."""
    if not headings or headings[0].casefold() != PARTICIPANT:
        raise UnknownInSource(f"The first column is not {PARTICIPANT!r}: {headings[:5]}.")
    columns = [column(heading) for heading in headings[1:]]
    if not any(each.is_consent for each in columns):
        raise UnknownInSource(f"No column tells who consented: {headings}.")
    return columns
