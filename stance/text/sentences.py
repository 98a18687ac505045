"""Paragraphs and sentences, each with its character span in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

_PARAGRAPH = re.compile(r"\S[^\n\r\u2028\u2029]*")
_LONGEST = 8_000  # characters that the splitter is given at once; longer ones are no prose


class Span(NamedTuple):
    """Character offsets: ``text[start:end]``."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))


def paragraphs(text: str) -> list[Span]:
    """Return the lines of a text that hold more than white space, in order."""
    return [trimmed(text, *match.span()) for match in _PARAGRAPH.finditer(text)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split a part of a text into sentences, in order.

    The splitting is that of sentencex, which knows abbreviations and keeps a closed quotation whole.
    """
    import sentencex  # noqa: PLC0415 – labelling does without

    spans = []
    end = len(text) if end is None else end
    for first in range(start, end, _LONGEST):
        position = first
        for sentence in sentencex.segment("en", text[first : min(end, first + _LONGEST)]):
            span = trimmed(text, position, position + len(sentence))
            position += len(sentence)
            if span.start < span.end:
                spans.append(span)
    return spans
