from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from pauseai_kb.build_hook.calling import the_hook_can_be_called


class BuildHookConfig(AppConfig):
    name = "pauseai_kb.build_hook"
    label = "kb_build_hook"
    verbose_name = _("Build hook")

    def ready(self):
        register(the_hook_can_be_called)
