"""The topic: whether a text names the target, and the words that remind of it.

A model judges a statement alone. "It would be madness" is no position on anything then, yet it is one in an
article about sending troops. So where the article has named the target and a statement that has a holder
does not, a reminder stands before what is judged: "On sending troops: It would be madness". The model sees
both words masked.

Reminding of it before what has no holder makes positions of history and money; leaving out what does not
name the target loses positions. Both were tried on articles with gold labels; what the reminder is worth,
``training/in_articles.py`` prints.

Of another target than the one that a model was trained on, every statement that does not name it is
reminded: the model knows no other words for that target. (On troops, whose words it knows, it is no gain.)
"""

from __future__ import annotations

import functools
import re

from stance.lexicon.inflection import inflect
from stance.lexicon.table import target_phrases
from stance.lexicon.words import lexicon
from stance.target import Target
from stance.text.normal import fold

_PARTICLES = frozenset("over up out in on off down back away".split())  # of a verb that may have an object
_SMALL = frozenset("of with in at for to from on by".split())  # what follows belongs to the noun before
_WORD = re.compile(r"[^\W_]+")


class Topic:
    """A target as the reader knows it; ``reminder`` is put before a statement that does not name it."""

    __slots__ = ("_phrases", "reminder")

    def __init__(self, target: Target) -> None:
        nouns, verbs, _ = target_phrases(target)
        self._phrases: dict[str, set[tuple[str, ...]]] = {}  # by their first word
        for phrase in nouns | verbs.keys():
            if words := tuple(_words(" ".join(phrase))):  # "%" has none
                self._phrases.setdefault(words[0], set()).add(words)
        self.reminder = f"On {_named(target)}: "

    def remind(self, text: str) -> str:
        """Return a text behind a reminder of the target, or as it is where it names the target or nothing."""
        said = any(c.isalnum() for c in text)
        return self.reminder + text if said and not self.is_named(text) else text

    def is_named(self, text: str) -> bool:
        """Say whether a text names the target: the thing or the act."""
        words = _words(text)
        return any(
            tuple(words[i : i + len(phrase)]) == phrase
            for i, word in enumerate(words)
            for phrase in self._phrases.get(word, ())
        )


def _named(target: Target) -> str:
    """Name a target by its first verb, if that may have an object, and its first noun."""
    first, _, last = target.nouns[0].rpartition(" ")
    verb, *rest = target.verbs[0].split() if target.verbs else [""]
    if target.verbs and not _PARTICLES.issuperset(rest):  # "raise rates": the verb has its object
        return target.nouns[0]
    plain = last.isalpha() and not last.endswith("s") and _SMALL.isdisjoint(first.lower().split())
    named = f"{first} {inflect(last)[1]}".strip() if plain else target.nouns[0]
    return " ".join([inflect(verb)[-1], *rest, named]) if verb else named


@functools.lru_cache(maxsize=8)
def topic_of(target: Target) -> Topic:
    """Return the topic that a target is."""
    return Topic(target)


def _words(text: str) -> list[str]:
    spelling = lexicon().spelling
    return [spelling.get(word, word) for word in _WORD.findall(fold(text))]
