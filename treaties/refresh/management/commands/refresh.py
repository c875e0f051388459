"""Reads a saved page of a source and proposes what differs from the record."""

import json
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from treaties.models import Instrument, Source
from treaties.refresh import runs, saved
from treaties.refresh.catalogue import READERS
from treaties.refresh.models import Run
from treaties.refresh.observations import Page


class Command(BaseCommand):
    help = "Compare a saved page of a source with the record, and propose the differences."

    def add_arguments(self, parser):
        parser.add_argument("--payload", type=Path, required=True, help="the saved page")
        parser.add_argument("--connector", required=True, choices=sorted(READERS))
        parser.add_argument("--instrument", required=True, help="its slug, such as bwc")
        parser.add_argument("--key", default="", help="what the connector calls the page")
        parser.add_argument("--source", help="its slug; else the source of the instrument")
        parser.add_argument("--dry-run", action="store_true", help="propose nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")
        parser.add_argument(
            "--looked-at",
            action="store_true",
            help="somebody looked at the source: it really is shorter, or has changed as much",
        )

    def handle(self, *, payload, connector, dry_run, **options):
        instrument = self.found(Instrument, options["instrument"])
        source = instrument.source
        if options["source"]:
            source = self.found(Source, options["source"])
        try:
            page = Page(address=source.url, content=payload.read_bytes())
        except OSError as error:
            raise CommandError(f"{payload} cannot be read: {error.strerror}.") from error
        reader = READERS[connector]
        known = {ask.key for ask in getattr(reader, "asks", ())}
        if known and (options["key"] or instrument.slug) not in known:
            raise CommandError(f"{connector} knows these pages: {', '.join(sorted(known))}.")
        try:
            with transaction.atomic() if dry_run else nullcontext():
                look = runs.look(
                    page,
                    reader=reader,
                    instrument=instrument,
                    source=source,
                    key=options["key"],
                    looked_at=options["looked_at"],
                )
                if dry_run:
                    transaction.set_rollback(True)
        except runs.Busy as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_json(look) if options["json"] else in_words(look))
        if look.run.outcome == Run.Outcome.UNHEALTHY:
            raise CommandError(f"Stopped, nothing proposed: {look.run.message}")

    @staticmethod
    def found(model, slug):
        try:
            return model.objects.get(slug=slug)
        except model.DoesNotExist:
            raise CommandError(f"No {model._meta.verbose_name} is called {slug!r}.") from None


def as_json(look) -> str:
    run = look.run
    told = {
        "run": {
            "outcome": str(run.outcome),
            "message": run.message,
            "sha256": run.sha256,
            "rows": run.rows,
            "declared": run.declared,
            "counted": run.counted,
            "held": run.held,
            "unnamed": run.unnamed,
            "conflicts": run.conflicts,
        },
        "observed": saved.printed(look.observed) if look.observed else None,
        "proposals": [
            {
                "kind": change.kind,
                "subject": change.subject,
                "before": change.before,
                "after": change.after,
                "quote": change.quote,
                "impact": int(change.impact),
            }
            for change in look.proposals
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def in_words(look) -> str:
    run = look.run
    lines = [f"{run.get_outcome_display()}: {run.rows} rows, {run.proposed} new proposals"]
    lines += [f"  {change}: {change.before} → {change.after}" for change in look.proposals]
    lines += [f"  held back: {row['quote']} ({row['why']})" for row in run.held + run.unnamed]
    lines += [f"  conflict: {row['quote']} ({row['why']})" for row in run.conflicts]
    return "\n".join(lines)
