"""Small records for tests, made through the services: no state that the site could not reach.

A test writes down only what it is about; everything else has a plain value here.
"""

from datetime import date

from summits.models import Attendance, Summit, SummitAsk, SummitAssessment, SummitOutcome
from treaties import services
from treaties.models import (
    Depositary,
    Instrument,
    InstrumentEligible,
    Participant,
    ParticipantName,
    Source,
    TreatyAction,
)
from treaties.vocabulary import ParticipantKind

REASON = "made by a test"

TREATY = {
    "kind": "treaty",
    "theme": "arms-control",
    "binding": True,
    "universe": "all-states",
    "in_force_from": "1975-03-26",
    "effect_delay": 0,
    "effect_unit": "day",
    "effect_rounding": "none",
    "effect_counted_for": "after-entry-into-force",
    "withdrawal_period": 3,
    "withdrawal_unit": "month",
}
DECLARATION = {
    "kind": "declaration",
    "theme": "ai",
    "binding": False,
    "universe": "open",
}


def make_source(slug="a-source", **more) -> Source:
    """The source of this slug, made if there is none yet."""
    found = Source.objects.filter(slug=slug).first()
    plain = {"title": slug, "url": f"https://{slug}.test/", "authority": "depositary"}
    return found or services.save(Source(slug=slug, **{**plain, **more}))


def make_participant(slug, kind, **more) -> Participant:
    plain = {"kind": kind, "source": more.pop("source", None) or make_source()}
    return services.save(Participant(slug=slug, **{**plain, **more}))


def make_name(participant, text, *, language="en", kind="short") -> ParticipantName:
    name = ParticipantName(participant=participant, language=language, kind=kind, text=text)
    return services.save(name)


def make_state(slug="ghana", **more) -> Participant:
    """A member of the United Nations from the beginning, unless said otherwise."""
    plain = {"un_member_since": date(1945, 10, 24)}
    return make_participant(slug, ParticipantKind.STATE, **{**plain, **more})


def make_former_state(slug="czechoslovakia", **more) -> Participant:
    plain = {"un_member_since": date(1945, 10, 24), "exists_until": date(1992, 12, 31)}
    return make_participant(slug, ParticipantKind.FORMER_STATE, **{**plain, **more})


def make_eu(**more) -> Participant:
    return make_participant("european-union", ParticipantKind.REGIONAL_ORGANISATION, **more)


def make_company(slug="anthropic", **more) -> Participant:
    return make_participant(slug, ParticipantKind.COMPANY, **more)


def make_instrument(slug="a-treaty", **terms) -> Instrument:
    """A treaty in force since 1975 that binds from the deposit and is left in three months.

    With `binding=False` a declaration that is open to anyone.
    """
    plain = {
        "title_en": slug,
        "summary_en": f"What {slug} says.",
        **(TREATY if terms.get("binding", True) else DECLARATION),
        "source": terms.pop("source", None) or make_source(),
    }
    return services.save(Instrument(slug=slug, **{**plain, **terms}))


def make_declaration(slug="a-declaration", **terms) -> Instrument:
    return make_instrument(slug, binding=False, **terms)


def make_eligible(instrument, participant) -> InstrumentEligible:
    return services.save(InstrumentEligible(instrument=instrument, participant=participant))


def make_depositary(instrument, key="london", **more) -> Depositary:
    return services.save(Depositary(instrument=instrument, key=key, **{"name": key, **more}))


def make_action(instrument, participant, kind, taken_on, effective_on=None, **more) -> TreatyAction:
    """A checked act with a source; unchecked and uncounted ones get what they need."""
    if more.get("review") != "unchecked":
        more.setdefault("source", make_source())
    if more.get("counted") is False or more.get("review") == "retracted":
        more.setdefault("note_en", "The reason why it does not count.")
    return services.record_action(
        instrument=instrument,
        participant=participant,
        kind=kind,
        taken_on=taken_on,
        effective_on=effective_on,
        reason=more.pop("reason", REASON),
        **more,
    )


def make_summit(slug="a-summit", *, outcomes=(), present=(), **more) -> Summit:
    """An AI summit that was held in May 2024, unless said otherwise."""
    source = make_source()
    plain = {
        "series": "ai-summit",
        "state": "held",
        "starts_on": "2024-05-21",
        "name_en": slug,
        "summary_en": f"What happened at {slug}.",
        "source": source,
    }
    summit = services.save(Summit(slug=slug, **{**plain, **more}))
    for instrument in outcomes:
        services.save(SummitOutcome(summit=summit, instrument=instrument))
    for participant in present:
        row = {"summit": summit, "participant": participant, "status": "attended"}
        services.save(Attendance(**row, source=source))
    return summit


def make_ask(slug="an-ask", order=1) -> SummitAsk:
    ask = SummitAsk(slug=slug, order=order, ask_en=f"To do {slug}.", source=make_source())
    return services.save(ask)


def make_assessment(summit, ask, verdict, **more) -> SummitAssessment:
    row = SummitAssessment(summit=summit, ask=ask, verdict=verdict, text_en="What it did.", **more)
    row.source = more.get("source") or make_source()
    return services.save(row)
