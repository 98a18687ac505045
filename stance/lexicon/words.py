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
    slots = {}
    for _, line in read_entries(_FOLDER / "slots.txt"):
        name, words = line.split(":")
        slots[name] = tuple(words.split())
    return slots


def expand(entry: str) -> list[Phrase]:
    """Return every phrase that an entry stands for, with its inflections and slots filled in."""
    choices: list[tuple[Phrase, ...]] = []
    for part in entry.split():
        if part.startswith("{"):
            choices.append(tuple((word,) for word in _slots()[part.strip("{}")]))
        elif part.endswith("~"):
            *before, last = split_words(part[:-1])
            choices.append(tuple((*before, form) for form in inflect(last)))
        else:
            choices.append((split_words(part),))
    return [tuple(itertools.chain(*parts)) for parts in itertools.product(*choices)]


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
            for phrase in expand(entry):
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
    return dict(line.split() for _, line in read_entries(_FOLDER / "contractions.txt"))


@functools.cache
def lexicon() -> Lexicon:
    """Read the data files. Raises ``LexiconError`` naming file and line of an entry that is wrong."""
    return Lexicon(_read_classes(), _read_names(), _read_spelling(), _read_contractions())
