"""Questions about instruments."""

from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from treaties.ordering import declarations_first, in_order
from treaties.querysets.base import in_any_language
from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    InstrumentKind,
    ParticipantKind,
    QuestionGroup,
    Theme,
    Universe,
)

IN_FORCE = "in_force_from"
# In every language, and of no use to a list of titles.
LONG_TEXTS = (
    "summary",
    "entry_into_force",
    "withdrawal_earliest_from",
    "gaps",
    "what_it_shows",
    "where_it_breaks",
    "contested_reading",
)


class InstrumentQuerySet(models.QuerySet):
    def in_force_without_a_date(self):
        """Binding, by all signs in force, and since when is not recorded."""
        acted = self.model._meta.get_field("actions").related_model.objects
        consents = (
            acted.published()
            .filter(instrument=OuterRef("pk"), kind__in=CONSENT_TO_BE_BOUND, counted=True)
            .order_by()
            .values("instrument")
            .annotate(n=Count("participant", distinct=True))
            .values("n")
        )
        enough = Q(entry_into_force_threshold__lte=Coalesce(Subquery(consents), 0))
        signs = enough | Q(conditions_met_on__isnull=False) | Q(unchecked__contains=[IN_FORCE])
        return self.filter(signs, binding=True, in_force_from=None)

    def by_title(self):
        """By the title in the language of the page, or the English one shown in its place."""
        return self.order_by(in_order("title"), "slug")

    def matching(self, words):
        """Whose title or summary has these words, in any language."""
        return self.filter(in_any_language(words, "title", "summary", also=["slug"]))

    def in_force(self, on):
        return self.filter(in_force_from_last__lte=on)

    def concerning(self, participant):
        """Which a participant could join, or has acted on; adds `could_join`.

        As `ParticipantQuerySet.potential`, from the other side: the participant as it is today. A
        declaration of states that is open to anyone is shown to every state: "not listed".
        """
        acted = participant.actions.filter(instrument=OuterRef("pk")).order_by()
        named = participant.eligible_for.filter(instrument=OuterRef("pk")).order_by()
        open_to = Q(universe=Universe.LISTED) & Exists(named)
        if participant.kind == ParticipantKind.REGIONAL_ORGANISATION:
            open_to |= Q(universe=Universe.STATES_AND_EU)
        elif participant.kind == ParticipantKind.STATE:
            open_to |= Q(universe__in=[Universe.ALL_STATES, Universe.STATES_AND_EU])
            open_to |= Q(universe=Universe.OPEN, binding=False) & ~Q(
                kind=InstrumentKind.COMMITMENTS
            )
            if participant.un_member_since:
                voted_before = Q(binding=False, adopted_on_last__lt=participant.un_member_since)
                open_to |= Q(universe=Universe.UN_MEMBERS) & ~voted_before
        # Adopted without a vote: no standing per state (law R13).
        could_join = open_to & ~Q(kind=InstrumentKind.RESOLUTION)
        return self.annotate(
            could_join=models.ExpressionWrapper(could_join, output_field=models.BooleanField())
        ).filter(Q(could_join=True) | Exists(acted))

    def ai_declarations(self):
        """About AI, and binding nobody."""
        return self.filter(theme=Theme.AI, binding=False)

    def numbers_of_declarations(self) -> dict[str, int]:
        """How many these are, how many AI declarations, and of how many of those the list is short."""
        declaration = Q(theme=Theme.AI, binding=False)
        return self.aggregate(
            all=Count("pk"),
            declarations=Count("pk", filter=declaration),
            short=Count("pk", filter=declaration & Q(list_is_complete=False)),
        )

    def adopted_by(self, on):
        """Adopted on a day, as far as its date can say; one without a date may have been."""
        return self.filter(Q(adopted_on=None) | Q(adopted_on_last__lte=on))

    def declarations_first(self):
        """The AI declarations, then the others, each by title."""
        return self.order_by(*declarations_first())

    def newest_first(self):
        return self.order_by(F("adopted_on_last").desc(nulls_last=True), "slug")

    def oldest_first(self):
        return self.order_by(F("adopted_on_last").asc(nulls_last=True), "slug")

    def adopted(self, *, start=None, end=None):
        """Adopted in these years, as far as its date can say: both are included."""
        found = self
        if start is not None:
            found = found.filter(adopted_on_last__year__gte=start)
        if end is not None:
            found = found.filter(adopted_on_first__year__lte=end)
        return found

    def with_acts_of(self, participants):
        """On which one of these has acted, whatever came of it; retracted rows aside."""
        acts = self.model._meta.get_field("actions").related_model.objects.published()
        acted = acts.filter(participant__in=participants).order_by()
        return self.filter(pk__in=acted.values("instrument"))

    def titled(self):
        """For a list that shows titles: the long texts are not even read."""
        return self.defer(*LONG_TEXTS, "official_titles")

    def with_answers(self):
        """With all that a comparison shows of an instrument, a query a table.

        In no order: the answers to one question, and the sources of one field, are looked up.
        """
        answers = self.model._meta.get_field("answers").related_model.objects
        sources = self.model._meta.get_field("field_sources").related_model.objects
        return self.select_related("source").prefetch_related(
            Prefetch("answers", answers.select_related("source").published().order_by()),
            Prefetch("field_sources", sources.select_related("source").order_by()),
        )

    def with_studies(self):
        """Adds `is_studied`: whether somebody answered what it limits, the first question."""
        answers = self.model._meta.get_field("answers").related_model.objects.published()
        studied = Exists(
            answers.filter(instrument=OuterRef("pk"), question__group=QuestionGroup.OBJECT)
        )
        return self.annotate(is_studied=studied)

    def with_precedents(self):
        """That already do what a mechanism asks for."""
        done = self.model._meta.get_field("precedent_for").related_model.objects.published()
        return self.filter(pk__in=done.order_by().values("instrument"))

    def with_sources_of_fields(self):
        rows = self.model._meta.get_field("field_sources").related_model.objects
        return self.select_related("source").prefetch_related(
            Prefetch("field_sources", rows.select_related("source"))
        )

    def differing(self, source):
        """About which a source and another one differ; adds `differences`, how often."""
        differs = Q(discrepancies__source_a=source) | Q(discrepancies__source_b=source)
        counted = Count("discrepancies", filter=differs)
        return self.annotate(differences=counted).filter(differences__gt=0)

    def with_details(self):
        """With all that the page of one instrument shows, a query a table."""

        def rows_of(name, *related):
            model = self.model._meta.get_field(name).related_model
            return model.objects.select_related(*related)

        return self.select_related("source", "parent").prefetch_related(
            Prefetch("depositaries", rows_of("depositaries", "participant")),
            Prefetch("field_sources", rows_of("field_sources", "source")),
            Prefetch("reported_counts", rows_of("reported_counts", "source")),
            Prefetch("provisions", rows_of("provisions", "source").published()),
            Prefetch(
                "answers",
                rows_of("answers", "question", "source").published().order_by("question__order"),
            ),
        )
