"""Which sources are due: what was finished decides, so that a run that died does not count."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value

from treaties.models import SourceCheck
from treaties.refresh.models import Run

# A look that took a while must not move the next one by an hour, day after day.
EARLIER = timedelta(minutes=30)


def with_last_finished(checks):
    """Adds `last_finished_at`: when the last look at the source ended, however it ended."""
    finished = Run.objects.filter(
        source=OuterRef("source"),
        connector=OuterRef("connector"),
        finished_at__isnull=False,
        asked=True,
    ).order_by("-finished_at")
    return checks.annotate(last_finished_at=Subquery(finished.values("finished_at")[:1]))


def due(now, checks=None):
    """The checks that are switched on and whose days have passed, or that were never looked at."""
    checks = SourceCheck.objects.all() if checks is None else checks
    next_at = ExpressionWrapper(
        F("last_finished_at") + F("every_days") * Value(timedelta(days=1)),
        output_field=DateTimeField(),
    )
    passed = Q(last_finished_at=None) | Q(next_at__lte=now + EARLIER)
    found = with_last_finished(checks.filter(switched_on=True)).annotate(next_at=next_at)
    return found.filter(passed).order_by("connector", "key")
