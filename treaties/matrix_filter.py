"""What a matrix can be asked for: questions about its rows, its columns and its cells."""

import django_filters as filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from treaties.filters import ANY, YES_NO, InstrumentFilter, ListFilter
from treaties.models import Instrument, Participant
from treaties.vocabulary import InstrumentKind, ParticipantKind, Region, Standing, Theme


class AsIs(filters.ChoiceFilter):
    """A question that leaves the rows as they are: about the columns, or about the cells."""

    def filter(self, queryset, value):
        return queryset


class ColumnsFilter(filters.ModelMultipleChoiceFilter):
    def filter(self, queryset, value):
        return queryset


class ColumnFilter(filters.ModelChoiceFilter):
    def filter(self, queryset, value):
        return queryset


def by_title(request):
    return Instrument.objects.by_title()


class MatrixFilter(ListFilter):
    """Which rows and columns a matrix has, and in which order the rows stand.

    An address that asks for none of it gets `UNASKED`; the form shows those answers, so that
    whoever sends it sees what changes.
    """

    UNASKED = {"theme": Theme.AI, "binding": "no"}

    q = filters.CharFilter(
        label=_("Name or code, in any language"), method="with_words", max_length=100, strip=True
    )
    region = filters.ChoiceFilter(label=_("Region"), choices=Region, empty_label=ANY)
    who = filters.ChoiceFilter(
        field_name="kind",
        label=_("Participants"),
        choices=ParticipantKind,
        empty_label=_("countries and organisations"),
    )
    key = filters.ChoiceFilter(
        label=_("Key states"),
        choices=[("yes", _("only the key states"))],
        empty_label=ANY,
        method="that_are_key",
    )
    participant = filters.ModelMultipleChoiceFilter(
        queryset=Participant.objects.all(),
        field_name="slug",
        to_field_name="slug",
        widget=forms.MultipleHiddenInput,
        label=_("Only these participants"),
    )
    theme = AsIs(label=_("Theme"), choices=Theme, empty_label=ANY)
    kind = AsIs(label=_("Kind of instrument"), choices=InstrumentKind, empty_label=ANY)
    binding = AsIs(label=_("Binds in law"), choices=YES_NO, empty_label=ANY)
    standing = AsIs(label=_("With this standing somewhere"), choices=Standing, empty_label=ANY)
    by = ColumnFilter(
        label=_("Order by the standing under"),
        queryset=by_title,
        to_field_name="slug",
        empty_label=_("none of them"),
    )
    instrument = ColumnsFilter(
        label=_("Only these instruments"),
        queryset=by_title,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    orders = {"region": "by_region", "name": "by_name", "joined": "by_name"}
    order_labels = {
        "region": _("by region"),
        "name": _("by name"),
        "joined": _("most joined first"),
    }

    class Meta:
        model = Participant
        fields = ["q", "region"]

    def __init__(self, data, **kwargs):
        self.is_usual = self.narrowing_questions().isdisjoint(data)
        if self.is_usual:
            data = data.copy()
            data.update(self.UNASKED)
        super().__init__(data, **kwargs)
        self.filters.move_to_end("instrument")  # the longest question comes last

    @cached_property
    def form(self):
        """Both questions about instruments offer the same list, which is asked for once."""
        form = super().form
        offered = [(each.slug, str(each)) for each in by_title(self.request).titled()]
        form.fields["instrument"].widget.choices = offered
        form.fields["by"].widget.choices = [("", form.fields["by"].empty_label), *offered]
        return form

    @classmethod
    def narrowing_questions(cls) -> set[str]:
        return set(cls.base_filters) - {"by"}

    @property
    def narrowing(self) -> set[str]:
        return set() if self.is_usual else self.narrowing_questions()

    @property
    def asked(self) -> dict:
        """What was asked and understood; nothing, if any of it cannot be understood."""
        return self.form.cleaned_data if self.is_valid() else {}

    @property
    def found(self):
        """The rows. Companies joined texts of their own: they come only if they are asked for."""
        rows = self.qs if self.is_valid() else self.queryset.all()
        named = any(self.asked.get(question) for question in ("q", "who", "participant"))
        if named or self.asked.get("kind") == InstrumentKind.COMMITMENTS:
            return rows
        return rows.exclude(kind=ParticipantKind.COMPANY)

    @property
    def instruments(self):
        """The columns, as the list of instruments would find them; the oldest first."""
        questions = {name: self.asked.get(name) for name in ("theme", "kind", "binding")}
        columns = InstrumentFilter(questions, queryset=Instrument.objects.oldest_first()).qs
        chosen = [each.pk for each in self.asked.get("instrument", ())]
        return columns.filter(pk__in=chosen) if chosen else columns

    @property
    def order(self) -> str:
        by = self.asked.get("by")
        return f"standing-{by.slug}" if by else super().order

    def that_are_key(self, queryset, name, answer):
        return queryset.key_states()
