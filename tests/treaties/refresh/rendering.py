"""Whole answers of the treaty collections, rendered from lines: synthetic, in their shapes.

`lines_of(instrument)` says what the record says; a test changes a line and sees what is proposed.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from treaties.days import today
from treaties.models import Instrument
from treaties.refresh.connectors.coe.vocabulary import DATES
from treaties.refresh.connectors.coe.vocabulary import TREATIES as COE
from treaties.refresh.connectors.unoda.vocabulary import KINDS
from treaties.refresh.connectors.unoda.vocabulary import TREATIES as UNODA
from treaties.refresh.connectors.untc.vocabulary import MONTHS
from treaties.refresh.connectors.untc.vocabulary import TREATIES as UNTC
from treaties.refresh.observations import Page
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    FIRST_FORMAL_ACT,
    ActionKind,
    ParticipantKind,
    Review,
)

PRINTED = {"republic-of-the-congo": "Congo"}  # otherwise than our short name
SIGNATURES = {"signature": "", "succession-to-signature": "d"}
CONSENTS = {"ratification": "", "acceptance": "A", "approval": "AA", "accession": "a"}
CONSENTS |= {"succession": "d", "formal-confirmation": "c", "definitive-signature": "s"}
HEADINGS = [
    "Participant",
    "Signature, Succession to signature(d)",
    "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d), "
    "Formal confirmation(c), Definitive signature(s)",
]
PLACES = {"united-kingdom": "London", "russia": "Moscow", "united-states": "Washington"}
TYPES = {str(kind or "withdrawal"): words for words, kind in KINDS.items()}
TYPES |= {"acceptance": TYPES["ratification"], "approval": TYPES["ratification"]}
TYPES |= {"withdrawal-of-consent": TYPES["withdrawal"]}
COLUMNS = {"signature": "DateSignature", "withdrawal": "DateDenonciation"}


@dataclass(frozen=True)
class Line:
    """An act as a collection knows it."""

    name: str
    kind: str
    day: str
    code: str = ""
    depositary: str = ""
    left: str = ""  # the day from which it is withdrawn


def lines_of(instrument: Instrument, printed=PRINTED) -> list[Line]:
    """What the record has of an instrument: who withdrew is marked as having left."""
    acts = instrument.actions.exclude(review=Review.RETRACTED)
    acts = acts.exclude(participant__kind=ParticipantKind.FORMER_STATE)
    acts = list(acts.select_related("depositary").prefetch_related("participant__names"))
    return [
        _line(act, [a for a in acts if a.participant == act.participant], printed) for act in acts
    ]


def _line(act, others, printed) -> Line:
    who = act.participant
    names = who.names.all()
    name = next(each.text for each in names if (each.language, each.kind) == ("en", "short"))
    back = [str(a.taken_on) for a in others if a.kind == ActionKind.WITHDRAWAL_RESCINDED]
    ends = [
        str(a.effective_on or a.taken_on)
        for a in others
        if a.kind in {ActionKind.WITHDRAWAL, ActionKind.WITHDRAWAL_OF_CONSENT}
        and str(a.taken_on) >= str(act.taken_on)
        and not any(str(a.taken_on) <= day for day in back)
    ]
    left = min(ends, default="") if act.kind in CONSENT_TO_BE_BOUND else ""
    return Line(
        printed.get(who.slug, name),
        str(act.kind),
        act.taken_on.last_day.isoformat(),
        who.iso3,
        act.depositary.key if act.depositary else "",
        left if left and left <= today().isoformat() else "",
    )


def _by_name(lines) -> dict[str, list[Line]]:
    found = defaultdict(list)
    for line in lines:
        found[line.name].append(line)
    return found


def _cell(lines: list[Line], letters: dict[str, str]) -> str:
    """The last act of its kind, as "14 Jan 1993 a"; in brackets if it was withdrawn."""
    last = max((line for line in lines if line.kind in letters), key=lambda a: a.day, default=None)
    if last is None:
        return ""
    year, month, day = last.day.split("-")
    text = f"{int(day):2} {MONTHS[int(month) - 1]}  {year} {letters[last.kind]}"
    return f"[{text.strip()}]" if last.left else text


def untc(slug: str, lines: list[Line]) -> Page:
    rows = [
        [name, _cell(of_one, SIGNATURES), _cell(of_one, CONSENTS)]
        for name, of_one in _by_name(lines).items()
    ]
    rows = [row for row in rows if any(row[1:])]
    parties = sum(bool(row[2]) and not row[2].startswith("[") for row in rows)
    signed = sum(bool(row[1]) for row in rows)

    def entries(cells):
        return "<Row>" + "".join(f"<Entry>{escape(cell)}</Entry>" for cell in cells) + "</Row>"

    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!-- synthetic --><MTDSG><ExternalData>'
        f"<Titlesect>{UNTC[slug].title}</Titlesect><Status><Signatories>{signed}</Signatories>"
        f"<Parties>{parties}</Parties></Status></ExternalData><Participants><Table><TGroup><Thead>"
        f"{entries(HEADINGS)}</Thead><Tbody><Rows>{''.join(map(entries, rows))}</Rows></Tbody>"
        "</TGroup></Table></Participants></MTDSG>"
    )
    return Page("https://untc.test/", text.encode("latin-1", "xmlcharrefreplace"))


def _deposits(lines: list[Line]) -> list[tuple[str, str]]:
    """Days and places: London first, Moscow on the last day we know, Washington late or first."""
    days = sorted(line.day for line in lines)
    late = days[0] if len(days) > 1 else (_day(days[0]) + timedelta(days=30)).isoformat()
    return [(days[0], "united-kingdom"), (days[-1], "russia"), (late, "united-states")]


def _day(text: str):
    return type(today()).fromisoformat(text)


def unoda(slug: str, lines: list[Line]) -> Page:
    together, rows = defaultdict(list), []
    for line in lines:
        several = len(UNODA[slug].depositaries) > 1 and not line.depositary
        if line.kind in TYPES:
            together[line.name, line.kind, None if several else line].append(line)
    for (_name, kind, alone), same in together.items():
        acts = [(alone.day, alone.depositary)] if alone else _deposits(same)
        rows += [_row(same[0], TYPES[kind], day, place) for day, place in acts]
    kinds = {name: {line.kind for line in of_one} for name, of_one in _by_name(lines).items()}
    treaty = {
        "short_name": UNODA[slug].name,
        "count_sig_states": sum(bool(FIRST_FORMAL_ACT & each) for each in kinds.values()),
        "count_states_parties": sum(bool(CONSENT_TO_BE_BOUND & each) for each in kinds.values()),
        "actions_": rows,
    }
    answer = {"synthetic": True, "data": {"treaty_": {"data": treaty}}}
    return Page("https://unoda.test/", json.dumps(answer).encode())


def _row(line: Line, words, day: str, place: str) -> dict:
    country = {"country_country_name": {"countryname_country_code_3": line.code or None}}
    return {
        "date": f"{day} 00:00:00",
        "note": None,
        "type": words[0],
        "action_type_": words[1],
        "state": {"name": line.name, "country_": country},
        "depositary": {"short_name": PLACES.get(place), "name": None},
    }


def coe(slug: str, lines: list[Line]) -> Page:
    rows = []
    for name, of_one in _by_name(lines).items():
        days = dict.fromkeys(sorted(DATES))
        for line in of_one:
            days[COLUMNS.get(line.kind, "DateConsentement")] = f"{line.day}T00:00:00"
            if line.left:
                days["DateEffetDenonciation"] = f"{line.left}T00:00:00"
        rows.append({"synthetic": True, "LibPaysOrga": name, "NumSTE": COE[slug][0], **days})
    return Page("https://coe.test/", json.dumps([rows, [], []]).encode())


RENDERED = {"coe": coe, "unoda": unoda, "untc": untc}
