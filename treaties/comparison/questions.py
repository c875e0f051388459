"""The questions of a comparison: those that are computed, then those that people answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from treaties.comparison import participants as who
from treaties.comparison import speed
from treaties.comparison.subject import Subject, text_of
from treaties.comparison.table import Cell, Reference
from treaties.models import Participant, Question
from treaties.texts import is_fallback
from treaties.vocabulary import QuestionGroup


@dataclass(frozen=True)
class Asked:
    """One row to be: a question, and how an instrument answers it."""

    group: QuestionGroup
    slug: str
    label: str
    answer: Callable[[Subject], Cell]
    language: str = ""  # of the label, where it is not that of the page


def computed(rivals: Iterable[Participant]) -> list[Asked]:
    """From acts, dates and fields; no number is typed."""
    return [*_object(), *_participation(rivals), *_speed(), *_leaving(), *_lessons()]


def answered(questions: Iterable[Question]) -> list[Asked]:
    """From the answers that people wrote, each with its article."""
    return [
        Asked(
            question.group,
            question.slug,
            question.question,
            partial(_answer, question),
            "en" if is_fallback(question, "question") else "",
        )
        for question in questions
    ]


def _answer(question: Question, subject: Subject) -> Cell:
    answer = subject.answers.get(question.pk)
    if answer is None:
        return Cell()
    labels = question.choices.get(answer.value, {})
    return Cell(
        words=labels.get(get_language()) or labels.get("en") or answer.value,
        references=(Reference(answer.source, answer.locator),) if answer.source_id else (),
        is_unchecked=not answer.source_id,
        **text_of(answer, "text", subject.counts),
    )


def _text(field: str, subject: Subject) -> Cell:
    return subject.text(field)


def _object() -> list[Asked]:
    group = QuestionGroup.OBJECT
    return [
        Asked(group, "kind", _("What kind of text is it?"), who.kind),
        Asked(group, "summary", _("What was agreed?"), partial(_text, "summary")),
    ]


def _participation(rivals: Iterable[Participant]) -> list[Asked]:
    group = QuestionGroup.PARTICIPATION
    outside = _("Which states that hold choke points of the chip chain are not on it?")
    return [
        Asked(group, "participants", _("How many are on it?"), who.participants),
        Asked(group, "share", _("What share of those that could join?"), who.part_of_universe),
        Asked(group, "signatories", _("How many have signed?"), who.signatories),
        *(
            Asked(
                group,
                state.slug,
                _("%(state)s on board?") % {"state": state},
                partial(who.stands, participant=state),
            )
            for state in rivals
        ),
        Asked(group, "choke-points", outside, who.hosts_outside),
    ]


def _speed() -> list[Asked]:
    group = QuestionGroup.SPEED
    asked = [
        Asked(group, "talks", _("From the first talks to adoption"), speed.talks_to_adoption),
        Asked(group, "opening", _("From adoption to opening"), speed.adoption_to_opening),
        Asked(group, "in-force", _("From opening to entry into force"), speed.opening_to_force),
        Asked(group, "condition", _("Rule of entry into force"), speed.entry_into_force),
    ]
    for years in speed.AFTER_YEARS:
        label = ngettext(
            "First formal acts after %(n)s year", "First formal acts after %(n)s years", years
        )
        answer = partial(speed.first_acts_after, years)
        asked.append(Asked(group, f"first-{years}", label % {"n": years}, answer))
    for years in speed.AFTER_YEARS:
        label = ngettext(
            "Consents to be bound after %(n)s year", "Consents to be bound after %(n)s years", years
        )
        answer = partial(speed.consents_after, years)
        asked.append(Asked(group, f"consents-{years}", label % {"n": years}, answer))
    return asked


def _leaving() -> list[Asked]:
    group = QuestionGroup.LEAVING
    return [
        Asked(group, "left", _("How many have left?"), who.left),
        Asked(group, "withdrawal", _("What does leaving take?"), who.withdrawal),
    ]


def _lessons() -> list[Asked]:
    group = QuestionGroup.LESSONS
    return [
        Asked(group, "shows", _("What it shows for AI"), partial(_text, "what_it_shows")),
        Asked(group, "breaks", _("Where the analogy breaks"), partial(_text, "where_it_breaks")),
    ]
