"""Where output goes: standard output, or a file that appears under its name only when complete."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from stance.errors import DataError


@contextlib.contextmanager
def open_output(path: str) -> Iterator[IO[bytes]]:
    """Open "-" for standard output, or a file that takes its name when the block ends without an error.

    What is no regular file, such as a device or a pipe, is written to as it stands.
    Raises ``DataError`` when the file cannot be made or written.
    """
    if path == "-":
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
            yield stream
            settle(stream)
        take_place(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


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
