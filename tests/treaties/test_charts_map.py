"""The map: everybody has a place on it or beside it, and its legend has the page's numbers."""

import gzip
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from treaties.charts.world_map import DRAWING, MARKS, Pair, drawing, world_map
from treaties.models import Instrument, Participant
from treaties.participation import participations
from treaties.statistics import COUNTED, counts_of, not_listed
from treaties.vocabulary import CountKind, ParticipantKind, Standing

TODAY = date(2026, 11, 20)
DAYS = [date(1968, 7, 1), date(1992, 12, 31), date(2003, 4, 11), date(2023, 11, 3), TODAY]
DAYS += [date(2027, 7, 28)]
LARGEST = 120_000  # bytes
# The counts that are one standing each.
BY_STANDING = {
    Standing.PARTY: CountKind.PARTIES,
    Standing.CONTRACTING_STATE: CountKind.CONTRACTING_STATES,
    Standing.SIGNED: CountKind.SIGNED_NOT_PARTY,
    Standing.FORMER_PARTY: CountKind.FORMER_PARTIES,
    Standing.ENDORSER: CountKind.ENDORSERS,
    Standing.COMMITTED: CountKind.COMMITTED,
    Standing.SPONSOR: CountKind.SPONSORS,
    Standing.VOTED_FOR: CountKind.VOTED_FOR,
    Standing.VOTED_AGAINST: CountKind.VOTED_AGAINST,
    Standing.ABSTAINED: CountKind.ABSTAINED,
}


def the_map(slug, on=TODAY):
    return world_map(participations(Instrument.objects.get(slug=slug), on))


def rendered(found):
    context = {"map": found, "subject": "A & B", "on": TODAY, "list": "list"}
    return render_to_string("charts/world_map.html", context)


def svg_of(html):
    found = re.search(r'<svg class="world-map__drawing.*?</svg>', html, re.S)
    return ElementTree.fromstring(found[0])


def test_every_state_has_a_shape_or_a_dot(record):
    states = set(
        Participant.objects.filter(kind=ParticipantKind.STATE).values_list("slug", flat=True)
    )
    assert len(states) >= 197
    assert states - drawing().lands - drawing().dots == set()
    assert {"holy-see", "state-of-palestine", "cook-islands", "niue", "tuvalu"} <= drawing().dots
    assert {"norway", "south-sudan", "taiwan", "kosovo"} <= drawing().lands | drawing().dots
    others = (drawing().lands | drawing().dots) - states
    assert others == {"taiwan", "kosovo"}


def test_the_drawing_is_one_well_formed_file_of_a_size_to_keep():
    file = Path(finders.find(DRAWING))
    assert 20_000 < file.stat().st_size <= LARGEST
    ids = [each.get("id") for each in ElementTree.parse(file).iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert "style" not in file.read_text()


def test_every_standing_has_a_mark_and_no_two_look_alike_without_colour():
    assert set(MARKS) == set(Standing)
    css = Path(finders.find("css/world-map.css")).read_text()
    for standing in set(Standing):
        assert f"world-map__pattern--{standing}" in css
    together = [
        [Standing.PARTY, Standing.CONTRACTING_STATE, Standing.SIGNED, Standing.FORMER_PARTY],
        [Standing.ENDORSER, Standing.FORMER_ENDORSER, Standing.DECLINED, Standing.NAMED_BY_CHAIR],
        [Standing.VOTED_FOR, Standing.VOTED_AGAINST, Standing.ABSTAINED, Standing.DID_NOT_VOTE],
    ]
    for standings in together:
        assert len({MARKS[standing] for standing in standings}) == len(standings)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_legend_has_the_numbers_of_the_statistics(record, on):
    instruments = list(Instrument.objects.all())
    counted = counts_of(instruments, on)
    maps = 0
    for instrument in instruments:
        rows = participations(instrument, on)
        found = world_map(rows)
        if found is None:
            continue
        maps += 1
        legend = {group.standing: group.count for group in found.groups}
        for standing, count in BY_STANDING.items():
            assert legend.get(standing, 0) == counted[instrument.pk][count], instrument.slug
        silent = legend.get(Standing.NOT_LISTED, 0) + legend.get(Standing.UNKNOWN, 0)
        uncounted = [
            row
            for row in rows
            if row.standing in {Standing.NOT_LISTED, Standing.UNKNOWN} and not row.could_join
        ]
        assert silent - len(uncounted) == not_listed(rows), instrument.slug
    assert maps > 20


def test_all_counts_but_those_of_several_standings_are_compared():
    several = {"signatories", "endorsing-states", "endorsing-organisations"}
    assert set(BY_STANDING.values()) | several == set(COUNTED)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_everybody_counted_has_one_place_on_the_map_or_beside_it(record, on):
    for slug in ["npt", "montreal-protocol", "bwc", "paris-statement", "treaty-of-tlatelolco"]:
        for group in the_map(slug, on).groups if the_map(slug, on) else []:
            places = [*group.lands, *group.dots, *group.elsewhere]
            assert len(places) == group.count
            assert len({place.slug for place in places}) == len(places)


@pytest.mark.parametrize(
    ("slug", "on"),
    [
        ("npt", "2003-04-11"),
        ("ctbt", "2023-11-04"),
        ("rome-statute", "2027-07-28"),
        ("bletchley-declaration", "2024-10-22"),
        ("montreal-protocol", "1989-01-01"),
        ("un-declaration-human-cloning", "2026-11-20"),
    ],
)
def test_the_legend_on_a_page_has_the_numbers_of_the_page(record, client, slug, on):
    html = client.get(f"/instruments/{slug}/?on={on}").content.decode()
    legend = dict(re.findall(r"</svg>([^<:]+): <strong>([\d,]+)</strong>", html))
    numbers = dict(re.findall(r'<data value="(\d+)" data-count="([a-z-]+)"', html))
    numbers = {count: value for value, count in numbers.items()}
    compared = 0
    for standing, count in BY_STANDING.items():
        if count in numbers and standing.label in legend:
            compared += 1
            assert legend[standing.label] == numbers[count]
    assert compared


def test_organisations_stand_beside_the_map(record):
    found = the_map("montreal-protocol")
    (group,) = found.elsewhere
    assert (group.standing, [p.slug for p in group.elsewhere]) == ("party", ["european-union"])


def test_former_states_stand_beside_the_map_while_they_existed(record):
    then, now = the_map("bwc", date(1974, 1, 1)), the_map("bwc")
    names = {place.slug for group in then.elsewhere for place in group.elsewhere}
    assert "czechoslovakia" in names
    assert now.elsewhere == []


def test_a_list_without_states_has_no_map(record):
    assert the_map("frontier-ai-safety-commitments") is None
    assert world_map([]) is None


def test_the_map_asks_nothing(record, django_assert_num_queries):
    rows = participations(Instrument.objects.get(slug="npt"), TODAY)
    with django_assert_num_queries(0):
        rendered(world_map(rows))


def test_pairs_of_participant_and_standing_are_enough():
    norway = Participant(slug="norway", kind=ParticipantKind.STATE)
    norway.shown_names = []
    (group,) = world_map([Pair(norway, Standing.SIGNED)]).groups
    assert (group.count, [place.slug for place in group.lands]) == (1, ["norway"])


@pytest.mark.parametrize("slug", ["npt", "bletchley-declaration", "un-declaration-human-cloning"])
def test_the_picture_is_well_formed_and_names_its_shapes(record, slug):
    html = rendered(the_map(slug))
    picture = svg_of(html)
    assert picture.find("title").text.startswith("A & B: a map of the world")
    assert picture.find("desc").text
    filled = {each.get("fill") for each in picture.iter("g")}
    patterns = {f"url(#{each.get('id')})" for each in picture.iter("pattern")}
    assert filled == patterns
    uses = [each.get("href") for each in picture.iter("use")]
    shapes = {use.split("#")[1] for use in uses}
    assert shapes - drawing().lands - drawing().dots == {"land"}
    assert len(uses) == len(shapes)
    assert all(each.find("title").text for each in picture.iter("a"))
    assert 'href="#map-key"' in html
    assert 'id="map-key"' in html


def test_a_link_says_who_stands_where_since_when(record):
    html = rendered(the_map("npt"))
    assert "<title>Norway: party since 5 March 1970</title>" in html
    assert "<title>India: not listed</title>" in html


def test_a_page_repeats_no_geometry_and_stays_light(record, client):
    html = client.get("/instruments/npt/").content.decode()
    assert html.count("world.svg#norway") == 1
    figure = re.search(r'<figure class="world-map".*?</figure>', html, re.S)[0]
    assert max(len(path) for path in re.findall(r' d="([^"]+)"', figure)) < 100
    assert len(gzip.compress(figure.encode())) < 6_000
    assert html.index('href="#map-key"') < html.index("world.svg#land")
    assert 'id="list"' in html
