"""Ask a source and look at what it answers: the way from a check to proposals.

Asking comes before the transaction in which the answer is compared: no row is locked while a
source takes its time. One visit a source at a time, on however many machines.
"""

from treaties.days import now
from treaties.models import SourceCheck
from treaties.refresh import runs, schedule
from treaties.refresh.alone import alone
from treaties.refresh.connecting import Connector
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.fetching import NotSetUp, fetch
from treaties.refresh.models import Run
from treaties.refresh.observations import Page
from treaties.refresh.runs import Look, Subject


def connector_of(check: SourceCheck) -> Connector:
    """The connector of a check; NotSetUp if there is no such connector or page."""
    connector = CONNECTORS.get(check.connector)
    known = {request.key for request in connector.requests()} if connector else set()
    if check.key not in known:
        raise NotSetUp(f"No connector reads {check}: see docs/adding-a-connector.md.")
    return connector


def subject_of(check: SourceCheck) -> Subject:
    return Subject(check.source, check.instrument, check.key)


def ask(check: SourceCheck, *, afresh=False) -> tuple[Page | None, Run | None]:
    """The page, or None if it is as the last healthy run read it; and that run, if there is one.

    NoAnswer if there is none, NotSetUp if nobody was asked. The question is conditional if the
    same page, read again, would say nothing new, and nobody wants it `afresh`.
    """
    connector = connector_of(check)
    last, known = subject_of(check).last_healthy(connector), {}
    if last and last.is_settled(connector.parser_version) and not afresh:
        known = {"etag": last.etag, "last_modified": last.last_modified}
    return fetch(connector, connector.request(check.key), **known), last


def compare(check: SourceCheck, page: Page | None, last: Run | None, *, looked_at=False) -> Look:
    """What the answer says against what the record says."""
    connector, subject = connector_of(check), subject_of(check)
    if page is None:
        return Look(runs.not_modified(last, reader=connector, subject=subject))
    return runs.look(page, reader=connector, subject=subject, looked_at=looked_at)


def visit_if_due(check: SourceCheck, *, wanted=False) -> Look | None:
    """For a job: nothing if the source was looked at in the meantime, or switched off.

    Unless somebody wants it now: then it is asked all the same.
    """
    with alone(check.source):
        is_due = schedule.due(now(), SourceCheck.objects.filter(pk=check.pk)).exists()
        return compare(check, *ask(check)) if is_due or wanted else None


def gave_no_answer(check: SourceCheck, message: str) -> None:
    """After the last attempt: a line for the source, and everything else as it was."""
    runs.unreached(message, reader=connector_of(check), subject=subject_of(check))
