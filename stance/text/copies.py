"""Copies of a text: those that are the same but for case, accents, blanks and the shapes of marks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from stance.text.normal import fold


def plain(text: str) -> str:
    """Return the text folded, with single blanks: copies have it in common."""
    return " ".join(fold(text).split())


def numbered(texts: Iterable[str]) -> NDArray[np.int64]:
    """Number the different texts as they come up: int64 (n_texts,), copies have one number."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(plain(text), len(numbers)) for text in texts], dtype=np.int64)
