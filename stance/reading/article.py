"""``read``: an article to its statements, each with holder and judgement, and a table of positions."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stance.errors import DataError
from stance.inputs import check_text
from stance.model.labeler import Labeler
from stance.reading.holders import Holder
from stance.reading.passages import Passage, Voice
from stance.reading.positions import HolderPosition, Statement, position_of
from stance.reading.statements import find_statements
from stance.topic import Topic, topic_of

SCHEMA = 1  # of Reading.to_dict
_TIMES = re.compile(r"^[^\S\n]*(\d{1,2})[.:](\d{2})\b[^\n]{0,12}$", re.MULTILINE)
_FEWEST_TIMES = 3
_MARKS = frozenset('“„‘«"')  # of somebody's own words within a report


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it was read.

    ``text``; its ``statements``, in order; ``positions``, a row a holder, those who take one first;
    ``model``: name and version; ``target``: what the positions are on.
    """

    text: str
    statements: tuple[Statement, ...]
    positions: tuple[HolderPosition, ...]
    model: str
    target: str

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain values, ready for JSON."""
        return {
            "schema": SCHEMA,
            "model": self.model,
            "target": self.target,
            "positions": [row.to_dict() for row in self.positions],
            "statements": [statement.to_dict() for statement in self.statements],
        }

    def to_html(self, title: str = "Who holds which position") -> str:
        """Return one web page: the table of positions and the article with its statements marked."""
        from stance.render.page import article_page  # noqa: PLC0415 – labelling does without

        return article_page(
            self.text, self.statements, self.positions, title=title, target=self.target, model=self.model
        )

    def _repr_html_(self) -> str:
        from stance.render.page import framed  # noqa: PLC0415 – labelling does without

        return framed(self.to_html())


def read(text: str, labeler: Labeler) -> Reading:
    """Read an article, a transcript or a live blog.

    Raises ``TypeError`` when the text is no string and ``DataError`` when it is no text but binary data.
    """
    check_text(text)
    if "\x00" in text:
        raise DataError("the text holds NUL characters: it is binary data or in another encoding; decode it")
    passages = find_statements(text)
    judged = labeler.judge(_judged_texts(text, passages, topic_of(labeler.terms)))
    names = _names(passages)
    statements = tuple(
        Statement(
            text[p.span.start : p.span.end], p.span.start, p.span.end,
            tuple(names[id(h)] for h in p.holders), p.voice, judgement, p.heading,
        )
        for p, judgement in zip(passages, judged, strict=True)
    )  # fmt: skip
    model = f"{labeler.manifest.name} {labeler.manifest.version}"
    rows = _rows(text, passages, statements, names)
    return Reading(text, statements, tuple(rows), model, labeler.target)


def _judged_texts(text: str, passages: Sequence[Passage], topic: Topic) -> list[str]:
    """Return what is judged for each passage; one that does not name the target is reminded of it."""
    judged = []
    named = False
    for passage in passages:
        words = text[slice(*passage.judged)]
        if passage.context is not None:
            words = f"{text[slice(*passage.context)]} {words}"
        if topic.is_named(words):
            named = True
        elif named and (passage.holders or passage.voice is Voice.QUOTED or not _MARKS.isdisjoint(words)):
            words = topic.reminder + words
        judged.append(words)
    return judged


def _names(passages: Sequence[Passage]) -> dict[int, str]:
    """Name each holder, no two alike."""
    names: dict[int, str] = {}
    n_alike: Counter[str] = Counter()
    for holder in (h for p in passages for h in p.holders):
        if id(holder) not in names:
            n_alike[holder.name] += 1
            again = n_alike[holder.name]
            names[id(holder)] = holder.name if again == 1 else f"{holder.name} ({again})"
    return names


def _rows(
    text: str, passages: Sequence[Passage], statements: Sequence[Statement], names: dict[int, str]
) -> list[HolderPosition]:
    """Return a row for each holder: those with a position first, then in the order of the text."""
    held: dict[int, list[Statement]] = {}
    holders: dict[int, Holder] = {}
    for passage, statement in zip(passages, statements, strict=True):
        for holder in passage.holders:
            held.setdefault(id(holder), []).append(statement)
            holders[id(holder)] = holder
    entries = _entries(text)
    rows = []
    for key, holder in holders.items():
        own = held[key]
        position, confidence = position_of(sorted(own, key=lambda s: -bisect.bisect(entries, s.start)))
        aliases = tuple(a for a in holder.aliases if a != names[key])
        rows.append(HolderPosition(names[key], aliases, position, confidence, tuple(own)))
    return sorted(rows, key=lambda row: row.position == "neutral")


def _entries(text: str) -> list[int]:
    """Return where the entries of a live blog begin whose newest comes first; nothing for other articles."""
    heads = list(_TIMES.finditer(text))
    times = [int(head[1]) * 60 + int(head[2]) for head in heads]
    falling = sum(a > b for a, b in itertools.pairwise(times))
    newest_first = len(times) >= _FEWEST_TIMES and falling * 2 > len(times) - 1
    return [head.start() for head in heads] if newest_first else []
