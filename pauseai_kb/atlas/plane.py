"""From the globe to the page: the Equal Earth projection, and lines with fewer points.

Equal Earth shows every country at its true size beside the others: Bojan Šavrič, Tom Patterson and
Bernhard Jenny, "The Equal Earth map projection", International Journal of Geographical Information
Science, 2018.
"""

from heapq import heapify, heappop, heappush
from math import asin, cos, radians, sin, sqrt

from pauseai_kb.atlas.topology import Point, Ring

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> Point:
    """Degrees to the plane, for a globe of radius 1; x runs from -2.70663 to 2.70663."""
    theta = asin(M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = radians(longitude) * cos(theta) / (M * slope)
    return x, theta * (A1 + A2 * square + sixth * (A3 + A4 * square))


def unbroken(line: list[Point]) -> list[Point]:
    """A line that crosses the 180th meridian goes on to the east: Chukotka stays with Russia."""
    turns, points = 0, []
    for n, (longitude, latitude) in enumerate(line):
        step = longitude - line[n - 1][0] if n else 0
        turns += (step < -180) - (step > 180)
        points.append((longitude + 360 * turns, latitude))
    west = min(longitude for longitude, _ in points) < -180
    return [(longitude + 360 * west, latitude) for longitude, latitude in points]


def twice_the_triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))


def area(ring: Ring) -> float:
    """Without a sign."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def centroid(ring: Ring) -> Point:
    """The centre of gravity of a ring; of its corners if it has no area."""
    total = x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        total += cross
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    if not total:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * total), y / (3 * total)


def simplified(line: list[Point], smallest: float) -> list[Point]:
    """Without the points whose triangle with their neighbours is smaller than this.

    The smallest triangle goes first (Visvalingam and Whyatt, 1993). Both ends stay, so that
    borders meet; a closed line keeps four points at least.
    """
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    closed = line[0] == line[-1]
    left, gone = len(line), set()

    def triangle(n):
        return twice_the_triangle(line[before[n]], line[n], line[after[n]]) / 2

    heap = [(triangle(n), n) for n in range(1, len(line) - 1)]
    heapify(heap)
    while heap and not (closed and left <= 4):
        size, n = heappop(heap)
        if size >= smallest:
            break
        if n in gone or size < triangle(n):  # an old entry: its neighbours have changed
            continue
        gone.add(n)
        left -= 1
        first, last = before[n], after[n]
        after[first], before[last] = last, first
        for each in (first, last):
            if 0 < each < len(line) - 1:
                # never smaller than what went before it
                heappush(heap, (max(size, triangle(each)), each))
    return [point for n, point in enumerate(line) if n not in gone]
