"""Loads the data files into the record."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from pauseai_kb.dataset.checks import read_checked
from pauseai_kb.dataset.loading import load, tally
from pauseai_kb.dataset.rows import DatasetError


class Command(BaseCommand):
    help = "Load the data files. What people changed in the record since is kept."

    def add_arguments(self, parser):
        parser.add_argument("--data", type=Path, default=settings.DATASET_DIR)

    def handle(self, *, data, **options):
        try:
            outcome = load(read_checked(data), progress=self._progress)
        except DatasetError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError("Nothing was loaded. Mend the lines named above.") from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # or the first pages are planned for empty tables
        counted = tally(outcome)
        self.stdout.write(", ".join(f"{number} {name}" for name, number in counted.items()))
        self._list(
            "Changed in the files and in the record; the record was kept:", outcome.conflicts
        )
        self._list("No longer in the files; kept in the record:", outcome.gone)

    def _list(self, heading, names):
        if names:
            self.stdout.write(heading)
            for name in names:
                self.stdout.write(f"  {name}")

    def _progress(self, items, description):
        return tqdm(items, desc=description, file=sys.stderr, disable=not sys.stderr.isatty())
