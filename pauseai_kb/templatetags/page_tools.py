"""What a reader can do with a page: cite it, take it along on paper, report a mistake in it."""

from django import template
from django.core.exceptions import DisallowedHost

from pauseai_kb.citing import Citation
from pauseai_kb.qr import qr_code
from pauseai_kb.reporting import report_address
from treaties.days import today

register = template.Library()


def _on(context) -> str:
    """The address of this page on its day, and of nothing else that was asked for."""
    request, on = context["request"], context["on"]
    return request.build_absolute_uri(f"{request.path}?on={on:%Y-%m-%d}")


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite(context, record):
    """A block that folds out: the citation of a page about a record, ready to be copied."""
    found = Citation(str(record), record.slug, context["on"], today(), _on(context))
    return {"citation": found}


@register.inclusion_tag("components/paper_code.html", takes_context=True)
def paper_code(context):
    """The address of the page as a QR code: that of its day, unless it is today."""
    request = context["request"]
    here = request.build_absolute_uri(request.path) if context["is_today"] else _on(context)
    return {"code": qr_code(here)}


@register.simple_tag(takes_context=True)
def something_wrong(context) -> str:
    """Where to report a mistake in this page."""
    request = context.get("request")
    try:
        return report_address(request.build_absolute_uri() if request else "")
    except DisallowedHost:
        return report_address("")
