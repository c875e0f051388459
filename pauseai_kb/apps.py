from django.apps import AppConfig
from django.core.checks import register

from pauseai_kb.reporting import the_address_can_be_followed


class SiteConfig(AppConfig):
    """The site itself: templates' tags and commands that belong to no part of the record."""

    name = "pauseai_kb"
    label = "kb"
    verbose_name = "PauseAI knowledge base"

    def ready(self):
        register(the_address_can_be_followed)
