"""The locked versions are those that pyproject.toml asks for, and they come from no one address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ASKED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["project"]["dependencies"]
    + PROJECT["dependency-groups"]["dev"],
}


def locked(name: str) -> dict[str, set[str]]:
    """The versions locked for each package: more than one if they differ by platform."""
    versions = {}
    for package, version in re.findall(r"^([\w.-]+)==([^ ]+)", (ROOT / name).read_text(), re.M):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_for_is_locked(name):
    versions = locked(name)
    for line in ASKED[name]:
        wanted = Requirement(line)
        found = versions.get(canonicalize_name(wanted.name), set())
        assert found and all(version in wanted.specifier for version in found), (
            f"{line} is locked as {found or 'nothing'}: run `make lock`"
        )


def test_tests_run_with_the_versions_that_are_served():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ASKED)
def test_the_lock_names_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text and "--index" not in text and "--find-links" not in text


@pytest.mark.parametrize("name", ASKED)
def test_every_locked_version_has_a_hash(name):
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.M)
    for line in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in line
