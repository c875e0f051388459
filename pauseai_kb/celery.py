"""Celery's application: `celery -A pauseai_kb worker`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pauseai_kb.settings")

TRANSPORT_ALIASES["filesystem"] = "pauseai_kb.file_broker:Transport"
app = Celery("pauseai_kb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
