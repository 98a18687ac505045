"""Where output goes: standard output, or a file that appears under its name only when complete."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from stance.errors import DataError


@contextlib.contextmanager
def open_output(path: str) -> Iterator[IO[str]]:
    """Open "-" for standard output, or a file that takes its name when the block ends without an error.

    What UTF-8 cannot hold, a lone surrogate, is written as an escape.
    Raises ``DataError`` when the file cannot be made.
    """
    if path == "-":
        stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="backslashreplace", newline="")
        yield stream
        # Detached, so that standard output stays open when the wrapper goes.
        stream.detach()
        return
    target = Path(path).resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
