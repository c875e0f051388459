"""One look at a source, from its bytes to proposals: guards first, nothing half done.

A run that stops proposes nothing and says why; the record keeps what it has. Killed in the
middle, a run leaves nothing but its first line, and the next one does the work.
"""

import hashlib
from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from treaties.days import today
from treaties.models import SourceReading
from treaties.refresh import counting
from treaties.refresh.models import Run
from treaties.refresh.observations import Observed, ObservedText, UnknownInSource
from treaties.refresh.proposals import Comparison, Difference, compare
from treaties.refresh.texts import passages
from treaties.review import services as review
from treaties.review.models import ProposedChange
from treaties.review.vocabulary import ChangeKind

MOST_CHANGED = 0.05  # of the rows; more is a fault of the source or the reader until somebody looks
ONE = 1  # a single difference is no fault, however short the list
LOCK = 5_000  # the family of our advisory locks


class Busy(Exception):
    """Another run is looking at this source."""


class Unhealthy(Exception):
    """What the source sends cannot be right; the message says why."""


@dataclass
class Look:
    """What a run brought."""

    run: Run
    observed: Observed | ObservedText | None = None
    proposals: list[ProposedChange] = field(default_factory=list)  # those new to the queue


def look(page, *, reader, instrument, source, key="", looked_at=False) -> Look:
    """Read a page, compare it with the record and propose the differences.

    `key` is what the reader calls the page, else the slug of the instrument. With `looked_at`
    a person vouches for the source: it really is shorter, or changed as much.
    """
    run = Run.objects.create(
        connector=reader.name,
        parser_version=reader.parser_version,
        instrument=instrument,
        source=source,
        sha256=hashlib.sha256(page.content).hexdigest(),
        length=len(page.content),
    )
    with transaction.atomic():
        _alone(source)
        last = Run.objects.last_healthy(
            connector=run.connector, source=source, instrument=instrument
        )
        if last and last.settles(run):
            run.rows, run.declared, run.counted = last.rows, last.declared, last.counted
            run.held, run.conflicts = last.held, last.conflicts
            return Look(_finished(run, Run.Outcome.UNCHANGED))
        try:
            observed = reader.read(page, key or instrument.slug)
            if isinstance(observed, ObservedText):
                return _look_at_text(run, observed)
            found = _checked(run, observed, last, looked_at)
        except (UnknownInSource, Unhealthy) as reason:
            run.message = str(reason)
            return Look(_finished(run, Run.Outcome.UNHEALTHY))
        proposals = _propose(run, found) if reader.proposes else []
        return Look(_finished(run, Run.Outcome.READ), observed, proposals)


def _look_at_text(run, observed: ObservedText) -> Look:
    """Of a watched page only its words are compared; the first look has nothing to compare."""
    if not observed.text.strip():
        raise Unhealthy("The page has no text.")
    told = {"connector": run.connector, "source": run.source, "instrument": run.instrument}
    before, run.text = Run.objects.last_text(**told), observed.text
    differences = []
    if before is not None and before.split() != observed.text.split():
        old, new = passages(before, observed.text)
        subject = {"instrument": run.instrument.slug, "text": run.sha256}
        quote = {"quote": new, "locator": observed.updated}
        differences = [
            Difference(ChangeKind.TEXT_CHANGED, subject, {"text": old}, {"text": new}, **quote)
        ]
    proposals = _proposed(run, differences)
    return Look(_finished(run, Run.Outcome.READ), observed, [change for change, _new in proposals])


def _alone(source):
    """Two looks at one source never overlap; the lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, source.pk])
        if not cursor.fetchone()[0]:
            raise Busy(f"Another run is looking at {source.slug}.")


def _checked(run, observed: Observed, last: Run | None, looked_at: bool) -> Comparison:
    """The comparison, if it can be believed."""
    found = compare(observed, run.instrument)
    run.rows = len(observed.actions) + len(observed.held)
    run.declared = {str(kind): number for kind, number in observed.declared.items()}
    run.counted = counting.counted(found.seen, observed.declared, run.instrument.terms, today())
    run.held = [asdict(row) for row in found.held]
    run.unnamed = [asdict(row) for row in found.unnamed]
    run.conflicts = [asdict(row) for row in found.conflicts]
    if not observed.actions:
        raise Unhealthy("The page has no rows.")
    if looked_at:
        return found
    if last and run.rows < last.rows:
        raise Unhealthy(f"The page has {run.rows} rows, and had {last.rows} at the last look.")
    new = sum(_is_new(each, run.source) for each in found.differences)
    new += len(found.unnamed)
    if found.recorded and new > max(ONE, found.recorded * MOST_CHANGED):
        raise Unhealthy(f"{new} of {found.recorded} rows differ from the record: too many at once.")
    return found


def _is_new(each: Difference, source) -> bool:
    """Whether nobody has been asked this before."""
    mark = review.fingerprint(each.kind, each.subject, each.before, each.after, source)
    return review.known(mark, each.kind) is None


def _propose(run, found: Comparison) -> list[ProposedChange]:
    """The differences into the queue, and out of it what the source no longer says."""
    made = _proposed(run, found.differences)
    kinds = [ChangeKind.NEW_ACTION, ChangeKind.CHANGED_ACTION]
    if found.excused is not None:
        kinds.append(ChangeKind.NO_LONGER_LISTED)
    waiting = ProposedChange.objects.filter(
        source=run.source, subject__instrument=run.instrument.slug, kind__in=kinds
    ).exclude(run="")
    review.overtake(waiting.exclude(pk__in=[change.pk for change, _new in made]))
    return [change for change, new in made if new]


def _proposed(run, differences) -> list[tuple[ProposedChange, bool]]:
    told = {"source": run.source, "run": run.key}
    made = [review.propose(**vars(each), **told) for each in differences]
    run.proposed = sum(new for _change, new in made)
    return made


def _finished(run, outcome) -> Run:
    """The last line of a run; "last checked" on the pages moves with it, the change log does not."""
    run.outcome, run.finished_at = outcome, timezone.now()
    run.save()
    SourceReading.objects.create(
        source=run.source,
        read_at=run.finished_at,
        sha256=run.sha256,
        length=run.length,
        outcome=_reading(run),
    )
    return run


def _reading(run) -> SourceReading.Outcome:
    """What the run says of the source: the same bytes, read again, are no change."""
    if run.outcome == Run.Outcome.UNHEALTHY:
        return SourceReading.Outcome.FAILED
    earlier = run.source.readings.exclude(outcome=SourceReading.Outcome.FAILED)
    same = earlier.order_by("-pk").values_list("sha256", flat=True).first() == run.sha256
    return SourceReading.Outcome.UNCHANGED if same else SourceReading.Outcome.CHANGED
