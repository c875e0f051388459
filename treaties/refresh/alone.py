"""One look at a source at a time, whichever machine makes it."""

from contextlib import contextmanager, suppress

from django.db import Error, connection

LOCK = 5_000  # the family of our advisory locks


class Busy(Exception):
    """Another run is looking at this source."""


@contextmanager
def alone(source):
    """Holds the source for as long as the block; Busy if somebody else does.

    An advisory lock of the connection: it goes with it, so that whoever was killed holds nothing.
    May be taken again inside the block.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, source.pk])
        if not cursor.fetchone()[0]:
            raise Busy(f"Another run is looking at {source.slug}.")
    try:
        yield
    finally:
        with suppress(Error), connection.cursor() as cursor:  # no connection, no lock
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, source.pk])
