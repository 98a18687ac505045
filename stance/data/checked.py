"""What a person filled in: a file that ``stance review`` wrote, put back to the rows that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.data.formats import BadRow
from stance.data.rows import CHECKED, BadRows, columns_of, file_rows, is_missing, no_column, text_column
from stance.errors import DataError
from stance.text.copies import plain

_ADVICE = "give the file that it was chosen from, or have stance review choose from this one"


@dataclass(frozen=True, slots=True)
class Filled:
    """A label that was filled in: where, and beside which text."""

    place: int
    label: str
    text: str


@dataclass(slots=True)
class Checked:
    """The labels that were filled in, by the line of the row that each is of.

    ``n_empty``: rows of the file without one; ``n_unlabelled``: rows of the data that have no label here nor
    there. ``bad`` is told of rows of the file that fit no row of the data.
    """

    filled: dict[int, Filled]
    n_empty: int
    bad: BadRows
    n_unlabelled: int = field(default=0, init=False)
    _met: set[int] = field(default_factory=set, init=False)

    def __len__(self) -> int:
        return len(self.filled)

    def label_of(self, line: int, text: str, own: Any) -> Any:
        """Return the label of a row of the data: what was filled in, or its own."""
        filled = self.filled.get(line)
        if filled is not None:
            self._met.add(line)
            if plain(filled.text) == plain(text):
                return filled.label
            self.bad.add(filled.place, f"another text is on line {line} of the data; {_ADVICE}")
        if is_missing(own):
            self.n_unlabelled += 1
        return own

    def end(self) -> None:
        """Report the lines that the data have not; to be called when all their rows were asked for."""
        for line in sorted(self.filled.keys() - self._met):
            self.bad.add(self.filled[line].place, f"the data have no row on line {line}; {_ADVICE}")


def read_checked(
    path: Path, text: str | None = None, encoding: str = "utf-8", bad: BadRows | None = None
) -> Checked:
    """Read what was filled in. ``text``: the column that holds the text in the data.

    ``bad`` is told of each row that is wrong; without it the first one raises ``DataError``, as do columns
    that are not there.
    """
    bad = BadRows(str(path), stop=True, report=lambda _: None) if bad is None else bad
    checked = Checked({}, 0, bad)
    try:
        rows = list(file_rows(path, encoding))
    except DataError as error:
        raise DataError(_own_option(str(error))) from error
    columns = columns_of(row for row in rows if not isinstance(row, BadRow))
    if columns and not {"line", CHECKED} <= set(columns):
        raise DataError(f"{path}: no columns “line” and “{CHECKED}”; give a file that stance review wrote")
    column = _text_column(columns, text, path) if columns else ""
    for row in rows:
        if isinstance(row, BadRow):
            bad.add(row.line, _own_option(row.reason))
            continue
        given = row.values.get(CHECKED)
        label = "" if given is None else str(given).strip()
        line = _whole(row.values.get("line"))
        if not label:
            checked.n_empty += 1
        elif line is None:
            bad.add(row.line, "“line” holds no number")
        elif line in checked.filled and checked.filled[line].label != label:
            bad.add(row.line, f"line {line} has the label “{checked.filled[line].label}” above; give one")
        else:
            checked.filled[line] = Filled(row.line, label, str(row.values.get(column) or ""))
    return checked


def _own_option(told: str) -> str:
    """Return what is told of a file, with the option that this one has for its encoding."""
    return told.replace("--encoding", "--checked-encoding")


def _text_column(columns: list[str], text: str | None, path: Path) -> str:
    """Choose the column to compare, which ``stance review`` renames where it has one of that name."""
    for name in (f"given_{text}", text):
        if name in columns:
            return str(name)
    if text is not None:
        raise no_column(str(path), text, columns, "--text, and leave the text beside what you fill in")
    return text_column(columns, None, str(path))


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
