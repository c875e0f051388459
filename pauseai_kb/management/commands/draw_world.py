"""Draws `static/world.svg` anew from Natural Earth. Run by hand; see atlas/README.md."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pauseai_kb.atlas import drawing
from pauseai_kb.atlas.topology import NotATopology, read
from treaties.models import Participant
from treaties.vocabulary import ParticipantKind

WORLD = settings.BASE_DIR / "pauseai_kb" / "static" / "world.svg"


class Command(BaseCommand):
    help = "Draw the map of the world from countries-10m.json of the npm package world-atlas."

    def add_arguments(self, parser):
        parser.add_argument("topology", type=Path, help="a TopoJSON file of countries")
        parser.add_argument("--output", type=Path, default=WORLD)

    def handle(self, *, topology, output, **options):
        participants = Participant.objects.exclude(iso2="")
        slugs = dict(participants.values_list("iso2", "slug"))
        try:
            found = drawing.shapes(read(json.loads(topology.read_text())), slugs)
        except (OSError, ValueError, NotATopology) as error:
            raise CommandError(f"{topology}: {error}") from error
        output.write_text(drawing.svg(found))
        states = participants.filter(kind=ParticipantKind.STATE).values_list("slug", flat=True)
        missing = sorted(set(states) - {shape.slug for shape in found})
        if missing:
            self.stderr.write(f"States without a shape: {', '.join(missing)}")
        dots = sum(shape.dot is not None for shape in found)
        size = output.stat().st_size
        self.stdout.write(f"{output}: {len(found)} shapes, {dots} with a dot, {size} bytes")
