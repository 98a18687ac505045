"""Decisions: whose the clauses of a resolution or a communiqué are, which have no subject of their own.

"The Council decided:", "1. Takes note of the report;", "2. Decides to extend the mandate;".
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from stance.reading.grammar import any_of, grammar
from stance.reading.layout import Paragraph
from stance.reading.mentions import Kind, Mention
from stance.text.sentences import Span

_FEWEST = 2  # clauses of one decision
_LEADS_TO = (":", ",", ";")  # at the end of what leads to the clauses
_ADVERBS = ("Also", "Further", "Again", "Once again", "Strongly", "Fully", "Firmly")
_BODIES = (Kind.BODY, Kind.GROUP)


def decided_by(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Mention]:
    """Return the paragraphs that begin with a clause of a decision, and the body named above that decides."""
    found: dict[int, Mention] = {}
    body: Mention | None = None
    for i, p in enumerate(paragraphs):
        clause = p.sentences and decides(text, p.sentences[0].span)
        if clause and (_is_numbered(text, p) or text[p.span.end - 1] == ";" or i - 1 in found):
            if body is not None:
                found[i] = body
        else:
            body = _named_above(text, p) or body
    counts = Counter(m.start for m in found.values())
    return {i: m for i, m in found.items() if counts[m.start] >= _FEWEST}


def decides(text: str, span: Span) -> bool:
    """Say whether a sentence is a clause of a decision: "Also decides to extend the mandate;"."""
    return _clause().match(text, *span) is not None


def _is_numbered(text: str, p: Paragraph) -> bool:
    return not text[p.span.start].isalpha()


def _named_above(text: str, p: Paragraph) -> Mention | None:
    """Return the body with which a paragraph begins that leads to a decision: "The Security Council,"."""
    if not p.sentences or text[p.span.end - 1] not in _LEADS_TO:
        return None
    s = p.sentences[0]
    first = s.mentions[0] if s.mentions else None
    begins = first is not None and first.start <= s.tokens[s.tokens[0].low == "the"].start
    return first if first is not None and begins and first.kind in _BODIES else None


@functools.cache
def _clause() -> re.Pattern[str]:
    """Match the number, the adverb and the verb of such a clause."""
    verb = "|".join(f"{word}|{word.capitalize()}" for word in sorted(grammar().resolving))
    return re.compile(
        r"(?:[•*–—-] ?|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+)?"
        rf"(?:{any_of(_ADVERBS)} )?(?:{verb})\b"
        rf"(?! {any_of(grammar().behind_nouns)}\b)"  # "Notes of a meeting"
    )
