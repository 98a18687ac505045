"""Compressed files, told by the suffix: gzip (.gz) and zstd (.zst); standard input by its first bytes."""

from __future__ import annotations

import contextlib
import gzip
import importlib
import io
import sys
import zlib
from pathlib import Path
from typing import IO, Any, cast

from stance.errors import DataError, MissingExtraError

SUFFIXES = (".gz", ".zst")
_BEGINS = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}  # neither begins a text in UTF-8


def suffix_of(path: str) -> str:
    """Return the suffix of a compressed file's name, or ""."""
    suffix = Path(path).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def decompressed(stream: IO[bytes], suffix: str) -> IO[bytes]:
    """Return a stream of what a compressed one holds."""
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    if suffix == ".zst":
        return cast(IO[bytes], _zstd().ZstdFile(stream))
    return stream


def standard_input() -> IO[bytes]:
    """Return a stream of standard input, decompressed where it begins as a compressed file does."""
    if sys.stdin is None:
        raise DataError("standard input is closed; name a file")
    stream: Any = sys.stdin.buffer
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(stream)
    return decompressed(stream, suffix_seen(stream.peek(4)))


def suffix_seen(head: bytes) -> str:
    """Return the suffix that a file should have which begins so, or "" where it is not compressed."""
    return next((end for begin, end in _BEGINS.items() if head.startswith(begin)), "")


def compressed(content: bytes, suffix: str) -> bytes:
    """Return content as one member (gzip) or frame (zstd); members stand one after another in a file."""
    if suffix == ".gz":
        return gzip.compress(content, compresslevel=6, mtime=0)
    return cast(bytes, _zstd().compress(content)) if suffix == ".zst" else content


def is_damage(error: Exception) -> bool:
    """Say whether an error means that a stream cannot be decompressed."""
    return isinstance(error, (EOFError, gzip.BadGzipFile, zlib.error)) or type(error).__name__ == "ZstdError"


def _zstd() -> Any:
    for module in ("compression.zstd", "backports.zstd"):  # Python has it from 3.14 on
        with contextlib.suppress(ImportError):
            return importlib.import_module(module)
    raise MissingExtraError("zstd needs the extra “data”: pip install 'troop-stance[data]'")
