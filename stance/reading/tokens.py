"""The words of a sentence as the reader takes them: with capitals, possessives and what stands between."""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Sequence
from typing import NamedTuple

from stance.reading.grammar import grammar, is_site
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary
from stance.text.capitals import compiled

BLANK = "¤"  # stands for each character of a quotation
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:(?:[-.'’‘&]|\.-)[^\W_]+)*(?:\([A-Z]{1,3}\)(?![^\W_])|\.?)")
_PARTICLE = compiled(r"(?:[Aa][lnst]|[Ee]l|[Aa][sd]h?|[Dd]|[Ll]|[Oo])[-'’][A-ZÀ-Þ]")  # "al-Sisi"
_RETIRED = re.compile(r"\((?:ret|retd|rtd|retired)\.?\)", re.IGNORECASE)  # "General (ret.) Orr"
_NUMBERED = re.compile(r"[Nn]o\. \d")  # "the party's No. 2"
_BLANKS = " \n\r\t\u00a0%"  # part no words
_CLITICS = tuple(mark + rest for mark in "'’‘" for rest in ("ve", "ll", "re", "d", "m"))
_APOSTROPHES = ("'", "’", "‘")
# "this" and "his" have the ending of one
_NO_VERBS = DETERMINERS.union(OWNING, ("hostess", "actress", "heiress", "countess", "waitress", "princess"))
_START = operator.attrgetter("start")


class Token(NamedTuple):
    """A word with its span.

    ``text``: without "'s"; ``raw``: with it; ``low``: ``text`` in small letters, without the point of an
    abbreviation; ``before``: what stands between the word before it and this one; ``joined``: whether that
    is nothing but blanks; ``capital``: whether it begins with a capital letter.
    """

    text: str
    raw: str
    low: str
    start: int
    end: int
    before: str
    joined: bool
    capital: bool
    possessive: bool

    @property
    def is_verb(self) -> bool:
        """Whether it looks like a finite verb."""
        words = vocabulary()
        if self.low in words.verbs:
            return True
        ends = self.low.endswith(("ed", "s")) and not self.capital
        return ends and self.low not in words.prepositions and self.low not in _NO_VERBS


def tokens_of(text: str, start: int, end: int, offset: int = 0) -> list[Token]:
    """Split a part of a text into words; ``offset`` is added to their spans."""
    found = []
    last = start
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        begin, stop = match.span()
        if raw[0] in "Rr" and (retired := _RETIRED.match(text, begin - 1, end)):
            last = retired.end()
            continue
        if raw[-1] == "." and not (_keeps_point(raw) or _NUMBERED.match(text, begin)):
            raw, stop = raw[:-1], stop - 1
        plain = raw.isalnum()  # most words: no point, no apostrophe, no hyphen
        clipped = not plain and raw[-1] in "sS" and raw[-2:-1] in _APOSTROPHES
        word = raw[:-2] if clipped else raw
        low = word.lower()
        if low[-1:] == "." and "." not in low[:-1]:
            low = low[:-1]
        if not plain and ((clipped and low in PRONOUNS) or low.endswith(_CLITICS)):  # "he's", "they've"
            cut = max(raw.rfind(mark) for mark in _APOSTROPHES)
            joined = not text[last:begin].strip(_BLANKS)
            whole, rest = raw[:cut], raw[cut + 1 :]
            middle = begin + cut + offset
            found.append(
                Token(
                    whole,
                    whole,
                    whole.lower(),
                    begin + offset,
                    middle,
                    text[last:begin],
                    joined,
                    whole[0].isupper(),
                    False,
                )
            )
            found.append(Token(rest, rest, rest.lower(), middle, stop + offset, "", True, False, False))
            last = stop
            continue
        possessive = clipped or (word[-1] in "sS" and text[stop : stop + 1] in _APOSTROPHES)
        before = text[last:begin]
        joined = before == " " or not before.strip(_BLANKS)
        if not joined and found and found[-1].possessive:  # "the Greens' leader"
            joined = before[0] in _APOSTROPHES and not before[1:].strip(_BLANKS)
        capital = word[0].isupper() or (not plain and _PARTICLE.match(word) is not None)
        found.append(
            Token(word, raw, low, begin + offset, stop + offset, before, joined, capital, possessive)
        )
        last = stop
    return found


def place_of(tokens: Sequence[Token], offset: int) -> int:
    """Return the place of the first word that begins at an offset of the text or behind it."""
    return bisect.bisect_left(tokens, offset, key=_START)


def names_side(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the word at a place, or the two from there, name a side: "against", "in favor"."""
    words = [t.low for t in tokens[k : k + 2]]
    return not grammar().sides.isdisjoint((*words[:1], " ".join(words)))


def _keeps_point(word: str) -> bool:
    """Say whether a full stop belongs to a word: "Gov.", "St.", "U.S.", "J.", yet "said the general."."""
    bare, words = word[:-1], vocabulary()
    if is_site(bare):
        return False
    known = bare.lower() in words.titles and bare.lower() not in words.roles
    known = known or (bare.istitle() and bare.lower() in grammar().shortened)
    return "." in bare or known or (len(bare) == 1 and bare.isupper())
