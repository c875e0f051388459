"""Celery's way in: the nightly check of the record."""

import logging

from celery import shared_task

from pauseai_kb.dataset.checks import check
from pauseai_kb.dataset.records import Record

logger = logging.getLogger(__name__)


@shared_task
def check_record() -> int:
    """Check the record as it stands now, by the rules for the data files; problems are logged."""
    rows = list(Record().rows.values())
    problems = list(check(rows))
    for problem in problems:
        logger.warning("Problem in the record: %s", problem.message)
    logger.info("Checked %d records: %d problems.", len(rows), len(problems))
    return len(problems)
