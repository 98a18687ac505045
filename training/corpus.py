"""The training corpus: statements from ``corpus/``, with the event that groups them."""

from __future__ import annotations

from pathlib import Path

from stance.data.rows import Statement, read_statements

CORPUS = Path(__file__).parent / "corpus"


def read_corpus(part: str = "reworded") -> tuple[list[Statement], list[str]]:
    """Return the statements of a part and the event of each; those with two holders are left out."""
    statements = [s for path in sorted((CORPUS / part).glob("*.jsonl")) for s in read_statements(path)]
    single = [s for s in statements if not s.extra.get("multi")]
    return single, [s.extra.get("event") or s.extra["triplet"] for s in single]
