"""How to cite a page: what it is called, the day it speaks of, and an address that keeps to it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from treaties.wording import words

# Signs that are commands of TeX are written so that they are none; a title keeps its capitals.
TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"} | dict.fromkeys("{}\\", ""))


@dataclass(frozen=True)
class Citation:
    title: str
    key: str
    on: date
    retrieved: date
    address: str

    @property
    def plain(self) -> str:
        return _(
            "“%(title)s”. What states agreed, a record kept by volunteers of PauseAI. "
            "As of %(day)s. %(address)s (retrieved %(retrieved)s)."
        ) % {
            "title": self.title,
            "day": words(self.on),
            "address": self.address,
            "retrieved": words(self.retrieved),
        }

    @property
    def bibtex(self) -> str:
        author = _("Volunteers of PauseAI")
        fields = {
            "author": f"{{{author}}}",  # in braces: a name, not a first and a last one
            "title": f"{{{self.title.translate(TEX)}}}",
            "howpublished": _("What states agreed"),
            "year": str(self.on.year),
            "note": _("As of %(day)s") % {"day": words(self.on)},
            "url": self.address,
            "urldate": self.retrieved.isoformat(),
            "language": get_language(),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        return "\n".join([f"@misc{{{self.key}-{self.on},", *lines, "}"])
