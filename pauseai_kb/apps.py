from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site itself: templates' tags and commands that belong to no part of the record."""

    name = "pauseai_kb"
    label = "kb"
    verbose_name = "PauseAI knowledge base"
