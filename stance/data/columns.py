"""The columns that labelling adds to a table, the same in a file, a frame, a dataset and a Spark job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError

_GIVEN = "given_"  # put before the name of a column that has the name of an added one
_PLACES = 6  # decimals of a probability: more than any calibration carries, and short in a CSV file


def added_types(positions: Iterable[str], has_sentiment: bool) -> dict[str, type]:
    """Return the added columns in their order, each with the type of its values."""
    types: dict[str, type] = {"position": str}
    types |= {f"probability_{position}": float for position in positions}
    if has_sentiment:
        types["sentiment"] = str
    return types | {"abstained": bool, "model": str}


def added_names(positions: Iterable[str], has_sentiment: bool) -> tuple[str, ...]:
    """Return the names of the added columns, in their order."""
    return tuple(added_types(positions, has_sentiment))


def judgement_columns(
    probabilities: NDArray[np.float64],
    positions: Sequence[str],
    sentiments: list[str] | None,
    min_confidence: float,
    model: str,
) -> dict[str, list[Any]]:
    """Return judgements as columns of plain values, under the names of ``added_names``.

    ``probabilities``: float64 (n_texts, n_positions); ``sentiments``: the label of each text, None for a
    model without them. ``position`` is the most probable label, None where its probability is below
    ``min_confidence``; ``probability_…`` are rounded to six decimals.
    """
    n_texts = len(probabilities)
    best = probabilities.argmax(axis=1) if n_texts else np.zeros(0, dtype=np.int64)
    abstained = (probabilities[np.arange(n_texts), best] < min_confidence).tolist()
    names = [str(position) for position in positions]
    called = [None if left else names[place] for place, left in zip(best.tolist(), abstained, strict=True)]
    columns: dict[str, list[Any]] = {"position": called}
    for name, column in zip(names, np.round(probabilities, _PLACES).T.tolist(), strict=True):
        columns[f"probability_{name}"] = column
    if sentiments is not None:
        columns["sentiment"] = sentiments
    return columns | {"abstained": abstained, "model": [model] * n_texts}


def with_gaps(columns: dict[str, list[Any]], is_there: Sequence[bool]) -> dict[str, list[Any]]:
    """Put None into every column where there was no text."""
    if all(is_there):
        return columns
    filled = {}
    for name, column in columns.items():
        values = iter(column)
        filled[name] = [next(values) if there else None for there in is_there]
    return filled


def given_names(
    names: Sequence[str], added: Iterable[str], fold: Callable[[str], str] = str
) -> dict[str, str]:
    """Say under which name each input column stands beside the added ones.

    One that has the name of an added column becomes given_…, as often as it takes to be no other's name.
    ``fold``: names are the same where it makes them equal; ``str.lower`` where case does not count.
    """
    taken, added = set(map(fold, names)), frozenset(map(fold, added))
    kept: dict[str, str] = {}
    for column in names:
        name = column
        while fold(name) in added or (name != column and fold(name) in taken):
            name = _GIVEN + name
        kept[column] = name
    return kept


def check_column(wanted: str, names: Iterable[str]) -> None:
    """Raise ``DataError`` where the column that is to hold the texts is not there."""
    known = list(names)
    if wanted not in known:
        there = ", ".join(known) or "none"
        raise DataError(f"no column “{wanted}”; there are {there}; name the one of the texts with text=…")
