"""Offices that are named before who is in them: "The mayor left. '…,' said X.", "Chairperson: Mr X".

News names whom it quotes by what they are: a bare name, met for the first time as that of whom a quotation
is, is that of the office that has just spoken or acted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from stance.reading.acts import acts_in_public, does
from stance.reading.grammar import grammar, is_medium
from stance.reading.layout import Paragraph, Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, place_of
from stance.reading.vocabulary import vocabulary

_WITHIN = 2  # paragraphs
_LONGEST_MEDIUM = 5  # words
_LISTED = re.compile(r"(?P<office>[A-Z][a-z]+(?: [a-z]+){0,2}): (?P<name>[^\n,(:]{4,50}?)(?: ?[(,][^\n:]*)?")


def named_in_lines(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """Yield people whom lines of their own name by their offices, and those: "Chairperson: Mr Jan Orr"."""
    for paragraph in paragraphs:
        line = _LISTED.fullmatch(text, *paragraph.span)
        if line is None or line["office"].lower() not in vocabulary().roles:
            continue
        person = next((m for s in paragraph.sentences for m in s.mentions if m.kind is Kind.PERSON), None)
        if person is not None and person.start == line.start("name") and person.end == line.end("name"):
            name = line["office"]
            yield person, Mention(*line.span("office"), Kind.ROLE, name, name.lower())


def named_behind(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """Yield people whom a text names with a quotation, and the office without a name that is theirs."""
    seen: set[str] = set()
    office: tuple[int, Mention] | None = None
    for n, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            continue
        for s in paragraph.sentences:
            person = _quoted(s)
            if (
                person is not None
                and office is not None
                and n - office[0] < _WITHIN
                and person.name not in seen
            ):
                yield person, office[1]
            named = [m for m in s.mentions if m.kind is Kind.PERSON]
            seen.update(m.name for m in named)
            if (acting := _acting(s)) is not None:
                office = n, acting
            elif s.tokens and any(m.kind is not Kind.PRONOUN for m in s.mentions):
                office = None


def taken(tokens: Sequence[Token], mentions: Sequence[Mention], subject: Mention) -> Mention | None:
    """Return the office into which somebody comes: "X became premier", "X succeeded Y as premier"."""
    office = next((m for m in mentions if m.start > subject.end and m.kind is Kind.ROLE), None)
    if subject.kind is not Kind.PERSON or office is None:
        return None
    between = tokens[place_of(tokens, subject.end) : place_of(tokens, office.start)]
    small, lows = grammar(), {t.low for t in between if not t.capital}
    comes = not lows.isdisjoint(small.takes_office)
    put = not lows.isdisjoint(small.put_in_office) and not lows.isdisjoint(small.there_is | {"been"})
    plain = lows <= small.into_office | small.takes_office | small.put_in_office
    return office if plain and (comes or put) else None


def _quoted(s: Sentence) -> Mention | None:
    """Return whose a sentence's quotation is, if no word tells who that is: "…," X said; "X told the BBC"."""
    sayer = s.mentions[0] if s.mentions else None
    if sayer is None or sayer.kind is not Kind.PERSON or sayer.role or sayer.owner or " " not in sayer.name:
        return None
    first, last = place_of(s.tokens, sayer.start), place_of(s.tokens, sayer.end)
    verb = s.tokens[0] if first == 1 else s.tokens[last] if first == 0 and last < len(s.tokens) else None
    says = verb is not None and verb.low in grammar().says
    told_of = last < len(s.tokens) and s.tokens[last].before.strip() == ","
    quoted = bool(s.quotations) and BLANK in s.tokens[0].before
    return (
        sayer if says and (quoted or (first == 0 and _tells_press(s.tokens, last))) and not told_of else None
    )


def _tells_press(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the verb at a place tells the press something: "told the Herald", "told reporters"."""
    told = itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + 1 + _LONGEST_MEDIUM])
    return tokens[k].low == "told" and any(
        t.low in grammar().press or (t.capital and is_medium(t.low)) for t in told
    )


def _acting(s: Sentence) -> Mention | None:
    """Return the office that a sentence without a person is about, and which says or does something."""
    office = next((m for m in s.mentions if m.owner not in ("he", "she")), None)  # "after his fall, the"
    if office is None or office.kind is not Kind.ROLE:
        return None
    if any(m.kind is Kind.PERSON and not m.governed and m.start >= office.end for m in s.mentions):
        return None
    if not office.definite or office.speaks_for or office.of_office or office.governed or office.possessive:
        return None
    if not grammar().lesser.isdisjoint(office.role.split()):
        return None
    return office if does(s.tokens, office) and acts_in_public(s.tokens, office) else None
