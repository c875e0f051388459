"""Where a page is in the menu."""

from django import template

register = template.Library()


@register.filter
def is_under(path: str, address: str) -> bool:
    """Whether a page is one of those that an entrance leads to: /summits/x/ is under /summits/."""
    return path.startswith(address)
