"""The words of the review: what can be proposed, and what became of it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(TextChoices):
    NEW_ACTION = "new-action", _("New act")
    CHANGED_ACTION = "changed-action", _("Changed act")
    NO_LONGER_LISTED = "no-longer-listed", _("No longer listed")
    TEXT_CHANGED = "text-changed", _("Text changed")


class Status(TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "Open")
    ASKED = "asked", pgettext_lazy("proposal", "Asked back")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "Refused")
    UNDONE = "undone", pgettext_lazy("proposal", "Accepted and undone")
    OVERTAKEN = "overtaken", pgettext_lazy("proposal", "No longer what the source says")


WAITING = frozenset({Status.OPEN, Status.ASKED})
DECIDED = frozenset({Status.ACCEPTED, Status.REFUSED, Status.UNDONE})


class Impact(IntegerChoices):
    """What accepting would do to the pages, the greatest first in the queue."""

    NUMBER = 3, _("changes where somebody stands today")
    LATER = 2, _("changes where somebody stands on another day")
    DETAIL = 1, _("changes no standing")
