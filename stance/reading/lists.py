"""Who is named together with somebody: lists, members of a group, those who do likewise."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from stance.reading.acts import AUXILIARY, REACH, does, is_share
from stance.reading.grammar import any_of, grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import Token, names_side
from stance.reading.vocabulary import vocabulary

_TAG = re.compile(r",? \(?[rdi]-[\w.]+\)?,?")  # of a party and a place, between small letters
_INDEFINITE = re.compile(r"\s*,\s*an?\s", re.IGNORECASE)
_BETWEEN = (
    "", "and", "or", "nor", "as well as", "and also", "&", "together with", "along with", "joined by",
    "backed by", "and its ally", "and his ally", "and her ally", "and its partner",
)  # fmt: skip
_BETWEEN_LED = (*_BETWEEN, "but", "but also")  # "not only X but also Y"
_SET_APART = re.compile(r"\s*(?P<mark>[(–—-])\s*")
_CLOSES = {mark: re.compile(r"\s*" + re.escape({"(": ")"}.get(mark, mark))) for mark in "(–—-"}
_LIKEWISE = re.compile(  # before whoever does the same: ", as does X", ", and so did X"
    rf"[,;]?\s+(?:as|so|and so|and neither|and nor|nor)\s+{AUXILIARY}\s+(?:the\s+)?$"
)
_ALONG = re.compile(r",\s+(?:together|along) with\s+(?:the\s+)?$")  # "Chad is against it, along with Mali."
_JOINT = re.compile(r"(?:[,;]|[,;]?\s+and)\s+(?:the\s+)?$")
_LIST_ENDS_WITHIN = 60  # characters
_LONGEST_LEAD = 30  # characters


def together(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return a mention and who is named together with it; only the states that a group speaks for."""
    return _of_states(text, mentions, subject) or [subject, *alongside(text, mentions, subject)]


def alongside(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who is named together with a mention: "X and Y", "many members, including X, Y and Z"."""
    before = _listed_before(text, mentions, subject)
    found = _set_apart(text, mentions, subject) or _listed(text, mentions, subject)
    head = subject.bare.lower().rpartition(" ")[2]
    if not found and subject.kind is Kind.GROUP:
        found = _past_description(text, mentions, subject)
    if not found and subject.kind is Kind.GROUP and head in grammar().two_states:
        found = _among_them(text, mentions, subject)
    end = max(m.end for m in [subject, *found])
    styled = _styled().match(text, end)
    found += [m for m in mentions if styled is not None and m.start == styled.end()]
    found += [m for m in mentions if m.start > end and _LIKEWISE.search(text, end, m.start)]
    states = [m for m in mentions if subject.kind is m.kind is Kind.STATE and m.start > end]
    found += [m for m in states if _ALONG.search(text, end, m.start) and text[m.end : m.end + 1] in ".;"]
    found += [m for m in _with_numbers(text, mentions, subject) if m not in found]
    return before + found


def first_listed(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
    """Return the first of a list that does something without a verb, or as some who have no name do.

    "Against the plan: X, Y and Z.", "Some, including X and Y, refuse".
    """
    if not tokens:
        return None
    sided = names_side(tokens, 0) or _is_minded(tokens) or tokens[0].low in ("yes", "no")
    side = _sided().match(text, tokens[0].start) if sided else None
    led = side or _some().match(text, tokens[0].start)
    first = next((m for m in mentions if led is not None and m.start == led.end()), None)
    if first is None or first.kind is Kind.PRONOUN:
        return None
    last = [first, *alongside(text, mentions, first)][-1]
    ends = last.end >= tokens[-1].end if side else does(tokens, last)
    return first if ends else None


def _is_minded(tokens: Sequence[Token]) -> bool:
    return tokens[0].low in grammar().minded


def _of_states(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return the states whose ministers a group is, or that it is: "ministers of X and Y", "allies X, Y"."""
    head = subject.bare.lower().partition(" of ")[0].rpartition(" ")[2]
    speaks = head in grammar().of_states
    if subject.kind is not Kind.GROUP or not (speaks or head in grammar().two_states):
        return []
    first = next((m for m in mentions if m.start >= subject.end), None)
    if first is None or text[subject.end : first.start].strip() != ("of" if speaks else ""):
        return []
    found = [first, *_listed(text, mentions, first)]
    states = [m for m in found if m.kind is Kind.STATE and m.governed is speaks]
    return states if len(states) > 1 else []


def _set_apart(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return the members of a group between marks behind it: "four states – X, Y and Z – said", "(X, Y)"."""
    opening = _SET_APART.match(text, subject.end)
    if subject.kind is not Kind.GROUP or opening is None:
        return []
    found: list[Mention] = []
    end = opening.end()
    for m in mentions:
        if m.start < end:
            continue
        joint = _plain_joint(text[end : m.start].lower())
        if joint not in _BETWEEN or _INDEFINITE.match(text, end) or is_share(m):
            break  # "over a third (35 per cent)"
        found.append(m)
        end = m.end
    return found if _CLOSES[opening["mark"]].match(text, end) else []


def _listed_before(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who stands before a mention in a list that something leads to: "some, such as X, Y and Z"."""
    found: list[Mention] = []
    begin = subject.start
    for m in reversed([m for m in mentions if m.end <= subject.start]):
        joint = _plain_joint(text[m.end : begin].lower())
        if joint not in _BETWEEN_LED or text[m.end : begin].isspace() or m.kind is Kind.PRONOUN:
            break
        found.insert(0, m)
        begin = m.start
    return found if found and _is_led_to(text, begin) else []


def _is_led_to(text: str, begin: int) -> bool:
    """Say whether something leads to the list that begins at a place: "including", "not only", a colon."""
    return _leads().search(text[max(0, begin - _LONGEST_LEAD) : begin]) is not None


def _listed(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who stands in a list that begins with a mention."""
    found: list[Mention] = []
    end = subject.end
    lists = _is_led_to(text, subject.start)  # or whether the members of a group are being listed
    for m in mentions:
        if m.start < end or m is subject:
            continue
        between = _TAG.sub("", re.sub(r"\s+", " ", text[end : m.start].lower()))
        if subject.kind is Kind.PERSON and between in (" of ", " from ", " ("):
            end = m.end + (text[m.end : m.end + 1] == ")")
            continue  # "X of Oregon and Y", "X (Greens) and Y"
        joins = between == " joined " and text.startswith(" in ", m.end)  # "X joined Y in ruling it out"
        if not lists and subject.kind is Kind.GROUP and _members().match(text[end : end + REACH]):
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
    return re.sub(rf"\b(?:major players|the|both|{any_of(grammar().extents)})\b", "", between).strip(" ,")


def _goes_on(text: str, end: int, mention: Mention, between: str, *, lists: bool) -> bool:
    """Say whether a list goes on with a mention; one of those beside each other, "X, Y", is no list."""
    if (not lists and _INDEFINITE.match(text, end)) or _plain_joint(between) not in _BETWEEN:
        return False  # "X, a senator": what X is
    last = re.search(r"\b(?:and|as well as)\b", text[mention.end : mention.end + _LIST_ENDS_WITHIN])
    return bool(between.strip()) and (lists or between.strip() != "," or last is not None)


def _past_description(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return the members of a group that is told more of: "members of the bloc, including X and Y, agree"."""
    leads = _described_members().match(text, subject.end)
    if leads is None:
        return []
    first = next((m for m in mentions if m.start >= leads.end()), None)
    if first is None or text[leads.end() : first.start].strip() not in ("", "the"):
        return []
    return [first, *_listed(text, mentions, first)]


def _with_numbers(text: str, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return who sends others, told without a verb: "X has promised 200 soldiers and Y up to 2,000"."""
    kinds = (Kind.PERSON,) if subject.kind is Kind.PERSON else (Kind.STATE, Kind.BODY, Kind.GROUP)
    found = [
        m
        for m in mentions
        if m.start > subject.end
        and m.kind in kinds
        and not m.possessive
        and m.bare.rpartition(" ")[2][:1].isupper()
        and _JOINT.search(text, subject.end, m.start)
        and _number_alone().match(text, m.end)
        and (m.kind is not Kind.PERSON or not text.startswith(",", m.end))  # "X, 52, resigned"
    ]
    return found if found and _number_sent().search(text, subject.end, found[0].start) else []


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
def _number() -> str:
    """Return a regular expression for a number with what says how exact it is: "up to 2,000", "two"."""
    before = any_of([*grammar().before_numbers, *vocabulary().quantifiers])
    return rf"(?:{before}\s+){{0,2}}(?:\d[\d,]*|an?|{any_of(grammar().numerals)})(?:\s+(?:hundred|thousand))?"


@functools.cache
def _number_sent() -> re.Pattern[str]:
    """Match how many are sent: "200 soldiers", "a motorised battalion"."""
    return re.compile(rf"\b{_number()}\s+(?:[\w-]+\s+){{0,2}}{any_of(grammar().sent)}\b", re.IGNORECASE)


@functools.cache
def _number_alone() -> re.Pattern[str]:
    """Match how many others send, behind them: "up to 2,000", "two", "a platoon"; no verb follows."""
    number = rf"(?:{_number()}\s+(?:more\s+)?{any_of(grammar().sent)}|(?!an?\b){_number()}(?:\s+more)?)"
    return re.compile(rf",?\s+{number}(?:\s*(?:[.;!?]|,(?!\d)|$)|\s+(?:and|to|for)\b)", re.IGNORECASE)


@functools.cache
def _among() -> re.Pattern[str]:
    """Match what leads to the states of a group."""
    return re.compile(rf"[,–—-]\s*{any_of(grammar().among)}\s+(?=\S)", re.IGNORECASE)


@functools.cache
def _leads() -> re.Pattern[str]:
    """Match what leads to a list, at its end."""
    return re.compile(
        rf"(?:\b(?:{any_of(grammar().leads_to_list)}|{any_of(grammar().members)})|:)\s+$", re.IGNORECASE
    )


@functools.cache
def _sided() -> re.Pattern[str]:
    """Match whose side a list gives, to the colon: "Against the plan: ", yet not "For the record: "."""
    return re.compile(r"(?!for\s)[^:.?!\n]{2,60}:\s+(?:the\s+)?", re.IGNORECASE)


@functools.cache
def _some() -> re.Pattern[str]:
    """Match some who have no name and what leads to those of them who have: "Some, including "."""
    quantity = rf"(?:an?\s+)?(?:{any_of(vocabulary().quantifiers)}\s+)*{any_of(vocabulary().quantifiers)}"
    some = rf"(?:(?:but|and|yet)\s+)?{quantity}(?:\s+of (?:them|these|those))?"
    return re.compile(rf"{some},?\s+{any_of(grammar().members)}\s+", re.IGNORECASE)


@functools.cache
def _members() -> re.Pattern[str]:
    """Match what leads from a group to members of it, which may only be those it deals with."""
    return re.compile(rf"^,?\s*\(?(?:{any_of(grammar().members)}|from|with)\b", re.IGNORECASE)


@functools.cache
def _described_members() -> re.Pattern[str]:
    """Match what stands between a group and members of it: " of the bloc, including "."""
    described = rf"\s+(?:{any_of(vocabulary().prepositions)}|[a-z]+ing)\s[^,;:.?!()–—\n]{{2,60}}"
    return re.compile(rf"{described},\s+(?:including|such as|among them)\s+")


@functools.cache
def _styled() -> re.Pattern[str]:
    """Match what leads to the common name of a list."""
    return re.compile(rf",?\s*\(?{any_of(grammar().styled)}\s+[“\"'‘]?", re.IGNORECASE)


@functools.cache
def _lists() -> re.Pattern[str]:
    """Match what leads to a list of members."""
    return re.compile(rf"^\(?{any_of(grammar().members)}\b")
