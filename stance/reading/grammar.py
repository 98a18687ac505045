"""The small classes of words by which the reader follows a sentence: a data file, read once."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from stance.errors import LexiconError

_SITE = re.compile(r"[\w-]{3,}(?:\.[\w-]{2,})*\.[a-z]{2,4}")
_FILE = Path(__file__).parents[1] / "lexicon" / "reading" / "grammar.toml"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Classes of words and phrases, in small letters; the data file says what each is."""

    says: frozenset[str]
    omits_that: frozenset[str]
    says_before: frozenset[str]
    announcing: frozenset[str]
    puts: frozenset[str]
    reports: frozenset[str]
    before_says: frozenset[str]
    adverbs: frozenset[str]
    times: frozenset[str]
    there_is: frozenset[str]
    standing: frozenset[str]
    subordinating: frozenset[str]
    until: frozenset[str]
    among: frozenset[str]
    leading: frozenset[str]
    contrasting: frozenset[str]
    coordinating: frozenset[str]
    elsewhere: frozenset[str]
    joining: frozenset[str]
    modals: frozenset[str]
    of_nobody: frozenset[str]
    members: frozenset[str]
    leads_to_list: frozenset[str]
    of_states: frozenset[str]
    indefinite: frozenset[str]
    particles: frozenset[str]
    maybe_nouns: frozenset[str]
    voices: frozenset[str]
    leanings: frozenset[str]
    other_leaders: frozenset[str]
    things: frozenset[str]
    attitudes: frozenset[str]
    addressed: frozenset[str]
    honours: frozenset[str]
    ranking: frozenset[str]
    behind_names: frozenset[str]
    former: frozenset[str]
    lesser: frozenset[str]
    trades: frozenset[str]
    apart: frozenset[str]
    two_word_offices: frozenset[str]
    kin: frozenset[str]
    sent: frozenset[str]
    serving: frozenset[str]
    wants: frozenset[str]
    questioners: frozenset[str]
    functional: frozenset[str]
    minds: frozenset[str]
    minded: frozenset[str]
    approached: frozenset[str]
    gestures: frozenset[str]
    abilities: frozenset[str]
    fighting: frozenset[str]
    scheduled: frozenset[str]
    appearing: frozenset[str]
    besides: frozenset[str]
    public: frozenset[str]
    absent: frozenset[str]
    absences: frozenset[str]
    populace: frozenset[str]
    fates: frozenset[str]
    arms: frozenset[str]
    commenting: frozenset[str]
    issued: frozenset[str]
    reads: frozenset[str]
    party_names: frozenset[str]
    scenes: frozenset[str]
    adding: frozenset[str]
    taking_sides: frozenset[str]
    went_on: frozenset[str]
    writing: frozenset[str]
    speeches: frozenset[str]
    papers: frozenset[str]
    documents: frozenset[str]
    pointers: frozenset[str]
    writers: frozenset[str]
    relative: frozenset[str]
    circumstances: frozenset[str]
    before_participles: frozenset[str]
    adjectives: frozenset[str]
    own_bodies: frozenset[str]
    gatherings: frozenset[str]
    chambers: frozenset[str]
    seated_members: frozenset[str]
    causes: frozenset[str]
    peoples: frozenset[str]
    siding: frozenset[str]
    befriended: frozenset[str]
    counting: frozenset[str]
    fractions: frozenset[str]
    before_fractions: frozenset[str]
    polled: frozenset[str]
    inquiries: frozenset[str]
    extents: frozenset[str]
    before_numbers: frozenset[str]
    numerals: frozenset[str]
    realms: frozenset[str]
    homelands: frozenset[str]
    given_names: frozenset[str]
    nouns_in_ly: frozenset[str]
    plurals: frozenset[str]
    two_people: frozenset[str]
    two_states: frozenset[str]
    asked_of: frozenset[str]
    describing: frozenset[str]
    pasts: frozenset[str]
    sides: frozenset[str]
    before_sides: frozenset[str]
    shares: frozenset[str]
    sexes: frozenset[str]
    schooling: frozenset[str]
    answers: frozenset[str]
    answering: frozenset[str]
    nameless: frozenset[str]
    languages: frozenset[str]
    styled: frozenset[str]
    givings: frozenset[str]
    doings: frozenset[str]
    comings: frozenset[str]
    motions: frozenset[str]
    asking: frozenset[str]
    soon_after: frozenset[str]
    follows: frozenset[str]
    unclear: frozenset[str]
    left_open: frozenset[str]
    behind_nouns: frozenset[str]
    parties: frozenset[str]
    parties_named: frozenset[str]
    resolving: frozenset[str]
    takes_office: frozenset[str]
    put_in_office: frozenset[str]
    into_office: frozenset[str]
    alike: frozenset[str]
    media: frozenset[str]
    press: frozenset[str]
    unspelt: frozenset[str]
    maybes: frozenset[str]
    undergone: frozenset[str]
    shortened: frozenset[str]
    belonging: frozenset[str]
    seated: frozenset[str]
    regions: frozenset[str]
    relates: frozenset[str]
    stances: frozenset[str]
    judging: frozenset[str]
    upon: frozenset[str]
    resuming: frozenset[str]
    attitudes_named: frozenset[str]
    periods: frozenset[str]
    governs: frozenset[str]
    interviews: frozenset[str]
    stamps: frozenset[str]
    slugs: frozenset[str]
    titled_words: frozenset[str]
    duties: frozenset[str]
    duties_to: frozenset[str]
    focusing: frozenset[str]
    obliged: frozenset[str]
    noticing: frozenset[str]
    credits: frozenset[str]
    footers: frozenset[str]
    common_ranks: frozenset[str]


@functools.cache
def grammar() -> Grammar:
    """Read the classes.

    Raises ``LexiconError`` when one is missing, unknown or empty, or has a word twice or in capitals.
    """
    return read_grammar(_FILE)


def read_grammar(path: Path) -> Grammar:
    """Read the classes of a file; raises ``LexiconError`` like ``grammar``."""
    classes = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field.name for field in fields(Grammar)}
    if classes.keys() != known:
        wrong = ", ".join(sorted(classes.keys() ^ known))
        raise LexiconError(f"{path}: has not the classes that the reader knows; see to {wrong}")
    for name, words in classes.items():
        if not words or len(set(words)) < len(words) or any(word != word.lower() for word in words):
            raise LexiconError(f"{path}: “{name}” is empty, or has a word twice or in capitals")
    return Grammar(**{name: frozenset(words) for name, words in classes.items()})


@functools.cache
def nouns_of_acts() -> frozenset[str]:
    """Return the nouns that call what somebody does, or thinks of doing: "refusal", "reluctance"."""
    return grammar().doings | grammar().attitudes_named


def is_medium(name: str) -> bool:
    """Say whether a name is a paper's or a broadcaster's, by its last word: "the Leeds Herald", "News.no"."""
    last = name.lower().rpartition(" ")[2]
    return last in grammar().media or is_site(last)


def is_site(word: str) -> bool:
    """Say whether a word is the address of a site: "Herald.com", yet not "U.S" or "a.m"."""
    return _SITE.fullmatch(word) is not None


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for one of several words or phrases, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
