"""Who is named together with somebody: lists, members of a group, those who do likewise."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from stance.reading.acts import AUXILIARY, REACH
from stance.reading.grammar import any_of, grammar
from stance.reading.mentions import Kind, Mention

_TAG = re.compile(r",? \(?[rdi]-[\w.]+\)?,?")  # of a party and a place, between small letters
_INDEFINITE = re.compile(r"\s*,\s*an?\s", re.IGNORECASE)
_BETWEEN = (
    "", "and", "or", "nor", "as well as", "and also", "&", "together with", "along with", "joined by",
    "backed by", "and its ally", "and his ally", "and her ally", "and its partner",
)  # fmt: skip
_LIKEWISE = re.compile(  # before whoever does the same: ", as does X", ", and so did X"
    rf",?\s+(?:as|and so|and neither|and nor|nor)\s+{AUXILIARY}\s+(?:the\s+)?$"
)
_LIST_ENDS_WITHIN = 60  # characters


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
def _among() -> re.Pattern[str]:
    """Match what leads to the states of a group."""
    return re.compile(rf"[,–—-]\s*{any_of(grammar().among)}\s+(?=\S)", re.IGNORECASE)


@functools.cache
def _members() -> re.Pattern[str]:
    """Match what leads from a group to members of it, which may only be those it deals with."""
    return re.compile(rf"^,?\s*\(?(?:{any_of(grammar().members)}|from|with)\b", re.IGNORECASE)


@functools.cache
def _styled() -> re.Pattern[str]:
    """Match what leads to the common name of a list."""
    return re.compile(rf",?\s*\(?{any_of(grammar().styled)}\s+[“\"'‘]?", re.IGNORECASE)


@functools.cache
def _lists() -> re.Pattern[str]:
    """Match what leads to a list of members."""
    return re.compile(rf"^\(?{any_of(grammar().members)}\b")
