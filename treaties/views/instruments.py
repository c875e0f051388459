"""Pages about instruments."""

from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from treaties import rules
from treaties.charts.curve import growth
from treaties.charts.world_map import world_map
from treaties.course import course_of_rows
from treaties.days import Milestone, today
from treaties.filters import InstrumentFilter
from treaties.freshness import read_for
from treaties.models import Instrument
from treaties.names import sort_key
from treaties.participation import participations_ever
from treaties.statistics import counts_of, counts_of_rows, on_two_days
from treaties.views.base import Filtered, OnADay
from treaties.views.texts import WithTextStates
from treaties.vocabulary import Review


def with_counts(instruments, on):
    """Pairs of instrument and its counts, in order."""
    counts = counts_of(instruments, on)
    return [(instrument, counts[instrument.pk]) for instrument in instruments]


class InstrumentList(OnADay, Filtered, WithTextStates, ListView):
    queryset = Instrument.objects.titled()
    filterset_class = InstrumentFilter
    paginate_by = 60
    template_name = "treaties/instrument_list.html"
    text_fields = ("title",)

    def get_filter_options(self):
        return {"on": self.on}

    def records_with_texts(self, context):
        return context["object_list"]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = with_counts(list(context["object_list"]), self.on)
        if self.filter.order != "title":
            return context | {"rows": rows}
        return context | {
            "treaties": [row for row in rows if row[0].binding],
            "declarations": [row for row in rows if not row[0].binding],
        }


class InstrumentDetail(OnADay, WithTextStates, DetailView):
    queryset = Instrument.objects.with_details()
    template_name = "treaties/instrument_detail.html"

    def get_context_data(self, **kwargs):
        instrument = self.object
        ever = participations_ever(instrument, self.on)
        rows = [row for row in ever if row.standing]
        lend_names(instrument.depositaries.all(), rows)
        contested = [row for row in rows if row.is_contested]
        counts = counts_of_rows(rows, self.on)
        course, now = course_of_rows(instrument, ever), today()
        read = read_for(instrument)
        return super().get_context_data(
            counts=counts,
            checked=[each for each in read if each.read_on],
            missed=[each for each in read if each.is_missed],
            two_days=(
                on_two_days(instrument, counts, course.counts_on(now)) if now != self.on else None
            ),
            other_counts=counts_of_rows(rows, self.on, contested=True) if contested else None,
            contested=contested,
            involved=[row for row in rows if row.actions],
            not_listed=[row for row in rows if row.is_not_listed],
            leaving=[row for row in rows if row.leaving_on],
            unchecked=[row for row in rows if row.has_unchecked],
            sources=sources_of(rows),
            field_sources={each.field: each for each in instrument.field_sources.all()},
            milestones=milestones(instrument),
            acts_later=sum(len(row.later) for row in rows),
            map=world_map(rows),
            acts=[action for row in rows for action in row.actions],
            chart=growth_of(course, ever, self.on),
            **kwargs,
        )

    def records_with_texts(self, context):
        instrument = self.object
        return [
            instrument,
            *instrument.provisions.all(),
            *instrument.answers.all(),
            *instrument.reported_counts.all(),
            *context["acts"],
        ]


def growth_of(course, rows, on):
    """The curve of an instrument, from its course and the rows that it was made of."""
    acts = [action.act for row in rows for action in row.every_act]
    return growth(
        course,
        on=on,
        until=today(),
        partly_dated=sum(rules.counts(act) and not act.taken_on.is_one_day for act in acts),
    )


def lend_names(depositaries, rows):
    """Depositaries take part themselves: their names are at hand, and not asked for again."""
    at_hand = {row.participant.pk: row.participant for row in rows}
    for depositary in depositaries:
        if depositary.participant_id in at_hand:
            depositary.participant = at_hand[depositary.participant_id]


def milestones(instrument) -> list[Milestone]:
    """The days on which most changed: from the last possible one if a date is not exact."""
    days = [
        (_("Adopted"), instrument.adopted_on),
        (_("Opened for signature"), instrument.binding and instrument.opened_for_signature_on),
        (_("Entry into force"), instrument.in_force_from),
    ]
    return [Milestone(label, day.last_day) for label, day in days if day]


def sources_of(rows):
    """The sources behind the acts shown, each once, by title."""
    sources = {
        action.source_id: action.source
        for row in rows
        for action in row.actions
        if action.source_id and action.review != Review.RETRACTED
    }
    return sorted(sources.values(), key=lambda source: sort_key(source.title, "en"))
