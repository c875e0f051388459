"""The way in for a web server: `gunicorn pauseai_kb.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pauseai_kb.settings")

application = get_wsgi_application()
# What is there before the first request stays: looking through it again and again frees nothing.
gc.freeze()
