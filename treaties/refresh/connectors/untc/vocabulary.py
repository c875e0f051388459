"""The words of the UN Treaty Collection, and ours. What is not here is unknown, and stops."""

from typing import NamedTuple

from treaties.vocabulary import ActionKind, CountKind

PARTICIPANT = "participant"  # the heading of the first column

# What a heading can name: "Signature, Succession to signature(d)".
WORDS = {
    "signature": ActionKind.SIGNATURE,
    "succession to signature": ActionKind.SUCCESSION_TO_SIGNATURE,
    "definitive signature": ActionKind.DEFINITIVE_SIGNATURE,
    "ratification": ActionKind.RATIFICATION,
    "acceptance": ActionKind.ACCEPTANCE,
    "approval": ActionKind.APPROVAL,
    "accession": ActionKind.ACCESSION,
    "succession": ActionKind.SUCCESSION,
    "formal confirmation": ActionKind.FORMAL_CONFIRMATION,
    "provisional application": ActionKind.PROVISIONAL_APPLICATION,
}
# The letters a heading may give to a word. Each treaty has its own legend, and case matters.
LETTERS = {
    "a": {ActionKind.ACCESSION},
    "A": {ActionKind.ACCEPTANCE},
    "AA": {ActionKind.APPROVAL},
    "d": {ActionKind.SUCCESSION, ActionKind.SUCCESSION_TO_SIGNATURE},
    "s": {ActionKind.DEFINITIVE_SIGNATURE},
    "c": {ActionKind.FORMAL_CONFIRMATION},
    "n": {ActionKind.PROVISIONAL_APPLICATION},
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
TOTALS = {"Parties": CountKind.PARTIES, "Signatories": CountKind.SIGNATORIES}
DEPOSITARY = "un-secretary-general"
# Whom it means by a name that two go by: the other one is "Democratic Republic of the Congo".
NAMES = {"Congo": "republic-of-the-congo"}


class Treaty(NamedTuple):
    """A treaty in chapters XIII to XXIX (volume II) of the collection."""

    number: str  # "XXVII-2-a"
    title: str  # how its title begins there: a wrong number gives another treaty
    at_least: int  # acts: nine tenths of those in our record in November 2026


TREATIES = {
    "cwc": Treaty(
        "XXVI-3",
        "Convention on the Prohibition of the Development, Production, Stockpiling and Use of Chemical Weapons",
        320,
    ),
    "enmod": Treaty(
        "XXVI-1",
        "Convention on the prohibition of military or any other hostile use of environmental modification techniques",
        110,
    ),
    "vienna-convention-ozone": Treaty(
        "XXVII-2", "Vienna Convention for the Protection of the Ozone Layer", 200
    ),
    "montreal-protocol": Treaty(
        "XXVII-2-a", "Montreal Protocol on Substances that Deplete the Ozone Layer", 220
    ),
    "unfccc": Treaty("XXVII-7", "United Nations Framework Convention on Climate Change", 320),
    "paris-agreement": Treaty("XXVII-7-d", "Paris Agreement", 350),
    "cbd": Treaty("XXVII-8", "Convention on Biological Diversity", 320),
    "stockholm-convention": Treaty(
        "XXVII-15", "Stockholm Convention on Persistent Organic Pollutants", 300
    ),
    "rome-statute": Treaty("XVIII-10", "Rome Statute of the International Criminal Court", 240),
}
