"""What forms of records and of rows beside them share: columns, help texts, ways to choose."""

from django.utils.text import capfirst

from treaties.admin.help_texts import HELP, LABELS
from treaties.models import Participant
from treaties.permissions import ENGLISH
from treaties.text_states import texts_of


class OfTheRecord:
    """Facts and English texts, chosen by typing. Nothing is deleted: corrected, or retracted."""

    def column(self, name: str) -> str:
        return f"{name}_{ENGLISH}" if name in texts_of(self.model) else name

    def foreign_keys(self) -> list:
        return [field for field in self.model._meta.fields if field.many_to_one]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        name = getattr(db_field, "translated_field", db_field).name
        if name in HELP and not db_field.help_text and not kwargs.get("help_text"):
            kwargs["help_text"] = HELP[name]
        if db_field.many_to_one and db_field.verbose_name == name and name in LABELS:
            kwargs.setdefault("label", capfirst(LABELS[name]))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_autocomplete_fields(self, request):
        own = [field.name for field in self.foreign_keys()]
        return [name for name in own if name not in self.get_readonly_fields(request)]

    def get_queryset(self, request):
        """With what names the rows: no query a row."""
        fields = self.foreign_keys()
        queryset = super().get_queryset(request).select_related(*(field.name for field in fields))
        names = [f"{f.name}__names" for f in fields if f.related_model is Participant]
        return queryset.prefetch_related(*names)

    def has_delete_permission(self, request, obj=None):
        return False
