"""The day a page speaks of, for the bar that says it and for links outside of records."""

from django import template

from treaties import addresses, days
from treaties.stages import Stage, stage

register = template.Library()


@register.filter
def in_the_future(day) -> bool:
    return day > days.today()


@register.filter
def stage_on(instrument, day) -> Stage:
    return stage(instrument, day)


@register.filter
def with_day(address: str) -> str:
    """An address of a list or the like, with the day of this page; records' addresses have it."""
    return days.with_day(address)


@register.simple_tag
def page_of(name: str) -> str:
    """The address of a page by its name, on the day of this page."""
    return addresses.address_of(name)


@register.simple_tag(takes_context=True)
def other_questions(context) -> list[tuple[str, str]]:
    """What the address asks besides the day, for a form that changes the day alone."""
    request = getattr(context, "request", None)
    questions = request.GET.lists() if request else []
    besides = {"on", "page"}
    return [(name, each) for name, values in questions if name not in besides for each in values]
