"""Choice of a cascade's mixture on statements that neither engine was fitted to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from stance.evaluation.metrics import macro_f1
from stance.model.calibration import log_loss, softmax
from stance.model.cascade import Mixture
from stance.model.scorer import columns_of
from stance.training.finetuning import MISSING

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALLOWED_LOSS = 0.002  # of macro-F1, for what the lexical engine decides alone
_THRESHOLDS = np.round(np.arange(0.5, 1.0, 0.005), 3)
_SHRINKAGE = 0.01  # on priors of the mixture, which few rows would make large


def fit_mixture(fast: Floats, accurate: Floats, heads: dict[str, tuple[str, ...]], labels: Ints) -> Mixture:
    """Fit weights and priors to held-out scores of both engines, then the threshold.

    ``fast``, ``accurate``: float64 (n_rows, n_outputs); ``labels``: int64 (n_rows, n_heads), -100 for none.
    The threshold is the lowest from which on the cascade's macro-F1 of positions stays within
    ``ALLOWED_LOSS`` of that of the mixture everywhere.
    """
    n_outputs = fast.shape[1]
    weights, prior = np.zeros((2, n_outputs)), np.zeros(n_outputs)
    for place, columns in enumerate(columns_of(heads).values()):
        rows = labels[:, place] != MISSING
        pair = fast[rows][:, columns], accurate[rows][:, columns]
        by_engine, own_prior = _fit_head(pair, labels[rows, place])
        weights[:, columns], prior[columns] = by_engine[:, np.newaxis], own_prior
    position = columns_of(heads)["position"]
    mixed = fast * weights[0] + accurate * weights[1] + prior
    gold = labels[:, list(heads).index("position")]
    threshold = _threshold(fast[:, position], mixed[:, position], gold)
    return Mixture(position, threshold, weights[0], weights[1], prior)


def _fit_head(pair: tuple[Floats, Floats], gold: Ints) -> tuple[Floats, Floats]:
    n_labels = pair[0].shape[1]
    ones = np.ones(len(gold))

    def loss(parameters: Floats) -> float:
        prior = parameters[2:] - parameters[2:].mean()
        mixed = pair[0] * parameters[0] + pair[1] * parameters[1] + prior
        return log_loss(mixed, gold, ones) + _SHRINKAGE * float(prior @ prior)

    bounds = [(0.0, None)] * 2 + [(None, None)] * n_labels
    found = minimize(loss, np.r_[0.5, 0.5, np.zeros(n_labels)], bounds=bounds, method="L-BFGS-B").x
    return found[:2], found[2:] - found[2:].mean()


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
