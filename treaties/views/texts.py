"""Pages that say how good their translations are."""

from treaties.texts import attach_states


class WithTextStates:
    """Gives every record of a page the states of its texts, with one query for the page.

    Stands right before Django's own view, so that it sees what the page has put together.
    A list of titles names its `text_fields`.
    """

    text_fields: tuple[str, ...] = ()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        attach_states(self.records_with_texts(context), self.text_fields)
        return context

    def records_with_texts(self, context) -> list:
        """The very objects that the template shows."""
        return [self.object]
