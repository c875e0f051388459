"""The drawing: one shape a country in whole units, small states with a dot, as an SVG file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from babel.core import get_global

from pauseai_kb.atlas.plane import area, centroid, equal_earth, simplified, unbroken
from pauseai_kb.atlas.topology import Country, Point, Ring, Topology

WIDTH = 2000
LEFT = 40  # nothing but water lies west of it
SCALE = WIDTH / (2 * equal_earth(180, 0)[0])  # 1 square unit is about 300 square kilometres
TOP, BOTTOM = equal_earth(0, 84)[1], equal_earth(0, -57)[1]
HEIGHT = round((TOP - BOTTOM) * SCALE)

SMALLEST_TRIANGLE = 1.2  # square units: a bend smaller than this is drawn straight
SMALLEST_ISLAND = 3
SMALL_STATE = 40  # whose largest piece of land is smaller than this, about 12,000 km2, has a dot
DOT = 9  # its radius
BETWEEN_DOTS = 2 * DOT + 2

NOT_SHOWN = {"AQ"}  # Antarctica belongs to nobody, and would take a fifth of the picture
WITHOUT_A_NUMBER = {"Kosovo": "XK"}  # in Natural Earth


@dataclass
class Shape:
    """What is drawn of one country; without a slug it is land, and nothing refers to it."""

    slug: str
    path: str
    dot: Point | None = None


def shapes(topology: Topology, slugs: Mapping[str, str]) -> list[Shape]:
    """The shapes of a topology in degrees; `slugs` by ISO 3166-1 alpha-2 code."""
    plane = topology.mapped(lambda arc: [on_page(*point) for point in unbroken(arc)])
    drawn = plane.mapped(lambda arc: in_units(simplified(arc, SMALLEST_TRIANGLE)))
    found = []
    for slug, countries in by_slug(topology.countries, slugs):
        largest = max((ring for c in countries for ring in plane.rings_of(c)), key=area)
        dot = centroid(largest) if slug and area(largest) < SMALL_STATE else None
        path = path_of([ring for c in countries for ring in drawn.rings_of(c)])
        if path or dot:
            found.append(Shape(slug, path, dot))
    found.sort(key=lambda shape: (shape.slug, shape.path))
    push_apart([shape for shape in found if shape.dot])
    return found


def by_slug(
    countries: list[Country], slugs: Mapping[str, str]
) -> Iterator[tuple[str, list[Country]]]:
    """Each state with all its parts; what is no participant of ours stands alone, without a slug."""
    parts = defaultdict(list)
    for country in countries:
        code = iso2(country)
        if code in slugs:
            parts[slugs[code]].append(country)
        elif code not in NOT_SHOWN:
            yield "", [country]
    yield from parts.items()


def iso2(country: Country) -> str:
    """Its two letters; the aliases of CLDR lead from the numbers to them."""
    letters = get_global("territory_aliases").get(country.number, [])
    return letters[0] if letters else WITHOUT_A_NUMBER.get(country.name, "")


def on_page(longitude: float, latitude: float) -> Point:
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


def in_units(line: list[Point]) -> list[Point]:
    """Whole units; what falls together is one point."""
    points = [(round(x), round(y)) for x, y in line]
    return [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]


def path_of(rings: list[Ring]) -> str:
    """Rings as steps from point to point; without islands too small to be seen."""
    path, at = [], (0, 0)
    for ring in rings:
        if area(ring) < SMALLEST_ISLAND:
            continue
        points = ring[:-1]
        path.append(f"m{steps([points[0]], at)}l{steps(points[1:], points[0])}z")
        at = points[0]
    return "".join(path)


def steps(points: list[Point], at: Point) -> str:
    """ "3-4 2 1": a minus sign needs no space before it."""
    words = []
    for x, y in points:
        words += [x - at[0], y - at[1]]
        at = (x, y)
    return " ".join(map(str, words)).replace(" -", "-")


def push_apart(dotted: list[Shape]) -> None:
    """Until no dot covers another: in the Caribbean they are closer than they are wide."""
    for _ in range(200):
        moved = False
        for n, one in enumerate(dotted):
            for other in dotted[n + 1 :]:
                moved = push_pair(one, other) or moved
        if not moved:
            break
    for shape in dotted:
        shape.dot = (round(shape.dot[0]), round(shape.dot[1]))


def push_pair(one: Shape, other: Shape) -> bool:
    (x, y), (to_x, to_y) = one.dot, other.dot
    distance = hypot(to_x - x, to_y - y)
    if distance >= BETWEEN_DOTS - 0.01:
        return False
    push = (BETWEEN_DOTS - distance) / 2
    along = ((to_x - x) / distance, (to_y - y) / distance) if distance else (1, 0)
    one.dot = (x - along[0] * push, y - along[1] * push)
    other.dot = (to_x + along[0] * push, to_y + along[1] * push)
    return True


def svg(found: list[Shape]) -> str:
    """One file; pages refer to a shape by its slug, and to all of them as "land".

    Dots come last: they lie on top of the land of their neighbours.
    """
    land = [f'<path d="{shape.path}"/>' for shape in found if not shape.slug]
    states = [
        f'<path id="{shape.slug}" d="{shape.path}"/>'
        for shape in found
        if shape.slug and not shape.dot
    ]
    dots = []
    for shape in found:
        if shape.dot:
            x, y = shape.dot
            path = f'<path d="{shape.path}"/>' if shape.path else ""
            dots.append(f'<g id="{shape.slug}">{path}<circle cx="{x}" cy="{y}" r="{DOT}"/></g>')
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{LEFT} 0 {WIDTH - LEFT} {HEIGHT}">',
        "<title>The world in the Equal Earth projection, from Natural Earth</title>",
        '<g id="land">',
        *land,
        *states,
        *dots,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
