"""Where one can go from the form of a record."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language_info

from treaties.permissions import ENGLISH, languages_of
from treaties.text_states import texts_of

PARENTS = [
    "instrument",
    "participant",
    "mechanism",
    "choke_point",
    "summit",
    "predecessor",
    "action",
]


def page_of(record) -> str | None:
    """The public page that shows a record: its own, or that of what it belongs to."""
    if hasattr(record, "get_absolute_url"):
        return record.get_absolute_url()
    for name in PARENTS:
        if parent := getattr(record, name, None):
            return page_of(parent)
    return None


def language_links(request, record, current: str) -> list[dict]:
    """The forms of a record's texts: English with the facts, then the languages one may write."""
    if record is None or not texts_of(type(record)):
        return []
    may = [ENGLISH, *languages_of(request.user)]
    return [
        {
            "name": get_language_info(code)["name_local"],
            "code": code,
            "address": "?" if code == ENGLISH else f"?language={code}",
            "current": code == (current or ENGLISH),
        }
        for code in settings.MODELTRANSLATION_LANGUAGES
        if code in may
    ]


def related_links(site, request, record, *, without=()) -> list[dict]:
    """Lists of what belongs to a record, with their lengths, but for rows that stand beside it."""
    if record is None:
        return []
    found = []
    for relation in record._meta.related_objects:
        model = relation.related_model
        listed = model in site._registry and not model._meta.proxy and model not in without
        if not relation.one_to_many or not listed:
            continue
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        try:
            add, listed = reverse(f"admin:{name}_add"), reverse(f"admin:{name}_changelist")
        except NoReverseMatch:
            continue
        may_add = site._registry[model].has_add_permission(request)
        found.append(
            {
                "label": model._meta.verbose_name_plural,
                "number": model._base_manager.filter(**{relation.field.name: record}).count(),
                "address": f"{listed}?{relation.field.name}__id__exact={record.pk}",
                "add": f"{add}?{relation.field.name}={record.pk}" if may_add else "",
            }
        )
    return found
