from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "treaties.review"
    label = "treaties_review"
    verbose_name = _("Review")

    def ready(self):
        """Each app says in `appliers.py` how its kinds of change are applied."""
        autodiscover_modules("appliers")
