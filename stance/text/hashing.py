"""64-bit hashes of words and of their combinations, and a table from hashes to ids.

A word's hash is the polynomial of its folded codes modulo 2**64, which a running sum gives for all
words of a batch at once. Two words of one vocabulary that collide are found when the table is built.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64 (golden ratio)
_MIX = np.uint64(0xD6E8FEB86659FD93)  # multiplier of the degski64 mixer
_SHIFT = np.uint64(32)
_ROOM = 4  # slots for each key: measured, 1.1 probes a look-up
_MOST_PROBES = 1 << 10  # measured on random keys: 17 for four million; only keys made to collide need more
_SMALLEST = 1 << 16  # characters for which powers are kept ready: one chunk of a batch
_MOST_KEPT = 1 << 20  # characters; 16 MiB of powers. Those of a longer text are not kept behind it


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    steps = np.full(count, base % 2**64, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps, dtype=np.uint64)


def _power_tables(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    return _powers(_BASE, count), _powers(pow(_BASE, -1, 2**64), count)


_kept_power_tables = functools.lru_cache(maxsize=2)(_power_tables)


def mix(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits of each hash, so that its high bits depend on all of them."""
    mixed = hashes ^ (hashes >> _SHIFT)
    mixed *= _MIX
    return mixed


def hash_spans(
    codes: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Hash the codes of each span: uint64 (n_spans,). Spans are not empty and do not overlap."""
    size = 1 << max(len(codes), _SMALLEST - 1).bit_length()
    powers, inverses = (_kept_power_tables if size <= _MOST_KEPT else _power_tables)(size)
    running = np.empty(len(codes) + 1, dtype=np.uint64)
    running[0] = 0
    np.multiply(codes, powers[: len(codes)], out=running[1:])
    np.cumsum(running, out=running)
    return mix((running[ends] - running[starts]) * inverses[starts])


class HashTable:
    """An open-addressing table: uint64 hashes to the ids 0 … n_keys-1, for whole arrays at once."""

    __slots__ = ("_keys", "_mask", "_shift", "_slots")

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        """Build the table. Raises ``ValueError`` when two keys are equal or many begin alike."""
        ordered = np.sort(keys)  # a twentieth of the time that np.unique takes
        if (ordered[1:] == ordered[:-1]).any():
            raise ValueError("two entries of a vocabulary have the same hash")
        bits = max(4, (max(1, len(keys)) * _ROOM - 1).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = np.int64((1 << bits) - 1)
        self._keys = np.append(keys, np.uint64(0))
        self._slots = np.full(1 << bits, -1, dtype=np.int32)
        self._fill(keys)

    def _fill(self, keys: NDArray[np.uint64]) -> None:
        waiting = np.arange(len(keys), dtype=np.int32)
        wanted = (keys >> self._shift).astype(np.int64)
        for _ in range(_MOST_PROBES):
            if not len(waiting):
                return
            free = self._slots[wanted] < 0
            # Where several keys want one free slot the last writer has it and the others go on.
            self._slots[wanted[free]] = waiting[free]
            placed = self._slots[wanted] == waiting
            waiting, wanted = waiting[~placed], (wanted[~placed] + 1) & self._mask
        raise ValueError("the hashes of a vocabulary are not spread: they were made to collide")

    def find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the id of each hash, or -1: int32 of the same shape."""
        places = (hashes >> self._shift).view(np.int64)
        ids: NDArray[np.int32] = self._slots.take(places)
        wrong = self._keys.take(ids, mode="wrap") != hashes
        wrong &= ids >= 0
        missed = wrong.ravel().nonzero()[0]
        if not len(missed):
            return ids
        places = places.ravel()[missed]
        flat, wanted = ids.ravel(), hashes.ravel()[missed]
        while len(missed):
            places = (places + 1) & self._mask
            found = self._slots[places]
            flat[missed] = found
            again = (self._keys[found] != wanted) & (found >= 0)
            missed, places, wanted = missed[again], places[again], wanted[again]
        return ids
