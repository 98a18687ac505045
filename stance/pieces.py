"""Statements to word pieces, the encoder's input; names, numbers and the target are masked.

The words are those of the masked stream: spellings of one word read alike, a run of names is one
piece, and so is the target. Articles stay, but for those before a name. Each word is then parted into
pieces of the encoder's vocabulary (WordPiece; Schuster and Nakajima, 2012), and every piece keeps the
character span of its word in the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.lexicon.table import MASKS, NAME, NUMBER, RARE, TARGET, VERB, VERB_ED, VERB_ING, VERB_S, WordTable
from stance.masks import Masker, Stream
from stance.text.normal import fold
from stance.text.tokens import TokenTable, tokenize

BEGIN, END, UNKNOWN, CONTINUES = "[CLS]", "[SEP]", "[UNK]", "##"
NAME_PIECE, NUMBER_PIECE, TARGET_PIECE = "[NAME]", "[NUMBER]", "[TARGET]"
SPECIAL = (UNKNOWN, BEGIN, END, NAME_PIECE, NUMBER_PIECE, TARGET_PIECE)
# All verbs of a target read as one verb: what is learnt of "send" holds for "supply" of another target.
_WRITTEN = {
    NAME: NAME_PIECE, NUMBER: NUMBER_PIECE, TARGET: TARGET_PIECE,
    VERB: "send", VERB_S: "sends", VERB_ED: "sent", VERB_ING: "sending",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_WORD = 60  # characters; a longer run of letters is unknown


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text: ``ids`` of its pieces, without beginning and end, and the span of each piece's word."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.ids)


class PieceReader:
    """Turns texts into pieces, by one word table and one vocabulary of pieces."""

    __slots__ = ("_masker", "_model", "_words", "begin", "end")

    def __init__(self, vocabulary: Sequence[str], table: WordTable) -> None:
        from tokenizers.models import WordPiece  # noqa: PLC0415 – only the encoder needs it

        places = {piece: i for i, piece in enumerate(vocabulary)}
        self._masker = Masker(table)
        self._model = WordPiece(places, unk_token=UNKNOWN, max_input_chars_per_word=_LONGEST_WORD)
        self.begin, self.end = places[BEGIN], places[END]
        written = [_WRITTEN.get(symbol, "") for symbol in range(len(MASKS))] + list(table.words)
        self._words = np.array(written, dtype=object)

    def __call__(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text."""
        tokens = tokenize(texts)
        stream = self._masker(tokens)
        rows, symbols, lasts = _kept(tokens, stream)
        words = self._words[symbols]
        starts, ends = tokens.starts[rows].tolist(), tokens.ends[lasts].tolist()
        firsts = np.searchsorted(rows, tokens.firsts).tolist()
        read = []
        for i, text in enumerate(texts):
            pieces = Pieces([], [], [])
            for word in range(firsts[i], firsts[i + 1]):
                start, end = starts[word], ends[word]
                ids = self._ids(words[word] or fold(text[start:end]))
                pieces.ids.extend(ids)
                pieces.starts.extend([start] * len(ids))
                pieces.ends.extend([end] * len(ids))
            read.append(pieces)
        return read

    def _ids(self, word: str) -> list[int]:
        # Lone surrogates, which JSON can hold, are no characters to the tokenizer.
        return [piece.id for piece in self._model.tokenize(_SURROGATES.sub("\ufffd", word))]


def _kept(
    tokens: TokenTable, stream: Stream
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return the words that are read: their first row, symbol and last row in the token table."""
    symbols = np.full(len(tokens), RARE, dtype=np.int32)
    lasts = np.arange(len(tokens))
    passed = np.ones(len(tokens), dtype=bool)  # the stream leaves out articles …
    inside = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(inside, stream.first + 1, 1)  # … and all but the first of the tokens that one mask covers
    np.add.at(inside, stream.last + 1, -1)
    passed[stream.first] = False
    symbols[stream.first], lasts[stream.first] = stream.symbol, stream.last
    dropped = np.cumsum(inside)[:-1] > 0
    before_name = passed[:-1] & (symbols[1:] == NAME)
    dropped[:-1] |= before_name & (tokens.text[:-1] == tokens.text[1:])
    rows = (~dropped).nonzero()[0]
    return rows, symbols[rows], lasts[rows]
