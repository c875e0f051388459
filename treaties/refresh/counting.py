"""What a source's own rows add up to, to be held against the totals that it prints."""

from collections import defaultdict

from treaties import rules
from treaties.refresh.observations import Observed
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


def counted(observed: Observed, terms: Terms, on) -> dict[str, int]:
    """Of each total that the source prints, the number that its rows give."""
    acts = defaultdict(list)
    for row in observed.actions:
        acts[row.participant].append(Act(row.kind, row.taken_on, row.effective_on))
    told = {"terms": terms, "on": on}
    standings = [rules.standing(each, **told) for each in acts.values()]
    numbers = {kind: standings.count(standing) for kind, standing in STANDING_OF.items()}
    signed = [each for each in acts.values() if rules.is_signatory(each, **told)]
    numbers[CountKind.SIGNATORIES] = len(signed)
    return {str(kind): numbers[kind] for kind in observed.declared if kind in numbers}
