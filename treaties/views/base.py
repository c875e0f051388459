"""What the pages about the record have in common."""

from django.utils.functional import cached_property

from treaties.days import day_asked_for, today


class OnADay:
    """A page that speaks of a day: `?on=YYYY-MM-DD`, today if it is absent."""

    @cached_property
    def on(self):
        return day_asked_for(self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(on=self.on, is_today=self.on == today(), **kwargs)


class Filtered:
    """A list that can be asked for: its state is in the address, and a form without scripts.

    A question that cannot be understood is answered with a message and the whole list.
    """

    filterset_class = None

    def get_queryset(self):
        self.filter = self.filterset_class(
            self.request.GET,
            queryset=self.everything(),
            request=self.request,
            **self.get_filter_options(),
        )
        return self.filter.found

    def everything(self):
        """The list that is asked about, whole; asked for each time: the language decides."""
        return super().get_queryset()

    def get_filter_options(self):
        return {}

    def paginate_queryset(self, queryset, page_size):
        """The page asked for, or the nearest one there is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)
