"""Labelling a Spark DataFrame: ``stance.spark.label``.

The workers' Python must have ``troop-stance`` and pyarrow installed; see docs/spark.md.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from stance.data.columns import added_types, check_column, given_names
from stance.errors import DataError, MissingExtraError, ModelChangedError
from stance.model.labeler import Labeler, load
from stance.target import Target

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def label(
    df: DataFrame,
    text: str = "text",
    model: str | Path | None = None,
    target: Target | None = None,
    min_confidence: float | None = None,
) -> DataFrame:
    """Return the frame with the columns of judgements beside its own. Nothing is computed before it is used.

    Added are, in this order, position (string, null where the model abstained), probability_… of each
    position (double, rounded to six decimals), sentiment (string), abstained (boolean) and model (string:
    name and version). Where the text is null, all of them are. An input column of such a name is kept as
    given_…; other columns pass through as they are.

    ``model``: a packaged model's name, or a model folder at a path that every worker can read; each worker
    process loads it once, and raises ``ModelChangedError`` where it is not the one that is found here. Raises
    ``DataError`` where the frame has no such column of strings, ``MissingExtraError`` without pyspark, and
    what ``stance.load`` and ``Labeler.label`` raise.
    """
    try:
        from pyspark.sql.types import (  # noqa: PLC0415 – an extra
            BooleanType,
            DoubleType,
            StringType,
            StructField,
            StructType,
        )
    except ImportError as error:
        raise MissingExtraError("Spark needs the extra “spark”: pip install 'troop-stance[spark]'") from error
    check_column(text, df.columns)
    if df.columns.count(text) > 1:
        raise DataError(f"there are several columns “{text}”; rename all but the one of the texts")
    place = df.columns.index(text)
    if not isinstance(df.schema[place].dataType, StringType):
        raise DataError(f"column “{text}” holds {df.schema[place].dataType.simpleString()}, not strings")
    name = None if model is None else str(model)
    labeler = _aimed(load(name), target)
    labeler.label([], min_confidence)  # a wrong confidence is said here, not by a worker later
    added = added_types(labeler.positions, bool(labeler.sentiments))
    kept = given_names(df.columns, added, fold=str.lower)  # Spark takes "Position" for "position"
    types = {str: StringType(), float: DoubleType(), bool: BooleanType()}
    fields = [StructField(kept[f.name], f.dataType, f.nullable, f.metadata) for f in df.schema]
    fields += [StructField(column, types[kind]) for column, kind in added.items()]
    # Numbers for names on the way in: a name with a dot in it, or one that stands twice, cannot be asked for.
    numbered = df.toDF(*map(str, range(len(df.columns))))
    return numbered.mapInArrow(
        _labelling(place, (name, target, labeler.manifest.sha256), min_confidence), StructType(fields)
    )


def _labelling(
    place: int, chosen: tuple[str | None, Target | None, str], min_confidence: float | None
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what a worker does with its batches; it takes along the model's name and hash, not the model."""

    def labelled(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415

        types = {str: pa.string(), float: pa.float64(), bool: pa.bool_()}
        labeler = _labeler(*chosen)
        added = added_types(labeler.positions, bool(labeler.sentiments))
        for batch in batches:
            columns = labeler.columns(batch.column(place), min_confidence)
            arrays = [pa.array(columns[name], types[kind]) for name, kind in added.items()]
            yield pa.RecordBatch.from_arrays(batch.columns + arrays, [*batch.schema.names, *added])

    return labelled


@functools.cache
def _labeler(model: str | None, target: Target | None, sha256: str) -> Labeler:
    """Return a labeler, the same one to every task of a worker process, as long as the model is the same.

    Raises ``ModelChangedError`` where the model has another hash than on the driver.
    """
    labeler = load(model)
    if labeler.manifest.sha256 != sha256:
        where = "the packaged one" if model is None else f"“{model}”"
        raise ModelChangedError(
            f"the model that this worker finds, {where}, is {labeler.name} of SHA-256 "
            f"{labeler.manifest.sha256[:12]}, and the driver's has {sha256[:12]}; install the same version "
            "of troop-stance, or put the same model folder, on all machines, and begin the job again"
        )
    return _aimed(labeler, target)


def _aimed(labeler: Labeler, target: Target | None) -> Labeler:
    return labeler if target is None else labeler.with_target(target)
