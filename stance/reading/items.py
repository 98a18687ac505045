"""Items: the paragraphs that are about a state, a party or a person each, and are told so by no sentence.

A label before them, "• Norway: …", a heading above them, "NORWAY", or the first cell of their row in a table
says whom they are about.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.reading.acts import past_adverbs
from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.phrases import mentions_of
from stance.reading.tokens import Token, names_side, tokens_of
from stance.reading.vocabulary import PRONOUNS, is_country, vocabulary
from stance.text.capitals import compiled
from stance.text.sentences import Span, trimmed

_BULLET = re.compile(r"(?:[•*●▪‣◦·–—-]|\d{1,2}[.)])\s?(?=\w)")
_BOLD = r"(?:\*\*|__)?"
_STATE = r"(?P<state>(?:St\. )?[A-ZÀ-Þ][\w.’' -]{1,30}?)"
_LEAD = r"(?:[•*–—-] ?|\*\*|__){1,2}"
_BEHIND = r"\s+(?=[\w“\"])"
_LABELS = (
    # With or without a bullet, and a bracket: "• Norway: …", "Norway (against): …"
    compiled(rf"(?:{_LEAD})?{_STATE}(?: \([^()\n]{{1,40}}\))?{_BOLD}:{_BOLD}{_BEHIND}"),
    compiled(rf"{_LEAD}{_STATE}{_BOLD}(?:\.| [–—-]){_BOLD}{_BEHIND}"),  # "• Norway. …", "**Norway** – …"
    re.compile(rf"{_LEAD}(?P<state>(?:[A-Z]\.){{2,4}}){_BEHIND}"),  # "• U.S. …"
)
_DASHED = compiled(rf"{_STATE} [–—-]{{1,2}}{_BEHIND}")  # "Norway – …", as a dateline too
_HEADING = compiled(  # "NORWAY", "## Norway", "**Norway:**", "Norway (5.5 million people)"
    r"[^\w\n“\"‘'(\[]{0,6}(?:\d{1,2}[.)] )?(?P<name>[A-ZÀ-Þ][^\n|\t:#*_(]{1,60}?)"
    r"(?: \([^()\n]{1,60}\))?[*_]{0,2}:?[*_#]{0,5}"
)
_CELLS = re.compile(r"[^|\t\n]+")
_ROW = re.compile(r"[^\n]*(?:\||\t)")
_FEWEST = 3
_FEWEST_PEOPLE = 2  # who are called by nothing but their names
_ENDS = ".?!…:;\"'”’»«“"
_LONGEST_HEADING = 90  # characters
_LONGEST_SCRAP = 14  # words of an item without a verb
_VOWEL = frozenset("aeiouy")
_REACH_OF_NOUN = 8  # words
_SENT_WITHIN = 4  # words behind "no"


class Item(NamedTuple):
    """Whom a paragraph is about, and its parts that say something: a row's cells, or all behind a label."""

    about: Mention
    parts: Sequence[Span]


def find_items(text: str, spans: Sequence[Span]) -> dict[int, Item]:
    """Return the paragraphs that are about somebody each, by where they begin."""
    return _below_headings(text, spans) | _labelled(text, spans) | _rows(text, spans)


def _labelled(text: str, spans: Sequence[Span]) -> dict[int, Item]:
    """Return what stands behind a state's label: all if there are several, else what has no subject."""
    found, scraps = {}, {}
    for n, span in enumerate(spans):
        for match in filter(None, (label.match(text, *span) for label in (*_LABELS, _DASHED))):
            if state := vocabulary().states.get(tuple(match["state"].lower().split())):
                about = Mention(*match.span("state"), Kind.STATE, match["state"], owner=state[0])
                item = Item(about, [trimmed(text, match.end(), span.end)])
                shouted = match["state"].isupper() and is_country(match["state"])  # "PERU -- …", no town
                if shouted or match.re is not _DASHED:
                    found[span.start] = item
                if n and lacks_subject(text, item.parts[0]):
                    scraps[span.start] = item
                break
    return found | scraps if len(found) >= _FEWEST else scraps


def _below_headings(text: str, spans: Sequence[Span]) -> dict[int, Item]:
    """Return the paragraphs without a subject below a heading that is nothing but somebody's name."""
    found: dict[int, Item] = {}
    about: Mention | None = None
    for span in spans:
        many = about is not None and about.kind in (Kind.GROUP, Kind.BODY)
        if about is not None and lacks_subject(text, span, many=many):
            found[span.start] = Item(about, [_past_bullet(text, span)])
            continue
        named = _named_in(text, span)
        if (named is not None and not lacks_subject(text, span)) or _parts_sections(text, span):
            about = named
    named_in = {item.about.start: item.about for item in found.values()}
    if len(named_in) == 1 and _is_title(text, spans[1]):
        found.pop(spans[1].start, None)  # below a word for what the article is about
    people = sum(map(_is_bare, named_in.values()))
    return {k: i for k, i in found.items() if people >= _FEWEST_PEOPLE or not _is_bare(i.about)}


def _is_title(text: str, span: Span) -> bool:
    return text[span.end - 1] not in _ENDS and not _BULLET.match(text, *span)


def _rows(text: str, spans: Sequence[Span]) -> dict[int, Item]:
    """Return the rows of tables: those that tell of somebody without a subject, or of a state beside them."""
    scraps, states = {}, {}
    for span in spans:
        cells = list(_cells(text, span)) if is_row(text, span) else []
        named = _named_in(text, cells[0]) if len(cells) > 1 else None
        if named is not None:
            item = Item(named, cells[1:])
            if any(lacks_subject(text, cell) for cell in item.parts):
                scraps[span.start] = item
            if named.kind is Kind.STATE:
                states[span.start] = item
    return scraps | states if scraps and len(states) >= _FEWEST else scraps


def is_row(text: str, span: Span) -> bool:
    """Say whether a paragraph is a row of a table, or a line with strokes in it."""
    return _ROW.match(text, *span) is not None


def _cells(text: str, span: Span) -> Iterator[Span]:
    """Yield the cells of a row that have letters, from the first on that does."""
    named = False
    for match in _CELLS.finditer(text, *span):
        cell = trimmed(text, *match.span())
        named = named or any(c.isalpha() for c in text[slice(*cell)])
        if named and cell.start < cell.end:
            yield cell


def _past_bullet(text: str, span: Span) -> Span:
    bullet = _BULLET.match(text, *span)
    return trimmed(text, bullet.end(), span.end) if bullet else span


def _parts_sections(text: str, span: Span) -> bool:
    """Say whether a paragraph is a heading that ends what stands below the last one."""
    short = span.end - span.start <= _LONGEST_HEADING and not _BULLET.match(text, *span)
    return text[span.start] == "#" or (short and text[span.end - 1] not in ".…;")


def _named_in(text: str, span: Span) -> Mention | None:
    """Return whom a heading or a cell names and tells nothing else of."""
    match = _HEADING.fullmatch(text, *span) if span.end - span.start <= _LONGEST_HEADING else None
    tokens = tokens_of(text, *match.span("name")) if match else []
    named = mentions_of(tokens) if tokens and text[span.end - 1] not in ".?!…" else []
    if not named or named[0].start != tokens[0].start:
        return None
    first, rest = named[0], named[1:]
    office = len(rest) == 1 and rest[0].kind is Kind.ROLE  # "Ann Orr, prime minister"
    if first.end != tokens[-1].end and not (office and rest[0].end == tokens[-1].end):
        return None
    words = vocabulary()
    lows = tuple(first.name.lower().split())
    if first.is_medium:
        return None
    if first.kind is Kind.STATE:
        return None if words.states.get(lows, ("", False))[1] else first
    body = first.kind is Kind.BODY and (lows in words.names or not words.bodies.isdisjoint(lows))
    person = first.kind is Kind.PERSON and " " in first.name
    return first if body or person or first.kind is Kind.GROUP else None


def _is_bare(named: Mention) -> bool:
    """Say whether nothing but a name tells that somebody is a person: "Ann Orr", and "Key Points"."""
    return named.kind is Kind.PERSON and not named.role


def lacks_subject(text: str, span: Span, *, many: bool = False) -> bool:
    """Say whether words begin with what somebody thinks or does: "Opposes it", "- Ready to send 200 men".

    An item of a list and a cell may have no verb at all, "- No troops", "2,000 soldiers". ``many``: whether
    it is about many, who "oppose it".
    """
    begin = _past_bullet(text, span)
    tokens = tokens_of(text, *begin)
    if not tokens or tokens[0].start != begin.start or "?" in text[slice(*span)]:
        return False
    k = past_adverbs(tokens, 0)
    if k == len(tokens):
        return False
    scrap = text[span.end - 1] not in _ENDS or begin.start > span.start
    return _acts(tokens, k, many=many) or _denies(tokens) or (scrap and _tells_number(tokens))


def _acts(tokens: Sequence[Token], k: int, *, many: bool) -> bool:
    """Say whether the word at a place is a verb or tells of a mind, and no noun: not "Plans for it were"."""
    small, words = grammar(), vocabulary()
    low = tokens[k].low
    behind = tokens[k + 1].low if k + 1 < len(tokens) else ""
    if low in small.modals or low in small.there_is:
        return k + 1 < len(tokens) and not (tokens[k + 1].capital or behind[0].isdigit())  # "May 3"
    if low in ("open", "for", "asked"):
        return low == "open" and behind == "to"
    if low in small.minded or low in small.left_open or names_side(tokens, k):
        return True
    noun = behind in small.modals or behind in small.there_is or behind in small.behind_nouns
    known = low in small.stances or low in small.minds
    if low.endswith("s"):
        governs = behind in words.prepositions
        noun = noun or (governs and _is_finite_behind(tokens, k + 2))
        plain = low in words.verbs and not (governs or behind in words.verbs or behind.endswith("ed"))
        return (known or plain) and not (noun or tokens[k].text.isupper())
    if low.endswith(("ed", "ing")):
        return (known or low in small.says) and not _VOWEL.isdisjoint(low[: -len("ing")])  # not "bring"
    return many and low in small.wants and not (noun or behind in words.prepositions)


def _is_finite_behind(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a noun with a preposition does something: "plans for it were", not "to say who was"."""
    behind = tokens[k : k + _REACH_OF_NOUN]
    return any(
        t.low in grammar().there_is and before.low not in PRONOUNS and before.low not in grammar().relative
        for before, t in itertools.pairwise(behind)
    )


def _denies(tokens: Sequence[Token]) -> bool:
    """Say whether words deny troops: "No ground troops will be sent", yet "No soldiers were there"."""
    small = grammar()
    run = [t.low for t in tokens[: _SENT_WITHIN + 1]]
    if run[0] in ("none", "nothing"):
        return len(run) == 1
    sent = next((n for n, low in enumerate(run) if low in small.sent), 0)
    return run[0] == "no" and sent > 0 and run[sent + 1 : sent + 2] not in (["was"], ["were"])


def _tells_number(tokens: Sequence[Token]) -> bool:
    """Say whether words without a verb tell how many somebody sends: "up to 2,000 soldiers"."""
    numbered = any(t.low.replace(",", "").isdigit() or t.low in vocabulary().quantifiers for t in tokens[:3])
    sent = any(t.low in grammar().sent for t in tokens)
    short = len(tokens) <= _LONGEST_SCRAP
    return short and numbered and sent and not any(t.low in vocabulary().verbs for t in tokens)
