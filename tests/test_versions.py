"""The oldest versions that are tried are the lowest that are allowed."""

import re
import tomllib

import pytest


def allowed(root):
    """Return the lowest version that pyproject.toml allows of each dependency."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(re.fullmatch(r"([\w.-]+)>=([\d.]+)", line).groups() for line in project["dependencies"])


def tried(root):
    lines = (root / ".ci" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def numbers(version):
    return re.sub(r"(\.0)+$", "", version)


def test_the_lowest_versions_allowed_are_those_tried(root):
    assert {name: numbers(version) for name, version in tried(root).items()} == {
        name: numbers(version) for name, version in allowed(root).items()
    }


@pytest.mark.parametrize(
    ("version", "same"), [("2", "2.0.0"), ("1.13.0", "1.13"), ("1.0.19", "1.0.19"), ("10.0", "10")]
)
def test_zeros_at_the_end_of_a_version_say_nothing(version, same):
    assert numbers(version) == numbers(same)
