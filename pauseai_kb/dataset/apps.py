from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatasetConfig(AppConfig):
    name = "pauseai_kb.dataset"
    label = "kb_dataset"
    verbose_name = _("Data set")
