"""The fields of a treaty record that exist in every language – and the change log.

Dates, slugs and the source's own words are not among them: they are facts, and a fact is not
translated. The change log is set up here because it must see the columns of all languages; the
base column is left out of it, since it holds whichever language was saved last.
"""

from modeltranslation.translator import TranslationOptions, register

from treaties.models import (
    Answer,
    ChokePoint,
    ChokePointHolder,
    Discrepancy,
    GlossaryTerm,
    Instrument,
    Mechanism,
    MechanismPrecedent,
    Provision,
    Question,
    ReportedCount,
    TreatyAction,
)
from treaties.models.version import track

FIELDS = {
    Instrument: [
        "title",
        "summary",
        "entry_into_force",
        "withdrawal_earliest_from",
        "gaps",
        "what_it_shows",
        "where_it_breaks",
        "contested_reading",
    ],
    TreatyAction: ["note"],
    Provision: ["paraphrase"],
    Question: ["question"],
    Answer: ["text"],
    ReportedCount: ["note"],
    Discrepancy: ["why"],
    Mechanism: ["name", "description", "limits"],
    MechanismPrecedent: ["how"],
    ChokePoint: ["name", "description"],
    ChokePointHolder: ["note"],
    GlossaryTerm: ["term", "definition"],
}


def register_and_track(model, fields):
    options = type(
        f"{model.__name__}Translation",
        (TranslationOptions,),
        {"fields": fields, "required_languages": ["en"], "empty_values": None},
    )
    register([model, *model.__subclasses__()])(options)  # its proxies, the problem lists, too
    track(model, exclude=fields)


for model, fields in FIELDS.items():
    register_and_track(model, fields)
