"""What a line or a step of a chart is called, in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from treaties.course import Turn
from treaties.statistics import consented
from treaties.steps import Steps, difference
from treaties.vocabulary import ActionKind, CountKind, Standing

MOST_NAMES = 6  # of one day; the list on the page has the others


def words_of_first(steps: Steps, number: int) -> str:
    """The noun to a number of first formal acts: "signatories", "endorsers"."""
    if steps.instrument.binding:
        return ngettext("signatory", "signatories", number)
    if steps.kinds == (CountKind.ENDORSERS,):
        return ngettext("endorser", "endorsers", number)
    if steps.kinds == (CountKind.SPONSORS,):
        return ngettext("sponsor", "sponsors", number)
    if steps.kinds == (CountKind.COMMITTED,):
        return ngettext("committed company", "committed companies", number)
    return npgettext("number", "participant", "participants", number)


def words_of_consent(number: int) -> str:
    return ngettext("consented", "consented", number)


def said(turns: Sequence[Turn]) -> str:
    """Who came to stand where on one day: "Ghana, Norway: Party; Chad: Signed, not bound".

    Names up to `MOST_NAMES`, then "and 3 more".
    """
    named, left = {}, MOST_NAMES
    for turn in turns:
        named.setdefault(_after(turn), []).append(turn.participant.name)
    parts = []
    for standing, names in named.items():
        shown, left = names[:left], max(0, left - len(names))
        parts.append(f"{standing}: {', '.join(shown)}" if shown else "")
    if len(turns) > MOST_NAMES:
        more = len(turns) - MOST_NAMES
        parts.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    return "; ".join(part for part in parts if part)


def has_left(turn: Turn) -> bool:
    """Whether somebody took consent back; a state that ceased to exist did not leave."""
    return _exists_after(turn) and difference(turn, consented) < 0


def _exists_after(turn: Turn) -> bool:
    return turn.after.kind is not None


def _after(turn: Turn) -> str:
    if turn.before.standing == turn.after.standing and turn.after.is_signatory:
        return str(ActionKind.SIGNATURE.label)  # of one who had consented elsewhere before
    return (
        str(Standing(turn.after.standing).label) if _exists_after(turn) else _("no longer exists")
    )
