"""Sections: parts of a page that are each about a state, whose its offices there are; states line by line.

"Peru", alone on its line, then "The government has ruled it out. The prime minister said …": Peru's, as
others are whose state stands above the next part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from stance.reading.grammar import grammar
from stance.reading.layout import Paragraph
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import names_side
from stance.text.sentences import Span

_FEWEST = 2  # states with a section each, with an office each of one name, or in a list


def listed(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, tuple[Mention, Span]]:
    """Return the lines that are a state's name in a list, and what leads to it: "They would send troops:"."""
    found: dict[int, tuple[Mention, Span]] = {}
    lead: Span | None = None
    for i, p in enumerate(paragraphs):
        state = _state_of(p)
        if state is not None and lead is not None:
            found[i] = state, lead
        elif p.sentences:
            lead = p.sentences[-1].span if text[p.span.end - 1] == ":" and _takes_side(p) else None
    counts = Counter(span for _, span in found.values())
    return {i: (state, span) for i, (state, span) in found.items() if counts[span] >= _FEWEST}


def _takes_side(p: Paragraph) -> bool:
    """Say whether a paragraph ends with a sentence that tells a position: "Countries against:"."""
    tokens, small = p.sentences[-1].tokens, grammar()
    return any(t.low in small.stances or names_side(tokens, k) for k, t in enumerate(tokens))


def in_sections(text: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, with whose the offices are that a section of a state's names, or an item."""
    about = _states_of(paragraphs, listed(text, paragraphs).keys())
    states: dict[str, set[str]] = {}  # of each office by its name: those with one
    for p, state in zip(paragraphs, about, strict=True):
        for m in (m for s in p.sentences for m in s.mentions if state is not None and _is_office(m)):
            states.setdefault(m.name.lower(), set()).add(state.owner if state is not None else "")
    shared = {name for name, owners in states.items() if len(owners) >= _FEWEST}
    return [
        p if state is None else _of_state(p, state, shared)
        for p, state in zip(paragraphs, about, strict=True)
    ]


def _states_of(paragraphs: Sequence[Paragraph], lists: Collection[int]) -> list[Mention | None]:
    """Return the state that each paragraph is about: that of its item, or of the line above its section.

    ``lists``: the places of lines that are in a list of states, and head nothing.
    """
    headings = [None if i in lists else _state_of(p) for i, p in enumerate(paragraphs)]
    many = len({state.owner for state in headings if state is not None}) >= _FEWEST
    found: list[Mention | None] = []
    section = None
    for p, state in zip(paragraphs, headings, strict=True):
        if p.heading or p.speaker:
            section = state if many else None
        item = p.item if p.item is not None and p.item.kind is Kind.STATE else None
        found.append(None if p.heading else item or section)
    return found


def _state_of(p: Paragraph) -> Mention | None:
    """Return the state that a heading names, if it is nothing else: "Peru"."""
    if not p.heading or len(p.sentences) != 1 or len(p.sentences[0].mentions) != 1:
        return None
    s, state = p.sentences[0], p.sentences[0].mentions[0]
    whole = bool(s.tokens) and state.start <= s.tokens[0].start and s.tokens[-1].end <= state.end
    return state if whole and state.kind is Kind.STATE else None


def _of_state(p: Paragraph, state: Mention, shared: set[str]) -> Paragraph:
    """Return a paragraph whose nameless offices are a state's; ``shared``: those that others have too."""
    sentences = [replace(s, mentions=[_owned(m, state, shared) for m in s.mentions]) for s in p.sentences]
    return replace(p, sentences=sentences)


def _owned(mention: Mention, state: Mention, shared: set[str]) -> Mention:
    """Return an office or a government of no state as one of a state's."""
    if _is_office(mention):
        name = f"{state.name}'s {mention.name}" if mention.name.lower() in shared else mention.name
        return replace(mention, owner=state.owner, name=name)
    return replace(mention, owner=state.owner) if mention.governs and not mention.owner else mention


def _is_office(mention: Mention) -> bool:
    """Say whether a mention is an office of a state without its holder and without the state."""
    if mention.kind is not Kind.ROLE or not mention.definite or mention.owner or mention.of_office:
        return False
    return not mention.short and mention.role.rpartition(" ")[2] in grammar().governs
