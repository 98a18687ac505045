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
    past_adverbs,
    takes_side,
    takes_stance,
)
from stance.reading.appositions import follows_verb
from stance.reading.grammar import any_of, grammar
from stance.reading.layout import Sentence
from stance.reading.lists import alongside
from stance.reading.mentions import Kind, Mention
from stance.reading.owners import giver_of
from stance.reading.sayers import sayer_of
from stance.reading.subjects import Known, subject_of, takes_part
from stance.reading.tokens import BLANK, Token, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_PARTING = (",", "–", "—", "-")
_FEWEST = 2  # mentions of a sentence of two clauses
_SHORTEST_VIEW = 2  # words before whose it is: "a step X opposes"
_LONGEST_VIEW = 4
_AS_WELL_AS = ("as well as ", "As well as ")
_AND = re.compile(r"(?:,|\s[–—-])?\s+(?:and|or)\s+", re.IGNORECASE)


def clauses_of(text: str, sentence: Sentence, known: Known) -> list[tuple[int, int]]:
    """Part a sentence where another mention begins to do something: places of words, begin and end."""
    tokens = sentence.tokens
    if not sentence.mentions:
        return [(0, len(tokens))]
    places = {t.start: k for k, t in enumerate(tokens)}
    sayer = sayer_of(sentence.mentions, tokens)
    if giver_of(tokens, sentence.mentions) is not None:
        return [(0, len(tokens))]
    if sayer is not None and _follows_quotation(tokens, places[sayer.start]):
        return _behind_saying(text, sentence, sayer)
    apart = _begin_of_view(tokens, sentence.mentions[0])
    cuts = [0, apart] if apart > 1 else [0]
    if len(sentence.mentions) < _FEWEST:
        return list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))
    headline = text[sentence.span.end - 1].isalnum()
    lead = int(tokens[0].low in grammar().coordinating and len(tokens) > 1)  # "But as X said so, Y hinted"
    beside = participle().match(text, tokens[lead].start, tokens[-1].end)
    first = subject_of(text, sentence.mentions, tokens, known)
    leads = tokens[lead].low in grammar().leading and not beside
    leads = leads and not (tokens[lead].low == "as" and _is_only_when(tokens, sentence.mentions, first))
    opens = tokens[0].low in vocabulary().openings or tokens[0].low in vocabulary().prepositions
    listed = set() if first is None else {m.start for m in alongside(text, sentence.mentions, first)}
    inserted = (0, 0) if first is None else insertion(tokens, first)
    for before, mention in itertools.pairwise(sentence.mentions):
        if inserted[0] <= mention.start < inserted[1]:
            continue
        if (headline and mention is sayer) or (cuts[-1] == 0 and mention.start in listed):
            continue
        if first is not None and cuts[-1] == 0 and _is_told_by(text, first, mention) and not headline:
            continue
        shares = first is not None and mention is not first and is_share(first) and is_share(mention)
        alone = first is not None and not opens and _is_set_alone(sentence, first, mention)
        at_comma = headline or leads or shares or alone
        place = _begin_of(tokens, places[mention.start])
        begins = _begins_clause(text, sentence, before, mention, (cuts[-1], place), at_comma=at_comma)
        begins = begins or (mention is not first and _is_led_to_say(tokens, mention))
        begins = begins or (cuts[-1] == 0 and mention is not first and _speaks_behind(tokens, mention))
        place = place if begins else _begin_of_view(tokens, mention)
        if begins or place > cuts[-1] + 1:
            cuts.append(place)
    return list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))


def _is_only_when(tokens: Sequence[Token], mentions: Sequence[Mention], first: Mention | None) -> bool:
    """Say whether a clause before that about a subject tells only when: "as X spoke in Lima, Y left"."""
    before = [] if first is None else [m for m in mentions if m.start < first.start]
    return bool(before) and not any(takes_part(tokens, m) for m in before if not m.governed)


def _is_told_by(text: str, first: Mention, mention: Mention) -> bool:
    """Say whether somebody's own words begin with a mention: "X disagreed: Britain, he said, was ready"."""
    one = first.kind in (Kind.PERSON, Kind.ROLE) and first.end < mention.start
    return one and text[first.end : mention.start].rstrip().removesuffix(" the").endswith(":")


def _follows_quotation(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word stands behind a quotation, or behind its verb: "…," X said; "…," said X."""
    said = k > 0 and tokens[k].joined and tokens[k - 1].is_verb and BLANK in tokens[k - 1].before
    return said or BLANK in tokens[k].before


def _behind_saying(text: str, sentence: Sentence, sayer: Mention) -> list[tuple[int, int]]:
    """Part what a sayer said from what others say or hold: "…, X said, while Y has ruled out troops"."""
    tokens, cuts = sentence.tokens, [0]
    for before, mention in itertools.pairwise(sentence.mentions):
        k = place_of(tokens, mention.start)
        if before.start < sayer.start or not _judges(tokens, mention):
            continue
        k = _begin_of(tokens, k)
        if _begins_clause(text, sentence, before, mention, (cuts[-1], k), at_comma=False):
            cuts.append(k)
    return list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))


def _begin_of(tokens: Sequence[Token], k: int) -> int:
    """Return the place of the words before a mention that belong to it.

    They say of what it is, "the mission's chief, X", or that it is alone: "so far only X".
    """
    while k and tokens[k - 1].low in grammar().focusing and tokens[k].joined:
        k -= 1
    if not (k and tokens[k - 1].possessive and tokens[k].joined):
        return k
    first = next(
        (n for n in range(k - 1, max(-1, k - 1 - STANCE_WITHIN), -1) if tokens[n].low in DETERMINERS), k
    )
    return first if all(t.joined for t in tokens[first + 1 : k]) else k


def _begin_of_view(tokens: Sequence[Token], mention: Mention) -> int:
    """Return where it begins that somebody judges what was said before, or else 0.

    "A base, a step X opposes", "a shield – a view that X does not share", "whereas for X it is folly".
    """
    k = place_of(tokens, mention.start)
    if mention.kind is Kind.PRONOUN or mention.doubtful or k < _SHORTEST_VIEW:
        return 0
    led = next((n for n in range(k - 1, max(0, k - _LONGEST_VIEW), -1) if tokens[n].low == "for"), 0)
    contrasts = led and tokens[led - 1].low in grammar().contrasting and not tokens[led - 1].joined
    if contrasts and all(t.joined for t in tokens[led : k + 1]):
        return led
    described = not (tokens[k].capital or tokens[k].low in DETERMINERS)  # "an exile leader said"
    if mention.governed or (described and tokens[k - 1].low not in ("that", "which")):
        return 0
    k += tokens[k].low == "that"
    noun = k - 1 - (tokens[k - 1].low in ("that", "which"))
    first = next((n for n in range(noun, max(0, noun - _LONGEST_VIEW), -1) if not tokens[n].joined), 0)
    apart = first and tokens[first].before.strip() in _PARTING and tokens[k].joined
    led = apart and (tokens[first].low in grammar().indefinite or tokens[first].low == "something")
    return first if led and _judges(tokens, mention) else 0


def _judges(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether the verb behind a mention, or behind an aside, takes a position: "X, who left, opposes"."""
    k = place_of(tokens, insertion(tokens, mention)[1] or mention.end)
    behind = itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + 1 + STANCE_WITHIN])
    judging = (grammar().judging, grammar().stances, vocabulary().speech)
    return any(t.low in words for t in (*tokens[k : k + 1], *behind) for words in judging)


def _is_led_to_say(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether something makes somebody speak: "the vote led X to warn of a retreat"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    if k == 0 or tokens[k - 1].low not in ("led", "prompted", "prompting", "moved", "drove", "provoked"):
        return False
    behind = [t.low for t in tokens[place : place + 2]]
    return behind[:1] == ["to"] and (behind[-1] in vocabulary().speech or behind[-1] in grammar().stances)


def _begins_clause(
    text: str,
    sentence: Sentence,
    before: Mention,
    mention: Mention,
    places: tuple[int, int],
    *,
    at_comma: bool,
) -> bool:
    """Say whether a mention begins a clause, at the second of two places, behind the one at the first.

    ``before``: the mention before it; ``at_comma``: whether a comma alone may part two clauses.
    """
    tokens, last = sentence.tokens, places[0]
    begin, start = tokens[last].start, tokens[places[1]].start
    joint = _joint_before(text[max(begin, start - REACH) : start])
    named = not (mention.kind is Kind.PRONOUN or mention.doubtful or before.start < begin)
    at_comma = at_comma and start == mention.start
    if (
        text.endswith(_AS_WELL_AS, 0, start)
        or not named
        or joint is None
        or joint.endswith(" that")
        or (joint == "," and not at_comma)
    ):
        return False  # "X said …, and that Y"
    beside = _is_said_beside(tokens, places[1] - 1) or (
        joint == "," and _ends_what_is_beside(tokens, places[1])
    )
    acts = does(tokens, mention) or is_quoted(text, tokens, mention)
    beside = beside or (joint.lstrip(", ") in ("and", "or") and _is_one_of_nouns(tokens, before, mention))
    if beside or not acts or ends_list(tokens, place_of(tokens, mention.end)) or _ends_pair(tokens, mention):
        return False
    upon = joint.lstrip(", ") in grammar().upon
    if upon or mention.governed:
        return upon and takes_stance(tokens, mention)
    if _AND.fullmatch(text, before.end, mention.start):  # a list is told of behind it: "X and Y have refused"
        place, behind = place_of(tokens, before.start), place_of(tokens, mention.end)
        asked = [t.low for t in tokens[behind : behind + 1]] == ["to"]  # "asked X and Y to send"
        listed = before.governed and _is_place_too(tokens, before, mention)
        listed = listed or not _acts_alone(tokens, mention) or (before.governed and _goes_on(tokens, mention))
        listed = listed or (place > 0 and tokens[place - 1].low in grammar().until)  # "after X and Y fell"
        return not (asked or listed) and follows_verb(tokens, sentence.mentions, place, last)
    if joint.lstrip(", ") in grammar().circumstances:
        return _ends_with(sentence, mention, last)
    return not (joint.endswith("whose") and text.find(",", mention.end, sentence.span.end) >= 0)


def _is_one_of_nouns(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Say whether "and" joins a mention to a noun before it, and no clause: "planes and pilots to fly them".

    "After fighters and rebels seized it": no verb stands behind the mention before.
    """
    place, k = place_of(tokens, before.start), place_of(tokens, mention.start)
    led = place > 0 and tokens[place - 1].low in grammar().until
    if led and not any(_is_finite_there(tokens, n) for n in range(place + 1, k)):
        return True
    behind = tokens[place_of(tokens, mention.end) :][:1]
    plain = mention.kind in (Kind.GROUP, Kind.ROLE) and not tokens[k].capital
    return plain and [t.low for t in behind] == ["to"]


def _is_said_beside(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a conjunction leads to a clause beside what is said: "X said that while Y may go"."""
    leads = k > 1 and tokens[k].low in grammar().leading and tokens[k].joined
    return leads and (tokens[k - 1].low == "that" or tokens[k - 1].low in grammar().says)


def _ends_what_is_beside(tokens: Sequence[Token], k: int) -> bool:
    """Say whether such a clause ends with the comma before a word: "X said that while Y may go, Z will"."""
    begin = next((n for n in range(k - 1, max(0, k - REACH), -1) if not tokens[n].joined), 0)
    return any(_is_said_beside(tokens, n) for n in range(begin, k))


def _ends_pair(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is the second of two: "from X and other members", "for X and Y alike"."""
    k, behind = place_of(tokens, mention.start), place_of(tokens, mention.end)
    joined = k > 0 and tokens[k - 1].low in ("and", "or") and all(t.joined for t in tokens[k - 1 : k + 1])
    return (joined and tokens[k].low == "other") or [t.low for t in tokens[behind : behind + 1]] == ["alike"]


def _is_place_too(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Say whether two bare names behind a preposition are places: "between X and Y until they pass".

    So they are in "from X and Y and will go", where the first subject goes on.
    """
    behind = place_of(tokens, mention.end)
    k = past_adverbs(tokens, behind)
    bare = all(m.kind in (Kind.STATE, Kind.PERSON) and not m.role for m in (before, mention))
    if bare and k > behind and tokens[behind].joined and tokens[behind].low in grammar().coordinating:
        return True
    if not bare or " " in before.name or k == len(tokens) or not tokens[k].joined:
        return False
    small, low = grammar(), tokens[k].low
    leads = low in small.subordinating or low in small.joining or low in small.until
    return leads or not (tokens[k].is_verb or low in small.pasts or low in small.modals)


def _goes_on(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether "and" stands behind the second of two names: "it is led by X and Y and will last"."""
    k = place_of(tokens, mention.end)
    return mention.kind is not Kind.PRONOUN and tokens[k].low == "and" and tokens[k].joined


def _acts_alone(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether the second of two names has a verb of its own, right behind or after what tells more of it.

    "Chad left and ministers in Mali said so", yet not "she thanked Chad and Mali for their troops" nor
    "those who border Chad and Mali, are wary".
    """
    small, words = grammar(), vocabulary()
    k = place_of(tokens, mention.end)
    parted = tokens[k].before.strip() in _PARTING
    told_more = tokens[k].low in words.prepositions or tokens[k].low in small.describing
    follows = parted or told_more or tokens[k].low in small.relates
    if BLANK in tokens[k].before or not follows or takes_side(tokens, mention):
        return True
    if parted and _is_finite_there(tokens, k):
        within = tokens[place_of(tokens, mention.start) + 1 : k]
        return any("," in t.before for t in within)  # "and Mali's premier, Ann Orr, said"
    others = small.subordinating | small.relates | PRONOUNS.keys()
    n_others = 0  # clauses about others, each with a verb
    for n in range(k, min(k + REACH, len(tokens))):
        if tokens[n].low in others:
            n_others += 1
        elif _is_finite_there(tokens, n) and not (n > k and _is_finite_there(tokens, n - 1)):
            n_others -= 1
        if n_others < 0:
            return True
    return False


def _is_finite_there(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word is a verb that needs a subject: not "to send", "sending", "their plans"."""
    low, small = tokens[k].low, grammar()
    known = low in vocabulary().verbs or low in small.pasts or low in small.modals or low.endswith("ed")
    before = tokens[k - 1].low if k else ""
    plain = before != "to" and before not in DETERMINERS and before not in OWNING
    return known and plain and not low.endswith("ing")


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
    if ends_saying(tokens, k) or _ends_condition(tokens, first, mention):
        return False
    small = grammar()
    acts = tokens[k].low in small.modals or tokens[k].low in small.there_is or tokens[k].is_verb
    place = place_of(tokens, mention.start)
    return acts and follows_verb(tokens, sentence.mentions, place)


def _ends_condition(tokens: Sequence[Token], first: Mention, mention: Mention) -> bool:
    """Say whether the comma before a mention ends a condition: "X says that if it rains, Y will"."""
    for token in reversed(tokens[place_of(tokens, first.end) : place_of(tokens, mention.start)]):
        if token.low in ("if", "unless", "when", "once"):
            return True
        if not token.joined:
            return False
    return False


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
