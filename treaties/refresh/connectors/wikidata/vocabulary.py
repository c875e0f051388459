"""Under which English name Wikidata has our instruments; its item is not guessed, but found."""

PARTY = "P1891"  # signatory
CODE = "P298"  # ISO 3166-1 alpha-3

SIGNATORIES = "signatories"
STATES = "states"
# The columns of each answer, in the order of the question.
COLUMNS = {
    SIGNATORIES: ("treaty", "treatyLabel", "state", "code", "stateLabel"),
    STATES: ("state", "code", "stateLabel"),
}
INSTRUMENTS = {
    "Biological Weapons Convention": "bwc",
    "Chemical Weapons Convention": "cwc",
    "Comprehensive Nuclear-Test-Ban Treaty": "ctbt",
    "Convention on Biological Diversity": "cbd",
    "Montreal Protocol": "montreal-protocol",
    "Outer Space Treaty": "outer-space-treaty",
    "Paris Agreement": "paris-agreement",
    "Rome Statute of the International Criminal Court": "rome-statute",
    "Stockholm Convention on Persistent Organic Pollutants": "stockholm-convention",
    "Treaty on the Non-Proliferation of Nuclear Weapons": "npt",
    "Treaty on the Prohibition of Nuclear Weapons": "tpnw",
    "United Nations Framework Convention on Climate Change": "unfccc",
    "Vienna Convention for the Protection of the Ozone Layer": "vienna-convention-ozone",
}
