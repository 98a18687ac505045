"""What every engine offers: scores of texts, and the share of each word in a score."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from stance.target import Target
from stance.values import Evidence


@dataclass(frozen=True, slots=True)
class Shares:
    """What each word of one text adds to one score, in the order of the text.

    ``prior``: what the model adds before it reads a word; ``starts``, ``ends``: int64, character spans;
    ``values``: float64; ``apart``: bool, whether a word begins a clause, and so joins no word before it.
    The prior and the values add up to the score.
    """

    prior: float
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    values: NDArray[np.float64]
    apart: NDArray[np.bool_]

    def evidence(self, text: str) -> tuple[Evidence, ...]:
        """Join neighbouring words of one sign into spans, strongest first; an empty span is the prior."""
        spans = [Evidence(0, 0, "", self.prior)]
        if len(self.values):
            sign = np.sign(self.values)
            begins = self.apart.copy()
            begins[0] = True
            begins[1:] |= sign[1:] != sign[:-1]
            groups = np.flatnonzero(begins)
            sums = np.add.reduceat(self.values, groups).tolist()
            starts, ends = self.starts[groups].tolist(), np.maximum.reduceat(self.ends, groups).tolist()
            spans += [
                Evidence(start, end, text[start:end], share)
                for start, end, share in zip(starts, ends, sums, strict=True)
                if share
            ]
        return tuple(sorted(spans, key=lambda e: -abs(e.contribution)))


def columns_of(heads: Mapping[str, Sequence[str]]) -> dict[str, slice]:
    """Return the columns that each head's scores have among those of all heads."""
    ends = list(itertools.accumulate(map(len, heads.values())))
    return {head: slice(end - len(heads[head]), end) for head, end in zip(heads, ends, strict=True)}


def n_outputs_of(heads: Mapping[str, Sequence[str]], n_heads: int | None) -> int:
    """Return how many scores the first ``n_heads`` have, or all heads."""
    return sum(map(len, itertools.islice(heads.values(), n_heads)))


class Scorer(Protocol):
    """An engine: heads with their labels, whose scores stand side by side, head after head."""

    @property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """The labels of each head."""
        ...

    def scores(self, texts: list[str], n_heads: int | None = None) -> NDArray[np.float64]:
        """Return calibrated log-odds of the first ``n_heads``, or of all: float64 (n_texts, n_outputs)."""
        ...

    def shares(self, text: str, output: int) -> Shares:
        """Say what each word adds to one output's score of one text."""
        ...

    def with_target(self, target: Target) -> Any:
        """Return a scorer that masks another target's terms and has the same weights."""
        ...
