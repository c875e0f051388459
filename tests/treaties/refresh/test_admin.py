"""What a run brought, as the admin shows it; and the refresh on the first screen."""

import json
from html import escape
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model

from tests.make import make_action, make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.make import look_at, page, row
from treaties.models import SourceCheck
from treaties.refresh.observations import Page

pytestmark = pytest.mark.django_db
GHANA = row("Ghana")


@pytest.fixture
def administrator(client):
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    bwc = make_instrument("bwc")
    for slug, name in {"mali": "Mali", "ghana": "Ghana"}.items():
        state = make_state(slug)
        make_name(state, name)
    make_action(bwc, state, "accession", "1975-06-06")
    told = {"connector": "observed", "key": "bwc", "switched_on": True}
    SourceCheck.objects.create(source=make_source("unoda"), instrument=bwc, **told)
    return client


def shown(client, run, language=""):
    return client.get(f"{language}/admin/treaties_refresh/run/{run.pk}/change/").content.decode()


def test_a_run_shows_its_proposals_its_totals_and_what_it_set_aside(administrator):
    rows = [GHANA, row("Mali", taken_on="2020-01-02"), row("Atlantis")]
    told = page(*rows, declared={"parties": 3}, held=[{"quote": "??", "why": "No day."}])
    run = look_at(told, looked_at=True).run
    text = shown(administrator, run)
    assert run.proposed == 1
    assert f"?status=all&amp;run={quote(run.key)}" in text and "1 proposal</a>" in text
    assert "<td>3</td><td>2</td><td><strong>they differ</strong>" in text
    assert '<q lang="en">??</q> <span lang="en">No day.</span>' in text
    assert "Atlantis" in text and "[{" not in text
    assert "ze verschillen" in shown(administrator, run, "/nl")


def test_a_run_that_brought_nothing_says_so(administrator):
    text = shown(administrator, look_at(page(GHANA)).run)
    assert text.count("None.") == 2 and "The source prints none." in text


def test_the_first_screen_says_how_the_refresh_is(administrator):
    def index():
        return administrator.get("/admin/").context["refresh"]

    assert index() == {"checks": 1, "last": None, "failed": []}
    good = look_at(page(GHANA)).run
    assert index() == {"checks": 1, "last": good.finished_at, "failed": []}
    bad = look_at(Page("", json.dumps([]).encode())).run
    assert index()["failed"] == [bad]
    assert f'<span lang="en">{escape(bad.message)}</span>' in shown(administrator, bad)
    assert "stopped: look at the source" in administrator.get("/admin/").content.decode()
    better = look_at(page(GHANA)).run
    assert index() == {"checks": 1, "last": better.finished_at, "failed": []}


def test_who_may_not_see_runs_is_told_nothing_of_them(client):
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))
    assert client.get("/admin/").context["refresh"] is None
