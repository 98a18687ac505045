"""Templates to texts: slots are filled from lists, evenly and always in the same order.

A template is a sentence with slots: ``{country}`` takes a filler of the list ``country``, the same one
wherever it stands; ``{country2}`` another one of that list. A filler may hold slots of its own. ``{a|b}``
is a choice that makes two texts of one: the first reads ``a`` there, the second ``b``; either may be empty.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stance.errors import DataError

_SLOT = re.compile(r"\{([a-z_]+)([0-9]*)\}")
_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_DEEPEST = 5  # a filler's filler's filler …: deeper than that, a list holds itself

Lists = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Filler:
    """Deals the fillers of lists like cards: each of a list once, shuffled, before one comes again.

    ``seed`` decides the order, so that a capability has the same cases on every machine.
    """

    lists: Lists
    seed: str
    _decks: dict[str, list[str]] = field(init=False, default_factory=dict)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def fill(self, template: str, chosen: dict[str, str]) -> str:
        """Fill the slots of a template; ``chosen`` holds each slot's filler and takes those dealt.

        Raises ``DataError`` for a slot that is no list and for what is left over of a brace.
        """
        text = template
        for _ in range(_DEEPEST):
            text, found = _SLOT.subn(lambda slot: self._filler(slot, chosen), text)
            if not found:
                break
        if re.search(r"[{}]", _CHOICE.sub("", text)):
            raise DataError(f"“{template}” has a brace that is neither a slot nor a choice {{a|b}}")
        return text

    def another(self, slot: str, chosen: Mapping[str, str]) -> str:
        """Deal a filler for a slot that was filled otherwise."""
        return self._deal(_list_of(slot), chosen)

    def _filler(self, slot: re.Match[str], chosen: dict[str, str]) -> str:
        name, list_name = slot[0][1:-1], slot[1]
        if name not in chosen:
            chosen[name] = self._deal(list_name, chosen)
        return chosen[name]

    def _deal(self, name: str, chosen: Mapping[str, str]) -> str:
        """Deal a filler of a list that no slot of the text has yet."""
        taken = {filler for slot, filler in chosen.items() if _list_of(slot) == name}
        if name not in self.lists:
            raise DataError(f"there is no list for the slot {{{name}}}")
        if taken.issuperset(self.lists[name]):
            raise DataError(f"the list “{name}” has too few fillers for its slots in one template")
        deck = self._decks.setdefault(name, [])
        while True:
            if not deck:
                # Python promises the same numbers of random() in every version, not the same shuffles.
                deck.extend(sorted(self.lists[name], key=lambda _: self._random.random()))
            if (filler := deck.pop()) not in taken:
                return filler


def _list_of(slot: str) -> str:
    return slot.rstrip("0123456789")


def sides(text: str) -> tuple[str, str]:
    """Return the two texts of one with choices, each with a capital first; the same where it has none."""
    first, second = _CHOICE.sub(r"\1", text), _CHOICE.sub(r"\2", text)
    return first[:1].upper() + first[1:], second[:1].upper() + second[1:]
