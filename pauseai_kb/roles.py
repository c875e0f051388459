"""The five roles, as groups; and a group a language, for those who write texts in it.

A person has one role and any number of languages. What a role may do is enforced by Django's
permissions and `treaties.permissions`, where things are saved.
"""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from pghistory.models import Event

from treaties.permissions import ADMINISTRATOR, LANGUAGE, translations

RECORD = ("treaties", "summits", "kb_dataset")
QUEUE = ("treaties_review", "treaties_refresh", "kb_build_hook")
LOOK = ["view"]
WRITE = ["view", "add", "change"]
# States of texts follow from saving texts; only a reviewer says that one is reviewed.
REVIEWERS_ONLY = ["textstate"]


def _models(*, without=(), labels=RECORD) -> list:
    found = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return [
        model
        for model in found
        if model._meta.model_name not in without and not issubclass(model, Event)
    ]


def _permissions(models, verbs):
    wanted = Q()
    for model in models:
        names = [f"{verb}_{model._meta.model_name}" for verb in verbs]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=names)
    return Permission.objects.filter(wanted)


def permissions_of_roles() -> dict:
    """Nobody may delete: facts are corrected or retracted."""
    queue = _permissions(_models(labels=QUEUE), LOOK)
    look = _permissions(_models(), LOOK) | queue
    write = _permissions(_models(without=REVIEWERS_ONLY), WRITE)
    decide = _permissions(_models(labels=["treaties_review"]), ["decide"])
    review = _permissions(_models(), WRITE) | queue | decide
    people = Permission.objects.filter(
        content_type__app_label="auth",
        codename__in=["view_user", "add_user", "change_user", "view_group"],
    )
    return {
        "contributor": look,
        "translator": look,
        "curator": look | write,
        "reviewer": review,
        ADMINISTRATOR: review | people,
    }


@transaction.atomic
def create_roles() -> list[str]:
    """Create the groups, or bring their permissions up to date."""
    names = []
    for name, permissions in permissions_of_roles().items():
        group, _new = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions)
        names.append(name)
    for language in translations():
        Group.objects.get_or_create(name=f"{LANGUAGE}{language}")
        names.append(f"{LANGUAGE}{language}")
    return names
