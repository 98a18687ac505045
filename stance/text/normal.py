"""Folding of characters: every code point of a text becomes one folded code and one kind.

Folding keeps positions: character ``i`` of the text is code ``i`` of the result, so a span over
codes is a span over the text as given. Case, diacritics, and the shapes of quotation marks and
dashes are folded away; every other mark keeps its own code.

The tables are a data file beside this module, so that every process and every Unicode database
gives the same tokens; ``python -m stance.text.normal`` writes it anew.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Kinds of character. A word is a run of LETTER and DIGIT; POINT (full stop, comma) and APOSTROPHE
# may join one; INVISIBLE characters (combining accents, soft hyphens, joiners) are passed over.
SPACE, LETTER, DIGIT, APOSTROPHE, POINT, HYPHEN, MARK, INVISIBLE = range(8)

_FOLDED_MARKS = {
    "'": "‘’‚‛′`´ʼ＇",
    '"': "“”„‟«»‹›″＂「」『』",
    "-": "‐‑－",
    "—": "–―−‒",
}
_LETTERS_WITHOUT_DECOMPOSITION = dict(zip("ßæÆøØđĐłŁœŒıþÞðÐ", "saaooddlloiittdd", strict=False))
_KIND_OF_MARK = {"'": APOSTROPHE, ".": POINT, ",": POINT, "-": HYPHEN}
_TABLE_FILE = Path(__file__).with_name("fold.npz")

# Characters that are several letters, as PDF files have them: "oﬃce".
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_FIRST_LIGATURE, _LAST_LIGATURE = 0xFB00, 0xFB06

PLANE = 0x10000  # the slot for every code point above the basic plane: no lexicon word is there


@dataclass(frozen=True, slots=True)
class FoldTables:
    """Look-up tables over the basic plane, plus one slot for everything above it.

    ``code``: uint16 (65537,), the folded code; ``kind``: uint8 (65537,), the kind of character;
    ``upper``: bool (65537,), whether the character is an upper-case letter.
    """

    code: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    upper: NDArray[np.bool_]


def _folded(character: str) -> str:
    for shape, variants in _FOLDED_MARKS.items():
        if character in variants:
            return shape
    if character in _LETTERS_WITHOUT_DECOMPOSITION:
        return _LETTERS_WITHOUT_DECOMPOSITION[character]
    lowered = unicodedata.normalize("NFKD", character)[0].lower()[0]
    return lowered if ord(lowered) < PLANE else character


def _kind(character: str, folded: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return INVISIBLE
    if folded.isalpha():
        return LETTER
    if folded.isdigit():
        return DIGIT
    if folded in _KIND_OF_MARK:
        return _KIND_OF_MARK[folded]
    if folded.isspace() or category in ("Cc", "Zs", "Zl", "Zp"):
        return SPACE
    return MARK


def build_fold_tables() -> FoldTables:
    """Compute the tables from this Python's Unicode database."""
    characters = [chr(point) for point in range(PLANE)]
    folded = [_folded(character) for character in characters]
    code = np.array([ord(letter) for letter in folded] + [0], dtype=np.uint16)
    kind = np.array([_kind(c, f) for c, f in zip(characters, folded, strict=True)] + [MARK], np.uint8)
    upper = np.array([character.isupper() for character in characters] + [False])
    return FoldTables(code, kind, upper)


@functools.cache
def fold_tables() -> FoldTables:
    """Return the tables of the data file."""
    with np.load(_TABLE_FILE, allow_pickle=False) as stored:
        return FoldTables(stored["code"], stored["kind"], stored["upper"])


def spell_out(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64] | None]:
    """Write ligatures as their letters; also return each point's place in ``points``, None for no change."""
    if points.max(initial=0) < _FIRST_LIGATURE:
        return points, None
    ligature = (points >= _FIRST_LIGATURE) & (points <= _LAST_LIGATURE)
    if not ligature.any():
        return points, None
    number = points[ligature] - _FIRST_LIGATURE
    lengths = np.ones(len(points), dtype=np.int64)
    lengths[ligature] = np.array([len(letters) for letters in _LIGATURES])[number]
    places = np.repeat(np.arange(len(points)), lengths)
    spelt = points[places]
    letters = "".join(_LIGATURES[n] for n in number)
    spelt[ligature[places]] = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32)
    return spelt, places


def fold(text: str) -> str:
    """Return one text folded, for building word lists: lower case, no diacritics, plain marks."""
    codes, _ = spell_out(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    tables = fold_tables()
    visible = tables.kind.take(codes, mode="clip") != INVISIBLE
    return "".join(map(chr, tables.code.take(codes[visible], mode="clip").tolist()))


if __name__ == "__main__":
    built = build_fold_tables()
    np.savez_compressed(_TABLE_FILE, code=built.code, kind=built.kind, upper=built.upper)
