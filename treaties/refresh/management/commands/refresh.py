"""Asks the sources that are due, or those that are named, and proposes what differs."""

import json
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from treaties.days import now
from treaties.models import Instrument, Source, SourceCheck
from treaties.refresh import printing, recording, runs, schedule, visits
from treaties.refresh.alone import Busy, alone
from treaties.refresh.catalogue import READERS
from treaties.refresh.fetching import NoAnswer, NotSetUp
from treaties.refresh.models import Run
from treaties.refresh.observations import Page
from treaties.refresh.runs import Look, Subject


class Command(BaseCommand):
    help = "Ask the sources that are due, and propose what differs from the record."

    def add_arguments(self, parser):
        parser.add_argument("--source", help="this one, due or not: its slug")
        parser.add_argument("--instrument", help="the sources read for it: its slug, such as bwc")
        parser.add_argument("--record", type=Path, metavar="DIR", help="save what was fetched")
        parser.add_argument("--payload", type=Path, metavar="FILE", help="read this, ask nobody")
        parser.add_argument(
            "--connector", choices=sorted(READERS), help="with --payload: who reads it"
        )
        parser.add_argument("--key", default="", help="with --payload: what the connector calls it")
        parser.add_argument("--dry-run", action="store_true", help="propose and keep nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")
        parser.add_argument(
            "--looked-at",
            action="store_true",
            help="somebody looked at the source: it really is shorter, or has changed as much",
        )

    def handle(self, *, payload, **options):
        self.unanswered = 0
        self.not_asked = 0
        self.options = options
        if not payload and (options["connector"] or options["key"]):
            raise CommandError("--connector and --key say how a saved page is read: add --payload.")
        if options["record"]:
            writable(options["record"])
        looks = [self.read(payload)] if payload else self.visit_all(self.wanted())
        if options["json"]:
            told = [printing.as_data(look) for look in looks]
            told = told[0] if payload else told
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for look in looks:
                self.stdout.write(printing.in_words(look))
        self.say_what_failed([look.run for look in looks])

    def say_what_failed(self, looked: list[Run]) -> None:
        stopped = [run for run in looked if run.outcome == Run.Outcome.UNHEALTHY]
        for run in stopped:
            self.stderr.write(f"{run.source.slug}: stopped, nothing proposed: {run.message}")
        if stopped or self.unanswered or self.not_asked:
            raise CommandError(
                f"{len(stopped)} stopped, {self.unanswered} without an answer, "
                f"{self.not_asked} not asked."
            )

    # Asking.

    def wanted(self) -> list[SourceCheck]:
        """The checks to make; CommandError if what was named is read by no program."""
        source, instrument = self.options["source"], self.options["instrument"]
        checks = SourceCheck.objects.select_related("source", "instrument")
        if not source and not instrument:
            return list(schedule.due(now(), checks))
        if source:
            checks = checks.filter(source=found(Source, source))
        if instrument:
            checks = checks.filter(instrument=found(Instrument, instrument))
        if not checks:
            raise CommandError(f"No program reads {source or instrument}: see the list of checks.")
        return list(checks)

    def visit_all(self, checks) -> list[Look]:
        """Visit each; one that fails does not stop the others."""
        if not checks:
            self.stderr.write("No source is due. --source or --instrument asks all the same.")
        looks = []
        for check in tqdm(checks, desc="sources", disable=not sys.stderr.isatty()):
            try:
                looks.append(self.visit(check))
            except NoAnswer as reason:
                self.unanswered += 1
                self.stderr.write(f"{check.source.slug}: {reason}")
                if not self.options["dry_run"]:
                    visits.gave_no_answer(check, str(reason))
            except (NotSetUp, Busy) as reason:
                self.not_asked += 1
                self.stderr.write(f"{check.source.slug}: {reason}")
        return looks

    def visit(self, check) -> Look:
        folder = self.options["record"]
        with alone(check.source):
            page, last = visits.ask(check, afresh=bool(folder))
            if folder and page:
                self.stderr.write(f"saved {recording.save(page, check, folder)}")
            with self.kept():
                return visits.compare(check, page, last, looked_at=self.options["looked_at"])

    # Reading a saved page.

    def read(self, payload: Path) -> Look:
        reader, subject = self.told()
        try:
            page = Page(address=subject.source.url, content=payload.read_bytes())
        except OSError as error:
            raise CommandError(f"{payload} cannot be read: {error.strerror}.") from error
        known = {ask.key for ask in getattr(reader, "asks", ())}
        if known and subject.name not in known:
            raise CommandError(f"{reader.name} knows these pages: {', '.join(sorted(known))}.")
        try:
            with self.kept():
                looked_at = self.options["looked_at"]
                return runs.look(page, reader=reader, subject=subject, looked_at=looked_at)
        except Busy as error:
            raise CommandError(str(error)) from error

    def told(self):
        """Who reads the saved page, and what it is about: what is not told, the check says."""
        told = self.options
        source = found(Source, told["source"]) if told["source"] else None
        check = SourceCheck.objects.filter(source=source).select_related("instrument").first()
        instrument = found(Instrument, told["instrument"]) if told["instrument"] else None
        if check and told["connector"] in {None, check.connector}:
            instrument = instrument or check.instrument
            key = told["key"] or check.key
            return READERS[check.connector], Subject(source, instrument, key, asked=False)
        if not source:
            raise CommandError("Name the source that says so: --source.")
        if not told["connector"] or not instrument:
            raise CommandError("No program reads this source: name --connector and --instrument.")
        return READERS[told["connector"]], Subject(source, instrument, told["key"], asked=False)

    @contextmanager
    def kept(self):
        """What is written inside stays, unless it is only tried."""
        with transaction.atomic() if self.options["dry_run"] else nullcontext():
            yield
            if self.options["dry_run"]:
                transaction.set_rollback(True)


def writable(folder: Path) -> None:
    """Told before anybody is asked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error


def found(model, slug):
    try:
        return model.objects.get(slug=slug)
    except model.DoesNotExist:
        raise CommandError(f"No {model._meta.verbose_name} is called {slug!r}.") from None
