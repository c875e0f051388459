"""Questions about participants: who is called this, who could take part."""

from collections import defaultdict
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from treaties.names import fold
from treaties.querysets.base import PageLanguage
from treaties.vocabulary import (
    STATES,
    NameKind,
    ParticipantKind,
    Review,
    Universe,
)

# Whose involvement PauseAI calls crucial, whatever choke points they hold.
CRUCIAL = ("united-states", "china")
# Which states there were is known from their admission: before it began, there is no N.
UNITED_NATIONS_SINCE = date(1945, 10, 24)
TEXT_ARRAY = {
    "template": "ARRAY[%(expressions)s]",
    "output_field": ArrayField(models.CharField()),
}
LONGEST_CODE = 5


class ParticipantQuerySet(models.QuerySet):
    def places(self):
        """Who has a page under /countries/."""
        kinds = [*STATES, ParticipantKind.TERRITORY, ParticipantKind.OTHER]
        return self.filter(kind__in=kinds)

    def organisations(self):
        """Who has a page under /organisations/."""
        return self.exclude(pk__in=self.model.objects.places().values("pk"))

    def with_names(self):
        """With the names that the page shows, as `shown_names`; `names` stays all of them."""
        return self.prefetch_related(self.shown_names())

    def shown_names(self):
        """The same for participants at hand: for `prefetch_related_objects`."""
        model = self.model._meta.get_field("names").related_model
        shown = model.objects.filter(
            Q(language=PageLanguage()) | Q(language="en"), kind=NameKind.SHORT
        )
        return Prefetch("names", shown.order_by(), to_attr="shown_names")

    def named(self, name):
        """Who goes by this name in any language, by an alias or by a code."""
        return self._called(names__search_key=fold(name), code=name)

    def named_each(self, names):
        """As `named`, for many names in two queries: who goes by each of them."""
        keys = {name: fold(name) for name in names}
        coded = {code for code in map(str.upper, names) if len(code) <= LONGEST_CODE}
        by_code = Q(code__in=coded) | Q(iso2__in=coded) | Q(iso3__in=coded)
        by_name = Q(names__search_key__in=set(keys.values()))
        called = self.filter(by_name | by_code).distinct().prefetch_related("names")
        found = defaultdict(set)
        for each in called:
            for word in (each.code, each.iso2, each.iso3):
                found[word.upper()].add(each)
            for name in each.names.all():
                found[name.search_key].add(each)
        return {name: found[key] | found[name.upper()] for name, key in keys.items() if name}

    def matching(self, words):
        """Who has these words in a name in any language or in an alias, or has this code."""
        return self._called(names__search_key__contains=fold(words), code=words)

    def found_by(self, words):
        """Who is meant: of this slug or exactly this name, else with these words in a name."""
        exact = self.exactly(words)
        return exact if exact.exists() else self.matching(words)

    def exactly(self, words):
        """Of this slug, or exactly this name."""
        return self.filter(slug=words) | self.named(words)

    def by_region(self):
        """By region; those without one come last."""
        return self.by_name(NullIf("region", Value("")).asc(nulls_last=True))

    def _called(self, *, code, **names):
        ours = self.model.objects.filter(**names).order_by().values("pk")
        coded = Q(code__iexact=code) | Q(iso2__iexact=code) | Q(iso3__iexact=code)
        return self.filter(Q(pk__in=ours) | coded)

    def by_name(self, *first):
        """In the order of the names in the language of the page, else of the English ones."""
        names = self.model.names.rel.related_model.objects.filter(
            participant=OuterRef("pk"), kind=NameKind.SHORT
        )
        own = Subquery(names.filter(language=get_language() or "en").values("sort_key")[:1])
        english = Subquery(names.filter(language="en").values("sort_key")[:1])
        return self.alias(shown_as=Coalesce(own, english, "slug")).order_by(
            *first, "shown_as", "slug"
        )

    def existing(self, on):
        """Who exists on a day, as far as recorded: a former state only within its time."""
        return self.filter(
            Q(exists_from=None) | Q(exists_from__lte=on),
            Q(exists_until=None) | Q(exists_until__gte=on),
        )

    def potential(self, instrument, on):
        """Who could take part in an instrument on a day: the N of "n of N".

        A state counts from its admission to the United Nations at the latest, and from its
        first recorded act if that came before (Switzerland was a party to the NPT in 1977). In a
        vote only those could take part who were members on its day.
        """
        return self.existing(on).filter(self._could_join(instrument.universe_key, on))

    def in_universe(self, universe, on):
        """Who belongs on a day to a universe that needs no list."""
        return self.existing(on).filter(self._could_join((universe, None, None), on))

    def numbers_of_potential(self, instruments, on) -> dict:
        """How many could take part on a day, by `Instrument.universe_key`; at most one query."""
        keys = list(dict.fromkeys(each.universe_key for each in instruments))
        asked = [key for key in keys if key[0] != Universe.OPEN]
        counted = {
            f"n{place}": Count("pk", filter=self._could_join(key, on))
            for place, key in enumerate(asked)
        }
        numbers = self.existing(on).aggregate(**counted) if counted else {}
        return dict.fromkeys(keys, 0) | dict(zip(asked, numbers.values(), strict=True))

    def _could_join(self, universe_key, on) -> Q:
        universe, instrument, voted_on = universe_key
        is_unknown = universe != Universe.LISTED and on < UNITED_NATIONS_SINCE
        if universe == Universe.OPEN or is_unknown:
            return Q(pk__in=[])
        if universe == Universe.LISTED:
            eligible = self.model.eligible_for.rel.related_model.objects
            return Q(Exists(eligible.filter(participant=OuterRef("pk"), instrument=instrument)))
        admitted = Q(un_member_since__lte=min(on, voted_on or on))
        if universe == Universe.UN_MEMBERS:
            return admitted & Q(kind__in=STATES)
        acted = self.model.actions.rel.related_model.objects.filter(
            participant=OuterRef("pk"), taken_on_last__lte=on, review=Review.CHECKED, counted=True
        )
        never_admitted = Q(un_member_since=None, kind=ParticipantKind.STATE)
        states = Q(kind__in=STATES) & (admitted | never_admitted | Q(Exists(acted)))
        if universe == Universe.STATES_AND_EU:
            states |= Q(kind=ParticipantKind.REGIONAL_ORGANISATION)
        return states

    def hosts_of_choke_points(self, *, also=()):
        """States where a holder of a choke point has its seat (`is_host`), and these besides."""
        holders = self.model.choke_points_hosted.rel.related_model.objects.published()
        is_host = Exists(holders.filter(state=OuterRef("pk")))
        return self.annotate(is_host=is_host).filter(Q(is_host=True) | Q(slug__in=also))

    def with_universes(self, on):
        """Adds `universes`, those to which each belongs on a day."""
        ours = {
            each: self.model.objects.in_universe(each, on).order_by().values("pk")
            for each in (Universe.UN_MEMBERS, Universe.ALL_STATES, Universe.STATES_AND_EU)
        }
        belongs = [Case(When(pk__in=pks, then=Value(each.value))) for each, pks in ours.items()]
        return self.annotate(universes=Func(*belongs, **TEXT_ARRAY))

    def key_states(self):
        """Where the holders of choke points have their seats, and the two that are crucial."""
        return self.hosts_of_choke_points(also=CRUCIAL)

    def concerned(self, instrument, on, *, also=()):
        """Who could take part on a day, and others besides; adds `could_join`."""
        potential = self.model.objects.potential(instrument, on).order_by().values("pk")
        could_join = models.ExpressionWrapper(
            Q(pk__in=potential), output_field=models.BooleanField()
        )
        return self.annotate(could_join=could_join).filter(Q(could_join=True) | Q(pk__in=also))
