"""Reads TopoJSON: borders are arcs, and two neighbours share the arcs between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Point = tuple[float, float]
Ring = list[Point]


class NotATopology(Exception):
    """The file is not TopoJSON with countries in it."""


@dataclass(frozen=True)
class Country:
    """One country of the file: its number (ISO 3166-1), if it has one, and its rings of arcs."""

    number: str
    name: str
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Topology:
    arcs: list[list[Point]]
    countries: list[Country]

    def mapped(self, change: Callable[[list[Point]], list[Point]]) -> "Topology":
        """Every arc changed once, so that neighbours keep the same border."""
        return Topology([change(arc) for arc in self.arcs], self.countries)

    def rings_of(self, country: Country) -> list[Ring]:
        return [self._ring(ring) for ring in country.rings]

    def _ring(self, numbers: tuple[int, ...]) -> Ring:
        """One closed line; an arc begins where the one before it ended."""
        points: Ring = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points


def read(file: dict, layer: str = "countries") -> Topology:
    """Longitudes and latitudes of a TopoJSON file. Raises NotATopology."""
    try:
        arcs = list(_decoded(file))
        countries = [_country(each) for each in file["objects"][layer]["geometries"]]
    except (KeyError, TypeError, ValueError) as error:
        raise NotATopology(f"This is not TopoJSON with a layer {layer!r}: {error!r}") from error
    return Topology(arcs, countries)


def _decoded(file: dict) -> Iterator[list[Point]]:
    """A quantised file stores steps from point to point, in units of its own."""
    if "transform" not in file:
        yield from ([(x, y) for x, y in arc] for arc in file["arcs"])
        return
    (width, height), (left, bottom) = file["transform"]["scale"], file["transform"]["translate"]
    for arc in file["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * width + left, y * height + bottom))
        yield points


def _country(geometry: dict) -> Country:
    shapes = {"Polygon": lambda arcs: [arcs], "MultiPolygon": lambda arcs: arcs}
    polygons = shapes[geometry["type"]](geometry["arcs"])
    rings = tuple(tuple(ring) for polygon in polygons for ring in polygon)
    return Country(geometry.get("id", ""), geometry["properties"]["name"], rings)
