"""Calibration of scores into probabilities, on scores of rows that the model was not fitted to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats2d = NDArray[np.float64]

# Temperatures tried, then refined between neighbours: a convex problem in one dimension.
_LOWEST, _HIGHEST, _STEPS, _ROUNDS = 0.2, 20.0, 41, 4


def softmax(scores: Floats2d) -> Floats2d:
    """Turn scores into probabilities, row by row: float64 of the same shape, finite for any scores."""
    shifted: Floats2d = scores - scores.max(axis=1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=1, keepdims=True)
    return shifted


def log_loss(scores: Floats2d, labels: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """Return the weighted mean negative log-likelihood of integer labels under softmax(scores)."""
    likelihoods = softmax(scores)[np.arange(len(labels)), labels]
    return float(np.average(-np.log(np.maximum(likelihoods, 1e-300)), weights=weights))


def best_temperature(scores: Floats2d, labels: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """Return the temperature T that makes softmax(scores / T) likeliest (Guo et al., 2017)."""
    low, high = _LOWEST, _HIGHEST
    best = 1.0
    for _ in range(_ROUNDS):
        grid = np.geomspace(low, high, _STEPS)
        losses = [log_loss(scores / t, labels, weights) for t in grid]
        place = int(np.argmin(losses))
        best = float(grid[place])
        low, high = float(grid[max(0, place - 1)]), float(grid[min(_STEPS - 1, place + 1)])
    return best
