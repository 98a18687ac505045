"""Whom a clause is about: the first who does something, and no preposition governs."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence

from stance.reading.acts import (
    AUXILIARY,
    REACH,
    does,
    ends_list,
    is_beside,
    is_finite,
    is_in_first_person,
    is_participial,
    is_quoted,
    is_sent,
    is_share,
    is_told_to,
    past_adverbs,
    past_have,
    takes_side,
    takes_stance,
)
from stance.reading.grammar import any_of, grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import Token, names_side, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_NOT_SUBJECTS = ("i", "we")
_CALLED_TO_ORDER = re.compile(r" (?:will|is|stands) (?:\w+ ){0,2}(?:to order|in order|adjourned|in recess)\b")
_JOINED = re.compile(r"[,;–—]|\b(?:which|who|but)\b")
_SO_DOES = re.compile(rf"(?:So|Nor|Neither)\s+{AUXILIARY}\s+", re.IGNORECASE)
# What is apart from a sentence, whoever does something there: captions, and conditions.
_APART = (
    re.compile(r"\((?:Image|Photo|Picture|Credit|File|AP|AFP|Reuters|Getty)\b[^)]*\)", re.IGNORECASE),
    re.compile(r"\b(?:if|unless)\s[^,;:–—]*", re.IGNORECASE),
    re.compile(r"(?<![^.\s])(?:Should|Were|Had)\s[^,;:–—?]{0,200},"),
)
_BEHIND_WHO = 4
_BEFORE_SIDE = 2  # words: "no less opposed"
_LONGEST_SIDE = 8  # words to the verb: "also opposed to the plan is"
Known = Callable[
    [Mention], object | None
]  # the holder whose name a mention is, if the article names such a one


def subject_of(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token], known: Known
) -> Mention | None:
    """Return the mention that a clause is about: the first that does something and no preposition governs.

    Where there is none, it is whose doing the rest came after: "protests broke out after X agreed".
    """
    if not tokens:
        return None
    begin = tokens[0].start
    if _is_writers_own(text, tokens):
        return None
    if likewise := _SO_DOES.match(text, begin):  # "So do the Liberals."
        named = (m for m in mentions if m.start == likewise.end() and m.kind is not Kind.PRONOUN)
        return next(named, None)
    if (sided := _told_last(tokens, mentions)) is not None:
        return sided
    first = _first_to_act(text, mentions, tokens, known)
    return first or next((m for m in mentions if m.governed and _acts_before(tokens, m)), None)


def _is_writers_own(text: str, tokens: Sequence[Token]) -> bool:
    """Say whether a clause asks what others will do, or hopes: "whether X will go remains to be seen"."""
    begin, end = tokens[0].start, tokens[-1].end
    if (opening := _unclear().match(text, begin, end)) is not None:
        return not _JOINED.search(text, opening.end(), end)  # "it is unclear if X will send any"
    if tokens[0].low == "whether" and _left_open().search(text, begin, end) is not None:
        return True
    if _of_nobody().match(text, begin, end) is not None:  # "it is to be hoped that X will"
        return True
    return _inquiring().match(text, begin, end) is not None  # "the poll asked if X should"


def _told_last(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return who stands behind the side that is theirs: "also opposed is X", "against it were X and Y"."""
    small = grammar()
    first = 0
    while first < _BEFORE_SIDE and tokens[first].low in small.before_sides and first + 1 < len(tokens):
        first += 1
    aside = tokens[first].low in ("for", "in")  # "for sale is X"; but "in favour is X"
    if aside and " ".join(t.low for t in tokens[first : first + 2]) not in small.sides - {"in doubt"}:
        return None
    if not names_side(tokens, first) and tokens[first].low not in small.minded:
        return None
    reach = range(first + 1, min(first + _LONGEST_SIDE, len(tokens)))
    verb = next((n for n in reach if tokens[n].low in small.there_is or not tokens[n].joined), None)
    if verb is None or tokens[verb].low not in small.there_is:
        return None
    if any(is_finite(tokens, n) for n in range(first + 1, verb)):
        return None
    who = next((m for m in mentions if m.start > tokens[verb].start), None)
    if who is None or who.governed or place_of(tokens, who.start) > verb + _BEHIND_WHO:
        return None
    between = tokens[verb + 1 : place_of(tokens, who.start)]  # "is the soldiers' own union"
    return who if all(t.possessive or t.low in DETERMINERS or t.low == "own" for t in between) else None


def _first_to_act(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token], known: Known
) -> Mention | None:
    begin, end = tokens[0].start, tokens[-1].end
    apart = [match.span() for match in itertools.chain(*(p.finditer(text, begin, end) for p in _APART))]
    comma = text.find(",", begin, end) if is_participial(text, mentions, begin, end) else -1
    own = is_in_first_person(tokens, mentions)
    beside: Mention | None = None  # the first that does something, yet in a clause about another
    for m in mentions:
        if m.start < comma or (m.doubtful and known(m) is None) or _acts_for_nobody(text, tokens, m):
            continue
        if any(a <= m.start < b for a, b in apart) or (own and m.name in ("it", "they")):
            continue
        stands = _stands_there(tokens, m) or _is_led_to(tokens, m)
        governed = m.governed and m.start > begin  # within the clause
        if governed and not stands and not _has_said(tokens, m) and not _has_come(tokens, m):
            continue
        if _is_object(tokens, m) and not governed and not takes_side(tokens, m) and not stands:
            continue
        acts = stands or does(tokens, m) or is_quoted(text, tokens, m)
        if acts:
            if beside is None and is_beside(tokens, m):
                beside = m
            elif beside is None or "," in text[beside.end : m.start]:
                return m
    return beside if beside is None or _tells_more(tokens, beside) else None


def _tells_more(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause beside the main one tells a position, and not only when: "as X looks on, …"."""
    k = place_of(tokens, mention.end)
    behind = tokens[k].low if k < len(tokens) else ""
    if "as" not in [t.low for t in tokens[:2]] or behind in PRONOUNS:  # "as the president, I have"
        return True
    return takes_part(tokens, mention)


def takes_part(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention says something or takes a position: "X refused", "X has announced"."""
    small, k = grammar(), place_of(tokens, mention.end)
    speaks = (t.low in small.minds or t.low in vocabulary().speech for t in tokens[k : k + _BEHIND_WHO])
    return takes_stance(tokens, mention) or any(speaks)


def _has_said(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it tells what is said by whom a preposition governs: "from X, who said", "after X said"."""
    k, place = place_of(tokens, mention.end), place_of(tokens, mention.start)
    behind = [t.low for t in tokens[k : k + _BEHIND_WHO]]
    if place and tokens[place - 1].low in grammar().until:
        return not grammar().says.isdisjoint(behind[:1])
    return behind[:1] == ["who"] and not vocabulary().speech.isdisjoint(behind)


def _has_come(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it tells after whose saying something nameless came: "the crisis came after X refused"."""
    return _is_followed(tokens, mention) and does(tokens, mention) and takes_part(tokens, mention)


def _is_followed(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether something came after what a mention did: "the row comes a week after X passed a bill"."""
    place = place_of(tokens, mention.start)
    if place < 2 or tokens[place - 1].low not in grammar().until:
        return False
    k = place - 2
    while k > 0 and (tokens[k].low in grammar().soon_after or tokens[k].low.isdigit()):
        k -= 1
    return tokens[k].low in grammar().follows


def _acts_before(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it is told after whose doing something else was: "protests broke out after X agreed"."""
    place = place_of(tokens, mention.start)
    first = place - (place > 0 and tokens[place - 1].low in DETERMINERS)
    after = first > 0 and tokens[first - 1].low == "after"
    named = not (mention.doubtful or mention.possessive or mention.kind is Kind.PRONOUN)
    if not (after and named):
        return False
    to_come = any(t.low in grammar().modals for t in tokens[:place])  # "troops will go after X votes"
    return not (to_come or _is_followed(tokens, mention)) and does(tokens, mention)


def _acts_for_nobody(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is of somebody who does nothing here, or who holds no position.

    The writer; an "it" of nobody; the last of a list; who is only told to act: "X was urged to", "X has come
    under pressure to".
    """
    if mention.kind is Kind.PRONOUN and mention.name in _NOT_SUBJECTS:
        return True
    k = place_of(tokens, mention.start)
    if k > 1 and tokens[k - 1].low == "and" and ends_list(tokens, place_of(tokens, mention.end)):
        return True
    if _is_of_nobody(tokens, mention) or _is_no_holder(tokens, mention) or is_told_to(tokens, mention):
        return True
    called = _CALLED_TO_ORDER.match(text, mention.end, tokens[-1].end)
    return called is not None or _addressed().match(text, mention.end, tokens[-1].end) is not None


def _is_of_nobody(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is an "it" that may stand for nobody: "it is time", "it would take years"."""
    if mention.kind is not Kind.PRONOUN or mention.name != "it":
        return False
    small = grammar()
    k = past_adverbs(tokens, place_of(tokens, mention.end))  # "it therefore saw no need"
    behind = [t.low for t in tokens[k : k + 3]]
    if len(behind) > 1 and behind[0] in small.modals:
        verb = (
            behind[2]
            if behind[1] in ("not", "t", "never", "also", "only", "now") and behind[2:]
            else behind[1]
        )
        minded = verb == "be" and not small.minded.isdisjoint(t.low for t in tokens[k : k + 5])
        return verb in small.of_nobody and not minded  # "it would be ready"
    if small.there_is.issuperset(behind[:1]):
        k = past_adverbs(tokens, k + 1)  # "it was not ready"
        return small.minded.isdisjoint(t.low for t in tokens[k : k + 1])
    return not (behind and (behind[0] in small.says or behind[0] in small.minds))


def _is_no_holder(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a group is nobody, "no mother", "not all", or those who are sent: "some 250 Britons go"."""
    if mention.kind not in (Kind.GROUP, Kind.ROLE, Kind.BODY) or is_share(mention):
        return False
    k = place_of(tokens, mention.start)
    if k < len(tokens) and (tokens[k].low == "no" or _is_not_all(tokens, k)):
        return True
    return is_sent(mention) and not _has_a_say(tokens, mention)


def _is_not_all(tokens: Sequence[Token], k: int) -> bool:
    """Say whether those at a place are an unnamed part of a group: "not all allies", "not every ally"."""
    first = [t.low for t in tokens[max(0, k - 1) : k + 1]]
    return first in (["not", "all"], ["not", "every"])


def _has_a_say(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether those who are sent say or want something: "the team refuses"."""
    small, k = grammar(), past_have(tokens, past_adverbs(tokens, place_of(tokens, mention.end)))
    mind = (vocabulary().speech, small.minds, small.wants)
    return any(t.low in words for t in tokens[k : k + 1] for words in mind)


def _is_object(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a verb stands before a mention in its clause, or a bracket."""
    k = place_of(tokens, mention.start)
    if k < len(tokens) and "(" in tokens[k].before:
        return True
    last, small = max(0, k - REACH), grammar()
    while k > last and tokens[k].joined:
        k -= 1
        token = tokens[k]
        if token.low in small.subordinating or token.low in small.omits_that:
            return False
        if token.low in small.there_is and k and tokens[k - 1].low in ("there", "it"):
            is_it = tokens[k - 1].low == "it" and k + 1 == place_of(tokens, mention.start)
            return is_it and not _is_picked(tokens, mention)
        noun = k > 0 and tokens[k - 1].low in small.indefinite  # "a claim X denies"
        if not token.capital and ((token.low in vocabulary().verbs and not noun) or token.low.endswith("ed")):
            return True
    return False


def _is_picked(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether "it was" leads to who did something: "it was X who refused", yet "it was Rome again"."""
    behind = tokens[place_of(tokens, mention.end) :]
    return any(t.low in ("who", "that", "which") for t in behind)


def _stands_there(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause begins with where somebody is: "at the next table sat X, a veteran"."""
    if tokens[0].low not in vocabulary().prepositions:
        return False
    k = place_of(tokens, mention.start)
    return k > 1 and tokens[k - 1].low in grammar().standing


def _is_led_to(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause begins with a circumstance, without a comma: "after the vote the party said"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    led = k > 1 and not mention.possessive and all(t.joined for t in tokens[1 : k + 1])
    if not led or place == len(tokens):
        return False
    aside = tokens[place].before.strip() == "," and any("," in t.before for t in tokens[k + 1 : place])
    if not (tokens[place].joined or aside):  # "in spring the premier, Ann Orr, promised"
        return False
    words, small = vocabulary(), grammar()
    opens = tokens[0].low in words.openings and not (tokens[0].low in DETERMINERS or tokens[0].low in OWNING)
    begin = opens or tokens[0].low in small.times or any(t.low in small.periods for t in tokens[:_BEHIND_WHO])
    begins = any(
        t.low in words.prepositions or t.low in small.until
        for t in tokens[: min(k, _BEHIND_WHO) if begin else 1]  # "a few weeks before the vote the party"
    )
    if not begins or tokens[k - 1].low in words.prepositions or tokens[k - 1].low in small.subordinating:
        return False
    if tokens[place].low in words.prepositions:  # "India on Monday turned it down"
        place = next((n for n in range(place + 1, len(tokens)) if tokens[n - 1].low in words.dates), k)
    acts = tokens[place].is_verb or tokens[place].low in small.pasts | small.modals | small.there_is
    if any("," in t.before for t in tokens[place + 1 : place + _BEHIND_WHO]):
        return tokens[place].low in small.says  # "on the eve of the date Colombo had fixed, Delhi agreed"
    return acts and not any(is_finite(tokens, n) for n in range(1, k))


@functools.cache
def _addressed() -> re.Pattern[str]:
    """Match what others do to somebody who is only told to act, to the end of the clause."""
    adverbs = r"(?:(?:now|also|again|once more|repeatedly|already|still|later)\s+)*"
    be = r"(?:been|be|being|is|are|was|were|come|comes|came)\s+"
    by = (
        r"(?:\s+(?:on|by|in|at|from|last|this|earlier|to)\s+(?!send|keep|withdraw)[\w'’-]+(?: [\w'’-]+){,3})?"
    )
    return re.compile(
        rf"\s+{adverbs}(?:(?:has|have|had|will|would|may|might|could|should|must)\s+)?{adverbs}{be}{adverbs}"
        rf"{any_of(grammar().addressed)}(?:{by}|,[^,]{{1,60}},)\s+(?:to|that)\b"
        r"(?![^.;]*\b(?:but|and)\b)",
    )


@functools.cache
def _of_nobody() -> re.Pattern[str]:
    """Match what begins a sentence of the writer's: what is hoped, who was there."""
    return re.compile(
        r"(?:it is (?:only )?to be hoped|one (?:can only )?hopes?|let us hope)\b"
        r"|(?:also )?(?:speaking|present|attending|participating)[^,.:]{0,40} (?:was|were) ",
        re.IGNORECASE,
    )


@functools.cache
def _inquiring() -> re.Pattern[str]:
    """Match what begins a sentence that tells what is asked in an inquiry."""
    return re.compile(
        r"(?:The|An?|One|Its|This|Another) (?:[\w’'-]+ ){0,4}?"
        rf"{any_of(grammar().inquiries)}\b[^.;:]{{0,160}}?"
        r"\b(?:asked|asks|asking)\b[^.;:]{0,60}?\b(?:if|whether)\b"
    )


@functools.cache
def _left_open() -> re.Pattern[str]:
    """Match what ends a sentence that asks what somebody will do."""
    return re.compile(
        rf"\b(?:is|are|was|were|remains?|remained|stays?)\s+(?:\w+ ){{0,2}}{any_of(grammar().left_open)}\b",
        re.IGNORECASE,
    )


@functools.cache
def _unclear() -> re.Pattern[str]:
    """Match what begins a sentence that asks what somebody will do."""
    return re.compile(
        r"\W*(?:it(?:[’']s| is| was| remains| remained)|that(?:[’']s| is))\s+(?:\w+ )?"
        rf"{any_of(grammar().unclear)}\s+(?:if|whether|when)\b",
        re.IGNORECASE,
    )
