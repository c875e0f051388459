"""Synthetic pages: what a source might say, in our own notation. Not real data."""

import json

from tests.make import make_source
from treaties.models import Instrument
from treaties.refresh.catalogue import OBSERVED
from treaties.refresh.observations import Page
from treaties.refresh.runs import Subject, look


def row(participant, kind="accession", taken_on="1975-06-06", **more) -> dict:
    quote = f"{participant} {taken_on}"
    return {"participant": participant, "kind": kind, "taken_on": taken_on, "quote": quote, **more}


def page(*rows, declared=None, held=(), instrument="bwc") -> Page:
    told = {"instrument": instrument, "actions": list(rows)}
    told |= {"declared": declared or {}, "held": list(held)}
    return Page("https://unoda.test/", json.dumps(told).encode())


def look_at(page, reader=OBSERVED, **more):
    """One look at what UNODA says of the BWC."""
    bwc, unoda = Instrument.objects.get(slug="bwc"), make_source("unoda")
    return look(page, reader=reader, subject=Subject(unoda, bwc), **more)
