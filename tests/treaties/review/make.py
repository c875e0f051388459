"""Proposals and reviewers for tests."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from pauseai_kb.roles import create_roles
from tests.make import make_action, make_instrument, make_source, make_state
from treaties.review.services import propose
from treaties.review.vocabulary import ChangeKind

QUOTE = "Ghana · 6 Jun 1975 a"


def make_person(name, role="reviewer"):
    create_roles()
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    return user


def propose_act(kind="accession", taken_on="1975-06-06", *, slug="ghana", run="test:1", **more):
    """A run has found one act of one participant of the BWC."""
    return propose(
        kind=ChangeKind.NEW_ACTION,
        subject={"instrument": "bwc", "participant": slug},
        after={"kind": kind, "taken_on": taken_on},
        source=make_source("unoda"),
        quote=QUOTE,
        locator="Ghana",
        run="" if more.get("by") else run,
        **more,
    )


def make_bwc():
    return make_instrument("bwc")


def propose_correction(after="1975-06-05"):
    """The record says 6 June, the source another day."""
    make_action(make_bwc(), make_state(), "accession", "1975-06-06", quote="as before")
    return propose(
        kind=ChangeKind.CHANGED_ACTION,
        subject={
            "instrument": "bwc",
            "participant": "ghana",
            "kind": "accession",
            "taken_on": "1975-06-06",
            "depositary": "",
        },
        before={"taken_on": "1975-06-06"},
        after={"taken_on": after},
        source=make_source("unoda"),
        quote=QUOTE,
        run="test:1",
    )[0]
