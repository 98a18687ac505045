"""Where output goes: standard output, or a file that appears under its name only when complete."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
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
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            settle(stream)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def settle(stream: IO[bytes]) -> None:
    """Have what was written reach the disk."""
    stream.flush()
    os.fsync(stream.fileno())
