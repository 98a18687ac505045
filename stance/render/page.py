"""A reading as one web page: the table of positions, and the article with its statements marked."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

from stance.reading.positions import HolderPosition, Statement
from stance.render.templates import filled

_LABELS = {"open": "open", "ruled_out": "ruled out", "neutral": "neutral"}
_NO_LABEL = "no position"


def article_page(
    text: str,
    statements: Sequence[Statement],
    positions: Sequence[HolderPosition],
    *,
    title: str,
    target: str,
    model: str,
) -> str:
    """Return the page: one file, without scripts or requests, all text escaped."""
    numbers = {id(s): n for n, s in enumerate(statements, 1)}
    rows = [
        {
            "holder": row.holder,
            "aliases": row.aliases,
            "label": _label(row.position),
            "css": row.position,
            "confidence": row.confidence,
            "numbers": [numbers[id(s)] for s in row.statements],
        }
        for row in positions
    ]
    return filled(
        "article.html",
        title=title,
        target=target,
        positions=rows,
        pieces=list(_pieces(text, statements)),
        n_statements=len(statements),
        model=model,
    )


def framed(page: str) -> str:
    """Return a page as a notebook shows it: in a frame of its own, so that no style leaks."""
    escaped = html.escape(page, quote=True)
    return f'<iframe srcdoc="{escaped}" sandbox="" style="width:100%;height:36rem;border:0"></iframe>'


def _label(position: str | None) -> str:
    return _NO_LABEL if position is None else _LABELS.get(position, str(position))


def _pieces(text: str, statements: Sequence[Statement]) -> Iterator[dict[str, Any]]:
    """Cut an article into text, beginnings and ends of statements; one that crosses another is left plain."""
    numbered = sorted(enumerate(statements, 1), key=lambda pair: (pair[1].start, -pair[1].end))
    ends: list[int] = []
    position = 0
    for number, statement in numbered:
        while ends and ends[-1] <= statement.start:
            yield {"text": text[position : ends[-1]]}
            position = ends.pop()
            yield {"closes": True}
        if ends and statement.end > ends[-1]:
            continue
        yield {"text": text[position : statement.start]}
        position = statement.start
        ends.append(statement.end)
        yield {
            "opens": True,
            "number": number,
            "css": statement.position or "neutral",
            "label": _label(statement.position),
            "confidence": statement.judgement.confidence,
            "holder": ", ".join(statement.holders),
        }
    while ends:
        yield {"text": text[position : ends[-1]]}
        position = ends.pop()
        yield {"closes": True}
    yield {"text": text[position:]}
