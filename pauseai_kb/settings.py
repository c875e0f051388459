"""Settings: one file. Everything that differs between machines is an environment variable.

`.env.example` lists the variables. Each has a safe default: without any of them the site runs on
one machine, with PostgreSQL, broker and secrets under `var/`.
"""

import os
import secrets
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pauseai_kb import embedded_postgres

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def environment_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def kept_secret(name: str) -> str:
    """A secret made once and kept under `var/`, readable by its owner only."""
    path = VAR_DIR / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret("secret-key")
ALLOWED_HOSTS = environment_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "modeltranslation",  # before the admin
    "pauseai_kb.admin_apps.RecordAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_filters",
    "pghistory",
    "pgtrigger",
    "treaties",
    "treaties.review",
    "treaties.refresh",
    "summits",
    "pauseai_kb.dataset",
    "pauseai_kb.build_hook",
    "pauseai_kb",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "pauseai_kb.headers.SiteHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random bytes against BREACH
    "pauseai_kb.caching.PublicPages",  # before whatever asks for the session
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pauseai_kb.middleware.LanguageMiddleware",  # in the place of Django's LocaleMiddleware
    "pauseai_kb.middleware.DayMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pghistory.middleware.HistoryMiddleware",  # says who, in the change log
]

ROOT_URLCONF = "pauseai_kb.urls"
WSGI_APPLICATION = "pauseai_kb.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DURABLE = os.environ.get("POSTGRES_DURABLE", "1") == "1"
DATABASES = {
    "default": embedded_postgres.database(VAR_DIR / "postgres", durable=DURABLE),
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Languages. The columns of the record are written out apart from the menu: adding a language
# to the menu then makes no migration.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch")), ("nb", _("Norwegian Bokmål"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "nl", "nb")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "pauseai_kb" / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "pauseai_kb" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# HTTPS=1 says that the site is reached over HTTPS, behind a proxy that sets the header below.
HTTPS = os.environ.get("HTTPS", "") == "1"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

# What a page may do in a browser: nothing but show what comes from here.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CSRF_FAILURE_VIEW = "pauseai_kb.views.forbidden"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Where "Something wrong on this page?" leads: mailto:… or https://…; empty: a page of ours says how.
REPORT_ADDRESS = os.environ.get("REPORT_ADDRESS", "")

# Called when a published number changed: an operator's address (POST), and a secret sent with it.
BUILD_HOOK_URL = os.environ.get("BUILD_HOOK_URL", "")
BUILD_HOOK_TOKEN = os.environ.get("BUILD_HOOK_TOKEN", "")
BUILD_HOOK_TIMEOUT = 10  # seconds

# The data files, and the nightly check of the record.
DATASET_DIR = Path(os.environ.get("DATASET_DIR", BASE_DIR / "data"))

# The refresh asks nobody without a contact: the mail or web address of whoever runs it, which
# every source sees. The token is a header that one source wants (its README says where it is).
REFRESH_CONTACT = os.environ.get("REFRESH_CONTACT", "")
COE_TREATY_OFFICE_TOKEN = os.environ.get("COE_TREATY_OFFICE_TOKEN", "")

# Jobs. The embedded default is a broker of files; past one machine, Redis or RabbitMQ.
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celery" / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "look every hour for sources that are due": {
        "task": "treaties.refresh.tasks.look_for_due",
        "schedule": crontab(minute=5),
        "options": {"expires": 55 * 60},  # the next one looks for the same
    },
    "check the record every night": {
        "task": "pauseai_kb.dataset.tasks.check_record",
        "schedule": crontab(hour=3, minute=15),
    },
}
if BUILD_HOOK_URL:
    CELERY_BEAT_SCHEDULE["tell the build hook of changed numbers"] = {
        "task": "pauseai_kb.build_hook.tasks.tell_the_build_hook",
        "schedule": 30,
        "options": {"expires": 30},  # while no worker runs, no heap of looks
    }
if CELERY_BROKER_URL.startswith("filesystem:"):
    _messages = VAR_DIR / "celery" / "messages"
    _messages.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_messages),
        "data_folder_out": str(_messages),
        "control_folder": str(VAR_DIR / "celery" / "control"),
        "store_processed": False,
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"mistakes": {"()": "pauseai_kb.logs.MistakesOfVisitors"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["mistakes"],
        }
    },
    "loggers": {"httpx": {"level": "WARNING"}},  # it logs every address, and some have a secret
    "root": {"handlers": ["console"], "level": "INFO"},
}
