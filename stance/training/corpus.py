"""The corpus that the packaged models learnt from, as it travels with the library.

One JSON list a line, compressed: text, position, sentiment (null where it is not settled) and event, what
keeps rows together.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Sequence
from pathlib import Path

from stance.data.rows import Statement
from stance.errors import DataError

CORPUS = Path(__file__).with_name("corpus.jsonl.xz")
_MARKS = 32


def corpus_hash(statements: Sequence[Statement]) -> str:
    """Return the SHA-256 of the texts and labels, in order."""
    rows = [[s.text, s.position, s.sentiment] for s in statements]
    return hashlib.sha256(_bytes(json.dumps(rows, ensure_ascii=False))).hexdigest()


def text_marks(statements: Iterable[Statement]) -> list[str]:
    """Return a few hashes of texts, by which most of the same texts are known again: the lowest ones."""
    return sorted({hashlib.sha256(_bytes(s.text)).hexdigest()[:8] for s in statements})[:_MARKS]


def are_alike(first: Iterable[str], second: Iterable[str]) -> bool:
    """Say by their marks whether two sets of texts have more than half of all their texts in common.

    The share among the lowest marks of both is that among all texts (Broder, 1997).
    """
    both = set(first) & set(second)
    lowest = sorted({*first, *second})[:_MARKS]
    return 2 * sum(mark in both for mark in lowest) > len(lowest)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def pack_corpus(path: Path, statements: Sequence[Statement], events: Sequence[str]) -> None:
    """Write statements with their events; the same arguments give the same bytes."""
    lines = [
        json.dumps([s.text, s.position, s.sentiment, event], ensure_ascii=False)
        for s, event in zip(statements, events, strict=True)
    ]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))


def packaged_corpus(path: Path = CORPUS) -> tuple[list[Statement], list[str]]:
    """Return the statements and the event of each. Raises ``DataError`` where they are missing or damaged."""
    statements, events = [], []
    try:
        lines = lzma.decompress(path.read_bytes()).decode().split("\n")
        for number, line in enumerate(lines, 1):
            text, position, sentiment, event = json.loads(line)
            statements.append(Statement(number, text, position, sentiment, {}))
            events.append(event)
    except (OSError, lzma.LZMAError, ValueError, TypeError) as error:
        raise DataError(f"{path}: the corpus cannot be read ({error}); install the library again") from error
    return statements, events
