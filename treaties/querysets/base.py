"""What several of the questions share."""

from django.conf import settings
from django.db import models
from django.db.models import (
    Q,
)
from django.utils.translation import get_language

from treaties.vocabulary import (
    Review,
)


def in_any_language(words, *fields, also=()) -> Q:
    """The words stand in one of the fields, in whichever language (never the base column)."""
    languages = settings.MODELTRANSLATION_LANGUAGES
    columns = [f"{field}_{language}" for field in fields for language in languages]
    found = Q()
    for column in [*columns, *also]:
        found |= Q(**{f"{column}__icontains": words})
    return found


class SourcedQuerySet(models.QuerySet):
    def published(self):
        """Everything but what was retracted; unchecked rows are shown marked."""
        return self.exclude(review=Review.RETRACTED)

    def unchecked(self):
        return self.filter(review=Review.UNCHECKED)


class PageLanguage(models.Expression):
    """The language in which a question is asked; a queryset may be as old as its view."""

    output_field = models.CharField()

    def as_sql(self, compiler, connection):
        return "%s", [get_language() or "en"]
