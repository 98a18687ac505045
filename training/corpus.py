"""The training corpus: statements from ``corpus/``, with the event that groups them."""

from __future__ import annotations

from pathlib import Path

from stance.data.rows import Statement, read_statements

CORPUS = Path(__file__).parent / "corpus"


def read_corpus(part: str = "reworded", *, multi: bool = False) -> tuple[list[Statement], list[str]]:
    """Return the statements of a part and the event of each; with ``multi`` also those with two holders."""
    statements = [s for path in sorted((CORPUS / part).glob("*.jsonl")) for s in read_statements(path)]
    chosen = [s for s in statements if multi or not s.multi]
    return chosen, [s.extra.get("event") or s.extra["triplet"] for s in chosen]
