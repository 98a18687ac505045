"""Attribution: of the mentions in a clause, whom it is about, who says so, and who is named alongside."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence

from stance.reading.appositions import follows_verb
from stance.reading.grammar import any_of, grammar
from stance.reading.layout import Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, names_side, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, is_state, vocabulary

_AS_SAYING = re.compile(r"(?:,? (?:on|in|at) [\w ]{1,20}?)? as (?:saying|telling)\b")
_NOT_SUBJECTS = ("i", "we")
_PARTING = (",", "(", "–", "—", "-")
_SET_OFF = (",", "–", "—")
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|views|eyes|opinion|judge?ment) of)\s+$", re.IGNORECASE
)
_IN = re.compile(r"\b[Ii]n\s+$")
_VIEW = re.compile(r"['’]?\s+(?:view|eyes|opinion|judge?ment|book|words)\b")
_TO = re.compile(r"(?:To|For)\s+")
_DESPITE = re.compile(
    r"\b(?:over|despite|in spite of|in the face of|notwithstanding|amid)\s+(?:the\s+)?$", re.IGNORECASE
)
_BESIDE = frozenset(("over", "despite", "spite", "face", "notwithstanding", "amid", "with"))
_WITH = re.compile(r"\b[Ww]ith\s+$")
_ASKS = re.compile(r",?\s+(?:for|to|against|that|over)\b")
_CALLED_TO_ORDER = re.compile(r" (?:will|is|stands) (?:\w+ ){0,2}(?:to order|in order|adjourned|in recess)\b")
_JOINED = re.compile(r"[,;–—]|\b(?:which|who|but)\b")
_TAG = re.compile(r",? \(?[rdi]-[\w.]+\)?,?")  # of a party and a place, between small letters
_SURVEY = re.compile(r"\s+(?:poll|survey|study|count)\b")
_AND = re.compile(r",?\s+(?:and|or)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"\s*,\s*an?\s", re.IGNORECASE)
_BEEN = ("been", "was", "were", "is", "are", "being")
_BETWEEN = (
    "", "and", "or", "nor", "as well as", "and also", "&", "together with", "along with", "joined by",
    "backed by", "and its ally", "and his ally", "and her ally", "and its partner",
)  # fmt: skip
_AUXILIARY = r"(?:did|does|do|has|have|had|will|would|is|are|was|were|can|could)"
_LIKEWISE = re.compile(  # before whoever does the same: ", as does X", ", and so did X"
    rf",?\s+(?:as|and so|and neither|and nor|nor)\s+{_AUXILIARY}\s+(?:the\s+)?$"
)
_SO_DOES = re.compile(rf"(?:So|Nor|Neither)\s+{_AUXILIARY}\s+", re.IGNORECASE)
_CAPTION = re.compile(r"\((?:Image|Photo|Picture|Credit|File|AP|AFP|Reuters|Getty)\b[^)]*\)", re.IGNORECASE)
_SHARE = re.compile(r"\w ?(?:%|per ?cent\b)", re.IGNORECASE)
_QUOTATION = re.compile(r":?\s+[“„«\"‘']")
_BEFORE_ACCORDING = 40  # characters
_NEAR = 60  # characters between what was done and by whom
_BEHIND_SAID = 5  # words
_BEHIND_WHO = 4
_REACH_OF_VERB = 6
_REACH = 40  # words in which a verb is looked for; the joints and lists of a clause in as many characters
_OWNED_WITHIN = 3  # words behind an owner
_AUXILIARIES = 2  # words between a subject and "been"
_PASSIVE_WITHIN = 8  # words before who did it
_STANCE_WITHIN = 4  # words behind a mention
_SAID_WITHIN = 4  # words before "that"
_LONGEST_APPOSITION = 14  # words
_LONGEST_NAME = 5  # words of a speaker whom no word list knows
_LIST_ENDS_WITHIN = 60  # characters


Known = Callable[
    [Mention], object | None
]  # the holder whose name a mention is, if the article names such a one


def does(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a verb stands behind a mention, so that it does something."""
    k = place_of(tokens, mention.end)
    if k == len(tokens):
        return False
    token = tokens[k]
    if BLANK in token.before:  # the words quoted are what it does
        return True
    if token.low == "to" and tokens[k + 1 : k + 2] and not tokens[k + 1].capital:
        return True  # "Nato to send more"
    parted = token.before.strip().lstrip(") ")[:1] in _PARTING or token.low in ("who", "which", "that")
    parted = parted or (token.low in PRONOUNS and token.low != "it")  # "an envoy I met was blunt"
    if token.low.endswith("ing"):  # "X, an MP representing Y, said"
        parted = parted or any("," in t.before for t in tokens[k : k + _REACH])
    words, small = vocabulary(), grammar()
    delayed = token.low.endswith("ly") or token.low in small.times or token.low in words.dates
    if takes_side(tokens, mention):
        return True
    if parted or delayed or token.low in words.prepositions or token.low in small.describing:
        return any(t.is_verb or t.low in small.pasts for t in tokens[k : k + _REACH])
    acts = token.low in small.adverbs or token.is_verb or token.low in small.pasts
    plain = token.joined and token.low not in words.openings and token.low.isalpha()
    they = mention.kind is Kind.PRONOUN and mention.name == "they" and not token.capital
    return acts or ((they or _is_many(mention)) and plain)


def takes_side(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is a share of those asked whose side stands behind it: "31% in favor"."""
    behind = len(mention.name.split()) - len(mention.bare.split())  # "54 percent of Germans in favour"
    return _is_share(mention) and names_side(tokens, place_of(tokens, mention.end) + behind)


def _is_share(mention: Mention) -> bool:
    return mention.kind is Kind.GROUP and _SHARE.search(mention.name) is not None


def is_counted(mention: Mention) -> bool:
    """Say whether a mention is a group of so many: "nine of the 15 states"."""
    first = mention.name.partition(" ")[0].lower()
    return mention.kind is Kind.GROUP and (first.isdigit() or first in vocabulary().quantifiers)


def _is_many(mention: Mention) -> bool:
    """Say whether a mention names many, behind whom any word may be what they do: "allies hesitate"."""
    plural = mention.bare.endswith("s") or mention.bare.lower().endswith("people")
    many = mention.kind is Kind.GROUP or (" " in mention.name and mention.kind is Kind.BODY)
    return many and plural and not mention.possessive


def giver_of(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return whose position a sentence calls by its name: "such was X's answer", "X's verdict was no"."""
    small = grammar()
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


def takes_stance(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether the verb behind a mention takes a position: "Chad will send", "Oslo is ready"."""
    k = place_of(tokens, mention.end)
    behind = itertools.takewhile(lambda t: t.joined, tokens[k : k + _STANCE_WITHIN])
    return any(t.low in grammar().stances for t in behind)


def told_by(tokens: Sequence[Token], mentions: Sequence[Mention], sayer: Mention) -> list[Mention]:
    """Return of whose position somebody tells: "X said that Chad will send men", "X said Chad was ready"."""
    for m in mentions:
        k = place_of(tokens, m.start)
        if (
            m.start <= sayer.end
            or k < 2
            or m.kind is Kind.PRONOUN
            or m.possessive
            or m.doubtful
            or m.governed
        ):
            continue
        verb = k - 2 if tokens[k - 1].low == "that" else k - 1
        told = any(t.low in grammar().says for t in tokens[max(0, verb - _SAID_WITHIN) : verb + 1])
        led = tokens[k - 1].low == "that" or tokens[k - 1].low in grammar().omits_that
        if told and led and tokens[k].joined:
            return [m] if takes_stance(tokens, m) else []
    return []


def _is_giver(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a position is called somebody's: '"No" was the verdict of X', "such is the view of X"."""
    k = place_of(tokens, mention.start)
    before = ["", "", "", "", *(t.low for t in tokens[max(0, k - 4) : k])][-4:]
    called = before[0] in grammar().there_is and before[2] in grammar().givings
    return called and before[1] == "the" and before[3] == "of"


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
    """Return whose position a clause about nobody calls by a noun: "X's refusal", "the refusal of X"."""
    acts, called = _nouns_of_acts(), _nouns_of_position() | grammar().givings
    for m in mentions:
        if m.kind is Kind.PRONOUN or m.doubtful:
            continue
        k, place = place_of(tokens, m.start), place_of(tokens, m.end)
        behind = itertools.takewhile(lambda t: t.joined, tokens[place : place + _OWNED_WITHIN])
        owns = m.possessive and any(t.low in called for t in behind)
        of = k > 1 and tokens[k].joined and tokens[k - 1].low in ("of", "by", "among")
        if owns or (of and tokens[k - 2].low in acts):
            return m
    return None


def subject_of(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token], known: Known
) -> Mention | None:
    """Return the mention that a clause is about: the first that does something and no preposition governs.

    Where there is none, it is whose doing the rest came after: "protests broke out after X agreed".
    """
    if not tokens:
        return None
    begin, end = tokens[0].start, tokens[-1].end
    if (opening := _unclear().match(text, begin)) is not None and not _JOINED.search(
        text, opening.end(), end
    ):
        return None  # "it is unclear if X will send any"
    if _of_nobody().match(text, begin) is not None:
        return None  # "it is to be hoped that X will", "also speaking were X and Y"
    if likewise := _SO_DOES.match(text, begin):  # "So do the Liberals."
        named = (m for m in mentions if m.start == likewise.end() and m.kind is not Kind.PRONOUN)
        return next(named, None)
    first = _first_to_act(text, mentions, tokens, known)
    return first or next((m for m in mentions if m.governed and _acts_before(tokens, m)), None)


def _first_to_act(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token], known: Known
) -> Mention | None:
    begin, end = tokens[0].start, tokens[-1].end
    captions = [caption.span() for caption in _CAPTION.finditer(text, begin, end)]
    comma = text.find(",", begin, end) if _is_participial(text, mentions, begin) else -1
    beside: Mention | None = None  # the first that does something, yet in a clause about another
    for m in mentions:
        if m.start < comma or (m.doubtful and known(m) is None) or _acts_for_nobody(text, tokens, m):
            continue
        stands = _stands_there(tokens, m) or _is_led_to(tokens, m)
        governed = m.governed and m.start > begin  # within the clause
        if governed and not stands and not _has_said(tokens, m) and not _has_come(tokens, m):
            continue
        if _is_object(tokens, m) and not governed and not takes_side(tokens, m) and not stands:
            continue
        acts = stands or does(tokens, m) or _is_quoted(text, tokens, m)
        if acts and not any(a <= m.start < b for a, b in captions):
            if beside is None and is_beside(tokens, m):
                beside = m
            elif beside is None or "," in text[beside.end : m.start]:
                return m
    return beside


def _is_quoted(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether nothing but a quotation stands behind a mention: 'Oslo "needs to sleep on it".'."""
    return tokens[-1].end <= mention.end and _QUOTATION.match(text, mention.end) is not None


def _is_participial(text: str, mentions: Sequence[Mention], begin: int) -> bool:
    """Say whether a clause begins with what its subject does beside: "Speaking in Rome, …", not "Beijing"."""
    named = any(m.start == begin and m.kind in (Kind.STATE, Kind.ROLE) for m in mentions)
    return not named and _participle().match(text, begin) is not None


def is_beside(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention stands in a clause before the main one: "in Lyon, where X has …, Y said"."""
    k = place_of(tokens, mention.start)
    return k > 0 and tokens[k - 1].low in grammar().relative


def _has_said(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it tells what is said by whom a preposition governs: "from X, who said", "after X said"."""
    k, place = place_of(tokens, mention.end), place_of(tokens, mention.start)
    behind = [t.low for t in tokens[k : k + _BEHIND_WHO]]
    if place and tokens[place - 1].low in grammar().until:
        return not grammar().says.isdisjoint(behind[:1])
    return behind[:1] == ["who"] and not vocabulary().speech.isdisjoint(behind)


def _has_come(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it tells after whose doing something nameless came: "the crisis came after X refused"."""
    place = place_of(tokens, mention.start)
    if place < 2 or tokens[place - 1].low not in grammar().until:
        return False
    k = place - 2
    while k > 0 and (tokens[k].low in grammar().soon_after or tokens[k].low.isdigit()):
        k -= 1
    return tokens[k].low in grammar().follows and does(tokens, mention)


def _acts_before(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it is told after whose doing something else was: "protests broke out after X agreed"."""
    place = place_of(tokens, mention.start)
    first = place - (place > 0 and tokens[place - 1].low in DETERMINERS)
    after = first > 0 and tokens[first - 1].low == "after"
    named = not (mention.doubtful or mention.possessive or mention.kind is Kind.PRONOUN)
    if not (after and named):
        return False
    to_come = any(t.low in grammar().modals for t in tokens[:place])  # "troops will go after X votes"
    return not to_come and does(tokens, mention)


def _acts_for_nobody(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is of somebody who does nothing here, or who holds no position.

    The writer; an "it" of nobody; the last of a list; who is only told to act: "X was urged to", "X has come
    under pressure to".
    """
    if mention.kind is Kind.PRONOUN and mention.name in _NOT_SUBJECTS:
        return True
    k = place_of(tokens, mention.start)
    if k > 1 and tokens[k - 1].low == "and" and _ends_list(tokens, place_of(tokens, mention.end)):
        return True
    if _is_of_nobody(tokens, mention) or _is_no_holder(tokens, mention):
        return True
    called = _CALLED_TO_ORDER.match(text, mention.end, tokens[-1].end)
    return called is not None or _addressed().match(text, mention.end, tokens[-1].end) is not None


def fights(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether it is told how many fight, which is no position: "the army fell back behind the river"."""
    if mention.kind in (Kind.PERSON, Kind.PRONOUN):
        return False
    k = place_of(tokens, mention.end)
    k += k < len(tokens) and tokens[k].low in ("has", "have", "had")
    k = _past_adverbs(tokens, k)
    verb, *object_ = [t.low for t in tokens[k : k + _REACH_OF_VERB]] or [""]
    launches = verb == "launched" and not grammar().arms.isdisjoint(object_)
    return launches or not grammar().fighting.isdisjoint((verb, " ".join([verb, *object_[:1]])))


def _is_of_nobody(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention is an "it" that may stand for nobody: "it is time", "it would take years"."""
    if mention.kind is not Kind.PRONOUN or mention.name != "it":
        return False
    small = grammar()
    k = _past_adverbs(tokens, place_of(tokens, mention.end))  # "it therefore saw no need"
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
        k = _past_adverbs(tokens, k + 1)  # "it was not ready"
        return small.minded.isdisjoint(t.low for t in tokens[k : k + 1])
    return not (behind and (behind[0] in small.says or behind[0] in small.minds))


def _past_adverbs(tokens: Sequence[Token], k: int) -> int:
    """Return the place behind the adverbs that stand at a place, or the same place."""
    adverbs = grammar().adverbs | {"not"}
    while k < len(tokens) and tokens[k].joined and (tokens[k].low in adverbs or tokens[k].low.endswith("ly")):
        k += 1
    return k


def _is_no_holder(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a group is nobody, "no mother", or those who are sent: "some 250 Britons will go"."""
    if mention.kind not in (Kind.GROUP, Kind.ROLE) or _is_share(mention):
        return False
    k = place_of(tokens, mention.start)
    if k < len(tokens) and tokens[k].low == "no":
        return True
    *counted, head = mention.name.split()
    if not any(word.replace(",", "").isdigit() for word in counted[:2]) or not is_state(head[:-1]):
        return False
    place = place_of(tokens, mention.end)
    return not any(t.low in vocabulary().speech for t in tokens[place : place + 1])


def _is_object(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a verb stands before a mention in its clause, or a bracket."""
    k = place_of(tokens, mention.start)
    if k < len(tokens) and "(" in tokens[k].before:
        return True
    last, small = max(0, k - _REACH), grammar()
    while k > last and tokens[k].joined:
        k -= 1
        token = tokens[k]
        if token.low in small.subordinating | small.omits_that:
            return False
        if token.low in small.there_is and k and tokens[k - 1].low in ("there", "it"):
            is_it = tokens[k - 1].low == "it" and k + 1 == place_of(tokens, mention.start)
            return is_it and not _is_picked(tokens, mention)
        if not token.capital and (token.low in vocabulary().verbs or token.low.endswith("ed")):
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
    if not led or place == len(tokens) or not tokens[place].joined:
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
    return acts and not any(_is_finite(tokens, n) for n in range(1, k))


def _is_finite(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word is a verb, and no noun behind an article or a preposition: "in his report"."""
    if tokens[k].low not in vocabulary().verbs:
        return False
    before = tokens[max(0, k - 2) : k]
    return not any(
        t.low in DETERMINERS or t.low in OWNING or t.possessive or t.low in vocabulary().prepositions
        for t in before
    )


def sayer_of(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
    """Return who is said to have said it behind a comma: "…, X told reporters", "…, said X"."""
    places = {t.start: k for k, t in enumerate(tokens)}
    for m in mentions:
        k = places.get(m.start, 0)
        if _introduces(tokens, m) or _has_issued(tokens, m):
            return m
        if k == 0 or m.governed or (m.kind is Kind.PRONOUN and m.name in ("i", "we")):
            continue
        before = tokens[k].before.strip()
        place = (
            place_of(tokens, m.end) + len(m.name.split()) - len(m.bare.split())
        )  # "the leader of the left"
        behind = tokens[place : place + _REACH]
        set_off = behind[:1] and (behind[0].before.strip() == "," or behind[0].low in grammar().belonging)
        if m.kind is Kind.PERSON and set_off:
            behind = _past_apposition(behind)
        goes_on = bool(behind) and behind[0].joined and behind[0].is_verb  # "…, said the bloc was late"
        while behind and (behind[0].low in grammar().before_says or behind[0].low.endswith("ly")):
            behind = behind[1:]
        parted = before != "" and before.strip(" " + BLANK) in (",", "")
        if parted and behind and behind[0].low in grammar().says:
            mark = behind[0].before.strip()
            if mark == "" or (mark == "," and m.kind is Kind.PERSON):  # "the envoy to Mali, X, said"
                return m
        named = m.kind is not Kind.PRONOUN or m.name == "one"
        if named and not goes_on and _is_said_by(tokens, k):
            return m
    return _unlisted_behind(tokens, mentions)


def _past_apposition(behind: Sequence[Token]) -> Sequence[Token]:
    """Return the words behind what a name is made by: "X, director of the institute, told reporters"."""
    last = next((k for k, t in enumerate(behind[1:_LONGEST_APPOSITION], start=1) if not t.joined), None)
    closed = last is not None and behind[last].before.strip() == "," and behind[last].low in grammar().says
    goes_on = behind[0].low in ("and", "or") or any(t.low in vocabulary().verbs for t in behind[:last])
    return behind[last:] if closed and not goes_on else behind


def _introduces(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a clause about a mention leads to a quotation: "backed by X, who said: …"."""
    if mention.kind is Kind.PRONOUN:
        return False
    k = place_of(tokens, mention.end)
    if k + 1 >= len(tokens) or tokens[k].low != "who" or tokens[k + 1].low not in grammar().says:
        return False
    return k + 2 == len(tokens) or BLANK in tokens[k + 2].before


def _has_issued(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a paper of somebody's says something, or an answer is theirs: "the answer from X was"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    before, behind = [t.low for t in tokens[max(0, k - 2) : k]], [t.low for t in tokens[place : place + 2]]
    if behind[:1] and behind[0] in grammar().papers and tokens[place].joined:  # "X's statement said"
        said = bool(before) and before[-1] in grammar().says_before and not tokens[k - 1].joined
        return behind[-1] in grammar().says or said
    behind = behind[:1]
    if len(before) < 2 or before[1] not in ("from", "by", "of"):
        return False
    says = before[0] in grammar().papers and not grammar().says.isdisjoint(behind)
    return says or (before[0] in grammar().givings and not grammar().there_is.isdisjoint(behind))


def _is_said_by(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a verb of speech behind a quotation or a comma stands before a word: "…, said one, X"."""
    for verb in reversed(tokens[max(0, k - _BEHIND_SAID) : k]):
        if BLANK in verb.before and verb.low in vocabulary().speech:
            return True
        if verb.low in grammar().says_before:
            return bool(verb.before.strip(" )."))  # "X (D-Ohio) declared that Y"
        if verb.low in grammar().modals or verb.low == "that":
            return False  # "X, the minister, said troops would leave Chad"
        if verb.capital or verb.low in vocabulary().prepositions - {"of"}:
            return False
    return k == 1 and BLANK in tokens[0].before and tokens[0].low.endswith("ed")  # “…,” grunted X


def unlisted_sayer(tokens: Sequence[Token]) -> Mention | None:
    """Return who said a quotation, somebody of no word list: "…," said the baker; the baker said: "…"."""
    for k, verb in enumerate(tokens):
        if verb.low not in grammar().says:
            continue
        behind = _run_behind(tokens, k) if BLANK in verb.before else []
        for run in (behind, _run_before(tokens, k)):
            if (sayer := _unlisted(run)) is not None:
                return sayer
    return None


def _unlisted_behind(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """Return who says what a sentence tells, somebody of no word list: "it is no good, says the baker"."""
    said = _said()
    for k, verb in enumerate(tokens[1:], start=1):
        if verb.low not in said or verb.low in grammar().reports or verb.capital:
            continue
        if any(_insertion(tokens, m)[1] == verb.start for m in mentions):
            continue  # "X, who leads the house, told the chamber"
        run: Sequence[Token] = []
        if verb.low in grammar().says_before and verb.before.strip() in _SET_OFF:
            run = _run_behind(tokens, k)
            run = run if _closes(tokens, k + 1 + len(run)) else []
        elif verb.joined and (k + 1 == len(tokens) or not tokens[k + 1].joined or _ends_saying(tokens, k)):
            run = _run_before(tokens, k)
            run = run if run and run[0].before.strip() in _SET_OFF else []
        if (sayer := _unlisted(run)) is not None:
            return sayer
    return None


def _run_behind(tokens: Sequence[Token], k: int) -> Sequence[Token]:
    """Return the words behind a verb that may be who says it."""
    return list(itertools.takewhile(_describes, tokens[k + 1 : k + 1 + _LONGEST_NAME]))


def _run_before(tokens: Sequence[Token], k: int) -> Sequence[Token]:
    """Return the words before a verb that may be who says it, nobody in "a paper issued after the talks"."""
    begin = k
    while begin > max(0, k - _LONGEST_NAME) and tokens[begin].joined:
        if not _describes(tokens[begin - 1]) and tokens[begin - 1].low not in DETERMINERS:
            break
        begin -= 1
    governed = begin and tokens[begin].joined and tokens[begin - 1].low in vocabulary().prepositions
    return [] if governed else tokens[begin:k]


def _unlisted(run: Sequence[Token]) -> Mention | None:
    """Return who is meant by some words that begin with an article, and are no paper."""
    led = len(run) > 1 and (run[0].low in DETERMINERS or run[0].low in OWNING)
    if not led or run[-1].low in grammar().papers:
        return None
    name = " ".join([*(t.raw for t in run[1:-1]), run[-1].text])
    return Mention(run[0].start, run[-1].end, Kind.ROLE, name, definite=False)


def _closes(tokens: Sequence[Token], k: int) -> bool:
    """Say whether no verb stands between a word and the next comma: "…, said the baker of Lens, …"."""
    behind = itertools.takewhile(lambda t: t.joined, tokens[k:])
    return not any(t.low in vocabulary().verbs or t.low in grammar().modals for t in behind)


def _describes(token: Token) -> bool:
    words = vocabulary()
    return not (
        token.low in words.verbs
        or token.low in words.prepositions
        or token.low in ("who", "which", "that")
        or BLANK in token.before
        or "," in token.before
    )


def source_of(text: str, mentions: Sequence[Mention], begin: int) -> Mention | None:
    """Return according to whom something is so: "in the words of X"."""
    return next(
        (
            m
            for m in mentions
            if (
                _ACCORDING.search(text, max(begin, m.start - _BEFORE_ACCORDING), m.start)
                and not _SURVEY.match(text, m.end)
            )
            or is_quoted_as_saying(text, m)
        ),
        None,
    )


def is_quoted_as_saying(text: str, mention: Mention) -> bool:
    """Say whether somebody else quotes a mention: "the report quoted X as saying", not "quoted by X as"."""
    return _AS_SAYING.match(text, mention.end) is not None and not text.endswith("by ", 0, mention.start)


def viewer_of(text: str, mentions: Sequence[Mention], begin: int) -> Mention | None:
    """Return in whose view something is so: "in X's view it is folly", "to X it was folly"."""
    for m in mentions:
        view = m.possessive and _IN.search(text, max(begin, m.start - _NEAR), m.start)
        if (view and _VIEW.match(text, m.end)) or (
            _TO.fullmatch(text, begin, m.start) and not _sends(text, m)
        ):
            return m
    return None


def _sends(text: str, mention: Mention) -> bool:
    """Say whether a verb stands behind "to" and a mention: "For X to go", "To Mali went X"."""
    return re.match(r"\s+(?:to|went|go|goes|came)\b", text[mention.end : mention.end + _NEAR]) is not None


def bystanders_of(
    text: str, mentions: Sequence[Mention], tokens: Sequence[Token]
) -> list[tuple[Mention, tuple[int, int]]]:
    """Return who is told beside a sentence to take a position, and where that stands, in characters.

    "Over the objections of X", "despite X's refusal", "with X opposed".
    """
    found: list[tuple[Mention, tuple[int, int]]] = []
    if _BESIDE.isdisjoint(t.low for t in tokens):
        return found
    for m in mentions:
        if m.kind is Kind.PRONOUN or m.doubtful:
            continue
        place = place_of(tokens, m.end)
        behind = tokens[place].low if place < len(tokens) and tokens[place].joined else ""
        before = text[max(tokens[0].start, m.start - _NEAR) : m.start]
        named = _despite().search(before)
        stands = _WITH.search(before) and (
            behind in grammar().stances or behind in grammar().adding or behind in grammar().sides
        )
        owns = m.possessive and _DESPITE.search(before) and _calls_position(tokens, place)
        match = (
            named or (_WITH.search(before) if stands else None) or (_DESPITE.search(before) if owns else None)
        )
        if match is not None:
            end = text.find(",", m.end, tokens[-1].end)
            found.append((m, (m.start - len(before) + match.start(), tokens[-1].end if end < 0 else end)))
    return found


def _calls_position(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word calls a position by a noun, or the one behind it: "refusal", "clear refusal"."""
    return any(t.low in _nouns_of_position() for t in tokens[place : place + 2])


def doer_of(text: str, mentions: Sequence[Mention], begin: int) -> Mention | None:
    """Return by whom something was done: "troops were ruled out by X", "a threat by X"."""
    for m in mentions:
        done = _by().search(text, max(begin, m.start - _NEAR), m.start)
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
        if takes and done not in ("quoted", "cited"):
            apart = subject is not None and subject.start < m.start
            far = apart and was - place_of(tokens, subject.end if subject else 0) > _AUXILIARIES
            return None if far else m
    return None


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
    leads = tokens[lead].low in grammar().leading and not _participle().match(text, tokens[lead].start)
    first = subject_of(text, sentence.mentions, tokens, known)
    opens = tokens[0].low in vocabulary().openings or tokens[0].low in vocabulary().prepositions
    listed = set() if first is None else {m.start for m in alongside(text, sentence.mentions, first)}
    inserted = (0, 0) if first is None else _insertion(tokens, first)
    cuts = [0]
    for before, mention in itertools.pairwise(sentence.mentions):
        if inserted[0] <= mention.start < inserted[1]:
            continue
        if (headline and mention is sayer) or (cuts[-1] == 0 and mention.start in listed):
            continue
        shares = first is not None and mention is not first and _is_share(first) and _is_share(mention)
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


def _insertion(tokens: Sequence[Token], subject: Mention) -> tuple[int, int]:
    """Return where what is said of a subject amid its clause stands: "X, in charge while Y is away, said"."""
    k = place_of(tokens, subject.end)
    if k == len(tokens) or tokens[k].before.strip() != ",":
        return 0, 0
    begin = tokens[k].start
    for n in range(k + 2, min(k + _REACH, len(tokens))):
        if (
            tokens[n].before.strip() == ","
            and tokens[n].low in grammar().resuming
            and tokens[n - 1].low != "and"
        ):
            return begin, tokens[n].start
    return 0, 0


def _begins_clause(
    text: str, sentence: Sentence, before: Mention, mention: Mention, last: int, *, at_comma: bool
) -> bool:
    """Say whether a mention begins a clause behind the one that begins at the word ``last``.

    ``before``: the mention before it; ``at_comma``: whether a comma alone may part two clauses.
    """
    tokens, begin = sentence.tokens, sentence.tokens[last].start
    joint = _joint_before(text[max(begin, mention.start - _REACH) : mention.start])
    named = not (mention.kind is Kind.PRONOUN or mention.doubtful or before.start < begin)
    if not named or joint is None or joint.endswith(" that") or (joint == "," and not at_comma):
        return False  # "X said …, and that Y"
    acts = does(tokens, mention) or _is_quoted(text, tokens, mention)
    if not acts or _ends_list(tokens, place_of(tokens, mention.end)):
        return False
    upon = joint.lstrip(", ") in grammar().upon
    if upon or mention.governed:
        return upon and takes_stance(tokens, mention)
    if _AND.fullmatch(text, before.end, mention.start):  # a list is told of behind it: "X and Y have refused"
        place, behind = place_of(tokens, before.start), place_of(tokens, mention.end)
        asked = tokens[behind].low == "to"  # "asked X and Y to send"
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
    return verb.joined and (verb.is_verb or verb.low in grammar().pasts or _is_many(mention))


def _speaks_behind(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a sentence ends with what somebody says with whom another deals: "met X, who asked"."""
    k = place_of(tokens, mention.end)
    if mention.kind is Kind.PRONOUN or mention.possessive or k + 1 >= len(tokens):
        return False
    parted = tokens[k].before.strip() == "," or (mention.kind is Kind.GROUP and tokens[k].low == "who")
    one = mention.kind in (Kind.PERSON, Kind.ROLE)
    behind = [t.low for t in itertools.takewhile(lambda t: t.joined, tokens[k + 1 : k + 1 + _STANCE_WITHIN])]
    speaks = (one and behind[:1] and behind[0] in vocabulary().speech) or not grammar().stances.isdisjoint(
        behind
    )
    if tokens[k].low not in ("who", "which") or not parted or not speaks or BLANK in tokens[k + 1].before:
        return False
    resumed = any("," in t.before and t.low in vocabulary().verbs for t in tokens[k + 2 :])
    acts = any(t.low in vocabulary().speech for t in tokens[: place_of(tokens, mention.start)])
    return not resumed and not acts


def _ends_list(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the first subject goes on behind a word: "thanks them and their kin, and promises"."""
    if k >= len(tokens):
        return False
    mark, low = tokens[k].before.strip(), tokens[k].low
    return mark == ";" or (mark == "," and low in ("and", "but", "or", "then"))


def _is_set_alone(sentence: Sentence, first: Mention, mention: Mention) -> bool:
    """Say whether a comma alone parts two clauses: "Spain is in, Belgium will send engineers"."""
    tokens = sentence.tokens
    k = place_of(tokens, mention.end)
    if mention.kind is Kind.PERSON or first.end > mention.start or k == len(tokens) or not tokens[k].joined:
        return False
    if _ends_saying(tokens, k):
        return False
    acts = tokens[k].low in grammar().modals | grammar().there_is or tokens[k].is_verb
    place = place_of(tokens, mention.start)
    return acts and follows_verb(tokens, sentence.mentions, place)


def _ends_saying(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a verb of speech, and not what was said, ends a sentence: "…, the envoy said on Monday"."""
    what = vocabulary().verbs | grammar().modals | PRONOUNS.keys() | {"that"}
    tells = tokens[k].low in grammar().says or tokens[k].low in grammar().reports
    return tells and not any(t.low in what for t in tokens[k + 1 :])


def _ends_with(sentence: Sentence, mention: Mention, last: int) -> bool:
    """Say whether a relative clause about a mention ends a sentence: the main one is before it."""
    tokens = sentence.tokens
    k = place_of(tokens, mention.start)
    resumed = any("," in t.before and t.low in vocabulary().verbs for t in tokens[k + 1 : k + 1 + _REACH])
    return not resumed and follows_verb(tokens, sentence.mentions, k - 1, last)


def _joint_before(before: str) -> str | None:
    """Return what joins a clause to that before it, in small letters: a comma, a conjunction; or None."""
    last = next((m for m in _joints().finditer(before) if m.end() == len(before)), None)
    return None if last is None else last.group().strip().lower()


def alongside(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who is named together with a mention: "X and Y", "many members, including X, Y and Z"."""
    found = _listed(text, mentions, subject)
    head = subject.bare.lower().rpartition(" ")[2]
    if not found and subject.kind is Kind.GROUP and head in grammar().two_states:
        found = _among_them(text, mentions, subject)
    end = max(m.end for m in [subject, *found])
    styled = _styled().match(text, end)
    found += [m for m in mentions if styled is not None and m.start == styled.end()]
    return found + [m for m in mentions if m.start > end and _LIKEWISE.search(text, end, m.start)]


def _listed(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who stands in a list that begins with a mention."""
    found: list[Mention] = []
    end = subject.end
    lists = False  # whether the members of a group are being listed
    for m in mentions:
        if m.start < end or m is subject:
            continue
        between = _TAG.sub("", re.sub(r"\s+", " ", text[end : m.start].lower()))
        if subject.kind is Kind.PERSON and between in (" of ", " from ", " ("):
            end = m.end + (text[m.end : m.end + 1] == ")")
            continue  # "X of Oregon and Y", "X (Greens) and Y"
        joins = between == " joined " and text.startswith(" in ", m.end)  # "X joined Y in ruling it out"
        if not lists and subject.kind is Kind.GROUP and _members().match(text[end : end + _REACH]):
            plain = _lists().sub("", _plain_joint(between)).strip(" ,")
            if plain not in ("", "such as"):
                break
            lists = True
        elif not (joins or _goes_on(text, end, m, between, lists=lists)):
            break
        if m.kind is Kind.PRONOUN:
            break
        found.append(m)
        end = m.end
    return found


def _plain_joint(between: str) -> str:
    """Return what stands between two members of a list, without what says nothing of it."""
    return re.sub(r"\b(?:major players|the|both)\b", "", between).strip(" ,")


def _goes_on(text: str, end: int, mention: Mention, between: str, *, lists: bool) -> bool:
    """Say whether a list goes on with a mention; one of those beside each other, "X, Y", is no list."""
    if (not lists and _INDEFINITE.match(text, end)) or _plain_joint(between) not in _BETWEEN:
        return False  # "X, a senator": what X is
    last = re.search(r"\band\b", text[mention.end : mention.end + _LIST_ENDS_WITHIN])
    return bool(between.strip()) and (lists or between.strip() != "," or last is not None)


def _among_them(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return the states that are listed at a clause's end: "several countries agreed, among them X and Y"."""
    last = mentions[-1].end if mentions else subject.end
    begins = _among().search(text, subject.end, last)
    if begins is None:
        return []
    found: list[Mention] = []
    for m in mentions:
        before = text[found[-1].end if found else begins.end() : m.start]
        if (
            m.start >= begins.end()
            and m.kind is Kind.STATE
            and " ".join(before.split()).strip(" ,") in _BETWEEN
        ):
            found.append(m)
    return found


@functools.cache
def _said() -> frozenset[str]:
    return vocabulary().speech | grammar().says


@functools.cache
def _nouns_of_acts() -> frozenset[str]:
    return grammar().doings | grammar().attitudes_named


@functools.cache
def _nouns_of_position() -> frozenset[str]:
    return _nouns_of_acts() | grammar().comings


@functools.cache
def _among() -> re.Pattern[str]:
    """Match what leads to the states of a group."""
    return re.compile(rf"[,–—-]\s*{any_of(grammar().among)}\s+(?=\S)", re.IGNORECASE)


@functools.cache
def _despite() -> re.Pattern[str]:
    """Match what stands before somebody whose position something goes against: "over the objections of"."""
    nouns = any_of(grammar().comings | grammar().attitudes_named | {"refusal"})
    return re.compile(rf"{_DESPITE.pattern[:-1]}(?:[a-z]+ )?{nouns} (?:of|from|by|among)\s+$", re.IGNORECASE)


@functools.cache
def _by() -> re.Pattern[str]:
    """Match what was done and "by", or what came "from", before whoever did it."""
    done = rf"(?:\w+ed|sent|made|given|put|{any_of(grammar().doings)})\b[^.;¤]{{0,40}}\bby"
    came = rf"{any_of(grammar().comings)},?(?: \w+ly)? (?P<from>from)"
    return re.compile(rf"\b(?:{done}|{came})\s+$", re.IGNORECASE)


@functools.cache
def _members() -> re.Pattern[str]:
    """Match what leads from a group to members of it, which may only be those it deals with."""
    return re.compile(rf"^,?\s*\(?(?:{any_of(grammar().members)}|from|with)\b", re.IGNORECASE)


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
def _unclear() -> re.Pattern[str]:
    """Match what begins a sentence that asks what somebody will do."""
    return re.compile(
        r"\W*(?:it(?:[’']s| is| was| remains| remained)|that(?:[’']s| is))\s+(?:\w+ )?"
        rf"{any_of(grammar().unclear)}\s+(?:if|whether|when)\b",
        re.IGNORECASE,
    )


@functools.cache
def _styled() -> re.Pattern[str]:
    """Match what leads to the common name of a list."""
    return re.compile(rf",?\s*\(?{any_of(grammar().styled)}\s+[“\"'‘]?", re.IGNORECASE)


@functools.cache
def _lists() -> re.Pattern[str]:
    """Match what leads to a list of members."""
    return re.compile(rf"^\(?{any_of(grammar().members)}\b")


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


@functools.cache
def _participle() -> re.Pattern[str]:
    """Match the first words of what a subject does beside: "speaking", "asked", "while presenting"."""
    return re.compile(
        rf"(?:{any_of(grammar().before_participles)}\s+)?"
        r"(?:asked|speaking|pressed|questioned|[a-z]+ed by|[a-z]+ing(?:\s(?:up|on|out))?)\b",
        re.IGNORECASE,
    )
