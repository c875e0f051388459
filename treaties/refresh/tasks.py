"""Celery's way in: every hour the sources that are due, one task a source.

Nothing is kept in the queue that the database does not know: a lost message, a killed worker or a
restarted broker costs an hour, because the source is still due at the next look.
"""

import logging
import random

from celery import shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError

from treaties.days import now
from treaties.models import SourceCheck
from treaties.refresh import schedule, visits
from treaties.refresh.alone import Busy
from treaties.refresh.fetching import NoAnswer, NotSetUp

logger = logging.getLogger(__name__)

FIRST_WAIT = 60  # seconds; twice as long each time: 1, 2, 4 and 8 minutes, all within the hour
MOST_RETRIES = 4
GONE = (OperationalError, InterfaceError)  # of the database: it was restarted
UNTIL_NEXT_LOOK = 55 * 60  # a message that waited for a worker this long has a successor


@shared_task(autoretry_for=GONE, default_retry_delay=FIRST_WAIT, max_retries=MOST_RETRIES)
def look_for_due() -> int:
    """Start a task for each source that is due; how many."""
    due = list(schedule.due(now()).values_list("pk", flat=True))
    if due and not settings.REFRESH_CONTACT:
        logger.warning("%d sources are due, and nobody is asked: set REFRESH_CONTACT.", len(due))
        return 0
    for pk in due:
        look_at.apply_async(args=[pk], expires=UNTIL_NEXT_LOOK)
    return len(due)


@shared_task(bind=True, max_retries=MOST_RETRIES)
def look_at(self, pk: int, wanted: bool = False) -> None:
    """Look at one source if it is still due, or somebody wants it now.

    No answer is tried again, later each time.
    """
    try:
        check = SourceCheck.objects.select_related("source", "instrument").get(pk=pk)
        look = visits.visit_if_due(check, wanted=wanted)
    except SourceCheck.DoesNotExist:
        logger.info("Check %d was removed in the meantime.", pk)
    except (Busy, NotSetUp) as reason:
        logger.info("%s", reason)
    except NoAnswer as reason:
        if self.request.retries < MOST_RETRIES and reason.wait < UNTIL_NEXT_LOOK:
            wait = pause(self.request.retries, reason.wait)
            logger.info("%s: %s Asked again in %d s.", check, reason, wait)
            raise self.retry(exc=reason, countdown=wait) from reason
        visits.gave_no_answer(check, str(reason))
        logger.warning("%s: no answer: %s", check, reason)
    except GONE as reason:
        raise self.retry(exc=reason, countdown=pause(self.request.retries)) from reason
    else:
        if look:
            logger.info("%s: %s, %d proposals", look.run, look.run.outcome, look.run.proposed)


def pause(attempt: int, asked: float = 0.0) -> float:
    """Seconds until the next attempt: longer each time, never all at once, never before asked."""
    return asked + random.uniform(0.5, 1.0) * FIRST_WAIT * 2**attempt
