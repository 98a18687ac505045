"""The word table: lexicon, learnt vocabulary and target compiled into arrays for look-up.

A *symbol* stands for a word as the features see it: spellings of one word share a symbol, names
share one, numbers share one, and the terms of the target share a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError, ModelVersionError
from stance.lexicon.inflection import inflect
from stance.lexicon.words import Lexicon, Phrase, cue_classes, lexicon, split_words
from stance.target import Target
from stance.text.hashing import hash_spans, mix

# The symbols that stand for more than one word, and how they are written in feature names.
RARE, NAME, NUMBER, TARGET, VERB, VERB_S, VERB_ED, VERB_ING = range(8)
MASKS = ("RARE", "NAME", "NUMBER", "TARGET", "SEND", "SENDS", "SENT", "SENDING")

# Classes whose words turn a position round: leaving is the reverse of deploying, refusing of offering.
TURNING = ("negator", "exclude", "refuse", "oppose", "withdraw", "deny", "warn")
# Classes that are no file of the lexicon, before those that are.
MASK_CLASSES = ("", "NAME", "NUMBER", "TARGET", "SEND", "QUESTION-MARK", "QUOTE", "STOP", "COMMA")
_CLASS_OF_MASK = (0, 1, 2, 3, 4, 4, 4, 4)
_MARKS = {
    "?": 5,
    '"': 6,
    "'": 6,
    ".": 7,
    "!": 7,
    ";": 8,
    ",": 8,
    ":": 8,
    "—": 8,
    "-": 8,
    "(": 8,
    ")": 8,
    "…": 7,
}
_OTHER_MARKS = "%$£€&/[]*#@+"

# Flags of a symbol.
ALWAYS_NAME, NAME_IF_CAPITAL, NAME_IF_CAPITALS, KEEPS_CAPITAL = 1, 2, 4, 8
NEGATOR, CLAUSE_START, SENTENCE_END, ARTICLE, TARGET_NOUN, MODIFIER = 16, 32, 64, 128, 256, 512
PARTICLE = 1024

# What a phrase stands for where it ends: a name, a name if capitalised, the target, or a class.
ENDS_NAME, ENDS_CAPITAL_NAME, ENDS_TARGET, ENDS_CLASS = 1, 2, 3, 8

_CAPITALISED = [
    "i",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "internet",
    "covid",
    "christmas",
    "easter",
]
_PARTICLES = [
    "von",
    "van",
    "der",
    "den",
    "de",
    "di",
    "da",
    "del",
    "della",
    "dos",
    "du",
    "la",
    "le",
    "el",
    "al",
]
_PARTICLES += ["bin", "ibn", "ben"]
_ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class WordTable:
    """Compiled arrays; ``words[i]`` has raw id ``i`` and symbol ``len(MASKS) + i``.

    ``classes[i]`` is the name of class ``i``.

    ``keys``: uint64 (n_words,); ``symbol``: int32 (n_words,), the symbol used for the word;
    ``flags``: uint16 and ``cls``: uint8 (n_symbols,); ``clipped``: int32 (n_symbols,), the symbol that
    stands before "'t"; ``root``: int32 (n_symbols,), the phrase node that a symbol opens, or 0;
    ``steps``: uint64 (n_steps,), hashes of (node, symbol); ``nodes``: int32 (n_steps,), where they
    lead; ``ends``: uint8 (n_nodes,), what a phrase that ends at a node stands for.
    """

    words: tuple[str, ...]
    classes: tuple[str, ...]
    keys: NDArray[np.uint64]
    symbol: NDArray[np.int32]
    flags: NDArray[np.uint16]
    cls: NDArray[np.uint8]
    clipped: NDArray[np.int32]
    root: NDArray[np.int32]
    steps: NDArray[np.uint64]
    nodes: NDArray[np.int32]
    ends: NDArray[np.uint8]

    def name_of(self, symbol: int) -> str:
        """Write a symbol as feature names do."""
        return MASKS[symbol] if symbol < len(MASKS) else self.words[symbol - len(MASKS)]


def class_names() -> tuple[str, ...]:
    """Return the name of each class id."""
    return MASK_CLASSES + cue_classes()


def step_hash(nodes: NDArray[Any], symbols: NDArray[Any]) -> NDArray[np.uint64]:
    """Hash the step from a phrase node by a symbol."""
    return mix((nodes.astype(np.uint64) << np.uint64(32)) | symbols.astype(np.uint64))


class _Builder:
    """Collects symbols, flags, classes and phrases while a table is compiled."""

    def __init__(self, words: Sequence[str], known: Lexicon) -> None:
        self.words = tuple(words)
        self.place = {word: len(MASKS) + i for i, word in enumerate(self.words)}
        n_symbols = len(MASKS) + len(self.words)
        self.symbol = np.arange(len(MASKS), n_symbols, dtype=np.int32)
        self.flags = np.zeros(n_symbols, dtype=np.uint16)
        self.cls = np.zeros(n_symbols, dtype=np.uint8)
        self.cls[: len(MASKS)] = _CLASS_OF_MASK
        self.clipped = np.arange(n_symbols, dtype=np.int32)
        self.tree: list[dict[int, int]] = [{}]
        self.ends = [0]
        for variant, used in known.spelling.items():
            self.symbol[self.place[variant] - len(MASKS)] = self.place[used]

    def symbol_of(self, word: str) -> int:
        return int(self.symbol[self.place[word] - len(MASKS)])

    def flag(self, words: Iterable[str], bits: int) -> None:
        for word in words:
            self.flags[self.symbol_of(word)] |= bits

    def unflag(self, words: Iterable[str], bits: int) -> None:
        for word in words:
            self.flags[self.symbol_of(word)] &= ~np.uint16(bits)

    def add_phrase(self, phrase: Phrase, end: int) -> None:
        node = 0
        for word in phrase:
            symbol = self.symbol_of(word)
            if symbol not in self.tree[node]:
                self.tree[node][symbol] = len(self.tree)
                self.tree.append({})
                self.ends.append(0)
            node = self.tree[node][symbol]
        self.ends[node] = end

    def finish(self) -> WordTable:
        root = np.zeros(len(self.flags), dtype=np.int32)
        for symbol, node in self.tree[0].items():
            root[symbol] = node
        steps = [(n, s, child) for n, row in enumerate(self.tree) if n for s, child in row.items()]
        columns = np.array(steps, dtype=np.int64).reshape(-1, 3)
        return WordTable(
            words=self.words,
            classes=class_names(),
            keys=_hashes(self.words),
            symbol=self.symbol,
            flags=self.flags,
            cls=self.cls,
            clipped=self.clipped,
            root=root,
            steps=step_hash(columns[:, 0], columns[:, 1]),
            nodes=columns[:, 2].astype(np.int32),
            ends=np.array(self.ends, dtype=np.uint8),
        )


def _hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """Hash folded words as the token table hashes them."""
    codes = np.frombuffer("".join(words).encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    ends = np.cumsum([len(word) for word in words])
    return hash_spans(codes, ends - [len(word) for word in words], ends)


def _term(term: str, target: Target) -> Phrase:
    words = split_words(term)
    if not words:
        raise DataError(f"the target “{target.name}” has a term without letters, {term!r}; remove it")
    return words


def target_phrases(target: Target) -> tuple[set[Phrase], dict[Phrase, int], set[str]]:
    """Return a target's nouns with plurals, its verb forms with their symbols, and its modifiers."""
    nouns: set[Phrase] = set()
    for noun in target.nouns:
        words = _term(noun, target)
        nouns |= {words, (*words[:-1], inflect(words[-1])[1])}
    verbs: dict[Phrase, int] = {}
    for verb in target.verbs:
        first, *rest = _term(verb, target)
        base, third, *past, ing = inflect(first)
        forms = [(ing, VERB_ING), *((form, VERB_ED) for form in past), (third, VERB_S), (base, VERB)]
        verbs |= {(form, *rest): symbol for form, symbol in forms}
    return nouns, verbs, {word for m in target.modifiers for word in _term(m, target)}


def compile_table(vocabulary: Iterable[str], target: Target, background: Target) -> WordTable:
    """Compile the lexicon, the words learnt from a corpus and a target's terms into one table.

    Where ``background``, the target of the training corpus, is another one, its terms count as
    another target's: they take that class.
    """
    known = lexicon()
    nouns, verbs, modifiers = target_phrases(target)
    back_nouns = set() if background == target else target_phrases(background)[0] - nouns
    phrases: list[Phrase] = [p for group in known.classes.values() for p in group]
    phrases += [*known.names, *nouns, *verbs, *back_nouns]
    words = set(vocabulary) | {word for phrase in phrases for word in phrase} | modifiers
    words |= {w for pair in known.spelling.items() for w in pair}
    words |= {part for pair in known.contractions.items() for whole in pair for part in split_words(whole)}
    words |= {*_MARKS, *_OTHER_MARKS, *_CAPITALISED, *_ARTICLES, *_PARTICLES, "'t", "not"}
    builder = _Builder(sorted(words), known)
    _add_lexicon(builder, known)
    for phrase in sorted(back_nouns):
        _add_class(builder, phrase, class_names().index("other_target"))
    _add_target(builder, nouns, verbs, modifiers)
    return builder.finish()


def recompile(table: WordTable, target: Target, background: Target) -> WordTable:
    """Compile a model's words anew for another target.

    Raises ``ModelVersionError`` for a model that was made with another lexicon than this library's.
    """
    if table.classes != class_names():
        raise ModelVersionError(
            "the model was made with another lexicon than this library's, which another target's table "
            "would be made with; train the model again"
        )
    return compile_table(table.words, target, background)


def _add_class(builder: _Builder, phrase: Phrase, number: int) -> None:
    if len(phrase) > 1:
        builder.add_phrase(phrase, ENDS_CLASS + number)
    else:
        builder.cls[builder.symbol_of(phrase[0])] = number


def _add_lexicon(builder: _Builder, known: Lexicon) -> None:
    for number, name in enumerate(class_names()):
        for phrase in known.classes.get(name, ()):
            _add_class(builder, phrase, number)
    single = {name: [p[0] for p in group if len(p) == 1] for name, group in known.classes.items()}
    builder.flag(single["negator"], NEGATOR)
    builder.flag([*single["contrast"], *single["join"], *single["condition"]], CLAUSE_START)
    builder.flag([*single["official"], *_CAPITALISED], KEEPS_CAPITAL)
    builder.flag(_ARTICLES, ARTICLE)
    builder.flag(_PARTICLES, PARTICLE)
    for mark, number in _MARKS.items():
        builder.cls[builder.symbol_of(mark)] = number
        builder.flag([mark], CLAUSE_START)
    builder.flag([".", "!", "?", "…", ":", '"', ";"], SENTENCE_END)
    for phrase, capitals in known.names.items():
        if len(phrase) > 1:
            builder.add_phrase(phrase, ENDS_CAPITAL_NAME if capitals else ENDS_NAME)
        else:
            builder.flag(phrase, (ALWAYS_NAME, NAME_IF_CAPITAL, NAME_IF_CAPITALS)[capitals])
    for clipped, whole in known.contractions.items():
        parts = split_words(clipped)
        if len(parts) == 1:
            builder.symbol[builder.place[clipped] - len(MASKS)] = builder.symbol_of(whole)
        else:
            builder.clipped[builder.symbol_of(parts[0])] = builder.symbol_of(whole)
    builder.symbol[builder.place["'t"] - len(MASKS)] = builder.symbol_of("not")


def _add_target(builder: _Builder, nouns: set[Phrase], verbs: dict[Phrase, int], modifiers: set[str]) -> None:
    for phrase in sorted(nouns):
        if len(phrase) > 1:
            builder.add_phrase(phrase, ENDS_TARGET)
        else:
            builder.flag(phrase, TARGET_NOUN)
            builder.unflag(phrase, ALWAYS_NAME | NAME_IF_CAPITAL | NAME_IF_CAPITALS)
        builder.flag(phrase, KEEPS_CAPITAL)
    for phrase, symbol in verbs.items():
        if len(phrase) > 1:
            builder.add_phrase(phrase, ENDS_TARGET)
        else:
            builder.symbol[builder.place[phrase[0]] - len(MASKS)] = symbol
    builder.flag(modifiers, MODIFIER | KEEPS_CAPITAL)


def array_fields() -> tuple[str, ...]:
    """Return the names of the table's arrays, in the order in which an artefact stores them."""
    return tuple(field.name for field in fields(WordTable) if field.name not in ("words", "classes"))
