"""The form of a record: asks for a reason, and never writes over somebody else's work."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from treaties.text_states import placeholders
from treaties.vocabulary import NOT_BINDING, ActionKind


class RecordForm(forms.ModelForm):
    """`version` is the hash of the values that were loaded: a stale form is refused."""

    language = ""  # the one whose texts are written; empty: the facts and the English texts

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_(
            "Stands in the public change log. For example: The depositary's list of "
            "3 May 2026 has it."
        ),
    )
    no_change_of_meaning = forms.BooleanField(
        label=_("No change of meaning"),
        required=False,
        help_text=_(
            "Tick this after mending a typing error: the translations stay as good as they "
            "are. Otherwise the translations of each English text you changed become outdated."
        ),
    )
    all_read = forms.BooleanField(
        label=_("I have read every text on this screen"),
        required=False,
        help_text=_("They say what the English says, also those that I did not change."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.current_version = self._version() if self.instance.pk else ""
        self.initial["version"] = self.current_version
        self.stale = []

    def _version(self) -> str:
        values = model_to_dict(self.instance, fields=self._meta.fields or [])
        text = json.dumps({name: str(value) for name, value in values.items()}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.data.get(self.add_prefix("version")) != self.current_version:
            self._refuse_stale()
        for name in self._translated():
            self._check_placeholders(name, cleaned.get(name))
        return cleaned

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
                _(
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

    def _translated(self):
        ending = f"_{self.language}"
        return [name for name in self.fields if self.language and name.endswith(ending)]

    def _check_placeholders(self, name, text):
        english = getattr(self.instance, f"{name.removesuffix(self.language)}en")
        if text and placeholders(text) != placeholders(english):
            wanted = ", ".join(placeholders(english)) or "–"
            message = _("Keep the placeholders of the English text: %(wanted)s")
            self.add_error(name, ValidationError(message, params={"wanted": wanted}))

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


class ActionForm(RecordForm):
    """Offers only the kinds of act that fit the instrument: a declaration is not ratified."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", "---------"), *self._kinds()]

    def _kinds(self):
        fitting = [kind for kind in ActionKind if kind not in NOT_BINDING]
        others = [kind for kind in ActionKind if kind in NOT_BINDING]
        instrument = self._instrument()
        if instrument:
            kinds = fitting if instrument.binding else others
            return [(kind.value, kind.label) for kind in kinds]
        return [
            (_("Treaties"), [(kind.value, kind.label) for kind in fitting]),
            (_("Texts that bind nobody"), [(kind.value, kind.label) for kind in others]),
        ]

    def _instrument(self):
        if self.instance.instrument_id:
            return self.instance.instrument
        chosen = self.data.get(self.add_prefix("instrument")) or self.initial.get("instrument")
        instruments = self._meta.model._meta.get_field("instrument").related_model.objects
        return instruments.filter(pk=chosen).first() if str(chosen or "").isdigit() else None
