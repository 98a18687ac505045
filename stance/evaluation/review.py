"""Which rows to look at next: those of which a model is least sure, and labels that it doubts.

A row without a label ranks by how near its two likeliest labels are (margin sampling; Scheffer et al.,
2001); a row with one, by how little probability the model gives that label (Northcutt et al., 2021). Half
of the places go to each kind while both last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stance.evaluation.metrics import Floats

UNSURE, SUSPECT = "unsure", "suspect label"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row to look at: its place, why, what the model would call it, and the probabilities that speak.

    ``likeliest``: the model's label; ``probability``: of that label; ``given``: the probability of the
    row's own label, None for a row without one.
    """

    place: int
    reason: str
    likeliest: str
    probability: float
    given: float | None


def candidates(
    given: Sequence[str | None],
    probabilities: Floats,
    labels: Sequence[str],
    n: int,
    copies: Sequence[int] | None = None,
) -> list[Candidate]:
    """Choose rows to look at, at most ``n``, those most worth it first.

    ``given``: each row's label or None; ``probabilities``: float (n_rows, n_labels), from a model that was
    not fitted to these labels, columns as ``labels``; ``copies``: a number that rows of one text share. Rows
    that the model calls as they are labelled are never suspect; of rows without a label that share a text
    the first is enough.
    """
    texts = range(len(given)) if copies is None else copies
    seen: set[int] = set()
    places = {label: i for i, label in enumerate(labels)}
    ordered = np.sort(probabilities, axis=1)
    margins = ordered[:, -1] - ordered[:, -2]
    called = probabilities.argmax(axis=1)
    unsure, suspect = [], []
    for i, (label, text) in enumerate(zip(given, texts, strict=True)):
        likeliest, probability = str(labels[called[i]]), float(probabilities[i, called[i]])
        if label is None:
            if text not in seen:
                unsure.append((float(margins[i]), Candidate(i, UNSURE, likeliest, probability, None)))
            seen.add(text)
        elif likeliest != label:
            own = float(probabilities[i, places[label]]) if label in places else 0.0
            suspect.append((own - probability, Candidate(i, SUSPECT, likeliest, probability, own)))
    first = [c for _, c in sorted(unsure, key=lambda pair: pair[0])]
    second = [c for _, c in sorted(suspect, key=lambda pair: pair[0])]
    half = max(n // 2, n - len(second), 0)
    chosen = first[:half]
    return [*chosen, *second[: n - len(chosen)]]
