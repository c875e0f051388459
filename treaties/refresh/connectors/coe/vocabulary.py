"""The words of the Council of Europe's Treaty Office, and ours. What is not here stops."""

# The three lists of an answer, in its order.
GROUPS = ("members", "non-members", "organisations")
# Every date a row can have. Another member whose name begins with "Date" is an act unknown to us.
DATES = frozenset(
    {
        "DateSignature",
        "DateConsentement",
        "DateEntreeVigueur",
        "DateDenonciation",
        "DateEffetDenonciation",
        "DateSuspension",
    }
)
# Which of them mean nothing without another: (filled, needs).
TOGETHER = (
    ("DateEntreeVigueur", "DateConsentement"),
    ("DateEffetDenonciation", "DateDenonciation"),
)
DEPOSITARY = "council-of-europe"
# Our instrument, its number in the treaty series, and the acts that are there at least.
TREATIES = {"coe-ai-framework-convention": ("225", 10)}
