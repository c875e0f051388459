"""The words of the UNODA treaties database, and ours. What is not here is unknown, and stops."""

from typing import NamedTuple

from treaties.vocabulary import ActionKind, CountKind

# Its code, its word, and ours. A withdrawal says not what is withdrawn: it has no kind of ours.
KINDS = {
    ("SIG", "Signatory"): ActionKind.SIGNATURE,
    ("RAT", "Ratification"): ActionKind.RATIFICATION,
    ("ACC", "Accession"): ActionKind.ACCESSION,
    ("SUC", "Succession"): ActionKind.SUCCESSION,
    ("WTW", "Withdrawal"): None,
}
# What its word covers besides: it has none for acceptance and approval.
ALSO = {ActionKind.RATIFICATION: (ActionKind.ACCEPTANCE, ActionKind.APPROVAL)}
# Whom it means by a name that two go by: the other one is "Democratic Republic of the Congo".
NAMES = {"Congo": "republic-of-the-congo"}
TOTALS = {
    "count_states_parties": CountKind.PARTIES,
    "count_sig_states": CountKind.SIGNATORIES,
}
NO_CODES = frozenset({None, "", "XX", "XXX"})  # what stands where a state has no code
# By place or by government: both have been seen. Keys of ours are those of data/instruments.
DEPOSITARIES = {
    "london": "united-kingdom",
    "united kingdom": "united-kingdom",
    "government of the united kingdom of great britain and northern ireland": "united-kingdom",
    "moscow": "russia",
    "russian federation": "russia",
    "government of the russian federation": "russia",
    "washington": "united-states",
    "united states of america": "united-states",
    "government of the united states of america": "united-states",
}
THREE = frozenset({"russia", "united-kingdom", "united-states"})


class Treaty(NamedTuple):
    name: str  # its `short_name` there
    depositaries: frozenset[str]  # our keys
    at_least: int  # acts: of several depositaries it lists one row each


TREATIES = {
    "npt": Treaty("npt", THREE, 280),
    "bwc": Treaty("bwc", THREE, 280),
    "outer-space-treaty": Treaty("outer_space", THREE, 190),
    "ctbt": Treaty("ctbt", frozenset({"un-secretary-general"}), 330),
    "tpnw": Treaty("tpnw", frozenset({"un-secretary-general"}), 150),
    "treaty-of-rarotonga": Treaty("rarotonga", frozenset({"pacific-islands-forum"}), 20),
    "treaty-of-pelindaba": Treaty("pelindaba", frozenset({"african-union"}), 80),
    "canwfz-semipalatinsk": Treaty("canwfz", frozenset({"kyrgyzstan"}), 9),
    "treaty-of-bangkok": Treaty("bangkok", frozenset({"thailand"}), 15),
    "treaty-of-tlatelolco": Treaty("tlatelolco", frozenset({"mexico"}), 55),
}
