"""Checks the data files and says what is wrong, by file and line."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pauseai_kb.dataset.checks import missing_texts, read_checked
from pauseai_kb.dataset.rows import DatasetError


class Command(BaseCommand):
    help = "Check the data files: sources, keys, duplicates, totals, placeholders, languages."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--data", type=Path, default=settings.DATASET_DIR)
        parser.add_argument(
            "--list-missing", action="store_true", help="name each missing translation"
        )

    def handle(self, *, data, list_missing, **options):
        try:
            rows = read_checked(data)
        except DatasetError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(error.problems)} problems in the data files.") from error
        self.stdout.write(f"{len(rows)} records, no problem found.")
        for gap in missing_texts(rows, settings.MODELTRANSLATION_LANGUAGES):
            self._report(gap, list_missing)

    def _report(self, gap, list_missing):
        if gap.language == "en":
            total = gap.complete + gap.draft + len(gap.missing)
            self.stdout.write(f"  en: {total} texts")
            return
        self.stdout.write(
            f"  {gap.language}: {gap.complete} reviewed, {gap.draft} draft, "
            f"{len(gap.missing)} missing"
        )
        for name in gap.missing if list_missing else []:
            self.stdout.write(f"    {name}")
