"""The way in for a web server: `gunicorn pauseai_kb.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pauseai_kb.settings")

application = get_wsgi_application()
