"""How well articles are read: statements found, holders and positions right, against gold labels.

The gold lists statements, not every sentence, and some of its statements are several sentences of one
holder. So a gold statement is compared with each run of neighbouring statements that were found, and their
overlap is the letters and digits in both over those in either (Jaccard). A gold statement counts as found
from an overlap of 0.8 or 0.3. Precision is over the found statements that take a position: the gold must
have such words. Holder and position are judged where a gold statement is found at 0.3; a pair is a holder
with a position, and names agree when one of a holder's names is the same but for case, article and titles
("Sir Ivo Rask", "Ivo Rask").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.data.articles import GoldArticle, GoldStatement
from stance.reading.article import Reading
from stance.reading.positions import Statement, position_of
from stance.reading.vocabulary import vocabulary
from stance.values import Position

CLOSE, LOOSE = 0.8, 0.3
_LONGEST_RUN = 8  # statements
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right of how much, summed over articles."""

    gold: int = 0
    found_close: int = 0
    found_loose: int = 0
    taken: int = 0
    taken_close: int = 0
    taken_loose: int = 0
    holders: int = 0
    holders_right: int = 0
    positions: int = 0
    positions_right: int = 0
    gold_pairs: int = 0
    gold_pairs_found: int = 0
    pairs: int = 0
    pairs_right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """Figures of merit, each from 0 to 1."""

    n_articles: int
    span_f1_close: float
    span_f1_loose: float
    holder_accuracy: float
    position_accuracy: float
    pair_precision: float
    pair_recall: float
    pair_f1: float
    counts: Counts


def article_figures(pairs: Sequence[tuple[GoldArticle, Reading]]) -> ArticleFigures:
    """Measure readings of articles against their gold labels."""
    counts = sum((_counts(gold, reading) for gold, reading in pairs), Counts())
    precision = _share(counts.pairs_right, counts.pairs)
    recall = _share(counts.gold_pairs_found, counts.gold_pairs)
    return ArticleFigures(
        len(pairs),
        _f1(_share(counts.taken_close, counts.taken), _share(counts.found_close, counts.gold)),
        _f1(_share(counts.taken_loose, counts.taken), _share(counts.found_loose, counts.gold)),
        _share(counts.holders_right, counts.holders),
        _share(counts.positions_right, counts.positions),
        precision,
        recall,
        _f1(precision, recall),
        counts,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _plain(name: str) -> str:
    words = _ARTICLE.sub("", name.casefold().strip()).split()
    titles = vocabulary().titles
    n_titles = next((i for i, word in enumerate(words) if word.rstrip(".") not in titles), len(words))
    return " ".join(words[n_titles:] or words)


def _counts(gold: GoldArticle, reading: Reading) -> Counts:
    names = {h.name: {_plain(n) for n in (h.name, *h.aliases)} for h in gold.holders}
    letters = np.cumsum([0, *(c.isalnum() for c in gold.text)])
    spans = _gold_spans(gold)
    total = Counts(gold=len(gold.statements))
    for statement, span in zip(gold.statements, spans, strict=True):
        overlap, run = _best_run(span, reading.statements, letters)
        total += Counts(found_close=overlap >= CLOSE, found_loose=overlap >= LOOSE)
        if overlap >= LOOSE:
            total += _right(statement, run, names.get(statement.holder, {_plain(statement.holder)}))
    for found in reading.statements:
        if found.judgement.likeliest != Position.NEUTRAL and found.holders:
            inside = max((_share_inside(found, span, letters) for span in spans), default=0.0)
            total += Counts(taken=1, taken_close=inside >= CLOSE, taken_loose=inside >= LOOSE)
    return total + _pair_counts(gold, reading, names)


def _gold_spans(gold: GoldArticle) -> list[tuple[int, int]]:
    """Find the gold statements in the text, each behind the one before it where it stands there."""
    spans, cursor = [], 0
    for statement in gold.statements:
        start = gold.text.find(statement.text, cursor)
        start = gold.text.index(statement.text) if start < 0 else start
        spans.append((start, start + len(statement.text)))
        cursor = start
    return spans


def _best_run(
    span: tuple[int, int], statements: Sequence[Statement], letters: NDArray[np.int64]
) -> tuple[float, list[Statement]]:
    start, end = span
    best, chosen = 0.0, []
    for i, first in enumerate(statements):
        for j in range(i, min(i + _LONGEST_RUN, len(statements))):
            a, b = first.start, statements[j].end
            if b <= start or a >= end:
                continue
            both = letters[min(b, end)] - letters[max(a, start)]
            either = letters[max(b, end)] - letters[min(a, start)]
            if both > best * either:
                best, chosen = float(both / either), [s for s in statements if a <= s.start and s.end <= b]
    return best, chosen


def _share_inside(statement: Statement, span: tuple[int, int], letters: NDArray[np.int64]) -> float:
    start, end = max(statement.start, span[0]), min(statement.end, span[1])
    whole = letters[statement.end] - letters[statement.start]
    return float((letters[end] - letters[start]) / whole) if start < end and whole else 0.0


def _right(statement: GoldStatement, run: list[Statement], names: set[str]) -> Counts:
    if statement.holder:
        own = [s for s in run if {_plain(h) for h in s.holders} & names]
        holder = Counts(holders=1, holders_right=bool(own))
    else:
        own, holder = [], Counts()
    position, _ = position_of(own or run)
    return holder + Counts(positions=1, positions_right=position == statement.position)


def _pair_counts(gold: GoldArticle, reading: Reading, names: dict[str, set[str]]) -> Counts:
    taken = {h.name: h.position for h in gold.holders if h.position != Position.NEUTRAL}
    found: set[str] = set()
    pairs = right = 0
    for row in reading.positions:
        if row.position == Position.NEUTRAL:
            continue
        own = {_plain(n) for n in (row.holder, *row.aliases)}
        hits = {name for name, known in names.items() if own & known and taken.get(name) == row.position}
        pairs, right, found = pairs + 1, right + bool(hits), found | hits
    return Counts(gold_pairs=len(taken), gold_pairs_found=len(found), pairs=pairs, pairs_right=right)
