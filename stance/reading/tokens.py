"""The words of a sentence as the reader takes them: with capitals, possessives and what stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stance.reading.vocabulary import vocabulary

_WORD = re.compile(r"[^\W_]+(?:[-.'’‘&][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’‘][sS]$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its span.

    ``text``: without "'s"; ``raw``: with it; ``low``: ``text`` in small letters, without the point of an
    abbreviation; ``before``: what stands between the word before it and this one.
    """

    text: str
    raw: str
    low: str
    start: int
    end: int
    before: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def joined(self) -> bool:
        """Whether nothing but blanks parts it from the word before it."""
        return not self.before.strip(" \u00a0")

    @property
    def is_verb(self) -> bool:
        """Whether it looks like a finite verb."""
        words = vocabulary()
        if self.low in words.verbs:
            return True
        return self.low.endswith(("ed", "s")) and not self.capital and self.low not in words.prepositions


def tokens_of(text: str, start: int, end: int, offset: int = 0) -> list[Token]:
    """Split a part of a text into words; ``offset`` is added to their spans."""
    found = []
    last = start
    for match in _WORD.finditer(text, start, end):
        raw, stop = match.group(), match.end()
        if raw.endswith(".") and not _keeps_point(raw):
            raw, stop = raw[:-1], stop - 1
        clipped = bool(_POSSESSIVE.search(raw))
        word = raw[:-2] if clipped else raw
        low = word.lower()
        low = low[:-1] if low.endswith(".") and "." not in low[:-1] else low
        plural = word[-1] in "sS" and text[stop : stop + 1] in ("'", "’")
        before = text[last : match.start()]
        found.append(Token(word, raw, low, match.start() + offset, stop + offset, before, clipped or plural))
        last = stop
    return found


def _keeps_point(word: str) -> bool:
    """Say whether a full stop belongs to a word: "Gov.", "U.S.", "J."."""
    bare = word[:-1]
    return "." in bare or bare.lower() in vocabulary().titles or (len(bare) == 1 and bare.isupper())
