"""Rows beside the record that they belong to: read, mended and added on its screen.

They obey what the form of a record obeys: the reason is that of the record, only English is written,
nothing is deleted, and a row that somebody else has saved meanwhile is shown in both versions.
"""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.db import models

from treaties.admin.columns import OfTheRecord
from treaties.admin.forms import RowForm

MOST_ROWS = 50  # on one screen; where there are more, the list of them is linked


def rows_that_fit(inlines, record) -> list:
    """Those with few rows, each with their number in its heading."""
    found = []
    for inline in inlines:
        number = inline.model._base_manager.filter(**{inline.fk_name: record}).count()
        if number <= MOST_ROWS:
            inline.verbose_name_plural = f"{inline.verbose_name_plural} ({number})"
            found.append(inline)
    return found


def stale_rows(inline_formsets) -> list[dict]:
    """Both versions of each row that somebody else saved meanwhile."""
    return [
        {**values, "label": f"{form.instance}: {values['label']}"}
        for each in inline_formsets
        for form in each.formset.forms
        for values in form.stale
    ]


class KnownAutocomplete(AutocompleteSelect):
    """Has the record that is chosen at hand, and does not ask for it row by row."""

    known = None

    def optgroups(self, name, value, attrs=None):
        if self.known is None or [str(self.known.pk)] != [str(each) for each in value]:
            return super().optgroups(name, value, attrs)
        option = self.create_option(name, self.known.pk, str(self.known), True, 0)
        return [(None, [option], 0)]


class Rows(OfTheRecord, admin.StackedInline):
    """`row` are the fields in the order in which a source reads, as on `screens`; those in a tuple
    share a line.
    """

    form = RowForm
    row: list = []
    extra = 0
    can_delete = False
    show_change_link = True
    classes = ["collapse"]
    ordering = ["pk"]  # one that is added meanwhile comes last: no row takes another's place
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def get_fields(self, request, obj=None):
        lines = [(each,) if isinstance(each, str) else each for each in self.row]
        columns = [tuple(self.column(name) for name in line) for line in lines]
        return [*columns, "version"] if self.has_change_permission(request, obj) else columns

    def get_queryset(self, request):
        """While rows are being saved nobody else saves the same ones."""
        found = super().get_queryset(request)
        return found.select_for_update(of=["self"]) if request.method == "POST" else found

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RowsToRead(Rows):
    """What the machine keeps."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
