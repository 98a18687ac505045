"""Labelled rows: which columns hold the text and the labels, and what to do with a row that is wrong."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np

from stance.data.columns import given_names
from stance.data.compression import decompressed, suffix_of
from stance.data.formats import BadRow, Row, format_of, read_rows
from stance.data.tables import is_saved, one_split, saved_table, table_rows
from stance.errors import DataError

_TRUE = ("true", "1", "yes")  # what a column of a table may say for true
_TRUTH = ("true", "false")  # JSON's spelling; pandas and spreadsheets write other cases of it into a CSV
_WHOLE = re.compile(r"(-?\d+)\.0")  # what pandas makes of whole numbers in a column with a gap
_PLACES = ("line ", "column ", "in the header")  # in a file, with which an error may begin
CHECKED = "checked_label"  # the column that a person fills in
TEXT_COLUMNS = ("text", "statement", "sentence", "quote", "content", "body", "tweet")
LABEL_COLUMNS = ("position", "label", "stance", "class")


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

    def spell(self, parameter: str) -> str:
        """Spell a parameter for the one who is told."""
        name = parameter.replace("_", "-") if self.spelt.startswith("--") else parameter
        return self.spelt.format(name)

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


def no_column(
    file: str, wanted: str | None, columns: Iterable[str], hint: str, what: str = "the text"
) -> DataError:
    """Return the error of a column that is not there, or that is not plainly what it is to hold.

    ``hint``: the option or parameter that names it.
    """
    asked = f"no column “{wanted}”" if wanted is not None else f"no column that is plainly {what}"
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


def label_column(columns: Iterable[str]) -> str | None:
    """Guess the column that holds the label: the first of the usual names that is there, in any case."""
    known = list(columns)
    plain = {column.strip().lower(): column for column in reversed(known)} | {c: c for c in known}
    return next((plain[name] for name in LABEL_COLUMNS if name in plain), None)


def text_rows(rows: Iterable[Row | BadRow], wanted: str | None, bad: BadRows) -> Iterator[tuple[Row, str]]:
    """Give each row with its text; rows without one, or with blanks alone, are reported."""
    return (pair for pair in checked_rows(rows, wanted, bad, blank=False) if pair is not None)


def checked_rows(
    rows: Iterable[Row | BadRow], wanted: str | None, bad: BadRows, *, blank: bool = True
) -> Iterator[tuple[Row, str] | None]:
    """Give each row with its text, and None in the place of one that is reported.

    ``blank``: whether a text of blanks alone is one.
    """
    column: str | None = None
    for row in rows:
        if isinstance(row, BadRow):
            bad.add(row.line, row.reason)
            yield None
            continue
        if column is None:
            column = text_column(row.values, wanted, bad.file, bad.spell("text"))
        text = row.values.get(column)
        if isinstance(text, str) and (blank or text.strip()):
            yield row, text
        elif isinstance(text, str):
            bad.add(row.line, f"column “{column}” is blank")
            yield None
        else:
            bad.add(row.line, f"column “{column}” holds {_held(text, column)}")
            yield None


def _held(value: Any, column: str) -> str:
    """Say what a column holds that is to hold a text, and where that may lie within it."""
    if isinstance(value, Mapping):
        key = next((name for name, inner in value.items() if isinstance(inner, str)), "…")
        return f"an object, not a text; lift the text out of it, as jq -c '.text = .{column}.{key}' does"
    return f"{'nothing' if value is None else type(value).__name__}, not a text"


def located(rows: Iterable[Any], file: str) -> Iterator[Any]:
    """Pass rows on; say in which file reading ended."""
    try:
        yield from rows
    except DataError as error:
        raise DataError(in_file(file, error)) from error


def in_file(file: str, error: DataError) -> str:
    """Return what is wrong with a file, behind its name and, where one is told, the place in it."""
    told = str(error)
    return f"{file}{',' if told.startswith(_PLACES) else ':'} {told}"


def file_rows(path: Path, encoding: str = "utf-8", file_format: str | None = None) -> Iterator[Row | BadRow]:
    """Read the rows of a file of any format, or of a folder that ``Dataset.save_to_disk`` wrote.

    Raises ``DataError`` naming the file where it cannot be read.
    """
    if file_format is None and is_saved(path):
        yield from _numbered(one_split(saved_table(path), str(path), f"{path / '{}'}"))
        return
    file_format = file_format or format_of(str(path))
    with opened(str(path)) as stream:
        plain = decompressed(stream, suffix_of(str(path)))
        yield from located(read_rows(plain, file_format, encoding, named=True), str(path))


def _numbered(table: Any) -> Iterator[Row]:
    return (Row(number, values) for number, values in enumerate(table_rows(table), 1))


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


def beside(
    values: dict[str, Any], added: dict[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Add columns to those of a row; one of the row's that has the name of an added one becomes given_….

    ``names``: what ``given_names`` says of the columns of all rows, where these stand in one table.
    """
    if added.keys().isdisjoint(values):
        return values | added
    names = names or given_names(list(values), added)
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
        return (label_text(self.extra.get("multi")) or "").lower() in _TRUE


class OtherLabels(Protocol):
    """Labels that stand in the place of the rows' own, as ``Checked`` holds them."""

    def __len__(self) -> int: ...

    def label_of(self, line: int, text: str, own: Any) -> Any:
        """Return the label of a row, or its own."""
        ...

    def end(self) -> None:
        """Be told that all rows were asked for."""
        ...


def label_text(value: Any) -> str | None:
    """Return a label by its text, the same from every format; None for what is missing or no label.

    >>> [label_text(value) for value in (" yes ", 1, 1.0, "1.0", True, "TRUE", 1.5, "", None)]
    ['yes', '1', '1', '1', 'true', 'true', None, None, None]
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, (str, int)):  # True is an int too
        return None
    text = str(value).strip()
    if text.lower() in _TRUTH:
        return text.lower()
    whole = _WHOLE.fullmatch(text)
    return (whole[1] if whole else text) or None


def weight_of(given: Any) -> float:
    """Return the weight of a row whose column “weight” holds this; 1 for nothing. Raises ``ValueError``."""
    try:
        weight = 1.0 if _is_empty(given) else float(given)
    except (TypeError, ValueError):
        weight = -1.0
    if not 0 <= weight < math.inf:
        raise ValueError(f"the weight {given!r} is no number from 0 on")
    return weight


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_missing(value: Any) -> bool:
    """Say whether a value stands for none: no value, blanks alone, or pandas' NaN."""
    return _is_empty(value) or (isinstance(value, float) and math.isnan(value))


def read_statements(
    source: Any,
    *,
    label: str | None = None,
    text: str | None = None,
    encoding: str = "utf-8",
    file_format: str | None = None,
    checked: OtherLabels | None = None,
    group_by: str | None = None,
    weighed: bool = False,
    bad: BadRows | None = None,
) -> list[Statement]:
    """Read labelled statements.

    ``source``: the path of a file or of a folder that ``Dataset.save_to_disk`` wrote, a pandas frame, a
    ``datasets.Dataset`` or any iterable of mappings. ``label``, ``text``: their columns, guessed where they
    are not named. A label is a text, without the blanks around it, an integer, or true or false.
    ``checked``: labels that stand in the place of the rows' own; rows with neither are passed over.
    ``group_by``: a column that each row must have a value in; ``weighed``: whether what the column “weight”
    holds must be a weight; neither is asked of rows with two holders, which nothing is learnt from.
    ``bad`` is told of each row that is wrong; without it the first one raises ``DataError``, as a column
    that no row has always does.
    """
    name = str(source) if isinstance(source, (str, Path)) else "the table"
    rows = _rows_of(source, name, encoding, file_format)
    bad = BadRows(name, stop=True, report=lambda _: None, spelt="{}=…") if bad is None else bad
    columns = columns_of(row for row in rows if isinstance(row, Row))
    if label is None:
        label = label_column(column for column in columns if column != text)
    if not checked:
        _check_there(label, columns, bad, "label")
    if group_by is not None:
        _check_there(group_by, columns, bad, "group_by")
    statements, n_unlabelled = [], 0
    for row, content in text_rows(rows, text, bad):
        position = None if label is None else row.values.get(label)
        if checked is not None:
            position = checked.label_of(row.line, content, position)
            if is_missing(position):
                n_unlabelled += 1
                continue
        try:
            statement = _statement(row, content, position, label or "")
            _check_use(statement, group_by, bad.spell("group_by"), weighed=weighed)
            statements.append(statement)
        except ValueError as error:
            bad.add(row.line, str(error))
    if checked is not None:
        checked.end()
    if not statements:
        raise _nothing_left(name, len(rows), n_unlabelled)
    return statements


def _rows_of(source: Any, name: str, encoding: str, file_format: str | None) -> list[Row | BadRow]:
    if isinstance(source, (str, Path)):
        return list(file_rows(Path(source), encoding, file_format))
    return list(_numbered(one_split(source, name, 'table["{}"]')))


def _check_there(column: str | None, columns: list[str], bad: BadRows, parameter: str) -> None:
    if columns and column not in columns:
        raise no_column(bad.file, column, columns, bad.spell(parameter), f"the {parameter}")


def _statement(row: Row, text: str, position: Any, column: str) -> Statement:
    """Make a statement of a row. Raises ``ValueError`` with what is wrong with its labels."""
    label = _read_label(position, column)
    if label is None:
        raise ValueError(f"column “{column}” has no label")
    return Statement(row.line, text, label, _read_label(row.values.get("sentiment"), "sentiment"), row.values)


def _read_label(value: Any, column: str) -> str | None:
    if is_missing(value):
        return None
    label = label_text(value)
    if label is None:
        raise ValueError(f"column “{column}” holds {type(value).__name__}, not a label")
    if not label.isprintable():
        raise ValueError(f"the label {label!r} holds a character that cannot be printed")
    return label


def _check_use(statement: Statement, group_by: str | None, option: str, *, weighed: bool) -> None:
    """Raise ``ValueError`` for a statement without its group, or with a weight that is none."""
    if statement.multi:
        return
    if group_by is not None and is_missing(statement.extra.get(group_by)):
        raise ValueError(f"no value in the column “{group_by}” of {option}")
    if weighed:
        weight_of(statement.extra.get("weight"))


def _nothing_left(name: str, n_rows: int, n_unlabelled: int) -> DataError:
    if not n_rows:
        return DataError(f"{name}: it has no rows")
    n_bad = n_rows - n_unlabelled
    told = [f"{n} {why}" for n, why in ((n_bad, "left out as wrong"), (n_unlabelled, "without a label")) if n]
    return DataError(f"{name}: none of its rows can be used: {', '.join(told)}")
