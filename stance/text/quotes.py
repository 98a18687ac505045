"""Single quotation marks told from apostrophes: ‘no’, as British papers quote, reads as “no”.

An apostrophe that joins letters ("won't") is none, nor is one that ends a word while nothing is quoted
("tellin'"), nor that of a plural's owner ("the soldiers' families"), which quoted words may hold too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stance.text.normal import APOSTROPHE, DIGIT, LETTER, MARK, POINT, SPACE

Flags = NDArray[np.bool_]


def single_quotes(
    kind: NDArray[np.uint8], code: NDArray[np.uint16], begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the places of all single quotation marks among the characters of a batch.

    ``kind`` and ``code``: as in the fold tables, (n_characters,); ``begins``: where each text begins.
    """
    places: NDArray[np.int64] = (kind == APOSTROPHE).nonzero()[0]
    if not len(places):
        return places
    edge = np.array([SPACE], dtype=kind.dtype)
    padded = np.concatenate((edge, kind, edge))
    before, after = padded[places], padded[places + 2]
    word_before, word_after = _is_word(before), _is_word(after)
    first = np.searchsorted(places, begins)[np.searchsorted(begins, places, side="right") - 1]
    opens = ~word_before & (before != POINT) & (after == LETTER)  # behind a point: "the U.S.'s troops"
    closes = ((before == MARK) | (before == POINT)) & ~word_after
    behind_word = word_before & ~word_after
    behind_s = behind_word & (code[places - 1] == ord("s")) & (after == SPACE)
    closes |= behind_word & ~behind_s & _is_open(opens, closes, first)
    # Behind an "s" it closes where nothing else would; of several such, the first.
    last_chance = behind_s & _is_open(opens, closes, first) & ~_closed_later(opens, closes, first)
    last_chance[1:] &= ~last_chance[:-1]
    closes |= last_chance
    quotes: NDArray[np.int64] = places[opens | closes]
    return quotes


def _is_word(kind: NDArray[np.uint8]) -> Flags:
    word: Flags = (kind == LETTER) | (kind == DIGIT)
    return word


def _is_open(opens: Flags, closes: Flags, first: NDArray[np.int64]) -> Flags:
    """Say before which marks a quotation is open; ``first``: the first mark of each one's text."""
    balance = np.zeros(len(opens) + 1, dtype=np.int64)
    np.cumsum(opens.astype(np.int64) - closes, out=balance[1:])
    is_open: Flags = balance[:-1] > balance[first]
    return is_open


def _closed_later(opens: Flags, closes: Flags, first: NDArray[np.int64]) -> Flags:
    """Say for each mark whether the next one of its text that opens or closes a quotation closes it."""
    n_marks = len(opens)
    sure = np.where(opens | closes, np.arange(n_marks), n_marks)
    following = np.append(np.minimum.accumulate(sure[::-1])[::-1][1:], n_marks)
    known = following < n_marks
    following[~known] = 0
    later: Flags = known & closes[following] & (first[following] == first)
    return later
