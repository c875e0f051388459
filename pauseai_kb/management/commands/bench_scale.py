"""Prints whether pages stay as fast when the record grows: with records made up for the purpose.

They are made in a database of their own, which is dropped afterwards. The pages asked for show as much
at every size: one instrument, the first page of a list, one country, one comparison.
"""

from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client

from pauseai_kb.management.commands.bench import measured
from treaties import services
from treaties.models import Instrument, Participant, ParticipantName, Source

PARTICIPANTS = 200
# A signature and a ratification for each pair; of twenty instruments one is an AI declaration.
ACTS = """
INSERT INTO treaties_treatyaction (instrument_id, participant_id, kind, taken_on, effective_on,
    source_id, locator, review, quote, contested, counted, note)
SELECT i.id, p.id, act.kind,
       ((date '1970-01-01' + ((i.id * 7 + p.id * 13) %% 9000)::int) + act.later)::text, NULL,
       i.source_id, '', 'checked', '', false, true, ''
FROM treaties_instrument AS i
CROSS JOIN treaties_participant AS p
CROSS JOIN LATERAL (VALUES
    (CASE WHEN i.binding THEN 'signature' ELSE 'endorsement' END, 0),
    (CASE WHEN i.binding THEN 'ratification' ELSE 'withdrawal-of-endorsement' END, 900)
) AS act (kind, later)
WHERE i.slug > %s
ORDER BY i.id, p.id
"""
PAGES = {
    "instrument": "/instruments/synthetic-00001/",
    "list": "/instruments/",
    "country": "/countries/state-001/",
    "compare": "/compare/" + ",".join(f"synthetic-{n:05}" for n in range(1, 7)) + "/",
}


class Command(BaseCommand):
    help = "Print how page times change from 60 to 600 and 6,000 instruments of 200 states."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", nargs="+", type=int, default=[60, 600, 6000])

    def handle(self, *, sizes, **options):
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write(f"{'instruments':>12}{'acts':>12}" + "".join(f"{p:>14}" for p in PAGES))
        before: dict[str, float] = {}
        with database_of_its_own("bench_scale"):
            made = 0
            source = make_states()
            for size in sorted(sizes):
                made = make_instruments(source, made, size)
                spent = {name: milliseconds(address) for name, address in PAGES.items()}
                before = before or spent
                shown = "".join(
                    f"{f'{spent[name]:.0f} ms ×{spent[name] / before[name]:.2f}':>14}"
                    for name in PAGES
                )
                self.stdout.write(f"{size:>12}{size * PARTICIPANTS * 2:>12}{shown}")


@contextmanager
def database_of_its_own(name):
    """A copy of the tables of this database, empty, dropped afterwards."""
    ours = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def make_states() -> Source:
    """Two hundred states, each with an English name; returns the source of everything."""
    call_command("migrate", verbosity=0, interactive=False)
    source = Source(slug="synthetic", title="Synthetic", url="https://synthetic.test/")
    source.authority = "research"
    services.save(source)
    for number in range(1, PARTICIPANTS + 1):
        state = Participant(slug=f"state-{number:03}", kind="state", source=source)
        state.un_member_since = "1945-10-24"
        services.save(state)
        name = ParticipantName(participant=state, language="en", kind="short")
        name.text = f"State {number:03}"
        services.save(name)
    return source


def make_instruments(source, made: int, size: int) -> int:
    """So many instruments and all their acts; without the change log, which no page here reads."""
    last = f"synthetic-{made:05}"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Instrument.objects.bulk_create(
            (synthetic(number, source) for number in range(made + 1, size + 1)), batch_size=1000
        )
        cursor.execute(ACTS, [last])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return size


def synthetic(number: int, source) -> Instrument:
    binding = number % 20 != 0
    terms = {"effect_delay": 0, "effect_unit": "day", "effect_rounding": "none"}
    return Instrument(
        slug=f"synthetic-{number:05}",
        kind="treaty" if binding else "declaration",
        theme="environment" if binding else "ai",
        binding=binding,
        title_en=f"Synthetic instrument {number:05}",
        summary_en="Made up for a measurement.",
        adopted_on="1970-01-01",
        opened_for_signature_on="1970-01-01",
        in_force_from="1975-01-01" if binding else None,
        effect_counted_for="after-entry-into-force",
        universe="all-states" if binding else "open",
        source=source,
        **terms,
    )


def milliseconds(address: str) -> float:
    """The uncached time of a page."""
    *_, uncached, _cached = measured(Client(headers={"host": "localhost"}), address)
    return uncached
