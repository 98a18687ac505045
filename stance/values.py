"""The values that users get: positions, sentiments, judgements and their evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Position(StrEnum):
    """The position of a statement's holder on the target; equal to its plain string."""

    OPEN = "open"
    RULED_OUT = "ruled_out"
    NEUTRAL = "neutral"


class Sentiment(StrEnum):
    """The evaluative language of a statement; equal to its plain string."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


def in_order(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels in the order of the codebook where all are the codebook's, else as they are."""
    for known in (list(Position), list(Sentiment)):
        if set(labels) == set(known):
            return tuple(map(str, known))
    return tuple(labels)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the text and what it adds to the score of the position.

    ``start`` and ``end`` are character offsets in the judgement's text,
    ``text == judgement.text[start:end]``: the text as given, but for a reminder before one that does not name
    another target.
    The one evidence with an empty span holds what the model adds before it reads a word.
    """

    start: int
    end: int
    text: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a label has its score: ``score`` is the sum of the contributions of ``evidence``."""

    label: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An explanation that was given before its judgement was pickled."""

    explanation: Explanation

    def __call__(self, text: str, label: str) -> Explanation:  # noqa: ARG002
        return self.explanation


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a model says of one statement.

    ``position`` is None where the model abstained, else the most probable label; ``probabilities``
    and ``sentiment_probabilities`` are calibrated and sum to 1; ``scores`` are the log-odds that they
    come from, softmax(scores) = probabilities. ``sentiment`` is None for a model without that head.
    """

    text: str
    position: str | None
    probabilities: Mapping[str, float]
    sentiment: str | None
    sentiment_probabilities: Mapping[str, float]
    scores: Mapping[str, float]
    _explain: Callable[[str, str], Explanation] = field(repr=False, compare=False)

    def __hash__(self) -> int:
        return hash((self.text, self.position))

    def __reduce__(self) -> tuple[Any, ...]:
        # The explanation goes along, the model that gave it does not.
        return Judgement, (
            self.text,
            self.position,
            self.probabilities,
            self.sentiment,
            self.sentiment_probabilities,
            self.scores,
            _Told(self.explanation),
        )

    @property
    def confidence(self) -> float:
        """The probability of the most probable position."""
        return max(self.probabilities.values())

    @property
    def abstained(self) -> bool:
        """Whether the model was less sure than was asked for."""
        return self.position is None

    @property
    def likeliest(self) -> str:
        """The most probable position, also where the model abstained."""
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def explanation(self) -> Explanation:
        """The evidence for the likeliest position, computed when it is asked for."""
        return self._explain(self.text, self.likeliest)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The spans that decided, strongest first; their contributions add up to ``score``."""
        return self.explanation.evidence

    @property
    def score(self) -> float:
        """The log-odds score of the likeliest position."""
        return self.scores[self.likeliest]

    def to_dict(self) -> dict[str, Any]:
        """Return the judgement as plain values, evidence included, ready for JSON."""
        return {
            "text": self.text,
            "position": None if self.position is None else str(self.position),
            "confidence": self.confidence,
            "probabilities": dict(self.probabilities),
            "sentiment": None if self.sentiment is None else str(self.sentiment),
            "sentiment_probabilities": dict(self.sentiment_probabilities),
            "score": self.score,
            "evidence": [
                {"start": e.start, "end": e.end, "text": e.text, "contribution": e.contribution}
                for e in self.evidence
            ],
        }
