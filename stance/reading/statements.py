"""Statements of an article: whose words they are, and what is to be judged.

A statement is a quotation (or a sentence of it), or a sentence, or the clause of a sentence that gives a
second holder a position. Who holds it is read from the words outside quotations: what the sentence is
about, who "said" it, or who speaks in a transcript or an interview.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from stance.reading.acts import does, fights, is_beside, is_counted, takes_stance
from stance.reading.clauses import clauses_of, met
from stance.reading.grammar import any_of, grammar
from stance.reading.holders import Holder, Holders
from stance.reading.layout import Paragraph, Sentence, blanked, lay_out
from stance.reading.lists import alongside
from stance.reading.mentions import Kind, Mention
from stance.reading.owners import agent_of, asker_of, bystanders_of, doer_of, giver_of, owner_of
from stance.reading.phrases import mentions_of
from stance.reading.posts import is_nick
from stance.reading.sayers import is_quoted_as_saying, sayer_of, source_of, told_by, unlisted_sayer, viewer_of
from stance.reading.subjects import subject_of
from stance.reading.tokens import Token, place_of, tokens_of
from stance.reading.turns import Delegate, is_functional
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary
from stance.text.sentences import Span, sentences, trimmed

_ANSWERS = ("A", "ANSWER", "Answer")
_BOTH = re.compile(r"both (?:of )?|the two ", re.IGNORECASE)
_BELIEF = re.compile(r"^\s*(?:is|are|was|were)\s+(?:believed|thought|estimated|expected|reported|known)\b")
_NAMED_FIRST = re.compile(r"[^:\n‘“\"']{2,80}:\s")
_BYLINE = re.compile(r"(?:By|BY)\s+(?P<name>[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){1,3})\s*$")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Oo]urs?)\b")
_DESK = re.compile(r"^(?:\w+ )?(?:office|service|department|desk|secretariat) of (?:the )?", re.IGNORECASE)
_MARK = re.compile(r"([*•●▪‣◦·–—-]|\*\*)\s?(?=[\w“\"‘'¿])")
_TO_YOU = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ourself|let us|let['’]s)\b")
_CLEFT = re.compile(r"(?:(?:And|But|So),? )?[Ii]t (?:was|is) ")  # "It was Rome that began it"
_OWN_WORDS = re.compile(r"\b(?:I|[Ww]e|me|myself)\b")
_INTERVIEW = re.compile(  # in the last line of a paragraph
    r"(?:excerpts|extracts|edited (?:for|version|transcript)|condensed)\b", re.IGNORECASE
)
_ELLIPTIC = re.compile(
    r"\b(?:(?:said|did|does|says|done|thinks?|argues?|argued) (?:the same|so too|likewise)"
    r"|follow(?:ed|s|ing)? suit|the same (?:goes|is true|holds|applies)"
    r"|(?:so|neither|nor) (?:did|does|do|has|have|will|is|are|would))\b"
    r"|^(?:[\w’'-]+ ){1,3}(?:(?:is|are|will|has|have|does|do|did|would|could|can) not"
    r"|(?:wo|is|has|does|did|would)n['’]t|will|does|did|has|would)[.!]?$"
)
_NAMED_IN_BRACKETS = re.compile(r"(?P<before>[^(\[]+?)\s*[(\[](?P<inside>[^)\]]*)[)\]](?:\s*\([^)]*\))?")
_STAGED = re.compile(r"[(\[][A-Z][^()\[\]]{2,60}\.?[)\]]\.?")  # "(Laughter.)", "[Interruption]"
_PARTICLES = ("da", "de", "del", "der", "di", "do", "dos", "du", "la", "van", "von", "y")
_SMALL = ("OF", "THE", "FOR", "AND", "TO", "IN")
_PARTED = re.compile(r"(?<=[a-zß-þ])(?=[A-ZÀ-Þ])")  # "SenatorAnnOrr"
_SPEAKER = "interlocutor"  # an office for who has none, so that none of which they speak is taken for theirs
_FEW_WORDS = 5  # of an answer or a quotation that says little alone
_BYLINE_WITHIN = 8  # paragraphs
_FEWEST = 3  # turns of a transcript, questions of an interview, sentences in the first person
_FEWEST_LABELLED = 2  # turns with labels on lines of their own
_FULL_WORDS = 3  # words of a quotation that is a statement of its own
_BEHIND_SUBJECT = 3  # words in which a verb of speech is looked for
_LONG_WORD = 4  # letters of a word that a headline writes with a capital; and how many such words tell
_CAPITALS = 0.75
_MOSTLY = 0.6  # of the turns of somebody who asks
_NEAR = 40  # characters
_LONGEST_LINE = 100
_LONGEST_INITIALS = 3
_NOTES_WITHIN = 4  # paragraphs of the end
_LONGEST_ANSWER = 6  # paragraphs for each question of an interview


class Voice(StrEnum):
    """In whose words a statement stands: the holder's, the writer's report of them, or a question."""

    QUOTED = "quoted"
    REPORTED = "reported"
    QUESTION = "question"


@dataclass(slots=True)
class Passage:
    """A statement before it is judged: its ``span``, what is ``judged`` for it, and its ``holders``.

    What is judged is the clause that is its first holder's, or for a quotation of few words its whole
    sentence; ``context`` is read before it where it says little alone: the question that it answers, or
    what it repeats ("Spain has said the same").
    """

    span: Span
    judged: Span
    holders: tuple[Holder, ...]
    voice: Voice
    heading: bool = False
    context: Span | None = None


def find_statements(text: str) -> list[Passage]:
    """Return the statements of an article, in the order of the text."""
    found = list(_Article(text).passages())
    below = [passage for passage in found if not passage.heading]
    held = {holder for passage in below for holder in passage.holders}
    is_list = len(below) < len(found) / 2  # of lines without full stops
    for passage in found:
        if passage.heading and not is_list:  # a desk's words: they name no holder whom nothing below names
            passage.holders = tuple(holder for holder in passage.holders if holder in held)
    for before, passage in itertools.pairwise(found):
        repeats = passage.context is None and passage.voice is not Voice.QUESTION
        if repeats and _ELLIPTIC.search(text[slice(*passage.judged)]):
            passage.context = before.judged
    return found


@dataclass(slots=True)
class _Scene:
    """Who speaks in a paragraph, who wrote the rest of it, and its quotations whose speaker is not named."""

    speaker: Holder | None = None
    writer: Holder | None = None
    spoken: bool = False  # whether somebody has said something
    telling: Holder | None = None  # of whose words the last sentence tells
    waiting: list[Passage] = field(default_factory=list)

    def name(self, holders: tuple[Holder, ...]) -> None:
        """Say whose the waiting quotations are."""
        for passage in self.waiting:
            passage.holders = holders
        self.waiting = []


@dataclass(slots=True)
class _Turns:
    """How far turns are read: those ``asking``, who speaks, what was asked last.

    ``document``: whose document is given whole, in marks if ``quoted``, which may close
    paragraphs later (``open_marks``).
    """

    asking: set[str]
    speaker: Holder | None = None
    asked: Paragraph | None = None
    begun: bool = False
    asks: bool = False
    document: Holder | None = None
    quoted: bool = False
    open_marks: bool = False


class _Article:
    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = lay_out(text)
        self.holders = Holders(_names_in(self.paragraphs))
        turns = [p for p in self.paragraphs if p.speaker]
        self.is_transcript = len(turns) >= (_FEWEST_LABELLED if any(map(self._labelled, turns)) else _FEWEST)
        self.interview = self._interview()
        self.author = self._author()
        self.interviewee = self._interviewee()
        self.speaker: Holder | None = None  # of the last quotation
        self.told: Holder | None = None  # who held the last statement of the writer's that told of a document
        self.delegates = {i: self._delegate(p.delegate) for i, p in enumerate(self.paragraphs) if p.delegate}
        self.issuer: Holder | None = None  # of the paper that was spoken of last
        self.is_paper = False  # whether the last sentence spoke of it, so that it may be "it"

    def passages(self) -> Iterator[Passage]:
        furniture = self._furniture()
        turns = _Turns(self._asking())
        for i, p in enumerate(self.paragraphs):
            if p.writer:
                yield from self._written(p)
            elif p.delegate:
                yield from self._reported_of(p, self.delegates[i])
            elif i in furniture or (not p.speaker and self._is_note(i, p)):
                yield from _of_nobody(p)
            elif i in self.interview:
                yield from self._interviewed(p, turns, asks=self.interview[i])
            elif self.is_transcript and (p.speaker or turns.begun):
                yield from self._turn(p, turns)
            elif turns.document is not None and self._is_within(p, turns):
                yield from self._own_words(p, turns.document)
            else:
                for passage in self._prose(p, self._signer(i)):
                    passage.heading = p.heading and len(p.sentences) == 1
                    yield passage
                turns.document, turns.quoted = self._led_to(i)

    def _is_within(self, p: Paragraph, turns: _Turns) -> bool:
        """Say whether a document that is given whole goes on: to a heading, or to the end of its marks."""
        reports = any(s.quotations and s.tokens and _speaks(s) for s in p.sentences)
        goes_on = turns.open_marks or (_only_quotes(p) if turns.quoted else not (p.heading or reports))
        turns.document = turns.document if goes_on else None
        if turns.quoted and _only_quotes(p):
            turns.open_marks = not p.sentences[-1].quotations[-1].closed
        elif turns.open_marks:
            turns.open_marks = self.text[p.span.end - 1] not in '”"»'
        return goes_on

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
        return self._whose(s) or self.told, _only_quotes(below)

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

    def _turn(self, p: Paragraph, turns: _Turns) -> Iterator[Passage]:
        """Yield the statements of a paragraph of a transcript, and note who speaks from it on."""
        if p.speaker:
            turns.begun, turns.asks = True, p.speaker in turns.asking
            silent = turns.asks or is_functional(p.speaker)
            turns.speaker = None if silent else self._speaking(p.speaker)
        if p.speaker and is_functional(p.speaker):
            yield from _of_nobody(p)
        elif turns.asks:
            turns.asked = p if p.sentences else turns.asked
            yield from self._questions(p)
        else:
            yield from self._speech(p, turns.speaker, turns.asked)
            turns.asked = None

    def _interviewed(self, p: Paragraph, turns: _Turns, *, asks: bool) -> Iterator[Passage]:
        """Yield the statements of a paragraph of an interview: a question, or an answer."""
        if asks:
            turns.asked = p
            yield from self._questions(p)
        else:
            yield from self._speech(p, self.interviewee, turns.asked)
            turns.asked = None

    # Who writes, who speaks

    def _furniture(self) -> set[int]:
        """Return the places of the lines above the labels of a transcript: a topic, a time, a party."""
        found: set[int] = set()
        for i, p in enumerate(self.paragraphs if self.is_transcript else ()):
            while p.speaker and self._labelled(p) and i and self._is_line(self.paragraphs[i - 1]):
                i -= 1  # noqa: PLW2901 – back to where the lines begin
                found.add(i)
        return found

    def _labelled(self, p: Paragraph) -> bool:
        """Say whether a speaker's label stands on a line of its own."""
        return "\n" in self.text[p.span.start : p.body.start]

    def _is_note(self, i: int, p: Paragraph) -> bool:
        """Say whether a paragraph leads elsewhere, "Also read: …", or tells at the end who wrote."""
        if _pointer().match(self.text, *p.span):
            return True
        return i >= len(self.paragraphs) - _NOTES_WITHIN and _note().match(self.text, *p.span) is not None

    def _is_line(self, p: Paragraph) -> bool:
        """Say whether a paragraph is a short line without a full stop, or nothing but a time."""
        short = p.heading and p.span.end - p.span.start <= _LONGEST_LINE and len(p.sentences) < 2
        return not p.speaker and (short or not p.sentences)

    def _interview(self) -> dict[int, bool]:
        """Return the paragraphs of an interview whose turns no label names, and which of them ask."""
        if self.is_transcript:
            return {}
        first = self._alternates_from()
        n = len(self.paragraphs)
        if first < n:
            return {i: (i - first) % 2 == 0 for i in range(first, n)}
        marked = self._asks_by_mark()
        questions = marked or self._asks_by_form()
        if not questions:
            return {}
        end = max(questions) + 2
        while end < n and self._answers_on(self.paragraphs[end], self.paragraphs[end - 1]):
            end += 1
        return {i: i in questions for i in range(min(questions), min(end, n))}

    def _alternates_from(self) -> int:
        """Return from which paragraph on questions and answers take turns; behind the last where none do."""
        n = len(self.paragraphs)
        asking = [0] * (n + 2)  # how many of every second paragraph from one on are questions
        for i in reversed(range(n)):
            asking[i] = asking[i + 2] + self._ends_asking(self.paragraphs[i])
        for i, p in enumerate(self.paragraphs, start=1):
            last_line = max(p.span.start, self.text.rfind("\n", p.span.start, p.span.end) + 1)
            takes_turns = asking[i] >= _FEWEST and asking[i] > 2 * asking[i + 1]
            if takes_turns and _INTERVIEW.search(self.text, last_line, p.span.end):
                return i
        return n

    def _ends_asking(self, p: Paragraph) -> bool:
        return self.text[p.span.start : p.span.end].rstrip("*_ ")[-1:] == "?"

    def _asks_by_mark(self) -> set[int]:
        """Return the paragraphs that begin with the mark of questions: "* Will you go?", "— And you?"."""
        marks = [m[1] if (m := _MARK.match(self.text, *p.span)) else "" for p in self.paragraphs]
        ends = Counter(
            mark for p, mark in zip(self.paragraphs, marks, strict=True) if mark and self._ends_asking(p)
        )
        every = Counter(marks)
        asking = [mark for mark, n in ends.items() if n >= _FEWEST and 2 * n >= every[mark]]
        questions = {i for i, mark in enumerate(marks) if mark in asking}
        return questions if self._alternate(questions) else set()

    def _asks_by_form(self) -> set[int]:
        """Return the paragraphs that ask somebody who then answers: "Will you go?", and "I will."."""
        ending = {i for i, p in enumerate(self.paragraphs) if self._ends_asking(p) and _plain(p)}
        questions = {i for i in ending if _TO_YOU.search(self.text, *self.paragraphs[i].span)}
        if len(questions) < _FEWEST or 2 * len(questions) < len(ending) or not self._alternate(ending):
            return set()
        return ending

    def _alternate(self, questions: set[int]) -> bool:
        """Say whether somebody answers most questions, in the first person."""
        answers = [
            self.paragraphs[i + 1] for i in questions if i + 1 not in questions | {len(self.paragraphs)}
        ]
        own = sum(any(_FIRST_PERSON.search(self._outside(s)) for s in p.sentences) for p in answers)
        few = len(self.paragraphs) - min(questions, default=0) > _LONGEST_ANSWER * len(questions)
        return not few and len(answers) >= _FEWEST and 2 * own >= len(answers) >= len(questions) * _MOSTLY

    def _answers_on(self, p: Paragraph, before: Paragraph) -> bool:
        """Say whether the last answer of an interview goes on in a paragraph, which is no note below it."""
        marks = [_MARK.match(self.text, *q.span) for q in (p, before)]
        own = any(_FIRST_PERSON.search(self._outside(s)) for s in p.sentences)
        return own and not p.heading and (marks[0] is None) == (marks[1] is None)

    def _interviewee(self) -> Holder | None:
        """Return who is spoken to in the first questions, or of whom most is told before them."""
        first = next((i for i, p in enumerate(self.paragraphs) if p.speaker), len(self.paragraphs))
        first = min(first, *self.interview) if self.interview else first
        counts: Counter[str] = Counter()
        named = {}
        for p in self.paragraphs[:first]:
            for m in (m for s in p.sentences for m in s.mentions if m.kind is Kind.PERSON and not m.doubtful):
                if (holder := self.holders.named(m)) is not None:
                    counts[holder.name] += 1 + (m.start < p.span.start + _NEAR)
                    named[holder.name] = holder
        asked = [self.paragraphs[i] for i, asks in self.interview.items() if asks][:_FEWEST]
        for m in (
            m for p in asked for s in p.sentences for m in s.mentions if _is_spoken_to(self.text, s, m)
        ):
            if (holder := self.holders.named(m)) is not None:
                self._name_fully(holder)
                return holder
        return named[counts.most_common(1)[0][0]] if counts else None

    def _name_fully(self, holder: Holder) -> None:
        """Give a person of whom the text has a surname alone the name that a headline IN CAPITALS has."""
        if " " in holder.name:
            return
        holder.name = _in_small_letters(holder.name)
        full = re.compile(rf"(?:^|[:,–—-] ?)((?:[A-ZÀ-Þ'’.-]+ ){{1,3}}{re.escape(holder.name.upper())})\b")
        for p in self.paragraphs[:_BYLINE_WITHIN]:
            line = self.text[slice(*p.span)]
            if line.isupper() and (match := full.search(line)):
                holder.aliases.setdefault(holder.name)
                holder.name = " ".join(map(_in_small_letters, match[1].split()))
                return

    def _author(self) -> Holder | None:
        """Return who writes in the first person, if somebody does."""
        for p in self.paragraphs[:_BYLINE_WITHIN]:
            if match := _BYLINE.match(self.text, p.span.start, p.span.end):
                every = (s for q in self.paragraphs for s in q.sentences)
                own = sum(bool(_FIRST_PERSON.search(self._outside(s))) for s in every)
                mention = Mention(match.start("name"), match.end("name"), Kind.PERSON, match["name"])
                author = self.holders.add(mention)
                if author is not None:
                    author.roles.add(_SPEAKER)
                return author if own >= _FEWEST else None
        return None

    def _asking(self) -> set[str]:
        """Return the speakers of a transcript who ask: by their name, or because they end with a question."""
        turns: dict[str, list[bool]] = {}
        for p in self.paragraphs:
            if p.speaker:
                turns.setdefault(p.speaker, []).append(self.text[p.span.end - 1] == "?")
        sitting = any(is_functional(speaker) for speaker in turns)  # of a parliament, whose members ask too
        asking = {
            speaker
            for speaker, ends in turns.items()
            if not grammar().questioners.isdisjoint(re.findall(r"[a-z]+", speaker.lower()))
            or (len(ends) > 1 and not sitting and sum(ends) > _MOSTLY * len(ends))
        }
        for speaker in turns:
            named = self.holders.named(Mention(0, 0, Kind.PERSON, speaker.title()))
            if named is not None and not named.roles:
                named.roles.add(_SPEAKER)
        return asking

    def _speaking(self, speaker: str) -> Holder | None:
        """Return who speaks in a turn of a transcript."""
        if speaker in _ANSWERS:
            return self.interviewee
        if len(speaker) <= _LONGEST_INITIALS and speaker.isupper() and (known := self._of_initials(speaker)):
            return known
        named = _NAMED_IN_BRACKETS.fullmatch(speaker)
        mention = _speaker_in(named["before"] if named else speaker)
        inside = _speaker_in(named["inside"]) if named else None
        if mention is not None and inside is not None and mention.kind is Kind.ROLE and inside.gender:
            mention = replace(inside, role=mention.role)  # "The Minister of State (Lady Orr)"
        if mention is None:
            return None
        holder = self.holders.add(replace(mention, doubtful=False))
        if holder is not None and not holder.roles:
            holder.roles.add(_SPEAKER)
        return holder

    def _of_initials(self, label: str) -> Holder | None:
        """Return the one person of an interview whose initials a label is: "JK: No."."""
        named = self._initials.get(label, ())
        return named[0] if len(named) == 1 else None

    @functools.cached_property
    def _initials(self) -> dict[str, list[Holder]]:
        """The people whom the text names by several words, by their initials."""
        found: dict[str, list[Holder]] = {}
        for m in (m for p in self.paragraphs for s in p.sentences for m in s.mentions):
            if m.kind is Kind.PERSON and " " in m.name and (holder := self.holders.named(m)) is not None:
                same = found.setdefault("".join(word[0] for word in m.name.split()).upper(), [])
                if holder not in same:
                    same.append(holder)
        return found

    # Transcripts and interviews

    def _questions(self, p: Paragraph) -> Iterator[Passage]:
        """Yield the sentences of a question; a preface may tell of somebody's position."""
        for s in p.sentences:
            to_you = bool(s.mentions) and _is_spoken_to(self.text, s, s.mentions[0])
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
            answers = i == 0 and asked is not None and _is_short(self.text, s.span)
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
        for s in p.sentences:
            told = self._told_of(s, writer) if _speaks(s) else None
            holder = told or writer
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.QUOTED)

    def _writing(self, p: Paragraph) -> Holder | None:
        """Return who wrote a post: a person or a body of the text, or who is known by a nickname alone."""
        name = p.writer if " " in p.writer or is_nick(p.writer) else _PARTED.sub(" ", p.writer)
        mention = None if is_nick(name) else _speaker_in(name)
        if mention is None:
            mention = Mention(0, len(name), Kind.PERSON, name)
        elif len(parts := mention.name.split()) > 2 and self.holders.named(mention) is None:
            shorter = replace(mention, name=f"{parts[0]} {parts[-1]}")  # "Ann Orr" of "Ann J. Orr"
            mention = mention if self.holders.named(shorter) is None else shorter
        holder = self.holders.add(replace(mention, doubtful=False))
        if holder is not None:
            holder.roles.add(_SPEAKER)
            for alias in filter(None, (p.writer, p.handle)):
                holder.aliases.setdefault(alias)
        return holder

    def _delegate(self, delegate: Delegate) -> Holder | None:
        """Return whose words a paragraph of minutes reports, who speaks for a state."""
        words = delegate.name.split()
        gender, role = vocabulary().titles.get(words[0].lower().rstrip("."), ("", ""))
        titled = gender or role
        plain = [
            w.lower() if w.lower() in _PARTICLES else _in_small_letters(w) for w in words[bool(titled) :]
        ]
        state = vocabulary().states.get(tuple(delegate.state.lower().split()), ("", False))[0]
        role = "representative" if state else role
        name = " ".join(plain) or delegate.name
        return self.holders.add(Mention(0, len(name), Kind.PERSON, name, role, state, gender))

    def _reported_of(self, p: Paragraph, speaker: Holder | None) -> Iterator[Passage]:
        """Yield the sentences of a paragraph of minutes: a delegate's, or of whom that one tells."""
        if speaker is not None:
            self.holders.note(speaker)
        for i, s in enumerate(s for s in p.sentences if len(s.tokens) > 1):  # no number of a paragraph
            subject = sayer_of(s.mentions, s.tokens) or self._subject(s)
            own = subject is None or {subject.name, subject.owner} & set(PRONOUNS)
            told = self._told_of(s, speaker) if i and not own and _speaks(s) else None
            holder = told or speaker
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.REPORTED)
        self.speaker = speaker
        if speaker is not None:
            self.holders.note(speaker)

    # Prose

    def _signer(self, i: int) -> Holder | None:
        """Return whose name stands below a paragraph that is all quotation: "Anna Lee, mayor of Narva"."""
        if i + 1 == len(self.paragraphs) or any(s.tokens for s in self.paragraphs[i].sentences):
            return None
        below = self.paragraphs[i + 1]
        if not below.heading or below.speaker or len(below.sentences) != 1:
            return None
        s = below.sentences[0]
        named = s.mentions[0] if s.mentions else None
        if named is None or named.kind is not Kind.PERSON or " " not in named.name:
            return None
        tells = named.start != s.tokens[0].start or any(t.is_verb for t in s.tokens)
        return None if tells else self.holders.resolve(named)

    def _prose(self, p: Paragraph, signer: Holder | None = None) -> Iterator[Passage]:
        """Yield the statements of a paragraph of an article; ``signer``: whose name stands below it."""
        scene = _Scene()
        ready: list[Passage] = []
        for s in p.sentences:
            quoted = _full_quotations(self.text, s)
            if scene.writer is not None:
                ready.append(Passage(s.span, s.span, (scene.writer,), Voice.QUOTED))
            elif quoted and not s.tokens:
                ready += self._quoted_alone(s, quoted, scene)
            else:
                ready += self._told(p, s, quoted, scene)
        if p.item is not None:
            self._give(ready, p.item)
        self.speaker = signer or self.speaker
        scene.name(() if self.speaker is None else (self.speaker,))
        if self.text[p.span.end - 1] == ":":  # what comes next is quoted
            people = [m for s in p.sentences for m in s.mentions if m.kind is Kind.PERSON and not m.doubtful]
            last = ready[-1].holders if ready else ()
            named = self.holders.resolve(people[-1]) if people and not last else None
            self.speaker = (last[0] if last else named) or self.speaker
        yield from ready

    def _give(self, made: Sequence[Passage], item: Mention) -> None:
        """Say whose those statements of an item about a state are that name nobody: its first holder's."""
        own = next((passage.holders for passage in made if passage.holders), ())
        own = own or tuple(h for h in [self.holders.resolve(item)] if h is not None)
        for passage in made:
            passage.holders = passage.holders or own

    def _quoted_alone(self, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> list[Passage]:
        """Return the sentences of a quotation that stands alone: of whom speaks in the paragraph."""
        speaker = scene.speaker or (self.speaker if s.quotations[0].continues else None)
        holders = () if speaker is None else (speaker,)
        made = [Passage(span, span, holders, Voice.QUOTED) for span in quoted]
        scene.waiting += made if speaker is None else []
        return made

    def _told(self, p: Paragraph, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> list[Passage]:
        """Return the statements of a sentence in which the writer has words, and note who speaks in it."""
        clauses = clauses_of(self.text, s, self.holders.named)
        self._note_ages(s)
        presented, entering = self._presented(s), self._entering(s)
        held = self._named_first(p, s) or self._holders_of(clauses[0], s)
        held = self._issued(s, held)
        held = held or self._still_told(s, quoted, scene)
        told: list[Passage] = []
        if quoted and (quoting := self._quoting(s, clauses, quoted[0])):
            first = trimmed(self.text, s.span.start, _end_of(s, clauses[0]))
            told = [Passage(first, first, held, Voice.REPORTED)]
            held = quoting
        if quoted:
            if not held and (sayer := unlisted_sayer(s.tokens)) is not None:
                held = tuple(h for h in [self.holders.resolve(sayer)] if h is not None)
            made = [
                Passage(span, s.span if _is_short(self.text, span) else span, held[:1], Voice.QUOTED)
                for span in quoted
            ]
            if held:
                scene.name(held[:1])
            elif not (_speaks(s) or _paper_says(s.tokens)):
                scene.waiting += made
            made += [*told, *self._also_says(s, quoted, held[:1])]
            made.sort(key=lambda passage: passage.span)
        else:
            made = list(self._reported(s, clauses, held))
            last = made[-1].holders if len(made) > 1 else ()
            if last and last[0].is_one and s.tokens[clauses[-1][0] - 1].low in grammar().coordinating:
                held = last
        self._set_scene(s, held, presented, entering, scene)
        if held and (self.told is None or not grammar().documents.isdisjoint(t.low for t in s.tokens)):
            self.told = held[0]
        return made

    def _set_scene(
        self,
        s: Sentence,
        held: tuple[Holder, ...],
        presented: Mention | None,
        entering: Mention | None,
        scene: _Scene,
    ) -> None:
        """Note who speaks, or writes, in what comes behind a sentence of the writer's."""
        if held and not s.quotations and _writes(self.text, s):
            scene.writer = held[0]
        says = bool(held) and (scene.telling is held[0] or _speaks(s))
        scene.telling = held[0] if says else None
        entered = self.holders.named(entering) if entering is not None and not s.quotations else None
        shown = None if presented is None or s.quotations else self.holders.resolve(presented)
        if shown is not None and not (held and held[0].is_one):
            scene.speaker = shown
        elif entered is not None and held and held[0] is entered:
            scene.speaker = entered
            self.speaker = self.speaker if scene.spoken else entered
        elif held and held[0].is_one and not s.quotations and _gestures(s):
            scene.speaker = held[0]
        elif held and (s.quotations or _speaks(s)):
            scene.speaker = self.speaker = held[0]
            scene.spoken = True
        elif held and held[0].is_one and (scene.speaker is None or held[0] is shown):
            scene.speaker = held[0]
            if not grammar().speeches.isdisjoint(t.low for t in s.tokens):
                self.speaker = held[0]

    def _still_told(self, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> tuple[Holder, ...]:
        """Return who goes on speaking in a sentence about nobody: "X said no. There was “no room” here."."""
        if scene.telling is None or quoted or s.tokens[0].low in grammar().commenting:
            return ()
        if s.quotations or any(t.low == "would" for t in s.tokens):
            return (scene.telling,)
        return ()

    def _issued(self, s: Sentence, held: tuple[Holder, ...]) -> tuple[Holder, ...]:
        """Return who issued the paper that says what a sentence tells, "…", it read; else who holds it."""
        says = _paper_says(s.tokens)
        paper = next((k for k, t in enumerate(s.tokens) if t.low in grammar().issued), None)
        issuer = self._issuer(s, paper) if paper is not None else None
        if paper is not None and (issuer is not None or says != "paper"):
            self.issuer = issuer or (held[0] if held else self.issuer)
        if self.issuer is not None and (says == "paper" or (says == "it" and self.is_paper)):
            self.holders.note(self.issuer)
            held = (self.issuer,)
            paper = 0
        self.is_paper = paper is not None
        return held

    def _issuer(self, s: Sentence, paper: int) -> Holder | None:
        """Return whose a paper is called: "the union's petition", "a letter from the bishops", "her note"."""
        owner = OWNING.get(s.tokens[paper - 1].low, "") if paper else ""
        if owner in ("he", "she", "it", "they"):
            own = s.tokens[paper - 1]
            return self.holders.resolve(Mention(own.start, own.end, Kind.PRONOUN, owner))
        if paper + 1 < len(s.tokens) and s.tokens[paper + 1].low in ("by", "from", "of"):
            behind = s.tokens[paper + 2].start if paper + 2 < len(s.tokens) else -1
            whose = next((m for m in s.mentions if m.start == behind), None)
        else:
            near = [m for m in s.mentions if m.end <= s.tokens[paper].start][-1:]
            between = s.tokens[place_of(s.tokens, near[0].end) : paper] if near else []
            joined = all(t.joined and t.low not in DETERMINERS for t in [*between, s.tokens[paper]])
            reaches = not between or (near[0].possessive and len(between) < _BEHIND_SUBJECT)
            whose = near[0] if near and joined and reaches else None
        return None if whose is None or whose.kind is Kind.PRONOUN else self.holders.resolve(whose)

    def _note_ages(self, s: Sentence) -> None:
        """Remember who has an age, and so is not the minister whom the text names next: "X, 45, a baker"."""
        for m in s.mentions:
            k = place_of(s.tokens, m.end) if m.kind is Kind.PERSON and not m.role else len(s.tokens)
            if k < len(s.tokens) and s.tokens[k].before == ", " and s.tokens[k].low.isdigit():
                named = self.holders.named(m)
                if named is not None and not named.roles:
                    named.roles.add(_SPEAKER)

    def _entering(self, s: Sentence) -> Mention | None:
        """Return the new person whom a sentence is about, no relative: "Ana Orr, a baker, was less sure"."""
        for m in s.mentions:
            if m.kind is Kind.PERSON and not (m.governed or m.possessive or m.doubtful):
                relative = m.role.rpartition(" ")[2] in grammar().kin
                return m if " " in m.name and not relative and self.holders.is_new(m) else None
        return None

    def _presented(self, s: Sentence) -> Mention | None:
        """Return the one new person with whom a sentence ends: "it cut no ice with Ana Orr, who led it"."""
        people = [m for m in s.mentions if m.kind is Kind.PERSON and m.governed and _is_told_of(s.tokens, m)]
        new = [m for m in people if self.holders.is_new(m)]
        return new[0] if len(new) == 1 else None

    def _quoting(self, s: Sentence, clauses: Sequence[tuple[int, int]], quoted: Span) -> tuple[Holder, ...]:
        """Return whose a quotation is to which a later clause leads: "Rome is against, and X said"."""
        before = [clause for clause in clauses[1:] if s.tokens[clause[0]].start < quoted.start]
        if not before or any(t.low in vocabulary().speech for t in s.tokens[slice(*clauses[0])]):
            return ()
        held = self._holders_of(before[-1], s)
        return held if held and held[0].is_one else ()

    def _reported(
        self, s: Sentence, clauses: Sequence[tuple[int, int]], holders: tuple[Holder, ...]
    ) -> Iterator[Passage]:
        """Yield a sentence as its first holder's, and the clauses that are other holders'."""
        if self.author is not None and self._is_own(s):
            holders = (self.author,)
        judged = trimmed(self.text, s.span.start, _end_of_first(s, clauses)) if len(clauses) > 1 else s.span
        yield Passage(s.span, judged, holders, Voice.REPORTED)
        named = holders
        for clause in clauses[1:]:
            others = tuple(h for h in self._holders_of(clause, s) if h not in holders)
            if others:
                span = trimmed(self.text, s.tokens[clause[0]].start, _end_of(s, clause))
                yield Passage(span, span, others, Voice.REPORTED)
                named += others
        for mention, where in bystanders_of(self.text, s.mentions, s.tokens) if s.tokens else ():
            holder = self.holders.resolve(mention)
            if holder is not None and holder not in named:
                span = trimmed(self.text, *where)
                yield Passage(span, span, (holder,), Voice.REPORTED)

    def _named_first(self, p: Paragraph, s: Sentence) -> tuple[Holder, ...]:
        """Return whom a heading or a quotation names before a colon: "Kremlin: no troops"."""
        match = _NAMED_FIRST.match(self.text, s.span.start, s.span.end)
        if match is None:
            return ()
        quotes = any(q.span.start == match.end() for q in s.quotations)
        topic = quotes is False and " " in match.group().strip()  # "West Africa: army takes over"
        named = [
            m
            for m in s.mentions[:1]
            if m.start == s.span.start
            and (m.end == match.end() - len(": ") or (quotes and self._is_label(s, m, match.end())))
        ]
        if not (quotes or p.heading) or (topic and named and named[0].kind is Kind.PERSON):
            return ()
        holder = self.holders.resolve(named[0]) if named else None
        return () if holder is None else (holder,)

    def _is_label(self, s: Sentence, named: Mention, end: int) -> bool:
        """Say whether a person and what is told of them, and nothing else, stands before a colon."""
        before = [t for t in s.tokens if named.end <= t.start < end]
        return named.kind is Kind.PERSON and not named.doubtful and not any(t.is_verb for t in before)

    def _also_says(
        self, s: Sentence, quoted: Sequence[Span], holders: tuple[Holder, ...]
    ) -> Iterator[Passage]:
        """Yield what a sentence reports beside its quotation: "…", X said, ruling out troops."""
        outside, first = self._outside(s), s.quotations[0].span.start - s.span.start
        behind = _also_says().search(outside, max(0, first)) or _takes_part().search(outside, max(0, first))
        before = _then_says().search(outside, 0, max(0, first))
        spans = []
        if before:
            spans.append(trimmed(self.text, s.span.start, s.span.start + before.start()))
        if behind:
            begin = s.span.start + behind.end()
            spans.append(
                trimmed(self.text, begin, min([s.span.end, *(q.start for q in quoted if q.start > begin)]))
            )
        for span in spans:
            if span.end - span.start > _NEAR:
                yield Passage(span, span, holders, Voice.REPORTED)

    def _is_own(self, s: Sentence) -> bool:
        """Say whether a sentence is the author's own: it is about nobody else, or "I" comes first."""
        subject, outside = self._subject(s), self._outside(s)
        return subject is None or bool(_FIRST_PERSON.search(outside[: subject.start - s.span.start]))

    def _outside(self, s: Sentence) -> str:
        return blanked(self.text, s.span, s.quotations)

    def _outranks(self, s: Sentence, subject: Mention, source: Mention) -> bool:
        """Say whether whoever says something comes before its source, or anybody before a nameless one."""
        if source.is_nameless or source.is_medium or (source.kind is Kind.ROLE and not source.definite):
            return True
        behind = [t for t in s.tokens if subject.end <= t.start < source.start][:_BEHIND_SUBJECT]
        return any(t.low in vocabulary().speech for t in behind)

    def _subject(self, s: Sentence) -> Mention | None:
        return subject_of(self.text, s.mentions, s.tokens, self.holders.named)

    def _holders_of(self, clause: tuple[int, int], s: Sentence) -> tuple[Holder, ...]:
        """Return who holds what a clause says: whom it is about, or according to whom."""
        tokens = s.tokens[clause[0] : clause[1]]
        if not tokens:
            return ()
        begin, end = tokens[0].start, tokens[-1].end
        mentions = [m for m in s.mentions if begin <= m.start < end]
        subject, told_of = self._spoken_for(s, mentions, tokens)
        holders: list[Holder] = []
        own = subject if subject is not None and fights(tokens, subject) else None  # the writer's own report
        if subject is not None and own is None and not _BELIEF.match(self.text[subject.end : end]):
            if {subject.owner, subject.name} & {"it", "they"}:
                self._note_bodies(mentions, subject)
            if {subject.owner, subject.name} & {"he", "she"}:
                self._note_people(mentions, tokens, subject)
            both = self.holders.both(subject) if _BOTH.match(self.text, subject.start) else ()
            named = [*alongside(self.text, mentions, subject), *told_of]
            named = named if both else [subject, *named]
            holders = [*both, *(h for m in named if (h := self.holders.resolve(m)) is not None)]
        for m in mentions:
            spoken_of = m is own or (m is not subject and m.kind is not Kind.PRONOUN and not m.governed)
            if spoken_of and not m.doubtful:
                self.holders.resolve(m, aside=not does(tokens, m))
        if not any(h.is_one for h in holders):  # "it fell to X to answer": no other person is spoken of
            self._note_governed(mentions)
        for holder in reversed(holders):
            self.holders.note(holder)
        return tuple(dict.fromkeys(holders))

    def _spoken_for(
        self, s: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token]
    ) -> tuple[Mention | None, list[Mention]]:
        """Return who holds what a clause says, and of whose position that one tells.

        "Nine of the 15 states back it, says X", "X says that Chad will go": the position of X, and theirs.
        """
        subject = self._told_by(mentions, tokens)
        source = source_of(self.text, mentions, tokens[0].start)
        if source is not None and is_quoted_as_saying(self.text, source):
            return source, []
        if source is not None and not (subject and self._outranks(s, subject, source)):
            subject = source
        viewer = viewer_of(self.text, mentions, tokens[0].start)
        if viewer is not None and (subject is None or (viewer.possessive and viewer.start < subject.start)):
            subject = viewer
        agent = agent_of(tokens, mentions, subject)
        subject = giver_of(tokens, mentions) or agent or subject
        sayer = sayer_of(mentions, tokens)
        if sayer is not None and subject is not None and _is_source(sayer):
            sayer = None
        told_of = [] if sayer is None or subject is None or not _is_told(tokens, subject) else [subject]
        if sayer is not None and (
            subject is None or sayer.kind is Kind.PERSON or sayer.owner not in ("it", "they")
        ):
            subject = sayer
        if subject is None:
            subject = doer_of(self.text, mentions, tokens[0].start) or asker_of(tokens, mentions)
            subject = subject or owner_of(tokens, mentions) or met(tokens, mentions)
        if subject is not None and not told_of:
            told_of = told_by(tokens, mentions, subject)
        return subject, told_of

    def _told_by(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
        """Return whom a clause is about, or whom that is about which a medium says: "the Herald says X"."""
        subject = subject_of(self.text, mentions, tokens, self.holders.named)
        if subject is None or not (subject.is_medium or subject.is_nameless):
            return subject
        k = place_of(tokens, subject.end)
        if not any(t.low in vocabulary().speech for t in tokens[k : k + _BEHIND_SUBJECT]):
            return subject
        behind = [m for m in mentions if m.start > subject.start]
        told = subject_of(self.text, behind, tokens[k:], self.holders.named)
        named = told is not None and told.kind in (Kind.STATE, Kind.PERSON, Kind.BODY)
        return told if told is not None and (named or subject.is_medium) else subject

    def _note_bodies(self, mentions: Sequence[Mention], before: Mention) -> None:
        """Remember the states and bodies that stand before a mention, which may be "they" or whose it is."""
        for m in mentions:
            if m.start < before.start and m.kind in (Kind.STATE, Kind.BODY, Kind.GROUP):
                self.holders.resolve(m)

    def _note_people(self, mentions: Sequence[Mention], tokens: Sequence[Token], before: Mention) -> None:
        """Remember who acts before a mention, which may be "he": "though X said so, he insisted"."""
        says_so = tokens[0].low == "as" and any(t.low in grammar().says for t in tokens[: _FEW_WORDS + 1])
        if tokens[0].low in grammar().elsewhere and not says_so:
            return
        for m in mentions:
            own = m.kind is Kind.PERSON and not (m.governed or m.possessive or m.doubtful)
            if own and m.start < before.start and does(tokens, m):
                self.holders.resolve(m)

    def _note_governed(self, mentions: Sequence[Mention]) -> None:
        """Remember whom a preposition governs and who is new, and may be "she" in what comes next."""
        for m in mentions:
            if m.governed and not m.doubtful and not m.possessive and self.holders.is_new(m):
                self.holders.resolve(m, aside=True)


def _plain(p: Paragraph) -> bool:
    """Say whether a paragraph quotes nobody."""
    return not any(s.quotations for s in p.sentences)


def _only_quotes(p: Paragraph) -> bool:
    """Say whether a paragraph is nothing but quotations."""
    return bool(p.sentences) and all(s.quotations and not s.tokens for s in p.sentences)


def _is_spoken_to(text: str, s: Sentence, mention: Mention) -> bool:
    """Say whether a person is spoken to at the head of a sentence: "Mr Orr, will you go?", "Ann, let us"."""
    person = mention.kind is Kind.PERSON and not text[s.span.start : mention.start].strip("*•–—-_ ")
    if not person or text[mention.end : mention.end + 1] != "," or _is_told_of(s.tokens, mention):
        return False
    return _TO_YOU.search(text, mention.end, s.span.end) is not None


def _of_nobody(p: Paragraph) -> Iterator[Passage]:
    """Yield the sentences of a paragraph that nobody holds."""
    yield from (Passage(s.span, s.span, (), Voice.REPORTED, p.heading) for s in p.sentences)


def _speaker_in(label: str) -> Mention | None:
    """Return whom a speaker's label names, whose name may stand in capitals: "Mr. JOHN ORR"."""
    name = " ".join(map(_in_small_letters, label.split()))
    found = [
        m for m in mentions_of(tokens_of(name, 0, len(name))) if m.kind in (Kind.PERSON, Kind.ROLE, Kind.BODY)
    ]
    named = (m for m in found if m.kind is Kind.PERSON and (" " in m.name or m.role or m.gender))
    return next(named, found[0] if found else None)


def _in_small_letters(word: str) -> str:
    """Return a word that stands in capitals as names are written: "ORR" as "Orr", "McORR" as "McOrr"."""
    if match := re.fullmatch(r"(Ma?c)([A-ZÀ-Þ.]{2,})", word):
        return match[1] + match[2].title()
    if word in _SMALL:
        return word.lower()
    initials = len(word) == 2 and not set("AEIOUYÀÁÉÈÍÓÖÚÜ") & set(word)  # "VK"
    return word.title() if word.isupper() and not initials else word


def _names_in(paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Return the mentions that may make people known: not HEADINGS, nor Those In Capitals."""
    found = []
    for p in paragraphs:
        plain = [s for s in p.sentences if not (p.heading and _is_title_case(s))]
        every = [m for s in plain for m in s.mentions]
        found += [m for m in every if not (m.name.isupper() and (" " in m.name or p.delegate))]
    return found


def _says(s: Sentence, mention: Mention) -> bool:
    """Say whether a verb of speech stands right behind a mention."""
    behind = next((t for t in s.tokens if t.start >= mention.end), None)
    return behind is not None and behind.low in grammar().says


def _they_say(s: Sentence) -> bool:
    """Say whether "they" say or want something; else they may be the soldiers: "they will stay"."""
    places = [place_of(s.tokens, m.end) for m in s.mentions if m.name == "they"]
    says = grammar().says | grammar().wants
    return any(s.tokens[k].low in says for k in places if k < len(s.tokens))


def _is_told(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether somebody else tells of a mention's position: "nine of the 17 back it", "Chad will send"."""
    return is_counted(mention) or (mention.kind is not Kind.PRONOUN and takes_stance(tokens, mention))


def _is_source(sayer: Mention) -> bool:
    """Say whether who says something only tells of somebody: a medium, officials, a spokesman of no name."""
    return sayer.is_medium or sayer.is_nameless or (sayer.speaks_for and not sayer.definite)


def _is_called(text: str, s: Sentence, mention: Mention) -> bool:
    """Say whether somebody is spoken to: "no, Anna, never", "Senator, we", "My Lords, we"."""
    if text[mention.end : mention.end + 1] != ",":
        return False
    before = text[s.span.start : mention.start].rstrip()
    if before:
        return before[-1] == "," and " " not in mention.name
    office = mention.kind is Kind.ROLE and not mention.owner and mention.bare[0].isupper()
    return mention.owner == "i" or (office and not text.startswith("The ", mention.start))


def _is_told_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether an office is set beside a name, or "who" or an age stands behind it."""
    first, last = (place_of(tokens, place) for place in (mention.start, mention.end))
    if any("," in t.before for t in tokens[first + 1 : last]):
        return True
    behind = tokens[last] if last < len(tokens) else None
    if behind is None or behind.before.strip() != ",":
        return False
    return behind.low in ("who", *DETERMINERS) or behind.low.isdigit()


def _is_title_case(s: Sentence) -> bool:
    words = [t for t in s.tokens if t.end - t.start >= _LONG_WORD]
    return len(words) >= _LONG_WORD and sum(t.capital for t in words) >= _CAPITALS * len(words)


def _is_short(text: str, span: Span) -> bool:
    return len(text[span.start : span.end].split()) <= _FEW_WORDS


def _writes(text: str, s: Sentence) -> bool:
    """Say whether what somebody wrote begins in a sentence without marks: "X posted: Never again."."""
    return any(t.low in grammar().writing and text[t.end : t.end + 1] == ":" for t in s.tokens)


def _gestures(s: Sentence) -> bool:
    """Say whether somebody makes a sign in a sentence, before speaking: "her brother shrugged"."""
    return any(t.low in grammar().gestures for t in s.tokens)


def _paper_says(tokens: Sequence[Token]) -> str:
    """Return what a sentence's words stand in: "paper", or "it", which may be one ("…," it read), or ""."""
    small, lows = grammar(), [t.low for t in tokens]
    whose = ("the", "that", *OWNING)
    parted = lows[2:] and lows[0] in whose and lows[1] in small.issued and "," in tokens[2].before
    if parted and any(t.low in small.reads and "," in t.before for t in tokens[3:]):
        return "paper"  # "the letter, a copy of which we have, says"
    for k, verb in enumerate(tokens[1:], start=1):
        if verb.low in small.reads and verb.joined:
            if lows[k - 1] in small.issued and k > 1 and lows[k - 2] in whose:
                return "paper"
            if lows[k - 1] == "it" and (k == 1 or not tokens[k - 1].joined):
                return "it"
    return ""


def _speaks(s: Sentence) -> bool:
    """Say whether somebody says something in a sentence, and does not only can or want to."""
    able = grammar().abilities
    return any(
        t.low in vocabulary().speech and not (k and s.tokens[k - 1].low in able)
        for k, t in enumerate(s.tokens)
    )


def _end_of(s: Sentence, clause: tuple[int, int]) -> int:
    """Return where a clause ends, without the conjunction that leads to the next."""
    last = clause[1]
    if last >= len(s.tokens):
        return s.span.end
    joints = grammar().joining | grammar().relative
    while last > clause[0] + 1 and s.tokens[last - 1].low in joints:
        last -= 2 if s.tokens[last - 1].low == "which" else 1  # "under which"
    last = max(last, clause[0] + 1)
    return s.tokens[last - 1].end


def _end_of_first(s: Sentence, clauses: Sequence[tuple[int, int]]) -> int:
    """Return where the first clause ends: with the object of whom the second tells, "met X, who asked"."""
    begin = s.tokens[clauses[1][0]].start
    named = next((m for m in s.mentions if m.start == begin), None)
    k = len(s.tokens) if named is None else place_of(s.tokens, named.end)
    if named is not None and k < len(s.tokens) and s.tokens[k].low == "who":
        return named.end
    return _end_of(s, clauses[0])


def _full_quotations(text: str, s: Sentence) -> list[Span]:
    """Return the sentences of those quotations in a sentence that are whole sentences, marks included."""
    spans: list[Span] = []
    for q in s.quotations:
        start, end = max(q.span.start, s.span.start), min(q.span.end, s.span.end)
        first = next((c for c in text[max(q.inner.start, start) : end] if c.isalnum()), "")
        begins = start <= s.span.start + 1
        if s.tokens:
            ended = begins and text[q.inner.end - 1] in ",.?!…"
            short = not ended and len(text[start:end].split()) < _FULL_WORDS
            before = text[s.span.start : start].rstrip()
            goes_on = bool(spans) and before[-1:] == ","  # "We stay," he said, "and that is final."
            introduced = begins or goes_on or (first.isupper() and (not before or before[-1] in ",:.;–—?!"))
            if short or not introduced:
                continue
        inner = sentences(text, max(q.inner.start, start), min(q.inner.end, end)) or [Span(start, end)]
        inner[0] = Span(start, inner[0].end)
        inner[-1] = Span(inner[-1].start, end)
        spans += inner
    return spans


@functools.cache
def _pointer() -> re.Pattern[str]:
    return re.compile(rf"(?:[•*>»–-] ?)?{any_of(grammar().pointers)}(?: ?[:|»]| [–—-] )", re.IGNORECASE)


@functools.cache
def _note() -> re.Pattern[str]:
    """Match what tells at an article's end who wrote it: "Ann Orr covers diplomacy for the Herald."."""
    name = r"(?:[A-ZÀ-Þ][\w.'’-]*+ ){1,4}"
    return re.compile(
        rf"(?:{name}|(?:The|Our) (?:writer|author|columnist) |(?:{name}and )?{name})"
        r"(?:covers(?! (?:his|her|its|their|up)\b)|writes (?:on|about|for|from)|reports (?:on|from)|teaches"
        r"|(?:also )?(?:contributed|reported from)|(?:is|was) (?:an? |the )?(?:[\w’'-]+ ){0,4}?"
        rf"{any_of(grammar().writers)}\b)"
        r"|(?:Additional )?[Rr]eporting by |Edited by |Translated (?:by|from) |Follow (?:him|her|us|@)"
    )


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
def _also_says() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(grammar().adding)}\s+(?:that\s+)?", re.IGNORECASE)


@functools.cache
def _is_something() -> re.Pattern[str]:
    """Match what somebody is, or is done to, which is nothing that a speaker tells of their position."""
    return re.compile(
        r"\s++(?:is|are|was|were)\s++(?:(?:now|still|also|already|always)\s++)?+"
        rf"(?!(?:\w+ing|not(?! an?\b)|{any_of(grammar().attitudes)})\b)",
    )


@functools.cache
def _takes_part() -> re.Pattern[str]:
    return re.compile(rf"(?:,|\s[–—-])\s+(?:\w+ly\s+)?(?!{any_of(grammar().scenes)}\b)(?=[a-z]+ing\b)")


@functools.cache
def _then_says() -> re.Pattern[str]:
    says = any_of(grammar().went_on)
    return re.compile(
        rf",?\s+(?:and|before|but|while|as (?:he|she|they|it))\s+(?:\w+\s+){{0,3}}?{says}\b[^¤]*$"
    )
