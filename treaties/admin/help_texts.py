"""What to write in a field, with an example, and what links are called; by the name of the field."""

from django.utils.translation import gettext_lazy as _

DAY = _("As exactly as the source has it: 1972, April 1972, 10 Apr 1972 or 1972-04-10.")

# What a link to another record is called, where the model only has the name of its field.
LABELS = {
    "instrument": _("instrument"),
    "participant": _("participant"),
    "question": _("question"),
    "source": _("source"),
    "company": _("company"),
    "state": _("state of its seat"),
    "successor": _("successor"),
}

HELP = {
    "slug": _("Part of the address, for ever. For example: paris-statement-2025"),
    "taken_on": _(
        "The day the depositary received it, as exactly as the source has it: 1972, April 1972, "
        "10 Apr 1972, 1972-04-10, before May 1972, or between 2 May 1972 and June 1973."
    ),
    "effective_on": _("Only if the source states it. For example: 1975-03-26"),
    "depositary": _("Only where several receive the acts. For example: London, for the NPT"),
    "starts_on": DAY,
    "ends_on": DAY,
    "as_of": DAY,
    "adopted_on": DAY,
    "opened_for_signature_on": DAY,
    "closed_for_signature_on": DAY,
    "in_force_from": DAY,
    "conditions_met_on": DAY,
    "negotiations_from": DAY,
    "title": _("The short name people use. For example: Bletchley Declaration"),
    "summary": _("Two or three plain sentences; numbers as placeholders, such as {parties}."),
    "official_titles": _('By language: {"en": "Treaty on the Non-Proliferation of …"}'),
    "authentic_languages": _("Codes with commas between. For example: en, fr, ru"),
    "unchecked": _("Names of fields with commas between. For example: in_force_from, gaps"),
    "gaps": _("Needed for a list that is not complete. For example: Rwanda is missing."),
    "url": _("The page itself, not the home page. For example: https://treaties.un.org/…"),
    "publisher": _("For example: United Nations Treaty Collection"),
    "licence": _("As the publisher states it. For example: CC BY 4.0"),
    "language": _("The code of the language. For example: fr"),
    "qid": _("For example: Q117 for Ghana"),
    "subregion": _("As the United Nations' geoscheme (M49) has it. For example: Western Africa"),
    "text": _("As people write it. For example: Holland, an alias of the Netherlands"),
    "value": _("As the source prints it. For example: 88"),
    "what": _("What they differ about. For example: taken-on"),
    "order": _("Lower numbers come first. For example: 10"),
    "quote": _("As the source prints it, never translated."),
    "review": _(
        "Checked: you have read it in the source that you name. Unchecked: no source has been found "
        "yet; it is shown marked, and counted nowhere."
    ),
    "note": _("For readers. For example: Signed by the prime minister, not ratified."),
    "key": _("For example: london"),
    "city": _("For example: New Delhi"),
    "field": _("The name of the field. For example: in_force_from"),
    "group": _("For example: compute-governance"),
}
