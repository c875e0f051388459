"""Writes the record back as data files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from pauseai_kb.dataset.records import Record
from pauseai_kb.dataset.writing import write


class Command(BaseCommand):
    help = "Write the record to the data files, so that git shows what was decided."

    def add_arguments(self, parser):
        parser.add_argument("--data", type=Path, default=settings.DATASET_DIR)

    def handle(self, *, data, **options):
        written = write(list(Record().rows.values()), data)
        for name in written:
            self.stdout.write(f"written: {name}")
        self.stdout.write(f"{len(written)} files written.")
