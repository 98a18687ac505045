"""What somebody who is mentioned does: whether a verb stands behind, takes a position, or is of no holder."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from stance.reading.grammar import any_of, grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, names_side, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, is_state, vocabulary

AUXILIARY = r"(?:did|does|do|has|have|had|will|would|is|are|was|were|can|could)"
_PARTING = (",", "(", "–", "—", "-")
_SHARE = re.compile(r"\w ?(?:%|per ?cent\b)", re.IGNORECASE)
_QUOTATION = re.compile(r":?\s+[“„«\"‘']")
_REACH_OF_VERB = 6
_OPENING = 2  # words of a clause
REACH = 40  # words in which a verb is looked for; the joints and lists of a clause in as many characters
STANCE_WITHIN = 4  # words behind a mention


_OF_ONE = frozenset(("is", "was", "has", "does"))  # behind what is one


def does(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a verb stands behind a mention, so that it does something."""
    k = place_of(tokens, mention.end)
    many = mention.kind is Kind.GROUP and is_many(mention)
    if k == len(tokens) or (many and tokens[k].joined and tokens[k].low in _OF_ONE):
        return False  # "what they did to monks and nuns is wrong"
    token = tokens[k]
    if BLANK in token.before:  # the words quoted are what it does
        return True
    if token.low == "to" and tokens[k + 1 : k + 2] and not tokens[k + 1].capital:
        return True  # "Nato to send more"
    parted = token.before.strip().lstrip(") ")[:1] in _PARTING or token.low in ("who", "which", "that")
    parted = parted or (token.low in PRONOUNS and token.low != "it")  # "an envoy I met was blunt"
    if token.low.endswith("ing"):  # "X, an MP representing Y, said"
        parted = parted or any("," in t.before for t in tokens[k : k + REACH])
    words, small = vocabulary(), grammar()
    delayed = token.low.endswith("ly") or token.low in small.times or token.low in words.dates
    if takes_side(tokens, mention):
        return True
    if parted or delayed or token.low in words.prepositions or token.low in small.describing:
        return any(t.is_verb or t.low in small.pasts for t in tokens[k : k + REACH])
    acts = token.low in small.adverbs or token.is_verb or token.low in small.pasts
    acts = acts and not _is_one_more(tokens[k : k + 3])
    plain = token.joined and token.low not in words.openings and token.low.isalpha()
    they = mention.kind is Kind.PRONOUN and mention.name == "they" and not token.capital
    return acts or ((they or is_many(mention)) and plain)


def _is_one_more(behind: Sequence[Token]) -> bool:
    """Say whether the first of two subjects goes on behind a name: "follows Chad and withdrawing its men"."""
    lows = [t.low for t in behind]
    if len(lows) < 3 or lows[0] not in ("and", "or"):
        return False
    return lows[1].endswith("ing") and (lows[2] in OWNING or lows[2] in DETERMINERS)


def is_in_first_person(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Say whether "I" or "we" is the first who does something in a clause: "But I back X's plan"."""
    first = mentions[0] if mentions else None
    own = first is not None and first.name in ("i", "we") and not first.governed
    return own and first is not None and place_of(tokens, first.start) < _OPENING and does(tokens, first)


def takes_side(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is a share of those asked whose side stands behind it: "31% in favor"."""
    behind = len(mention.name.split()) - len(mention.bare.split())  # "54 percent of Germans in favour"
    return is_share(mention) and names_side(tokens, place_of(tokens, mention.end) + behind)


def is_share(mention: Mention) -> bool:
    return mention.kind is Kind.GROUP and _SHARE.search(mention.name) is not None


def is_counted(mention: Mention) -> bool:
    """Say whether a mention is a group of so many: "nine of the 15 states"."""
    first = mention.name.partition(" ")[0].lower()
    return mention.kind is Kind.GROUP and (first.isdigit() or first in vocabulary().quantifiers)


def is_sent(mention: Mention) -> bool:
    """Say whether a mention is of those who are sent: "250 Britons", "24 Airmobile Brigade", "a team"."""
    *before, head = mention.bare.lower().split()
    if any(word.replace(",", "").isdigit() for word in before[:2]) and is_state(head[:-1]):
        return True
    if mention.short and mention.name[-1:].isdigit():
        return False  # "men under 30"
    small = grammar()
    among = (small.sent | small.serving).intersection(mention.name.lower().split())
    return head in small.sent or (is_counted(mention) and bool(among))


def is_many(mention: Mention) -> bool:
    """Say whether a mention names many, behind whom any word may be what they do: "allies hesitate"."""
    plural = mention.bare.endswith("s") or mention.bare.lower().endswith("people")
    many = mention.kind is Kind.GROUP or (" " in mention.name and mention.kind is Kind.BODY)
    return many and plural and not mention.possessive


def takes_stance(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether the verb behind a mention takes a position: "Chad will send", "Oslo is ready"."""
    if is_told_to(tokens, mention):
        return False
    k = _past_sayer(tokens, place_of(tokens, mention.end))
    first, second = [*(t.low for t in tokens[k : k + 2]), "", ""][:2]
    if first in grammar().doings and second == "of":
        return False  # "Nato plans of a mission"
    behind = itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + STANCE_WITHIN])
    return any(t.low in grammar().stances for t in (*tokens[k : k + 1], *behind))


def is_told_to(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause tells what somebody ought to do, which is another's position: "Oslo must act"."""
    k = past_adverbs(tokens, _past_sayer(tokens, place_of(tokens, mention.end)))
    first, second = [*(t.low for t in tokens[k : k + 2]), "", ""][:2]
    small = grammar()
    return first in small.duties or (first in small.duties_to and second == "to")


def acts_in_public(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause tells of somebody what those in office do: speak, take a side, arrive, sign.

    Not where something was done to them: "X was killed". One word without a title may name a town, which
    does not speak: "Pavlivka fell". A full name alone is a heading.
    """
    small, words = grammar(), speaking()
    if " " in mention.name or mention.gender or mention.role:
        if tokens[0].start >= mention.start and tokens[-1].end <= mention.end:
            return True
        words = _public()
    k = past_adverbs(tokens, past_have(tokens, place_of(tokens, mention.end)))
    first, second = [*(t.low for t in tokens[k : k + 2]), "", ""][:2]
    undergoes = first in small.there_is and (second.endswith("ed") or second in small.fates)
    if first in small.fates or (undergoes and second not in words):
        return False
    near = tokens[max(0, k - REACH) : k + REACH]
    return any(BLANK in t.before or t.low in words for t in near)


@functools.cache
def speaking() -> frozenset[str]:
    """Return the verbs of speech, whatever they are followed by."""
    return vocabulary().speech | grammar().says


@functools.cache
def _public() -> frozenset[str]:
    small = grammar()
    taking_sides = small.minds | small.minded | small.wants | small.stances | small.gestures
    return speaking() | taking_sides | small.public


def _past_sayer(tokens: Sequence[Token], k: int) -> int:
    """Return where a clause goes on behind who says it: "France, Orr said, would send troops"."""
    if k == len(tokens) or tokens[k].before.strip() != ",":
        return k
    run = tokens[k : k + 1 + STANCE_WITHIN]
    end = next((n for n, t in enumerate(run[1:], start=1) if t.before.strip() == ","), 0)
    return k + end if any(t.low in grammar().says for t in run[:end]) else k


def is_quoted(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether nothing but a quotation stands behind a mention: 'Oslo "needs to sleep on it".'."""
    return tokens[-1].end <= mention.end and _QUOTATION.match(text, mention.end) is not None


def is_participial(text: str, mentions: Sequence[Mention], begin: int, end: int) -> bool:
    """Say whether a clause begins with what its subject does beside: "Speaking in Rome, …", not "Beijing".

    ``begin`` and ``end``: of the clause.
    """
    named = any(m.start == begin and m.kind in (Kind.STATE, Kind.ROLE) for m in mentions)
    return not named and participle().match(text, begin, end) is not None


def is_beside(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention stands in a clause before the main one: "in Lyon, where X has …, Y said"."""
    k = place_of(tokens, mention.start)
    return k > 0 and tokens[k - 1].low in grammar().relative


def fights(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it is told how many fight, which is no position: "the army fell back behind the river"."""
    if mention.kind in (Kind.PERSON, Kind.PRONOUN):
        return False
    k = place_of(tokens, mention.end)
    k = past_have(tokens, k)
    k += k < len(tokens) and tokens[k].low == "since"
    k = past_adverbs(tokens, k)
    verb, *object_ = [t.low for t in tokens[k : k + _REACH_OF_VERB]] or [""]
    launches = verb == "launched" and not grammar().arms.isdisjoint(object_)
    return launches or not grammar().fighting.isdisjoint((verb, " ".join([verb, *object_[:1]])))


def only_happens(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether what a mention does is an event of which the writer tells, and no position.

    Who fights, will appear somewhere or stayed away, and what many suffer: "X will brief the committee on
    Monday", "X, who was due to speak, sent apologies", "two million people have fled".
    """
    return fights(tokens, mention) or _appears(tokens, mention) or _suffers(tokens, mention)


def _appears(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether somebody will appear somewhere, or was not there: "X is to testify", "X was absent".

    Not where a position is told besides: "X will brief her critics, but rejects their plan".
    """
    small = grammar()
    sided = any(t.low in small.stances or t.low in small.besides for t in tokens)
    if sided or (mention.kind is Kind.PRONOUN and mention.name not in ("he", "she")):
        return False
    k = past_adverbs(tokens, place_of(tokens, insertion(tokens, mention)[1] or mention.end))
    run = [t.low for t in itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + 1 + STANCE_WITHIN])]
    verb = tokens[k].low if k < len(tokens) else ""
    if verb == "will":
        behind = run
    elif verb in small.there_is:
        behind = run[run.index("to") + 1 :] if "to" in run[:2] and small.scheduled.issuperset(run[:1]) else []
        if not small.absent.isdisjoint((*run[:1], " ".join(run[:2]))):
            return True
    else:
        return " ".join((verb, *run[:1])) in small.absences
    return bool(behind) and (behind[0] in small.appearing or " ".join(behind[:2]) in small.appearing)


def _suffers(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it is told of so many people where they are or what was done to them: "7,000 have died".

    Not where they say or want something besides: "300 people trapped there called for help".
    """
    small = grammar()
    if not is_counted(mention) or mention.bare.lower().rpartition(" ")[2] not in small.populace:
        return False
    if any(t.low in words for t in tokens for words in (small.stances, small.wants, vocabulary().speech)):
        return False
    k = place_of(tokens, mention.end)
    behind = itertools.takewhile(lambda t: t.joined, tokens[k : k + STANCE_WITHIN])
    return not small.fates.isdisjoint(t.low for t in behind)


def past_adverbs(tokens: Sequence[Token], k: int) -> int:
    """Return the place behind the adverbs that stand at a place, or the same place."""
    adverbs = grammar().adverbs
    while k < len(tokens) and tokens[k].joined:
        low = tokens[k].low
        if not (low in adverbs or low == "not" or low.endswith("ly")):
            break
        k += 1
    return k


def past_have(tokens: Sequence[Token], k: int) -> int:
    """Return the place behind a "has", "have" or "had" that stands at a place, or the same place."""
    return k + (k < len(tokens) and tokens[k].low in ("has", "have", "had"))


def is_finite(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word is a verb, and no noun behind an article or a preposition: "in his report"."""
    if tokens[k].low not in vocabulary().verbs:
        return False
    before = tokens[max(0, k - 2) : k]
    return not any(
        t.low in DETERMINERS or t.low in OWNING or t.possessive or t.low in vocabulary().prepositions
        for t in before
    )


def insertion(tokens: Sequence[Token], subject: Mention) -> tuple[int, int]:
    """Return where what is said of a subject amid its clause stands: "X, in charge while Y is away, said"."""
    k = place_of(tokens, subject.end)
    if k == len(tokens) or tokens[k].before.strip() != ",":
        return 0, 0
    begin = tokens[k].start
    shortest = 1 if tokens[k].low.isdigit() else 2  # "X, 44, said"
    for n in range(k + shortest, min(k + REACH, len(tokens))):
        if (
            tokens[n].before.strip() == ","
            and tokens[n].low in grammar().resuming
            and tokens[n - 1].low != "and"
        ):
            return begin, tokens[n].start
    return 0, 0


def ends_list(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the first subject goes on behind a word: "thanks them and their kin, and promises"."""
    if k >= len(tokens):
        return False
    mark, low = tokens[k].before.strip(), tokens[k].low
    return mark == ";" or (mark == "," and low in ("and", "but", "or", "then"))


def ends_saying(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a verb of speech, and not what was said, ends a sentence: "…, the envoy said on Monday"."""
    tells = tokens[k].low in grammar().says or tokens[k].low in grammar().reports
    return tells and not any(t.low in _begins_what_is_said() for t in tokens[k + 1 :])


@functools.cache
def _begins_what_is_said() -> frozenset[str]:
    return vocabulary().verbs | grammar().modals | PRONOUNS.keys() | {"that"}


@functools.cache
def participle() -> re.Pattern[str]:
    """Match the first words of what a subject does beside: "speaking", "asked", "while presenting"."""
    return re.compile(
        rf"(?:{any_of(grammar().before_participles)}\s+)?"
        r"(?:asked|speaking|pressed|questioned|[a-z]+ed by|[a-z]+ing(?:\s(?:up|on|out))?)\b",
        re.IGNORECASE,
    )
