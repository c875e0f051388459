"""What the admin of every record has in common."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from treaties import services
from treaties.admin.columns import OfTheRecord
from treaties.admin.filters import TextFilter
from treaties.admin.forms import RecordForm
from treaties.admin.history import event_model, history_of
from treaties.admin.inlines import rows_that_fit, stale_rows
from treaties.admin.links import language_links, page_of, related_links
from treaties.names import fold
from treaties.permissions import ENGLISH, languages_of, may_review, translations
from treaties.text_states import note_english, note_translation, texts_of
from treaties.vocabulary import TextStateKind


class RecordAdmin(OfTheRecord, admin.ModelAdmin):
    """Facts and English texts on one screen; with `?language=nl` the Dutch texts and nothing else.

    `screens` are the fields in the order in which a source reads: pairs of a heading and names,
    a translated field by its plain name. Nothing is deleted: facts are corrected or retracted.
    """

    form = RecordForm
    screens: list = []
    search_in: list = []
    list_per_page = 50
    change_form_template = "admin/record_change_form.html"

    class Media:
        js = ["admin/js/autocomplete.js", "js/admin-labels.js"]

    def changelist_view(self, request, extra_context=None):
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest(_("There is a character in this address that no text can have."))
        return super().changelist_view(request, extra_context)

    # The language of the form: never that of the interface.

    def language_of(self, request) -> str:
        """The language whose texts this form writes; empty for facts and English texts."""
        match = request.resolver_match
        form = f"{self.opts.app_label}_{self.opts.model_name}_change"
        if match and match.url_name == form and texts_of(self.model):
            code = request.GET.get("language", "")
            return code if code in translations() else ""
        return ""

    def get_fieldsets(self, request, obj=None):
        language = self.language_of(request)
        if language:
            pairs = [(f"{name}_{ENGLISH}", f"{name}_{language}") for name in self.texts_in_use(obj)]
            fieldsets = [(None, {"fields": pairs})]
            why = ["all_read", "reason", "version"]
        else:
            fieldsets = [
                (heading, {"fields": [self.column(name) for name in names]})
                for heading, names in self.screens_for(obj)
            ]
            english = ["no_change_of_meaning"] if obj and texts_of(self.model) else []
            why = [*english, "reason", "version"]
        if self.may_save(request, obj):
            fieldsets.append((_("Why"), {"fields": why}))
        return fieldsets

    def screens_for(self, obj):
        return self.screens

    def texts_in_use(self, obj) -> list[str]:
        return [name for name in texts_of(self.model) if getattr(obj, f"{name}_{ENGLISH}", "")]

    def get_readonly_fields(self, request, obj=None):
        if self.language_of(request):
            return [f"{name}_{ENGLISH}" for name in texts_of(self.model)]
        return super().get_readonly_fields(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.language = self.language_of(request)
        return form

    # Who may.

    def may_save(self, request, obj=None):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request):
        return not self.language_of(request) and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        if language := self.language_of(request):
            return language in languages_of(request.user) and self.has_view_permission(request, obj)
        return super().has_change_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and (language := self.language_of(request)):
            writable = {f"{name}_{language}" for name in texts_of(self.model)}
            columns = {field.name for field in self.model._meta.concrete_fields}
            if (columns & request.POST.keys()) - writable:
                raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    # Saving.

    def get_object(self, request, object_id, from_field=None):
        """While a form is being saved nobody else saves the same record."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        self.model._base_manager.select_for_update(of=["self"]).get(pk=found.pk)
        return super().get_object(request, object_id, from_field)

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data["reason"]
        source = getattr(obj, "source", None) if form.changes_the_record else None
        with services.change(reason=reason, by=request.user, source=source):
            obj.save()
            self.note_texts(request, obj, form, change)
        for said in form.understood:
            messages.info(request, said)

    def save_formset(self, request, form, formset, change):
        """The rows beside a record change with it, for the same reason."""
        changed = [row for row in formset.forms if row.has_changed()]
        sources = {getattr(row.instance, "source", None) for row in changed}
        source = sources.pop() if len(sources) == 1 and not form.changes_the_record else None
        with services.change(reason=form.cleaned_data["reason"], by=request.user, source=source):
            formset.save()
            for row in changed:
                self.note_row(request, row, form)

    def note_row(self, request, row, form):
        """Changed English texts make their translations outdated, here as on a row's own form."""
        names = [
            name for name in texts_of(row._meta.model) if f"{name}_{ENGLISH}" in row.changed_data
        ]
        same = form.cleaned_data.get("no_change_of_meaning", False)
        note_english(row.instance, names, same_meaning=same, by=request.user)
        for said in row.understood:
            messages.info(request, said)

    def note_texts(self, request, obj, form, change):
        language = form.language or ENGLISH
        names = [name for name in texts_of(self.model) if f"{name}_{language}" in form.changed_data]
        if form.language:
            if form.cleaned_data["all_read"]:
                names = self.texts_in_use(obj)
            state = TextStateKind.REVIEWED if may_review(request.user) else TextStateKind.DRAFT
            note_translation(obj, names, language=language, state=state, by=request.user)
        elif change:
            same = form.cleaned_data["no_change_of_meaning"]
            note_english(obj, names, same_meaning=same, by=request.user)

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if self.language_of(request) and "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return response

    # Finding and showing.

    def get_inline_instances(self, request, obj=None):
        """Rows beside a record that exists, with its facts, as far as they fit on a screen."""
        if obj is None or self.language_of(request):
            return []
        return rows_that_fit(super().get_inline_instances(request, obj), obj)

    def get_search_fields(self, request):
        languages = settings.MODELTRANSLATION_LANGUAGES
        texts = [f"{name}_{code}" for name in texts_of(self.model) for code in languages]
        return [*self.search_in, *texts]

    def get_search_results(self, request, queryset, search_term):
        """As people type it, and folded: "zürich" and "zurich" find the same."""
        found, twice = super().get_search_results(request, queryset, search_term)
        if (folded := fold(search_term)) != search_term:
            also, _twice = super().get_search_results(request, queryset, folded)
            either = Q(pk__in=found.values("pk")) | Q(pk__in=also.values("pk"))
            return queryset.filter(either), False
        return found, twice

    def get_list_filter(self, request):
        texts = [TextFilter] if texts_of(self.model) else []
        return [*super().get_list_filter(request), *texts]

    def view_on_site(self, obj):
        return page_of(obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form, rows = context["adminform"].form, context["inline_admin_formsets"]
        context |= {
            "stale": getattr(form, "stale", []) + stale_rows(rows),
            "language_links": language_links(request, obj, self.language_of(request)),
            "related_links": related_links(
                self.admin_site, request, obj, without=[each.opts.model for each in rows]
            ),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        if event_model(self.model) is None:
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change log: %s") % record,
            "events": history_of(record),
            "object": record,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)


class ReadOnlyAdmin(RecordAdmin):
    """What the machine keeps: looked at, never written."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
