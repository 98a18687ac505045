"""The corpus that the packaged models learnt from, as it travels with the library.

One JSON list a line, compressed: text, position, sentiment (null where it is not settled) and event, what
keeps rows together.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Sequence
from pathlib import Path

from stance.data.rows import Statement
from stance.errors import DataError

CORPUS = Path(__file__).with_name("corpus.jsonl.xz")


def corpus_hash(statements: Sequence[Statement]) -> str:
    """Return the SHA-256 of the texts and labels, in order."""
    rows = [[s.text, s.position, s.sentiment] for s in statements]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


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
