"""`manage.py refresh` on a saved file."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.make import make_instrument, make_name, make_source, make_state
from tests.treaties.refresh.make import page, row
from treaties.refresh.models import Run
from treaties.review.models import ProposedChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path):
    make_instrument("bwc")
    make_name(make_state(), "Ghana")
    file = tmp_path / "page.json"
    file.write_bytes(page(row("Ghana")).content)
    return file


def refresh(file, *words, instrument="bwc"):
    told = ["--payload", str(file), "--connector", "observed", "--instrument", instrument]
    told += ["--source", make_source("unoda").slug]
    call_command("refresh", *told, *words)


def test_a_dry_run_prints_what_it_would_propose_and_writes_nothing(saved, capsys):
    refresh(saved, "--dry-run", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["observed"]["actions"][0]["quote"] == "Ghana 1975-06-06"
    assert told["proposals"][0]["after"] == {"kind": "accession", "taken_on": "1975-06-06"}
    assert not Run.objects.exists() and not ProposedChange.objects.exists()


def test_what_is_printed_can_be_read_again(saved, capsys):
    refresh(saved, "--dry-run", "--json")
    saved.write_text(json.dumps(json.loads(capsys.readouterr().out)["observed"]))
    refresh(saved)
    assert ProposedChange.objects.get().run == Run.objects.get().key
    assert "1 new proposals" in capsys.readouterr().out


def test_what_cannot_be_read_is_told_in_words(saved, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        refresh(tmp_path / "nowhere.json")
    with pytest.raises(CommandError, match="'nowhere'"):
        refresh(saved, instrument="nowhere")
    saved.write_text("<html>")
    with pytest.raises(CommandError, match="1 stopped"):
        refresh(saved)
    assert Run.objects.get().outcome == "unhealthy"
