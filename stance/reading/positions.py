"""Positions: one row a holder, from everything that the holder says in an article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stance.reading.passages import Voice
from stance.values import Judgement, Position

_LAST = 1.5  # weight of the last word (rules 10 and 22 of the codebook) against the words before it
_HEADING = 0.5  # weight of a headline, which is the desk's
_HALF = 0.5  # from this probability that all of a holder's statements are neutral on, so is the holder


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in an article.

    ``text`` is the article's from ``start`` to ``end``, in characters; ``holder`` is the name of who holds
    it, as in the table of positions, empty for the writer's own; ``holders`` are all of them, where a group
    is named with its members; ``voice`` says in whose words it stands: "quoted", "reported" or "question".
    ``judgement.text`` is what was judged: the statement, its holder's clause of it, or the statement with
    the question that it answers, or a reminder of the target, before it.
    """

    text: str
    start: int
    end: int
    holders: tuple[str, ...]
    voice: Voice
    judgement: Judgement
    heading: bool = False

    @property
    def holder(self) -> str:
        """The first of the holders, or an empty string."""
        return self.holders[0] if self.holders else ""

    @property
    def position(self) -> str | None:
        """The position of the judgement."""
        return self.judgement.position

    @property
    def quoted(self) -> bool:
        """Whether it stands in the holder's own words."""
        return self.voice is Voice.QUOTED

    def to_dict(self) -> dict[str, Any]:
        """Return the statement as plain values, ready for JSON."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "holder": self.holder,
            "holders": list(self.holders),
            "voice": str(self.voice),
            "position": None if self.position is None else str(self.position),
            "probabilities": dict(self.judgement.probabilities),
            "sentiment": None if self.judgement.sentiment is None else str(self.judgement.sentiment),
        }


@dataclass(frozen=True, slots=True)
class HolderPosition:
    """The position of one holder in an article.

    ``holder``: the fullest name in the text; ``aliases``: its other names there; ``confidence``: the
    probability of the position in the statement that shows it best, or over all where none shows it by
    itself; ``statements``: in the order of the text.
    """

    holder: str
    aliases: tuple[str, ...]
    position: str
    confidence: float
    statements: tuple[Statement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values, ready for JSON; statements by their spans."""
        return {
            "holder": self.holder,
            "aliases": list(self.aliases),
            "position": str(self.position),
            "confidence": self.confidence,
            "statements": [[s.start, s.end] for s in self.statements],
        }


def position_of(statements: Sequence[Statement]) -> tuple[str, float]:
    """Return the position that statements of one holder, in the order of time, add up to, and how sure.

    Statements that take no position do not weigh against those that do; between opposed positions the
    probabilities decide, squared, so that doubtful ones weigh little; the last one weighs most. A holder
    whose statements each seem neutral is neutral where it is likely that they all are (taken as
    independent); otherwise there is a position among them, the one with most probability over all.
    """
    taken = [s for s in statements if s.judgement.likeliest != Position.NEUTRAL]
    if not taken:
        return _of_doubtful(statements)
    weights: dict[str, float] = {}
    for statement in taken:
        weight = _HEADING if statement.heading else _LAST if statement is taken[-1] else 1.0
        label = statement.judgement.likeliest
        weights[label] = weights.get(label, 0.0) + weight * statement.judgement.confidence**2
    position = max(weights, key=weights.__getitem__)
    return position, max(s.judgement.confidence for s in taken if s.judgement.likeliest == position)


def _of_doubtful(statements: Sequence[Statement]) -> tuple[str, float]:
    """Return the position of statements of which each is likeliest to be neutral, and how sure it is."""
    all_neutral = math.prod(s.judgement.probabilities[Position.NEUTRAL] for s in statements)
    if all_neutral >= _HALF:
        return Position.NEUTRAL, all_neutral
    totals: dict[str, float] = {}
    for statement in statements:
        for label, probability in statement.judgement.probabilities.items():
            if label != Position.NEUTRAL:
                totals[label] = totals.get(label, 0.0) + probability
    position = max(totals, key=totals.__getitem__)
    return position, (1.0 - all_neutral) * totals[position] / sum(totals.values())
