"""How long a page may be kept, and whether the one a visitor has is still the page.

A public page is the same for everybody, so any cache may keep it, for a minute at most: half of it
without asking, half of it while it asks. Its validator (`ETag`) says what it was made from; while
all of that is unchanged, the answer is 304 and no view runs. Whoever is signed in, and the admin,
get pages of their own that nobody keeps.
"""

import hashlib

from django.conf import settings
from django.http import HttpResponseNotAllowed, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import get_language

from pauseai_kb.prepare import fingerprint
from treaties.days import today
from treaties.models import RecordVersion

FOR_EVERYBODY = "public, max-age=0, s-maxage=30, stale-while-revalidate=30"
FOR_ONE_PERSON = "private, no-store"
READING = ("GET", "HEAD")
KEPT_STATUS = {200, 301, 302, 304, 404}
PRIVATE_APPS = {"admin"}
# What a page is made from, apart from the record: another release may write another page.
RELEASE = (
    "pauseai_kb/**/*.py",
    "pauseai_kb/**/*.po",
    "pauseai_kb/static/**/*",
    "treaties/**/*.py",
    "summits/**/*.py",
    "templates/**/*",
    "requirements.txt",
)


class PublicPages:
    """Validators, `Cache-Control` and `Vary`; outside of the session, inside of compression."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.release = fingerprint(RELEASE)

    def __call__(self, request):
        response = self.get_response(request)
        if not is_public(request) or not is_anonymous(request) or response.cookies:
            response["Cache-Control"] = FOR_ONE_PERSON
        elif response.status_code not in KEPT_STATUS:
            response["Cache-Control"] = "no-store"
        else:
            self._may_be_kept(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        """Answers without the view if it need not run."""
        if not is_public(request):
            return None
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        if settings.DEBUG or not is_anonymous(request):  # templates change under our hands
            return None
        request.validator = self.validator(request)
        # "*" is no validator: whether there is such a page, only the view knows.
        if request.validator in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponseNotModified()
        return None

    def validator(self, request) -> str:
        """What the page is made from, before it is made: news in between is never hidden.

        The day is always in it, because a page of `?on=` too says whether that is today. Weak,
        because a compressed page differs from itself in its bytes.
        """
        made_from = [
            self.release,
            get_language(),
            request.build_absolute_uri(),
            today().isoformat(),
            RecordVersion.objects.now(),
            request.headers.get("Accept-Language", "") if negotiates(request) else "",
        ]
        digest = hashlib.sha256("\n".join(map(str, made_from)).encode()).hexdigest()
        return f'W/"{digest[:32]}"'

    def _may_be_kept(self, request, response):
        response.setdefault("Cache-Control", FOR_EVERYBODY)
        # An address without a cookie has one answer, whatever asked the session along the way.
        response["Vary"] = "Accept-Encoding"
        if negotiates(request):
            response["Vary"] += ", Accept-Language"
        validator = getattr(request, "validator", None)
        if validator and response.status_code in {200, 304}:
            response["ETag"] = validator


def is_public(request) -> bool:
    """Whether the page is the same for everybody who is not signed in."""
    match = request.resolver_match
    return match is None or PRIVATE_APPS.isdisjoint(match.app_names)


def is_anonymous(request) -> bool:
    """Told by what was sent alone: to ask the session would make the page depend on it."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and (
        "Authorization" not in request.headers
    )


def negotiates(request) -> bool:
    """Only the first page looks at the languages of the browser, unless it names one."""
    return request.path_info == "/" and "lang" not in request.GET
