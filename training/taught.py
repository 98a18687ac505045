"""What the teacher said of the corpus: its scores, kept by the text that they are of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stance.model.calibration import softmax
from stance.values import Position

TAUGHT = Path(__file__).with_name("taught.npz")


def save_taught(path: Path, texts: Sequence[str], scores: NDArray[np.float64]) -> None:
    """Keep scores, (n_texts, n_outputs), in half precision."""
    np.savez_compressed(path, keys=_keys(texts), scores=scores.astype(np.float16))


def add_taught(path: Path, texts: Sequence[str], scores: NDArray[np.float64]) -> None:
    """Keep scores beside those that are kept; of a text that has some, these take their place."""
    keys = _keys(texts)
    with np.load(path) as kept:
        others = ~np.isin(kept["keys"], keys)
        keys = np.concatenate([kept["keys"][others], keys])
        both = np.concatenate([kept["scores"][others], scores.astype(np.float16)])
    np.savez_compressed(path, keys=keys, scores=both)


def read_taught(path: Path, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the scores of each text: float32 (n_texts, n_outputs), NaN where none are kept."""
    with np.load(path) as kept:
        keys, scores = kept["keys"], kept["scores"].astype(np.float32)
    places = {key: i for i, key in enumerate(keys.tolist())}
    rows = np.array([places.get(key, -1) for key in _keys(texts).tolist()], dtype=np.int64)
    return np.where((rows >= 0)[:, np.newaxis], scores[rows], np.float32("nan"))


def where_right(scores: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return scores, (n_texts, n_outputs), NaN where the teacher's position is another than the label."""
    wrong = scores[:, : len(Position)].argmax(axis=1) != positions
    return np.where(wrong[:, np.newaxis], np.float32("nan"), scores)


def taught_positions(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the kept probabilities of the sorted positions: float64 (n_texts, n_positions), NaN for none."""
    scores = read_taught(TAUGHT, texts)[:, : len(Position)].astype(np.float64)
    return softmax(scores)[:, np.argsort(list(Position))]


def _keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    digests = [hashlib.sha256(text.encode()).digest()[:8] for text in texts]
    return np.frombuffer(b"".join(digests), dtype="<u8").copy()
