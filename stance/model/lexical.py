"""The lexical engine: word and cue features with learnt weights, scored by numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from stance.errors import ModelError
from stance.families import SETS, WRITTEN_UNITS, Batch, Family, Finder, Unit, see_words_as_written
from stance.lexicon.table import WordTable, recompile
from stance.model.fixed import to_fixed
from stance.model.scorer import Shares, n_outputs_of
from stance.target import Target
from stance.text.hashing import HashTable
from stance.values import in_order

if TYPE_CHECKING:
    from stance.model.classifier import StanceClassifier

# Texts and characters scored at a time: measured fastest of 128 … 8192 texts; the second bounds memory
# where texts are long.
_CHUNK_TEXTS, _CHUNK_CHARACTERS = 4096, 1 << 20


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """What is learnt: everything that an artefact stores of this engine.

    ``keys``: uint64 (n_features,); ``weights``: int16 (n_features, n_outputs); ``prior``: int16
    (n_outputs,), the scores of a text without features; ``step``: int32 (n_outputs,), the integer that
    stands for 1 in both. The outputs are the labels of all heads, head
    after head.
    """

    table: WordTable
    families: tuple[Family, ...]
    heads: dict[str, tuple[str, ...]]
    target: Target
    keys: NDArray[np.uint64]
    weights: NDArray[np.int16]
    prior: NDArray[np.int16]
    step: NDArray[np.int32]


def families_by_name(names: Sequence[str]) -> tuple[Family, ...]:
    """Return the families of these names. Raises ``KeyError`` for an unknown one."""
    known = {family.name: family for family in SETS["all"]}
    return tuple(known[name] for name in names)


def weights_of(heads: dict[str, StanceClassifier]) -> LexicalWeights:
    """Put fitted estimators together, one a head. They must have been fitted to the same texts.

    Raises ``ValueError`` when their features differ, or are not those of a ``FeatureExtractor``.
    """
    estimators = list(heads.values())
    others = {type(e.extractor_).__name__ for e in estimators if not hasattr(e.extractor_, "table_")}
    if others:
        raise ValueError(
            f"the features of {', '.join(sorted(others))} have no place in a model folder, only those of "
            "FeatureExtractor; keep the estimator itself with joblib.dump"
        )
    first = estimators[0].extractor_
    if any(not np.array_equal(first.keys_, e.extractor_.keys_) for e in estimators):
        raise ValueError("the heads have different features; fit them to the same texts")
    orders = [_order(e.classes_.tolist()) for e in estimators]
    coef = np.concatenate([e.coef_[order] for e, order in zip(estimators, orders, strict=True)]).T
    prior = np.concatenate([e.intercept_[order] for e, order in zip(estimators, orders, strict=True)])
    step = np.concatenate([np.full(len(e.classes_), e.step_, dtype=np.int32) for e in estimators])
    return LexicalWeights(
        table=first.table_,
        families=first.finder_.families,
        heads={
            name: tuple(e.classes_[order].tolist())
            for (name, e), order in zip(heads.items(), orders, strict=True)
        },
        target=first.fitted_target_,
        keys=first.keys_,
        weights=to_fixed(coef, step),
        prior=to_fixed(prior, step),
        step=step,
    )


def _order(labels: list[str]) -> list[int]:
    return [labels.index(label) for label in in_order(labels)]


class LexicalScorer:
    """Scores texts: (n_texts, n_outputs), exactly the sum of a prior and each feature's weight."""

    __slots__ = ("_columns", "_finder", "_narrow", "_prior", "_weights", "learnt")

    def __init__(self, learnt: LexicalWeights) -> None:
        self.learnt = learnt
        self._finder = Finder(learnt.table, learnt.families)
        self._columns = HashTable(learnt.keys)
        # A last row of zeros: a feature that the model does not know has id -1.
        self._weights = np.zeros((len(learnt.keys) + 1, len(learnt.prior)), dtype=np.int32)
        self._weights[:-1] = learnt.weights
        self._prior = learnt.prior.astype(np.int64)
        self._narrow: dict[int, NDArray[np.int32]] = {}  # the weights of the first outputs, side by side

    def __reduce__(self) -> tuple[type[Self], tuple[LexicalWeights]]:
        return type(self), (self.learnt,)

    @property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """The labels of each head."""
        return self.learnt.heads

    def with_target(self, target: Target) -> LexicalScorer:
        """Return a scorer that masks another target's terms and has the same weights.

        Raises ``ModelError`` where words are seen as written.
        """
        learnt = self.learnt
        if see_words_as_written(family.name for family in learnt.families):
            raise ModelError(
                "the model sees every word as written and masks no target, so it cannot be asked about "
                "another; leave the target out, or train on statements on that target"
            )
        return LexicalScorer(replace(learnt, table=recompile(learnt.table, target, learnt.target)))

    def scores(self, texts: list[str], n_heads: int | None = None) -> NDArray[np.float64]:
        """Return calibrated log-odds of the first ``n_heads``, or of all: float64 (n_texts, n_outputs)."""
        return self.scores_and_named(texts, n_heads)[0]

    def scores_and_named(
        self, texts: list[str], n_heads: int | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the scores, and for each text whether the target is named in it: bool (n_texts,).

        A word of sending names the target, too: what is sent may be an “it”.
        """
        n_outputs = n_outputs_of(self.heads, n_heads)
        parts = [self._score_chunk(chunk, n_outputs) for chunk in _chunks(texts)]
        if not parts:
            return np.zeros((0, n_outputs)), np.zeros(0, dtype=bool)
        scores, named = zip(*parts, strict=True)
        return np.concatenate(scores), np.concatenate(named)

    def _score_chunk(self, texts: list[str], n_outputs: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        batch = self._finder.read(texts)
        weights = self._first_weights(n_outputs)
        sums = np.tile(self._prior[:n_outputs], (len(texts), 1))
        for unit in self._finder.units:
            firsts = batch.firsts_of(unit)
            texts_with = (firsts[1:] > firsts[:-1]).nonzero()[0]
            if not len(texts_with):
                continue
            found, *others = self._found(batch, unit)
            at_units = weights.take(found, axis=0)
            for row in others:
                at_units += weights.take(row, axis=0)
            # Integers, so that the order in which a text's weights are added makes no difference.
            sums[texts_with] += np.add.reduceat(at_units, firsts[texts_with], axis=0, dtype=np.int64)
        named = np.zeros(len(texts), dtype=bool)
        named[batch.stream.text[batch.stream.names_target]] = True
        return sums / self.learnt.step[:n_outputs], named

    def _first_weights(self, n_outputs: int) -> NDArray[np.int32]:
        if n_outputs not in self._narrow:
            self._narrow[n_outputs] = np.ascontiguousarray(self._weights[:, :n_outputs])
        return self._narrow[n_outputs]

    def _found(self, batch: Batch, unit: Unit) -> NDArray[np.int32]:
        """Return the row of the weights for each family's feature at each unit: (n_families, n_units)."""
        return self._columns.find(self._finder.hashes(batch, unit))

    def shares(self, text: str, output: int) -> Shares:
        """Say what each word of one text adds to the score of an output.

        A feature's weight is shared equally among the words that it is made of.
        """
        batch = self._finder.read([text])
        step = int(self.learnt.step[output])
        values = np.zeros(len(batch.tokens))
        for unit in self._finder.units:
            rows = batch.tokens_of(unit)
            found = self._found(batch, unit)
            for family, weights in zip(self._finder.of_unit(unit), self._weights[found, output], strict=True):
                for offset in family.offsets:
                    # A part beyond the end of the text stands for its end: the last unit takes its share.
                    part = rows[np.minimum(np.arange(len(rows)) + offset, len(rows) - 1)]
                    np.add.at(values, part, weights / (step * len(family.offsets)))
        first, last = batch.stream.first, batch.stream.last
        new_clause = np.diff(batch.scopes.clause, prepend=-1) != 0
        if any(unit in WRITTEN_UNITS for unit in self._finder.units):
            first = last = np.arange(len(batch.tokens))
            new_clause = np.isin(first, batch.stream.first[new_clause])
        starts, ends = batch.tokens.starts[first], batch.tokens.ends[last]
        return Shares(float(self.learnt.prior[output]) / step, starts, ends, values[first], new_clause)


def _chunks(texts: list[str]) -> Iterator[list[str]]:
    start = n_characters = 0
    for i, text in enumerate(texts):
        n_characters += len(text)
        if i + 1 - start == _CHUNK_TEXTS or n_characters >= _CHUNK_CHARACTERS:
            yield texts[start : i + 1]
            start, n_characters = i + 1, 0
    if start < len(texts):
        yield texts[start:]
