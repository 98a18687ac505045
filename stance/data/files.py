"""Many files of statements, read one after another, with how much of them is read."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from stance.data.compression import decompressed, standard_input, suffix_of
from stance.data.formats import FORMATS, BadRow, Row, format_of, read_rows
from stance.data.rows import BadRows, checked_rows, columns_of, in_file, located, opened, text_column, unread
from stance.data.tables import add_types, arrow, arrow_types, type_of
from stance.errors import DataError

_VARIED = ("jsonl", "json")  # each row of these has columns of its own
_ROWS_AT_ONCE = 4096  # of JSON, when columns are looked for
_MOST_COLUMNS = 10_000  # of JSON in a table: where each row has keys of its own, it would be mostly gaps
_MAY_BE_EMPTY = ("jsonl", "lines")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Files:
    """Files, or "-" for standard input, and how their rows are read.

    ``text_name``: the column of the text, guessed when None; ``stop``: whether a bad row is an error;
    ``report``: called with what is wrong with each other one. ``encodable``: whether a row with a lone
    surrogate, which UTF-8 cannot hold, is a bad one. ``columns``: their names in the first file that tells
    them before its rows, once it is read.
    """

    names: tuple[str, ...]
    file_format: str | None
    encoding: str
    text_name: str | None
    stop: bool
    report: Callable[[str], None]
    encodable: bool = False
    columns: list[str] = field(default_factory=list, init=False)
    _before: int = field(default=0, init=False)  # bytes of the files that are read whole
    _stream: IO[bytes] | None = field(default=None, init=False)
    _n_rows: int = field(default=0, init=False)  # of the file at hand, where its footer tells
    _n_given: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if "-" in self.names and self.file_format is None:
            raise DataError(
                f"standard input has no name to tell its format by; give --format {'|'.join(FORMATS)}"
            )
        for name in self.names:
            self.format_of(name)
        check_readable(self.names)

    def format_of(self, name: str) -> str:
        """Return the format of one of the files."""
        return self.file_format or format_of(name)

    def n_bytes(self) -> int | None:
        """Return the length of all files, or None where it is not known."""
        paths = [Path(name) for name in self.names]
        return sum(p.stat().st_size for p in paths) if all(p.is_file() for p in paths) else None

    def n_bytes_read(self) -> int:
        """Return how many bytes are read; of a Parquet file, which is read in leaps, by its rows given."""
        if self._stream is None or self._stream.closed:
            return self._before
        if self._n_rows:
            return self._before + os.fstat(self._stream.fileno()).st_size * self._n_given // self._n_rows
        return self._before + self._stream.tell()

    def all_columns(self, *, typed: bool) -> dict[str, Any]:
        """Return the columns that any row has, each with its Arrow type where ``typed``, else with None.

        Files of JSON, in which each row has columns of its own, are read once for it. What can be read only
        once, standard input or a pipe, has told none before its rows: then there are none here either.
        Raises ``DataError`` where no one type holds all values of a column.
        """
        columns: dict[str, Any] = {}
        if "-" in self.names or not all(Path(name).is_file() for name in self.names):
            return columns
        for name in self.names:
            with opened(name) as stream:
                try:
                    for found in () if self._is_left_out(name) else self._columns_in(name, stream, typed):
                        add_types(columns, found)
                except DataError as error:
                    told = str(error)
                    raise DataError(told if told.startswith(name) else in_file(name, error)) from error
        return columns

    def _columns_in(self, name: str, stream: IO[bytes], typed: bool) -> Iterator[dict[str, Any]]:
        """Give the columns of one file, of JSON those of some rows after those of others."""
        file_format = self.format_of(name)
        plain = decompressed(stream, suffix_of(name))
        if file_format in ("parquet", "arrow"):
            types = arrow_types(plain, file_format)
            yield types if typed else dict.fromkeys(types)
        elif file_format in _VARIED:
            silent = BadRows(name, stop=False, report=lambda _: None)
            rows = (pair[0] for pair in self._checked(name, stream, silent) if pair is not None)
            seen: set[str] = set()
            while some := list(itertools.islice(rows, _ROWS_AT_ONCE)):
                names = columns_of(some)
                seen.update(names)
                if len(seen) > _MOST_COLUMNS:
                    raise DataError(
                        f"its rows have more than {_MOST_COLUMNS:,} different columns; write JSONL instead"
                    )
                yield {c: type_of(c, [r.values.get(c) for r in some]) if typed else None for c in names}
        else:
            names = []
            next(read_rows(plain, file_format, self.encoding, names.extend), None)
            yield dict.fromkeys(names, arrow().string() if typed else None)

    def rows(self) -> Iterator[tuple[Row, str] | None]:
        """Give each row with its text, file after file, and None in the place of one that is reported.

        Where bad rows do not stop the reading, neither does an empty file, which is reported as one of them.
        """
        for name in self.names:
            bad = BadRows("standard input" if name == "-" else name, stop=self.stop, report=self.report)
            with contextlib.nullcontext(standard_input()) if name == "-" else opened(name) as stream:
                self._stream = None if name == "-" else stream
                if self._is_left_out(name):
                    bad.add(1, "the file is empty")
                    yield None
                    continue
                self._n_rows, self._n_given = self._rows_told(name), 0
                for pair in self._checked(name, stream, bad):
                    self._n_given += 1
                    yield pair
                if self._stream is not None:
                    self._before += os.fstat(stream.fileno()).st_size
                    self._stream = None

    def _checked(self, name: str, stream: IO[bytes], bad: BadRows) -> Iterator[tuple[Row, str] | None]:
        """Give the rows of one file, each with its text, and None in the place of a bad one."""
        plain = stream if name == "-" else decompressed(stream, suffix_of(name))
        rows = located(read_rows(plain, self.format_of(name), self.encoding, self._see), bad.file)
        if self.encodable:
            rows = map(_encodable, rows)
        if not self.stop and self.format_of(name) in _VARIED:
            rows = _up_to_text(rows, self.text_name, bad)
        return checked_rows(rows, self.text_name, bad)

    def _rows_told(self, name: str) -> int:
        """Return the number of rows that the footer of a Parquet file tells, 0 where there is none."""
        if name == "-" or suffix_of(name) or self.format_of(name) != "parquet":
            return 0
        pa = arrow()
        from pyarrow import parquet  # noqa: PLC0415 – an extra

        try:
            return int(parquet.read_metadata(name).num_rows)
        except (pa.ArrowException, OSError):  # told of when it is read
            return 0

    def _is_left_out(self, name: str) -> bool:
        """Say whether a file has no byte, though one of its format has some, and that is no error."""
        if self.stop or name == "-" or self.format_of(name) in _MAY_BE_EMPTY:
            return False
        return Path(name).is_file() and not Path(name).stat().st_size

    def _see(self, columns: list[str]) -> None:
        self.columns = self.columns or columns


def _encodable(row: Row | BadRow) -> Row | BadRow:
    """Return a row, or a bad one where it holds a lone surrogate, as JSON can."""
    for column, value in row.values.items() if isinstance(row, Row) else ():
        if _has_surrogate(column) or _has_surrogate(value):
            told = column.encode("utf-8", "backslashreplace").decode()
            advice = "take it out, or write JSONL instead"
            return BadRow(row.line, f"column “{told}” holds a lone surrogate, no character; {advice}")
    return row


def _has_surrogate(value: Any) -> bool:
    if isinstance(value, str):
        return not value.isascii() and _SURROGATE.search(value) is not None
    if isinstance(value, dict):
        return any(map(_has_surrogate, (*value, *value.values())))
    return isinstance(value, list) and any(map(_has_surrogate, value))


def _up_to_text(rows: Iterable[Row | BadRow], wanted: str | None, bad: BadRows) -> Iterator[Row | BadRow]:
    """Make bad ones of the rows before the first that has the column of the text."""
    iterator = iter(rows)
    for row in iterator:
        if isinstance(row, Row):
            try:
                text_column(row.values, wanted, bad.file, bad.spell("text"))
            except DataError as error:
                yield BadRow(row.line, str(error).removeprefix(f"{bad.file}: "))
                continue
            yield row
            break
        yield row
    yield from iterator


def check_readable(names: Iterable[str]) -> None:
    """Raise ``DataError`` for the first file that is not there or may not be read, before any is read."""
    for name in names:
        if name != "-" and not os.access(name, os.R_OK):
            with opened(name):  # says why
                pass


def file_facts(names: Iterable[str]) -> str:
    """Return a hash of the place, size and time of each file: the same while they are the same.

    A hash, as a journal says it anew after each batch, however many files there are. Raises ``DataError`` for
    standard input and for a file that is not there.
    """
    told = hashlib.sha256()
    for name in names:
        if name == "-":
            raise DataError("standard input cannot be read again from its beginning; name a file")
        try:
            found = Path(name).stat()
        except OSError as error:
            raise unread(name, error) from error
        told.update(os.fsencode(Path(name).resolve()) + f"\0{found.st_size} {found.st_mtime_ns}\0".encode())
    return told.hexdigest()
