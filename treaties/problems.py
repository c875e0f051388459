"""What is still to be mended in the record: the lists behind the admin's first screen."""

from collections import defaultdict

from treaties import days
from treaties.models import (
    ActWithoutLocator,
    InForceWithoutDate,
    ReportedCount,
    TotalThatDiffers,
    UncheckedAct,
    WithdrawalWithoutEffect,
)
from treaties.statistics import COUNTED, counts_of


def rows_counted() -> dict[int, int]:
    """What our own rows give for each official total, by primary key of the total.

    One query a day on which somebody counted.
    """
    by_day = defaultdict(list)
    official = ReportedCount.objects.filter(official=True, counts__in=COUNTED)
    for total in official.select_related("instrument"):
        by_day[total.as_of.last_day if total.as_of else days.today()].append(total)
    return {
        total.pk: numbers[total.counts]
        for on, totals in by_day.items()
        for total, numbers in _with_numbers(totals, on)
    }


def _with_numbers(totals, on):
    instruments = {total.instrument_id: total.instrument for total in totals}
    numbers = counts_of(instruments.values(), on)
    return [(total, numbers[total.instrument_id]) for total in totals]


def totals_that_differ():
    found = rows_counted()
    official = TotalThatDiffers.objects.filter(pk__in=found)
    differing = [pk for pk, value in official.values_list("pk", "value") if found[pk] != value]
    return TotalThatDiffers.objects.filter(pk__in=differing)


PROBLEMS = {
    ActWithoutLocator: lambda: ActWithoutLocator.objects.without_locator(),
    UncheckedAct: lambda: UncheckedAct.objects.unchecked(),
    WithdrawalWithoutEffect: lambda: WithdrawalWithoutEffect.objects.withdrawals_without_effect(),
    InForceWithoutDate: lambda: InForceWithoutDate.objects.in_force_without_a_date(),
    TotalThatDiffers: totals_that_differ,
}
