"""What the list of meetings can be asked for."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from summits.models import Summit
from summits.vocabulary import Series, SummitState
from treaties.filters import ANY, ListFilter


class SummitFilter(ListFilter):
    series = filters.ChoiceFilter(label=_("Series"), choices=Series, empty_label=ANY)
    state = filters.ChoiceFilter(
        label=_("State of the meeting"), choices=SummitState, empty_label=ANY
    )
    year = filters.NumberFilter(label=_("Year"), method="in_year", min_value=1000, max_value=9999)
    orders = {"series": "by_series", "newest": "newest_first", "oldest": "in_order"}
    order_labels = {
        "series": _("by series"),
        "newest": _("newest first"),
        "oldest": _("oldest first"),
    }

    class Meta:
        model = Summit
        fields = ["q", "series", "state"]

    def in_year(self, queryset, name, year):
        return queryset.in_year(int(year))
