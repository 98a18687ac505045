"""Figures of merit for labels and probabilities, with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ECE_BINS = 10  # of equal width, as in Guo et al. (2017)
COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
SAMPLES = 1000  # of a bootstrap
PERCENTILES = [2.5, 97.5]  # the bounds of a 95% interval
_PRINTED = Decimal("0.000001")  # as probabilities are written
_LEAST = 1e-15  # of a probability whose logarithm is taken


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the bounds of its 95% percentile interval from a bootstrap (Efron, 1979)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Precision, recall and F1 of one label, and how many rows have it."""

    label: str
    precision: Interval
    recall: Interval
    f1: Interval
    support: int


@dataclass(frozen=True, slots=True)
class Abstention:
    """What abstaining gains: of the surest rows, ``coverage`` of all, the ``accuracy``.

    ``threshold`` is the least confidence among them, to be given as ``min_confidence``; ``risk`` the share
    of them called wrong, 1 - ``accuracy``.
    """

    coverage: float
    threshold: float
    accuracy: float
    risk: float

    @property
    def min_confidence(self) -> str:
        """The threshold as it is printed, rounded down: as ``min_confidence`` it keeps all of these rows."""
        return f"{Decimal(self.threshold).quantize(_PRINTED, ROUND_FLOOR):f}"


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The rows whose confidence lies in one bin: how many, their mean confidence and their accuracy."""

    n_rows: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one head on one set of rows.

    ``confusion[i, j]``: rows of label i called j. ``brier``: mean squared distance of the probabilities
    from the label, summed over labels (Brier, 1950), 0 to 2. ``ece_by_chance``: the calibration error to be
    expected on so few rows of probabilities without a fault. ``surer_half``: accuracy of the half of the
    rows with the greatest confidence.
    """

    n_rows: int
    accuracy: Interval
    macro_f1: Interval
    classes: tuple[ClassFigures, ...]
    confusion: Ints
    ece: float
    ece_by_chance: float
    brier: float
    log_loss: float
    surer_half: float
    abstention: tuple[Abstention, ...]
    calibration: tuple[CalibrationBin, ...]


def confusion(gold: Ints, called: Ints, n_labels: int) -> Ints:
    """Count rows by label and call: int64 (n_labels, n_labels)."""
    counts: Ints = np.bincount(gold * n_labels + called, minlength=n_labels * n_labels)
    return counts.reshape(n_labels, n_labels)


def macro_f1(gold: Ints, called: Ints, n_labels: int) -> float:
    """Return the mean F1 over the labels that occur in gold or in the calls."""
    return float(_of_counts(confusion(gold, called, n_labels)[np.newaxis])["macro_f1"][0])


def calibration_bins(gold: Ints, probabilities: Floats) -> tuple[CalibrationBin, ...]:
    """Part rows into bins of equal width by confidence; bins without rows are left out."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == gold
    place = _bin_places(confidence)
    members = [place == i for i in range(ECE_BINS)]
    return tuple(
        CalibrationBin(int(m.sum()), float(confidence[m].mean()), float(right[m].mean()))
        for m in members
        if m.any()
    )


def _bin_places(confidence: Floats) -> Ints:
    places: Ints = np.minimum((confidence * ECE_BINS).astype(np.int64), ECE_BINS - 1)
    return places


def expected_calibration_error(gold: Ints, probabilities: Floats) -> float:
    """Return the mean gap of confidence and accuracy over bins of confidence, weighted by rows."""
    bins = calibration_bins(gold, probabilities) if len(gold) else ()
    return sum(b.n_rows * abs(b.confidence - b.accuracy) for b in bins) / max(1, len(gold))


def calibration_error_by_chance(probabilities: Floats) -> float:
    """Return the calibration error to be expected where every row is right as often as its confidence says.

    A bin's count of right rows strays from the sum of its confidences; its mean distance is that of a normal
    variable of the same variance. An error that is not well above this one says nothing against the model
    (Roelofs et al., 2022).
    """
    if not len(probabilities):
        return 0.0
    confidence = probabilities.max(axis=1)
    variances = np.bincount(_bin_places(confidence), weights=confidence * (1 - confidence))
    return float(np.sqrt(2 / np.pi * variances.clip(min=0)).sum() / len(confidence))


def accuracy_of_surer(gold: Ints, probabilities: Floats, coverage: float = 0.5) -> float:
    """Return the accuracy on the share ``coverage`` of rows with the greatest confidence."""
    return abstention(gold, probabilities, (coverage,))[0].accuracy


def abstention(gold: Ints, probabilities: Floats, coverages: Sequence[float]) -> tuple[Abstention, ...]:
    """Return threshold, accuracy and risk at each coverage."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == gold
    surest = np.argsort(-confidence, kind="stable")
    kept = [surest[: max(1, round(len(gold) * coverage))] for coverage in coverages]
    thresholds = [float(confidence[rows].min(initial=1.0)) for rows in kept]
    accuracies = [float(right[rows].mean()) if len(gold) else 0.0 for rows in kept]
    return tuple(
        Abstention(coverage, threshold, share, 1 - share)
        for coverage, threshold, share in zip(coverages, thresholds, accuracies, strict=True)
    )


def figures_of(gold: Sequence[str], probabilities: Floats, labels: Sequence[str]) -> Figures:
    """Compute all figures.

    ``probabilities``: float (n_rows, n_labels), columns as ``labels``. Raises ``ValueError`` for a gold
    label that is not among them.
    """
    truth = places_of(gold, labels)
    called = probabilities.argmax(axis=1) if len(truth) else truth
    counts = confusion(truth, called, len(labels))
    intervals = _intervals(counts)
    likelihood = probabilities[np.arange(len(truth)), truth]
    distance = ((probabilities - np.eye(len(labels))[truth]) ** 2).sum(axis=1)
    return Figures(
        n_rows=len(truth),
        accuracy=intervals["accuracy"][0],
        macro_f1=intervals["macro_f1"][0],
        classes=tuple(
            ClassFigures(
                label,
                intervals["precision"][i],
                intervals["recall"][i],
                intervals["f1"][i],
                int(counts[i].sum()),
            )
            for i, label in enumerate(labels)
        ),
        confusion=counts,
        ece=expected_calibration_error(truth, probabilities),
        ece_by_chance=calibration_error_by_chance(probabilities),
        brier=float(distance.mean()) if len(truth) else 0.0,
        log_loss=float(-np.log(np.maximum(likelihood, _LEAST)).mean()) if len(truth) else 0.0,
        surer_half=accuracy_of_surer(truth, probabilities),
        abstention=abstention(truth, probabilities, COVERAGES),
        calibration=calibration_bins(truth, probabilities) if len(truth) else (),
    )


def places_of(gold: Sequence[str], labels: Sequence[str]) -> Ints:
    """Return the place of each gold label. Raises ``ValueError`` for one that is not among the labels."""
    place = {label: i for i, label in enumerate(labels)}
    unknown = sorted(set(gold) - set(place))
    if unknown:
        known = [str(label) for label in labels]
        raise ValueError(f"labels {unknown} are not among those of the model, {known}")
    return np.array([place[label] for label in gold], dtype=np.int64)


def _of_counts(counts: Ints) -> dict[str, Floats]:
    """Return the figures of confusion matrices: counts (n, k, k) to (n,) or, by label, (n, k)."""
    hits = np.diagonal(counts, axis1=1, axis2=2).astype(np.float64)
    called, given = counts.sum(axis=1), counts.sum(axis=2)
    present = (called + given) > 0

    def share(part: Floats, whole: Ints) -> Floats:
        return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)

    f1 = share(2 * hits, called + given)
    return {
        "accuracy": share(hits.sum(axis=1), counts.sum(axis=(1, 2))),
        "macro_f1": share(f1.sum(axis=1), present.sum(axis=1)),
        "precision": share(hits, called),
        "recall": share(hits, given),
        "f1": f1,
    }


def _intervals(counts: Ints, seed: int = 0) -> dict[str, list[Interval]]:
    """Bootstrap figures: to draw rows with replacement is to draw the counts of a confusion matrix."""
    n = int(counts.sum())
    values = _of_counts(counts[np.newaxis])
    if n == 0:
        return {name: [Interval(0.0, 0.0, 0.0)] * value.size for name, value in values.items()}
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(n, counts.ravel() / n, size=SAMPLES).reshape(SAMPLES, *counts.shape)
    samples = _of_counts(drawn)
    found = {}
    for name, value in values.items():
        bounds = np.percentile(samples[name].reshape(SAMPLES, -1), PERCENTILES, axis=0)
        found[name] = [
            Interval(float(v), float(low), float(high))
            for v, low, high in zip(value.reshape(-1), *bounds, strict=True)
        ]
    return found
