"""The suites that come with the library, and what the fast engine owes them by construction."""

import pytest

from stance.checks.behaviour import run
from stance.checks.suites import read_suites
from stance.values import Position

FEWEST_CASES = 25
# Names are masked and marks folded before the model reads: not one case may fail.
BY_CONSTRUCTION = [
    "countries", "nationalities", "capitals", "alliances", "people", "surnames", "gender", "numbers",
    "curly_quotes", "guillemets", "low_quotes", "single_quotes", "spelling", "blanks", "line_ends",
    "invisible_characters", "zero_width", "decoded_entities",
]  # fmt: skip


@pytest.fixture(scope="module")
def capabilities():
    return {capability.name: capability for capability in read_suites()}


def test_each_capability_has_cases_enough_and_is_read_alike_twice(capabilities):
    assert {name: len(c.cases) for name, c in capabilities.items() if len(c.cases) < FEWEST_CASES} == {}
    assert {c.name: c for c in read_suites()} == capabilities
    kinds = [c.expectation.kind for c in capabilities.values()]
    assert [kinds.count(kind) >= 10 for kind in ("minimum", "invariance", "direction")] == [True] * 3


def test_they_expect_the_codebooks_positions(capabilities):
    assert {p for c in capabilities.values() for p in c.expectation.positions} == set(Position)


def test_texts_are_tidy(capabilities):
    texts = [case.text for capability in capabilities.values() for case in capability.cases]
    assert [text for text in texts if "  " in text or " ." in text or "the the" in text.lower()] == []


@pytest.mark.parametrize("name", BY_CONSTRUCTION)
def test_by_construction_nothing_changes(capabilities, labeler, name):
    (outcome,) = run([capabilities[name]], labeler)
    assert capabilities[name].expectation.bound == 0
    assert capabilities[name].goal == 0
    assert [failure.case for failure in outcome.failures] == []
