"""Figures of merit for labels and probabilities, with numpy alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ECE_BINS = 10  # of equal width, as in Guo et al. (2017)


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Precision, recall and F1 of one label, and how many rows have it."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the bounds of its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one head on one set of rows. ``confusion[i, j]``: rows of label i called j."""

    n_rows: int
    accuracy: Interval
    macro_f1: Interval
    classes: tuple[ClassFigures, ...]
    confusion: Ints
    ece: float
    log_loss: float
    surer_half: float


def confusion(gold: Ints, called: Ints, n_labels: int) -> Ints:
    """Count rows by label and call: int64 (n_labels, n_labels)."""
    counts: Ints = np.bincount(gold * n_labels + called, minlength=n_labels * n_labels)
    return counts.reshape(n_labels, n_labels)


def class_f1(counts: Ints) -> Floats:
    """Return the F1 of each label from a confusion matrix; 0 where a label is neither given nor called."""
    hits = np.diag(counts)
    sums = counts.sum(axis=0) + counts.sum(axis=1)
    f1: Floats = np.divide(2.0 * hits, sums, out=np.zeros(len(counts)), where=sums > 0)
    return f1


def macro_f1(gold: Ints, called: Ints, n_labels: int) -> float:
    """Return the mean F1 over the labels that occur in gold or in the calls."""
    counts = confusion(gold, called, n_labels)
    present = counts.sum(axis=0) + counts.sum(axis=1) > 0
    return float(class_f1(counts)[present].mean()) if present.any() else 0.0


def accuracy(gold: Ints, called: Ints) -> float:
    """Return the share of rows called right."""
    return float((gold == called).mean()) if len(gold) else 0.0


def expected_calibration_error(gold: Ints, probabilities: Floats) -> float:
    """Return the mean gap of confidence and accuracy over bins of confidence, weighted by rows."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == gold
    bins = np.minimum((confidence * ECE_BINS).astype(np.int64), ECE_BINS - 1)
    gaps = np.bincount(bins, weights=confidence - right, minlength=ECE_BINS)
    return float(np.abs(gaps).sum() / max(1, len(gold)))


def accuracy_of_surer(gold: Ints, probabilities: Floats, coverage: float = 0.5) -> float:
    """Return the accuracy on the share ``coverage`` of rows with the greatest confidence."""
    n = max(1, round(len(gold) * coverage))
    surest = np.argsort(-probabilities.max(axis=1), kind="stable")[:n]
    return accuracy(gold[surest], probabilities[surest].argmax(axis=1))


def bootstrap(figure: Callable[[Ints], float], n_rows: int, n_samples: int = 1000, seed: int = 0) -> Interval:
    """Return a figure of all rows with its 95% percentile interval (Efron, 1979).

    ``figure`` takes row numbers, with repeats, and returns the figure of those rows.
    """
    generator = np.random.default_rng(seed)
    samples = [figure(generator.integers(0, n_rows, n_rows)) for _ in range(n_samples)] if n_rows else [0.0]
    low, high = np.percentile(samples, [2.5, 97.5])
    return Interval(figure(np.arange(n_rows)), float(low), float(high))


def figures_of(gold: Sequence[str], probabilities: Floats, labels: Sequence[str]) -> Figures:
    """Compute all figures.

    ``probabilities``: float (n_rows, n_labels), columns as ``labels``. Raises ``ValueError`` for a gold
    label that is not among them.
    """
    place = {label: i for i, label in enumerate(labels)}
    unknown = sorted(set(gold) - set(place))
    if unknown:
        raise ValueError(
            f"labels {unknown} are not among those of the model, {[str(label) for label in labels]}"
        )
    truth = np.array([place[label] for label in gold], dtype=np.int64)
    called = probabilities.argmax(axis=1) if len(truth) else truth
    counts = confusion(truth, called, len(labels))
    hits, n_called, n_gold = np.diag(counts), counts.sum(axis=0), counts.sum(axis=1)
    f1 = class_f1(counts)
    classes = tuple(
        ClassFigures(
            label,
            float(hits[i] / n_called[i]) if n_called[i] else 0.0,
            float(hits[i] / n_gold[i]) if n_gold[i] else 0.0,
            float(f1[i]),
            int(n_gold[i]),
        )
        for i, label in enumerate(labels)
    )
    likelihood = probabilities[np.arange(len(truth)), truth]
    return Figures(
        n_rows=len(truth),
        accuracy=bootstrap(lambda rows: accuracy(truth[rows], called[rows]), len(truth)),
        macro_f1=bootstrap(lambda rows: macro_f1(truth[rows], called[rows], len(labels)), len(truth)),
        classes=classes,
        confusion=counts,
        ece=expected_calibration_error(truth, probabilities),
        log_loss=float(-np.log(np.maximum(likelihood, 1e-15)).mean()) if len(truth) else 0.0,
        surer_half=accuracy_of_surer(truth, probabilities),
    )
