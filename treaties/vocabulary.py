"""The words of the field: what can be agreed, done about it, and where that leaves somebody.

The lists are closed. The terms are those of the Vienna Convention on the Law of Treaties
(VCLT, 1969) and of the UN Treaty Collection's glossary; `docs/glossary.md` explains them.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InstrumentKind(TextChoices):
    """What sort of text it is; whether it binds is a question of its own."""

    TREATY = "treaty", _("Treaty")
    PROTOCOL = "protocol", _("Protocol")
    AMENDMENT = "amendment", _("Amendment")
    STATUTE = "statute", _("Statute")
    DECLARATION = "declaration", _("Declaration")
    STATEMENT = "statement", _("Statement")
    COMMITMENTS = "commitments", _("Commitments")
    RESOLUTION = "resolution", _("Resolution")
    NETWORK = "network", _("Network")


class Theme(TextChoices):
    AI = "ai", _("Artificial intelligence")
    ARMS_CONTROL = "arms-control", _("Arms control")
    ENVIRONMENT = "environment", _("Environment")
    SPACE = "space", _("Outer space")
    BIOETHICS = "bioethics", _("Bioethics")
    JUSTICE = "justice", _("International justice")


class ParticipantKind(TextChoices):
    STATE = "state", _("State")
    FORMER_STATE = "former-state", _("Former state")
    TERRITORY = "territory", _("Territory")
    REGIONAL_ORGANISATION = "regional-organisation", _("Regional organisation")
    INTERNATIONAL_ORGANISATION = "international-organisation", _("International organisation")
    COMPANY = "company", _("Company")
    OTHER = "other", pgettext_lazy("participant", "Other")


class Region(TextChoices):
    """The regions of the United Nations' geoscheme (M49)."""

    AFRICA = "Africa", _("Africa")
    AMERICAS = "Americas", _("Americas")
    ASIA = "Asia", _("Asia")
    EUROPE = "Europe", _("Europe")
    OCEANIA = "Oceania", _("Oceania")


STATES = frozenset({ParticipantKind.STATE, ParticipantKind.FORMER_STATE})
ORGANISATIONS = frozenset(
    {ParticipantKind.REGIONAL_ORGANISATION, ParticipantKind.INTERNATIONAL_ORGANISATION}
)


class Universe(TextChoices):
    """Who could join: the N of "n of N"."""

    UN_MEMBERS = "un-members", _("Members of the United Nations")
    ALL_STATES = "all-states", _("All states")
    STATES_AND_EU = "states-and-eu", _("All states and the European Union")
    LISTED = "listed", _("The states that its text names")
    OPEN = "open", _("Open to anyone invited or willing")


class ActionKind(TextChoices):
    """What a participant can do about an instrument."""

    SIGNATURE = "signature", _("Signature")
    SIGNATURE_AD_REFERENDUM = "signature-ad-referendum", _("Signature ad referendum")
    SUCCESSION_TO_SIGNATURE = "succession-to-signature", _("Succession to signature")
    DEFINITIVE_SIGNATURE = "definitive-signature", _("Definitive signature")
    RATIFICATION = "ratification", _("Ratification")
    ACCEPTANCE = "acceptance", _("Acceptance")
    APPROVAL = "approval", _("Approval")
    ACCESSION = "accession", _("Accession")
    SUCCESSION = "succession", _("Succession")
    FORMAL_CONFIRMATION = "formal-confirmation", _("Formal confirmation")
    MEMBERSHIP_ACCEPTANCE = "membership-acceptance", _("Acceptance of membership")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    WITHDRAWAL_RESCINDED = "withdrawal-rescinded", _("Withdrawal taken back")
    WITHDRAWAL_OF_CONSENT = "withdrawal-of-consent", _("Consent taken back")
    WITHDRAWAL_OF_SIGNATURE = "withdrawal-of-signature", _("Signature withdrawn")
    SUSPENSION = "suspension", _("Suspension")
    SUSPENSION_ENDED = "suspension-ended", _("End of suspension")
    PROVISIONAL_APPLICATION = "provisional-application", _("Provisional application")
    TERRITORIAL_APPLICATION = "territorial-application", _("Territorial application")
    ADMISSION_APPROVED = "admission-approved", _("Admission approved")
    ENDORSEMENT = "endorsement", _("Endorsement")
    WITHDRAWAL_OF_ENDORSEMENT = "withdrawal-of-endorsement", _("Endorsement withdrawn")
    DECLINE = "decline", _("Declined to join")
    COMMITMENT = "commitment", _("Commitment")
    COMMITMENT_WITHDRAWN = "commitment-withdrawn", _("Commitment withdrawn")
    SPONSORSHIP = "sponsorship", _("Sponsorship")
    NAMED_BY_CHAIR = "named-by-chair", _("Named by the chair")
    VOTE_FOR = "vote-for", _("Vote for")
    VOTE_AGAINST = "vote-against", _("Vote against")
    VOTE_ABSTAIN = "vote-abstain", _("Abstention")
    VOTE_ABSENT = "vote-absent", _("Absent from the vote")


FIRST_FORMAL_ACT = frozenset(
    {ActionKind.SIGNATURE, ActionKind.SIGNATURE_AD_REFERENDUM, ActionKind.SUCCESSION_TO_SIGNATURE}
)
CONSENT_TO_BE_BOUND = frozenset(  # VCLT 11: ways to say yes, equal in effect
    {
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.FORMAL_CONFIRMATION,
        ActionKind.MEMBERSHIP_ACCEPTANCE,
    }
)
LEAVING = frozenset(
    {
        ActionKind.WITHDRAWAL,
        ActionKind.WITHDRAWAL_RESCINDED,
        ActionKind.WITHDRAWAL_OF_CONSENT,
        ActionKind.WITHDRAWAL_OF_SIGNATURE,
    }
)
# Marks without a count: they change nobody's standing (law R2; VCLT 25, 29, 57).
NO_CHANGE_OF_STANDING = frozenset(
    {
        ActionKind.SUSPENSION,
        ActionKind.SUSPENSION_ENDED,
        ActionKind.PROVISIONAL_APPLICATION,
        ActionKind.TERRITORIAL_APPLICATION,
        ActionKind.ADMISSION_APPROVED,
    }
)


class Standing(TextChoices):
    """Where a participant stands under an instrument on a day: computed, never stored."""

    PARTY = "party", _("Party")
    CONTRACTING_STATE = "contracting-state", _("Contracting state, not yet bound")
    SIGNED = "signed", _("Signed, not bound")
    FORMER_PARTY = "former-party", _("Former party")
    NOT_LISTED = "not-listed", _("Not listed")
    UNKNOWN = "unknown", pgettext_lazy("standing", "Unknown")
    ENDORSER = "endorser", _("Endorser")
    FORMER_ENDORSER = "former-endorser", _("Former endorser")
    DECLINED = "declined", _("Declined")
    COMMITTED = "committed", _("Committed")
    SPONSOR = "sponsor", _("Sponsor")
    NAMED_BY_CHAIR = "named-by-chair", _("Named by the chair")
    VOTED_FOR = "voted-for", _("Voted for")
    VOTED_AGAINST = "voted-against", _("Voted against")
    ABSTAINED = "abstained", _("Abstained")
    DID_NOT_VOTE = "did-not-vote", _("Did not vote")


# Acts about a text that binds nobody: the latest one says where somebody stands (law R13).
# A later row of this table decides between acts of one day.
STANDING_AFTER = {
    ActionKind.VOTE_ABSENT: Standing.DID_NOT_VOTE,
    ActionKind.VOTE_ABSTAIN: Standing.ABSTAINED,
    ActionKind.VOTE_AGAINST: Standing.VOTED_AGAINST,
    ActionKind.VOTE_FOR: Standing.VOTED_FOR,
    ActionKind.SPONSORSHIP: Standing.SPONSOR,
    ActionKind.NAMED_BY_CHAIR: Standing.NAMED_BY_CHAIR,
    ActionKind.COMMITMENT: Standing.COMMITTED,
    ActionKind.ENDORSEMENT: Standing.ENDORSER,
    ActionKind.COMMITMENT_WITHDRAWN: Standing.NOT_LISTED,
    ActionKind.WITHDRAWAL_OF_ENDORSEMENT: Standing.FORMER_ENDORSER,
    ActionKind.DECLINE: Standing.DECLINED,
}
NOT_BINDING = frozenset(STANDING_AFTER)


class CountKind(TextChoices):
    """A number on a page; its rule is the function of that name in `statistics.py`."""

    PARTIES = "parties", _("Parties")
    CONTRACTING_STATES = "contracting-states", _("Contracting states, not yet bound")
    SIGNATORIES = "signatories", _("Signatories")
    SIGNED_NOT_PARTY = "signed-not-party", _("Signed, not party")
    FORMER_PARTIES = "former-parties", _("Former parties")
    NOT_LISTED = "not-listed", _("Not listed")
    ENDORSERS = "endorsers", _("Endorsers")
    ENDORSING_STATES = "endorsing-states", _("Endorsing states")
    ENDORSING_ORGANISATIONS = "endorsing-organisations", _("Endorsing organisations")
    COMMITTED = "committed", _("Committed companies")
    SPONSORS = "sponsors", _("Sponsors")
    VOTED_FOR = "voted-for", _("Voted for")
    VOTED_AGAINST = "voted-against", _("Voted against")
    ABSTAINED = "abstained", _("Abstained")


class Unit(TextChoices):
    """Units of a period in a treaty; they are never turned into each other (law R1)."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Rounding(TextChoices):
    NONE = "none", _("none")
    FIRST_OF_NEXT_MONTH = "first-of-next-month", _("first day of the next month")


class CountedFor(TextChoices):
    """The pivot: consents deposited later than this have a day of effect of their own."""

    AFTER_CONDITIONS_MET = "after-conditions-met", _("after the conditions were met")
    AFTER_ENTRY_INTO_FORCE = "after-entry-into-force", _("after entry into force")


class WithdrawalGrounds(TextChoices):
    ANY_REASON = "any-reason", _("for any reason")
    EXTRAORDINARY_EVENTS = "extraordinary-events", _("because of extraordinary events")
    SILENT = "silent", _("the text says nothing")


class Review(TextChoices):
    CHECKED = "checked", _("Checked against its source")
    UNCHECKED = "unchecked", _("Unchecked: no source found yet")
    RETRACTED = "retracted", _("Retracted")


class TextStateKind(TextChoices):
    MISSING = "missing", pgettext_lazy("text", "missing")
    MACHINE_DRAFT = "machine-draft", pgettext_lazy("text", "machine draft")
    DRAFT = "draft", pgettext_lazy("text", "draft")
    REVIEWED = "reviewed", pgettext_lazy("text", "reviewed")
    OUTDATED = "outdated", pgettext_lazy("text", "outdated")


class SourceAuthority(TextChoices):
    DEPOSITARY = "depositary", _("Depositary")
    SECRETARIAT = "secretariat", _("Secretariat")
    HOST_GOVERNMENT = "host-government", _("Host government")
    OFFICIAL_JOURNAL = "official-journal", _("Official journal")
    TREATY_TEXT = "treaty-text", _("Treaty text")
    RESEARCH = "research", _("Research")
    PRESS = "press", _("Press")
    CAMPAIGN = "campaign", _("Campaign")


class SourceAddress(TextChoices):
    FULL = "full", _("The page itself")
    PARTIAL = "partial", _("The site; the page is still to be found again")


class NameKind(TextChoices):
    SHORT = "short", _("Short name")
    FORMAL = "formal", _("Formal name")
    ALIAS = "alias", _("Alias, for finding only")


class QuestionGroup(TextChoices):
    OBJECT = "object", _("Object")
    PARTICIPATION = "participation", _("Participation")
    SPEED = "speed", _("Speed")
    VERIFICATION = "verification", _("Verification")
    ENFORCEMENT = "enforcement", _("Enforcement")
    MONEY = "money", _("Money")
    TRADE = "trade", _("Trade with outsiders")
    AMENDMENT = "amendment", _("Amendment")
    LEAVING = "leaving", _("Leaving")
    RESULT = "result", _("Result")
    LESSONS = "lessons", _("Lessons for AI")


class QuestionType(TextChoices):
    TEXT = "text", _("text")
    CHOICE = "choice", _("choice")
    YES_NO = "yes-no", _("yes or no")
    NUMBER = "number", _("number")


class MechanismKind(TextChoices):
    MEASURE = "measure", _("Measure of the PauseAI proposal")
    VERIFICATION = "verification", _("Verification method")


class GlossaryGroup(TextChoices):
    TEXTS = "texts", _("Texts")
    PARTICIPANTS = "participants", _("Who takes part")
    JOINING = "joining", _("Joining")
    LEAVING = "leaving", _("Leaving, and marks")
    EVIDENCE = "evidence", _("Evidence")


class Followed(TextChoices):
    A = "a", _("the first")
    B = "b", _("the second")
    UNDECIDED = "undecided", _("neither yet")
