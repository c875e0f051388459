"""Names of states from Unicode's CLDR by way of Babel: short names, and aliases to find them by.

A short name of our own (`participant_names.csv`) stands instead of the one from CLDR. Names in
`FOR_FINDING` are aliases: "Schweiz" and "noreg" find a page that exists in other languages only.
"""

from collections.abc import Iterator

from babel import Locale
from django.conf import settings
from django.db import transaction

from treaties import services
from treaties.models import Participant, ParticipantName
from treaties.names import fold
from treaties.vocabulary import NameKind

FOR_FINDING = ("nn", "da", "sv", "de", "fr", "es")

Place = tuple[int, str, str, str]  # participant, language, kind, text


@transaction.atomic
def load_cldr_names() -> int:
    """Add, mend or drop names from CLDR; returns how many were touched."""
    own, old = [], {}
    for name in ParticipantName.objects.all():
        if name.origin == ParticipantName.Origin.CLDR:
            old[_place(name)] = name.pk
        else:
            own.append(_place(name))
    wanted = set(_wanted(own))
    gone = [pk for place, pk in old.items() if place not in wanted]
    ParticipantName.objects.filter(pk__in=gone).delete()
    new = [
        ParticipantName(
            participant_id=participant,
            language=language,
            kind=kind,
            text=text,
            origin=ParticipantName.Origin.CLDR,
        )
        for participant, language, kind, text in sorted(wanted - old.keys())
    ]
    services.record_all(new)
    return len(gone) + len(new)


def _place(name: ParticipantName) -> Place:
    return name.participant_id, name.language, name.kind, name.text


def _wanted(own: list[Place]) -> Iterator[Place]:
    """Short names where we have none of our own, then aliases that nothing else says."""
    named = {(pk, language) for pk, language, kind, _ in own if kind == NameKind.SHORT}
    said = {(pk, fold(text)) for pk, _, _, text in own}
    for pk, language, text in _names(settings.MODELTRANSLATION_LANGUAGES):
        if (pk, language) not in named:
            said.add((pk, fold(text)))
            yield pk, language, NameKind.SHORT.value, text
    for pk, language, text in _names(FOR_FINDING):
        if (pk, fold(text)) not in said:
            said.add((pk, fold(text)))
            yield pk, language, NameKind.ALIAS.value, text


def _names(languages) -> Iterator[tuple[int, str, str]]:
    coded = list(Participant.objects.exclude(iso2="").values_list("pk", "iso2"))
    for language in languages:
        territories = Locale.parse(language).territories
        for pk, iso2 in coded:
            if text := territories.get(iso2):
                yield pk, language, text
