"""The form of a record, which asks for a reason; of a row beside it; and of an act."""

from django import forms
from django.contrib.admin.helpers import ActionForm as Actions
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from treaties.admin.versions import VersionedForm
from treaties.text_states import placeholders
from treaties.vocabulary import NOT_BINDING, ActionKind, Review


class RecordForm(VersionedForm):
    """Facts and English texts, or the texts of one other language."""

    language = ""  # the one whose texts are written; empty: the facts and the English texts

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

    @property
    def changes_the_record(self) -> bool:
        """Whether a field of the record itself was changed, not only rows beside it."""
        columns = {field.name for field in self.instance._meta.concrete_fields}
        return not self.instance.pk or not columns.isdisjoint(self.changed_data)

    def clean(self):
        cleaned = super().clean()
        for name in self._translated():
            self._check_placeholders(name, cleaned.get(name))
        return cleaned

    def _translated(self):
        ending = f"_{self.language}"
        return [name for name in self.fields if self.language and name.endswith(ending)]

    def _check_placeholders(self, name, text):
        english = getattr(self.instance, f"{name.removesuffix(self.language)}en")
        if text and placeholders(text) != placeholders(english):
            wanted = ", ".join(placeholders(english)) or "–"
            message = _("Keep the placeholders of the English text: %(wanted)s")
            self.add_error(name, ValidationError(message, params={"wanted": wanted}))


class ReasonForm(Actions):
    """The field beside the actions of a list: why."""

    reason = forms.CharField(label=_("Reason:"), required=False)


class RowForm(VersionedForm):
    """A row on the screen of its record, whose reason is its reason."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)  # inside of Django's buttons
            widget.attrs["aria-label"] = field.label or name
            if hasattr(widget, "known") and self.instance.pk:
                widget.known = getattr(self.instance, name)

    def full_clean(self):
        """A row that nobody touched is not checked again, which would cost queries a row."""
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), dict(self.initial)
        else:
            super().full_clean()


class ActionForm(RecordForm):
    """Offers only the kinds of act that fit the instrument: a declaration is not ratified.

    Whether a new act was checked is for its writer to say: no answer is given beforehand.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "review" in self.fields and not self.instance.pk:
            new = [each for each in Review if each != Review.RETRACTED]
            self.fields["review"].choices = [("", "---------"), *((r.value, r.label) for r in new)]
            self.initial["review"] = ""
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
