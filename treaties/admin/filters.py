"""Filters of the admin's lists that the record asks for."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.permissions import translations
from treaties.text_states import in_state, missing_in
from treaties.vocabulary import TextStateKind


class TextFilter(admin.SimpleListFilter):
    """Records with a missing, a draft or an outdated text in a language: `?texts=nl.draft`."""

    title = _("texts")
    parameter_name = "texts"

    def lookups(self, request, model_admin):
        names = dict(settings.LANGUAGES)
        return [
            (f"{code}.{state}", f"{names.get(code, code)}: {state.label}")
            for code in translations()
            for state in TextStateKind
        ]

    def queryset(self, request, queryset):
        language, _dot, state = (self.value() or "").partition(".")
        if language not in translations():
            return queryset
        if state == TextStateKind.MISSING:
            return queryset.filter(missing_in(queryset.model, language))
        return queryset.filter(in_state(queryset.model, language, state))
