"""Which hashes enough texts have: counted part by part, so that memory is bounded by what differs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance.families import VOID

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]


class Frequent(NamedTuple):
    """Hashes that are frequent enough, in ascending order, and where each was seen first.

    ``hashes``: uint64; ``part``: int64, the number of the part; ``place``: int64, its place there.
    """

    hashes: Hashes
    part: Ints
    place: Ints


class Tally:
    """Counts the texts that have each hash."""

    __slots__ = ("_counts", "_hashes", "_places")

    def __init__(self) -> None:
        self._hashes: list[Hashes] = []
        self._counts: list[NDArray[np.int32]] = []
        self._places: list[NDArray[np.int32]] = []

    def add(self, hashes: Hashes, text: Ints) -> None:
        """Count one part: a hash and the index of its text in each row, in the order of the texts."""
        order = np.argsort(hashes, kind="stable")
        ordered, text = hashes[order], text[order]
        new_hash = np.ones(len(ordered), dtype=bool)
        new_hash[1:] = ordered[1:] != ordered[:-1]
        new_text = new_hash.copy()
        new_text[1:] |= text[1:] != text[:-1]
        starts = np.flatnonzero(new_hash)
        counts = np.add.reduceat(new_text, starts, dtype=np.int32) if len(starts) else np.zeros(0, np.int32)
        real = ordered[starts] != VOID
        self._hashes.append(ordered[starts[real]])
        self._counts.append(counts[real])
        self._places.append(order[starts[real]].astype(np.int32))

    def frequent(self, min_count: int) -> Frequent:
        """Return the hashes that at least ``min_count`` texts have, over all parts."""
        if not self._hashes:
            return Frequent(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        part = np.repeat(np.arange(len(self._hashes)), list(map(len, self._hashes)))
        hashes = np.concatenate(self._hashes)
        known, first, of_known = np.unique(hashes, return_index=True, return_inverse=True)
        counts = np.bincount(of_known, weights=np.concatenate(self._counts), minlength=len(known))
        kept = counts >= min_count
        place = np.concatenate(self._places).astype(np.int64)
        return Frequent(known[kept], part[first[kept]], place[first[kept]])
