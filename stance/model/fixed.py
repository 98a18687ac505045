"""Fixed-point weights: scores are sums of integers, the same in any order, batch or process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# 2**-12: rounding moves a score of 150 features by 0.001 in practice, a probability by less than
# 0.0003. int16 reaches weights of ±8 with it; a model with larger ones gets a coarser step.
_FINEST = 12
_LARGEST = np.iinfo(np.int16).max


def fixed_step(values: NDArray[np.float64]) -> int:
    """Return the integer that stands for 1, a power of two, so that all values fit into int16.

    Raises ``ValueError`` for values that no step fits.
    """
    largest = float(np.abs(values).max(initial=0.0))
    if not largest <= _LARGEST:
        raise ValueError("a weight is too large to be stored; fit with a smaller C")
    room = np.log2(_LARGEST / largest) if largest else _FINEST
    return int(2 ** min(_FINEST, np.floor(room)))


def to_fixed(values: NDArray[np.float64], step: int | NDArray[np.int32]) -> NDArray[np.int16]:
    """Round values to multiples of 1 / step: int16 of the same shape."""
    return np.rint(values * step).astype(np.int16)
