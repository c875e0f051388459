"""A change of the record that somebody proposes; nothing is applied until a person accepts it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from treaties.review.querysets import ProposedChangeQuerySet
from treaties.review.vocabulary import DECIDED, WAITING, ChangeKind, Impact, Status

PERSON = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "null": True,
    "blank": True,
    "related_name": "+",
}


class ProposedChange(models.Model):
    """One difference between the record and what a source or a person says.

    `subject` names the thing by natural keys, `before` and `after` are its fields as texts. The
    fingerprint is made of these: the same difference found tomorrow is the same proposal.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=ChangeKind)
    subject = models.JSONField(_("what it is about"))
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    source = models.ForeignKey(
        "treaties.Source", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, editable=False)
    impact = models.PositiveSmallIntegerField(
        _("impact"), choices=Impact, default=Impact.DETAIL, editable=False
    )
    run = models.CharField(_("found by run"), max_length=100, blank=True)
    proposed_by = models.ForeignKey(verbose_name=_("proposed by"), **PERSON)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    agreed_by = models.ForeignKey(verbose_name=_("first of two reviewers"), **PERSON)
    decided_by = models.ForeignKey(verbose_name=_("decided by"), **PERSON)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    undo = models.JSONField(_("what it takes to undo it"), default=dict, editable=False)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-impact", "proposed_at", "pk"]
        default_permissions = ["view"]
        permissions = [("decide_proposedchange", _("Can decide on proposed changes"))]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(status=Status.ACCEPTED),
                name="a_difference_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(run="") ^ Q(proposed_by__isnull=False),
                name="a_change_is_proposed_by_a_run_or_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(DECIDED))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ASKED, Status.REFUSED, Status.UNDONE])
                | ~Q(reason=""),
                name="a_refusal_and_a_question_say_why",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | (Q(decided_by=None) | ~Q(decided_by=F("proposed_by")))
                & (Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by"))),
                name="nobody_decides_on_an_own_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ACCEPTED)
                | Q(agreed_by=None)
                | ~Q(agreed_by=F("decided_by")),
                name="two_reviewers_are_two_people",
            ),
        ]

    def __str__(self):
        participant = getattr(self, "participant_name", None) or self.subject.get("participant")
        instrument = getattr(self, "instrument_title", None) or self.subject.get("instrument")
        about = " · ".join(each for each in (participant, instrument) if each)
        return f"{self.get_kind_display()}: {about}"

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING
