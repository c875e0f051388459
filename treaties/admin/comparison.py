"""Questions and answers, the glossary, reported counts, discrepancies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from treaties.admin.base import RecordAdmin
from treaties.admin.instruments import OfAnInstrument
from treaties.models import Answer, Discrepancy, GlossaryTerm, Question, ReportedCount


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    list_display = ["__str__", "group", "type", "order"]
    list_filter = ["group", "type"]
    search_in = ["slug"]
    screens = [(None, ["question", "slug", "group", "type", "choices", "order"])]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(RecordAdmin):
    list_display = ["__str__", "group", "reference", "order"]
    list_filter = ["group"]
    search_in = ["slug", "reference"]
    screens = [(None, ["term", "definition", "reference", "slug", "group", "order"])]


@admin.register(Answer)
class AnswerAdmin(OfAnInstrument):
    list_display = ["instrument", "question", "value", "review"]
    list_filter = ["review", "question__group"]
    search_in = ["question__slug", "question__question_en", "value"]
    screens = [
        (None, ["instrument", "question", "value", "text"]),
        (_("Where this comes from"), ["source", "locator", "review"]),
    ]


@admin.register(ReportedCount)
class ReportedCountAdmin(OfAnInstrument):
    list_display = ["instrument", "value", "counts", "as_of", "official", "source"]
    list_filter = ["official", "counts"]
    search_in = ["source__title"]
    screens = [
        (None, ["instrument", "value", "counts", "as_of", "official"]),
        (_("Where this comes from"), ["source", "note"]),
    ]


@admin.register(Discrepancy)
class DiscrepancyAdmin(OfAnInstrument):
    list_display = ["instrument", "participant", "what", "value_a", "value_b", "followed"]
    list_filter = ["followed", "what"]
    search_in = ["participant__names__search_key", "value_a", "value_b"]
    screens = [
        (None, ["instrument", "participant", "what"]),
        (_("The first"), ["value_a", "source_a"]),
        (_("The second"), ["value_b", "source_b"]),
        (_("What we do"), ["followed", "why"]),
    ]
