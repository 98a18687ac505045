"""The columns that labelling adds to a table, the same in a file, a frame, a dataset and a Spark job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from stance.errors import DataError
from stance.values import Judgement

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
    judgements: Iterable[Judgement | None], model: str, positions: Sequence[str], has_sentiment: bool
) -> dict[str, list[Any]]:
    """Return judgements as columns of plain values, under the names of ``added_names``.

    ``position``: the label, None where the model abstained; ``probability_…``: float, rounded to six
    decimals; ``sentiment``: the label; ``abstained``: bool; ``model``: ``model``. Where a judgement is
    None, because there was no text, every column has None.
    """
    names = added_names(positions, has_sentiment)
    rows = [_row(judgement, model, positions, has_sentiment) for judgement in judgements]
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _row(
    judgement: Judgement | None, model: str, positions: Sequence[str], has_sentiment: bool
) -> tuple[Any, ...]:
    if judgement is None:
        return (None,) * len(added_names(positions, has_sentiment))
    return (
        None if judgement.abstained else str(judgement.position),
        *(round(judgement.probabilities[position], _PLACES) for position in positions),
        *((str(judgement.sentiment),) if has_sentiment else ()),
        judgement.abstained,
        model,
    )


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
