"""The inflected forms of English verbs and nouns: rules for the regular, a data file for the rest."""

from __future__ import annotations

import functools
from pathlib import Path

_IRREGULAR_FILE = Path(__file__).with_name("irregular.txt")
_VOWELS = "aeiou"


def read_entries(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a word file that hold an entry, as (line number, text)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(n, line.strip()) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]


@functools.cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return {line.split()[0]: tuple(line.split()) for _, line in read_entries(_IRREGULAR_FILE)}


def inflect(word: str) -> tuple[str, ...]:
    """Return the forms of a word: itself, the -s form, the past, the -ing form.

    Nouns take the first two. Verbs that double their last letter or change otherwise stand in the
    data file ``irregular.txt``.
    """
    if word in _irregular():
        return _irregular()[word]
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word, word + "es", word + "ed", word + "ing"
    return word, word + "s", word + "ed", word + "ing"
