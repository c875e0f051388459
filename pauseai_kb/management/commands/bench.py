"""Prints how long the record takes to load, to count and to show. No test looks at the clock."""

import json
import time
from functools import partial
from statistics import median

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pauseai_kb.dataset.checks import read_checked
from pauseai_kb.dataset.loading import load
from pauseai_kb.page_types import PAGE_TYPES
from pauseai_kb.weight import weight_of
from treaties.days import today
from treaties.models import Instrument, TreatyAction
from treaties.refresh.catalogue import OBSERVED
from treaties.refresh.models import Run
from treaties.refresh.observations import Observed, ObservedAction, Page
from treaties.refresh.runs import Subject, look
from treaties.refresh.saved import printed


def timed(function, times=5) -> float:
    """The median of so many runs, in milliseconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


class Command(BaseCommand):
    help = "Print figures: loading, standings of all pairs, and every type of page."

    def handle(self, **options):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        self._loading()
        self._standings()
        self._refresh()
        self._pages()

    def _loading(self):
        began = time.perf_counter()
        rows = read_checked(settings.DATASET_DIR)
        read = time.perf_counter() - began
        with transaction.atomic():
            with connection.cursor() as cursor:
                tables = connection.introspection.table_names(cursor)
                ours = [t for t in tables if t.startswith(("treaties_", "summits_", "kb_dataset_"))]
                cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")
            began = time.perf_counter()
            load(rows)
            first = time.perf_counter() - began
            began = time.perf_counter()
            load(rows)
            second = time.perf_counter() - began
            transaction.set_rollback(True)
        self.stdout.write(
            f"data set: {len(rows)} records, read and checked in {read:.2f} s, loaded into an "
            f"empty record in {first:.2f} s, again in {second:.2f} s"
        )
        load(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as `load_dataset` does

    def _standings(self):
        on, actions = today(), TreatyAction.objects.all()
        pairs = len(actions.standings(on))
        spent = timed(lambda: actions.standings(on))
        self.stdout.write(f"standings of all {pairs} pairs: {spent:.0f} ms")

    def _refresh(self):
        """A source that says what the record says: read for the first time, and unchanged."""
        for slug in ("npt", "cwc", "paris-agreement"):
            instrument = Instrument.objects.select_related("source").get(slug=slug)
            subject = Subject(instrument.source, instrument)
            once = partial(look, page_of(instrument), reader=OBSERVED, subject=subject)
            with transaction.atomic():
                read, unchanged = timed(once, times=1), timed(once)
                run = Run.objects.order_by("pk").last()
                transaction.set_rollback(True)
            self.stdout.write(
                f"refresh of {slug}: {run.rows} rows read and compared in {read:.0f} ms, "
                f"unchanged in {unchanged:.1f} ms ({run.outcome})"
            )

    def _pages(self):
        numbers = [("queries", 9), ("bytes", 9), ("gzipped", 9), ("with CSS", 10)]
        numbers += [("uncached ms", 13), ("cached ms", 11)]
        self.stdout.write(f"{'page':<16}" + "".join(f"{name:>{room}}" for name, room in numbers))
        client = Client(headers={"host": "localhost"})
        for name, address in PAGE_TYPES.items():
            shown = "".join(
                f"{number:>{room}.0f}"
                for number, (_, room) in zip(measured(client, address), numbers, strict=True)
            )
            self.stdout.write(f"{name:<16}{shown}  {address}")


def page_of(instrument) -> Page:
    """A page that says what the record says of an instrument, in our own notation."""
    actions = instrument.actions.published().select_related("participant", "depositary")
    acts = [
        ObservedAction(
            instrument=instrument.slug,
            participant=action.participant.name,
            kind=action.kind,
            taken_on=action.taken_on,
            quote=f"{action.participant.name} {action.taken_on}",
            code=action.participant.iso3,
            depositary=action.depositary.key if action.depositary else "",
        )
        for action in actions.prefetch_related("participant__names")
    ]
    told = printed(Observed(instrument.slug, tuple(acts)))
    return Page(instrument.source.url, json.dumps(told).encode())


def measured(client, address) -> list[float]:
    """The figures of one page: queries, bytes, and how long it takes anew and unchanged."""
    with CaptureQueriesContext(connection) as queries:
        first = client.get(address)
        asked = len(queries)  # the next request empties the log
    if first.status_code != 200:
        raise CommandError(f"{address} answers {first.status_code}")
    unchanged = {"if-none-match": first["ETag"]}
    if client.get(address, headers=unchanged).status_code != 304:
        raise CommandError(f"{address} is sent again though nothing changed")
    weight = weight_of(first.content)
    return [
        asked,
        weight.html,
        weight.html_compressed,
        weight.to_read,
        timed(lambda: client.get(address)),
        timed(lambda: client.get(address, headers=unchanged)),
    ]
