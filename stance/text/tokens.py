"""The token table: all words, numbers and marks of a batch of texts, as numpy columns.

A word is a run of letters and digits. An apostrophe between letters begins a token of its own
("can", "'t"; "Berlin", "'s"), points inside abbreviations and numbers stay ("U.S.", "5,000"), a
hyphen between letters parts two words and is no token itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.text.hashing import hash_spans
from stance.text.normal import (
    APOSTROPHE,
    DIGIT,
    HYPHEN,
    INVISIBLE,
    LETTER,
    MARK,
    POINT,
    SPACE,
    fold_tables,
    spell_out,
)
from stance.text.quotes import single_quotes

_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class TokenTable:
    """One row a token, in the order of the texts.

    ``hashes``: uint64, of the folded word or mark; ``starts``, ``ends``: int64, character span in
    its own text; ``text``: int64, index of the text; ``kind``: uint8, LETTER, DIGIT or a mark's kind;
    ``capital``: bool, upper-case first letter; ``capitals``: bool, upper-case first and last letter;
    ``firsts``: int64 (n_texts + 1,), the row at which each text begins.
    """

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    text: NDArray[np.int64]
    kind: NDArray[np.uint8]
    capital: NDArray[np.bool_]
    capitals: NDArray[np.bool_]
    firsts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hashes)


def tokenize(texts: Sequence[str]) -> TokenTable:
    """Split texts into one token table. Time and memory grow linearly with the characters."""
    joined = _SEPARATOR.join(texts)
    points, places = spell_out(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    tables = fold_tables()
    kind = tables.kind.take(points, mode="clip")
    if (kind == INVISIBLE).any():
        visible = (kind != INVISIBLE).nonzero()[0]
        points, kind = points[visible], kind[visible]
        places = visible if places is None else places[visible]
    code = tables.code.take(points, mode="clip")
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    begins = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(lengths + len(_SEPARATOR), out=begins[1:])
    quotes = single_quotes(kind, code, begins if places is None else np.searchsorted(places, begins))
    code[quotes], kind[quotes] = ord('"'), MARK
    starts, ends = _spans(kind)
    hashes = hash_spans(code, starts, ends)
    first_points = points[starts]
    capital = tables.upper.take(first_points, mode="clip")
    capitals = capital & tables.upper.take(points[ends - 1], mode="clip")
    kinds = kind[starts]
    if places is not None:
        starts, ends = places[starts], places[ends - 1] + 1
    firsts = np.searchsorted(starts, begins)
    text = np.repeat(np.arange(len(texts)), np.diff(firsts))
    shift = begins[text]
    return TokenTable(hashes, starts - shift, ends - shift, text, kinds, capital, capitals, firsts)


def _spans(kind: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the starts and ends of all tokens among the characters."""
    n = len(kind)
    # Two blanks on either side let every neighbour be looked up without a bound to check.
    padded = np.full(n + 4, SPACE, dtype=np.uint8)
    padded[2:-2] = kind
    word = (padded == LETTER) | (padded == DIGIT)
    joints = ((padded == APOSTROPHE) | (padded == POINT) | (padded == HYPHEN)).nonzero()[0]
    _join_points(padded, word, joints[padded[joints] == POINT])
    between = word[joints - 1] & word[joints + 1]
    apostrophes = joints[between & (padded[joints] == APOSTROPHE)]
    hyphens = joints[between & (padded[joints] == HYPHEN)]
    mark = (padded >= APOSTROPHE) & (padded <= MARK) & ~word
    mark[apostrophes] = False
    mark[hyphens] = False
    word[apostrophes] = True
    begins = word[1:] & ~word[:-1]
    stops = word[:-1] & ~word[1:]
    begins[apostrophes - 1] = True
    stops[apostrophes - 1] = True
    begins |= mark[1:]
    stops |= mark[:-1]
    return begins.nonzero()[0] - 1, stops.nonzero()[0] - 1


def _join_points(padded: NDArray[np.uint8], word: NDArray[np.bool_], points: NDArray[np.int64]) -> None:
    """Mark as parts of words, in place, the points of numbers and of abbreviations such as "U.S."."""
    before, after = padded[points - 1], padded[points + 1]
    in_number = (before == DIGIT) & (after == DIGIT)
    initial = (before == LETTER) & ~word[points - 2]
    inner = initial & (after == LETTER) & ~word[points + 2]
    joined = np.zeros(len(padded), dtype=bool)
    joined[points[inner]] = True
    # The last point of an abbreviation follows a letter that follows an inner point.
    last = initial & joined[points - 2]
    word[points[in_number | inner | last]] = True
