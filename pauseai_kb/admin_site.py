"""The first screen of the admin: my work. And the choice of language on every screen."""

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from treaties.models import SourceCheck
from treaties.models.source import SourcedModel
from treaties.permissions import languages_of
from treaties.problems import PROBLEMS
from treaties.refresh.models import Run
from treaties.review.models import ProposedChange
from treaties.text_states import missing_in, numbers_of_states, texts_of
from treaties.vocabulary import Review, TextStateKind

UNFINISHED = [TextStateKind.MISSING, TextStateKind.OUTDATED, TextStateKind.MACHINE_DRAFT]


def list_address(model, query="") -> str:
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"admin:{name}_changelist") + query


class RecordAdminSite(admin.AdminSite):
    site_header = _("What states agreed: the record")
    site_title = _("The record")
    index_title = _("My work")

    def each_context(self, request):
        here = request.get_full_path()
        languages = [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "address": translate_url(here, code),
                "current": code == get_language(),
            }
            for code, _name in settings.LANGUAGES
        ]
        return {**super().each_context(request), "site_languages": languages}

    def index(self, request, extra_context=None):
        work = {
            "problems": problems(self, request),
            "texts": texts(self, request),
            "refresh": refresh(self, request),
        }
        return super().index(request, {**work, **(extra_context or {})})


def problems(site, request) -> list[dict]:
    """Each problem list with its length, as far as the person may see it."""
    waiting = _("proposed changes waiting for a decision")
    lists = [(ProposedChange, waiting, ProposedChange.objects.waiting(), "")]
    lists += [
        (model, model._meta.verbose_name_plural, find(), "") for model, find in PROBLEMS.items()
    ]
    lists += [
        (
            model,
            _("%(records)s: unchecked") % {"records": model._meta.verbose_name_plural},
            model.objects.unchecked(),
            f"?review__exact={Review.UNCHECKED}",
        )
        for model in sourced_models()
    ]
    return [
        {"label": label, "number": number, "address": list_address(model, query)}
        for model, label, rows, query in lists
        if site._registry[model].has_view_permission(request) and (number := rows.count())
    ]


def refresh(site, request) -> dict | None:
    """The last look at each source that a program reads, and which of them brought nothing."""
    if not site._registry[Run].has_view_permission(request):
        return None
    runs = list(Run.objects.last_of_each_source().select_related("source"))
    return {
        "checks": SourceCheck.objects.filter(switched_on=True).count(),
        "last": max((run.finished_at for run in runs), default=None),
        "failed": [run for run in runs if run.outcome not in Run.HEALTHY],
    }


def sourced_models() -> list:
    """Models with a review of their own; acts have a list of their own among the problems."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, SourcedModel)
        and model not in PROBLEMS
        and model._meta.model_name != "treatyaction"
        and not model._meta.proxy
    ]


def texts(site, request) -> list[dict]:
    """For each of my languages the lists of records whose texts wait for somebody."""
    models = [model for model in apps.get_models() if texts_of(model) and model in site._registry]
    models = [model for model in models if not model._meta.proxy]
    types = ContentType.objects.get_for_models(*models)
    return [
        {
            "language": get_language_info(language)["name_translated"],
            "lists": _lists(language, types),
        }
        for language in languages_of(request.user)
    ]


def _lists(language: str, types: dict) -> list[dict]:
    states = numbers_of_states(language)
    found = []
    for model, content_type in types.items():
        missing = model._base_manager.filter(missing_in(model, language)).count()
        numbers = {state: states.get((content_type.pk, state), 0) for state in TextStateKind}
        numbers[TextStateKind.MISSING] = missing
        waiting = [
            {
                "label": state.label,
                "number": numbers[state],
                "address": list_address(model, f"?texts={language}.{state}"),
            }
            for state in (*UNFINISHED, TextStateKind.DRAFT)
            if numbers[state]
        ]
        if waiting:
            found.append({"label": model._meta.verbose_name_plural, "states": waiting})
    return found
