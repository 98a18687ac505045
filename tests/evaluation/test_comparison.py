import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from stance.evaluation.comparison import agreement, compare

LABELS = ("a", "b")


def test_a_model_against_itself_differs_by_nothing():
    gold = ["a", "b"] * 20
    rows = np.tile([[0.9, 0.1], [0.8, 0.2]], (20, 1))
    found = compare(gold, rows, rows, LABELS)
    assert (found.difference.value, found.difference.low, found.difference.high) == (0.0, 0.0, 0.0)
    assert (found.p_value, found.only_first, found.only_second) == (1.0, 0, 0)


def test_a_better_model_is_better():
    gold = ["a", "b"] * 50
    right = np.tile([[0.9, 0.1], [0.1, 0.9]], (50, 1))
    half = np.tile([[0.9, 0.1], [0.9, 0.1]], (50, 1))
    found = compare(gold, right, half, LABELS)
    assert found.first == 1.0
    assert found.second == pytest.approx(1 / 3)
    assert found.difference.low > 0.5
    assert found.p_value == 0.0
    assert (found.only_first, found.only_second) == (50, 0)


def test_a_small_difference_by_hand():
    # Ten rows, of which one is right in the first alone: a drawn sample lacks it, and then shows no
    # difference, with a probability of 0.9 ** 10; the interval is of 95%.
    gold = ["a"] * 5 + ["b"] * 5
    first = np.array([[0.9, 0.1]] * 5 + [[0.1, 0.9]] * 5)
    second = first.copy()
    second[0] = second[0][::-1]
    found = compare(gold, first, second, LABELS)
    assert found.p_value == pytest.approx(2 * 0.9**10, abs=0.08)
    assert found.difference.low == 0.0
    assert 0.3 < found.difference.high < 0.5


def test_agreement_by_hand():
    # Of ten rows eight agree: Krippendorff's alpha as in Krippendorff (2011), two coders, binary data.
    first = list("0100000000")
    second = list("0110010000")
    found = agreement(first, second)
    assert (found.n_rows, found.share) == (10, 0.8)
    assert found.alpha == pytest.approx(1 - 0.2 / (1 - (16 * 15 + 4 * 3) / (20 * 19)))
    assert found.kappa == pytest.approx(cohen_kappa_score(first, second))


def test_agreement_at_its_ends():
    assert agreement(["x", "y"], ["x", "y"]).alpha == 1.0
    assert agreement(["x", "x"], ["x", "x"]).kappa == 1.0
    assert agreement([], []).n_rows == 0
