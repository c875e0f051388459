"""How fresh what we have of a source is: when a program last read it, and when it is late.

All of it goes by days, UTC, as the pages do: a banner appears at midnight, with the new validator of
its page, and for every reader at once.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from treaties.days import today
from treaties.models import Instrument, Source, SourceCheck, SourceReading

MOST_MISSED = 3  # intervals without a reading; one more, and pages say so


class Health(TextChoices):
    """How the checks of a source go."""

    CHECKED = "checked", _("Checked by a program")
    FAILED = "failed", _("The last look failed")
    MISSED = "missed", _("Not read for too long")
    WAITING = "waiting", _("Waiting for the first look")
    OFF = "off", _("No program looks at this source")


@dataclass(frozen=True)
class Freshness:
    """What the readings of a source, and its check if it has one, say on a day."""

    on: date
    every_days: int = 0
    switched_on: bool = False
    first_looked_on: date | None = None
    looked_on: date | None = None  # the last look, whatever came of it
    outcome: str = ""  # of the last look
    read_on: date | None = None  # the last look that did not fail: "last checked"
    changed_on: date | None = None
    source: Source | None = None
    instrument: Instrument | None = None

    @property
    def has_failed(self) -> bool:
        """The last look failed: what we have is what was read before."""
        return self.outcome == SourceReading.Outcome.FAILED

    @property
    def outcome_label(self) -> str:
        """What the last look brought, in a word."""
        return str(SourceReading.Outcome(self.outcome).label) if self.outcome else ""

    @property
    def is_missed(self) -> bool:
        """Switched on, looked at, and more than three intervals without a reading."""
        since = self.read_on or self.first_looked_on
        if not self.switched_on or since is None:
            return False
        return self.on > since + timedelta(days=MOST_MISSED * self.every_days)

    @property
    def health(self) -> Health:
        if not self.switched_on:
            return Health.OFF
        if self.looked_on is None:
            return Health.WAITING
        if self.is_missed:
            return Health.MISSED
        return Health.FAILED if self.has_failed else Health.CHECKED

    @property
    def due_on(self) -> date | None:
        """The day of the next look; None if there is none to come, or it is to come at once."""
        if not self.switched_on or self.looked_on is None:
            return None
        return self.looked_on + timedelta(days=self.every_days)

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.on


def freshness(source: Source) -> Freshness:
    """Of a source that comes `with_readings`, and with its check."""
    return _from(source, source, getattr(source, "check_by_program", None))


def freshness_by_check(check: SourceCheck) -> Freshness:
    """Of the source of a check that comes `with_readings`."""
    return _from(check, check.source, check)


def _from(row, source: Source, check: SourceCheck | None) -> Freshness:
    return Freshness(
        on=today(),
        every_days=check.every_days if check else 0,
        switched_on=bool(check and check.switched_on),
        first_looked_on=_day(row.first_looked_at),
        looked_on=_day(row.last_looked_at),
        outcome=row.last_outcome or "",
        read_on=_day(row.last_read_at),
        changed_on=_day(row.last_changed_at),
        source=source,
        instrument=check.instrument if check else None,
    )


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def read_for(*instruments: Instrument) -> list[Freshness]:
    """The sources that a program reads for these instruments: one query, however many there are."""
    at_hand = {each.pk: each for each in instruments}
    checks = SourceCheck.objects.filter(instrument__in=at_hand).with_readings()
    checks = list(checks.select_related("source"))
    for check in checks:
        check.instrument = at_hand[check.instrument_id]
    return [freshness_by_check(each) for each in checks]


def missed_for(*instruments: Instrument) -> list[Freshness]:
    """Those of them that nobody read for too long: what a page with their numbers has to say."""
    return [each for each in read_for(*instruments) if each.is_missed]


def sources_in(health: str) -> list[int]:
    """The primary keys of the checked sources that are in this health; one query.

    Asked of the checks, which are few, so that the rule stands in one place.
    """
    checks = SourceCheck.objects.filter(switched_on=True).with_readings()
    found = [freshness_by_check(each) for each in checks.select_related("source", "instrument")]
    return [each.source.pk for each in found if each.health == health]
