"""Which numbers are published on a day, and which of them differ."""

from datetime import date

from treaties.models import Instrument
from treaties.statistics import COUNTED, counts_of

Numbers = dict[str, dict[str, int | None]]
ABSENT = object()


def published_numbers(on: date) -> Numbers:
    """The counts of every instrument by its slug, and the N of "n of N" as `potential`."""
    instruments = {each.pk: each for each in Instrument.objects.order_by("slug")}
    counts = counts_of(instruments.values(), on)
    return {
        instrument.slug: {
            **{kind.value: counts[pk][kind] for kind in COUNTED},
            "potential": counts[pk].potential,
        }
        for pk, instrument in instruments.items()
    }


def differences(before: Numbers, after: Numbers) -> dict[str, dict]:
    """The instruments of which a number changed, each with these numbers before and after."""
    pairs = {
        slug: (before.get(slug, {}), after.get(slug, {})) for slug in sorted({*before, *after})
    }
    return {
        slug: {"before": _other_than(new, old), "after": _other_than(old, new)}
        for slug, (old, new) in pairs.items()
        if old != new
    }


def _other_than(these: dict, those: dict) -> dict:
    return {count: n for count, n in those.items() if these.get(count, ABSENT) != n}
