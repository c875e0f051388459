"""Compiles the interface's translations with Babel: GNU gettext need not be installed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po; refuses messages whose placeholders are broken."
    requires_system_checks = []

    def handle(self, **options):
        sources = [
            path
            for folder in settings.LOCALE_PATHS
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
        ]
        for source in sources:
            self._compile(source)
        self.stdout.write(f"{len(sources)} catalogues compiled.")

    def _compile(self, source: Path):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        for message in catalogue:
            for error in message.check(catalogue):
                raise CommandError(f"{source.name}: {message.id!r}: {error}")
        # Written aside and renamed: two processes may compile at once.
        target = source.with_suffix(".mo")
        half = target.with_suffix(".mo.half")
        with half.open("wb") as file:
            write_mo(file, catalogue)
        half.replace(target)
