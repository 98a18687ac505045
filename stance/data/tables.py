"""Tables of columns: Parquet and Arrow files, pandas frames and what `datasets` holds, read row by row."""

from __future__ import annotations

import contextlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from stance.data.compression import is_damage
from stance.errors import DataError, MissingExtraError
from stance.inputs import is_gap

_BATCH = 4096  # rows held in memory
_BUFFER = 1 << 20  # bytes of a Parquet column read at a time
_ARROW_MARK = b"ARROW1"  # begins a file that can be read in any order; one by `datasets` is a stream
_SAVED = ("state.json", "dataset_dict.json")  # in a folder that `save_to_disk` wrote: of one table, of splits
_KINDS = {"parquet": "Parquet", "arrow": "Arrow"}

_Names = dict[str, list[Any]]  # of labels kept as numbers, by column


def arrow() -> Any:
    """Return pyarrow. Raises ``MissingExtraError`` without the extra ``data``."""
    try:
        import pyarrow as pa  # noqa: PLC0415 – an extra
    except ImportError as error:
        raise MissingExtraError(
            "Parquet and Arrow need the extra “data”: pip install 'troop-stance[data]'"
        ) from error
    return pa


def arrow_rows(
    stream: IO[bytes],
    file_format: str,
    header: Callable[[list[str]], None] = lambda _: None,
    *,
    named: bool = False,
) -> Iterator[dict[str, Any]]:
    """Read the rows of a Parquet or Arrow file, batch by batch; ``header`` is told its columns.

    ``named``: labels that `datasets` keeps as numbers are given by their names. Raises
    ``MissingExtraError`` without the extra ``data``, and ``DataError`` for a file that is not of the format.
    """
    with _reading(file_format):
        schema, batches = _opened(stream, file_format)
        names = _names_in(schema) if named else {}
        header(schema.names)
        for batch in batches:
            yield from (_with_names(row, names) for row in batch.to_pylist())


def arrow_types(stream: IO[bytes], file_format: str) -> dict[str, Any]:
    """Return the Arrow type of each column of a Parquet or Arrow file; same errors."""
    with _reading(file_format):
        return {field.name: field.type for field in _opened(stream, file_format)[0]}


def type_of(column: str, values: list[Any]) -> Any:
    """Return the Arrow type of a column's values. Raises ``DataError`` where they are not all of one kind."""
    pa = arrow()
    try:
        return pa.array(values).type
    except UnicodeEncodeError:  # no matter of types
        raise
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise not_alike(column, error) from error


def not_alike(column: str, why: object) -> DataError:
    """Return the error of a column whose values no one type holds."""
    return DataError(
        f"column “{column}”: its values are not all of one kind ({why}); "
        "write JSONL instead, or give files whose columns have the same types"
    )


def add_types(types: dict[str, Any], found: Mapping[str, Any]) -> None:
    """Add columns to those of ``types``; one that is there gets a type that holds the values of both.

    Raises ``DataError`` where there is no such type.
    """
    for column, kind in found.items():
        held = types.setdefault(column, kind)
        if held != kind:
            types[column] = _common_type(column, held, kind)


def _common_type(column: str, *kinds: Any) -> Any:
    pa = arrow()
    if not all(map(pa.types.is_dictionary, kinds)):
        kinds = tuple(kind.value_type if pa.types.is_dictionary(kind) else kind for kind in kinds)
    schemas = [pa.schema([(column, kind)]) for kind in kinds]
    try:
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except pa.ArrowException as error:
        raise not_alike(column, " and ".join(map(str, kinds))) from error


@contextlib.contextmanager
def _reading(file_format: str) -> Iterator[None]:
    """Say in a ``DataError`` why a file cannot be read."""
    pa = arrow()
    try:
        yield
    except Exception as error:
        if is_damage(error):
            raise DataError(f"it cannot be decompressed: {error}") from error
        if isinstance(error, (pa.ArrowException, OSError, ValueError, OverflowError)):  # the last: of values
            raise DataError(f"no {_KINDS[file_format]} file that can be read: {error}") from error
        raise


def _opened(stream: IO[bytes], file_format: str) -> tuple[Any, Iterable[Any]]:
    """Return the schema of a file and its batches. Raises ``DataError`` for two columns of one name."""
    source = stream if stream.seekable() else io.BytesIO(stream.read())
    schema, batches = (_parquet if file_format == "parquet" else _ipc)(source)
    if twice := [name for name, count in Counter(schema.names).items() if count > 1]:
        raise DataError(f"the file has two columns of the name {', '.join(twice)}; rename one")
    return schema, batches


def _parquet(source: IO[bytes]) -> tuple[Any, Iterable[Any]]:
    """Open a Parquet file so that what is read is not kept, as pyarrow does unless told otherwise."""
    from pyarrow import parquet  # noqa: PLC0415 – an extra

    is_plain = isinstance(source, (io.BufferedReader, io.BytesIO))  # a compressed one is slow to go back in
    table = parquet.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER if is_plain else 0)
    return table.schema_arrow, table.iter_batches(_BATCH)


def _ipc(source: IO[bytes]) -> tuple[Any, Iterable[Any]]:
    from pyarrow import ipc  # noqa: PLC0415 – an extra

    is_stream = source.read(len(_ARROW_MARK)) != _ARROW_MARK
    source.seek(0)
    if is_stream:
        opened = ipc.open_stream(source)
        return opened.schema, _parts(opened)
    opened = ipc.open_file(source)
    return opened.schema, _parts(opened.get_batch(i) for i in range(opened.num_record_batches))


def _parts(batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        batch.validate(full=True)  # pyarrow takes the offsets in such a file on trust
        for begin in range(0, batch.num_rows, _BATCH):
            yield batch.slice(begin, _BATCH)


def _names_in(schema: Any) -> _Names:
    """Return the names of labels that `datasets` wrote down in a file's schema."""
    try:
        features = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
        names = {column: told["names"] for column, told in features.items() if "names" in told}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    return {column: told for column, told in names.items() if isinstance(told, list)}


def _with_names(row: dict[str, Any], names: _Names) -> dict[str, Any]:
    """Put names in the place of numbers; None where there is none, as for -1, which stands for no label."""
    for column, known in names.items():
        if type(number := row.get(column)) is int:
            row[column] = known[number] if 0 <= number < len(known) else None
    return row


def table_rows(table: Any) -> Iterator[dict[str, Any]]:
    """Read the rows of a pandas frame, a ``datasets.Dataset`` or any iterable of mappings.

    What is missing, NaN or NA, becomes None, and the number of a ``datasets.ClassLabel`` its name. Raises
    ``TypeError`` for anything else.
    """
    features = getattr(table, "features", None) or {}
    names = {column: kind.names for column, kind in features.items() if type(kind).__name__ == "ClassLabel"}
    if hasattr(table, "with_format"):
        table = table.with_format(None)  # plain values, where arrays or tensors were asked for
    records: Iterable[Any] = table.to_dict("records") if hasattr(table, "iterrows") else table
    for record in records:
        if not isinstance(record, Mapping):
            raise TypeError(f"a row is a mapping of columns to values, not {type(record).__name__}")
        yield _with_names({str(k): None if is_gap(v) else v for k, v in record.items()}, names)


def is_saved(folder: Path) -> bool:
    """Say whether a folder is one that ``save_to_disk`` of `datasets` wrote."""
    return any((folder / name).is_file() for name in _SAVED)


def saved_table(folder: Path) -> Any:
    """Open a folder that ``save_to_disk`` wrote; of several splits each is in a folder of its own.

    Raises ``MissingExtraError`` without `datasets`, and ``DataError`` where it cannot be read.
    """
    try:
        import datasets  # noqa: PLC0415 – an extra
    except ImportError as error:
        raise MissingExtraError(
            "a saved dataset needs the extra “data”: pip install 'troop-stance[data]'"
        ) from error
    try:
        return datasets.load_from_disk(str(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder}: no saved dataset that can be read: {error}") from error


def one_split(table: Any, name: str, choice: str) -> Any:
    """Return the only split of a ``datasets.DatasetDict``, and any other table as it is.

    ``choice``: how one of several is chosen, with “{}” for its name; where there are, ``DataError`` says so.
    """
    splits = table if isinstance(table, Mapping) else {}
    if not splits or not all(hasattr(split, "features") for split in splits.values()):
        return table
    first = next(iter(splits))
    if len(splits) > 1:
        raise DataError(
            f"{name}: it has the splits {', '.join(splits)}; choose one, as {choice.replace('{}', first)}"
        )
    return splits[first]
