"""Labelled rows: which columns hold the text and the labels, and what to do with a row that is wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stance.data.columns import given_names
from stance.data.compression import decompressed, suffix_of
from stance.data.formats import BadRow, Row, format_of, read_rows
from stance.data.tables import table_rows
from stance.errors import DataError

if TYPE_CHECKING:
    from stance.data.checked import Checked

_TRUE = ("true", "1", "yes")  # what a column of a table may say for true
CHECKED = "checked_label"  # the column that a person fills in
TEXT_COLUMNS = ("text", "statement", "sentence", "quote", "content", "body", "tweet")


@dataclass(slots=True)
class BadRows:
    """Says of each bad row where and why, and counts them. ``stop`` makes the first one an error.

    ``spelt``: how the one who is told spells a parameter: as an option, or in Python "{}=…".
    """

    file: str
    stop: bool
    report: Callable[[str], None]
    spelt: str = "--{}"
    count: int = field(default=0, init=False)

    def add(self, line: int, reason: str) -> None:
        """Report a row that is left out. Raises ``DataError`` when it is to stop at the first."""
        message = f"{self.file}, line {line}: {reason}"
        if self.stop:
            raise DataError(message)
        self.count += 1
        self.report(f"left out: {message}")


def columns_of(rows: Iterable[Row]) -> list[str]:
    """Return the columns that any of the rows has, in the order in which they come up."""
    return list(dict.fromkeys(column for row in rows for column in row.values))


def no_column(file: str, wanted: str | None, columns: Iterable[str], hint: str) -> DataError:
    """Return the error of a column that is not there, or of the text's that is not plain.

    ``hint``: the option or parameter that names it.
    """
    asked = f"no column “{wanted}”" if wanted is not None else "no column that is plainly the text"
    return DataError(f"{file}: {asked}; it has {', '.join(columns) or 'none'}; name one with {hint}")


def text_column(columns: Iterable[str], wanted: str | None, file: str, hint: str = "--text") -> str:
    """Choose the column that holds the text. Raises ``DataError`` when it is not there."""
    known = list(columns)
    if wanted is not None and wanted in known:
        return wanted
    if wanted is None:
        plain = {column.strip().lower(): column for column in reversed(known)}
        guesses = [column for column in TEXT_COLUMNS if column in known]
        guesses += [plain[column] for column in TEXT_COLUMNS if column in plain]  # "Text", "Quote "
        if guesses:
            return guesses[0]
    raise no_column(file, wanted, known, hint)


def text_rows(rows: Iterable[Row | BadRow], wanted: str | None, bad: BadRows) -> Iterator[tuple[Row, str]]:
    """Give each row with its text; rows without one are reported."""
    return (pair for pair in checked_rows(rows, wanted, bad) if pair is not None)


def checked_rows(
    rows: Iterable[Row | BadRow], wanted: str | None, bad: BadRows
) -> Iterator[tuple[Row, str] | None]:
    """Give each row with its text, and None in the place of one that is reported."""
    column: str | None = None
    for row in rows:
        if isinstance(row, BadRow):
            bad.add(row.line, row.reason)
            yield None
            continue
        if column is None:
            column = text_column(row.values, wanted, bad.file, bad.spelt.format("text"))
        text = row.values.get(column)
        if isinstance(text, str):
            yield row, text
        else:
            held = "nothing" if text is None else type(text).__name__
            bad.add(row.line, f"column “{column}” holds {held}, not a text")
            yield None


def located(rows: Iterable[Any], file: str) -> Iterator[Any]:
    """Pass rows on; say in which file reading ended."""
    try:
        yield from rows
    except DataError as error:
        raise DataError(f"{file}, {error}") from error


def file_rows(path: Path, encoding: str = "utf-8", file_format: str | None = None) -> Iterator[Row | BadRow]:
    """Read the rows of a file of any format. Raises ``DataError`` naming the file where it cannot be read."""
    with opened(str(path)) as stream:
        plain = decompressed(stream, suffix_of(str(path)))
        yield from located(read_rows(plain, file_format or format_of(str(path)), encoding), str(path))


@contextlib.contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """Open a file to read it; what the system says against it becomes a ``DataError`` that names it."""
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except OSError as error:
        raise unread(name, error) from error


def unread(name: str, error: OSError) -> DataError:
    """Return the error of a file that cannot be read."""
    return DataError(f"{name}: cannot be read: {error.strerror}")


def beside(values: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Add columns to those of a row; one of the row's that has the name of an added one becomes given_…."""
    if added.keys().isdisjoint(values):
        return values | added
    names = given_names(list(values), added)
    return {names[key]: value for key, value in values.items()} | added


@dataclass(frozen=True, slots=True)
class Statement:
    """A labelled statement. ``sentiment`` is None where it is not settled; ``extra`` has other columns."""

    line: int
    text: str
    position: str
    sentiment: str | None
    extra: dict[str, Any]

    @property
    def multi(self) -> bool:
        """Whether two holders have two positions in it: no one label is right then."""
        return str(self.extra.get("multi", "")).lower() in _TRUE


def read_statements(
    source: Any,
    *,
    label: str = "position",
    text: str | None = None,
    encoding: str = "utf-8",
    file_format: str | None = None,
    checked: Checked | None = None,
    bad: BadRows | None = None,
) -> list[Statement]:
    """Read labelled statements.

    ``source``: the path of a file, a pandas frame, a ``datasets.Dataset`` or any iterable of mappings.
    ``checked``: labels that stand in the place of the rows' own; rows with neither are passed over.
    ``bad`` is told of each row that is wrong; without it the first one raises ``DataError``, as a column
    that no row has always does.
    """
    rows: list[Row | BadRow]
    if isinstance(source, (str, Path)):
        rows = list(file_rows(Path(source), encoding, file_format))
    else:
        rows = [Row(n, values) for n, values in enumerate(table_rows(source), 1)]
    name = str(source) if isinstance(source, (str, Path)) else "the table"
    bad = BadRows(name, stop=True, report=lambda _: None, spelt="{}=…") if bad is None else bad
    columns = columns_of(row for row in rows if isinstance(row, Row))
    if columns and label not in columns and not checked:
        raise no_column(name, label, columns, bad.spelt.format("label"))
    statements = []
    for row, content, position in _with_labels(text_rows(rows, text, bad), label, checked):
        sentiment = row.values.get("sentiment") or None
        if not isinstance(position, str) or not position:
            bad.add(row.line, f"column “{label}” has no label")
        elif sentiment is not None and not isinstance(sentiment, str):
            bad.add(row.line, "column “sentiment” holds no label")
        elif not (odd := position).isprintable() or not (odd := sentiment or "").isprintable():
            bad.add(row.line, f"the label {odd!r} holds a character that cannot be printed")
        else:
            statements.append(Statement(row.line, content, position, sentiment, row.values))
    if not statements:
        raise DataError(f"{name}: it has no rows")
    return statements


def _with_labels(
    pairs: Iterable[tuple[Row, str]], label: str, checked: Checked | None
) -> Iterator[tuple[Row, str, Any]]:
    """Give each row with its text and its label, or what was filled in; of these, rows with neither go."""
    for row, text in pairs:
        own = row.values.get(label)
        position = own if checked is None else checked.label_of(row.line, text, own)
        if checked is None or position not in (None, ""):
            yield row, text, position
    if checked is not None:
        checked.end()
