"""``FeatureExtractor``: texts to a sparse matrix of counts, as a scikit-learn transformer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from stance.families import FAMILIES, UNITS, Family, Finder
from stance.inputs import check_texts
from stance.lexicon.table import compile_table
from stance.target import Target, troop_deployment
from stance.text.hashing import HashTable
from stance.text.normal import LETTER, fold
from stance.text.tokens import tokenize

_CHUNK = 2048  # texts tokenized at a time: bounds memory, and keeps a batch's arrays in the cache


class FeatureExtractor(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn statements into counts of readable features, with names and the target masked.

    Parameters
    ----------
    target : Target or None
        What the statements are about; None stands for troop deployment.
    min_count : int
        A word or a feature is kept when at least so many statements of the corpus have it.
    families : tuple of str or None
        The families of features to make, by name; None stands for all of ``stance.families.FAMILIES``.

    Attributes
    ----------
    table_ : WordTable
        The lexicon, the words learnt, and the target's terms.
    keys_ : uint64 array (n_features,)
        The hash of each feature, in the order of the columns.

    """

    def __init__(
        self, target: Target | None = None, min_count: int = 2, families: tuple[str, ...] | None = None
    ) -> None:
        self.target = target
        self.min_count = min_count
        self.families = families

    def fit(self, texts: Iterable[str], y: Any = None) -> Self:  # noqa: ARG002
        """Learn the words and features that the texts have often enough. Returns self."""
        known = check_texts(texts)
        target = self.target or troop_deployment()
        self.fitted_target_ = target
        self.table_ = compile_table(_frequent_words(known, self.min_count), target, target)
        self.finder_ = Finder(self.table_, self._chosen_families())
        self.keys_, self._names = self._learn(known)
        self._columns = HashTable(self.keys_)
        return self

    def fit_transform(self, X: Iterable[str], y: Any = None, **_: Any) -> sp.csr_array:  # noqa: N803
        """Learn from texts and count their features; a generator is read once."""
        texts = check_texts(X)
        return self.fit(texts, y).transform(texts)

    def transform(self, texts: Iterable[str]) -> sp.csr_array:
        """Count features: sparse float64 (n_texts, n_features)."""
        check_is_fitted(self, "keys_")
        known = check_texts(texts)
        parts = [self._transform_chunk(known[i : i + _CHUNK]) for i in range(0, len(known), _CHUNK)]
        empty = sp.csr_array((0, len(self.keys_)), dtype=np.float64)
        return sp.csr_array(sp.vstack([empty, *parts], format="csr"))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:  # noqa: ARG002
        """Return the name of each column: object (n_features,)."""
        check_is_fitted(self, "keys_")
        return np.array(self._names, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _chosen_families(self) -> tuple[Family, ...]:
        if self.families is None:
            return FAMILIES
        if not self.families or len(set(self.families)) < len(self.families):
            raise ValueError("families names none, or one twice")
        known = {family.name: family for family in FAMILIES}
        unknown = set(self.families) - set(known)
        if unknown:
            raise ValueError(f"unknown families {sorted(unknown)}; there are {sorted(known)}")
        return tuple(known[name] for name in self.families)

    def _learn(self, texts: list[str]) -> tuple[NDArray[np.uint64], list[str]]:
        """Return the hashes and names of the features that are frequent enough, sorted by hash."""
        batch = self.finder_.read(texts)
        keys: list[NDArray[np.uint64]] = []
        names: list[str] = []
        for unit in UNITS:
            text = batch.stream.text[batch.rows[unit]]
            hashes = self.finder_.hashes(batch, unit)
            for family, row in zip(self.finder_.of_unit(unit), hashes, strict=True):
                kept, examples = _frequent(row, text, self.min_count)
                keys.append(kept)
                names += [self.finder_.name(family, batch, place) for place in examples.tolist()]
        joined = np.concatenate(keys)
        order = np.argsort(joined)
        return joined[order], [names[i] for i in order]

    def _transform_chunk(self, texts: list[str]) -> sp.csr_array:
        batch = self.finder_.read(texts)
        columns, rows = [], []
        for unit in UNITS:
            hashes = self.finder_.hashes(batch, unit)
            columns.append(self._columns.find(hashes.ravel()))
            rows.append(np.tile(batch.stream.text[batch.rows[unit]], len(hashes)))
        column, row = np.concatenate(columns), np.concatenate(rows)
        known = column >= 0
        counts = np.ones(int(known.sum()), dtype=np.float64)
        return sp.csr_array((counts, (row[known], column[known])), shape=(len(texts), len(self.keys_)))


def _frequent(
    hashes: NDArray[np.uint64], text: NDArray[np.int64], min_count: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hashes that enough texts have, and a place of each."""
    order = np.lexsort((text, hashes))
    hashes, text = hashes[order], text[order]
    new_hash = np.ones(len(hashes), dtype=bool)
    new_hash[1:] = hashes[1:] != hashes[:-1]
    new_text = new_hash.copy()
    new_text[1:] |= text[1:] != text[:-1]
    starts = np.flatnonzero(new_hash)
    if not len(starts):
        return hashes, starts
    frequent = np.add.reduceat(new_text, starts, dtype=np.int64) >= min_count
    return hashes[starts[frequent]], order[starts[frequent]]


def _frequent_words(texts: list[str], min_count: int) -> list[str]:
    """Return the words, folded, that enough texts have without a capital: those that are no names."""
    tokens = tokenize(texts)
    plain = np.flatnonzero((tokens.kind == LETTER) & ~tokens.capital)
    pairs = np.unique(np.stack([tokens.hashes[plain], tokens.text[plain].astype(np.uint64)]), axis=1)
    hashes, counts = np.unique(pairs[0], return_counts=True)
    frequent = hashes[counts >= min_count]
    seen, examples = np.unique(tokens.hashes[plain], return_index=True)
    rows = plain[examples[np.isin(seen, frequent)]]
    return [fold(texts[tokens.text[r]][tokens.starts[r] : tokens.ends[r]]) for r in rows]
