"""Whether a text is in another language than English, the one that the library reads.

A few dozen words make up half of any English text (Zipf, 1935). Those that no other language has in common
come once or more in nearly every sentence, so a longer text without them is in another language.
"""

from __future__ import annotations

import re

_SAMPLE = 300  # characters that are looked at
_FEWEST_WORDS = 12  # a text of fewer may do without
_BYTES = 1.5  # a character in UTF-8, from which on a text is in other letters

_COMMON = re.compile(
    r"\b(?:the|of|and|to|that|is|with|it|by|not|this|these|they|their|she|said|have|had|are|were|been|would|"
    r"should|could|can|cannot|we|our|its|his|you|your|from|which|who|what|when|why|how|there|any|if|or|be|but|"
    r"than|about|into|all|only|must|just|let|is|isn|aren|don|doesn|didn|won)\b",
    re.IGNORECASE,
)


def is_foreign(text: str) -> bool:
    """Say whether a text looks as if it were in another language; False for one too short to tell."""
    if _COMMON.search(text, 0, _SAMPLE):
        return False
    sample = text[:_SAMPLE]
    if len(sample.encode("utf-8", "replace")) > _BYTES * len(sample):
        return any(map(str.isalpha, sample))
    return len(sample.split()) >= _FEWEST_WORDS
