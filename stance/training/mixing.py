"""Choice of a cascade's mixture on statements that neither engine was fitted to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.metrics import macro_f1
from stance.model.calibration import best_temperature, softmax
from stance.model.cascade import Mixture
from stance.model.scorer import columns_of
from stance.training.finetuning import MISSING

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALLOWED_LOSS = 0.002  # of macro-F1, for what the lexical engine decides alone
_THRESHOLDS = np.round(np.arange(0.5, 1.0, 0.005), 3)
_SHARES = np.round(np.arange(0.0, 0.61, 0.1), 1)  # of the lexical engine in the mixture


def fit_mixture(fast: Floats, accurate: Floats, heads: dict[str, tuple[str, ...]], labels: Ints) -> Mixture:
    """Choose from held-out scores of both engines how they are put together.

    ``fast``, ``accurate``: float64 (n_rows, n_outputs); ``labels``: int64 (n_rows, n_heads), -100 for none.
    The lexical engine's share is the one of best macro-F1, head by head; a temperature follows. The
    threshold is the lowest from which on the cascade's macro-F1 of positions stays within
    ``ALLOWED_LOSS`` of that of the mixture everywhere.
    """
    weights = np.zeros((2, fast.shape[1]))
    for place, columns in enumerate(columns_of(heads).values()):
        rows = labels[:, place] != MISSING
        pair = fast[rows][:, columns], accurate[rows][:, columns]
        weights[:, columns] = _engine_weights(pair, labels[rows, place])[:, np.newaxis]
    position = columns_of(heads)["position"]
    mixed = (fast * weights[0] + accurate * weights[1])[:, position]
    threshold = _threshold(fast[:, position], mixed, labels[:, list(heads).index("position")])
    return Mixture(position, threshold, weights[0], weights[1])


def _engine_weights(pair: tuple[Floats, Floats], gold: Ints) -> Floats:
    n_labels = pair[0].shape[1]
    mixtures = [share * pair[0] + (1 - share) * pair[1] for share in _SHARES]
    best = int(np.argmax([macro_f1(gold, mixed.argmax(axis=1), n_labels) for mixed in mixtures]))
    temperature = best_temperature(mixtures[best], gold, np.ones(len(gold)))
    weights: Floats = np.array([_SHARES[best], 1 - _SHARES[best]]) / temperature
    return weights


def _threshold(fast: Floats, mixed: Floats, gold: Ints) -> float:
    n_labels = fast.shape[1]
    whole = macro_f1(gold, mixed.argmax(axis=1), n_labels)
    confidence = softmax(fast).max(axis=1)
    chosen = 1.0
    for threshold in _THRESHOLDS[::-1]:
        sure = confidence >= threshold
        called = np.where(sure, fast.argmax(axis=1), mixed.argmax(axis=1))
        if macro_f1(gold, called, n_labels) < whole - ALLOWED_LOSS:
            break
        chosen = float(threshold)
    return chosen
