"""Questions about acts: where everybody stands on a day."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from treaties.querysets.base import SourcedQuerySet
from treaties.standings_sql import PairStanding, standings_sql
from treaties.vocabulary import ActionKind, Review


class TreatyActionQuerySet(SourcedQuerySet):
    def without_locator(self):
        """A source is named, but not the place in it."""
        return self.published().filter(source__isnull=False, locator="")

    def withdrawals_without_effect(self):
        """Nobody says from which day: neither the source nor the text's own period."""
        return self.published().filter(
            kind=ActionKind.WITHDRAWAL, effective_on=None, instrument__withdrawal_period=None
        )

    def of_pairs_with(self, kinds):
        """All acts of those who did one of these about the same instrument, whatever else."""
        such = self.model.objects.published().filter(
            instrument=OuterRef("instrument"), participant=OuterRef("participant"), kind__in=kinds
        )
        return self.filter(Exists(such))

    def counting(self):
        """Acts that change a standing at all: `rules.counts`."""
        return self.filter(review=Review.CHECKED, counted=True, contested=False)

    def begun(self, on):
        """Acts that can have been taken, or (a succession) have had effect, by that day."""
        return self.filter(Q(taken_on_first__lte=on) | Q(effective_on_first__lte=on))

    def standings(self, on, *, contested=False) -> list[PairStanding]:
        """`rules.standing` for all pairs of these actions at once, in one query.

        A pair without an act that counts is not among them, nor a former state on a day on
        which it does not exist. Works on any queryset with the columns of an action.
        """
        try:
            rows, params = standings_sql(self, on, contested=contested)
        except EmptyResultSet:  # Django sees that nothing can match
            return []
        with connection.cursor() as cursor:
            cursor.execute(rows, params)
            return [PairStanding(*row) for row in cursor.fetchall()]
