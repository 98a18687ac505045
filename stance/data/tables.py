"""Tables of columns: Parquet files, pandas frames and ``datasets.Dataset``, read row by row."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any

from stance.errors import DataError, MissingExtraError

_BATCH = 4096  # rows held in memory


def arrow() -> Any:
    """Return pyarrow. Raises ``MissingExtraError`` without the extra ``data``."""
    try:
        import pyarrow as pa  # noqa: PLC0415 – an extra
    except ImportError as error:
        raise MissingExtraError("Parquet needs the extra “data”: pip install 'troop-stance[data]'") from error
    return pa


def parquet_rows(
    stream: IO[bytes], header: Callable[[list[str]], None] = lambda _: None
) -> Iterator[dict[str, Any]]:
    """Read the rows of a Parquet file, batch by batch of each row group; ``header`` is told its columns.

    Raises ``MissingExtraError`` without the extra ``data``, and ``DataError`` for what is no Parquet file.
    """
    pa = arrow()
    try:
        opened = _parquet_file(stream)
        header(opened.schema_arrow.names)
        for batch in opened.iter_batches(_BATCH):
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"no Parquet file that can be read: {error}") from error


def parquet_types(stream: IO[bytes]) -> dict[str, Any]:
    """Return the Arrow type of each column of a Parquet file; same errors."""
    pa = arrow()
    try:
        return {field.name: field.type for field in _parquet_file(stream).schema_arrow}
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"no Parquet file that can be read: {error}") from error


def _parquet_file(stream: IO[bytes]) -> Any:
    from pyarrow import parquet  # noqa: PLC0415 – an extra

    return parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))


def table_rows(table: Any) -> Iterator[dict[str, Any]]:
    """Read the rows of a pandas frame, a ``datasets.Dataset`` or any iterable of mappings; NaN becomes None.

    Raises ``TypeError`` for anything else.
    """
    records: Iterable[Any] = table.to_dict("records") if hasattr(table, "iterrows") else table
    for record in records:
        if not isinstance(record, Mapping):
            raise TypeError(f"a row is a mapping of columns to values, not {type(record).__name__}")
        yield {str(k): None if isinstance(v, float) and math.isnan(v) else v for k, v in record.items()}
