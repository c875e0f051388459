"""What holds for every connector, and what they say of our own data files."""

import csv
from pathlib import Path

import pytest
import yaml
from django.conf import settings

import treaties.refresh.connectors
from treaties.refresh.connectors import CONNECTORS
from treaties.refresh.connectors.coe.vocabulary import DEPOSITARY as COE
from treaties.refresh.connectors.coe.vocabulary import TREATIES as COE_TREATIES
from treaties.refresh.connectors.unoda.vocabulary import DEPOSITARIES
from treaties.refresh.connectors.unoda.vocabulary import TREATIES as UNODA_TREATIES
from treaties.refresh.connectors.untc.vocabulary import DEPOSITARY as UNTC
from treaties.refresh.connectors.untc.vocabulary import LETTERS, WORDS
from treaties.refresh.connectors.untc.vocabulary import TREATIES as UNTC_TREATIES
from treaties.refresh.connectors.wikidata.vocabulary import INSTRUMENTS

FOLDER = Path(treaties.refresh.connectors.__file__).parent
REQUESTS = [(c, request) for c in CONNECTORS.values() for request in c.requests()]
every_request = pytest.mark.parametrize(
    ("connector", "request_"), REQUESTS, ids=lambda part: getattr(part, "key", part.name)
)


def instrument(slug: str) -> dict:
    text = (settings.DATASET_DIR / "instruments" / f"{slug}.yaml").read_text()
    return yaml.load(text, yaml.BaseLoader)


def recorded_acts(slug: str) -> int:
    with (settings.DATASET_DIR / "instruments" / f"{slug}.actions.csv").open() as file:
        return sum(1 for row in csv.DictReader(file) if row["review"] != "retracted")


def keys(slug: str) -> set[str]:
    return {depositary["key"] for depositary in instrument(slug)["depositaries"]}


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=CONNECTORS)
def test_a_connector_is_four_files(connector):
    folder = FOLDER / connector.name
    for file in ["README.md", "vocabulary.py", "reading.py", "connector.py"]:
        assert (folder / file).is_file()
    readme = (folder / "README.md").read_text()
    for word in ["**What.**", "**Terms.**", "**How often.**", "Known traps", "**When it stops.**"]:
        assert word in readme


def test_every_folder_is_a_connector():
    folders = {path.parent.name for path in FOLDER.glob("*/connector.py")}
    assert folders == set(CONNECTORS)


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=CONNECTORS)
def test_a_key_names_one_request(connector):
    found = [request.key for request in connector.requests()]
    assert len(found) == len(set(found))


@every_request
def test_a_request_goes_to_an_allowed_host_by_https(connector, request_):
    scheme, _, host, *_ = request_.address.split("/")
    assert scheme == "https:" and host in connector.hosts
    assert request_.shown_at.startswith("https://")
    assert (request_.method == "POST") == bool(request_.body)


@every_request
def test_a_request_is_about_an_instrument_of_ours(connector, request_):
    if request_.instrument:
        assert instrument(request_.instrument)["slug"] == request_.instrument


@every_request
def test_fewer_acts_than_we_know_stop_with_room_for_a_few_that_differ(connector, request_):
    if request_.at_least:
        known = recorded_acts(request_.instrument)
        assert known * 0.4 < request_.at_least < known


@pytest.mark.parametrize("slug", UNODA_TREATIES)
def test_unoda_knows_the_depositaries_of_our_files(slug):
    assert UNODA_TREATIES[slug].depositaries == keys(slug)


@pytest.mark.parametrize("slug", UNTC_TREATIES)
def test_the_secretary_general_keeps_what_is_read_from_his_collection(slug):
    assert keys(slug) == {UNTC}


@pytest.mark.parametrize("slug", COE_TREATIES)
def test_the_council_of_europe_keeps_its_convention(slug):
    assert keys(slug) == {COE}


def test_every_known_depositary_is_one_of_the_three():
    assert set(DEPOSITARIES.values()) == keys("npt")


def test_no_instrument_is_read_by_two_readers_that_propose():
    read = [r.instrument for c, r in REQUESTS if c.name in {"coe", "unoda", "untc"}]
    assert len(read) == len(set(read))


def test_titles_in_the_collection_are_the_official_ones():
    for slug, treaty in UNTC_TREATIES.items():
        official = " ".join(instrument(slug)["official_titles"]["en"].split())
        assert official.casefold().startswith(treaty.title.casefold())


def test_wikidata_is_asked_about_our_instruments():
    assert all(instrument(slug) for slug in INSTRUMENTS.values())


def test_every_letter_belongs_to_words_that_we_know():
    assert set().union(*LETTERS.values()) <= set(WORDS.values())
