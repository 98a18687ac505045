"""Articles with gold holders, positions and statements, checked as they are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.errors import DataError
from stance.values import Position, Sentiment


@dataclass(frozen=True, slots=True)
class GoldHolder:
    """Somebody who holds a position in an article; each of ``evidence`` is a substring of its text."""

    name: str
    aliases: tuple[str, ...]
    position: Position
    evidence: tuple[str, ...]
    hard: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement of an article, a substring of its text; ``holder`` is empty for the writer's own."""

    text: str
    holder: str
    position: Position
    sentiment: Sentiment


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article's text and what it says of whom."""

    id: str
    genre: str
    text: str
    holders: tuple[GoldHolder, ...]
    statements: tuple[GoldStatement, ...]


def read_article(path: Path) -> GoldArticle:
    """Read ``NN.json`` and the ``NN.txt`` beside it.

    Raises ``DataError`` naming the file and the entry, for a missing key, an unknown label, or a
    statement or evidence that is no substring of the text.
    """
    try:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = GoldArticle(
            gold["id"],
            gold["genre"],
            text,
            tuple(_holder(entry) for entry in gold["holders"]),
            tuple(_statement(entry) for entry in gold["statements"]),
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not an article with gold labels: {error!r}") from error
    quoted = [s.text for s in article.statements] + [e for h in article.holders for e in h.evidence]
    for part in quoted:
        if not part or part not in text:
            raise DataError(f"{path}: “{part}” is no substring of the article")
    return article


def _holder(entry: dict[str, Any]) -> GoldHolder:
    aliases, evidence = tuple(entry["aliases"]), tuple(entry["evidence"])
    return GoldHolder(entry["name"], aliases, Position(entry["position"]), evidence, bool(entry["hard"]))


def _statement(entry: dict[str, Any]) -> GoldStatement:
    position, sentiment = Position(entry["position"]), Sentiment(entry["sentiment"])
    return GoldStatement(entry["text"], entry["holder"], position, sentiment)
