"""Families of features: shapes of word and cue combinations, found by array arithmetic.

A family gives every row of its unit one 64-bit hash. Nothing here loops over tokens, and parts that
families have in common are combined once.

The masked families see no name and no word of the target; they are those of the packaged model. The
written ones see every word and hashtag as it stands, and the letters of words: a task of one's own, of
which the library knows no cues, is learnt from these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from stance.lexicon.table import MASKS, WordTable
from stance.masks import Masker, Stream
from stance.scopes import Scopes, find_scopes
from stance.text.hashing import mix
from stance.text.letters import LetterTable, spell
from stance.text.normal import fold
from stance.text.tokens import TokenTable, tokenize

Rows = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Unit = Literal["word", "cue", "asked word", "asked cue", "form", "letter"]
UNITS: tuple[Unit, ...] = ("word", "cue", "asked word", "asked cue", "form", "letter")
WRITTEN_UNITS = ("form", "letter")
VOID = np.uint64(0)  # the hash of a written feature that would reach beyond its text or word: none

_CUES = ("cue", "asked cue")
_RELATIONS = ("no TARGET", "before TARGET", "after TARGET", "elsewhere")
_TURNS = ("straight", "turned")
_END = np.uint64(0x5D1E)  # stands behind the last unit of a text


@dataclass(frozen=True, slots=True)
class Family:
    """One shape of feature.

    ``unit``: what is combined: every "word" of the stream; every "cue", a token that has a class, the
    others passed over; only those inside a question; every "form", a token as written, articles and
    names too; or every "letter" of a word and the blanks around it. ``parts``: "0", "1", "2" for the unit
    itself and those after it, "0±" when it carries its negation parity; "relation" and "turn" for scopes.
    """

    name: str
    unit: Unit
    parts: tuple[str, ...]

    @property
    def salt(self) -> int:
        """The number that keeps this family's hashes apart from the others'."""
        return int.from_bytes(self.name.encode()[:8].ljust(8, b"\x55"), "little")

    @property
    def offsets(self) -> tuple[int, ...]:
        """Which units a feature is made of, counted from the first."""
        return tuple(int(part[0]) for part in self.parts if part[0].isdigit())


FAMILIES = (
    Family("word", "word", ("0±",)),
    Family("place", "word", ("0", "relation")),
    Family("asked", "asked word", ("0±",)),
    Family("pair", "word", ("0", "1")),
    Family("cue", "cue", ("0±",)),
    Family("cueturn", "cue", ("0", "turn")),
    Family("cuepair", "cue", ("0±", "1±")),
    Family("cueplace", "cue", ("0±", "relation")),
    Family("cueasked", "asked cue", ("0±",)),
)
WRITTEN = (
    Family("form", "form", ("0",)),
    Family("form2", "form", ("0", "1")),
    Family("form3", "form", ("0", "1", "2")),
    Family("letter2", "letter", ("0", "1")),
    Family("letter3", "letter", ("0", "1", "2")),
    Family("letter4", "letter", ("0", "1", "2", "3")),
    Family("letter5", "letter", ("0", "1", "2", "3", "4")),
)
SETS = {"masked": FAMILIES, "written": WRITTEN, "all": FAMILIES + WRITTEN}


def see_words_as_written(names: Iterable[str]) -> bool:
    """Say whether among the families of these names are written ones: to them no target is masked."""
    return not {family.name for family in WRITTEN}.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Batch:
    """The stream of a batch, its scopes, and the rows at which each unit stands.

    ``rows`` are of the stream, for forms and letters of the token table.
    """

    texts: list[str]
    tokens: TokenTable
    stream: Stream
    scopes: Scopes
    letters: LetterTable | None
    rows: dict[Unit, Rows]

    def text_of(self, unit: Unit) -> Rows:
        """Return the index of the text of each unit."""
        table = self.tokens if unit in WRITTEN_UNITS else self.stream
        return table.text[self.rows[unit]]

    def firsts_of(self, unit: Unit) -> Rows:
        """Return the place among the units at which each text begins: int64 (n_texts + 1,)."""
        firsts = self.tokens.firsts if unit in WRITTEN_UNITS else self.stream.firsts
        whole = unit in ("word", "form")  # every row is a unit
        return firsts if whole else np.searchsorted(self.rows[unit], firsts)

    def tokens_of(self, unit: Unit) -> Rows:
        """Return the row of the token table at which each unit begins."""
        rows = self.rows[unit]
        return rows if unit in WRITTEN_UNITS else self.stream.first[rows]


class Finder:
    """Finds features in texts, by one word table and a choice of families."""

    __slots__ = ("_hash_of_symbol", "_masker", "_salts", "families", "table", "units")

    def __init__(self, table: WordTable, families: tuple[Family, ...] = FAMILIES) -> None:
        self.table = table
        self.families = families
        self._masker = Masker(table)
        masks = mix(np.arange(1, len(MASKS) + 1, dtype=np.uint64) << np.uint64(40))
        self._hash_of_symbol = np.concatenate([masks, table.keys])
        self.units = tuple(unit for unit in UNITS if any(f.unit == unit for f in families))
        salts = {unit: [f.salt for f in self.of_unit(unit)] for unit in self.units}
        self._salts = {unit: np.array(s, dtype=np.uint64)[:, None] for unit, s in salts.items()}

    def read(self, texts: list[str]) -> Batch:
        """Tokenize and mask one batch and find its scopes."""
        tokens = tokenize(texts)
        stream = self._masker(tokens)
        scopes = find_scopes(stream)
        rows: dict[Unit, Rows] = {
            "word": np.arange(len(stream)),
            "cue": stream.cls.nonzero()[0],
            "asked word": scopes.question.nonzero()[0],
            "asked cue": (scopes.question * stream.cls).nonzero()[0],
            "form": np.arange(len(tokens)),
        }
        letters = spell(texts, tokens) if "letter" in self.units else None
        if letters is not None:
            rows["letter"] = letters.token
        return Batch(texts, tokens, stream, scopes, letters, rows)

    def of_unit(self, unit: Unit) -> tuple[Family, ...]:
        """Return the families of a unit, in order."""
        return tuple(family for family in self.families if family.unit == unit)

    def hashes(self, batch: Batch, unit: Unit) -> Hashes:
        """Return the hash of each family's feature at each unit: uint64 (n_families, n_units)."""
        families = self.of_unit(unit)
        # A feature of letters ends with its word, any other with its text.
        group = batch.rows[unit] if unit == "letter" else batch.text_of(unit)
        parts = _Parts(self._units(batch, unit), batch, batch.rows[unit], group)
        out = np.empty((len(families), parts.n_units), dtype=np.uint64)
        for row, family in zip(out, families, strict=True):
            row[:] = parts.combined(family.parts)
        out += self._salts[unit]
        out = mix(out)
        if unit in WRITTEN_UNITS:
            left = _units_left(group)
            for row, family in zip(out, families, strict=True):
                row[left < family.offsets[-1]] = VOID
        return out

    def name(self, family: Family, batch: Batch, place: int) -> str:
        """Write the feature that a family makes at a place among its units."""
        if family.unit in WRITTEN_UNITS:
            return _written_name(family, batch, place)
        rows = batch.rows[family.unit]
        words = []
        for part in family.parts:
            if part[0].isdigit():
                at = place + int(part[0])
                inside = at < len(rows) and batch.stream.text[rows[at]] == batch.stream.text[rows[place]]
                words.append(
                    self._word(family, batch, int(rows[at]), signed="±" in part) if inside else "END"
                )
        gap = " _ " if family.unit in _CUES or family.offsets == (0, 2) else " "
        return gap.join(words) + self._column(family, batch, int(rows[place]))

    def _word(self, family: Family, batch: Batch, row: int, *, signed: bool) -> str:
        if family.unit in _CUES:
            word = f"[{self.table.classes[batch.stream.cls[row]]}]"
        else:
            word = self.table.name_of(int(batch.stream.symbol[row]))
        return f"not·{word}" if signed and batch.scopes.parity[row] else word

    @staticmethod
    def _column(family: Family, batch: Batch, row: int) -> str:
        if "relation" in family.parts:
            return f" ({_RELATIONS[batch.scopes.relation[row]]})"
        if "turn" in family.parts:
            return f" ({_TURNS[batch.scopes.turn[row]]})"
        return " (asked)" if family.unit in ("asked word", "asked cue") else ""

    def _units(self, batch: Batch, unit: Unit) -> Hashes:
        rows = batch.rows[unit]
        if unit in _CUES:
            return batch.stream.cls[rows].astype(np.uint64) << np.uint64(1)
        if unit == "form":
            return batch.tokens.hashes
        if batch.letters is not None and unit == "letter":
            return batch.letters.code.astype(np.uint64)
        return self._hash_of_symbol[batch.stream.symbol[rows]]


def _written_name(family: Family, batch: Batch, place: int) -> str:
    places = range(place, place + len(family.parts))
    if batch.letters is not None and family.unit == "letter":
        return f"‹{''.join(chr(batch.letters.code[i]) for i in places)}›"
    tokens = batch.tokens
    spans = [batch.texts[tokens.text[i]][tokens.starts[i] : tokens.ends[i]] for i in places]
    return f"“{' '.join(map(fold, spans))}”"


def _units_left(group: Rows) -> Rows:
    """Return how many units of its group stand after each."""
    edges = np.concatenate([[0], np.flatnonzero(np.diff(group)) + 1, [len(group)]])
    left: Rows = np.repeat(edges[1:], np.diff(edges)) - np.arange(len(group)) - 1
    return left


class _Parts:
    """The parts that features of one unit are made of, each combination computed once."""

    __slots__ = ("_batch", "_group", "_known", "_rows", "n_units")

    def __init__(self, units: Hashes, batch: Batch, rows: Rows, group: Rows) -> None:
        self._batch = batch
        self._rows = rows
        self._group = group
        self._known: dict[tuple[str, ...], Hashes] = {("0",): units}
        self.n_units = len(units)

    def combined(self, parts: tuple[str, ...]) -> Hashes:
        """Combine parts from left to right; to be mixed once more by the caller."""
        if parts not in self._known:
            *before, last = parts
            value = self._part(last)
            self._known[parts] = mix(self.combined(tuple(before))) + value if before else value
        return self._known[parts]

    def _part(self, part: str) -> Hashes:
        scopes = self._batch.scopes
        if part == "relation":
            return scopes.relation[self._rows].astype(np.uint64)
        if part == "turn":
            return scopes.turn[self._rows].astype(np.uint64)
        if part == "0±":
            return self._known["0",] + scopes.parity[self._rows].astype(np.uint64)
        offset, sign = int(part[0]), part[1:]
        return self._shifted(self.combined(("0" + sign,)), offset)

    def _shifted(self, values: Hashes, offset: int) -> Hashes:
        """Return for each unit the value of the one ``offset`` places on, or the end's."""
        shifted = np.full(len(values), _END, dtype=np.uint64)
        n = max(0, len(values) - offset)
        same = self._group[:n] == self._group[offset:]
        np.copyto(shifted[:n], values[offset:], where=same)
        return shifted
