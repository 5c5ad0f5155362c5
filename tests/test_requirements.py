"""What an install takes is pinned, whole, and names no address."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def pinned(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return {line.split("==")[0]: line for line in text.splitlines() if "==" in line}


def wanted(dependencies):
    return {re.split(r"[^\w.-]", dependency)[0].lower() for dependency in dependencies}


@pytest.mark.parametrize(
    ("name", "dependencies"),
    [
        ("runtime", PROJECT["dependencies"]),
        ("postgres", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["postgres"]),
        ("dev", [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]),
    ],
)
def test_every_dependency_is_pinned(name, dependencies):
    assert wanted(dependencies) - pinned(name).keys() == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_carries_hashes_and_no_address(lock):
    text = lock.read_text("utf-8")
    assert all(line.endswith("\\") for line in text.splitlines() if "==" in line)
    assert "://" not in text
    assert "index" not in text


@pytest.mark.parametrize("name", ["runtime", "postgres"])
def test_the_site_is_pinned_as_it_is_tested(name):
    assert pinned(name).items() <= pinned("dev").items()


def test_the_lock_of_scripts_names_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
