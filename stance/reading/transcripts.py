"""Turns of transcripts and interviews, minutes, documents given whole, letters and posts."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stance.reading.acts import does, fights, is_beside, past_adverbs, takes_stance
from stance.reading.clause_holders import FEW_WORDS
from stance.reading.clauses import clauses_of
from stance.reading.grammar import any_of, grammar, is_medium
from stance.reading.holders import Holder
from stance.reading.layout import Paragraph, Sentence
from stance.reading.lists import alongside
from stance.reading.mentions import Kind, Mention
from stance.reading.passages import Passage, Voice
from stance.reading.posts import is_nick
from stance.reading.prose import AND_I, SPEAKER, is_answer, is_asked, is_short, speaks
from stance.reading.sayers import sayer_of
from stance.reading.speakers import Speakers, is_spoken_to, speaker_in
from stance.reading.tokens import place_of
from stance.reading.turns import CLOCK
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS
from stance.text.capitals import compiled
from stance.text.sentences import Span

_DESK = re.compile(r"^(?:\w+ )?(?:office|service|department|desk|secretariat) of (?:the )?", re.IGNORECASE)
_CLEFT = re.compile(
    r"(?:(?:And|But|So),? )?[Ii]t(?: has been| had been| was| is|[’']s) "
)  # "It was Rome that began it"
_OWN = frozenset(("i", "we", "me", "myself"))
_GREETS = re.compile(  # behind somebody's name at the head of a sentence: "Dr Orr, thank you for coming"
    r", (?:(?:well|again|and|now),? )?"
    r"(?:thank|welcome|good (?:morning|afternoon|evening|day)\b|(?:you|your|let|please|I|we)\b)"
)
_ONE = re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b")
_OWN_ASIDE = re.compile(r", (?:I|we) \w+[.!]?$")  # "Rome will vote in May, I believe."
_HAVE_OR_DO = frozenset(("has", "have", "had", "do", "does", "did", "don", "doesn", "didn", "t", "not"))
_IS_OR_HAS = frozenset(("is", "was", "are", "were", "has", "have", "had"))
_LED_WITHIN = 10  # words from a sentence's head to who says something when something else was
_JOINTS = frozenset(("and", "but", "so", "yet"))
_DENYING = frozenset(
    ("no", "not", "never", "nor", "nothing", "hardly", "scarcely", "rarely", "cannot", "neither", "little")
)
_LEADING = frozenset(  # to what is told for a fact in a question: "How, when Rome said no?"
    ("when", "while", "as", "after", "since", "because", "whereas", "though", "although", "but")
)
_GIVEN = frozenset(("given", "considering", "seeing", "now", "granted"))  # "given that Rome said so"
_WITHIN = (
    " in ",
    " inside ",
    " within ",
    " outside ",
    " into ",
    " near ",
    " at ",
)  # before a place, no "they"
_FEWEST_WORDS = 4  # of a sentence that tells whose answer it is
_STAGED = re.compile(r"[(\[][A-Z][^()\[\]]{2,60}\.?[)\]]\.?")  # "(Laughter.)", "[Interruption]"
# What an answer is on, before a colon and a sentence: "On your question: No."
_TOPIC = compiled(r"(?:On|As (?:for|to)|About|For) (?:[\w’'-]+ ){0,3}[\w’'-]+: +(?=[A-ZÀ-Þ“\"\d])")
_SIGNATORIES = re.compile(r"(?:\d{1,3}[.)] )?(?:We|WE), (?:the|THE|all|as) ")  # "We, the leaders"
_HONOURED = re.compile(  # another member, whom a speaker may not name: "The right hon. Lady wants"
    r"(?:But |And )?(?:[Tt]he|[Mm]y) (?:(?:[Rr](?:igh)?t\.? )?[Hh]on(?:\.|ou?rable)?|[Nn]oble|[Ll]earned) "
    r"(?:and \w+ )?(?P<called>Lady|Gentleman|Friend|Lord|Baroness|[Mm]ember)"
    r"(?: for [A-Z][\w-]+(?: [A-Z]\w+)*)? (?:(?:has|had|clearly|now|also|just) )*(?P<verb>\w+)"
)
_ENTRY = re.compile(rf"{CLOCK}(?::| [—–|])(?:\s|$)")  # of a live blog: "1:40 p.m.: Rome answers"
_PARTED = compiled(r"(?<=[a-zß-þ])(?=[A-ZÀ-Þ])")  # "SenatorAnnOrr"


@dataclass(slots=True)
class Turns:
    """How far turns are read: those ``asking``, who speaks, what was asked last, who spoke ``before``.

    ``document``: whose document is given whole, in marks if ``quoted``, which may close
    paragraphs later (``open_marks``), and whether its last paragraph was in the first person (``own``).
    ``lead``: whose list begins below, "the union wants:", "- the soldiers home".
    """

    asking: set[str]
    speaker: Holder | None = None
    asked: Span | None = None
    begun: bool = False
    asks: bool = False
    before: Holder | None = None
    document: Holder | None = None
    quoted: bool = False
    open_marks: bool = False
    own: bool = True
    lead: tuple[Holder, ...] = ()


class Transcripts(Speakers):
    """Reads paragraphs that are somebody's turn, or somebody's own words.

    ``signatories``: whose document is read that begins with what they are, and whether its last paragraph
    was in the first person.
    """

    signatories: tuple[tuple[Holder, ...], bool] = ((), False)

    def _prose(self, p: Paragraph, signer: Holder | None = None) -> Iterator[Passage]:
        """Yield the statements of a paragraph; signatories hold what nobody else does in their document."""
        opens = _SIGNATORIES.match(self.text, *p.span) is not None
        own = not p.heading and self._is_own_words(p)
        holders, before = self.signatories
        goes_on = own or (before and not p.heading and not self._reports(p))
        holders = holders if goes_on and not opens else ()
        for passage in super()._prose(p, signer):
            holders = holders or (passage.holders if opens else ())
            if passage.voice is Voice.REPORTED:
                passage.holders = passage.holders or holders
            yield passage
        self.signatories = (holders, own)

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
        is_footer = not p.speaker and self._is_footer(p)
        if is_footer or (not p.speaker and _ENTRY.match(self.text, *p.span)):
            turns.begun, turns.asks, turns.speaker = False, False, None
            yield from of_nobody(p) if is_footer else self._prose(p)
            return
        if p.speaker:
            turns.begun, turns.asks = True, p.speaker in turns.asking
            silent = turns.asks or self._presides(p.speaker)
            speaking = None if silent else self._speaking(p.speaker)
            turns.before = turns.before if turns.speaker in (None, speaking) else turns.speaker
            turns.speaker = speaking
        if p.speaker and self._presides(p.speaker):
            yield from of_nobody(p)
        elif turns.asks:
            self._note_question(p, turns)
            yield from self._questions(p)
        else:
            yield from self._speech(p, turns.speaker, turns.asked, turns.before)
            turns.asked = None

    def _is_footer(self, p: Paragraph) -> bool:
        """Say whether a paragraph is a note below the last turn of a transcript: "Copyright 2020. …"."""
        return p.span.start > self._last_label and _footer().match(self.text, *p.span) is not None

    @functools.cached_property
    def _last_label(self) -> int:
        """Where the last paragraph with a speaker begins; the end of the text where there is none."""
        return max((p.span.start for p in self.paragraphs if p.speaker), default=len(self.text))

    def _interviewed(self, p: Paragraph, turns: Turns, *, asks: bool) -> Iterator[Passage]:
        """Yield the statements of a paragraph of an interview: a question, or an answer."""
        if asks:
            self._note_question(p, turns)
            yield from self._questions(p)
        else:
            yield from self._speech(p, self.interviewee, turns.asked)
            turns.asked = None

    def _questions(self, p: Paragraph) -> Iterator[Passage]:
        """Yield the sentences of a question; a preface may tell of somebody's position."""
        for s in p.sentences:
            asks = self.text[s.span.end - 1] == "?"
            told = None if asks else self._told_of(_past_address(self.text, s), None)
            if told is not None:
                yield Passage(s.span, s.span, (told,), Voice.REPORTED)
                continue
            for m in s.mentions:
                if not m.doubtful and m.kind is not Kind.PRONOUN:
                    self.holders.resolve(m)
            if asks:
                yield from self._asked(s, None)
            else:
                yield Passage(s.span, s.span, (), Voice.QUESTION)

    def _asked(self, s: Sentence, speaker: Holder | None) -> Iterator[Passage]:
        """Yield a question, and apart from it what somebody is told to have said in it.

        "How can that be, when the envoy told us on Monday that he would go?"
        """
        voice = Voice.QUESTION if speaker is None else Voice.QUOTED
        begin = next((m.start for m in s.mentions if _says_within(s, m)), s.span.end)
        clause = _part_of(s, begin, s.span.end) if s.span.start < begin < s.span.end else None
        told = self._told_of(clause, speaker) if clause is not None else None
        asking = () if speaker is None else (speaker,)
        if told is None or clause is None:
            yield Passage(s.span, s.span, asking, voice)
        else:
            first = Span(s.span.start, _end_before(s, begin))
            yield Passage(first, first, asking, voice)
            yield Passage(clause.span, clause.span, (told,), Voice.REPORTED)

    def _speech(
        self, p: Paragraph, speaker: Holder | None, question: Span | None, before: Holder | None = None
    ) -> Iterator[Passage]:
        """Yield the sentences of a turn: the speaker's, or those of somebody of whom the speaker tells.

        ``before``: who spoke before, and so may be "the hon. Lady".
        """
        for i, s in enumerate(p.sentences):
            if _STAGED.fullmatch(self.text, *s.span):
                yield Passage(s.span, s.span, (), Voice.QUOTED)
                continue
            if self.text[s.span.end - 1] == "?":
                self._told_of(s, speaker)
                yield from self._asked(s, speaker)
                continue
            honoured = _HONOURED.match(self.text, *s.span)
            if honoured and honoured["verb"] in grammar().says | grammar().minds:
                may_be = before is not None and _may_be_called(before, honoured["called"])
                yield Passage(s.span, s.span, (before,) if before and may_be else (), Voice.REPORTED)
                continue
            question = question if is_short(self.text, s.span) else None
            context = question if i == 0 or is_answer(self.text, s.span) else None
            for span, holder in self._parts(s, speaker):
                topic = _TOPIC.match(self.text, *span)
                own = span if topic is None else Span(topic.end(), span.end)
                yield Passage(own, span, () if holder is None else (holder,), Voice.QUOTED, context=context)

    def _note_question(self, p: Paragraph, turns: Turns) -> None:
        """Remember the last sentence that asks, or else the last: "Will you go? The UN has asked.".

        What only tells something behind a question does not replace it.
        """
        asking = [s.span for s in p.sentences if is_asked(self.text, s.span)]
        if asking:
            turns.asked = asking[-1]
        elif p.sentences and turns.asked is None:
            turns.asked = p.sentences[-1].span

    def _parts(self, s: Sentence, speaker: Holder | None) -> list[tuple[Span, Holder | None]]:
        """Part a sentence of a turn where its holder changes, and say whose each part is.

        "Rome asked us for men, and we will go": Rome's, and the speaker's.
        """
        cuts = self._cuts(s)
        first = s if not cuts else _part_of(s, s.span.start, cuts[0])
        found = [(s.span, self._told_of(first, speaker) or speaker)]
        for begin, end in itertools.pairwise([*cuts, s.span.end]):
            part, before = _part_of(s, begin, end), found[-1][1]
            told = self._told_of(part, speaker)
            holder = told if told is not None and self._takes_stance(part) else before
            if part.mentions[0].name in ("i", "we"):
                holder = speaker
            if holder is not before:
                found[-1] = (Span(found[-1][0].start, _end_before(s, begin)), before)
                found.append((Span(begin, s.span.end), holder))
        return found

    def _takes_stance(self, s: Sentence) -> bool:
        """Say whether it is plainly told what the subject of a clause says or wants."""
        subject = self._subject(s)
        return subject is not None and (self._is_reported(s, subject) or takes_stance(s.tokens, subject))

    def _cuts(self, s: Sentence) -> list[int]:
        """Return where the clauses of a sentence of a turn begin, behind the first."""
        if len(s.mentions) < 2:
            return []
        cuts = {s.tokens[begin].start for begin, _ in clauses_of(self.text, s, self.holders.named)[1:]}
        return sorted(cuts | {m.start for m in s.mentions if _goes_on(s, m)})

    def _told_of(self, s: Sentence, speaker: Holder | None) -> Holder | None:
        """Return of whose position somebody else tells in a turn."""
        if s.quotations and not s.tokens:  # read out: the words of the person who was spoken of
            return self.holders.last_person(speaker)
        if (answers := _whose_answer(s)) is not None:
            self._note_before(s, answers)
            return self._other_than(speaker, self.holders.resolve(answers, speaker))
        sayer = sayer_of(s.mentions, s.tokens)
        subject = sayer or self._reported_at_head(s) or self._subject(s)
        tells = subject is not None and self._tells(s, subject) and not _is_own_government(speaker, subject)
        if subject is not None and subject.name in ("i", "we", "it", "he", "she", "they"):
            third = subject.name in ("he", "she") and (sayer is subject or self._is_reported(s, subject))
            tells = tells and (third or (subject.name == "they" and _they_say(s)))
        if subject is not None:
            self._note_before(s, subject)
        if subject is not None and tells and subject.doubtful:
            self.holders.add(replace(subject, doubtful=False))
        holder = self.holders.resolve(subject, speaker) if subject is not None and tells else None
        for m in s.mentions:
            if m is not subject and m.kind is not Kind.PRONOUN and not m.doubtful and not m.governed:
                self.holders.resolve(m)
        self._note_governed(s.mentions)
        return self._other_than(speaker, holder)

    def _note_before(self, s: Sentence, subject: Mention) -> None:
        """Remember who stands before a pronoun, which may be they: "when I met Ann Orr, she said"."""
        if subject.name == "they":
            self._note_bodies([m for m in s.mentions if not self.text.endswith(_WITHIN, 0, m.start)], subject)
        elif subject.name in ("he", "she"):
            for m in s.mentions:
                if m.kind is Kind.PERSON and m.end < subject.start and not (m.doubtful or m.possessive):
                    self.holders.resolve(m)

    def _other_than(self, speaker: Holder | None, holder: Holder | None) -> Holder | None:
        """Return a holder, if that is nobody for whom a speaker speaks: the speaker, or their own state."""
        if holder is None or holder is speaker:
            return None
        return None if speaker is not None and holder.owner == speaker.owner != "" else holder

    def _tells(self, s: Sentence, subject: Mention) -> bool:
        """Say whether a turn tells what somebody does, who is not only spoken of: "I hope Rome helps"."""
        reported = self._is_reported(s, subject)
        if AND_I.match(self.text, subject.end) or _speaks_for_self(s, subject, reported=reported):
            return False
        last = max(m.end for m in [subject, *alongside(self.text, s.mentions, subject)])
        is_something = _is_something().match(self.text, last, s.span.end) is not None
        if subject.possessive or is_beside(s.tokens, subject) or (subject.doubtful and not reported):
            return False
        if _CLEFT.match(self.text, s.span.start, subject.start) and not reported:
            return False
        if (is_something and not reported) or _OWN_ASIDE.search(self.text, subject.end, s.span.end):
            return False
        if _is_called(self.text, s, subject) or fights(s.tokens, subject):
            return False
        return does(s.tokens, subject)

    def _reported_at_head(self, s: Sentence) -> Mention | None:
        """Return who says or wants something at a sentence's head, where a plain reading would miss it.

        A name of no word list, "Lomé wants radios", and "he" behind when that was: "when I met him he said".
        """
        if not s.tokens or not s.mentions:
            return None
        first = s.mentions[0]
        if first.doubtful and first.start == s.tokens[0].start:
            wants = _verb_of(s, first) in grammar().minds
            return first if wants and first.kind is Kind.PERSON else None
        if s.tokens[0].low not in grammar().elsewhere:
            return None
        near = (m for m in s.mentions if m.name in ("he", "she") and not m.possessive)
        led = next((m for m in near if place_of(s.tokens, m.start) <= _LED_WITHIN), None)
        return led if led is not None and self._is_reported(s, led) else None

    def _is_reported(self, s: Sentence, mention: Mention) -> bool:
        """Say whether it is told what somebody says, wants, or is clear about, right behind a mention."""
        verb = _verb_of(s, mention)
        said = verb in grammar().says or verb in grammar().minds
        return said or _is_clear().match(self.text, mention.end, s.span.end) is not None

    def _written(self, p: Paragraph) -> Iterator[Passage]:
        """Yield the sentences of a post or a comment: the writer's, or those of whom the writer tells."""
        yield from self._own_words(p, self._writing(p))

    def _own_words(self, p: Paragraph, writer: Holder | None) -> Iterator[Passage]:
        """Yield the sentences of what somebody wrote: the writer's, or those of whom the writer tells."""
        reported: Holder | None = None
        for s, after in itertools.zip_longest(p.sentences, p.sentences[1:]):
            begun = self._reported_first(s, after, writer)
            reported = begun or (None if self._is_in_first_person(s) else reported)
            told = reported or (self._told_of(s, writer) if speaks(s) else None)
            holder = told or writer
            yield Passage(s.span, s.span, () if holder is None else (holder,), Voice.QUOTED)

    def _reported_first(self, s: Sentence, after: Sentence | None, writer: Holder | None) -> Holder | None:
        """Return whose words somebody else reports in short: "Kos: we stay.", "Asks again for troops.".

        Nobody's behind whose name the writer asks, or goes on: "Kos: a great premier? I oppose him.".
        """
        if not s.tokens or writer is None:
            return None
        first, holder = s.tokens[0], None
        named = s.mentions[0] if s.mentions and s.mentions[0].start == first.start else None
        if first.low.endswith("s") and first.low in _says_or_asks():
            holder = self.holders.last_person(writer)
        elif named is not None and named.kind is Kind.PERSON and self.text.startswith(":", named.end):
            asks = self.text[s.span.end - 1] == "?" or _ONE.search(self.text, *s.span)
            goes_on = after is not None and self._is_in_first_person(after)
            holder = None if asks or goes_on else self.holders.resolve(named)
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
            tells = i and not own and speaks(s) and self._takes_stance(s)
            told = self._told_of(s, speaker) if tells else None
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


def _may_be_called(holder: Holder, called: str) -> bool:
    """Say whether somebody may be "the hon. Lady" or "Gentleman", of whom no more is told."""
    gender = {"Lady": "f", "Gentleman": "m"}.get(called)
    return gender is not None and holder.gender in ("", gender)


def _past_address(text: str, s: Sentence) -> Sentence:
    """Return a sentence without whom it is spoken to: "Mr Orr, your ally says no" without Mr Orr."""
    if not s.mentions or not is_spoken_to(text, s, s.mentions[0]):
        return s
    return _part_of(s, next(t.start for t in s.tokens if t.start >= s.mentions[0].end), s.span.end)


def _part_of(s: Sentence, start: int, end: int) -> Sentence:
    """Return the part of a sentence between two places."""
    return Sentence(
        Span(start, end),
        [q for q in s.quotations if start <= q.span.start < end],
        [t for t in s.tokens if start <= t.start < end],
        [m for m in s.mentions if start <= m.start < end],
    )


def _goes_on(s: Sentence, mention: Mention) -> bool:
    """Say whether a speaker goes on with what they do themselves: "…, and we will go", "…; I object".

    Not in an aside: "Rome told us, and I believe it, that it will go".
    """
    k = place_of(s.tokens, mention.start)
    if mention.name not in ("i", "we") or k == 0:
        return False
    joined = s.tokens[k - 1].low in _JOINTS - {"so"}
    parted = s.tokens[k - joined].before.strip() in (",", ";", "–", "—", "-")
    aside = any(t.low == "that" and "," in t.before for t in s.tokens[k:])
    return parted and not aside and (joined or ";" in s.tokens[k].before)


def _end_before(s: Sentence, begin: int) -> int:
    """Return where the words before a clause end, without the word that joins it."""
    k = place_of(s.tokens, begin)
    joint = s.tokens[k - 1].low in _JOINTS | _LEADING | grammar().subordinating
    return s.tokens[max(0, k - 1 - joint)].end


def _says_within(s: Sentence, mention: Mention) -> bool:
    """Say whether a clause amid a sentence tells what somebody says: "…, when Rome said that …"."""
    k = place_of(s.tokens, mention.start)
    before = [t.low for t in s.tokens[max(0, k - 1) : k]]
    leads = bool(before) and (before[-1] in _LEADING or (before[-1] == "that" and _is_given(s, k - 1)))
    named = not (mention.kind is Kind.PRONOUN or mention.doubtful or mention.possessive)
    return leads and named and _verb_of(s, mention) in grammar().says


def _is_given(s: Sentence, k: int) -> bool:
    """Say whether what "that" leads to is given: "given that …", "Do you know that …, and that …"."""
    before = [t.low for t in s.tokens[:k]]
    return bool(before) and (before[-1] in _GIVEN or "know" in before or "aware" in before)


def _verb_of(s: Sentence, mention: Mention) -> str:
    """Return the word behind a mention, past what may stand before its verb: "want" of "do not now want"."""
    belongs = len(mention.name.split()) - len(mention.bare.split())  # "the President of Chile"
    k = past_adverbs(s.tokens, place_of(s.tokens, mention.end) + belongs)
    while k < len(s.tokens) and s.tokens[k].joined and s.tokens[k].low in _HAVE_OR_DO:
        k = past_adverbs(s.tokens, k + 1)
    return s.tokens[k].low if k < len(s.tokens) and s.tokens[k].joined else ""


def _whose_answer(s: Sentence) -> Mention | None:
    """Return whose answer a sentence is: "his answer was that it could not be done", "…, and her view is"."""
    begins = [0, *(k + 1 for k, t in enumerate(s.tokens) if t.low == "and" and "," in t.before)]
    for first in (s.tokens[k : k + _FEWEST_WORDS + 1] for k in begins):
        words = [t.low for t in first if t.low != "been"]
        if len(words) < _FEWEST_WORDS:
            continue
        whose, noun, verb, behind = words[:_FEWEST_WORDS]
        owner = OWNING.get(whose, "")
        third = owner in ("he", "she", "they") and noun in grammar().givings and verb in _IS_OR_HAS
        if third and behind in ("that", "to", "no", "yes", "simple", "clear"):
            return Mention(first[0].start, first[0].end, Kind.PRONOUN, owner)
    return None


def _is_own_government(speaker: Holder | None, subject: Mention) -> bool:
    """Say whether a minister speaks of their own government: "the Government has made no decision"."""
    if speaker is None or not subject.governs or subject.owner:
        return False
    return not grammar().governs.isdisjoint(role.rpartition(" ")[2] for role in speaker.roles)


def _speaks_for_self(s: Sentence, subject: Mention, *, reported: bool) -> bool:
    """Say whether a speaker tells what they themselves think or do about somebody.

    "I hope Rome helps", "the coast, we are not leaving it", "Rome must act", yet not "I note that Rome says
    no" nor "when I saw him he said no".
    """
    k, place = place_of(s.tokens, subject.start), place_of(s.tokens, subject.end)
    behind = s.tokens[place : place + 1]
    if any(t.low in ("i", "we") and "," in t.before for t in behind):
        return True
    if any(t.low in grammar().obliged for t in behind):
        return True
    own = [n for n, t in enumerate(s.tokens[:k]) if t.low in _OWN]
    if not own:
        return False
    if not reported:
        return True
    told = grammar().noticing
    between = [t.low for t in s.tokens[own[-1] + 1 : k]]
    denies = any(
        word in _DENYING or word.endswith(("n't", "n’t")) for word in between
    )  # "I see no sign that Rome wants peace"
    notices = not denies and any(word in told for word in between)
    when = s.tokens[0].low in grammar().elsewhere and s.tokens[0].low != "as"
    return not (notices or (when and own[-1] < FEW_WORDS))


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
    if not before and mention.kind is Kind.PERSON and _GREETS.match(text, mention.end):
        return True
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
        rf"\b(?:issued|made|released|published|posted|sent) the following {few}?{named}\b{few}[.:]$"
        rf"|\b{named}\b{few}?\b(?:reads?|runs?|follows|(?:is|as) follows|states the following|in full"
        r"|(?:here )?below|in its entirety)[.:]$"
        rf"|\btext of [^.:]{{0,200}}:$|^(?:Here|Below|This) (?:is|are) {few}{named}{few}:$"
        rf"|\b(?:carry|print|publish|reproduce|reprint)s? {few}(?:{named}|in full|below){few}:$",
        re.IGNORECASE,
    )


@functools.cache
def _footer() -> re.Pattern[str]:
    """Match with what a note below a transcript begins: "Copyright © 2020", "Transcribed by"."""
    copyright_of = r"(?:copyright|\(c\)|©)(?: ?(?:©|\(c\)))? ?(?:by )?\d{4}"
    return re.compile(rf"[*\[(–—-]*\s?(?:{copyright_of}|{any_of(grammar().footers)}\b)", re.IGNORECASE)


@functools.cache
def _is_clear() -> re.Pattern[str]:
    """Match how somebody leaves no doubt: "was very clear that", "made it plain"."""
    return re.compile(
        r"\s+(?:(?:is|was|were|are|(?:has|have|had) been) (?:(?:very|quite|always|also|\w+ly) )*"
        r"(?:clear|adamant|firm|explicit|emphatic|categorical)(?: that\b|:|,| about\b| on\b)"
        r"|(?:(?:has|have|had) )?(?:made|makes?) (?:it )?(?:(?:very|quite|\w+ly) )?(?:clear|plain)\b)"
    )


@functools.cache
def _is_something() -> re.Pattern[str]:
    """Match what somebody is, or is done to, which is nothing that a speaker tells of their position."""
    return re.compile(
        r"\s++(?:is|are|was|were|(?:has|have|had)(?: (?:now|still|also|already|always))? been"
        r"|(?:will|would)(?: not)? be)\s++(?:(?:now|still|also|already|always)\s++)?+"
        rf"(?!(?:\w+ing|not(?! an?\b)|{any_of(grammar().attitudes)})\b)",
    )
