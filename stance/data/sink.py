"""Rows written batch by batch, whole or not at all, or with a journal from which a stopped run goes on.

With a journal, what is written grows in ``NAME.part``; after each batch ``NAME.journal`` says how many bytes
of it count, how many rows of the input they stand for, and what run they belong to. A run that finds a
journal of its own cuts the part to that length and goes on; its output is byte for byte that of a run that
was never stopped, because each batch is encoded by itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from stance.data.compression import compressed, suffix_of
from stance.data.output import clear_parts, naming, open_output, opener_for, settle, take_place
from stance.data.writers import Rows, Writer, writer_of
from stance.errors import DataError

_PART, _JOURNAL = ".part", ".journal"  # put after the name of the output


@dataclass(slots=True)
class Done:
    """How far a run has come: inputs read, rows written, inputs left out, bytes and state of the writer.

    Of the rows written, ``n_blank`` hold no text and ``n_foreign`` are in another language.
    """

    n_read: int = 0
    n_written: int = 0
    n_left_out: int = 0
    n_bytes: int = 0
    state: str | None = None
    n_blank: int = 0
    n_foreign: int = 0


@dataclass(slots=True)
class Sink:
    """Takes rows in batches. ``done`` tells how far it is, also at the start of a run that goes on."""

    writer: Writer
    stream: IO[bytes]
    suffix: str
    done: Done
    journal: Path | None = None
    run: Mapping[str, Any] | None = None

    def write(self, rows: Rows, n_read: int, n_left_out: int) -> None:
        """Write the rows that came of ``n_read`` inputs, ``n_left_out`` of which gave none."""
        if content := self.writer.encode(rows):
            self._append(content)
        self.done.n_read += n_read
        self.done.n_written += len(rows)
        self.done.n_left_out += n_left_out
        self.done.state = self.writer.state
        self.keep()

    def keep(self) -> None:
        """Have what is written reach its file, and the journal say so where there is one."""
        if self.journal is None:
            self.stream.flush()
            return
        settle(self.stream)
        fresh = _fresh(self.journal)
        with fresh.open("wb") as stream:
            stream.write(json.dumps({"run": self.run, "done": asdict(self.done)}).encode())
            settle(stream)
        fresh.replace(self.journal)

    def end(self, row: dict[str, Any]) -> None:
        """Write the columns alone, as this row has them, where no row was written."""
        if not self.done.n_written:
            self._append(self.writer.begin(row))  # compressed, even nothing is something to read

    def _append(self, content: bytes) -> None:
        content = compressed(content, self.suffix) if self.writer.is_final else content
        self.stream.write(content)
        self.done.n_bytes += len(content)


@contextlib.contextmanager
def open_sink(
    path: str,
    file_format: str,
    *,
    known: Mapping[str, Any] | None = None,
    columns: Sequence[str] = (),
    run: Mapping[str, Any] | None = None,
) -> Iterator[Sink]:
    """Open a sink for "-", standard output, or a file that takes its name when the block ends without error.

    ``known``, ``columns``: what ``writer_of`` is told of them. With ``run``, plain values
    that say what makes the output what it is, a journal is kept, and a run of the same values that was
    stopped is gone on with. Raises ``DataError`` when the file cannot be made or the journal is another
    run's.
    """
    if run is not None:
        with _resumed(path, file_format, known, columns, run) as sink:
            yield sink
        return
    writer = writer_of(file_format, known=known, columns=columns)
    if path != "-":
        clear_parts(path)
    with open_output(path) as stream:
        if writer.is_final:
            yield Sink(writer, stream, suffix_of(path), Done())
            return
        with tempfile.TemporaryFile(dir=_beside(path)) as part:
            yield Sink(writer, part, "", Done())
            writer.finish(part, stream)


def written_files(path: str, *, is_resumed: bool) -> list[str]:
    """Return the names of the files that a sink writes: with a journal, also those beside the output."""
    return [path, f"{_followed(path)}{_PART}", f"{_followed(path)}{_JOURNAL}"] if is_resumed else [path]


@contextlib.contextmanager
def _resumed(
    path: str,
    file_format: str,
    known: Mapping[str, Any] | None,
    columns: Sequence[str],
    run: Mapping[str, Any],
) -> Iterator[Sink]:
    if path == "-":
        raise DataError("standard output cannot be gone on with; name a file with --output")
    target = _followed(path)
    if (Path(path).exists() or target.is_symlink()) and not target.is_file():
        raise DataError(f"{path}: it is no regular file, so it cannot be gone on with; leave out --resume")
    journal, part = Path(f"{target}{_JOURNAL}"), Path(f"{target}{_PART}")
    with naming(part), open(part, "a+b", opener=opener_for(target)) as stream:
        _lock(stream, part)
        done = _read_journal(journal, part, run)
        writer = writer_of(file_format, done.state, known, columns)
        stream.truncate(done.n_bytes)
        stream.seek(done.n_bytes)
        sink = Sink(writer, stream, suffix_of(path), done, journal, run)
        try:
            if not done.n_bytes:
                sink.keep()  # from here on the journal tells whose the part is
            yield sink
        finally:
            _fresh(journal).unlink(missing_ok=True)
        settle(stream)
        if writer.is_final:
            take_place(part, target)
        else:
            clear_parts(path)
            with open_output(path) as whole:
                writer.finish(stream, whole)
            part.unlink()
    journal.unlink(missing_ok=True)


def _beside(path: str) -> Path | None:
    """Return the folder of an output, which has room for it, or None for one that lies in none."""
    target = Path(path).resolve()
    return target.parent if path != "-" and (target.is_file() or not target.exists()) else None


def _followed(path: str) -> Path:
    """Return the place of an output: where it is a symbolic link, that which it leads to."""
    return Path(os.path.realpath(path) if Path(path).is_symlink() else path)


def _fresh(journal: Path) -> Path:
    return journal.with_name(journal.name + ".new")


def _read_journal(journal: Path, part: Path, run: Mapping[str, Any]) -> Done:
    """Return how far a run came that was stopped; nothing where there was none.

    A part without content beside a journal is that of a run that was stopped as its file had just taken its
    name: the run begins anew. One with content and no journal is no run's: each keeps a journal first.
    """
    if not journal.exists():
        if part.stat().st_size:
            raise DataError(
                f"{part}: it would be replaced, and no journal beside it says that a run wrote it; "
                "rename or remove it, or give another output"
            )
        return Done()
    try:
        told = json.loads(journal.read_bytes())
        its_run, done = dict(told["run"]), Done(**told["done"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{journal}: it is no journal ({error}); remove it and {part}") from error
    if not part.stat().st_size:
        return Done()
    wanted = json.loads(json.dumps(run))
    if its_run != wanted:
        keys = wanted.keys() | its_run.keys()
        other = sorted(key for key in keys if its_run.get(key) != wanted.get(key))
        raise DataError(
            f"{journal}: it belongs to a run with another {', '.join(other)}; "
            f"give the same again, or remove it and {part.name} to begin anew"
        )
    numbers = (done.n_read, done.n_written, done.n_left_out, done.n_bytes, done.n_blank, done.n_foreign)
    if any(type(n) is not int or n < 0 for n in numbers):
        raise DataError(f"{journal}: its numbers are none; remove it and {part} to begin anew")
    if part.stat().st_size < done.n_bytes:
        raise DataError(f"{part}: it is shorter than its journal says; remove both to begin anew")
    return done


def _lock(stream: IO[bytes], part: Path) -> None:
    """Keep a second run from the same part, where the system can."""
    try:
        import fcntl  # noqa: PLC0415 – not on every system
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise DataError(f"{part}: another run is writing it") from error
    if not part.exists() or not os.path.samestat(os.fstat(stream.fileno()), part.stat()):
        raise DataError(f"{part}: another run has just ended; its output is whole")
