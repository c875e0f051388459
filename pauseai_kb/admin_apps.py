"""Django's admin with our first screen."""

from django.contrib.admin.apps import AdminConfig


class RecordAdminConfig(AdminConfig):
    default_site = "pauseai_kb.admin_site.RecordAdminSite"
