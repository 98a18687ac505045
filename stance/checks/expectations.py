"""What a capability expects of a model's probabilities; the three kinds of Ribeiro et al. (2020).

Each says of a batch of cases which of them fail. ``before`` and ``after``: float (n_cases, n_positions),
the probabilities of each case's first and second text; ``places``: the column of each position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.metrics import Floats

Failed = NDArray[np.bool_]
Places = Mapping[str, int]


class Expectation(Protocol):
    """What holds of every case of a capability."""

    kind: ClassVar[str]

    @property
    def positions(self) -> tuple[str, ...]:
        """The positions that it speaks of, which a model must know."""

    def failed(self, before: Floats, after: Floats, places: Places) -> Failed:
        """Return for each case whether it fails."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """Minimum functionality: the model gives the text this label."""

    label: str
    kind: ClassVar[str] = "minimum"

    @property
    def positions(self) -> tuple[str, ...]:
        return (self.label,)

    def failed(self, before: Floats, after: Floats, places: Places) -> Failed:  # noqa: ARG002
        failed: Failed = before.argmax(axis=1) != places[self.label]
        return failed


@dataclass(frozen=True, slots=True)
class Invariance:
    """Both texts have the same label or, with ``bound``, no probability differs by more than that."""

    bound: float | None = None
    kind: ClassVar[str] = "invariance"

    @property
    def positions(self) -> tuple[str, ...]:
        return ()

    def failed(self, before: Floats, after: Floats, places: Places) -> Failed:  # noqa: ARG002
        failed: Failed
        if self.bound is None:
            failed = before.argmax(axis=1) != after.argmax(axis=1)
        else:
            failed = np.abs(before - after).max(axis=1) > self.bound
        return failed


@dataclass(frozen=True, slots=True)
class Direction:
    """The second text gives a position more probability, or less, than the first.

    It fails where the probability goes the other way by more than ``tolerance``.
    """

    label: str
    more: bool
    tolerance: float = 0.0
    kind: ClassVar[str] = "direction"

    @property
    def positions(self) -> tuple[str, ...]:
        return (self.label,)

    def failed(self, before: Floats, after: Floats, places: Places) -> Failed:
        column = places[self.label]
        gained = after[:, column] - before[:, column]
        failed: Failed = (gained if self.more else -gained) < -self.tolerance
        return failed


KINDS = (Minimum.kind, Invariance.kind, Direction.kind)
