"""Celery's application: `celery -A pauseai_kb worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pauseai_kb.settings")

app = Celery("pauseai_kb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
