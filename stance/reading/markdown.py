"""Marks of Markdown that hide a speaker's label or are no words: "**Orr:** No.", "![](a.png)"."""

from __future__ import annotations

import re
from collections import Counter

_LABEL = re.compile(  # "**Orr:** No.", "*Orr*: No.", and a question in bold to its end, "**Q: Will you go?**"
    r"(?m)^(?P<lead>[^\S\n]*)(?P<mark>\*{1,3}|_{1,3})(?P<label>[^\W\d_][^*_\n:?!]{0,80})"
    r"(?P<end>:(?P=mark)|(?P=mark):|:(?P<words>[^*_\n]+)(?P=mark)(?=[^\S\n]*$))"
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>(?:https?:/|/|#)[^)\s]{0,500})\)")
_FEWEST = 2  # labels of a speaker


def unmarked(text: str) -> str:
    """Return a text without these marks, as long as it was and each word at its place.

    A label is a speaker's if it comes again: "**Background:** …" is none.
    """
    if "](" in text:
        text = _IMAGE.sub(lambda m: " " * len(m[0]), text)
        text = _LINK.sub(lambda m: f" {m['words']}  {' ' * len(m['address'])} ", text)
    counts = Counter(match["label"] for match in _LABEL.finditer(text))
    return _LABEL.sub(lambda m: _plain(m) if counts[m["label"]] >= _FEWEST else m[0], text)


def _plain(label: re.Match[str]) -> str:
    marks = " " * len(label["mark"])
    return f"{label['lead']}{marks}{label['label']}:{label['words'] or ''}{marks}"
