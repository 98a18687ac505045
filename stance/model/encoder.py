"""The encoder engine: a fine-tuned sentence encoder with a linear classifier on its mean vector.

The extractor is a small transformer (BGE; Xiao et al., 2023) run by onnxruntime. Since the classifier
is linear and the mean is one over the pieces, a score is exactly the sum of a prior and one share a piece.

Every statement is run by itself, never padded and never beside another, because the integer arithmetic
takes its ranges from what it is given: so a batch gives to the bit what single statements give.
Statements run side by side in threads instead.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from stance.errors import ModelDamagedError
from stance.lexicon.table import WordTable, recompile
from stance.model.scorer import Shares, n_outputs_of
from stance.pieces import PieceReader, Pieces
from stance.target import Target

# Pieces read at once, beside beginning and end; the network learnt with shorter statements. Longer texts
# are read in windows, one after the other.
WINDOW = 126
_READ_AT_ONCE = 1024  # texts
_NO_NUMBERS = "the encoder's network gives no finite numbers; train the model again"


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """What is learnt: everything that an artefact stores of this engine.

    ``network``: an ONNX graph from ``pieces``, int64 (1, n), to ``vectors``, float32 (1, n, width), with
    so many ``attention_heads`` a layer; ``weights``: float64 (width, n_outputs) and ``prior``: float64
    (n_outputs,), calibrated, with a sum of zero over the labels of each head.
    """

    table: WordTable
    vocabulary: tuple[str, ...]
    heads: dict[str, tuple[str, ...]]
    target: Target
    network: bytes
    attention_heads: int
    weights: NDArray[np.float64]
    prior: NDArray[np.float64]


class EncoderScorer:
    """Scores texts by the encoder; safe to share among threads."""

    __slots__ = ("_lock", "_made", "learnt")

    def __init__(self, learnt: EncoderWeights) -> None:
        self.learnt = learnt
        self._lock = threading.Lock()
        self._made: tuple[PieceReader, Any] | None = None

    def __reduce__(self) -> tuple[type[Self], tuple[EncoderWeights]]:
        return type(self), (self.learnt,)  # the network's session cannot be pickled, and is made again

    @property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """The labels of each head."""
        return self.learnt.heads

    def with_target(self, target: Target) -> EncoderScorer:
        """Return a scorer that masks another target's terms and has the same weights."""
        learnt = self.learnt
        return EncoderScorer(replace(learnt, table=recompile(learnt.table, target, learnt.target)))

    def scores(self, texts: list[str], n_heads: int | None = None) -> NDArray[np.float64]:
        """Return calibrated log-odds of the first ``n_heads``, or of all: float64 (n_texts, n_outputs)."""
        scores = self._each(texts, self._score, len(self.learnt.prior))
        return scores[:, : n_outputs_of(self.heads, n_heads)]

    def vectors(self, texts: list[str]) -> NDArray[np.float64]:
        """Return the mean of the vectors of each text's pieces: float64 (n_texts, width)."""
        return self._each(texts, self._mean, len(self.learnt.weights))

    def _each(
        self, texts: list[str], of_one: Callable[[Pieces], NDArray[np.float64]], width: int
    ) -> NDArray[np.float64]:
        """Return one row a text: float64 (n_texts, width)."""
        reader, _ = self._parts()
        if len(texts) == 1:
            return of_one(reader(texts)[0])[np.newaxis]
        rows = np.zeros((len(texts), width))
        with ThreadPoolExecutor(_n_threads()) as threads:
            for start in range(0, len(texts), _READ_AT_ONCE):
                read = reader(texts[start : start + _READ_AT_ONCE])
                rows[start : start + len(read)] = list(threads.map(of_one, read))
        return rows

    def shares(self, text: str, output: int) -> Shares:
        """Say what each word adds to one output's score of one text."""
        reader, _ = self._parts()
        pieces = reader([text])[0]
        summed, inner = self._piece_scores(pieces)
        column = inner[:, output]
        starts, ends = np.array(pieces.starts, dtype=np.int64), np.array(pieces.ends, dtype=np.int64)
        firsts = np.flatnonzero(np.diff(starts, prepend=-1))
        values = np.add.reduceat(column, firsts) if len(firsts) else column
        # Beginnings and ends of windows stand for no word: their shares are the prior's.
        prior = float(self.learnt.prior[output] + summed[output] - values.sum())
        starts, ends = starts[firsts], ends[firsts]
        marks = np.array([not text[start].isalnum() for start in starts.tolist()], dtype=bool)
        apart = marks.copy()
        apart[1:] |= marks[:-1]
        return Shares(prior, starts, ends, values, apart)

    def _score(self, pieces: Pieces) -> NDArray[np.float64]:
        summed, _ = self._piece_scores(pieces)
        return self.learnt.prior + summed

    def _mean(self, pieces: Pieces) -> NDArray[np.float64]:
        summed, n_read = np.zeros(len(self.learnt.weights)), 0
        for vectors in self._windows(pieces):
            summed += vectors.sum(axis=0)
            n_read += len(vectors)
        if not np.isfinite(summed).all():
            raise ModelDamagedError(_NO_NUMBERS)
        return summed / n_read

    def _windows(self, pieces: Pieces) -> Iterator[NDArray[np.float64]]:
        """Yield the vectors of each window's pieces, between those of its beginning and end."""
        reader, session = self._parts()
        for start in range(0, max(len(pieces), 1), WINDOW):
            window = pieces.ids[start : start + WINDOW]
            ids = np.array([[reader.begin, *window, reader.end]], dtype=np.int64)
            yield session.run(None, {"pieces": ids})[0][0].astype(np.float64)

    def _piece_scores(self, pieces: Pieces) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the sum of all shares, and those of each piece that stands for a word."""
        scored = [vectors @ self.learnt.weights for vectors in self._windows(pieces)]
        n_read = sum(map(len, scored))
        summed = sum(part.sum(axis=0) for part in scored) / n_read
        if not np.isfinite(summed).all():
            raise ModelDamagedError(_NO_NUMBERS)
        return summed, np.concatenate([part[1:-1] for part in scored]) / n_read

    def _parts(self) -> tuple[PieceReader, Any]:
        """Return the reader and the network's session, made when they are first needed."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = self._make()
        return self._made

    def _make(self) -> tuple[PieceReader, Any]:
        learnt = self.learnt
        try:
            reader = PieceReader(learnt.vocabulary, learnt.table)
            session = _session(learnt.network)
            last = np.array([[len(learnt.vocabulary) - 1]], dtype=np.int64)
            shape = session.run(["vectors"], {"pieces": last})[0].shape
        except Exception as error:
            raise ModelDamagedError(
                f"the encoder's network cannot be run ({error}); install or train the model again"
            ) from error
        if shape != (1, 1, len(learnt.weights)):
            raise ModelDamagedError(
                f"the encoder's vectors have the shape {shape}, and its classifier another; install or train "
                "the model again"
            )
        return reader, session


def _session(network: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415 – the fast engine does without

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Told apart by their first bytes otherwise, the other format would pass by ``check_network``.
    options.add_session_config_entry("session.load_model_format", "ONNX")
    return onnxruntime.InferenceSession(
        network,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # slower than what it replaces
    )


def _n_threads() -> int:
    """Return how many statements run side by side: OMP_NUM_THREADS, which Spark sets, or a thread a core."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdecimal() and int(told):
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
