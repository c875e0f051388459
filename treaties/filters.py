"""What the lists about the record can be asked for: state in the address, words in all languages."""

from functools import cached_property

import django_filters as filters
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context

from treaties.freshness import Health, sources_in
from treaties.history import changes_of
from treaties.models import Discrepancy, Instrument, Mechanism, Participant, Source
from treaties.uses import about
from treaties.vocabulary import (
    InstrumentKind,
    MechanismKind,
    Region,
    SourceAuthority,
    Theme,
)

YES_NO = [("yes", _("yes")), ("no", _("no"))]
ANY = _("any")


class ListFilter(filters.FilterSet):
    """The questions to one list; `q` are words, `sort` is one of `orders`.

    `orders` maps a choice to the name of a method of the queryset or to columns; the first one
    is what an absent choice means.
    """

    q = filters.CharFilter(label=_("Words"), method="with_words", max_length=100, strip=True)
    orders: dict = {}
    order_labels: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.orders:
            choices = [(name, self.order_labels[name]) for name in self.orders]
            self.filters["sort"] = filters.ChoiceFilter(
                label=_("Order"), choices=choices, empty_label=None, method="in_order"
            )
            self.filters["sort"].parent = self

    def with_words(self, queryset, name, words):
        return queryset.matching(words)

    def in_order(self, queryset, name, order):
        return queryset  # the list orders what was found, also when nothing was asked

    @property
    def order(self) -> str:
        """The order asked for, or the usual one."""
        asked = self.form.cleaned_data.get("sort") if self.is_valid() else ""
        return asked or next(iter(self.orders), "")

    @property
    def found(self):
        """What was asked for, in order; everything, if the question cannot be understood."""
        queryset = self.qs if self.is_valid() else self.queryset.all()
        if not self.orders:
            return queryset
        order = self.orders[self.order]
        return getattr(queryset, order)() if isinstance(order, str) else queryset.order_by(*order)

    @property
    def asks(self) -> bool:
        """Whether anything was asked that can leave rows out."""
        return any(value for name, value in self.data.items() if name in self.narrowing)

    @property
    def narrowing(self) -> set[str]:
        return set(self.filters) - {"sort"}

    @property
    def question(self) -> str:
        """What was asked, as the end of an address: "?instrument=npt"; empty for everything."""
        asked = {name: value for name, value in self.data.items() if name in self.narrowing}
        text = urlencode({name: value for name, value in asked.items() if value})
        return f"?{text}" if text and self.is_valid() else ""


class InstrumentFilter(ListFilter):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=InstrumentKind, empty_label=ANY)
    theme = filters.ChoiceFilter(label=_("Theme"), choices=Theme, empty_label=ANY)
    binding = filters.ChoiceFilter(
        label=_("Binds in law"), choices=YES_NO, empty_label=ANY, method="that_bind"
    )
    in_force = filters.ChoiceFilter(
        label=_("In force"), choices=YES_NO, empty_label=ANY, method="that_are_in_force"
    )
    participant = filters.CharFilter(
        label=_("Country or organisation"), method="with_acts_of", max_length=100, strip=True
    )
    adopted_from = filters.NumberFilter(
        label=_("Adopted from (year)"), method="adopted", min_value=1000, max_value=9999
    )
    adopted_to = filters.NumberFilter(
        label=_("Adopted until (year)"), method="adopted", min_value=1000, max_value=9999
    )
    orders = {"title": "by_title", "newest": "newest_first", "oldest": "oldest_first"}
    order_labels = {
        "title": _("by title"),
        "newest": _("newest first"),
        "oldest": _("oldest first"),
    }

    class Meta:
        model = Instrument
        fields = ["q", "kind", "theme", "participant"]

    def __init__(self, *args, on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def that_bind(self, queryset, name, answer):
        return queryset.filter(binding=answer == "yes")

    def that_are_in_force(self, queryset, name, answer):
        force = Instrument.objects.in_force(self.on)
        if answer == "yes":
            return queryset.filter(pk__in=force.values("pk"))
        return queryset.exclude(pk__in=force.values("pk"))

    def with_acts_of(self, queryset, name, words):
        """Of one country by its slug, its code or any of its names."""
        return queryset.with_acts_of(Participant.objects.found_by(words).values("pk"))

    def adopted(self, queryset, name, year):
        side = "start" if name == "adopted_from" else "end"
        return queryset.adopted(**{side: int(year)})


class CountryFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Name or code, in any language"), method="with_words", max_length=100, strip=True
    )
    region = filters.ChoiceFilter(label=_("Region"), choices=Region, empty_label=ANY)
    orders = {"region": "by_region", "name": "by_name"}
    order_labels = {"region": _("by region"), "name": _("by name")}

    class Meta:
        model = Participant
        fields = ["q", "region"]


class SourceFilter(ListFilter):
    authority = filters.ChoiceFilter(label=_("Authority"), choices=SourceAuthority, empty_label=ANY)
    instrument = filters.ModelChoiceFilter(
        label=_("Instrument"),
        queryset=lambda request: Instrument.objects.by_title(),
        to_field_name="slug",
        empty_label=ANY,
        method="about_it",
    )
    health = filters.ChoiceFilter(
        label=_("Checks by a program"), choices=Health, empty_label=ANY, method="in_health"
    )
    orders = {"title": ["title", "slug"], "acts": ["-actions", "title", "slug"]}
    order_labels = {"title": _("by title"), "acts": _("most used first")}

    class Meta:
        model = Source
        fields = ["q", "authority", "instrument", "health"]

    def in_health(self, queryset, name, health):
        if health == Health.OFF:
            return queryset.exclude(check_by_program__switched_on=True)
        return queryset.filter(pk__in=sources_in(health))

    def about_it(self, queryset, name, instrument):
        return queryset.filter(about(instrument))


class DiscrepancyFilter(ListFilter):
    instrument = filters.ModelChoiceFilter(
        label=_("Instrument"),
        queryset=lambda request: Instrument.objects.exclude(discrepancies=None).by_title(),
        to_field_name="slug",
        empty_label=ANY,
    )

    source = filters.ModelChoiceFilter(
        label=_("Source"),
        queryset=Source.objects.all(),
        to_field_name="slug",
        empty_label=ANY,
        method="with_source",
    )

    class Meta:
        model = Discrepancy
        fields = ["q", "instrument", "source"]

    def with_source(self, queryset, name, source):
        return queryset.with_source(source)


class MechanismFilter(ListFilter):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=MechanismKind, empty_label=ANY)
    done = filters.ChoiceFilter(
        label=_("Has been done before"), choices=YES_NO, empty_label=ANY, method="that_are_done"
    )
    instrument = filters.ModelChoiceFilter(
        label=_("By which instrument"),
        queryset=lambda request: Instrument.objects.with_precedents().by_title(),
        to_field_name="slug",
        empty_label=ANY,
        method="done_by",
    )

    class Meta:
        model = Mechanism
        fields = ["q", "kind"]

    def that_are_done(self, queryset, name, answer):
        return queryset.with_precedents() if answer == "yes" else queryset.without_precedents()

    def done_by(self, queryset, name, instrument):
        return queryset.done_by(instrument)


class ChangeFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Words of the reason"), method="with_words", max_length=100, strip=True
    )
    instrument = filters.ModelChoiceFilter(
        label=_("Instrument"),
        queryset=lambda request: Instrument.objects.by_title(),
        to_field_name="slug",
        empty_label=ANY,
        method="that_touched",
    )
    participant = filters.CharFilter(
        label=_("Country or organisation"), method="about_them", max_length=100, strip=True
    )

    class Meta:
        model = Context
        fields = ["q"]

    def with_words(self, queryset, name, words):
        return queryset.filter(metadata__reason__icontains=words)

    def that_touched(self, queryset, name, record):
        return queryset.filter(changes_of(record))

    def about_them(self, queryset, name, words):
        return queryset.filter(changes_of(*self.participants))

    @cached_property
    def participants(self) -> list[Participant]:
        """Who is meant by the words: the one of this slug or name, else the first of them."""
        words = self.form.cleaned_data.get("participant") if self.is_valid() else ""
        if not words:
            return []
        everyone = Participant.objects.with_names()
        return list(everyone.exactly(words)[:3]) or list(everyone.matching(words)[:3])

    @property
    def about(self) -> list:
        """Whose changes are asked for: those of an instrument, else of participants."""
        instrument = self.form.cleaned_data.get("instrument") if self.is_valid() else None
        return [instrument] if instrument else self.participants
