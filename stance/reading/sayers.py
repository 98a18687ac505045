"""Who says what a sentence tells: behind a comma, by no word list, according to whom, in whose view."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from stance.reading.acts import REACH, ends_saying, insertion, is_sent, speaking, takes_stance
from stance.reading.appositions import follows_verb
from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_AS_SAYING = re.compile(r"(?:,? (?:on|in|at) [\w ]{1,20}?)? as (?:saying|telling)\b")
_QUOTES = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s+(?:the\s+)?$")
_IS_QUOTED = re.compile(
    r"(?:,[^,;.]{1,80},)?\s+(?:was|were|is|has been|have been)\s+(?:\w+ly\s+)?(?:quoted|cited)\b"
)
_LATER_AS_SAYING = re.compile(r"[^;.]{0,160}?\bas (?:saying|telling|having said)\b")
_SET_OFF = (",", "–", "—")
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|views|eyes|opinion|judge?ment) of)\s+$", re.IGNORECASE
)
_ACCORDING_TO_THEM = re.compile(r"[Aa]ccording to (?P<whom>him|her|them),")
_QUOTING_THEM = re.compile(r"\b(?:quot|cit)(?:ed|es|ing) (?P<whom>him|her|them)(?= as (?:saying|telling)\b)")
_IN = re.compile(r"\b[Ii]n\s+$")
_VIEW = re.compile(r"['’]?\s+(?:view|eyes|opinion|judge?ment|book|words)\b")
_OWN_VIEW = re.compile(r"[Ii]n (?P<whose>his|her|its|their) (?:view|eyes|opinion)\b(?! piece)")
_TO = re.compile(r"(?:[Tt]o|[Ff]or)\s+")
_SURVEY = re.compile(r"\s+(?:poll|survey|study|count)\b")
_BEFORE_ACCORDING = 40  # characters
NEAR = 60  # characters between what was done and by whom
_BEHIND_SAID = 5  # words
_SAYS_WITHIN = 5  # words behind who says all of a quotation
_SAID_WITHIN = 4  # words before "that"
_LONGEST_APPOSITION = 14  # words
_LONGEST_LOOK = 3  # words, with an article: "a visibly angry X"
_PAPER_WITHIN = 4  # words from a sentence's beginning, or before whose paper it is
_LONGEST_NAME = 5  # words of a speaker whom no word list knows


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
            return [m] if takes_stance(tokens, m) and not is_sent(m) else []
    return []


def sayer_of(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
    """Return who is said to have said it behind a comma: "…, X told reporters", "…, said X"."""
    places = {t.start: k for k, t in enumerate(tokens)}
    for m in mentions:
        k = places.get(m.start, 0)
        if _introduces(tokens, m) or _has_issued(tokens, mentions, m) or _puts_so(tokens, m):
            return m
        if k == 0 or m.governed or (m.kind is Kind.PRONOUN and m.name in ("i", "we")):
            continue
        before = tokens[_begin_of_described(tokens, m, k)].before.strip()
        place = (
            place_of(tokens, m.end) + len(m.name.split()) - len(m.bare.split())
        )  # "the leader of the left"
        behind = tokens[place : place + REACH]
        set_off = behind[:1] and (behind[0].before.strip() == "," or behind[0].low in grammar().belonging)
        if m.kind is Kind.PERSON and set_off:
            behind = _past_apposition(behind)
        goes_on = bool(behind) and behind[0].joined and behind[0].is_verb  # "…, said the bloc was late"
        while behind and (behind[0].low in grammar().before_says or behind[0].low.endswith("ly")):
            behind = behind[1:]
        quoted = before.endswith(BLANK)  # "the generals are firm: “…,” X said"
        parted = quoted or (before != "" and before.strip(" " + BLANK) in (",", ""))
        if parted and behind and behind[0].low in grammar().says:
            mark = behind[0].before.strip()
            if mark == "" or (mark == "," and m.kind is Kind.PERSON):  # "the envoy to Mali, X, said"
                return m
        if parted and _is_aside(tokens, place):
            return m
        named = m.kind is not Kind.PRONOUN or m.name == "one"
        if named and not goes_on and _is_said_by(tokens, k):
            return m
    return _unlisted_behind(tokens, mentions)


def _begin_of_described(tokens: Sequence[Token], mention: Mention, k: int) -> int:
    """Return where it begins how somebody at a place looks: "“…,” a visibly angry X said"."""
    if mention.kind is not Kind.PERSON or mention.role:
        return k
    begin = k
    while begin > max(0, k - _LONGEST_LOOK) and tokens[begin].joined:
        begin -= 1
        if tokens[begin].low in ("a", "an"):
            return begin
        if tokens[begin].capital or tokens[begin].low in vocabulary().prepositions:
            break
    return k


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


def _has_issued(tokens: Sequence[Token], mentions: Sequence[Mention], mention: Mention) -> bool:
    """Say whether a paper of somebody's says something, or an answer is theirs: "the answer from X was"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    small = grammar()
    behind = [t.low for t in tokens[place : place + 2]]
    if behind and behind[0] in small.papers and tokens[place].joined:  # "X's statement said"
        said = k > 0 and tokens[k - 1].low in small.says_before and not tokens[k - 1].joined
        return behind[-1] in small.says or behind[-1] in _sides() or said
    by = k - 1
    while by > max(0, k - _PAPER_WITHIN) and (tokens[by].possessive or tokens[by].low in DETERMINERS):
        by -= 1  # "by the dockers' federation"
    if by < 1 or tokens[by].low not in ("from", "by", "of"):
        return False
    if tokens[by - 1].low in small.papers | small.issued:
        return _paper_says(tokens, _end_of_list(tokens, mentions, place), aside=by <= _PAPER_WITHIN)
    return tokens[by - 1].low in small.givings and not small.there_is.isdisjoint(behind[:1])


def _end_of_list(tokens: Sequence[Token], mentions: Sequence[Mention], place: int) -> int:
    """Return the place behind the last who is joined by "and" to whom a place stands behind: "X and Y"."""
    while place + 1 < len(tokens) and tokens[place].low == "and":
        follows = next((m for m in mentions if m.start == tokens[place + 1].start), None)
        if follows is None:
            break
        place = place_of(tokens, follows.end)
    return place


def _paper_says(tokens: Sequence[Token], place: int, *, aside: bool) -> bool:
    """Say whether a paper says or rejects something at a place, or behind an aside: ", who …, warned"."""
    says = _of_papers()
    if place >= len(tokens) or tokens[place].joined or not aside:
        passive = [t.low for t in tokens[place + 1 : place + 2]] == ["by"]  # "a letter from X opposed by Y"
        return place < len(tokens) and tokens[place].joined and tokens[place].low in says and not passive
    resumed = (t for t in tokens[place + 1 : place + REACH] if t.before.strip() in _SET_OFF)
    return any(t.low in says and not t.capital for t in resumed)


def _puts_so(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a mention puts something so: '"…," was how X put it', "…, as X has it"."""
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    how = tokens[k - 1].low if k else ""
    behind = [t.low for t in tokens[place : place + 2]]
    if how == "how" and k > 1 and tokens[k - 2].low in grammar().there_is:
        return behind[1:] == ["it"] and behind[0] in grammar().puts
    if _is_all_said(tokens, k, place):
        return True
    if how != "as" or tokens[k - 1].joined or mention.kind is Kind.PRONOUN:
        return False
    return behind[1:] == ["it"] and behind[0] in grammar().puts


def _is_all_said(tokens: Sequence[Token], k: int, place: int) -> bool:
    """Say whether a quotation is what somebody says: '"No," was all that X would say', '"No" is what X told'.

    ``k`` and ``place``: the places of who says it, and of the word behind.
    """
    led = k - 1 - (k > 0 and tokens[k - 1].low == "that")
    if led < 1 or tokens[led].low not in ("all", "what") or BLANK not in tokens[led - 1].before:
        return False
    behind = [t.low for t in tokens[place : place + _SAYS_WITHIN]]
    passive = grammar().there_is.issuperset(behind[:1]) and "to" not in behind  # "is what X was called"
    says = any(low in vocabulary().speech or low in grammar().stances for low in behind)
    return tokens[led - 1].low in grammar().there_is and says and not passive


def _is_aside(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether nothing but who says it stands between two marks, with any verb of speech: ", X asked,"."""
    if verb + 1 >= len(tokens) or not tokens[verb].joined or tokens[verb + 1].before.strip() not in _SET_OFF:
        return False
    low = tokens[verb].low
    return low in vocabulary().speech and low not in grammar().reports and not tokens[verb].capital


def _is_said_by(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a verb of speech behind a quotation or a comma stands before a word: "…, said one, X"."""
    for verb in reversed(tokens[max(0, k - _BEHIND_SAID) : k]):
        if BLANK in verb.before and verb.low in vocabulary().speech:
            return True
        if verb.low in grammar().says_before:
            return bool(verb.before.strip(" )."))  # "X (D-Ohio) declared that Y"
        if verb.low in grammar().modals or verb.low == "that" or verb.low in PRONOUNS:
            return False  # "X, the minister, said troops would leave Chad", "said she opposed the president"
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
    said = speaking()
    resumed: set[int] | None = None
    for k, verb in enumerate(tokens[1:], start=1):
        if verb.low not in said or verb.low in grammar().reports or verb.capital:
            continue
        if resumed is None:
            resumed = {place for m in mentions for place in _resumed(tokens, mentions, m)}
        if verb.start in resumed:
            continue
        run: Sequence[Token] = []
        leads = verb.low in grammar().says_before and verb.low not in grammar().announcing
        if leads and verb.before.strip() in _SET_OFF:
            run = _run_behind(tokens, k)
            run = run if _closes(tokens, k + 1 + len(run)) else []
        elif verb.joined and (k + 1 == len(tokens) or not tokens[k + 1].joined or ends_saying(tokens, k)):
            run = _run_before(tokens, k)
            run = run if run and run[0].before.strip() in _SET_OFF else []
        if (sayer := _unlisted(run)) is not None:
            return sayer
    return None


def _resumed(tokens: Sequence[Token], mentions: Sequence[Mention], mention: Mention) -> list[int]:
    """Return where verbs begin with which a mention goes on: "X, who leads the house, told the chamber".

    Its apposition may be part of it: "the premier, X, announced the start", yet "it shames the premier, X,
    says the baker".
    """
    k, place = place_of(tokens, mention.start), place_of(tokens, mention.end)
    parted = any(not t.joined for t in tokens[k + 1 : place])
    begin = next((n for n in range(k, 0, -1) if not tokens[n].joined), 0)
    subject = parted and not mention.governed and not follows_verb(tokens, mentions, k, begin)
    return [insertion(tokens, mention)[1], *(t.start for t in tokens[place : place + 1] if subject)]


def _run_behind(tokens: Sequence[Token], k: int) -> Sequence[Token]:
    """Return the words behind a verb that may be who says it."""
    return list(itertools.takewhile(_describes, tokens[k + 1 : k + 1 + _LONGEST_NAME]))


def _run_before(tokens: Sequence[Token], k: int) -> Sequence[Token]:
    """Return the words before a verb that may be who says it, nobody in "a paper issued after the talks"."""
    begin = k
    while begin > max(0, k - _LONGEST_NAME) and tokens[begin].joined:
        before = tokens[begin - 1]
        if not (_describes(before) or before.low in DETERMINERS or before.low == "of"):
            break
        begin -= 1
    governed = begin and tokens[begin].joined and tokens[begin - 1].low in vocabulary().prepositions
    return [] if governed else tokens[begin:k]


def _unlisted(run: Sequence[Token]) -> Mention | None:
    """Return who is meant by some words that begin with an article, and are no paper."""
    led = len(run) > 1 and (run[0].low in DETERMINERS or run[0].low in OWNING)
    if not led or run[-1].low in grammar().papers | grammar().media:
        return None
    name = " ".join([*(t.raw for t in run[1:-1]), run[-1].text])
    if run[0].low == "the" and name in grammar().chambers:  # "the National Front … the front said"
        return Mention(run[0].start, run[-1].end, Kind.GROUP, name, with_the=True)
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


def source_of(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
    """Return according to whom something is so: "in the words of X", "according to her", "quoted her as"."""
    begin = tokens[0].start
    known = _ACCORDING_TO_THEM.match(text, begin) or _QUOTING_THEM.search(text, begin, tokens[-1].end)
    if known is not None:
        name = {"him": "he", "her": "she", "them": "they"}[known["whom"]]
        return Mention(*known.span("whom"), Kind.PRONOUN, name, governed=True)
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
    """Say whether somebody else quotes a mention: "the report quoted X as saying", not "quoted by X as".

    What the mention is may stand between, or by whom it is quoted: "X was quoted by the Post as saying".
    """
    if _AS_SAYING.match(text, mention.end) is not None and not text.endswith("by ", 0, mention.start):
        return True
    told = _IS_QUOTED.match(text, mention.end)
    quotes = _QUOTES.search(text, max(0, mention.start - _BEFORE_ACCORDING), mention.start)
    end = mention.end if told is None else told.end()
    return (told or quotes) is not None and _LATER_AS_SAYING.match(text, end) is not None


def viewer_of(text: str, mentions: Sequence[Mention], begin: int) -> Mention | None:
    """Return in whose view something is so: "in X's view it is folly", "to X it was folly", "in her eyes"."""
    if (own := _OWN_VIEW.match(text, begin)) is not None:
        return Mention(*own.span("whose"), Kind.PRONOUN, OWNING[own["whose"]], possessive=True)
    for m in mentions:
        view = m.possessive and _IN.search(text, max(begin, m.start - NEAR), m.start)
        if (view and _VIEW.match(text, m.end)) or (
            _TO.fullmatch(text, begin, m.start) and not _sends(text, m)
        ):
            return m
    return None


def _sends(text: str, mention: Mention) -> bool:
    """Say whether a verb stands behind "to" and a mention: "For X to go", "To Mali went X"."""
    return re.match(r"\s+(?:to|went|go|goes|came)\b", text[mention.end : mention.end + NEAR]) is not None


@functools.cache
def _sides() -> frozenset[str]:
    """Return the verbs by which a paper takes a position: "ruled", "opposes", "backed"."""
    small = grammar()
    return frozenset(verb for verb in small.stances | small.minds if verb.endswith(("s", "ed")))


@functools.cache
def _of_papers() -> frozenset[str]:
    """Return the verbs by which a paper says or rejects something."""
    return speaking() | grammar().reads | _sides()
