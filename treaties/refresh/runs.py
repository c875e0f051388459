"""One look at a source, from its bytes to proposals: guards first, nothing half done.

A run that stops proposes nothing and says why; the record keeps what it has. Killed in the
middle, a run leaves nothing but its first line, and the next one does the work.
"""

import hashlib
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils import timezone

from treaties.days import today
from treaties.models import Instrument, Source, SourceReading
from treaties.refresh import counting
from treaties.refresh.alone import alone
from treaties.refresh.filling import emptied, fill_rates
from treaties.refresh.models import Run
from treaties.refresh.observations import Observed, ObservedText, Page, UnknownInSource
from treaties.refresh.proposals import Comparison, Difference, compare
from treaties.refresh.texts import passages
from treaties.review import services as review
from treaties.review.models import ProposedChange
from treaties.review.vocabulary import ChangeKind

MOST_CHANGED = 0.05  # of the rows; more is a fault of the source or the reader until somebody looks
ONE = 1  # a single difference is no fault, however short the list


class Unhealthy(Exception):
    """What the source sends cannot be right; the message says why."""


@dataclass
class Look:
    """What a run brought."""

    run: Run
    observed: Observed | ObservedText | None = None
    proposals: list[ProposedChange] = field(default_factory=list)  # those new to the queue


@dataclass(frozen=True)
class Subject:
    """What a page is read for, and what the reader calls it."""

    source: Source
    instrument: Instrument | None = None  # none: an opinion about many, never compared
    key: str = ""  # empty: the slug of the instrument
    asked: bool = True  # the source itself; a saved page says nothing of how it is today

    @property
    def name(self) -> str:
        """What the reader calls the page."""
        return self.key or self.instrument.slug

    def told(self, reader) -> dict:
        """How a run of this reader names it."""
        return {
            "connector": reader.name,
            "parser_version": reader.parser_version,
            "source": self.source,
            "instrument": self.instrument,
            "asked": self.asked,
        }

    def last_healthy(self, reader) -> Run | None:
        return Run.objects.last_healthy(
            connector=reader.name, source=self.source, instrument=self.instrument
        )


def look(page: Page, *, reader, subject: Subject, looked_at=False) -> Look:
    """Read a page, compare it with the record and propose the differences.

    With `looked_at` a person vouches for the source: it really is shorter, or changed as much.
    """
    with alone(subject.source):
        run = Run.objects.create(**subject.told(reader), **_named(page))
        with transaction.atomic():
            last = subject.last_healthy(reader)
            if last and last.settles(run):
                return Look(_unchanged(run, last))
            try:
                return _read(run, page, last, reader, subject, looked_at)
            except (UnknownInSource, Unhealthy) as reason:
                run.message = str(reason)
                return Look(_finished(run, Run.Outcome.UNHEALTHY))


@transaction.atomic
def not_modified(last: Run, *, reader, subject: Subject) -> Run:
    """The source says that its page is as it was when `last` read it (304)."""
    named = {name: getattr(last, name) for name in ("sha256", "length", "etag", "last_modified")}
    return _unchanged(Run(**subject.told(reader), **named), last)


@transaction.atomic
def unreached(message: str, *, reader, subject: Subject) -> Run:
    """The source gave no page: what the record has stays, and "last checked" too."""
    return _finished(Run(**subject.told(reader), message=message), Run.Outcome.UNREACHED)


def _named(page: Page) -> dict:
    """Which bytes these are, in our words and in those of the source."""
    return {
        "sha256": hashlib.sha256(page.content).hexdigest(),
        "length": len(page.content),
        "etag": page.etag,
        "last_modified": page.last_modified,
    }


def _unchanged(run: Run, last: Run) -> Run:
    for name in ("rows", "declared", "counted", "filled", "held", "conflicts"):
        setattr(run, name, getattr(last, name))
    return _finished(run, Run.Outcome.UNCHANGED)


def _read(run, page, last, reader, subject: Subject, looked_at) -> Look:
    observed = reader.read(page, subject.name)
    if isinstance(observed, ObservedText):
        differences = _of_texts(run, observed)
        _check_filled(run, observed, last, looked_at)
        proposals = _proposed(run, differences) if reader.proposes else []
        proposals = [change for change, new in proposals if new]
    else:
        found = _checked(run, observed, last, looked_at)
        _check_filled(run, observed, last, looked_at)
        proposals = _propose(run, found) if reader.proposes else []
    return Look(_finished(run, Run.Outcome.READ), observed, proposals)


def _check_filled(run, observed, last: Run | None, looked_at: bool):
    """A filled field that turned empty is a failure, until somebody has looked."""
    run.filled = fill_rates(observed)
    if last and not looked_at and (lost := emptied(last.filled, run.filled)):
        raise Unhealthy(lost)


def _of_texts(run, observed: ObservedText) -> list[Difference]:
    """Of a watched page only its words are compared; the first look has nothing to compare."""
    if not observed.text.strip():
        raise Unhealthy("The page has no text.")
    told = {"connector": run.connector, "source": run.source, "instrument": run.instrument}
    before, run.text = Run.objects.last_text(**told), observed.text
    if before is None or before.split() == observed.text.split():
        return []
    old, new = passages(before, observed.text)
    subject = {"instrument": run.instrument.slug if run.instrument else "", "text": run.sha256}
    return [
        Difference(
            ChangeKind.TEXT_CHANGED,
            subject,
            {"text": old},
            {"text": new},
            quote=new,
            locator=observed.updated,
        )
    ]


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
    """The last line of a run; "last checked" on the pages moves with it, the change log does not.

    Only if the source was asked: a saved page moves neither.
    """
    run.outcome, run.finished_at = outcome, timezone.now()
    run.save()
    if not run.asked:
        return run
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
    if run.outcome not in Run.HEALTHY:
        return SourceReading.Outcome.FAILED
    earlier = run.source.readings.exclude(outcome=SourceReading.Outcome.FAILED)
    same = earlier.order_by("-pk").values_list("sha256", flat=True).first() == run.sha256
    return SourceReading.Outcome.UNCHANGED if same else SourceReading.Outcome.CHANGED
