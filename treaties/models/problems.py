"""Lists of what is still to be mended: proxies, so that each has a page of its own in the admin."""

from django.utils.translation import gettext_lazy as _

from treaties.models.action import TreatyAction
from treaties.models.comparison import ReportedCount
from treaties.models.instrument import Instrument


class ActWithoutLocator(TreatyAction):
    class Meta:
        proxy = True
        verbose_name = _("act without a place in its source")
        verbose_name_plural = _("acts without a place in their source")


class UncheckedAct(TreatyAction):
    class Meta:
        proxy = True
        verbose_name = _("unchecked act")
        verbose_name_plural = _("unchecked acts")


class WithdrawalWithoutEffect(TreatyAction):
    class Meta:
        proxy = True
        verbose_name = _("withdrawal without a day of effect")
        verbose_name_plural = _("withdrawals without a day of effect")


class InForceWithoutDate(Instrument):
    class Meta:
        proxy = True
        verbose_name = _("instrument in force without a date")
        verbose_name_plural = _("instruments in force without a date")


class TotalThatDiffers(ReportedCount):
    class Meta:
        proxy = True
        verbose_name = _("official total that our list does not give")
        verbose_name_plural = _("official totals that our lists do not give")
