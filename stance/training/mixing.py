"""Choice of a cascade's mixture on statements that neither engine was fitted to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.metrics import macro_f1
from stance.model.calibration import best_temperature, softmax
from stance.model.cascade import Mixture, sure_rows
from stance.model.scorer import columns_of
from stance.training.encoder import temperatures
from stance.training.finetuning import MISSING

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Of macro-F1, for what the lexical engine decides alone. That of sentiment hangs on few rows, and moves by as
# much from one threshold to the next.
ALLOWED_LOSS = {"position": 0.002, "sentiment": 0.003}
_NEVER = 2.0  # a threshold that no probability reaches
_THRESHOLDS = np.append(_NEVER, np.round(np.arange(0.95, 0.49, -0.025), 3))  # of equal ones the first counts
# Rows decided by the lexical engine alone that one more error is worth.
_PRICES = (2, 3, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100, 200, 400)
_SHARES = np.round(np.arange(0.0, 0.61, 0.1), 1)  # of the lexical engine in the mixture
# Heads that the lexical engine has no share in. What it knows of sentiment are words, and those of other
# writers are others: a share that lowers the loss on held-out rows costs 10 points on real statements.
_ENCODER_ALONE = frozenset({"sentiment"})


def fit_mixture(
    fast: Floats,
    accurate: Floats,
    named: NDArray[np.bool_],
    heads: dict[str, tuple[str, ...]],
    labels: Ints,
) -> Mixture:
    """Choose from held-out scores of both engines how they are put together.

    ``fast``, ``accurate``: float64 (n_rows, n_outputs); ``named``: bool (n_rows,), whether the target is
    named; ``labels``: int64 (n_rows, n_heads), -100 for none.
    The lexical engine's share is the one of least log loss, head by head, each share with its own
    temperature: a proper score, which rows at the border sway less than macro-F1; sentiment is the
    encoder's wherever the lexical engine does not decide alone. Head after head, each label has
    the threshold from which on most rows are decided alone for what their errors cost, at the lowest price of
    an error, one for all labels, with which the cascade's macro-F1 stays within ``ALLOWED_LOSS`` of that of
    the mixture everywhere, among the rows that do not name the target and that the heads before it leave to
    the lexical engine.
    """
    columns = columns_of(heads)
    weights = np.zeros((2, fast.shape[1]))
    thresholds = np.full(fast.shape[1], _NEVER)
    sure = ~named
    for place, (head, own) in enumerate(columns.items()):
        rows = labels[:, place] != MISSING
        gold = labels[rows, place]
        shares = _SHARES[:1] if head in _ENCODER_ALONE else _SHARES
        pair = fast[rows][:, own], accurate[rows][:, own]
        weights[:, own] = _engine_weights(pair, gold, shares)[:, np.newaxis]
        blend = (fast * weights[0] + accurate * weights[1])[:, own]
        thresholds[own] = _thresholds(pair[0], blend[rows], gold, sure[rows], ALLOWED_LOSS[head])
        sure = sure & sure_rows(fast[:, own], thresholds[own])
    return Mixture(tuple(columns.values()), thresholds, weights[0], weights[1])


def calibrated(
    mixture: Mixture, fast: Floats, accurate: Floats, named: NDArray[np.bool_], labels: Ints
) -> Mixture:
    """Return a mixture whose blend has the temperature that scores of other rows ask for.

    The arguments are those of ``fit_mixture``, of rows by writers that neither engine learnt from: where
    writers are others, a mixture is less often right than on the rows that it was chosen on. A head without
    labels there keeps its temperature; rows where the lexical engine decides a head alone count for none.
    """
    mixed = np.where(mixture.stands(fast, named), MISSING, labels)
    divisor = temperatures(mixture.blend(fast, accurate), mixture.columns, mixed, np.ones(fast.shape[1]))
    return replace(mixture, fast=mixture.fast / divisor, accurate=mixture.accurate / divisor)


def _engine_weights(pair: tuple[Floats, Floats], gold: Ints, shares: Floats) -> Floats:
    losses, weights = [], []
    for share in shares:
        mixed = share * pair[0] + (1 - share) * pair[1]
        temperature = best_temperature(mixed, gold, np.ones(len(gold)))
        probabilities = softmax(mixed / temperature)[np.arange(len(gold)), gold]
        losses.append(-np.log(np.maximum(probabilities, 1e-12)).mean())
        weights.append(np.array([share, 1 - share]) / temperature)
    return weights[int(np.argmin(losses))]


def _thresholds(
    fast: Floats, blend: Floats, gold: Ints, allowed: NDArray[np.bool_], allowed_loss: float
) -> Floats:
    """Choose a threshold for each label: float64 (n_labels,)."""
    n_labels = fast.shape[1]
    called, mixed = fast.argmax(axis=1), blend.argmax(axis=1)
    whole = macro_f1(gold, mixed, n_labels)
    errors = (mixed == gold).astype(int) - (called == gold)  # that the lexical engine makes, and is spared
    reaching = allowed & (softmax(fast).max(axis=1) >= _THRESHOLDS[:, np.newaxis])
    alone = np.stack([reaching & (called == label) for label in range(n_labels)])
    n_alone, n_errors = alone.sum(axis=2), (alone * errors).sum(axis=2)  # by label and threshold
    for price in _PRICES:
        chosen: Floats = _THRESHOLDS[(n_alone - price * n_errors).argmax(axis=1)]
        sure = allowed & sure_rows(fast, chosen)
        if macro_f1(gold, np.where(sure, called, mixed), n_labels) >= whole - allowed_loss:
            return chosen
    return np.full(n_labels, _NEVER)
