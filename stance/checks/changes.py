"""Changes of a text that leave its meaning: by a name, or by a table of words to replace."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping

_FEWEST_LETTERS = 5  # of a word that a slip of the fingers may hit: "not" and "will" stay whole
_LONG_WORD = re.compile(rf"(?<!\w)[^\W\d_]{{{_FEWEST_LETTERS},}}(?!\w)")

Change = Callable[[str], str]


def _slip(text: str, slipped: Callable[[str, int], str]) -> str:
    """Change one long word at one of its inner letters, both chosen by the text."""
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    number = zlib.crc32(text.encode("utf-8"))
    word = words[number % len(words)]
    place = 1 + number // len(words) % (len(word[0]) - 3)
    return text[: word.start()] + slipped(word[0], place) + text[word.end() :]


def _swapped(text: str) -> str:
    return _slip(text, lambda word, i: word[:i] + word[i + 1] + word[i] + word[i + 2 :])


def _dropped(text: str) -> str:
    return _slip(text, lambda word, i: word[:i] + word[i + 1 :])


def _doubled(text: str) -> str:
    return _slip(text, lambda word, i: word[: i + 1] + word[i:])


def _hyphenated(text: str) -> str:
    """Put a soft hyphen into every long word, as web pages do."""
    return _LONG_WORD.sub(lambda word: word[0][:3] + "\u00ad" + word[0][3:], text)


CHANGES: Mapping[str, Change] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "swapped letters": _swapped,
    "dropped letter": _dropped,
    "doubled letter": _doubled,
    "soft hyphens": _hyphenated,
}


def replacing(table: Mapping[str, str]) -> Change:
    """Return the change that replaces each key of a table by its value, all at once.

    A key that begins or ends with a letter is found as a whole word there, with a capital too, which is kept.
    """
    longest_first = sorted(table, key=len, reverse=True)
    found = re.compile("|".join(_whole(key) for key in longest_first), re.IGNORECASE)
    folded = {key.lower(): value for key, value in table.items()}

    def value_of(match: re.Match[str]) -> str:
        value = folded[match[0].lower()]
        return value[:1].upper() + value[1:] if match[0][:1].isupper() else value

    return lambda text: found.sub(value_of, text)


def _whole(key: str) -> str:
    before = r"(?<!\w)" if key[:1].isalnum() else ""
    after = r"(?!\w)" if key[-1:].isalnum() else ""
    return before + re.escape(key) + after
