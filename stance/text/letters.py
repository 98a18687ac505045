"""The letter table: the characters of a batch's words, each word with a blank on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.text.normal import DIGIT, INVISIBLE, LETTER, fold_tables
from stance.text.tokens import TokenTable

_BLANK = ord(" ")


@dataclass(frozen=True, slots=True)
class LetterTable:
    """One row a folded character, in the order of the tokens; marks are left out.

    ``code``: uint16; ``token``: int64, its row in the token table.
    """

    code: NDArray[np.uint16]
    token: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.code)


def spell(texts: Sequence[str], tokens: TokenTable) -> LetterTable:
    """Spell the words and numbers of the texts from which the tokens were made."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    tables = fold_tables()
    begins = np.cumsum([0, *map(len, texts)])
    words = ((tokens.kind == LETTER) | (tokens.kind == DIGIT)).nonzero()[0]
    starts = (tokens.starts + begins[tokens.text])[words]
    lengths = (tokens.ends - tokens.starts)[words] + 2
    firsts = np.cumsum(lengths) - lengths
    code = np.full(int(lengths.sum()), _BLANK, dtype=np.uint16)
    token = np.repeat(words, lengths)
    inner = np.ones(len(code), dtype=bool)
    inner[firsts] = False
    inner[firsts + lengths - 1] = False
    places = (np.arange(len(code)) + np.repeat(starts - firsts - 1, lengths))[inner]
    code[inner] = tables.code.take(points[places], mode="clip")
    shown = np.ones(len(code), dtype=bool)
    shown[inner] = tables.kind.take(points[places], mode="clip") != INVISIBLE
    return LetterTable(code[shown], token[shown])
