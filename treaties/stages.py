"""How far an instrument had come on a day: adopted, open for signature, in force."""

from datetime import date

from django.db.models import TextChoices

from treaties.partial_dates import PartialDate


class Stage(TextChoices):
    """A step on the way into force; a text that binds nobody is agreed, and has no further one."""

    NOT_ADOPTED = "not-adopted"
    NOT_OPEN = "not-open"
    NOT_IN_FORCE = "not-in-force"
    IN_FORCE = "in-force"
    AGREED = "agreed"


def stage(instrument, on: date) -> Stage:
    """Where it stood on a day; as acts do, its steps count from their last possible day (R14)."""
    if _is_later(instrument.adopted_on, on):
        return Stage.NOT_ADOPTED
    if not instrument.binding:
        return Stage.AGREED
    if _is_later(instrument.opened_for_signature_on, on):
        return Stage.NOT_OPEN
    if instrument.in_force_from and not _is_later(instrument.in_force_from, on):
        return Stage.IN_FORCE
    return Stage.NOT_IN_FORCE


def _is_later(day: PartialDate | None, on: date) -> bool:
    return day is not None and day.last_day > on
