"""Causes: what movements and ministries are for, by which their names go on behind small words.

"The Movement for Justice and Unity", "Doctors for Dialogue", "the Ministry of Trade and Industry".
"""

from __future__ import annotations

from collections.abc import Sequence

from stance.reading.grammar import grammar
from stance.reading.tokens import Token
from stance.reading.vocabulary import vocabulary

_ABSTRACT = ("ity", "tion", "ness", "cracy", "ism")  # endings of nouns that are nobody's name
_LONGEST = 5  # words of a cause
_ACTING = ("women", "men", "people", "youth", "voice")


def is_cause(token: Token) -> bool:
    """Say whether a word with a capital is what somebody may be for: "Justice", "Unity"."""
    words = vocabulary()
    abstract = token.low.endswith(_ABSTRACT) and token.low not in words.bodies | words.groups
    return token.capital and (token.low in grammar().causes or abstract)


def past_capitals(tokens: Sequence[Token], i: int) -> int:
    """Return the place behind the words with capitals that begin at a place, or the same place."""
    k = i
    while k < min(len(tokens), i + _LONGEST) and tokens[k].capital and (k == i or tokens[k].joined):
        k += 1
        if tokens[k - 1].possessive:
            break
    return k


def sides_with(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a small word leads from those who act together to their cause: "Doctors for Dialogue"."""
    if not 0 < i < len(tokens) - 1 or tokens[i].low not in grammar().siding:
        return False
    words, before, after = vocabulary(), tokens[i - 1], past_capitals(tokens, i + 1)
    if not (tokens[i].joined and tokens[i + 1].joined and before.capital) or before.possessive:
        return False
    alone = i == 1 or not (before.joined and tokens[i - 2].capital) or tokens[i - 2].low in words.openings
    many = alone and before.low.endswith("s") and before.low not in grammar().comings | grammar().doings
    if after < len(tokens) and tokens[after].joined and tokens[after].low in (*grammar().media, "magazine"):
        return False  # "Lawyers for People magazine"
    together = many or before.low in _ACTING or is_cause(before)
    return together and after > i + 1 and is_cause(tokens[after - 1])


def said_of_several(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the word at a place, behind a name, is said of several: "oppose", "both refused"."""
    if k == len(tokens):
        return False
    token, small = tokens[k], grammar()
    one = token.low in small.modals | small.says | small.pasts or token.low.endswith(("s", "ed"))
    return token.low in ("both", "are", "were", "have") or (token.is_verb and not one)


def joins_causes(tokens: Sequence[Token], i: int) -> bool:
    """Say whether "and" stands between two causes in a name: "the Movement for Justice and Unity"."""
    if i + 1 >= len(tokens) or tokens[i].low != "and" or not (tokens[i].joined and tokens[i + 1].joined):
        return False
    after = past_capitals(tokens, i + 1)
    if after == i + 1 or not (is_cause(tokens[i - 1]) and is_cause(tokens[after - 1])):
        return False
    if any(sides_with(tokens, k) for k in range(i + 2, after)):
        return False  # "Nurses for Peace and Mothers Against War"
    if after > i + 2 and said_of_several(tokens, after):
        return False  # "the Department of Justice and Homeland Security oppose it"
    words = vocabulary()
    follows = tokens[after].low if after < len(tokens) and tokens[after].joined else ""
    if follows in words.roles or (follows in words.groups and follows not in words.verbs):
        return False  # "the Front for Peace and Reform leader Ann Orr"
    k = i - 1
    while k > max(0, i - _LONGEST) and tokens[k].capital and tokens[k].joined:
        k -= 1
    return k > 0 and tokens[k].low in ("of", *grammar().siding) and tokens[k - 1].capital
