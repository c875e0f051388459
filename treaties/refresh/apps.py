from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RefreshConfig(AppConfig):
    name = "treaties.refresh"
    label = "treaties_refresh"
    verbose_name = _("Refresh")
