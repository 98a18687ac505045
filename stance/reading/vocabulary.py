"""The reader's words: titles, offices, groups, states, verbs of speech – data files, read once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from stance.lexicon.inflection import inflect, read_entries
from stance.lexicon.words import lexicon
from stance.reading.grammar import grammar

_FOLDER = Path(__file__).parents[1] / "lexicon" / "reading"
_STATES = _FOLDER.parent / "names" / "places.txt"
PRONOUNS = {"he": "m", "she": "f", "they": "", "it": "", "i": "", "we": ""}
OWNING = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "i", "your": "you"}
DETERMINERS = frozenset("the a an this that these those one another any no every each".split())
_ANYBODY = frozenset(("man", "woman", "person"))  # whose plural may be soldiers
_ADJECTIVE = re.compile(r"(?:ese|ish|sh|ch|ss|ern)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word lists, in small letters; the data files say what each is.

    ``titles``: title to gender ("m", "f" or "") and office; ``roles``: office to gender; ``states``: a
    name of a state, its seat or its people, as a tuple of words, to the state and whether it is an
    adjective; ``state_lengths``: first word of such names to the words of the longest; ``leading``: every
    word without a capital that a mention may begin with; ``pairs``: groups that two words name;
    ``callings``: another name of an office to the offices that it may stand for.
    """

    titles: dict[str, tuple[str, str]]
    roles: dict[str, str]
    role_words: frozenset[str]
    portfolios: frozenset[str]
    groups: frozenset[str]
    pairs: frozenset[tuple[str, ...]]
    governing: frozenset[str]
    quantifiers: frozenset[str]
    bodies: frozenset[str]
    openings: frozenset[str]
    dates: frozenset[str]
    prepositions: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[tuple[str, ...]]
    states: dict[tuple[str, ...], tuple[str, bool]]
    state_lengths: dict[str, int]
    leading: frozenset[str]
    callings: dict[str, tuple[str, ...]]


@functools.cache
def vocabulary() -> Vocabulary:
    """Read the word lists."""
    speech = frozenset(
        form
        for entry in _read("speech")
        for form in (inflect(entry.split("~")[0]) if "~" in entry else (entry.split()[0],))
    )
    states = _read_states()
    lengths: dict[str, int] = {}
    for name in states:
        lengths[name[0]] = max(lengths.get(name[0], 0), len(name))
    parts = ("titles", "roles")
    many = _read("groups")
    pairs = frozenset(tuple(entry.split()) for entry in many if " " in entry)
    roles = {row[0]: row[1] for row in _rows("roles")}
    single = grammar().maybe_nouns | grammar().kin | _ANYBODY
    plurals = {_plural(role) for role in roles if role not in single}
    groups = frozenset(plurals.union(entry for entry in many if " " not in entry))
    leading = {row[0] for part in parts for row in _rows(part)}.union(
        PRONOUNS,
        OWNING,
        DETERMINERS,
        groups,
        grammar().counting,
        (first for first, _ in pairs),
        *map(_read, ("role_words", "quantifiers")),
    )
    return Vocabulary(
        titles={row[0]: (row[1].strip("-"), row[2]) for row in _rows("titles")},
        roles=roles,
        role_words=_read("role_words"),
        portfolios=_read("portfolios"),
        groups=groups,
        pairs=pairs,
        governing=_read("governing"),
        quantifiers=_read("quantifiers"),
        bodies=_read("bodies"),
        openings=_read("openings"),
        dates=_read("dates"),
        prepositions=_read("prepositions"),
        speech=speech,
        verbs=_read("auxiliaries") | speech,
        names=frozenset(lexicon().names),
        states=states,
        state_lengths=lengths,
        leading=frozenset(leading),
        callings=_read_callings(),
    )


def is_state(name: str) -> bool:
    """Say whether a name is one of a state, its seat or its people; a region, "Sahel", is none."""
    if name.lower() in grammar().regions:
        return False
    return tuple(name.lower().split()) in vocabulary().states


def is_country(name: str) -> bool:
    """Say whether a name is a state's own, and not that of its seat or its people."""
    return vocabulary().states.get(tuple(name.lower().split()), ("", False))[0].lower() == name.lower()


def _read(name: str) -> frozenset[str]:
    return frozenset(line for _, line in read_entries(_FOLDER / f"{name}.txt"))


def _rows(name: str) -> list[list[str]]:
    return [[*line.split(), "", ""] for _, line in read_entries(_FOLDER / f"{name}.txt")]


def _plural(role: str) -> str:
    """Return the plural of an office: "ambassadors", "secretaries", "chairmen"."""
    return role[:-2] + "en" if role.endswith("man") else inflect(role)[1]


def _read_callings() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(":") for _, line in read_entries(_FOLDER / "callings.txt"))
    return {name: tuple(office.strip() for office in offices.split(",")) for name, offices in pairs}


def _read_states() -> dict[tuple[str, ...], tuple[str, bool]]:
    """Read the names of states. An entry is an adjective by its ending, or when its plural is one too."""
    states: dict[tuple[str, ...], tuple[str, bool]] = {}
    for path in (_STATES, _FOLDER / "seats.txt"):
        for _, line in read_entries(path):
            first, *others = [entry.strip().lstrip("^") for entry in line.split(";")]
            lows = {name.lower() for name in others} - grammar().given_names
            alone = first.lower() in grammar().adjectives  # "Western", of no one state
            states.setdefault(tuple(first.lower().split()), (first, alone))
            for low in lows:
                adjective = low + "s" in lows | {first.lower()} or bool(_ADJECTIVE.search(low))
                states[tuple(low.split())] = first, adjective
    return states
