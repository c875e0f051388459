"""How much of a page is filled: a field that was filled and is empty now is a failure, not news."""

from collections import Counter

from treaties.refresh.observations import Observed, ObservedText

FIELDS = ("code", "depositary", "effective_on")
WORDS = "words"  # of a watched text; of these a good part may go
MOST_LOST = 0.1  # of what was filled at the last look
MOST_WORDS_LOST = 0.5
ONE = 1  # a single one is no failure, however few there were


def fill_rates(observed: Observed | ObservedText) -> dict[str, int]:
    """How many acts of each kind, how many with each field, the totals; of a text its words."""
    if isinstance(observed, ObservedText):
        return {WORDS: len(observed.text.split())}
    acts = observed.actions
    kinds = Counter(f"acts of the kind {act.kind}" for act in acts)
    fields = {f"acts with {name}": sum(bool(getattr(a, name)) for a in acts) for name in FIELDS}
    totals = {f"total of {kind}": number for kind, number in observed.declared.items()}
    rates = {**kinds, **fields, **totals}
    return {name: number for name, number in rates.items() if number}


def emptied(before: dict[str, int], now: dict[str, int]) -> str | None:
    """In words what turned empty since the last healthy look; None if nothing did."""
    lost = {name: (most, now.get(name, 0)) for name, most in sorted(before.items())}
    told = [
        f"{name}: {number}, and had {most}"
        for name, (most, number) in lost.items()
        if most - number > max(ONE, most * (MOST_WORDS_LOST if name == WORDS else MOST_LOST))
    ]
    return f"What was filled is empty: {'; '.join(told)}." if told else None
