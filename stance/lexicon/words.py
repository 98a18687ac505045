"""The lexicon: classes of words and phrases, read from the data files beside this module.

One file a class; one entry a line. ``~`` after a word stands for its inflections, ``{slot}`` for
any word of that slot in ``slots.txt``. An entry stands in one class only.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from pathlib import Path

from stance.errors import LexiconError
from stance.lexicon.inflection import inflect, read_entries
from stance.text.normal import fold
from stance.text.tokens import tokenize

_FOLDER = Path(__file__).parent
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the data files, folded and split into tokens.

    ``classes``: class name to its phrases; ``names``: phrase to what it asks of capitals (0 nothing,
    1 a capital first letter, 2 capitals throughout); ``spelling``: variant, in spelling or gender, to
    the word used; ``contractions``: clipped word to the word it stands for.
    """

    classes: dict[str, tuple[Phrase, ...]]
    names: dict[Phrase, int]
    spelling: dict[str, str]
    contractions: dict[str, str]


def split_words(entry: str) -> Phrase:
    """Split an entry as texts are split; one that begins with an apostrophe ("'ll") as behind a word."""
    folded = fold(entry)
    before = "x" if folded[:1] == "'" and folded[1:2].isalpha() else ""
    table = tokenize([before + folded])
    words = [(before + folded)[a:b] for a, b in zip(table.starts, table.ends, strict=True)]
    return tuple(words[len(before) :])


@functools.cache
def _slots() -> dict[str, tuple[str, ...]]:
    path, slots = _FOLDER / "slots.txt", {}
    for number, line in read_entries(path):
        name, colon, words = line.partition(":")
        if not colon or not words.split():
            raise LexiconError(f"{path.name}, line {number}: “{line}” is no name, colon and words of a slot")
        slots[name] = tuple(words.split())
    return slots


def expand(entry: str) -> list[Phrase]:
    """Return every phrase that an entry stands for, with its inflections and slots filled in.

    Raises ``LexiconError`` for a slot that is not there.
    """
    choices: list[tuple[Phrase, ...]] = []
    for part in entry.split():
        if part.startswith("{"):
            if (name := part.strip("{}")) not in _slots():
                raise LexiconError(f"“{entry}” names the slot {name}; there are {', '.join(_slots())}")
            choices.append(tuple((word,) for word in _slots()[name]))
        elif part.endswith("~"):
            *before, last = split_words(part[:-1])
            choices.append(tuple((*before, form) for form in inflect(last)))
        else:
            choices.append((split_words(part),))
    return [tuple(itertools.chain(*parts)) for parts in itertools.product(*choices)]


def _expanded(path: Path, number: int, entry: str) -> list[Phrase]:
    try:
        return expand(entry)
    except LexiconError as error:
        raise LexiconError(f"{path.name}, line {number}: {error}") from error


def cue_classes() -> tuple[str, ...]:
    """Return the names of the cue classes, sorted, without reading them."""
    return tuple(sorted(path.stem for path in (_FOLDER / "cues").glob("*.txt")))


def _read_classes() -> dict[str, tuple[Phrase, ...]]:
    """Read the cue classes. A phrase written out outranks the same phrase as an inflection."""
    written: dict[Phrase, str] = {}
    inflected: dict[Phrase, str] = {}
    for name in cue_classes():
        path = _FOLDER / "cues" / f"{name}.txt"
        for number, entry in read_entries(path):
            owners = inflected if "~" in entry else written
            for phrase in _expanded(path, number, entry):
                owner = owners.setdefault(phrase, name)
                if owner != name:
                    raise LexiconError(
                        f"{path.name}, line {number}: “{' '.join(phrase)}” stands in the class "
                        f"{owner} already; keep it in one"
                    )
    owners = inflected | written
    return {name: tuple(p for p, o in owners.items() if o == name) for name in cue_classes()}


def _read_names() -> dict[Phrase, int]:
    names: dict[Phrase, int] = {}
    for path in sorted((_FOLDER / "names").glob("*.txt")):
        for _, line in read_entries(path):
            for entry in line.split(";"):
                capitals = len(entry.strip()) - len(entry.strip().lstrip("^"))
                if entry.strip():
                    names[split_words(entry.strip().lstrip("^"))] = capitals
    return names


def _read_spelling() -> dict[str, str]:
    files = (_FOLDER / "spelling.txt", _FOLDER / "gender.txt")
    lines = [line.split() for path in files for _, line in read_entries(path)]
    return {variant: words[0] for words in lines for variant in words[1:]}


def _read_contractions() -> dict[str, str]:
    path, found = _FOLDER / "contractions.txt", {}
    for number, line in read_entries(path):
        words = line.split()
        if len(words) != 2:
            raise LexiconError(
                f"{path.name}, line {number}: “{line}” is no clipped word and the word it stands for"
            )
        found[words[0]] = words[1]
    return found


@functools.cache
def lexicon() -> Lexicon:
    """Read the data files. Raises ``LexiconError`` naming file and line of an entry that is wrong."""
    return Lexicon(_read_classes(), _read_names(), _read_spelling(), _read_contractions())
