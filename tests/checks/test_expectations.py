import numpy as np
import pytest

from stance.checks.expectations import Direction, Invariance, Minimum

PLACES = {"open": 0, "ruled_out": 1, "neutral": 2}
BEFORE = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])
AFTER = np.array([[0.5, 0.3, 0.2], [0.3, 0.5, 0.2], [0.45, 0.35, 0.2]])


def failed(expectation):
    return expectation.failed(BEFORE, AFTER, PLACES).tolist()


def test_minimum_wants_the_label_of_the_first_text():
    assert failed(Minimum("open")) == [False] * 3
    assert failed(Minimum("neutral")) == [True] * 3


def test_invariance_of_the_label_and_of_the_probabilities():
    assert failed(Invariance()) == [False, True, False]
    assert failed(Invariance(0.0)) == [False, True, True]
    assert failed(Invariance(0.1)) == [False, True, False]
    assert failed(Invariance(1.0)) == [False, False, False]


@pytest.mark.parametrize(
    ("expectation", "expected"),
    [
        (Direction("ruled_out", more=True), [False, False, False]),
        (Direction("ruled_out", more=False), [False, True, True]),
        (Direction("ruled_out", more=False, tolerance=0.1), [False, True, False]),
        (Direction("open", more=True, tolerance=0.1), [False, True, False]),
        (Direction("open", more=False), [False, False, False]),
    ],
)
def test_direction_allows_its_tolerance_the_wrong_way(expectation, expected):
    assert failed(expectation) == expected


def test_positions_that_a_model_must_know():
    assert Minimum("open").positions == ("open",)
    assert Invariance().positions == ()
    assert Direction("neutral", more=True).positions == ("neutral",)
