"""Which day a page speaks of."""

from datetime import UTC, date, datetime

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from treaties.partial_dates import PartialDate


class BadDay(BadRequest):
    """The day in the address is none; the message says what to write."""


def today() -> date:
    """The UTC date: one day for every reader, wherever they are."""
    return datetime.now(UTC).date()


def day_asked_for(request) -> date:
    """The day of `?on=YYYY-MM-DD`, else today. Raises BadDay."""
    text = request.GET.get("on", "")
    if not text:
        return today()
    try:
        if len(text) != len("1972-04-10"):
            raise ValueError
        return PartialDate(text).first_day  # of the centuries that the record can speak of
    except ValueError:
        raise BadDay(
            _(
                "“%(day)s” is not a day between 1600 and 2199. "
                "Write the year, month and day: ?on=2024-03-31"
            )
            % {"day": text[:40]}
        ) from None
