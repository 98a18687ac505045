"""Patterns that mean letters of names with marks of any Latin script: "Łódź", "Šimić", "İzmir"."""

from __future__ import annotations

import re

_MARKED = [chr(code) for code in (*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x1E00, 0x1F00))]
_CAPITAL = "À-Þ" + "".join(letter for letter in _MARKED if letter.isupper())
_SMALL = "".join(letter for letter in _MARKED if letter.islower())


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which "À-Þ" stands for all capitals with marks, "ß-þ" and "à-þ" for small ones."""
    shown = pattern.replace("À-Þ", _CAPITAL)
    for letters in ("ß-þ", "à-þ"):
        shown = shown.replace(letters, letters + _SMALL)
    return re.compile(shown, flags)
