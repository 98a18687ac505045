"""File formats: JSONL, CSV, TSV and plain lines, read row by row with the line of each."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from stance.errors import DataError

FORMATS = ("jsonl", "csv", "tsv", "lines")
_SUFFIXES = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".txt": "lines", ".text": "lines",
}  # fmt: skip
_DELIMITERS = {"csv": ",", "tsv": "\t"}
TEXT_COLUMN = "text"  # the column under which a plain line is held


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: the line on which it begins, counted from 1, and its columns."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its line and what is wrong."""

    line: int
    reason: str


def format_of(path: str) -> str:
    """Guess a format from a file's name. Raises ``DataError`` for a suffix that is none of theirs."""
    suffix = Path(path).suffix.lower()
    if suffix not in _SUFFIXES:
        raise DataError(f"{path}: its format is not clear from the name; give --format {'|'.join(FORMATS)}")
    return _SUFFIXES[suffix]


def read_rows(stream: IO[bytes], file_format: str, encoding: str = "utf-8") -> Iterator[Row | BadRow]:
    """Read rows one by one from a binary stream. A row that is wrong is given as ``BadRow``.

    Raises ``DataError`` when reading cannot go on: no header, or a quoted field never closed.
    """
    lines = _decoded(stream, encoding)
    if file_format in _DELIMITERS:
        yield from _read_table(lines, _DELIMITERS[file_format])
        return
    for number, line in lines:
        if isinstance(line, BadRow):
            yield line
        elif line.strip():
            text = line.rstrip("\r\n")
            yield _parse_json(number, text) if file_format == "jsonl" else Row(number, {TEXT_COLUMN: text})


def _decoded(stream: IO[bytes], encoding: str) -> Iterator[tuple[int, str | BadRow]]:
    for number, raw in enumerate(stream, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 and encoding.startswith("utf-8") else raw
        try:
            yield number, line.decode(encoding)
        except UnicodeDecodeError as error:
            reason = f"byte {error.start + 1} is not {encoding}; give the file's --encoding"
            yield number, BadRow(number, reason)


def _parse_json(number: int, line: str) -> Row | BadRow:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return BadRow(number, f"not JSON: {error}")
    if not isinstance(values, dict):
        return BadRow(number, f"a JSON object is expected, not {type(values).__name__}")
    return Row(number, values)


def _read_table(lines: Iterable[tuple[int, str | BadRow]], delimiter: str) -> Iterator[Row | BadRow]:
    records = _records(lines, delimiter)
    _, header = next(records, (0, None))
    if not isinstance(header, list):
        raise DataError(
            f"line {header.line}: {header.reason}"
            if header
            else "the file is empty; a header line with the names of the columns is expected"
        )
    if len(set(header)) < len(header):
        raise DataError(f"the header names a column twice: {', '.join(header)}")
    for line, fields in records:
        if isinstance(fields, BadRow):
            yield fields
        elif len(fields) != len(header):
            yield BadRow(line, f"{len(fields)} fields, and the header has {len(header)}")
        else:
            yield Row(line, dict(zip(header, fields, strict=True)))


def _records(
    lines: Iterable[tuple[int, str | BadRow]], delimiter: str
) -> Iterator[tuple[int, list[str] | BadRow]]:
    """Give the fields of each record that is not blank, with the line on which it begins."""
    csv.field_size_limit(sys.maxsize)
    bad: list[BadRow] = []

    def good_lines() -> Iterator[str]:
        for _, line in lines:
            if isinstance(line, BadRow):
                bad.append(line)
                yield "\n"  # keeps the count of lines
            else:
                yield line

    reader = csv.reader(good_lines(), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise DataError(f"line {before + 1}: {error}; check its quotation marks") from error
        line, before = before + 1, reader.line_num
        if bad:
            yield from ((row.line, row) for row in bad)
            bad.clear()
        elif fields:
            yield line, fields
        if fields is None:
            return


class RowWriter(Protocol):
    """Writes rows of one set of columns."""

    def write(self, values: dict[str, Any]) -> None:
        """Write one row."""


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class _JsonWriter:
    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, values: dict[str, Any]) -> None:
        line = json.dumps(values, ensure_ascii=False)
        # A lone surrogate cannot be written as UTF-8; escaped, it is read back as it was.
        plain = line if line.isascii() or _is_encodable(line) else json.dumps(values)
        self._stream.write(plain + "\n")


class _TableWriter:
    def __init__(self, stream: IO[str], delimiter: str) -> None:
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        self._columns: list[str] | None = None

    def write(self, values: dict[str, Any]) -> None:
        if self._columns is None:
            self._columns = list(values)
            self._writer.writerow(self._columns)
        extra = set(values) - set(self._columns)
        if extra:
            raise DataError(f"a row has columns that the first had not, {sorted(extra)}; write JSONL instead")
        self._writer.writerow([_cell(values.get(column)) for column in self._columns])


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def row_writer(stream: IO[str], file_format: str) -> RowWriter:
    """Return the writer of a format. Plain lines cannot hold columns: they are written as JSONL."""
    if file_format in _DELIMITERS:
        return _TableWriter(stream, _DELIMITERS[file_format])
    return _JsonWriter(stream)
