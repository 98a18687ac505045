"""The cascade: the lexical engine where it is sure, both engines together where it is not.

Where the target is not named, and the lexical engine's most probable label of a head reaches that label's
threshold, and those of the heads before it theirs, its scores of the head stand. Else the scores of both
engines are weighed and added; weights and thresholds are chosen on statements that neither engine was fitted
to (stacking; Wolpert, 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.model.calibration import softmax
from stance.model.encoder import EncoderScorer
from stance.model.lexical import LexicalScorer
from stance.model.scorer import Shares, n_outputs_of
from stance.target import Target

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mixture:
    """How two engines are put together.

    ``columns``: those of each head; ``thresholds``: float64 (n_outputs,), the probability that each label
    needs, being the best of its head, for the lexical engine to decide alone; ``fast``, ``accurate``:
    float64 (n_outputs,), the weights of the engines' scores elsewhere; ``named_too``: whether it is a
    mixture of format 2, in which the lexical engine decides all heads alone or none, where the target is
    named, too.
    """

    columns: tuple[slice, ...]
    thresholds: Floats
    fast: Floats
    accurate: Floats
    named_too: bool = False

    def stands(self, fast: Floats, named: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say for each row of the lexical engine's scores which heads' stand: bool (n_rows, n_heads).

        ``named``: bool (n_rows,), whether the target is named in the text.
        """
        each = [sure_rows(fast[:, columns], self.thresholds[columns]) for columns in self.columns]
        sure: NDArray[np.bool_] = np.logical_and.accumulate(np.stack(each, axis=1), axis=1)
        if self.named_too:
            return np.broadcast_to(sure[:, -1:], sure.shape)
        return sure & ~named[:, np.newaxis]

    def blend(self, fast: Floats, accurate: Floats) -> Floats:
        """Weigh and add the scores of both engines; same shape."""
        return fast * self.fast + accurate * self.accurate

    def mix(self, fast: Floats, accurate: Floats, named: NDArray[np.bool_]) -> Floats:
        """Blend the scores of both engines where those of the lexical one do not stand; same shape."""
        widths = [columns.stop - columns.start for columns in self.columns]
        stands = np.repeat(self.stands(fast, named), widths, axis=1)
        return np.where(stands, fast, self.blend(fast, accurate))


def sure_rows(scores: Floats, thresholds: Floats) -> NDArray[np.bool_]:
    """Say where the most probable label of a head reaches its threshold: bool (n_rows,)."""
    probabilities = softmax(scores)
    reached: NDArray[np.bool_] = probabilities.max(axis=1) >= thresholds[probabilities.argmax(axis=1)]
    return reached


class CascadeScorer:
    """Scores texts by two engines that have the same heads."""

    __slots__ = ("_accurate", "_fast", "mixture")

    def __init__(self, fast: LexicalScorer, accurate: EncoderScorer, mixture: Mixture) -> None:
        self._fast, self._accurate, self.mixture = fast, accurate, mixture

    @property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """The labels of each head."""
        return self._fast.heads

    def with_target(self, target: Target) -> CascadeScorer | EncoderScorer:
        """Return a scorer for a target; for another than the model's own it is the encoder alone.

        The mixture was chosen on statements on the model's target, and the lexical engine knows the verbs
        of no other.
        """
        own = target == self._accurate.learnt.target
        return self if own else self._accurate.with_target(target)

    def scores(self, texts: list[str], n_heads: int | None = None) -> NDArray[np.float64]:
        """Return calibrated log-odds of the first ``n_heads``, or of all: float64 (n_texts, n_outputs).

        The fewer heads, the fewer texts the encoder is asked about.
        """
        scores, named = self._fast.scores_and_named(texts)
        unsure = np.flatnonzero(~self.mixture.stands(scores, named)[:, :n_heads].all(axis=1))
        if len(unsure):
            accurate = self._accurate.scores([texts[i] for i in unsure])
            scores[unsure] = self.mixture.mix(scores[unsure], accurate, named[unsure])
        return scores[:, : n_outputs_of(self.heads, n_heads)]

    def shares(self, text: str, output: int) -> Shares:
        """Say what each word adds to one output's score of one text."""
        fast = self._fast.shares(text, output)
        head = next(i for i, columns in enumerate(self.mixture.columns) if output < columns.stop)
        if self.mixture.stands(*self._fast.scores_and_named([text]))[0, head]:
            return fast
        accurate = self._accurate.shares(text, output)
        weights = float(self.mixture.fast[output]), float(self.mixture.accurate[output])
        prior = fast.prior * weights[0] + accurate.prior * weights[1]
        spans = np.stack([np.r_[fast.starts, accurate.starts], np.r_[fast.ends, accurate.ends]], axis=1)
        words, place = np.unique(spans, axis=0, return_inverse=True)
        values = np.zeros(len(words))
        np.add.at(values, place, np.r_[fast.values * weights[0], accurate.values * weights[1]])
        apart = np.zeros(len(words), dtype=bool)
        np.logical_or.at(apart, place, np.r_[fast.apart, accurate.apart])
        return Shares(prior, words[:, 0], words[:, 1], values, apart)
