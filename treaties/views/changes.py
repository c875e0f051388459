"""The public change log."""

from django.views.generic import ListView

from treaties.filters import ChangeFilter
from treaties.history import changes, contexts
from treaties.views.base import Filtered


class ChangeList(Filtered, ListView):
    filterset_class = ChangeFilter
    paginate_by = 30
    template_name = "treaties/change_list.html"

    @property
    def queryset(self):
        return contexts()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"changes": changes(list(context["object_list"]))}
