"""Whether a published number changed since the hook was last told; if so, it is told."""

import logging
from datetime import date

from django.conf import settings
from django.db import transaction

from pauseai_kb.build_hook.calling import call
from pauseai_kb.build_hook.models import PublishedNumbers
from pauseai_kb.build_hook.numbers import differences, published_numbers
from treaties.days import today
from treaties.services import record_version

logger = logging.getLogger(__name__)
THE_ROW = 1


def look() -> None:
    """One query while nothing moved; none without an address."""
    if not settings.BUILD_HOOK_URL:
        return
    on = today()
    state = PublishedNumbers.objects.beside_the_record().first()
    if state is None:
        begin(on)
    elif state.is_due(on):
        tell_of_changes(on)


def begin(on: date) -> None:
    """The first look only remembers: nothing is known that could have changed."""
    version = record_version()  # before the numbers: what is written in between is seen next time
    row = PublishedNumbers(
        pk=THE_ROW, numbers=published_numbers(on), record_version=version, day=on
    )
    PublishedNumbers.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def tell_of_changes(on: date) -> None:
    """The row is held until the hook has answered: another worker leaves it to this one.

    If this one dies, the row is free again and still says what it said.
    """
    rows = PublishedNumbers.objects.beside_the_record()
    state = rows.select_for_update(skip_locked=True).first()
    if state is None or not state.is_due(on):
        return
    numbers = published_numbers(on)
    changed = differences(state.numbers, numbers)
    if changed and (failure := call(message(state, on, changed))):
        wait = state.put_off()
        logger.warning(
            "The build hook was not told (%s): failure %d, next try in %d s.",
            failure,
            state.failures,
            wait.total_seconds(),
        )
        return
    state.move_on(on, numbers, called=bool(changed))
    if changed:
        logger.info("The build hook was told of %s.", ", ".join(changed))


def message(state: PublishedNumbers, on: date, changed: dict) -> dict:
    return {
        "event": "published-numbers-changed",
        "record_version": state.version_now,
        "day": on.isoformat(),
        "changed": changed,
    }
