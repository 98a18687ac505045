"""Whose a position is that a noun calls or a passive tells: "X's refusal", "ruled out by X"."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from stance.reading.acts import is_in_first_person, past_adverbs
from stance.reading.grammar import any_of, grammar, nouns_of_acts
from stance.reading.lists import alongside
from stance.reading.mentions import Kind, Mention
from stance.reading.sayers import NEAR
from stance.reading.tokens import Token, place_of
from stance.reading.vocabulary import DETERMINERS, vocabulary

_AGAINST = r"\b(?:over|despite|in spite of|in the face of|notwithstanding|amid)\s+(?:the\s+)?"
_DESPITE = re.compile(rf"{_AGAINST}$", re.IGNORECASE)
_BESIDE = frozenset(("over", "despite", "spite", "face", "notwithstanding", "amid", "with"))
_WITH = re.compile(r"\b[Ww]ith\s+$")
_ASKS = re.compile(r",?\s+(?:for|to|against|that|over)\b")
_BEEN = ("been", "was", "were", "is", "are", "being")
_VIEW_OF = 4  # words: "is the view of"
_MOST_BESIDE = 8  # who are told of together beside a sentence
_OWNED_WITHIN = 3  # words behind an owner
_STATE_WITHIN = 6  # words
_AUXILIARIES = 2  # words between a subject and "been"
_OF_AGENT = 4  # words behind who asked, before "about"
_PASSIVE_WITHIN = 8  # words before who did it


def giver_of(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return whose position a sentence calls by its name: "such was X's answer", "X's verdict was no"."""
    small = grammar()
    if (there := _answers_there(tokens, mentions)) is not None:
        return there
    person = next((m for m in mentions if m.kind is Kind.PERSON), None)  # "X was Berlin's answer"
    for m in mentions:
        if not m.possessive:
            if _is_giver(tokens, m):
                return m
            continue
        k = place_of(tokens, m.start)
        place = place_of(tokens, m.end)
        behind = [t.low for t in tokens[place : place + 2]]
        before = k > 0 and tokens[k - 1].low in small.there_is and (person is None or person.end >= m.start)
        if behind and behind[0] in small.givings and (before or behind[-1] in small.there_is):
            return m
    return None


def _answers_there(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return whence the answer is that begins a sentence: "in X the reply was no"."""
    first = next((m for m in mentions if len(tokens) > 1 and m.start == tokens[1].start), None)
    if first is None or first.possessive or tokens[0].low not in ("in", "from"):
        return None
    k = place_of(tokens, first.end)
    article, noun, verb, answer = ([t.low for t in tokens[k : k + 4]] + [""] * 4)[:4]
    answers = article in DETERMINERS and noun in grammar().answers and verb in grammar().there_is
    return first if answers and answer in ("yes", "no") else None


def _is_giver(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a position is called somebody's: '"No" was the message from X', "such is the view of X"."""
    k = place_of(tokens, mention.start)
    if k < _VIEW_OF or tokens[k - 1].low not in ("of", "from"):
        return False
    called = tokens[k - 4].low in grammar().there_is and tokens[k - 2].low in grammar().givings
    return called and tokens[k - 3].low == "the"


def asker_of(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return whose act or paper a sentence is about: "X's refusal to go", "X's motion calls for troops"."""
    small = grammar()
    first = mentions[0] if mentions else None
    if first is None or not first.possessive:
        return None
    k = place_of(tokens, first.end)
    noun, behind = ([t.low for t in tokens[k : k + 2]] + ["", ""])[:2]
    asks = noun in small.motions and behind in small.asking
    return first if asks or (noun in small.doings and behind == "to") else None


def owner_of(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return whose position a clause about nobody calls by a noun: "X's refusal", "the refusal of X".

    A state's too that only stands before the noun: "the last Norwegian draft", "the US proposal". Where "I"
    or "we" do something, only an act is another's: "I heard X's refusal", yet not "I back X's view".
    """
    acts = nouns_of_acts()
    called = acts if is_in_first_person(tokens, mentions) else _nouns_of_what_is_theirs()
    for m in mentions:
        if m.kind is Kind.PRONOUN or (m.doubtful and not m.possessive):
            continue
        k, place = place_of(tokens, m.start), place_of(tokens, m.end)
        behind = itertools.takewhile(lambda t: t.joined, tokens[place : place + _OWNED_WITHIN])
        owns = m.possessive and any(t.low in called for t in behind)
        of = k > 1 and tokens[k].joined and tokens[k - 1].low in ("of", "by", "among")
        if owns or (of and tokens[k - 2].low in acts):
            return m
    return _state_before_paper(tokens)


def _state_before_paper(tokens: Sequence[Token]) -> Mention | None:
    """Return the state that a clause's first words put before a paper or an act: "the last French draft"."""
    for k, (token, noun) in enumerate(itertools.pairwise(tokens[:_STATE_WITHIN])):
        if (k and not token.joined) or token.low in vocabulary().prepositions or token.is_verb:
            return None
        named = token.capital and not token.possessive and (token.low,) in vocabulary().states
        if named and noun.joined and noun.low in _papers_and_acts():
            owner, _ = vocabulary().states[token.low,]
            return Mention(token.start, token.end, Kind.STATE, token.text, owner=owner)
    return None


@functools.cache
def _papers_and_acts() -> frozenset[str]:
    small = grammar()
    return small.doings | small.papers | small.issued | small.shares | small.givings


def bystanders_of(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token]
) -> list[tuple[Mention, tuple[int, int]]]:
    """Return who is told beside a sentence to take a position, and where that stands, in characters.

    "Over the objections of X", "despite X's refusal", "with X opposed".
    """
    found: list[tuple[Mention, tuple[int, int]]] = []
    if _BESIDE.isdisjoint(t.low for t in tokens):
        return found
    for n, m in enumerate(mentions):
        if m.kind is Kind.PRONOUN or m.doubtful:
            continue
        place = place_of(tokens, m.end)
        before = text[max(tokens[0].start, m.start - NEAR) : m.start]
        named = _despite().search(before)
        stands = _WITH.search(before)
        near = mentions[n : n + _MOST_BESIDE]
        those = [m, *alongside(text, near, m)] if stands else [m]  # "with X and Y opposing it"
        stands = stands if stands and _takes_side_beside(tokens, those) else None
        calls = m.possessive and _calls_position(tokens, place)
        owns = _DESPITE.search(before) if calls else None
        match = named or stands or owns
        if match is not None:
            end = text.find(",", those[-1].end, tokens[-1].end)
            where = m.start - len(before) + match.start(), tokens[-1].end if end < 0 else end
            found += [(each, where) for each in (those if match is stands else [m])]
    return found


def _takes_side_beside(tokens: Sequence[Token], those: Sequence[Mention]) -> bool:
    """Say whether a side stands behind mentions: "with X for and Y against", not "met with X for talks".

    Not "sided with X and Y refused", where one alone does something.
    """
    place = past_adverbs(tokens, place_of(tokens, those[-1].end))
    if place == len(tokens) or not tokens[place].joined:
        return False
    small, behind = grammar(), tokens[place].low
    ends = place + 1 == len(tokens) or tokens[place + 1].low == "and" or not tokens[place + 1].joined
    sided = any(behind in words for words in (small.adding, small.taking_sides, small.sides))
    sided = sided or (behind in small.stances and len(those) == 1)
    return sided and (behind != "for" or ends)


def _calls_position(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word calls a position by a noun, or the one behind it: "refusal", "clear refusal"."""
    return any(t.low in _nouns_of_position() for t in tokens[place : place + 2])


def doer_of(text: str, mentions: Sequence[Mention], begin: int) -> Mention | None:
    """Return by whom something was done: "troops were ruled out by X", "a threat by X"."""
    for m in mentions:
        done = _by().search(text, max(begin, m.start - NEAR), m.start)
        if done is not None and (done["from"] is None or _ASKS.match(text, m.end)):
            return m
    return None


def agent_of(tokens: Sequence[Token], mentions: Sequence[Mention], subject: Mention | None) -> Mention | None:
    """Return by whom a subject was warned, praised, opposed: "Dhaka has been warned by the rebels not to"."""
    for m in mentions:
        k = place_of(tokens, m.start)
        if m.kind is Kind.PRONOUN or m.is_medium or k < 2 or tokens[k - 1].low != "by":
            continue
        places = range(k - 2, max(-1, k - _PASSIVE_WITHIN), -1)
        was = next((n for n in places if tokens[n].low in _BEEN), None)
        if was is None or not all(t.joined for t in tokens[was + 1 : k]):
            continue
        done = next((t.low for t in tokens[was + 1 : k - 1] if not t.low.endswith("ly")), "")
        takes = done.endswith("ed") and (done in vocabulary().speech or done in grammar().stances)
        behind = place_of(tokens, m.end)
        if done in grammar().approached and "about" in [t.low for t in tokens[behind : behind + _OF_AGENT]]:
            continue  # "the mayor was asked by readers about the war"
        if takes and done not in ("quoted", "cited"):
            if subject is None or subject.start > m.start:
                return m
            return m if was - place_of(tokens, subject.end) <= _AUXILIARIES else None
    return None


@functools.cache
def _nouns_of_what_is_theirs() -> frozenset[str]:
    return _nouns_of_position() | grammar().givings | grammar().shares


@functools.cache
def _nouns_of_position() -> frozenset[str]:
    return nouns_of_acts() | grammar().comings


@functools.cache
def _despite() -> re.Pattern[str]:
    """Match what stands before somebody whose position something goes against: "over the objections of"."""
    nouns = any_of(grammar().comings | grammar().attitudes_named | {"refusal"})
    return re.compile(rf"{_AGAINST}(?:[a-z]+ )?{nouns} (?:of|from|by|among)\s+$", re.IGNORECASE)


@functools.cache
def _by() -> re.Pattern[str]:
    """Match what was done and "by", or what came "from", before whoever did it."""
    past = rf"(?!{any_of(grammar().undergone)}\b)\w+ed"
    done = rf"(?:{past}|sent|made|given|put|{any_of(grammar().doings)})\b[^.;¤]{{0,40}}\bby"
    came = rf"{any_of(grammar().comings)},?(?: \w+ly)? (?P<from>from)"
    return re.compile(rf"\b(?:{done}|{came})\s+$", re.IGNORECASE)
