"""File formats: JSON, CSV, TSV, plain lines, Parquet and Arrow, read row by row with the line of each.

A file whose name ends in .gz or .zst is compressed; the suffix before tells its format.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import errno
import itertools
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from stance.data.compression import SUFFIXES, is_damage, suffix_of, suffix_seen
from stance.data.jsonl import loads
from stance.data.tables import arrow_rows
from stance.errors import DataError

WRITTEN = ("jsonl", "csv", "tsv", "parquet")
FORMATS = (*WRITTEN, "lines", "json", "arrow")
_SUFFIXES = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".txt": "lines", ".text": "lines", ".parquet": "parquet", ".json": "json", ".arrow": "arrow",
}  # fmt: skip
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
DELIMITERS = {"csv": ",", "tsv": "\t"}
_OTHER_DELIMITERS = (";", "\t")  # of files named .csv: spreadsheets write the first where a comma is decimal
_TOLD_DELIMITER = re.compile(r"sep=([,;|\t])", re.IGNORECASE)  # a first line, for spreadsheets
_SAMPLE = 20  # lines that the delimiter is guessed by
_MOST_JSON = 200_000_000  # characters of an array, which is held in memory with all that is made of it
_ZIP = b"PK\x03\x04"
_WIDE = ("utf-16", "utf-32")  # encodings whose line ends are of several bytes, and are read as they stand
_UNDECODED = re.compile("[\udc80-\udcff]")
TEXT_COLUMN = "text"  # the column under which a plain line is held


@dataclass(slots=True)  # not frozen, which makes a row in three times as long
class Row:
    """One row of a file: the line on which it begins, or its number in a table, from 1; and its columns."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its line and what is wrong."""

    line: int
    reason: str


def format_of(path: str) -> str:
    """Guess a format from a file's name.

    Raises ``DataError`` for a suffix that is none of theirs, for a folder, and for what is not there.
    """
    if (file_format := named_format(path)) is None:
        if not os.path.lexists(path):
            raise DataError(f"{path}: cannot be read: {os.strerror(errno.ENOENT)}")
        if Path(path).suffix.lower() in _WORKBOOKS:
            raise DataError(f"{path}: workbooks are not read; save the sheet as CSV (UTF-8)")
        raise DataError(f"{path}: its format is not clear from the name; give --format {'|'.join(FORMATS)}")
    return file_format


def written_format_of(path: str, asked: str | None = None) -> str:
    """Return the format of an output: what is asked for, else as its name has it.

    Raises ``DataError`` also for one that is read and not written, and for a Parquet file that is to be
    compressed, as its columns are already.
    """
    file_format = asked or named_format(path)
    if file_format == "parquet" and suffix_of(path):
        plain = Path(path).with_suffix("").name
        raise DataError(f"{path}: Parquet is compressed in itself; name it {plain}, or write another format")
    if file_format is None:
        raise DataError(
            f"{path}: its format is not clear from the name; give --output-format {'|'.join(WRITTEN)}"
        )
    if file_format not in WRITTEN:
        why = "plain lines hold no columns" if file_format == "lines" else f"{file_format} is only read"
        raise DataError(f"{path}: {why}; name it .jsonl, .csv, .tsv or .parquet")
    return file_format


def named_format(path: str) -> str | None:
    """Return the format that a file has by its name, or None. Raises ``DataError`` for a folder."""
    plain = Path(path)
    if plain.suffix.lower() in SUFFIXES:
        plain = plain.with_suffix("")
    file_format = _SUFFIXES.get(plain.suffix.lower())
    if file_format is None and Path(path).is_dir():
        raise DataError(f"{path}: it is a folder; name a file in it")
    return file_format


def read_rows(
    stream: IO[bytes],
    file_format: str,
    encoding: str = "utf-8",
    header: Callable[[list[str]], None] = lambda _: None,
    *,
    named: bool = False,
) -> Iterator[Row | BadRow]:
    """Read rows one by one from a binary stream. A row that is wrong is given as ``BadRow``.

    ``header`` is told the names of the columns, where the file has them before its rows. ``named``: labels
    that `datasets` keeps as numbers are given by their names. Raises ``DataError`` when reading cannot go
    on: an encoding that is unknown or does not keep line ends, no header, a quoted field never closed, an
    array of JSON that is too long, or no Parquet.
    """
    if file_format in ("parquet", "arrow"):
        found = arrow_rows(stream, file_format, header, named=named)
        yield from (Row(number, values) for number, values in enumerate(found, 1))
        return
    lines = _decoded(stream, _checked_encoding(encoding))
    if file_format in DELIMITERS:
        yield from _read_table(lines, DELIMITERS[file_format], encoding, header)
        return
    if file_format == "lines":
        header([TEXT_COLUMN])
    if file_format == "json":
        head = list(_up_to_text(lines))
        lines = itertools.chain(head, lines)
        if head and head[-1].lstrip().startswith("["):
            yield from _read_array(lines, encoding)
            return
        file_format = "jsonl"  # which many files of that name hold
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if _is_undecoded(text):
            yield BadRow(number, _undecoded(encoding))
        elif text.strip():
            yield _parse_json(number, text) if file_format == "jsonl" else Row(number, {TEXT_COLUMN: text})


def encoding_of(name: str) -> str:
    """Return the one name of a text encoding. Raises ``DataError`` where there is none of that name."""
    try:
        known = codecs.lookup(name).name
        b"\x81".decode(known, "surrogateescape")  # some, like idna, cannot say where they fail
    except (LookupError, ValueError, TypeError):
        raise DataError(f"there is no text encoding “{name}”; give another --encoding") from None
    return known


def _checked_encoding(encoding: str) -> str:
    name = encoding_of(encoding)
    if not name.startswith(_WIDE) and "\n".encode(name) != b"\n":
        raise DataError(
            f"the encoding {encoding} cannot be read line by line; convert the file to UTF-8 first"
        )
    return name


def _decoded(stream: IO[bytes], encoding: str) -> Iterator[str]:
    """Decode line by line; a byte that cannot be decoded becomes a lone surrogate, to be found later.

    UTF-16, which is told by its first bytes where UTF-8 is expected, goes on no further than its first error.
    """
    number = 0
    try:
        for number, raw in enumerate(stream, 1):
            if number == 1:
                if (wide := encoding_seen(raw, encoding)).startswith(_WIDE):
                    yield from _decoded_wide(itertools.chain([raw], stream), wide)
                    return
                _check_plain(raw)
            line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 and encoding == "utf-8" else raw
            yield line.decode(encoding, "surrogateescape")
    except Exception as error:
        _name_damage(number + 1, error)
        raise


def encoding_seen(head: bytes, encoding: str) -> str:
    """Return UTF-16 for bytes that begin as it does where UTF-8 is expected, else the encoding given."""
    wide = encoding == "utf-8" and head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "utf-16" if wide else encoding


def _check_plain(head: bytes) -> None:
    """Raise ``DataError`` for a first line that begins as no text does.

    In UTF-16 every other byte of it is mostly NUL.
    """
    if suffix := suffix_seen(head):
        raise DataError(f"it is compressed; give it a name that ends in {suffix}")
    if head.startswith(_ZIP):
        raise DataError("it is a workbook or a zip archive; save the sheet as CSV (UTF-8), or unpack it")
    places = {"utf-16-be": head[::2], "utf-16-le": head[1::2]}
    n_nul = {name: places[name].count(0) for name in places}
    name = max(n_nul, key=n_nul.__getitem__)
    if sum(n_nul.values()) == n_nul[name] >= max(3, len(places[name]) / 2):
        raise DataError(f"it looks like UTF-16 without a byte-order mark; give --encoding {name}")


def _decoded_wide(parts: Iterator[bytes], encoding: str) -> Iterator[str]:
    """Decode parts of a file whose characters have several bytes each, and cut the text into lines."""
    decoder = codecs.getincrementaldecoder(encoding)()
    number, rest = 1, ""
    try:
        for part in itertools.chain(parts, [None]):
            rest += decoder.decode(part or b"", final=part is None)
            *lines, rest = rest.split("\n")
            for line in lines:
                number += 1
                yield f"{line}\n"
    except UnicodeDecodeError as error:
        raise DataError(f"line {number}: {_undecoded(encoding)}") from error
    except Exception as error:
        _name_damage(number, error)
        raise
    if rest:
        yield rest


def _name_damage(number: int, error: Exception) -> None:
    """Raise ``DataError`` with the line if a stream could not be decompressed further."""
    if is_damage(error):
        raise DataError(f"line {number}: it cannot be decompressed: {error}") from error


def _is_undecoded(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return _UNDECODED.search(text) is not None
    return False


def _undecoded(encoding: str) -> str:
    return f"it holds bytes that are not {encoding}; name the file's encoding with --encoding"


def _parse_json(number: int, line: str) -> Row | BadRow:
    try:
        values = loads(line)
    except (ValueError, RecursionError) as error:
        return BadRow(number, f"not JSON: {error}; an object a line is expected, as jq -c . writes it")
    return _row_of(number, values)


def _row_of(number: int, values: Any) -> Row | BadRow:
    if isinstance(values, dict):
        return Row(number, values)
    return BadRow(number, f"a JSON object is expected, not {type(values).__name__}")


def _read_array(lines: Iterator[str], encoding: str) -> Iterator[Row | BadRow]:
    """Read an array of objects, each numbered by its place."""
    parts, length = [], 0
    for number, line in enumerate(lines, 1):
        if _is_undecoded(line):
            raise DataError(f"line {number}: {_undecoded(encoding)}")
        parts.append(line)
        length += len(line)
        if length > _MOST_JSON:
            raise DataError(
                f"an array of more than {_MOST_JSON:,} characters is not read; "
                "write an object a line (JSONL), for example with jq -c '.[]'"
            )
    try:
        values = loads("".join(parts))
    except (ValueError, RecursionError) as error:
        raise DataError(f"not JSON: {error}") from error
    yield from (_row_of(number, value) for number, value in enumerate(values, 1))


def _read_table(
    lines: Iterator[str], delimiter: str, encoding: str, header: Callable[[list[str]], None]
) -> Iterator[Row | BadRow]:
    head = []
    if delimiter == DELIMITERS["csv"]:
        head = [*_up_to_text(lines), *itertools.islice(lines, _SAMPLE)]
        delimiter = _delimiter_of(head)
    records = _records(itertools.chain(head, lines), delimiter)
    _, names = next(records, (0, None))
    if names is None:
        raise DataError("the file is empty; a header line with the names of the columns is expected")
    if any(map(_is_undecoded, names)):
        raise DataError(f"in the header: {_undecoded(encoding)}")
    if len(set(names)) < len(names):
        twice = [name or "(no name)" for name, n_times in Counter(names).items() if n_times > 1]
        raise DataError(f"the header names a column twice: {', '.join(twice)}; rename or remove one")
    header(names)
    for line, fields in records:
        if any(map(_is_undecoded, fields)):
            yield BadRow(line, _undecoded(encoding))
        elif len(fields) != len(names):
            reason = f"{len(fields)} fields, and the header has {len(names)}"
            advice = f"; put one that holds {delimiter!r} into quotation marks"
            yield BadRow(line, reason + advice * (len(fields) > len(names)))
        else:
            yield Row(line, dict(zip(names, fields, strict=True)))


def _up_to_text(lines: Iterator[str]) -> Iterator[str]:
    """Yield the blank lines before the first that is none, and that one."""
    for line in lines:
        yield line
        if line.strip():
            return


def _delimiter_of(head: list[str]) -> str:
    """Return what parts the columns of a file named .csv, by its first lines.

    A line that tells it, as spreadsheets write one, is made a blank one.
    """
    if head and (told := _TOLD_DELIMITER.fullmatch(head[0].rstrip("\r\n"))):
        head[0] = "\n"
        return told[1]
    return max((DELIMITERS["csv"], *_OTHER_DELIMITERS), key=lambda mark: _n_alike(head, mark))


def _n_alike(lines: list[str], delimiter: str) -> int:
    """Return how many records have as many fields as the first; 0 where that is not parted."""
    lengths: list[int] = []
    with contextlib.suppress(DataError):  # the lines end within a quoted field, or are no such table
        lengths.extend(len(fields) for _, fields in _records(iter(lines), delimiter))
    return lengths.count(lengths[0]) if lengths and lengths[0] > 1 else 0


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the fields of each record that is not blank, with the line on which it begins."""
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader, None)
        except csv.Error as error:
            bare = "new-line character" in str(error)  # a carriage return alone
            advice = "end its lines with LF or CRLF" if bare else "check its quotation marks"
            raise DataError(f"line {line}: {error}; {advice}") from error
        if fields is None:
            return
        if fields:
            yield line, fields
