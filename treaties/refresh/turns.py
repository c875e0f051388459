"""Whose turn it is to ask a host: one request in two seconds, whichever worker makes it.

The turns stand in the database, so that workers on several machines wait for each other. Only outside
a transaction: a turn is taken at once, and nobody waits for a lock while another waits for a host.
"""

import time

from django.db import connection

SECONDS = 2.0  # between two requests to one host
MOST_SECONDS = 60.0  # longer than this nobody waits: the source is asked again later
LONGEST_PAUSE = 24 * 3600.0  # however long a host asks us to stay away

TAKE = """
INSERT INTO treaties_refresh_hostturn AS turn (host, free_at)
VALUES (%(host)s, clock_timestamp() + make_interval(secs => %(apart)s))
ON CONFLICT (host) DO UPDATE
SET free_at = greatest(turn.free_at, clock_timestamp()) + make_interval(secs => %(apart)s)
WHERE turn.free_at <= clock_timestamp() + make_interval(secs => %(most)s)
RETURNING extract(epoch FROM free_at - clock_timestamp())::float - %(apart)s
"""
REST = """
SELECT extract(epoch FROM free_at - clock_timestamp())::float
FROM treaties_refresh_hostturn WHERE host = %(host)s
"""
PAUSE = """
INSERT INTO treaties_refresh_hostturn AS turn (host, free_at)
VALUES (%(host)s, clock_timestamp() + make_interval(secs => %(pause)s))
ON CONFLICT (host) DO UPDATE SET free_at = greatest(turn.free_at, EXCLUDED.free_at)
"""


class TooLong(Exception):
    """The host is to be left alone for longer than anybody waits: `seconds` more."""

    def __init__(self, host: str, seconds: float):
        super().__init__(f"{host} is to be left alone for {seconds:.0f} more seconds.")
        self.seconds = seconds


def take(host: str) -> float:
    """Take the next turn; the seconds until it comes. TooLong if that is longer than we wait."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"host": host, "apart": SECONDS, "most": MOST_SECONDS})
        if found := cursor.fetchone():
            return max(0.0, found[0])
        cursor.execute(REST, {"host": host})
        raise TooLong(host, cursor.fetchone()[0])


def wait(host: str) -> None:
    """Wait until the host may be asked. TooLong if that is longer than we wait."""
    time.sleep(take(host))


def leave_alone(host: str, seconds: float) -> None:
    """Nobody asks the host for so long: it said so itself (RFC 9110, 10.2.3)."""
    pause = min(max(seconds, 0.0), LONGEST_PAUSE)
    with connection.cursor() as cursor:
        cursor.execute(PAUSE, {"host": host, "pause": pause})
