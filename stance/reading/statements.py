"""Statements of an article: whose words they are, and what is to be judged.

A statement is a quotation (or a sentence of it), or a sentence, or the clause of a sentence that gives a
second holder a position. Who holds it is read from the words outside quotations: what the sentence is
about, who "said" it, or who speaks in a transcript or an interview.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.reading.decisions import decided_by, decides
from stance.reading.grammar import any_of, grammar
from stance.reading.holders import Holders
from stance.reading.layout import Paragraph, Sentence, lay_out
from stance.reading.markdown import unmarked
from stance.reading.mentions import Kind, Mention
from stance.reading.offices import named_behind, named_in_lines
from stance.reading.passages import Passage, Voice
from stance.reading.prose import is_answer, is_asked, is_short
from stance.reading.sections import in_sections, listed
from stance.reading.speakers import FEWEST, speaker_in
from stance.reading.transcripts import Transcripts, Turns, of_nobody
from stance.reading.turns import opens_speech
from stance.text.capitals import compiled
from stance.text.sentences import Span

_ELLIPTIC = re.compile(
    r"\b(?:(?:said|did|does|says|done|thinks?|argues?|argued) (?:the same|so too|likewise)"
    r"|follow(?:ed|s|ing)? suit|the same (?:goes|is true|holds|applies)"
    r"|(?:echo(?:ed|es|ing)?|second(?:ed|s)?) (?:that|this|these|those|the|him|her|them|his|their|it)"
    r"|(?:of|in) (?:the same|like|one) (?:mind|view|opinion)|(?:is|are|was|were) no different"
    r"|(?:takes?|took|taken) the same (?:line|view|position|stance|stand)"
    r")\b|^(?:And |But )?(?:[Ss]o|[Nn]either|[Nn]or) (?:did|does|do|has|have|will|is|are|would)\b"
    r"|^(?:[\w’'-]+ ){1,4}(?:agree[sd]?|concur(?:s|red)?|nodded|too|as well|likewise)[.!]?$"
)
_AUXILIARY = re.compile(  # "Italy will.", "Italy has not.": what the verb is stands before
    r"^(?:[\w’'-]+ ){1,3}"
    r"(?:(?:is|are|has|have|does|do|did|(?P<modal>will|would|could|can))(?P<no> not|n['’]t)?"
    r"|(?P<cannot>won['’]t|can['’]t|cannot))[.!]?$"
)
_DENIED = re.compile(r"\b(?:not|no|never|neither|nor|none|nobody|cannot)\b|n['’]t\b", re.IGNORECASE)
_ITEM = re.compile(r"[-•*–] ?[a-z]")
_APPEAL = re.compile(
    r"(?:Support|Join|Follow|Subscribe|Sign up|Donate|Become|Help|Like|Get|Click|Read us)\b"
    r"(?! (?:for|from|of)\b)[^\n]*?"
    r"\b(?:patrons?|newsletters?|subscri\w+|donat\w+|Telegram|Facebook|Twitter|Instagram|WhatsApp|YouTube"
    r"|e-?mail|inbox)\b",
)
_FEWEST_LABELLED = 2  # turns with labels on lines of their own, or that tell who somebody is
_LONG_WORD = 4  # letters of a word that a headline writes with a capital; and how many such words tell
_CAPITALS = 0.75
_LONGEST_LINE = 100
_NOTES_WITHIN = 4  # paragraphs of the end


def find_statements(text: str) -> list[Passage]:
    """Return the statements of an article, in the order of the text."""
    text = unmarked(text)
    found = list(_Article(text).passages())
    below = [passage for passage in found if not passage.heading]
    held = {holder for passage in below for holder in passage.holders}
    is_list = len(below) < len(found) / 2  # of lines without full stops
    for passage in found:
        desk = passage.heading and passage.voice is Voice.REPORTED
        if desk and not is_list:  # a desk's words: they name no holder whom nothing below names
            passage.holders = tuple(holder for holder in passage.holders if holder in held)
    _ask(text, found)
    for before, passage in itertools.pairwise(found):
        alone = passage.holders and passage.context is None and passage.voice is not Voice.QUESTION
        if alone and _repeats(text[slice(*passage.judged)], text[slice(*before.judged)]):
            passage.context = before.context or before.judged
        plain = before.voice is passage.voice is Voice.REPORTED and not before.heading
        if plain and not before.holders and _said_so().match(text, *passage.span):
            before.holders = passage.holders
    return found


def _repeats(words: str, before: str) -> bool:
    """Say whether words say the same as those before them: "Italy does." behind "Spain wants a force.".

    Not where either is denied, for a model takes "Spain will not send troops. Italy will." for one refusal,
    nor where a modal is new: "Spain has ruled out sending troops. Italy will.".
    """
    own = _AUXILIARY.match(words)
    if own is None:
        return _ELLIPTIC.search(words) is not None
    new = own["modal"] and not re.search(rf"\b{own['modal']}\b", before)
    return not (new or own["no"] or own["cannot"] or _DENIED.search(before))


def _ask(text: str, found: Sequence[Passage]) -> None:
    """Give short answers in prose the question as context: "Will you go?" X asked. "No," said Y."""
    question: Span | None = None
    for passage in found:
        if is_asked(text, passage.span):
            question = passage.span
        elif not is_short(text, passage.span):
            question = None
        elif passage.context is None and passage.holders and is_answer(text, passage.span):
            passage.context = question


class _Article(Transcripts):
    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = in_sections(text, lay_out(text))
        self.listed = listed(text, self.paragraphs)
        turns = [p for p in self.paragraphs if p.speaker]
        plain = any(self._labelled(p) or self._is_presented_in(p.speaker) for p in turns)
        fewest = _FEWEST_LABELLED if plain else FEWEST
        addressed = any(opens_speech(text, *p.body) for p in turns)
        self.is_transcript = addressed or len(turns) >= fewest or self._asks_and_answers()
        named = _names_in([p for p in self.paragraphs if not _appeals(text, p)])
        speaking = _speakers_in(turns) if self.is_transcript else []
        self.holders = Holders(speaking + named, text)
        for person, office in itertools.chain(
            named_in_lines(text, self.paragraphs), named_behind(self.paragraphs)
        ):
            self.holders.learn_office(person, office)
        self.asking = self._asking()
        self.interview = self._interview()
        self.author = self._author()
        self.interviewee = self._interviewee()
        self.decisions = {} if self.is_transcript else decided_by(text, self.paragraphs)
        for body in self.decisions.values():
            self.holders.call(body.bare.rpartition(" ")[2], body)
        self.delegates = {i: self._delegate(p.delegate) for i, p in enumerate(self.paragraphs) if p.delegate}

    def passages(self) -> Iterator[Passage]:
        furniture = self._furniture()
        turns = Turns(self.asking)
        for i, p in enumerate(self.paragraphs):
            if p.writer:
                yield from self._written(p)
            elif i in self.listed:
                yield from self._listed(p, *self.listed[i])
            elif p.delegate:
                yield from self._reported_of(p, self.delegates[i])
            elif i in furniture or (not p.speaker and self._is_note(i, p)):
                yield from of_nobody(p)
            elif i in self.decisions:
                yield from self._decided(p, self.decisions[i])
            elif i in self.interview:
                yield from self._interviewed(p, turns, asks=self.interview[i])
            elif self.is_transcript and (p.speaker or turns.begun):
                yield from self._turn(p, turns)
            elif turns.document is not None and self._is_within(p, turns):
                yield from self._own_words(p, turns.document)
            else:
                yield from self._in_prose(i, p, turns)

    def _in_prose(self, i: int, p: Paragraph, turns: Turns) -> Iterator[Passage]:
        """Yield the statements of a paragraph of prose, or of an item of a list that somebody leads to."""
        item = _ITEM.match(self.text, *p.span) is not None
        leads = i + 1 in self.listed and i not in self.listed  # to a list of states, which are who is meant
        for passage in self._prose(p, self._signer(i)):
            if leads and all(holder.kind is Kind.GROUP for holder in passage.holders):
                passage.holders = ()
            if item and turns.lead and passage.voice is Voice.REPORTED:
                passage.holders = turns.lead
            elif not item:
                turns.lead = passage.holders if self.text[p.span.end - 1] == ":" else ()
            passage.heading = p.heading and len(p.sentences) == 1
            if p.heading and passage.holders == (self.author,) and not self._is_own_words(p):
                passage.holders = ()
            yield passage
        if self._is_among_lines(i):
            for mention in p.sentences[0].mentions:
                self.holders.forget(mention)
        turns.document, turns.quoted = self._led_to(i)
        turns.own = True

    def _listed(self, p: Paragraph, state: Mention, lead: Span) -> Iterator[Passage]:
        """Yield the statement of a line of a list of states: what leads to the list, of the state."""
        holder = self.holders.resolve(state)
        yield Passage(p.sentences[0].span, lead, () if holder is None else (holder,), Voice.REPORTED)

    def _decided(self, p: Paragraph, body: Mention) -> Iterator[Passage]:
        """Yield the statements of a paragraph of a decision: clauses without a subject are the body's."""
        holder = self.holders.resolve(body)
        clauses = [s.span for s in p.sentences if decides(self.text, s.span)]
        for passage in self._prose(p):
            if holder is not None and any(s.start <= passage.span.start < s.end for s in clauses):
                passage.holders = (holder,)
            yield passage

    def _is_among_lines(self, i: int) -> bool:
        """Say whether a line is a name and no more, above another that tells of no office, or twice the same.

        So names stand in menus, and those who wrote a page: "Latest News", "Ann Orr". Neither is "she".
        """
        p, near = self.paragraphs[i], self.paragraphs[max(0, i - 1) : i + 2]
        if not p.heading or len(p.sentences) != 1:
            return False
        tokens, named = p.sentences[0].tokens, p.sentences[0].mentions
        alone = len(named) == 1 and named[0].kind is Kind.PERSON and not named[0].role
        whole = alone and (named[0].start, named[0].end) == (tokens[0].start, tokens[-1].end)
        offices = any(m.kind is Kind.ROLE for s in near[-1].sentences for m in s.mentions)
        twice = i > 0 and self.text[slice(*near[0].span)] == self.text[slice(*p.span)]
        return whole and (twice or (near[-1] is not p and near[-1].heading and not offices))

    def _furniture(self) -> set[int]:
        """Return the places of the lines above the labels of a transcript: a topic, a time, a party."""
        found: set[int] = set()
        for i, p in enumerate(self.paragraphs if self.is_transcript else ()):
            while p.speaker and self._labelled(p) and i and self._is_line(self.paragraphs[i - 1]):
                i -= 1  # noqa: PLW2901 – back to where the lines begin
                found.add(i)
        return found

    def _is_note(self, i: int, p: Paragraph) -> bool:
        """Say whether a paragraph leads elsewhere, "Also read: …", or tells at the end who wrote."""
        if _pointer().match(self.text, *p.span) or _appeals(self.text, p):
            return True
        return i >= len(self.paragraphs) - _NOTES_WITHIN and _note().match(self.text, *p.span) is not None

    def _is_line(self, p: Paragraph) -> bool:
        """Say whether a paragraph is a short line without a full stop, or nothing but a time."""
        short = p.heading and p.span.end - p.span.start <= _LONGEST_LINE and len(p.sentences) < 2
        return not p.speaker and (short or not p.sentences)


def _names_in(paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Return the mentions that may make people known: not HEADINGS, nor Those In Capitals."""
    found = []
    for p in paragraphs:
        plain = [s for s in p.sentences if not (p.heading and _is_title_case(s))]
        every = [m for s in plain for m in s.mentions]
        found += [m for m in every if not (m.name.isupper() and (" " in m.name or p.delegate))]
    return found


def _speakers_in(turns: Sequence[Paragraph]) -> list[Mention]:
    """Return the full names of those who speak, which tell whom a surname in the text means."""
    labels = ((p.span, speaker_in(re.split(r" ?[(\[]", p.speaker)[0])) for p in turns)
    named = (replace(m, start=span.start, end=span.start) for span, m in labels if m is not None)
    return [m for m in named if m.kind is Kind.PERSON and " " in m.name and not m.doubtful]


def _appeals(text: str, p: Paragraph) -> bool:
    """Say whether a page asks its readers for something in a line: "Support UP or become our patron!"."""
    if p.span.end - p.span.start > _LONGEST_LINE or p.speaker or len(p.sentences) > 1:
        return False
    return _APPEAL.match(text, *p.span) is not None and not _is_told(p)


def _is_told(p: Paragraph) -> bool:
    """Say whether a line tells what somebody says or wants: "Help us, Kyiv tells Rome in an e-mail."."""
    small = grammar()
    return any(t.low in small.says or t.low in small.minds for s in p.sentences for t in s.tokens[1:])


def _is_title_case(s: Sentence) -> bool:
    words = [t for t in s.tokens if t.end - t.start >= _LONG_WORD]
    return len(words) >= _LONG_WORD and sum(t.capital for t in words) >= _CAPITALS * len(words)


@functools.cache
def _said_so() -> re.Pattern[str]:
    """Match what tells whose the sentence before was: "This was stated by X", "X said this on Monday"."""
    says = any_of(grammar().says | {"stated", "revealed", "voiced", "expressed"})
    return re.compile(
        rf"(?:This|That|It) (?:was|is|has been|had been) (?:\w+ )?{says} (?:[^,.;:]{{1,40}} )?by "
        rf"|[A-ZÀ-Þ][^.;:“\"]{{2,120}}? {says} this(?: (?:on|in|at|to|during|after) [^.;:“\"]{{2,80}})?\.$"
    )


@functools.cache
def _pointer() -> re.Pattern[str]:
    return re.compile(rf"(?:[•*>»–-] ?)?{any_of(grammar().pointers)}(?: ?[:|»]| [–—-] )", re.IGNORECASE)


@functools.cache
def _note() -> re.Pattern[str]:
    """Match what tells at an article's end who wrote it: "Ann Orr covers diplomacy for the Herald."."""
    name = r"(?:[A-ZÀ-Þ][\w.'’-]*+ ){1,4}"
    return compiled(
        rf"(?:{name}|(?:The|Our) (?:writer|author|columnist) |(?:{name}and )?{name})"
        r"(?:covers(?! (?:his|her|its|their|up)\b)|writes (?:on|about|for|from)|reports (?:on|from)|teaches"
        r"|(?:also )?(?:contributed|reported from)|(?:is|was) (?:an? |the )?(?:[\w’'-]+ ){0,4}?"
        rf"{any_of(grammar().writers)}\b)"
        r"|(?:Additional )?[Rr]eporting by |Edited by |Translated (?:by|from) |Follow (?:him|her|us|@)"
    )
