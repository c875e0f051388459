"""The way from a public page into the admin, for those who are signed in there."""

from django import template
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("components/edit_this.html", takes_context=True)
def edit_this(context, record):
    """A link for staff. Without a session cookie the session is not even asked for."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {"address": ""}
    options = record._meta
    permissions = [get_permission_codename(verb, options) for verb in ("view", "change")]
    may = request.user.is_staff and any(
        request.user.has_perm(f"{options.app_label}.{name}") for name in permissions
    )
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return {"address": reverse(name, args=[record.pk]) if may else ""}
