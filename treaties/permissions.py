"""Who may write what. The roles themselves are groups: `manage.py create_roles`."""

from django.conf import settings

ADMINISTRATOR = "administrator"
LANGUAGE = "language: "  # a group a language: "language: nl"
ENGLISH = "en"  # the language that the others are made from


def translations() -> list[str]:
    """The languages of the record that texts are translated into."""
    return [code for code in settings.MODELTRANSLATION_LANGUAGES if code != ENGLISH]


def languages_of(user) -> list[str]:
    """The languages whose texts a person may write."""
    if not hasattr(user, "_languages"):
        names = set(user.groups.values_list("name", flat=True)) if user.is_active else set()
        everything = user.is_active and (user.is_superuser or ADMINISTRATOR in names)
        user._languages = [
            code for code in translations() if everything or f"{LANGUAGE}{code}" in names
        ]
    return user._languages


def may_review(user) -> bool:
    """Whether a text that this person saves is reviewed, and no draft."""
    return user.has_perm("treaties.change_textstate")
