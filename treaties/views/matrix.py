"""Countries × instruments: one table, on a page and as a file."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView

from treaties.addresses import address_with
from treaties.charts.world_map import Pair, WorldMap, world_map
from treaties.freshness import missed_for
from treaties.matrix import Matrix, matrix
from treaties.matrix_filter import MatrixFilter
from treaties.models import Participant
from treaties.views.base import Filtered, OnADay
from treaties.views.spreadsheet import csv_response
from treaties.vocabulary import InstrumentKind, Standing, Theme

EVERYTHING = {"theme": ""}  # a question with every answer: nothing is left out


@dataclass(frozen=True)
class Preset:
    """A question that is often asked, and the words of the link to it."""

    label: str
    questions: dict[str, str]

    @property
    def address(self) -> str:
        return address_with("matrix", self.questions)

    def is_asked(self, request) -> bool:
        besides = {"on", "sort", "by"}
        asked = {name: value for name, value in request.GET.items() if name not in besides}
        return asked == self.questions


def presets() -> list[Preset]:
    """Why attendance at summits is none of them: docs/decisions/0010."""
    return [
        Preset(_("AI declarations"), {}),
        Preset(_("Key states, all instruments"), {"key": "yes"}),
        Preset(_("Arms control"), {"theme": Theme.ARMS_CONTROL.value}),
        Preset(_("Environment"), {"theme": Theme.ENVIRONMENT.value}),
        Preset(_("Commitments of companies"), {"kind": InstrumentKind.COMMITMENTS.value}),
        Preset(_("All countries, all instruments"), EVERYTHING),
    ]


class MatrixPage(OnADay, Filtered, ListView):
    filterset_class = MatrixFilter
    template_name = "treaties/matrix.html"

    def get(self, request, *args, **kwargs):
        self.object_list = self.get_queryset()
        form = request.GET.get("format", "")
        if form == "csv":
            return self.as_csv()
        if form:
            raise BadRequest(_("There is no such format. Write ?format=csv for a spreadsheet."))
        return self.render_to_response(self.get_context_data())

    def everything(self):
        return Participant.objects.with_names().existing(self.on).with_universes(self.on)

    @cached_property
    def matrix(self):
        return matrix(
            self.filter.instruments,
            self.object_list,
            self.on,
            standing=self.filter.asked.get("standing", ""),
            order=self.filter.order,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            matrix=self.matrix,
            map=map_of(self.matrix),
            missed=missed_for(*self.matrix.columns),
            presets=[(preset, preset.is_asked(self.request)) for preset in presets()],
            everything=address_with("matrix", EVERYTHING),
            by=self.filter.asked.get("by"),
            **kwargs,
        )

    def as_csv(self):
        """One line a participant, one column an instrument; codes, the same in each language."""
        table, address = self.matrix, self.request.build_absolute_uri()
        slugs = [each.slug for each in table.columns]
        header = ["participant", "name", "kind", "region", "on", *slugs, "contested", "address"]
        rows = (
            [
                row.participant.slug,
                row.participant.name,
                row.participant.kind,
                row.participant.region,
                self.on.isoformat(),
                *[cell.standing for cell in row.cells],
                " ".join(cell.instrument.slug for cell in row.cells if cell.other_reading),
                address,
            ]
            for row in table.rows
        )
        return csv_response(f"matrix-{self.on.isoformat()}", [header, *rows])


def map_of(table: Matrix) -> WorldMap | None:
    """The map of a table of one instrument: of several there is none, a map shows one standing."""
    if len(table.columns) != 1:
        return None
    cells = [(row.participant, row.cells[0].standing) for row in table.rows]
    return world_map(Pair(who, Standing(where)) for who, where in cells if where in Standing)
