"""The columns that labelling adds to a table, the same in a file, a frame, a dataset and a Spark job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stance.values import Judgement

_GIVEN = "given_"  # put before the name of a column that has the name of an added one
_PLACES = 6  # decimals of a probability: more than any calibration carries, and short in a CSV file


def added_names(positions: Iterable[str], has_sentiment: bool) -> tuple[str, ...]:
    """Return the names of the added columns, in their order."""
    return (
        "position",
        *(f"probability_{position}" for position in positions),
        *(("sentiment",) if has_sentiment else ()),
        "abstained",
        "model",
    )


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


def given_names(names: Iterable[str], added: Iterable[str]) -> dict[str, str]:
    """Say under which name each input column stands beside the added ones.

    One that has the name of an added column becomes given_…, as often as it takes to be no other's name.
    """
    columns, added = list(names), frozenset(added)
    kept: dict[str, str] = {}
    for column in columns:
        name = column
        while name in added or (name != column and name in columns):
            name = _GIVEN + name
        kept[column] = name
    return kept
