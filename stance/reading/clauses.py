"""The clauses of a sentence: parted where another mention begins to do something."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from stance.reading.acts import (
    REACH,
    STANCE_WITHIN,
    does,
    ends_list,
    ends_saying,
    insertion,
    is_many,
    is_quoted,
    is_share,
    participle,
    takes_stance,
)
from stance.reading.appositions import follows_verb
from stance.reading.grammar import any_of, grammar
from stance.reading.layout import Sentence
from stance.reading.lists import alongside
from stance.reading.mentions import Kind, Mention
from stance.reading.owners import giver_of
from stance.reading.sayers import sayer_of
from stance.reading.subjects import Known, subject_of
from stance.reading.tokens import BLANK, Token, place_of
from stance.reading.vocabulary import vocabulary

_AND = re.compile(r",?\s+(?:and|or)\s+", re.IGNORECASE)


def clauses_of(text: str, sentence: Sentence, known: Known) -> list[tuple[int, int]]:
    """Part a sentence where another mention begins to do something: places of words, begin and end."""
    tokens = sentence.tokens
    if len(sentence.mentions) < 2:
        return [(0, len(tokens))]
    places = {t.start: k for k, t in enumerate(tokens)}
    sayer = sayer_of(sentence.mentions, tokens)
    if giver_of(tokens, sentence.mentions) is not None:
        return [(0, len(tokens))]
    if sayer is not None and BLANK in tokens[places[sayer.start]].before:
        return [(0, len(tokens))]  # all of it is what the sayer said
    headline = text[sentence.span.end - 1].isalnum()
    lead = int(tokens[0].low in grammar().coordinating and len(tokens) > 1)  # "But as X said so, Y hinted"
    leads = tokens[lead].low in grammar().leading and not participle().match(text, tokens[lead].start)
    first = subject_of(text, sentence.mentions, tokens, known)
    opens = tokens[0].low in vocabulary().openings or tokens[0].low in vocabulary().prepositions
    listed = set() if first is None else {m.start for m in alongside(text, sentence.mentions, first)}
    inserted = (0, 0) if first is None else insertion(tokens, first)
    cuts = [0]
    for before, mention in itertools.pairwise(sentence.mentions):
        if inserted[0] <= mention.start < inserted[1]:
            continue
        if (headline and mention is sayer) or (cuts[-1] == 0 and mention.start in listed):
            continue
        shares = first is not None and mention is not first and is_share(first) and is_share(mention)
        alone = first is not None and not opens and _is_set_alone(sentence, first, mention)
        at_comma = headline or leads or shares or alone
        begins = _begins_clause(text, sentence, before, mention, cuts[-1], at_comma=at_comma)
        begins = begins or (mention is not first and _is_led_to_say(tokens, mention))
        if begins or (cuts[-1] == 0 and mention is not first and _speaks_behind(tokens, mention)):
            cuts.append(places[mention.start])
    return list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))


def _is_led_to_say(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether something makes somebody speak: "the vote led X to warn of a retreat"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    if k == 0 or tokens[k - 1].low not in ("led", "prompted", "prompting", "moved", "drove", "provoked"):
        return False
    behind = [t.low for t in tokens[place : place + 2]]
    return behind[:1] == ["to"] and (behind[-1] in vocabulary().speech or behind[-1] in grammar().stances)


def _begins_clause(
    text: str, sentence: Sentence, before: Mention, mention: Mention, last: int, *, at_comma: bool
) -> bool:
    """Say whether a mention begins a clause behind the one that begins at the word ``last``.

    ``before``: the mention before it; ``at_comma``: whether a comma alone may part two clauses.
    """
    tokens, begin = sentence.tokens, sentence.tokens[last].start
    joint = _joint_before(text[max(begin, mention.start - REACH) : mention.start])
    named = not (mention.kind is Kind.PRONOUN or mention.doubtful or before.start < begin)
    if not named or joint is None or joint.endswith(" that") or (joint == "," and not at_comma):
        return False  # "X said …, and that Y"
    acts = does(tokens, mention) or is_quoted(text, tokens, mention)
    if not acts or ends_list(tokens, place_of(tokens, mention.end)):
        return False
    upon = joint.lstrip(", ") in grammar().upon
    if upon or mention.governed:
        return upon and takes_stance(tokens, mention)
    if _AND.fullmatch(text, before.end, mention.start):  # a list is told of behind it: "X and Y have refused"
        place, behind = place_of(tokens, before.start), place_of(tokens, mention.end)
        asked = [t.low for t in tokens[behind : behind + 1]] == ["to"]  # "asked X and Y to send"
        return not asked and follows_verb(tokens, sentence.mentions, place, last)
    if joint.lstrip(", ") in grammar().circumstances:
        return _ends_with(sentence, mention, last)
    return not (joint.endswith("whose") and text.find(",", mention.end, sentence.span.end) >= 0)


def met(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return of whom a clause about nobody else tells a position: "it angered X, who wants them out"."""
    spoken = (m for m in mentions if _speaks_behind(tokens, m) or _is_led_to_say(tokens, m))
    return next(spoken, None) or next(
        (m for m in reversed(mentions) if m.kind is not Kind.PRONOUN and _is_told_more_of(tokens, m)), None
    )


def _is_told_more_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a relative clause with a verb stands behind a mention: "bitter for X, who had fought"."""
    k = place_of(tokens, mention.end)
    if k + 1 >= len(tokens) or tokens[k].low not in ("who", "which") or tokens[k].before.strip() != ",":
        return False
    verb = tokens[k + 1]
    return verb.joined and (verb.is_verb or verb.low in grammar().pasts or is_many(mention))


def _speaks_behind(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a sentence ends with what somebody says with whom another deals: "met X, who asked"."""
    k = place_of(tokens, mention.end)
    if mention.kind is Kind.PRONOUN or mention.possessive or k + 1 >= len(tokens):
        return False
    parted = tokens[k].before.strip() == "," or (mention.kind is Kind.GROUP and tokens[k].low == "who")
    one = mention.kind in (Kind.PERSON, Kind.ROLE)
    behind = [t.low for t in itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + 1 + STANCE_WITHIN])]
    speaks = (one and behind[:1] and behind[0] in vocabulary().speech) or not grammar().stances.isdisjoint(
        behind
    )
    if tokens[k].low not in ("who", "which") or not parted or not speaks or BLANK in tokens[k + 1].before:
        return False
    resumed = any("," in t.before and t.low in vocabulary().verbs for t in tokens[k + 2 :])
    acts = any(t.low in vocabulary().speech for t in tokens[: place_of(tokens, mention.start)])
    return not resumed and not acts


def _is_set_alone(sentence: Sentence, first: Mention, mention: Mention) -> bool:
    """Say whether a comma alone parts two clauses: "Spain is in, Belgium will send engineers"."""
    tokens = sentence.tokens
    k = place_of(tokens, mention.end)
    if mention.kind is Kind.PERSON or first.end > mention.start or k == len(tokens) or not tokens[k].joined:
        return False
    if ends_saying(tokens, k):
        return False
    small = grammar()
    acts = tokens[k].low in small.modals or tokens[k].low in small.there_is or tokens[k].is_verb
    place = place_of(tokens, mention.start)
    return acts and follows_verb(tokens, sentence.mentions, place)


def _ends_with(sentence: Sentence, mention: Mention, last: int) -> bool:
    """Say whether a relative clause about a mention ends a sentence: the main one is before it."""
    tokens = sentence.tokens
    k = place_of(tokens, mention.start)
    resumed = any("," in t.before and t.low in vocabulary().verbs for t in tokens[k + 1 : k + 1 + REACH])
    return not resumed and follows_verb(tokens, sentence.mentions, k - 1, last)


def _joint_before(before: str) -> str | None:
    """Return what joins a clause to that before it, in small letters: a comma, a conjunction; or None."""
    last = next((m for m in _joints().finditer(before) if m.end() == len(before)), None)
    return None if last is None else last.group().strip().lower()


@functools.cache
def _joints() -> re.Pattern[str]:
    """Match what may join a clause to that before it."""
    return re.compile(
        r"(?:[,;:]\s+|\s[–—-]\s)?\b"
        r"(?:while|whereas|although|though|(?:but|and)(?: that)?|yet|even as|however|whose)\s+(?:in \w+,? )?"
        rf"|(?:,\s+)?\b{any_of(grammar().circumstances | grammar().upon)}\s+"
        r"|[;:]\s+|,\s+",
        re.IGNORECASE,
    )
