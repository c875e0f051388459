"""What a source's own rows add up to, to be held against the totals that it prints."""

from treaties import rules
from treaties.models import Participant
from treaties.refresh.observations import ObservedAction
from treaties.rules import Act, Terms
from treaties.vocabulary import CountKind, Standing

STANDING_OF = {
    CountKind.PARTIES: Standing.PARTY,
    CountKind.CONTRACTING_STATES: Standing.CONTRACTING_STATE,
    CountKind.FORMER_PARTIES: Standing.FORMER_PARTY,
    CountKind.SIGNED_NOT_PARTY: Standing.SIGNED,
    CountKind.ENDORSERS: Standing.ENDORSER,
    CountKind.COMMITTED: Standing.COMMITTED,
    CountKind.SPONSORS: Standing.SPONSOR,
}


def counted(
    seen: dict[Participant, list[ObservedAction]], declared, terms: Terms, on
) -> dict[str, int]:
    """Of each total that the source prints, the number that its rows give on a day."""
    acts = [
        [Act(row.kind, row.taken_on, row.effective_on) for row in rows]
        for who, rows in seen.items()
        if rules.exists_on(who.exists_from, who.exists_until, on)
    ]
    told = {"terms": terms, "on": on}
    standings = [rules.standing(each, **told) for each in acts]
    numbers = {kind: standings.count(standing) for kind, standing in STANDING_OF.items()}
    signed = [each for each in acts if rules.is_signatory(each, **told)]
    numbers[CountKind.SIGNATORIES] = len(signed)
    return {str(kind): numbers[kind] for kind in declared if kind in numbers}
