"""Puts a comparison together, with a number of queries that does not depend on what is compared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from treaties.comparison.questions import Asked, answered, computed
from treaties.comparison.subject import Subject
from treaties.comparison.table import Group, Reference, Row
from treaties.course import courses
from treaties.models import Instrument, Participant, Question
from treaties.querysets.participants import CRUCIAL
from treaties.statistics import potentials_of
from treaties.steps import Steps, steps
from treaties.texts import attach_states
from treaties.vocabulary import QuestionGroup


@dataclass(frozen=True)
class Comparison:
    """Two to six instruments on one day."""

    instruments: tuple[Instrument, ...]
    steps: tuple[Steps, ...]
    on: date
    groups: tuple[Group, ...]

    @property
    def is_mixed(self) -> bool:
        """Texts that bind beside texts that do not: then only first formal acts compare."""
        return len({each.binding for each in self.instruments}) > 1

    @property
    def texts(self) -> list:
        """The records whose texts are shown, for the state of their translations."""
        return texts_of(self.instruments)

    @property
    def references(self) -> list[Reference]:
        cells = (cell for group in self.groups for row in group.rows for cell in row.cells)
        return [reference for cell in cells for reference in cell.references]

    @property
    def number_of_rows(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    def only_differences(self) -> "Comparison":
        """Without the rows in which all say the same."""
        groups = (
            replace(group, rows=tuple(row for row in group.rows if row.differs))
            for group in self.groups
        )
        return replace(self, groups=tuple(group for group in groups if group.rows))


def compare(instruments: Iterable[Instrument], on: date) -> Comparison:
    """Instruments of `InstrumentQuerySet.with_answers`, in the order given."""
    instruments = tuple(instruments)
    attach_states(texts_of(instruments))
    watched = list(Participant.objects.with_names().key_states())
    subjects = _subjects(instruments, on, [each for each in watched if each.is_host])
    rivals = [each for slug in CRUCIAL for each in watched if each.slug == slug]
    asked = computed(rivals) + answered(Question.objects.order_by("order", "slug"))
    return Comparison(
        instruments=instruments,
        steps=tuple(subject.steps for subject in subjects),
        on=on,
        groups=tuple(_group(code, asked, subjects) for code in QuestionGroup),
    )


def texts_of(instruments: Iterable[Instrument]) -> list:
    return [*instruments, *(answer for each in instruments for answer in each.answers.all())]


def _subjects(instruments, on: date, hosts: list[Participant]) -> list[Subject]:
    ran, potential = courses(instruments, named=False), potentials_of(instruments, on)
    hosts = tuple(sorted(hosts, key=lambda host: host.sort_key))
    return [
        Subject(
            instrument=each,
            course=ran[each.pk],
            steps=steps(ran[each.pk]),
            counts=replace(ran[each.pk].counts_on(on), potential=potential[each.pk]),
            on=on,
            answers={answer.question_id: answer for answer in each.answers.all()},
            field_sources={source.field: source for source in each.field_sources.all()},
            hosts=hosts,
        )
        for each in instruments
    ]


def _group(code: QuestionGroup, asked: list[Asked], subjects: list[Subject]) -> Group:
    rows = (
        Row(each.slug, each.label, tuple(each.answer(s) for s in subjects), each.language)
        for each in asked
        if each.group == code
    )
    return Group(code.value, str(code.label), tuple(rows))
