"""Collects the interface's texts into the catalogues, with Babel: GNU gettext need not be installed."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

PACKAGES = ("treaties", "summits", "pauseai_kb")
HEADER = """\
# The words of the interface in {language}. Licence: MIT, as the code.
# Drafts until a native speaker has read them. The terms of law: docs/glossary.md.
#"""
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to date with the code and the templates."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="fail if a text is untranslated")

    def handle(self, *, check, **options):
        found = self._collect()
        missing = 0
        for language, _name in settings.LANGUAGES[1:]:
            catalogue = self._update(language, found, write=not check)
            untranslated = [m.id for m in catalogue if m.id and not _is_translated(m)]
            missing += len(untranslated)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {len(untranslated)} missing")
            for message in untranslated if check else []:
                self.stdout.write(f"  {message}")
        if check and missing:
            raise SystemExit(1)

    def _collect(self) -> Catalog:
        self.seen = {}
        catalogue = Catalog(charset="utf-8")
        for path in self._paths():
            text = path.read_text("utf-8")
            name = path.relative_to(settings.BASE_DIR).as_posix()
            method = "python"
            if path.suffix != ".py":
                # Calls among padding: no Python, but the reader of JavaScript takes it.
                text, method = templatize(text, origin=name), "javascript"
            content = io.BytesIO(text.encode())
            for _line, message, _comments, context in extract(method, content, KEYWORDS):
                self._once(message, context, name)
                flags = ["python-format"] if "%(" in str(message) else []
                catalogue.add(message, locations=[(name, None)], context=context, flags=flags)
        return catalogue

    def _once(self, message, context, name):
        """Refuses a text that stands alone here and with a plural there.

        One entry cannot serve both: older Pythons find only the plural in it.
        """
        has_plural = isinstance(message, tuple | list)
        key = context, message[0] if has_plural else message
        if self.seen.setdefault(key, has_plural) != has_plural:
            raise CommandError(f"{name}: give “{key[1]}” a context, it is also used otherwise")

    def _paths(self):
        for package in PACKAGES:
            yield from sorted((settings.BASE_DIR / package).rglob("*.py"))
        yield from sorted((settings.BASE_DIR / "templates").rglob("*.html"))

    def _update(self, language: str, found: Catalog, *, write: bool) -> Catalog:
        path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
        catalogue = Catalog(locale=language, charset="utf-8")
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language)
        catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
        _name(catalogue)
        if write and (not path.exists() or _content(catalogue) != path.read_bytes()):
            # Only now: a date alone is no change.
            catalogue.creation_date = catalogue.revision_date = datetime.now(UTC)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_content(catalogue))
        return catalogue


def _name(catalogue: Catalog):
    """Fill the header; a translator's own name and team stay."""
    language = catalogue.locale.english_name
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "pauseai-kb", "1"
    catalogue.msgid_bugs_address = "see CONTRIBUTING.md"
    catalogue.header_comment = HEADER.format(language=language)
    if "EMAIL@ADDRESS" in catalogue.last_translator:
        catalogue.last_translator = "volunteers of PauseAI"
    if "LL@li.org" in catalogue.language_team:
        catalogue.language_team = language


def _content(catalogue: Catalog) -> bytes:
    content = io.BytesIO()
    write_po(content, catalogue, width=100, sort_output=True, ignore_obsolete=True)
    return content.getvalue()


def _is_translated(message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings) and not message.fuzzy
