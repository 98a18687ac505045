import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_recall_fscore_support

from stance.evaluation.metrics import (
    abstention,
    accuracy_of_surer,
    calibration_error_by_chance,
    expected_calibration_error,
    figures_of,
    macro_f1,
)

LABELS = ("open", "ruled_out", "neutral")


def test_figures_of_a_small_case_by_hand():
    gold = ["open", "open", "ruled_out", "neutral"]
    probabilities = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.1, 0.9, 0.0], [0.0, 0.4, 0.6]])
    figures = figures_of(gold, probabilities, LABELS)
    assert figures.n_rows == 4
    assert figures.accuracy.value == 0.75
    assert figures.confusion.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    by_label = {c.label: c for c in figures.classes}
    assert (by_label["open"].precision.value, by_label["open"].recall.value) == (1.0, 0.5)
    assert (by_label["ruled_out"].precision.value, by_label["ruled_out"].recall.value) == (0.5, 1.0)
    assert figures.macro_f1.value == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    # Bins by confidence: 0.6 right, 0.8 wrong, 0.9 twice right.
    assert figures.ece == pytest.approx((0.4 + 0.8 + 0.2) / 4)
    assert figures.surer_half == 1.0
    # Squared distances: 0.01 + 0.01; 0.64 + 0.64; 0.01 + 0.01; 0.16 + 0.16.
    assert figures.brier == pytest.approx((0.02 + 1.28 + 0.02 + 0.32) / 4)
    assert figures.macro_f1.low <= figures.macro_f1.value <= figures.macro_f1.high


def test_a_label_that_no_row_has_is_none_of_the_mean():
    figures = figures_of(["open", "neutral"], np.array([[0.9, 0.1, 0.0], [0.8, 0.0, 0.2]]), LABELS)
    assert figures.macro_f1.value == pytest.approx((2 / 3 + 0) / 2)


def test_the_calibration_error_by_chance_is_that_of_labels_drawn_as_the_probabilities_say():
    generator = np.random.default_rng(3)
    for n_rows, n_draws in ((40, 4000), (400, 800)):
        probabilities = generator.dirichlet([0.6, 0.3, 0.3], size=n_rows)
        called = probabilities.argmax(axis=1)
        drawn = []
        for _ in range(n_draws):
            right = generator.random(n_rows) < probabilities.max(axis=1)
            drawn.append(expected_calibration_error(np.where(right, called, (called + 1) % 3), probabilities))
        assert calibration_error_by_chance(probabilities) == pytest.approx(np.mean(drawn), rel=0.05)
    assert calibration_error_by_chance(np.eye(3)) == 0.0
    assert calibration_error_by_chance(np.empty((0, 3))) == 0.0


def test_against_scikit_learn():
    generator = np.random.default_rng(5)
    gold, called = generator.integers(0, 3, 200), generator.integers(0, 3, 200)
    assert macro_f1(gold, called, 3) == pytest.approx(f1_score(gold, called, average="macro"))
    figures = figures_of([LABELS[g] for g in gold], np.eye(3)[called], LABELS)
    expected = precision_recall_fscore_support(gold, called, labels=[0, 1, 2])
    for i, c in enumerate(figures.classes):
        assert (c.precision.value, c.recall.value, c.f1.value, c.support) == pytest.approx(
            tuple(e[i] for e in expected)
        )


def test_perfect_calibration_has_no_error():
    gold = np.array([0] * 7 + [1] * 3)
    assert expected_calibration_error(gold, np.tile([0.7, 0.3], (10, 1))) == pytest.approx(0)


def test_the_surer_half_is_the_surer_half():
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4]])
    assert accuracy_of_surer(np.array([0, 1]), probabilities) == 1.0


def test_intervals_are_those_of_a_bootstrap_over_rows():
    generator = np.random.default_rng(1)
    gold = generator.integers(0, 3, 120)
    called = np.where(generator.random(120) < 0.7, gold, generator.integers(0, 3, 120))
    figures = figures_of([LABELS[g] for g in gold], np.eye(3)[called], LABELS)
    drawn = []
    for _ in range(2000):
        rows = generator.integers(0, 120, 120)
        drawn.append(f1_score(gold[rows], called[rows], average="macro"))
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert figures.macro_f1.low == pytest.approx(low, abs=0.015)
    assert figures.macro_f1.high == pytest.approx(high, abs=0.015)
    again = figures_of([LABELS[g] for g in gold], np.eye(3)[called], LABELS)
    assert figures.macro_f1 == again.macro_f1


def test_abstaining_where_unsure():
    probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]])
    kept = abstention(np.array([0, 0, 1, 0]), probabilities, (1.0, 0.5))
    assert [(a.coverage, a.threshold, a.accuracy, a.risk) for a in kept] == [
        (1.0, 0.6, 0.75, 0.25),
        (0.5, 0.8, 1.0, 0.0),
    ]


def test_unknown_labels_and_no_rows():
    with pytest.raises(ValueError, match=r"\['maybe'\] are not among"):
        figures_of(["maybe"], np.zeros((1, 3)), LABELS)
    assert figures_of([], np.zeros((0, 3)), LABELS).n_rows == 0


def test_intervals_are_of_95_percent():
    gold = ["open", "neutral"] * 200
    called = np.eye(3)[[0] * 400]
    accuracy = figures_of(gold, called, LABELS).accuracy
    normal = 1.96 * np.sqrt(0.25 / 400)
    assert accuracy.high - accuracy.low == pytest.approx(2 * normal, rel=0.06)


def test_the_printed_threshold_keeps_the_rows_that_it_is_of():
    confidence = np.array([0.9999996, 0.8765439, 0.5, 1 / 3 + 1e-9])
    probabilities = np.stack([confidence, 1 - confidence], axis=1)
    kept = abstention(np.zeros(4, dtype=np.int64), probabilities, (0.25, 0.5, 0.75))
    assert [a.min_confidence for a in kept] == ["0.999999", "0.876543", "0.666666"]
    assert [int((probabilities.max(axis=1) >= float(a.min_confidence)).sum()) for a in kept] == [1, 2, 3]
