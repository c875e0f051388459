"""A mistyped setting of the refresh is found at the start."""

from django.conf import settings
from django.core.checks import Error

REACHED_BY = ("mailto:", "https://", "http://")


def the_contact_can_be_followed(app_configs, **options) -> list[Error]:
    """Every source sees it: somebody there has to be able to reach us."""
    contact = settings.REFRESH_CONTACT
    if not contact or (contact.startswith(REACHED_BY) and contact.isascii() and " " not in contact):
        return []
    message = "REFRESH_CONTACT is no address that begins with mailto: or https://."
    return [Error(message, id="treaties_refresh.E001")]
