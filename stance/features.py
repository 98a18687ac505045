"""``FeatureExtractor``: texts to a sparse matrix of counts, as a scikit-learn transformer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from numbers import Real
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from stance.families import SETS, Family, Finder
from stance.inputs import check_texts
from stance.lexicon.table import compile_table
from stance.tally import Frequent, Tally
from stance.target import Target, check_target, troop_deployment
from stance.text.hashing import HashTable
from stance.text.normal import LETTER, fold
from stance.text.tokens import tokenize

_ROOM = 1.2  # times what is expected
_CHUNK = 2048  # texts tokenized at a time: bounds memory, and keeps a batch's arrays in the cache


class FeatureExtractor(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn statements into counts of readable features.

    The masked families see neither names nor the target; that is what a model of stance on a target
    should learn from, so that it holds for other names. Where names, hashtags and topics tell the label,
    as in most tasks of one's own, take the written families as well: ``families="all"``.

    Parameters
    ----------
    target : Target or None
        What the statements are about; None stands for troop deployment.
    min_count : int
        A word or a feature is kept when at least so many statements of the corpus have it.
    families : str, tuple of str, or None
        "masked", "written" or "all", or the names of families; None stands for "masked". See
        ``stance.families``.
    dtype : dtype
        The type of the counts, float64 or float32; the second takes two thirds of the memory.

    Attributes
    ----------
    table_ : WordTable
        The lexicon, the words learnt, and the target's terms.
    keys_ : uint64 array (n_features,)
        The hash of each feature, in the order of the columns.

    """

    def __init__(
        self,
        target: Target | None = None,
        min_count: int = 2,
        families: str | tuple[str, ...] | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.target = target
        self.min_count = min_count
        self.families = families
        self.dtype = dtype

    def fit(self, texts: Iterable[str], y: Any = None) -> Self:  # noqa: ARG002
        """Learn the words and features that the texts have often enough. Returns self.

        Raises ``TypeError`` for what is no text, target or count, ``ValueError`` for another type of counts
        or families that there are not.
        """
        known = check_texts(texts)
        target = troop_deployment() if self.target is None else self.target
        check_target(target)
        min_count: Any = self.min_count
        if not isinstance(min_count, Real):
            raise TypeError(f"min_count is {min_count!r}; it must be a number of statements")
        if np.dtype(self.dtype) not in (np.float32, np.float64):
            raise ValueError(f"dtype is {np.dtype(self.dtype)}; it must be float64 or float32")
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
        """Count features: sparse (n_texts, n_features), of the type ``dtype``."""
        check_is_fitted(self, "keys_")
        known = check_texts(texts)
        rows = _Rows(self.dtype)
        for chunk in _chunks(known):
            rows.add(self._transform_chunk(chunk), share=len(chunk) / len(known))
        return rows.matrix(len(self.keys_))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:  # noqa: ARG002
        """Return the name of each column: object (n_features,)."""
        check_is_fitted(self, "keys_")
        return self._names.copy()

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _chosen_families(self) -> tuple[Family, ...]:
        chosen = "masked" if self.families is None else self.families
        if isinstance(chosen, str):
            if chosen not in SETS:
                raise ValueError(f"unknown set of families “{chosen}”; there are {sorted(SETS)}")
            return SETS[chosen]
        if not chosen or len(set(chosen)) < len(chosen):
            raise ValueError("families names none, or one twice")
        known = {family.name: family for family in SETS["all"]}
        unknown = set(chosen) - set(known)
        if unknown:
            raise ValueError(f"unknown families {sorted(unknown)}; there are {sorted(known)}")
        return tuple(known[name] for name in chosen)

    def _learn(self, texts: list[str]) -> tuple[NDArray[np.uint64], NDArray[np.object_]]:
        """Return the hashes and names of the features that are frequent enough, sorted by hash."""
        families = self.finder_.families
        tallies = {family: Tally() for family in families}
        for chunk in _chunks(texts):
            batch = self.finder_.read(chunk)
            for unit in self.finder_.units:
                text = batch.text_of(unit)
                hashes = self.finder_.hashes(batch, unit)
                for family, row in zip(self.finder_.of_unit(unit), hashes, strict=True):
                    tallies[family].add(row, text)
        found = [tallies.pop(family).frequent(self.min_count) for family in families]
        names = np.concatenate(self._names_of(found, texts))
        joined = np.concatenate([f.hashes for f in found])
        order = np.argsort(joined)
        return joined[order], names[order]

    def _names_of(self, found: list[Frequent], texts: list[str]) -> list[NDArray[np.object_]]:
        """Write the features of each family, read where each was seen first."""
        names = [np.empty(len(f.hashes), dtype=object) for f in found]
        for part, chunk in enumerate(_chunks(texts)):
            batch = self.finder_.read(chunk)
            for family, f, written in zip(self.finder_.families, found, names, strict=True):
                here = np.flatnonzero(f.part == part)
                written[here] = [self.finder_.name(family, batch, place) for place in f.place[here].tolist()]
        return names

    def _transform_chunk(self, texts: list[str]) -> sp.csr_array:
        batch = self.finder_.read(texts)
        columns, rows = [], []
        for unit in self.finder_.units:
            hashes = self.finder_.hashes(batch, unit)
            columns.append(self._columns.find(hashes.ravel()))
            rows.append(np.tile(batch.text_of(unit), len(hashes)))
        column, row = np.concatenate(columns).astype(np.int32), np.concatenate(rows).astype(np.int32)
        known = column >= 0
        counts = np.ones(int(known.sum()), dtype=self.dtype)
        counted = sp.csr_array((counts, (row[known], column[known])), shape=(len(texts), len(self.keys_)))
        counted.sum_duplicates()  # older versions of scipy keep them apart
        return counted


class _Rows:
    """Gathers the rows of a matrix in arrays that grow: a stack of parts would hold all of them twice."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._columns = np.empty(0, dtype=np.int32)
        self._counts = np.empty(0, dtype=dtype)
        self._lengths = [np.zeros(1, dtype=np.int64)]
        self._end = 0

    def add(self, part: sp.csr_array, share: float) -> None:
        """Add rows, which are so large a share of all."""
        begin, self._end = self._end, self._end + part.nnz
        if self._end > len(self._counts):  # room that is not written to takes no memory
            room = int(max(self._end, part.nnz / share) * _ROOM)
            self._columns, self._counts = (
                np.concatenate([kept[:begin], np.empty(room - begin, dtype=kept.dtype)])
                for kept in (self._columns, self._counts)
            )
        self._columns[begin : self._end] = part.indices
        self._counts[begin : self._end] = part.data
        self._lengths.append(np.diff(part.indptr))

    def matrix(self, n_columns: int) -> sp.csr_array:
        """Return the matrix of all rows."""
        ends = np.cumsum(np.concatenate(self._lengths))
        index = np.int32 if self._end <= np.iinfo(np.int32).max else np.int64
        columns = self._columns[: self._end].astype(index, copy=False)
        shape = len(ends) - 1, n_columns
        return sp.csr_array((self._counts[: self._end], columns, ends.astype(index)), shape=shape)


def _chunks(texts: list[str]) -> Iterator[list[str]]:
    return (texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK))


def _frequent_words(texts: list[str], min_count: int) -> list[str]:
    """Return the words, folded, that enough texts have without a capital: those that are no names."""
    tally, spans = Tally(), []
    for chunk in _chunks(texts):
        tokens = tokenize(chunk)
        plain = np.flatnonzero((tokens.kind == LETTER) & ~tokens.capital)
        tally.add(tokens.hashes[plain], tokens.text[plain])
        spans.append((tokens.text[plain], tokens.starts[plain], tokens.ends[plain]))
    found = tally.frequent(min_count)
    words = []
    for part, place in zip(found.part.tolist(), found.place.tolist(), strict=True):
        text, starts, ends = spans[part]
        words.append(fold(texts[part * _CHUNK + text[place]][starts[place] : ends[place]]))
    return words
