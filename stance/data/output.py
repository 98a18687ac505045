"""Where output goes: standard output, or a file that appears under its name only when complete."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from stance.errors import DataError

_PLAIN_FILE = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def open_output(path: str) -> Iterator[IO[bytes]]:
    """Open "-" for standard output, or a file that takes its name when the block ends without an error.

    What is no regular file, such as a device or a pipe, is written to as it stands.
    Raises ``DataError`` when the file cannot be made or written.
    """
    if path == "-":
        if sys.stdout is None:
            raise DataError("standard output is closed; name a file to be written")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    with naming(path):
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            with _appearing(target) as stream:
                yield stream


@contextlib.contextmanager
def naming(path: str | Path) -> Iterator[None]:
    """Name the file in an error of the system, as one of writing; a broken pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from error


@contextlib.contextmanager
def _appearing(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb", opener=opener_for(target)) as stream:
            _hold(stream, part)
            yield stream
            settle(stream)
        take_place(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _hold(stream: IO[bytes], part: Path) -> None:
    """Lock a file that was just made, so that ``clear_parts`` leaves it."""
    if locked(stream) and not part.exists():
        raise DataError(f"{part}: another run to the same output began in the same moment; begin again")


def clear_parts(path: str) -> None:
    """Remove what runs that were killed left beside an output; a run that goes on holds a lock on its own."""
    target = Path(path).resolve()
    for part in target.parent.glob(f".{glob.escape(target.name)}.{'[0-9a-f]' * 8}.part"):
        with contextlib.suppress(OSError), os.fdopen(os.open(part, _PLAIN_FILE), "rb") as stream:
            if locked(stream):
                part.unlink()


def locked(stream: IO[bytes]) -> bool:
    """Lock a file for this process until it is closed; return whether the system did."""
    try:
        import fcntl  # noqa: PLC0415 – not on every system

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def opener_for(target: Path) -> Callable[[str, int], int]:
    """Return an opener of the file that is to take the target's place, no more open to others than it."""
    mode = _mode_of(target)
    return lambda name, flags: os.open(name, flags, 0o666 if mode is None else mode)


def take_place(part: Path, target: Path) -> None:
    """Give a complete file its name, with the mode of the file that had it."""
    if (mode := _mode_of(target)) is not None:
        part.chmod(mode)
    part.replace(target)


def _mode_of(target: Path) -> int | None:
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else None


def settle(stream: IO[bytes]) -> None:
    """Have what was written reach the disk."""
    stream.flush()
    os.fsync(stream.fileno())
