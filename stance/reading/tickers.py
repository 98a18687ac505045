"""Tickers: whom short lines name beside what they say: "No troops – PM Orr", "No men (PM Ann Orr)."."""

from __future__ import annotations

import re

from stance.reading.grammar import grammar
from stance.reading.layout import Paragraph, Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import place_of
from stance.text.sentences import Span

QUOTED_FROM = re.compile(r"(?:Quote|Quotes|Quotation|Comment|Statement|Words) (?:from|by|of) ")
_DASHED = re.compile(r",? [–—-] ")
_MARKS = ("“", "„", '"', "‘", "'", "«")
_QUOTED = re.compile(r"(?<!\w)[“„\"‘'«]")
_OWN = frozenset(("i", "me", "my", "we", "us", "our", "ours"))
_TAKING = frozenset(
    ("no", "not", "never", "yes", "nothing", "will", "would", "shall", "against", "let", "stop")
)
_NOUNS = frozenset(  # as well as verbs: "years of hope"
    (
        "hope",
        "hopes",
        "fear",
        "fears",
        "support",
        "object",
        "favour",
        "favor",
        "plans",
        "calls",
        "notes",
        "can",
    )
)
_FEWEST_WORDS = 3  # of what is said before whom a heading names


def quotes_behind(text: str, place: int) -> bool:
    """Say whether a quotation begins at a place of a heading, whose quotations are not looked for."""
    return text.startswith(_MARKS, place)


def takes_position(text: str, span: Span) -> bool:
    """Say whether words of a heading are somebody's: quoted, in the first person, or for or against a thing.

    "‘No way out’", "we stay", "no men", "Oslo must go", yet not "dead at 80" nor "years of hope".
    """
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text[slice(*span)])
    lows = [word.lower() for word in words if word not in ("May", "Will")]
    if _QUOTED.search(text, *span) or not _OWN.isdisjoint(lows):
        return True
    small = grammar()
    takes = (small.obliged | small.minds | small.wants | small.says | _TAKING) - _NOUNS
    return any(word in takes or word.endswith(("n't", "n’t")) for word in lows)


def named_last(text: str, p: Paragraph, s: Sentence) -> Mention | None:
    """Return whom a heading names behind a dash, or an item in brackets at its end, and nobody else there."""
    if p.heading and len(p.sentences) == 1:
        return _behind_dash(text, s)
    return _in_brackets(text, s) if p.item is not None else None


def _behind_dash(text: str, s: Sentence) -> Mention | None:
    """Return whom a heading names behind its last dash: "Oslo sends no men – opposition leader Orr"."""
    dash = next(reversed(list(_DASHED.finditer(text, *s.span))), None)
    if dash is None or not s.mentions or place_of(s.tokens, dash.start()) < _FEWEST_WORDS:
        return None
    named = next((m for m in s.mentions if m.start == dash.end()), None)
    surname = named is not None and named.kind is Kind.PERSON and " " not in named.name
    if not surname and not takes_position(text, Span(s.span.start, dash.start())):
        return None  # of whom a picture is, or who wrote it
    somebody = named is not None and named.kind in (Kind.PERSON, Kind.ROLE, Kind.STATE, Kind.BODY)
    return named if named is not None and somebody and not named.is_medium and _ends(s, named) else None


def _in_brackets(text: str, s: Sentence) -> Mention | None:
    """Return whom a sentence names in brackets at its end: "Up to 200 men (PM Ann Orr)."."""
    named = s.mentions[-1] if s.mentions else None
    if named is None or named.kind is not Kind.PERSON or not named.role or not _ends(s, named):
        return None
    return named if text.endswith("(", 0, named.start) and text.startswith(")", named.end) else None


def _ends(s: Sentence, named: Mention) -> bool:
    """Say whether a sentence ends with a mention and what belongs to it."""
    belongs = len(named.name.split()) - len(named.bare.split())
    return place_of(s.tokens, named.end) + belongs >= len(s.tokens)
