"""Mentions: the words of a sentence that name somebody who may hold a position.

A mention is a name with the titles and offices that stand before it, an office alone ("the minister"), a
state, its seat or people, a body, a group ("several members"), or a pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from stance.reading.grammar import grammar, is_medium
from stance.reading.vocabulary import vocabulary


class Kind(Enum):
    """What a mention names."""

    PERSON = "person"
    ROLE = "role"
    STATE = "state"
    BODY = "body"
    GROUP = "group"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody.

    ``name``: the words that name, without titles and determiners; ``role``: the office's words in small
    letters; ``owner``: the state, body or pronoun whose it is ("Latvia's", "its"); ``gender``: m, f or "";
    ``governed``: behind a preposition; ``possessive``: "X's" before another noun; ``definite``: not "a";
    ``short``: for a name with what belongs to it, the name without ("captain" of "captain of the engineers");
    ``initials``: the short form of a name, in brackets behind it ("the Civic Union (CU)");
    ``one_of``: one of a state's people, "the Norwegian said";
    ``with_the``: a group behind "the", which may have been named before;
    ``of_office``: the office whose this is, "president" of "the French president's spokesman";
    ``doubtful``: one word at a sentence's beginning, which has its capital from that perhaps.
    """

    start: int
    end: int
    kind: Kind
    name: str
    role: str = ""
    owner: str = ""
    gender: str = ""
    governed: bool = False
    possessive: bool = False
    definite: bool = True
    doubtful: bool = False
    short: str = ""
    one_of: bool = False
    initials: str = ""
    with_the: bool = False
    of_office: str = ""

    @property
    def bare(self) -> str:
        """The name without what belongs to it."""
        return self.short or self.name

    @property
    def speaks_for(self) -> bool:
        """Whether this is a voice of somebody else: a spokesman, a source."""
        return self.kind is Kind.ROLE and self.role.rpartition(" ")[2] in grammar().voices

    @property
    def is_office(self) -> bool:
        """Whether this is the office of somebody who holds one: "the president's office", "Kos's office"."""
        whose = self.of_office or self.owner[:1].isupper()
        return self.kind is Kind.GROUP and bool(whose) and self.name.rpartition(" ")[2] == "office"

    @property
    def is_nameless(self) -> bool:
        """Whether these only tell what others hold: "two Western diplomats", yet "US officials"."""
        of_nobody = self.kind is Kind.GROUP and self.owner in ("", "it")
        return of_nobody and self.bare.lower().rpartition(" ")[2] in grammar().nameless

    @property
    def is_medium(self) -> bool:
        """Whether this is a paper or a broadcaster, which tells what others hold: "the Herald"."""
        named = self.kind in (Kind.BODY, Kind.GROUP, Kind.PERSON) and not self.role
        first = self.bare.lower().partition(" ")[0]
        return named and (is_medium(self.bare) or first in ("radio", "agence"))

    @property
    def governs(self) -> bool:
        """Whether this is a state's own voice: its government, its foreign ministry."""
        return self.kind is Kind.GROUP and self.bare.lower().rpartition(" ")[2] in vocabulary().governing
