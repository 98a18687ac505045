"""Passages: statements before they are judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stance.reading.holders import Holder
from stance.text.sentences import Span


class Voice(StrEnum):
    """In whose words a statement stands: the holder's, the writer's report of them, or a question."""

    QUOTED = "quoted"
    REPORTED = "reported"
    QUESTION = "question"


@dataclass(slots=True)
class Passage:
    """A statement before it is judged: its ``span``, what is ``judged`` for it, and its ``holders``.

    What is judged is the clause that is its first holder's, or for a quotation of few words its whole
    sentence; ``context`` is read before it where it says little alone: the question that it answers, or
    what it repeats ("Spain has said the same").
    """

    span: Span
    judged: Span
    holders: tuple[Holder, ...]
    voice: Voice
    heading: bool = False
    context: Span | None = None
