"""Two models on the same rows, and two codings of the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stance.evaluation.metrics import PERCENTILES, SAMPLES, Floats, Interval, confusion, macro_f1, places_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much better one model is than another on the same rows.

    ``difference``: of macro-F1, with its interval from a paired bootstrap (Efron and Tibshirani, 1993,
    chapter 16; rows are drawn once for both); ``p_value``: two-sided, the share of samples on the other
    side of 0; ``only_first``, ``only_second``: rows that one model alone calls right.
    """

    first: float
    second: float
    difference: Interval
    p_value: float
    only_first: int
    only_second: int

    @property
    def p(self) -> str:
        """The p-value as it is printed: no smaller than the samples can tell."""
        least = 2 / SAMPLES
        return f"= {self.p_value:.3f}" if self.p_value >= least else f"< {least:.3f}"


def compare(
    gold: Sequence[str], first: Floats, second: Floats, labels: Sequence[str], seed: int = 0
) -> Comparison:
    """Compare two models' probabilities, float (n_rows, n_labels), on the same rows."""
    truth = places_of(gold, labels)
    calls = first.argmax(axis=1), second.argmax(axis=1)
    n, k = len(truth), len(labels)
    values = [macro_f1(truth, call, k) for call in calls]
    generator = np.random.default_rng(seed)
    drawn = np.empty(SAMPLES)
    for i in range(SAMPLES):
        rows = generator.integers(0, n, n)
        one, two = (macro_f1(truth[rows], call[rows], k) for call in calls)
        drawn[i] = one - two
    low, high = np.percentile(drawn, PERCENTILES)
    below = float((drawn <= 0).mean())
    right = [call == truth for call in calls]
    return Comparison(
        values[0],
        values[1],
        Interval(values[0] - values[1], float(low), float(high)),
        min(1.0, 2 * min(below, float((drawn >= 0).mean()))),
        int((right[0] & ~right[1]).sum()),
        int((right[1] & ~right[0]).sum()),
    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two codings agree: the share of rows, Cohen's kappa (1960), Krippendorff's alpha (nominal)."""

    n_rows: int
    share: float
    kappa: float
    alpha: float


def agreement(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Measure the agreement of two codings of the same rows, none of them missing."""
    labels = sorted({*first, *second})
    counts = confusion(places_of(first, labels), places_of(second, labels), len(labels))
    n = int(counts.sum())
    if n == 0:
        return Agreement(0, 0.0, 0.0, 0.0)
    share = float(np.trace(counts)) / n
    rows, columns = counts.sum(axis=1) / n, counts.sum(axis=0) / n
    by_chance = float(rows @ columns)
    both = counts.sum(axis=0) + counts.sum(axis=1)
    pairs = 2 * n * (2 * n - 1)
    expected_disagreement = 1.0 - float((both * (both - 1)).sum()) / pairs
    alpha = 1.0 - (1.0 - share) / expected_disagreement if expected_disagreement else 1.0
    kappa = (share - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
    return Agreement(n, share, kappa, alpha)
