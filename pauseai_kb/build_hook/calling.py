"""One POST to the operator's address."""

import hashlib
import json
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.checks import Error


def call(message: dict) -> str:
    """Send it; why that failed, in a few words, or nothing.

    The address can contain a secret, so it is in no message. Of the answer only the status counts:
    its body is not read, and a redirect is not followed.
    """
    body = json.dumps(message, indent=1).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "pauseai-kb build hook",
        "Idempotency-Key": hashlib.sha256(body).hexdigest(),  # a call that is repeated has the same
    }
    if settings.BUILD_HOOK_TOKEN:
        headers["Authorization"] = f"Bearer {settings.BUILD_HOOK_TOKEN}"
    try:
        with httpx.stream(
            "POST",
            settings.BUILD_HOOK_URL,
            content=body,
            headers=headers,
            timeout=settings.BUILD_HOOK_TIMEOUT,
            follow_redirects=False,
        ) as answer:
            return "" if answer.is_success else f"it answered {answer.status_code}"
    except httpx.HTTPError as error:
        return type(error).__name__


def the_hook_can_be_called(app_configs, **options) -> list[Error]:
    """A mistyped setting is found at the start."""
    if not settings.BUILD_HOOK_URL:
        return []
    wrong = []
    if not is_web_address(settings.BUILD_HOOK_URL):
        message = "BUILD_HOOK_URL is no address that begins with https:// (or http://)."
        wrong.append(Error(message, id="pauseai_kb.E002"))
    if not (settings.BUILD_HOOK_TOKEN.isascii() and settings.BUILD_HOOK_TOKEN.isprintable()):
        message = "BUILD_HOOK_TOKEN has characters that a header cannot carry."
        wrong.append(Error(message, id="pauseai_kb.E003"))
    return wrong


def is_web_address(text: str) -> bool:
    try:
        address = urlsplit(str(httpx.URL(text)))
        return address.scheme in {"http", "https"} and bool(address.hostname)
    except (httpx.InvalidURL, ValueError):
        return False
