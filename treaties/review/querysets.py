"""Questions about proposals."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from treaties.models import Instrument, ParticipantName
from treaties.review.vocabulary import WAITING
from treaties.vocabulary import NameKind


class ProposedChangeQuerySet(models.QuerySet):
    def waiting(self):
        """On which nobody has decided yet."""
        return self.filter(status__in=WAITING)

    def by_impact(self):
        """What moves a published number first, then the oldest."""
        return self.order_by("-impact", "proposed_at", "pk")

    def with_names(self):
        """Adds `instrument_title` and `participant_name` as the language of the page has them."""
        language = get_language() or "en"
        slugs = {key: KeyTextTransform(key, "subject") for key in ("instrument", "participant")}
        names = ParticipantName.objects.filter(
            participant__slug=OuterRef("subject_participant"), kind=NameKind.SHORT
        ).order_by()
        titles = Instrument.objects.filter(slug=OuterRef("subject_instrument")).order_by()
        own = NullIf(f"title_{language}", models.Value(""), output_field=models.CharField())
        shown = Coalesce(own, "title_en", output_field=models.CharField())
        return self.annotate(
            subject_instrument=slugs["instrument"], subject_participant=slugs["participant"]
        ).annotate(
            participant_name=Coalesce(
                Subquery(names.filter(language=language).values("text")[:1]),
                Subquery(names.filter(language="en").values("text")[:1]),
                "subject_participant",
                output_field=models.CharField(),
            ),
            instrument_title=Coalesce(
                Subquery(titles.values_list(shown)[:1]),
                "subject_instrument",
                output_field=models.CharField(),
            ),
        )
