"""Tokens to a stream of symbols, in which names, numbers and the target are masked.

What a model must not see goes here: every name becomes one symbol, a run of names one token, an
article is passed over. So "the United States", "Chad" and "U.S." read alike. A word counts as a
name when the lexicon says so; when it has a capital inside a sentence and is no title, no negation
and no word with a stress on it ("NOT"); or when it has a capital and is in no vocabulary. In a text
whose words mostly have capitals, a headline say, the second reason does not count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.lexicon.table import (
    ALWAYS_NAME,
    ARTICLE,
    ENDS_CAPITAL_NAME,
    ENDS_CLASS,
    ENDS_NAME,
    ENDS_TARGET,
    KEEPS_CAPITAL,
    MODIFIER,
    NAME,
    NAME_IF_CAPITAL,
    NAME_IF_CAPITALS,
    NEGATOR,
    NUMBER,
    PARTICLE,
    RARE,
    SENTENCE_END,
    TARGET,
    TARGET_NOUN,
    TURNING,
    VERB_ING,
    WordTable,
    step_hash,
)
from stance.text.hashing import HashTable
from stance.text.normal import APOSTROPHE, DIGIT, LETTER
from stance.text.tokens import TokenTable

_STACKED_PARTICLES = 2  # "von der Leyen"
_INITIALS = 2  # letters that are hardly a word in capitals
_LONG_WORD = 4  # letters: shorter words are written small in many a headline
_FEWEST_LONG = 3  # such words of a headline
_TITLE_CASE = 4  # in a headline less than one in so many of the long words is written small
_STACKED_MODIFIERS = 2  # "ground combat troops": more than two before a noun were not met


@dataclass(frozen=True, slots=True)
class Stream:
    """One row a kept token, in the order of the texts.

    ``symbol``: int32; ``cls``: uint8, its class or that of the phrase it begins; ``turns``: bool, whether
    that class turns a position round; ``flags``: uint16;
    ``first``, ``last``: int64, the rows of the token table that it covers; ``text``: int64;
    ``firsts``: int64 (n_texts + 1,), the row at which each text begins.
    """

    symbol: NDArray[np.int32]
    cls: NDArray[np.uint8]
    turns: NDArray[np.bool_]
    flags: NDArray[np.uint16]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    text: NDArray[np.int64]
    firsts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.symbol)

    @property
    def names_target(self) -> NDArray[np.bool_]:
        """Which rows are the target, or a word of sending it."""
        return (self.symbol >= TARGET) & (self.symbol <= VERB_ING)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The longest phrase at each token that begins one: its first row, length and meaning."""

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    end: NDArray[np.uint8]

    def where(self, chosen: NDArray[np.bool_]) -> _Phrases:
        return _Phrases(self.start[chosen], self.length[chosen], self.end[chosen])

    def rows(self, skip: int) -> NDArray[np.int64]:
        """Return all rows that the phrases cover, without the first ``skip`` of each."""
        longest = int(self.length.max(initial=0))
        return np.concatenate(
            [self.start[self.length > n] + n for n in range(skip, longest)] or [self.start[:0]]
        )


class Masker:
    """Turns token tables into streams, by one word table."""

    __slots__ = ("_begins", "_clipped_not", "_find", "_nodes", "_steps", "_symbol", "_turning", "table")

    def __init__(self, table: WordTable) -> None:
        self.table = table
        self._find = HashTable(table.keys)
        self._steps = HashTable(table.steps)
        self._begins = table.root > 0  # whether a phrase begins with the symbol
        self._nodes = np.append(table.nodes, np.int32(0))  # a step not found leads to node 0
        self._symbol = np.append(table.symbol, np.int32(RARE))  # a word not found is rare
        self._turning = np.isin(table.classes, TURNING)
        self._clipped_not = table.words.index("'t")

    def __call__(self, tokens: TokenTable) -> Stream:
        """Mask one batch."""
        raw = self._find.find(tokens.hashes)
        symbol = self._symbol.take(raw)
        numbers = tokens.kind == DIGIT
        named_numbers = numbers & (raw >= 0)
        symbol[numbers & ~named_numbers] = NUMBER
        before_not = (raw == self._clipped_not).nonzero()[0] - 1
        symbol[before_not] = self.table.clipped[symbol[before_not]]
        flags = self.table.flags.take(symbol)
        phrases = self._phrases(symbol, tokens)
        if named_numbers.any():  # they count in the terms of a target alone: "F-16"
            seen = np.append(0, np.cumsum(named_numbers))
            without = seen[phrases.start + phrases.length] == seen[phrases.start]
            phrases = phrases.where(without | (phrases.end == ENDS_TARGET))
        named = self._names(tokens, raw, flags, phrases)
        self._mask_target(tokens, symbol, flags, phrases, named)
        symbol[named_numbers & (symbol != TARGET)] = NUMBER
        symbol[named] = NAME
        cls = self.table.cls.take(symbol)
        self._mark_classes(cls, phrases)
        return self._compress(symbol, cls, flags, tokens)

    def _phrases(self, symbol: NDArray[np.int32], tokens: TokenTable) -> _Phrases:
        start = self._begins.take(symbol).nonzero()[0]
        node = self.table.root[symbol[start]]
        limit = tokens.firsts[tokens.text[start] + 1]
        length = np.ones(len(start), dtype=np.int64)
        end = np.zeros(len(start), dtype=np.uint8)
        walking, position = np.arange(len(start)), start
        while len(walking):
            inside = position + 1 < limit[walking]
            walking, position, node = walking[inside], position[inside] + 1, node[inside]
            node = self._nodes[self._steps.find(step_hash(node, symbol[position]))]
            walking, position, node = walking[node > 0], position[node > 0], node[node > 0]
            ended = self.table.ends[node]
            found = walking[ended > 0]
            end[found] = ended[ended > 0]
            length[found] = (position - start[walking] + 1)[ended > 0]
        return _Phrases(start, length, end).where(end > 0)

    @staticmethod
    def _names(
        tokens: TokenTable, raw: NDArray[np.int32], flags: NDArray[np.uint16], phrases: _Phrases
    ) -> NDArray[np.bool_]:
        capital, unknown = tokens.capital, raw < 0
        reasons = (capital * np.uint16(NAME_IF_CAPITAL)) | (tokens.capitals * np.uint16(NAME_IF_CAPITALS))
        named: NDArray[np.bool_] = (flags & (reasons | np.uint16(ALWAYS_NAME))) != 0
        capital_phrase = (phrases.end == ENDS_CAPITAL_NAME) & capital[phrases.start]
        named[phrases.where((phrases.end == ENDS_NAME) | capital_phrase).rows(0)] = True
        inside = np.ones(len(capital), dtype=bool)
        inside[1:] = (flags[:-1] & SENTENCE_END) == 0
        inside[_first_words(tokens)] = False
        inside &= ~named
        # A known word all in capitals, "MUST", is one with a stress on it; two letters are "IS" or "TV".
        stressed = tokens.capitals & ~unknown & (tokens.ends - tokens.starts > _INITIALS)
        telling = inside & capital & ~stressed & ((flags & (KEEPS_CAPITAL | NEGATOR)) == 0)
        if telling.any():
            words = inside & (tokens.kind == LETTER)
            named |= telling & ~_shouted(telling, words, ~unknown & _without_end(flags, tokens), tokens)
        named |= capital & unknown & (tokens.kind == LETTER)
        goes_on = tokens.text[:-1] == tokens.text[1:]
        # "O'Brien", "D'Alema": the part behind the apostrophe is in no vocabulary, so both are a name.
        behind = unknown & (tokens.kind == APOSTROPHE)
        named |= behind
        named[:-1] |= behind[1:] & goes_on
        particle = ((flags[:-1] & PARTICLE) != 0) & goes_on
        for _ in range(_STACKED_PARTICLES):
            named[:-1] |= particle & named[1:]
        return named

    def _mask_target(
        self,
        tokens: TokenTable,
        symbol: NDArray[np.int32],
        flags: NDArray[np.uint16],
        phrases: _Phrases,
        named: NDArray[np.bool_],
    ) -> None:
        target = ((flags & TARGET_NOUN) != 0) & ~named
        rows = phrases.where(phrases.end == ENDS_TARGET).rows(0)
        target[rows] = True
        named[rows] = False
        modifier = ((flags[:-1] & MODIFIER) != 0) & (tokens.text[:-1] == tokens.text[1:])
        for _ in range(_STACKED_MODIFIERS):
            target[:-1] |= modifier & target[1:]
        symbol[target] = TARGET

    @staticmethod
    def _mark_classes(classes: NDArray[np.uint8], phrases: _Phrases) -> None:
        """Give each class phrase's class to its first token and none to the others, in place."""
        marked = phrases.where(phrases.end >= ENDS_CLASS)
        covered = np.zeros(len(classes), dtype=bool)
        covered[marked.rows(1)] = True
        classes[covered] = 0
        outer = marked.where(~covered[marked.start])
        classes[outer.start] = outer.end - ENDS_CLASS

    def _compress(
        self, symbol: NDArray[np.int32], cls: NDArray[np.uint8], flags: NDArray[np.uint16], tokens: TokenTable
    ) -> Stream:
        kept = ((flags & ARTICLE) == 0).nonzero()[0]
        kept_symbol, kept_text = symbol[kept], tokens.text[kept]
        begins = np.ones(len(kept), dtype=bool)
        begins[1:] = (kept_symbol[1:] != kept_symbol[:-1]) | (kept_text[1:] != kept_text[:-1])
        begins |= (kept_symbol != NAME) & (kept_symbol != TARGET)
        group = begins.nonzero()[0]
        last = kept[np.append(group[1:], len(kept)) - 1] if len(kept) else kept
        first = kept[group]
        own = cls[first]
        return Stream(
            symbol=symbol[first],
            cls=own,
            turns=self._turning.take(own),
            flags=flags[first],
            first=first,
            last=last,
            text=tokens.text[first],
            firsts=np.searchsorted(first, tokens.firsts),
        )


def _first_words(tokens: TokenTable) -> NDArray[np.int64]:
    """Return the first word of each text that has one, behind the marks before it: "• No troops"."""
    letters: NDArray[np.int64] = (tokens.kind == LETTER).nonzero()[0]
    place = np.searchsorted(letters, tokens.firsts)
    has_one = place[1:] > place[:-1]
    return letters.take(place[:-1][has_one])


def _shouted(
    telling: NDArray[np.bool_], words: NDArray[np.bool_], known: NDArray[np.bool_], tokens: TokenTable
) -> NDArray[np.bool_]:
    """Say for each token whether its text is a headline, or all in capitals.

    In a headline more than half of the words inside sentences have capitals that tell of a name, or, where no
    full stop ends it, more than three quarters of three long known ones begin with one; in a text in capitals
    more than half of all words end in one, too.
    """
    letters = tokens.kind == LETTER
    long = words & known & (tokens.ends - tokens.starts >= _LONG_WORD)
    n_long = _count(long, tokens)
    loud: NDArray[np.bool_] = (
        (2 * _count(telling, tokens) > _count(words, tokens))
        | ((_TITLE_CASE * _count(long & ~tokens.capital, tokens) < n_long) & (n_long >= _FEWEST_LONG))
        | (2 * _count(tokens.capitals & letters, tokens) > _count(letters, tokens))
    )
    return loud[tokens.text]


def _without_end(flags: NDArray[np.uint16], tokens: TokenTable) -> NDArray[np.bool_]:
    """Say for each token whether no mark that ends a sentence stands at the end of its text."""
    last = np.maximum(tokens.firsts[1:] - 1, 0)
    ended = (flags[last] & SENTENCE_END) != 0 if len(flags) else np.zeros(len(last), dtype=bool)
    without: NDArray[np.bool_] = ~ended[tokens.text]
    return without


def _count(some: NDArray[np.bool_], tokens: TokenTable) -> NDArray[np.int64]:
    """Count the tokens of each text that are among some: int64 (n_texts,)."""
    counts = np.zeros(len(tokens.firsts) - 1, dtype=np.int64)
    texts = (tokens.firsts[1:] > tokens.firsts[:-1]).nonzero()[0]
    if len(texts):
        counts[texts] = np.add.reduceat(some, tokens.firsts[texts], dtype=np.int64)
    return counts
