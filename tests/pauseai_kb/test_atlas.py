"""Drawing the world: the projection, TopoJSON, and a small world of our own that is drawn alike each time."""

import json
import re
from math import radians, sin

import pytest
from django.core.management import CommandError, call_command

from pauseai_kb.atlas.drawing import BETWEEN_DOTS, Shape, push_apart
from pauseai_kb.atlas.plane import area, centroid, equal_earth, simplified, unbroken
from pauseai_kb.atlas.topology import NotATopology, read
from tests.make import make_eu, make_state


def geometry(name, number, *polygons):
    return {
        "type": "MultiPolygon",
        "id": number,
        "properties": {"name": name},
        "arcs": [[[each] if isinstance(each, int) else each] for each in polygons],
    }


# Synthetic: two neighbours who share arc 1, an islet, an island across the 180th meridian, and the
# pole that nobody has. Whole degrees, stored as steps from point to point.
SMALL_WORLD = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [-180, -90]},
    "arcs": [
        [[190, 150], [-5, 0], [0, -20], [5, 0]],  # 0: the west of Norway, from 10 E to 10 E
        [[190, 130], [0, 20]],  # 1: the border along 10 E
        [[190, 150], [10, 0], [0, -20], [-10, 0]],  # 2: the east of Sweden
        [[240, 90], [0, 1], [1, -1], [-1, 0]],  # 3: Maldives, half a square degree
        [[355, 60], [0, 10], [4, 0], [-354, 0], [0, -10], [-5, 0]],  # 4: across the meridian
        [[0, 0], [360, 0], [0, 10], [-360, 0], [0, -10]],  # 5: Antarctica
        [[200, 110], [0, 8], [8, 0], [0, -8], [-8, 0]],  # 6: without a number
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                geometry("Norway", "578", [0, 1]),
                geometry("Sweden", "752", [2, 1]),
                geometry("Maldives", "462", 3),
                geometry("New Zealand", "554", 4),
                geometry("Antarctica", "010", 5),
                geometry("Siachen Glacier", None, 6),
            ],
        }
    },
}
del SMALL_WORLD["objects"]["countries"]["geometries"][-1]["id"]
STATES = {"norway": "NO", "sweden": "SE", "maldives": "MV", "new-zealand": "NZ"}


@pytest.fixture
def drawn(db, tmp_path):
    """Draws the small world into a file and gives its text."""
    for slug, iso2 in STATES.items():
        make_state(slug, iso2=iso2)
    make_eu(iso2="EU")
    topology, output = tmp_path / "world.json", tmp_path / "world.svg"
    topology.write_text(json.dumps(SMALL_WORLD))

    def draw():
        call_command("draw_world", topology, output=output, verbosity=0)
        return output.read_text()

    return draw


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 0, 0),
        (180, 45, 14795421.79, 5486671.72),  # PROJ's own tests, of a globe of 6378137 m
        (-180, -45, -14795421.79, -5486671.72),
    ],
)
def test_the_projection_gives_the_published_values(longitude, latitude, x, y):
    found = [each * 6378137 for each in equal_earth(longitude, latitude)]
    assert found == pytest.approx([x, y], abs=0.01)


def test_the_projection_gives_the_example_of_its_manual():
    assert [round(each, 2) for each in equal_earth(122, 47)] == [1.55, 0.89]


def test_the_poles_are_lines_of_the_published_length():
    pole, equator = equal_earth(180, 90)[0], equal_earth(180, 0)[0]
    assert pole / equator == pytest.approx(0.59247, abs=0.00001)


@pytest.mark.parametrize("latitude", [-50, -5, 0, 30, 70])
def test_areas_are_those_of_the_globe(latitude):
    step = 0.01
    corners = [(0, 0), (step, 0), (step, step), (0, step)]
    ring = [equal_earth(40 + x, latitude + y) for x, y in corners]
    height = sin(radians(latitude + step)) - sin(radians(latitude))
    assert area(ring) == pytest.approx(radians(step) * height, rel=1e-4)


def test_arcs_are_steps_and_backwards_where_the_number_is_negative():
    topology = read(SMALL_WORLD)
    norway, sweden, *_ = topology.countries
    assert topology.rings_of(norway) == [[(10, 60), (5, 60), (5, 40), (10, 40), (10, 60)]]
    assert topology.rings_of(sweden) == [[(10, 60), (20, 60), (20, 40), (10, 40), (10, 60)]]
    reversed_border = topology._ring((~1,))
    assert reversed_border == [(10, 60), (10, 40)]


@pytest.mark.parametrize("file", [{}, {"arcs": [], "objects": {}}, {"arcs": [[["x"]]]}, []])
def test_a_file_that_is_no_topology_is_refused(file):
    with pytest.raises(NotATopology):
        read(file)


def test_a_line_across_the_180th_meridian_goes_on_to_the_east():
    assert unbroken([(179, 1), (-179, 2), (179, 3)]) == [(179, 1), (181, 2), (179, 3)]
    assert unbroken([(-179, 1), (179, 2), (-179, 3)]) == [(181, 1), (179, 2), (181, 3)]
    assert unbroken([(-10, 1), (10, 2)]) == [(-10, 1), (10, 2)]


def test_a_simpler_line_keeps_its_ends_and_its_large_bends():
    line = [(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0), (5, 0.1), (6, 0)]
    assert simplified(line, 1) == [(0, 0), (2, 0), (3, 5), (4, 0), (6, 0)]
    assert simplified([(0, 0), (9, 9)], 1) == [(0, 0), (9, 9)]


def test_a_simpler_ring_is_still_a_ring():
    ring = [(0, 0), (1, 0), (1, 1), (0.5, 1.1), (0, 1), (0, 0)]
    found = simplified(ring, 1000)
    assert len(found) == 4
    assert found[0] == found[-1]


def test_the_centroid_lies_in_the_middle():
    assert centroid([(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)]) == pytest.approx((2, 1))
    assert centroid([(1, 1), (3, 3), (1, 1)]) == pytest.approx((5 / 3, 5 / 3))


def test_dots_that_would_cover_each_other_are_pushed_apart():
    dotted = [Shape(name, "", at) for name, at in [("a", (9, 9)), ("b", (9, 9)), ("c", (12, 9))]]
    push_apart(dotted)
    places = [shape.dot for shape in dotted]
    for n, (x, y) in enumerate(places):
        for to_x, to_y in places[n + 1 :]:
            assert ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 > BETWEEN_DOTS - 1.5  # rounded


def test_the_small_world_is_drawn_alike_each_time(drawn):
    text = drawn()
    assert drawn() == text
    assert re.findall(r'<(path|g) id="([^"]+)"', text) == [
        ("g", "land"),
        ("path", "new-zealand"),
        ("path", "norway"),
        ("path", "sweden"),
        ("g", "maldives"),  # dots come last
    ]


def test_neighbours_share_their_border_and_the_rest_is_land_without_a_name(drawn):
    text = drawn()
    paths = dict(re.findall(r'<path id="([^"]+)" d="([^"]+)"', text))
    # By hand, a radius being 369.46 units: y is 1.30692 at the top (84 N), 1.08830 at 60 N and
    # 0.77461 at 40 N; x of 10 E is 0.11328 at 60 N and 0.13327 at 40 N, from the middle at 1000.
    assert paths["norway"] == "m1042 81l-21 0 4 116 24 0z"
    assert paths["sweden"] == "m1042 81l42 0 14 116-49 0z"
    assert len(re.findall(r"^<path d=", text, re.M)) == 1  # the glacier; the pole is not shown


def test_bad_input_says_what_is_wrong(db, tmp_path):
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(CommandError, match="not TopoJSON"):
        call_command("draw_world", tmp_path / "bad.json", output=tmp_path / "x.svg")
    with pytest.raises(CommandError, match="no.json"):
        call_command("draw_world", tmp_path / "no.json", output=tmp_path / "x.svg")
    assert not (tmp_path / "x.svg").exists()


def test_a_state_without_a_shape_is_named(drawn, capsys):
    make_state("atlantis", iso2="XA")
    drawn()
    assert "States without a shape: atlantis" in capsys.readouterr().err
