"""Turns of transcripts and interviews, minutes, documents given whole, letters and posts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stance.reading.acts import does, fights, is_beside
from stance.reading.grammar import any_of, grammar, is_medium
from stance.reading.holders import Holder
from stance.reading.layout import Paragraph, Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.passages import Passage, Voice
from stance.reading.posts import is_nick
from stance.reading.prose import SPEAKER, is_short, speaks
from stance.reading.sayers import sayer_of
from stance.reading.speakers import Speakers, is_spoken_to, speaker_in
from stance.reading.tokens import place_of
from stance.reading.turns import is_functional
from stance.reading.vocabulary import DETERMINERS, PRONOUNS

_DESK = re.compile(r"^(?:\w+ )?(?:office|service|department|desk|secretariat) of (?:the )?", re.IGNORECASE)
_CLEFT = re.compile(r"(?:(?:And|But|So),? )?[Ii]t (?:was|is) ")  # "It was Rome that began it"
_OWN_WORDS = re.compile(r"\b(?:I|[Ww]e|me|myself)\b")
_STAGED = re.compile(r"[(\[][A-Z][^()\[\]]{2,60}\.?[)\]]\.?")  # "(Laughter.)", "[Interruption]"
_PARTED = re.compile(r"(?<=[a-zß-þ])(?=[A-ZÀ-Þ])")  # "SenatorAnnOrr"


@dataclass(slots=True)
class Turns:
    """How far turns are read: those ``asking``, who speaks, what was asked last.

    ``document``: whose document is given whole, in marks if ``quoted``, which may close
    paragraphs later (``open_marks``), and whether its last paragraph was in the first person (``own``).
    ``lead``: whose list begins below, "the union wants:", "- the soldiers home".
    """

    asking: set[str]
    speaker: Holder | None = None
    asked: Paragraph | None = None
    begun: bool = False
    asks: bool = False
    document: Holder | None = None
    quoted: bool = False
    open_marks: bool = False
    own: bool = True
    lead: tuple[Holder, ...] = ()


class Transcripts(Speakers):
    """Reads paragraphs that are somebody's turn, or somebody's own words."""

    def _is_within(self, p: Paragraph, turns: Turns) -> bool:
        """Say whether a document that is given whole goes on: to a heading, or to the end of its marks."""
        own = self._is_own_words(p)
        personal = not p.heading and (own or (turns.own and not self._reports(p)))
        goes_on = turns.open_marks or (_only_quotes(p) if turns.quoted else personal)
        turns.own = own
        turns.document = turns.document if goes_on else None
        if turns.quoted and _only_quotes(p):
            turns.open_marks = not p.sentences[-1].quotations[-1].closed
        elif turns.open_marks:
            turns.open_marks = self.text[p.span.end - 1] not in '”"»'
        return goes_on

    def _reports(self, p: Paragraph) -> bool:
        """Say whether a paragraph tells what somebody says."""
        told = (s for s in p.sentences if s.tokens and speaks(s))
        return any(sayer_of(s.mentions, s.tokens) or self._subject(s) for s in told)

    def _led_to(self, i: int) -> tuple[Holder | None, bool]:
        """Return whose document a paragraph leads to, which is then given whole, and whether it has marks.

        "The communiqué read:", "We carry her letter in full:", "The text of the statement follows."
        """
        p = self.paragraphs[i]
        if p.heading or not p.sentences or i + 1 == len(self.paragraphs):
            return None, False
        s = p.sentences[-1]
        match = _document().search(self.text, *s.span) if self.text[s.span.end - 1] in ".:" else None
        if match is None:
            return None, False
        below = self.paragraphs[i + 1]
        issuer = self._whose(s) or self.told
        prints = issuer is not None and is_medium(issuer.name)
        return None if prints else issuer, _only_quotes(below)

    def _whose(self, s: Sentence) -> Holder | None:
        """Return by whom a document is that a sentence leads to: "the text of Kos's letter to Orr"."""
        for m in s.mentions:
            k = place_of(s.tokens, m.start)
            before = [t.low for t in s.tokens[max(0, k - 2) : k] if t.low not in DETERMINERS][-1:]
            by = m.possessive or (m.governed and before and before[0] in ("by", "from", "of"))
            if by and m.kind is not Kind.PRONOUN and not m.doubtful:
                name = _DESK.sub("", m.name)  # "the press office of the party"
                return self.holders.resolve(m if name == m.name else Mention(m.start, m.end, Kind.BODY, name))
        return None

    def _turn(self, p: Paragraph, turns: Turns) -> Iterator[Passage]:
        """Yield the statements of a paragraph of a transcript, and note who speaks from it on."""
        if p.speaker:
            turns.begun, turns.asks = True, p.speaker in turns.asking
            silent = turns.asks or is_functional(p.speaker)
            turns.speaker = None if silent else self._speaking(p.speaker)
        if p.speaker and is_functional(p.speaker):
            yield from of_nobody(p)
        elif turns.asks:
            turns.asked = p if p.sentences else turns.asked
            yield from self._questions(p)
        else:
            yield from self._speech(p, turns.speaker, turns.asked)
            turns.asked = None

    def _interviewed(self, p: Paragraph, turns: Turns, *, asks: bool) -> Iterator[Passage]:
        """Yield the statements of a paragraph of an interview: a question, or an answer."""
        if asks:
            turns.asked = p
            yield from self._questions(p)
        else:
            yield from self._speech(p, self.interviewee, turns.asked)
            turns.asked = None

    def _questions(self, p: Paragraph) -> Iterator[Passage]:
        """Yield the sentences of a question; a preface may tell of somebody's position."""
        for s in p.sentences:
            to_you = bool(s.mentions) and is_spoken_to(self.text, s, s.mentions[0])
            told = None if to_you or self.text[s.span.end - 1] == "?" else self._told_of(s, None)
            if told is not None:
                yield Passage(s.span, s.span, (told,), Voice.REPORTED)
                continue
            for m in s.mentions:
                if not m.doubtful and m.kind is not Kind.PRONOUN:
                    self.holders.resolve(m)
            yield Passage(s.span, s.span, (), Voice.QUESTION)

    def _speech(self, p: Paragraph, speaker: Holder | None, asked: Paragraph | None) -> Iterator[Passage]:
        """Yield the sentences of a turn: the speaker's, or those of somebody of whom the speaker tells."""
        for i, s in enumerate(p.sentences):
            told = self._told_of(s, speaker)
            asks = self.text[s.span.end - 1] == "?"
            holder = (
                None if _STAGED.fullmatch(self.text, *s.span) else speaker if asks or told is None else told
            )
            answers = i == 0 and asked is not None and is_short(self.text, s.span)
            context = asked.sentences[-1].span if answers and asked is not None else None
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.QUOTED, context=context)

    def _told_of(self, s: Sentence, speaker: Holder | None) -> Holder | None:
        """Return of whose position somebody else tells in a turn."""
        if s.quotations and not s.tokens:  # read out: the words of the person who was spoken of
            return self.holders.last_person(speaker)
        sayer = sayer_of(s.mentions, s.tokens)
        subject = sayer or self._subject(s)
        tells = subject is not None and self._tells(s, subject)
        if subject is not None and subject.name in ("i", "we", "it", "he", "she", "they"):
            third = subject.name in ("he", "she") and (sayer is subject or _says(s, subject))
            tells = tells and (third or (subject.name == "they" and _they_say(s)))
        if subject is not None and subject.name == "they":
            self._note_bodies(s.mentions, subject)
        holder = self.holders.resolve(subject, speaker) if subject is not None and tells else None
        for m in s.mentions:
            if m is not subject and m.kind is not Kind.PRONOUN and not m.doubtful and not m.governed:
                self.holders.resolve(m)
        self._note_governed(s.mentions)
        if (
            holder is None
            or holder is speaker
            or (speaker is not None and holder.owner == speaker.owner != "")
        ):
            return None
        return holder

    def _tells(self, s: Sentence, subject: Mention) -> bool:
        """Say whether a turn tells what somebody does, who is not only spoken of: "I hope Rome helps"."""
        own = _OWN_WORDS.search(self.text, s.span.start, subject.start) is not None
        is_something = _is_something().match(self.text, subject.end, s.span.end) is not None
        if own or is_something or subject.doubtful or subject.possessive or is_beside(s.tokens, subject):
            return False
        if _CLEFT.match(self.text, s.span.start, subject.start):
            return False
        if _is_called(self.text, s, subject) or fights(s.tokens, subject):
            return False
        return does(s.tokens, subject)

    def _written(self, p: Paragraph) -> Iterator[Passage]:
        """Yield the sentences of a post or a comment: the writer's, or those of whom the writer tells."""
        yield from self._own_words(p, self._writing(p))

    def _own_words(self, p: Paragraph, writer: Holder | None) -> Iterator[Passage]:
        """Yield the sentences of what somebody wrote: the writer's, or those of whom the writer tells."""
        reported: Holder | None = None
        for s in p.sentences:
            reported = self._reported_first(s, writer) or reported
            told = reported or (self._told_of(s, writer) if speaks(s) else None)
            holder = told or writer
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.QUOTED)

    def _reported_first(self, s: Sentence, writer: Holder | None) -> Holder | None:
        """Return whose words somebody else reports in short: "Kos: we stay.", "Asks again for troops."."""
        if not s.tokens or writer is None:
            return None
        first, holder = s.tokens[0], None
        named = s.mentions[0] if s.mentions and s.mentions[0].start == first.start else None
        if first.low.endswith("s") and first.low in _says_or_asks():
            holder = self.holders.last_person(writer)
        elif named is not None and named.kind is Kind.PERSON and self.text.startswith(":", named.end):
            holder = self.holders.resolve(named)
        return None if holder is writer else holder

    def _writing(self, p: Paragraph) -> Holder | None:
        """Return who wrote a post: a person or a body of the text, or who is known by a nickname alone."""
        name = p.writer if " " in p.writer or is_nick(p.writer) else _PARTED.sub(" ", p.writer)
        mention = None if is_nick(name) else speaker_in(name)
        if mention is None:
            mention = Mention(0, len(name), Kind.PERSON, name)
        elif len(parts := mention.name.split()) > 2 and self.holders.named(mention) is None:
            shorter = replace(mention, name=f"{parts[0]} {parts[-1]}")  # "Ann Orr" of "Ann J. Orr"
            mention = mention if self.holders.named(shorter) is None else shorter
        holder = self.holders.add(replace(mention, doubtful=False))
        if holder is not None:
            holder.roles.add(SPEAKER)
            for alias in filter(None, (p.writer, p.handle)):
                holder.aliases.setdefault(alias)
        return holder

    def _reported_of(self, p: Paragraph, speaker: Holder | None) -> Iterator[Passage]:
        """Yield the sentences of a paragraph of minutes: a delegate's, or of whom that one tells."""
        if speaker is not None:
            self.holders.note(speaker)
        for i, s in enumerate(s for s in p.sentences if len(s.tokens) > 1):  # no number of a paragraph
            subject = sayer_of(s.mentions, s.tokens) or self._subject(s)
            own = subject is None or {subject.name, subject.owner} & set(PRONOUNS)
            told = self._told_of(s, speaker) if i and not own and speaks(s) else None
            holder = told or speaker
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.REPORTED)
        self.speaker = speaker
        if speaker is not None:
            self.holders.note(speaker)


def _only_quotes(p: Paragraph) -> bool:
    """Say whether a paragraph is nothing but quotations."""
    return bool(p.sentences) and all(s.quotations and not s.tokens for s in p.sentences)


def of_nobody(p: Paragraph) -> Iterator[Passage]:
    """Yield the sentences of a paragraph that nobody holds."""
    yield from (Passage(s.span, s.span, (), Voice.REPORTED, p.heading) for s in p.sentences)


def _says(s: Sentence, mention: Mention) -> bool:
    """Say whether a verb of speech stands right behind a mention."""
    behind = next((t for t in s.tokens if t.start >= mention.end), None)
    return behind is not None and behind.low in grammar().says


def _they_say(s: Sentence) -> bool:
    """Say whether "they" say or want something; else they may be the soldiers: "they will stay"."""
    places = [place_of(s.tokens, m.end) for m in s.mentions if m.name == "they"]
    says = grammar().says | grammar().wants
    return any(s.tokens[k].low in says for k in places if k < len(s.tokens))


def _is_called(text: str, s: Sentence, mention: Mention) -> bool:
    """Say whether somebody is spoken to: "no, Anna, never", "Senator, we", "My Lords, we"."""
    if text[mention.end : mention.end + 1] != ",":
        return False
    before = text[s.span.start : mention.start].rstrip()
    if before:
        return before[-1] == "," and " " not in mention.name
    office = mention.kind is Kind.ROLE and not mention.owner and mention.bare[0].isupper()
    return mention.owner == "i" or (office and not text.startswith("The ", mention.start))


@functools.cache
def _says_or_asks() -> frozenset[str]:
    return grammar().says | grammar().asking | grammar().minds


@functools.cache
def _document() -> re.Pattern[str]:
    """Match what leads to a document that is given whole, at a sentence's end."""
    named, few = any_of(grammar().documents), "[^.:]{0,80}"
    return re.compile(
        rf"\b{named}\b{few}?\b(?:reads?|runs?|follows|(?:is|as) follows|states the following|in full"
        r"|(?:here )?below|in its entirety)[.:]$"
        rf"|\btext of [^.:]{{0,200}}:$|^(?:Here|Below|This) (?:is|are) {few}{named}{few}:$"
        rf"|\b(?:carry|print|publish|reproduce|reprint)s? {few}(?:{named}|in full|below){few}:$",
        re.IGNORECASE,
    )


@functools.cache
def _is_something() -> re.Pattern[str]:
    """Match what somebody is, or is done to, which is nothing that a speaker tells of their position."""
    return re.compile(
        r"\s++(?:is|are|was|were)\s++(?:(?:now|still|also|already|always)\s++)?+"
        rf"(?!(?:\w+ing|not(?! an?\b)|{any_of(grammar().attitudes)})\b)",
    )
