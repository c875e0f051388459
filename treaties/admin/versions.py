"""A form that never writes over somebody else's work, and says which dates it understood."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.partial_dates import TypedDateField
from treaties.wording import words


class VersionedForm(forms.ModelForm):
    """`version` is the hash of the values that were loaded: a stale form is refused."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.current_version = self._version() if self.instance.pk else ""
        self.initial["version"] = self.current_version
        self.stale: list[dict] = []
        self.understood: list[str] = []

    def _version(self) -> str:
        values = model_to_dict(self.instance, fields=self._meta.fields or [])
        text = json.dumps({name: str(value) for name, value in values.items()}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.data.get(self.add_prefix("version")) != self.current_version:
            self._refuse_stale()
        self._say_what_was_understood(cleaned)
        return cleaned

    def _say_what_was_understood(self, cleaned):
        """ "feb 2025" is kept as 2025-02: who typed it sees that, saved or refused."""
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if not isinstance(field, TypedDateField) or not day:
                continue
            typed = str(self[name].data).strip()
            if typed != day:
                said = _("“%(typed)s” was understood as %(day)s (%(words)s).") % {
                    "typed": typed,
                    "day": day,
                    "words": words(day),
                }
                self.understood.append(said)
                self[name].help_text = said

    def _refuse_stale(self):
        """Show both versions; the next save of the same form is one that has seen them."""
        names = set(self.initial) & set(self.fields) - {"version"}
        self.stale = [
            {
                "label": field.label,
                "now": self._shown(field, field.prepare_value(self.initial[name])),
                "yours": self._shown(field, self[name].data),
            }
            for name, field in self.fields.items()
            if name in names and field.has_changed(self.initial[name], self[name].data)
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.current_version
        self.add_error(
            None,
            ValidationError(
                gettext_lazy(
                    "Somebody saved this record while you were editing. Nothing you typed is "
                    "lost: compare below, change what you want, and save again."
                ),
                code="stale",
            ),
        )

    @staticmethod
    def _shown(field, value):
        """What a person chose, in words; everything else as it was typed."""
        if isinstance(field, forms.ModelChoiceField) and value:
            return field.queryset.model._base_manager.filter(pk=value).first() or value
        if isinstance(field, forms.TypedChoiceField):
            return dict(field.choices).get(value, value)
        return value

    def _post_clean(self):
        """All rules of the record, also those that span fields not on this screen."""
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.full_clean()
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
