"""The words for meetings: which series, what state, who was there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Series(TextChoices):
    AI_SUMMIT = "ai-summit", _("AI summits")
    NETWORK = "network", _("Network of AI safety institutes")
    MILITARY = "military", _("Military AI")
    UNITED_NATIONS = "united-nations", _("United Nations")
    INDUSTRY = "industry", _("Industry conferences")
    G7 = "g7", _("G7")


class SummitState(TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("summit", "announced")
    HELD = "held", pgettext_lazy("summit", "held")
    CANCELLED = "cancelled", pgettext_lazy("summit", "cancelled")


class AttendanceStatus(TextChoices):
    """Not named is not the same as not invited: without a source there is no row."""

    INVITED = "invited", _("Invited")
    ATTENDED = "attended", _("Attended")
    DECLINED = "declined", _("Declined the invitation")
    NOT_INVITED = "not-invited", _("Not invited")
    UNKNOWN = "unknown", pgettext_lazy("attendance", "Unknown")


class Level(TextChoices):
    LEADERS = "leaders", _("leaders")
    MINISTERS = "ministers", _("ministers")
    OFFICIALS = "officials", _("officials")


class HostRole(TextChoices):
    HOST = "host", _("host")
    CO_HOST = "co-host", _("co-host")


class Present(TextChoices):
    """What a printed number of those present counts."""

    STATES = "states-present", _("states present")
    ORGANISATIONS = "organisations-present", _("organisations present")
    PEOPLE = "people-present", _("people present")


class Verdict(TextChoices):
    MET = "met", _("met")
    PARTLY = "partly", _("partly")
    NOT = "not", _("not met")
    UNKNOWN = "unknown", pgettext_lazy("verdict", "unknown")
