from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from treaties.refresh.checks import the_contact_can_be_followed


class RefreshConfig(AppConfig):
    name = "treaties.refresh"
    label = "treaties_refresh"
    verbose_name = _("Refresh")

    def ready(self):
        register(the_contact_can_be_followed)
