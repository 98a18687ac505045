"""Writers of rows: JSONL, CSV, TSV and Parquet, a batch of rows to bytes that are appended to a file.

The columns of a table stand before its rows: they are those that a writer is told, else those of the first
row. What it must remember of them between batches is its ``state``, a plain string: with it another process
goes on where one was stopped.
"""

from __future__ import annotations

import base64
import contextlib
import csv
import datetime as dt
import io
import json
import math
import reprlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Protocol

from stance.data.formats import DELIMITERS
from stance.data.jsonl import dumps
from stance.data.tables import arrow, not_alike, type_of
from stance.errors import DataError

Rows = Sequence[dict[str, Any]]


class Writer(Protocol):
    """Makes bytes of rows. ``is_final``: whether the bytes one after another are the file already."""

    is_final: bool

    @property
    def state(self) -> str | None:
        """What the first rows fixed; None before them."""

    def encode(self, rows: Rows) -> bytes:
        """Return the bytes of further rows. Raises ``DataError`` for rows that do not fit the first."""

    def begin(self, row: dict[str, Any], /) -> bytes:
        """Fix the columns, as a row has them where none were told; return what stands before the rows."""

    def finish(self, part: IO[bytes], sink: IO[bytes]) -> None:
        """Write the file from the bytes of all rows, where they are not the file already."""


def writer_of(
    file_format: str,
    state: str | None = None,
    known: Mapping[str, Any] | None = None,
    columns: Sequence[str] = (),
) -> Writer:
    """Return the writer of a format, going on from a ``state`` where one is given.

    ``known``: the Arrow types of columns where they are known before; ``columns``: those of all rows, else
    the first row has them all.
    """
    if file_format == "parquet":
        return _ParquetWriter(state, known or {}, columns)
    if file_format in DELIMITERS:
        return _TableWriter(DELIMITERS[file_format], state, columns)
    return _JsonWriter()


class _JsonWriter:
    is_final = True
    state = None

    def encode(self, rows: Rows) -> bytes:
        return b"".join([dumps(row) + b"\n" for row in rows])

    def begin(self, _row: dict[str, Any], /) -> bytes:
        return b""

    def finish(self, part: IO[bytes], sink: IO[bytes]) -> None:
        raise NotImplementedError


class _TableWriter:
    is_final = True

    def __init__(self, delimiter: str, state: str | None, planned: Sequence[str]) -> None:
        self._delimiter = delimiter
        self._planned = planned
        self._columns: list[str] | None = None if state is None else json.loads(state)

    @property
    def state(self) -> str | None:
        return None if self._columns is None else json.dumps(self._columns)

    def encode(self, rows: Rows) -> bytes:
        header = self.begin(rows[0]) if rows and self._columns is None else b""
        columns = self._columns or []
        _check_columns(rows, columns)
        return header + self._lines([_cell(row.get(column)) for column in columns] for row in rows)

    def begin(self, row: dict[str, Any], /) -> bytes:
        self._columns = list(self._planned or row)
        return self._lines([self._columns])

    def _lines(self, records: Iterable[Sequence[Any]]) -> bytes:
        rows = list(records)
        written = self._written(rows)
        if "\r" in written:  # which Python before 3.13 leaves without quotation marks
            breaks = [any(isinstance(cell, str) and "\r" in cell for cell in row) for row in rows]
            written = "".join(self._written([r], quoted=q) for r, q in zip(rows, breaks, strict=True))
        return written.encode("utf-8", "backslashreplace")

    def _written(self, rows: Iterable[Sequence[Any]], *, quoted: bool = False) -> str:
        text = io.StringIO(newline="")
        csv.writer(
            text,
            delimiter=self._delimiter,
            lineterminator="\n",
            quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        ).writerows(rows)
        return text.getvalue()

    def finish(self, part: IO[bytes], sink: IO[bytes]) -> None:
        raise NotImplementedError


def _check_columns(rows: Rows, columns: Collection[str]) -> None:
    known = set(columns)
    for row in rows:
        if extra := [column for column in row if column not in known]:
            raise DataError(
                f"a row has columns that the first had not, {extra}; "
                "write JSONL instead, or read files in place of a stream"
            )


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        raise DataError("a column holds binary data, which is no text; leave it out, or write Parquet")
    return dumps(value).decode() if isinstance(value, (dict, list)) else value


def _is_same(held: Any, given: Any) -> bool:
    """Say whether a value that Arrow holds is the one given; what a structure has not is missing in it."""
    if isinstance(given, dict):
        fields = isinstance(held, dict) and held.keys() >= given.keys()
        return fields and all(_is_same(value, given.get(key)) for key, value in held.items())
    if isinstance(given, (list, tuple)):
        parts = isinstance(held, (list, tuple)) and len(held) == len(given)
        return parts and all(map(_is_same, held, given))
    if isinstance(given, dt.datetime):  # a moment is the same in every time zone; what is written is not
        return bool(held == given) and held.utcoffset() == given.utcoffset()
    gaps = isinstance(held, float) and isinstance(given, float) and math.isnan(held) and math.isnan(given)
    return gaps or bool(held == given)


class _ParquetWriter:
    """Keeps each batch as an Arrow stream of its own; the file is made of them at the end, a row group each.

    A Parquet file cannot be gone on with: its table of contents stands at its end.
    """

    is_final = False

    def __init__(self, state: str | None, known: Mapping[str, Any], planned: Sequence[str]) -> None:
        self._pa = arrow()
        self._known = known
        self._planned = planned
        self._schema = None
        if state is not None:
            self._schema = self._pa.ipc.read_schema(self._pa.py_buffer(base64.b64decode(state)))

    @property
    def state(self) -> str | None:
        return None if self._schema is None else base64.b64encode(self._schema.serialize()).decode()

    def encode(self, rows: Rows) -> bytes:
        if not rows:
            return b""
        if self._schema is None:
            self._schema = self._chosen_schema(rows)
        _check_columns(rows, self._schema.names)
        arrays = [self._array(field, [row.get(field.name) for row in rows]) for field in self._schema]
        buffer = io.BytesIO()
        options = self._pa.ipc.IpcWriteOptions(compression="zstd")
        with self._pa.ipc.new_stream(buffer, self._schema, options=options) as stream:
            stream.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
        return buffer.getvalue()

    def begin(self, row: dict[str, Any], /) -> bytes:
        self._schema = self._chosen_schema([row])
        return b""

    def _chosen_schema(self, rows: Rows) -> Any:
        names = self._planned or rows[0]
        types = [(name, self._chosen_type(name, [row.get(name) for row in rows])) for name in names]
        with self._naming("", "a column's name"):
            schema = self._pa.schema(types)
        self._check_kinds(schema)
        return schema

    def _check_kinds(self, schema: Any) -> None:
        """Raise ``DataError`` where Parquet has no such types, in place of an error at the very end."""
        from pyarrow import parquet  # noqa: PLC0415 – an extra

        try:
            parquet.write_table(schema.empty_table(), io.BytesIO())
        except self._pa.ArrowException as error:
            raise DataError(
                f"Parquet has not all types of the columns: {error}; write JSONL instead"
            ) from error

    def _chosen_type(self, name: str, values: list[Any]) -> Any:
        """Take a column's type from the input where it is known; one that has no values yet holds texts."""
        kind = self._known.get(name)
        if kind is None:
            with self._naming(name):
                kind = type_of(name, values)
        return self._pa.string() if self._pa.types.is_null(kind) else kind

    def _array(self, field: Any, values: list[Any]) -> Any:
        """Make a column; of what its type cannot hold as it is, nothing is bent to it."""
        array = self._held(field, values)
        if array is not None:
            return array
        wrong = next((value for value in values if self._held(field, [value]) is None), values)
        with self._naming(field.name):
            raise TypeError(f"{self._kind(wrong)} where it had {field.type}, as for {reprlib.repr(wrong)}")

    def _held(self, field: Any, values: list[Any]) -> Any:
        """Return values as a column of a type, or None where it does not give them back as they were."""
        try:
            array = self._pa.array(values, field.type)
        except UnicodeEncodeError:
            with self._naming(field.name):
                raise
        except (self._pa.ArrowException, TypeError, ValueError, OverflowError):
            return None
        return array if all(map(_is_same, array.to_pylist(), values)) else None

    def _kind(self, value: Any) -> str:
        try:
            return str(self._pa.array([value]).type)
        except (self._pa.ArrowException, TypeError, ValueError, OverflowError):
            return type(value).__name__

    @contextlib.contextmanager
    def _naming(self, column: str, what: str = "") -> Iterator[None]:
        """Name a column, or ``what`` else it is, in the error of values that it cannot hold."""
        try:
            yield
        except UnicodeEncodeError as error:
            around = error.object[max(0, error.start - 20) : error.end + 20]
            raise DataError(
                f"{what or f'column “{column}”'} has a character that cannot be encoded, a lone surrogate, "
                f"in {around!a}; take it out, or write JSONL instead"
            ) from error
        except (self._pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise not_alike(column, error) from error

    def finish(self, part: IO[bytes], sink: IO[bytes]) -> None:
        from pyarrow import parquet  # noqa: PLC0415 – an extra

        schema = self._pa.schema([]) if self._schema is None else self._schema
        end = part.seek(0, io.SEEK_END)
        part.seek(0)
        with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
            while part.tell() < end:
                with self._pa.ipc.open_stream(part) as stream:
                    writer.write_table(stream.read_all())
