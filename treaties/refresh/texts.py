"""What changed in a watched text: the passages before and after, short enough to read."""

from difflib import SequenceMatcher

AROUND = 5  # words shown before and after a change
MOST_WORDS = 2_000  # beyond this the words are no longer matched one by one
LONGEST = 4_000  # characters of a passage that a person is shown


def passages(before: str, after: str) -> tuple[str, str]:
    """The words that differ, with a few around them, as they stood and as they stand."""
    old, new = before.split(), after.split()
    start = _same_from_the_start(old, new)
    end = _same_from_the_start(old[start:][::-1], new[start:][::-1])
    first = max(0, start - AROUND)
    last = max(0, end - AROUND)
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) <= MOST_WORDS:
        old, new = _without_the_same(old, new)
    return " ".join(old)[:LONGEST], " ".join(new)[:LONGEST]


def _same_from_the_start(old: list[str], new: list[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _without_the_same(old, new) -> tuple[list[str], list[str]]:
    """Long passages that both have become an ellipsis."""
    shown = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for out, words in zip(shown, (old[a:b], new[c:d]), strict=True):
            long = tag == "equal" and len(words) > 2 * AROUND + 1
            out += [*words[:AROUND], "…", *words[-AROUND:]] if long else words
    return shown
