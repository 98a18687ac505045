"""Prose: whose the quotations and sentences of a paragraph are, sentence after sentence."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stance.reading.clause_holders import BEHIND_SUBJECT, FEW_WORDS, ClauseHolders
from stance.reading.clauses import clauses_of
from stance.reading.grammar import any_of, grammar
from stance.reading.holders import Holder
from stance.reading.items import is_row, lacks_subject
from stance.reading.layout import Paragraph, Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.owners import bystanders_of
from stance.reading.passages import Passage, Voice
from stance.reading.sayers import source_of, unlisted_sayer
from stance.reading.tickers import QUOTED_FROM, named_last, quotes_behind, takes_position
from stance.reading.tokens import Token, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, vocabulary
from stance.text.sentences import Span, sentences, trimmed

_NAMED_FIRST = re.compile(r"(?:[^:\n‘“\"']|(?<=\w)'(?=\w)){2,80}:\s")
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Oo]urs?)\b")
AND_I = re.compile(r"\s(?:and|or)\s(?:I|we|myself)\b")  # behind a name: "Ann Orr and I have agreed"
SPEAKER = "interlocutor"  # an office for who has none, so that none of which they speak is taken for theirs
_FULL_WORDS = 3  # words of a quotation that is a statement of its own
NEAR = 40  # characters
_CLOSING = "”“\"'’»« "  # behind the last mark of a quotation
_MOST_UNNAMED = 50  # sentences of a quotation of several paragraphs whose speaker is named in the last
_ASKED = re.compile(r"\b[Aa]sked (?:[\w’'-]+ ){0,3}?(?:if|whether)\b")


@dataclass(slots=True)
class _Scene:
    """Who speaks in a paragraph, who wrote the rest of it, and its quotations whose speaker is not named."""

    speaker: Holder | None = None
    writer: Holder | None = None
    spoken: bool = False  # whether somebody has said something
    telling: Holder | None = None  # of whose words the last sentence tells
    troops: bool = False  # whether it was about troops, who may be "they"
    waiting: list[Passage] = field(default_factory=list)

    def name(self, holders: tuple[Holder, ...]) -> None:
        """Say whose the waiting quotations are."""
        for passage in self.waiting:
            passage.holders = holders
        self.waiting = []


class Prose(ClauseHolders):
    """Reads paragraphs of prose."""

    paragraphs: list[Paragraph]
    author: Holder | None  # who writes in the first person
    speaker: Holder | None = None  # of the last quotation
    told: Holder | None = None  # who held the last statement of the writer's that told of a document
    issuer: Holder | None = None  # of the paper that was spoken of last
    is_paper = False  # whether the last sentence spoke of it, so that it may be "it"
    unnamed: Sequence[Passage] = ()  # quotations of the last paragraph, in which nobody was said to speak

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
        quotations = p.sentences[0].quotations if p.sentences else ()
        goes_on = bool(quotations) and quotations[0].continues
        scene = _Scene(waiting=[*self.unnamed] if goes_on else [])  # "“We go.", "“Now,” said X."
        ready: list[Passage] = []
        for state in () if p.item is None else self._about(p.item):
            self.holders.note(state)  # "Spain: It will stay."
        for s in p.sentences:
            quoted = _full_quotations(self.text, s)
            if scene.writer is not None:
                ready.append(Passage(s.span, s.span, (scene.writer,), Voice.QUOTED))
            elif quoted and not s.tokens:
                ready += self._quoted_alone(s, quoted, scene)
            else:
                ready += self._told(p, s, quoted, scene)
        if p.item is not None:
            self._give(p, p.item, ready)
        self.speaker = signer or self.speaker
        self.unnamed = scene.waiting[-_MOST_UNNAMED:]
        scene.name(() if self.speaker is None else (self.speaker,))
        if self.text[p.span.end - 1] == ":":  # what comes next is quoted
            people = [m for s in p.sentences for m in s.mentions if m.kind is Kind.PERSON and not m.doubtful]
            last = ready[-1].holders if ready else ()
            named = self.holders.resolve(people[-1]) if people and not last else None
            self.speaker = (last[0] if last else named) or self.speaker
        yield from ready

    def _note_ages(self, s: Sentence) -> None:
        """Remember who has an age, and so is not the minister whom the text names next: "X, 45, a baker"."""
        for m in s.mentions:
            k = place_of(s.tokens, m.end) if m.kind is Kind.PERSON else len(s.tokens)
            if k < len(s.tokens) and s.tokens[k].before == ", " and s.tokens[k].low.isdigit():
                named = self.holders.named(m)
                if named is not None:
                    named.age = s.tokens[k].low
                if named is not None and not (named.roles or m.role):
                    named.roles.add(SPEAKER)

    def _give(self, p: Paragraph, item: Mention, made: Sequence[Passage]) -> None:
        """Say whose the statements of an item are that name nobody, or an office or a group without a name.

        "Peru: Ready to go. Premier Ann Orr is in Rome. It would be the first." The first is Peru's, the last
        the premier's. All of a row is whose it is, unless another state or person is named in it.
        """
        about = self._about(item)
        named = next((passage.holders for passage in made if passage.holders), about)
        for holder in named:
            holder.speaks_for(item)  # "• Peru. No (PM Ann Orr).", who is Peru's premier
        row = is_row(self.text, p.span)
        last = named if not row else about
        for passage in made:
            alone = row or lacks_subject(self.text, passage.span)
            others = [h for h in passage.holders if h.kind in (Kind.PERSON, Kind.STATE)]
            if passage.holders and (others or not alone):
                last = passage.holders if not row else about
            elif about:
                passage.holders = about if alone else last

    def _about(self, item: Mention) -> tuple[Holder, ...]:
        """Return whom an item is about."""
        holder = self.holders.resolve(item)
        if holder is None and item.kind is Kind.PERSON:
            holder = self.holders.add(item)  # who is named in a table alone
        return () if holder is None else (holder,)

    def _quoted_alone(self, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> list[Passage]:
        """Return the sentences of a quotation that stands alone: of whom speaks in the paragraph."""
        goes_on = s.quotations[0].continues and not scene.waiting
        speaker = scene.speaker or (self.speaker if goes_on else None)
        holders = () if speaker is None else (speaker,)
        made = [Passage(span, span, holders, Voice.QUOTED) for span in quoted]
        scene.waiting += made if speaker is None else []
        return made

    def _told(self, p: Paragraph, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> list[Passage]:
        """Return the statements of a sentence in which the writer has words, and note who speaks in it."""
        clauses = clauses_of(self.text, s, self.holders.named)
        self._note_ages(s)
        presented, entering = self._presented(s), self._entering(s)
        apart = self._named_apart(p, s)
        held = apart or self._holders_of(clauses[0], s)
        if scene.troops and self._goes_on_of_troops(s):
            held = ()
        else:
            scene.troops = not held and _is_of_troops(s)
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
            made, beside = self._quoted_in(s, clauses, quoted, held)
            if held:
                scene.name(held[:1])
            elif not (speaks(s) or _paper_says(s.tokens)):
                scene.waiting += made
            made = [*made, *told, *beside]
            made.sort(key=lambda passage: passage.span)
        else:
            held = held or self._unlisted(s)
            made = list(self._reported(s, clauses[:1] if apart else clauses, held))
            if p.heading and apart and apart[0].is_one and (apart[0].roles or " " in apart[0].name):
                made[0].voice = Voice.QUOTED  # their own words, if nothing below names them too
            last = made[-1].holders if len(made) > 1 else ()
            if last and last[0].is_one and s.tokens[clauses[-1][0] - 1].low in grammar().coordinating:
                held = last
        self._set_scene(s, held, presented, entering, scene)
        if held and (self.told is None or not grammar().documents.isdisjoint(t.low for t in s.tokens)):
            self.told = held[0]
        return made

    def _goes_on_of_troops(self, s: Sentence) -> bool:
        """Say whether "they" of a sentence are the troops of the last, who hold nothing: "They patrol".

        Not where somebody says it of them: "They must leave, X said".
        """
        if (
            not s.tokens
            or s.quotations
            or speaks(s)
            or source_of(self.text, s.mentions, s.tokens) is not None
        ):
            return False
        subject = self._subject(s)
        if subject is None or subject.name != "they" or s.tokens[0].low != "they":
            return False
        behind = s.tokens[1:2]
        return not any(t.low in words for t in behind for words in (grammar().says, grammar().wants))

    def _unlisted(self, s: Sentence) -> tuple[Holder, ...]:
        """Return somebody of no word list with whom a sentence begins: "the foundation said it must end"."""
        sayer = unlisted_sayer(s.tokens) if s.tokens else None
        if sayer is None or sayer.start != s.tokens[0].start or s.tokens[0].low in ("my", "our", "your"):
            return ()
        return tuple(h for h in [self.holders.resolve(sayer)] if h is not None)

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
        says = bool(held) and (scene.telling is held[0] or speaks(s))
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
        elif held and (s.quotations or speaks(s)):
            scene.speaker = self.speaker = held[0]
            scene.spoken = True
        elif held and held[0].is_one and (scene.speaker is None or held[0] is shown):
            scene.speaker = held[0]
            if not grammar().speeches.isdisjoint(t.low for t in s.tokens):
                self.speaker = held[0]

    def _still_told(self, s: Sentence, quoted: Sequence[Span], scene: _Scene) -> tuple[Holder, ...]:
        """Return who goes on speaking in a sentence about nobody: "X said no. There was “no room” here."."""
        if scene.telling is None or quoted or not s.tokens or s.tokens[0].low in grammar().commenting:
            return ()
        if s.quotations or any(t.low == "would" for t in s.tokens):
            return (scene.telling,)
        return ()

    def _issued(self, s: Sentence, held: tuple[Holder, ...]) -> tuple[Holder, ...]:
        """Return who issued the paper that says what a sentence tells, "…", it read; else who holds it."""
        says = _paper_says(s.tokens)
        paper = next((k for k, t in enumerate(s.tokens) if t.low in grammar().issued), None)
        issuer = self._issuer(s, paper) if paper is not None else None
        same = paper is not None and paper > 0 and s.tokens[paper - 1].low == "the" and says == "it"
        if same and self.issuer is not None:  # "…, it said in the statement"
            self.holders.note(self.issuer)
            return (self.issuer,)
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
            reaches = not between or (near[0].possessive and len(between) < BEHIND_SUBJECT)
            whose = near[0] if near and joined and reaches else None
        return None if whose is None or whose.kind is Kind.PRONOUN else self.holders.resolve(whose)

    def _entering(self, s: Sentence) -> Mention | None:
        """Return the new person whom a sentence is about, no relative: "Ana Orr, a baker, was less sure"."""
        for m in s.mentions:
            if m.kind is Kind.PERSON and not (m.governed or m.possessive or m.doubtful):
                relative = m.role.rpartition(" ")[2] in grammar().kin
                return m if " " in m.name and not relative and self.holders.is_new(m) else None
        return None

    def _presented(self, s: Sentence) -> Mention | None:
        """Return the one new person with whom a sentence ends: "it cut no ice with Ana Orr, who led it"."""
        people = [m for m in s.mentions if m.kind is Kind.PERSON and m.governed and is_told_of(s.tokens, m)]
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
        made = [Passage(s.span, judged, holders, Voice.REPORTED)]
        named, before = holders, clauses[0]
        for clause in clauses[1:]:
            held = self._holders_of(clause, s)
            others = tuple(h for h in held if h not in holders)
            if others or (held and len(made) > 1):
                made[-1].span = trimmed(self.text, made[-1].span.start, _end_of(s, before))
                span = trimmed(self.text, s.tokens[clause[0]].start, s.span.end)
                clause_alone = trimmed(self.text, span.start, _end_of(s, clause))
                made.append(Passage(span, clause_alone, others or held, Voice.REPORTED))
                named += others
            before = clause
        yield from made
        yield from self._told_beside(s, made, named)

    def _told_beside(
        self, s: Sentence, made: Sequence[Passage], named: tuple[Holder, ...]
    ) -> Iterator[Passage]:
        """Yield what others are told to think, within the clauses made: "…, with X and Y opposed"."""
        told = bystanders_of(self.text, s.mentions, s.tokens) if s.tokens else []
        for (begin, end), those in itertools.groupby(told, key=lambda one: one[1]):
            resolved = [self.holders.resolve(mention) for mention, _ in those]
            held = tuple(h for h in resolved if h is not None and h not in named)
            ends = [p.span.end for p in made if p.span.start <= begin < p.span.end]
            if held:
                span = trimmed(self.text, begin, min([end, *ends]))
                yield Passage(span, span, held, Voice.REPORTED)

    def _named_apart(self, p: Paragraph, s: Sentence) -> tuple[Holder, ...]:
        """Return whom a heading, an item or a quotation names before a colon or at its end."""
        named = self._named_first(p, s) or named_last(self.text, p, s)
        if named is None:
            return ()
        holder = self.holders.resolve(named) or (self.holders.add(named) if named.role else None)
        return () if holder is None else (holder,)

    def _named_first(self, p: Paragraph, s: Sentence) -> Mention | None:
        """Return whom a heading or a quotation names before a colon: "Kremlin: no troops".

        An office and a name do so in headings, in items and amid a paragraph: "Minister Ann Orr: no troops".
        """
        match = _NAMED_FIRST.match(self.text, s.span.start, s.span.end)
        if match is None or not s.tokens:
            return None
        lead = QUOTED_FROM.match(self.text, s.tokens[0].start)
        begin = lead.end() if lead else s.tokens[0].start
        quotes = any(q.span.start == match.end() for q in s.quotations)
        quotes = quotes or (p.heading and quotes_behind(self.text, match.end()))
        named = next((m for m in s.mentions if m.start == begin), None)
        if named is None:
            return None
        alone = named.end == match.end() - len(": ")
        if not alone and not (quotes and self._is_label(s, named, match.end())):
            return None
        office = named.kind is Kind.PERSON and named.role != "" and " " in named.name and alone
        topic = named.kind is Kind.PERSON and " " in match.group().strip()  # "West Africa: army takes over"
        office = office and (p.heading or p.item is not None or s is not p.sentences[0])
        office = office and (not p.heading or takes_position(self.text, Span(match.end(), s.span.end)))
        return named if quotes or office or (p.heading and not topic) else None

    def _is_label(self, s: Sentence, named: Mention, end: int) -> bool:
        """Say whether a person and what is told of them, and nothing else, stands before a colon."""
        before = [t for t in s.tokens if named.end <= t.start < end]
        return named.kind is Kind.PERSON and not named.doubtful and not any(t.is_verb for t in before)

    def _also_says(
        self, s: Sentence, quoted: Sequence[Span], holders: tuple[Holder, ...], end: int
    ) -> Iterator[Passage]:
        """Yield what a sentence reports up to an end beside its quotation: "…", X said, ruling out troops."""
        outside, first = self._outside(s)[: end - s.span.start], s.quotations[0].span.start - s.span.start
        behind = _also_says().search(outside, max(0, first)) or _takes_part().search(outside, max(0, first))
        before = _then_says().search(outside, 0, max(0, first))
        spans = []
        if before:
            spans.append(trimmed(self.text, s.span.start, s.span.start + before.start()))
        if behind:
            begin = s.span.start + behind.end()
            spans.append(trimmed(self.text, begin, min([end, *(q.start for q in quoted if q.start > begin)])))
        for span in spans:
            if span.end - span.start > NEAR:
                yield Passage(span, span, holders, Voice.REPORTED)

    def _quoted_in(
        self,
        s: Sentence,
        clauses: Sequence[tuple[int, int]],
        quoted: Sequence[Span],
        holders: tuple[Holder, ...],
    ) -> tuple[list[Passage], list[Passage]]:
        """Return the statements of a sentence's quotations, and those that are reported beside them."""
        others = self._others_behind(s, clauses, quoted[0], holders)
        said = Span(s.span.start, others[0][0].start if others else s.span.end)
        made = []
        for span, rejoined in zip(quoted, _rejoined(self.text, quoted), strict=True):
            of_others = (other for other in reversed(others) if other[0].start <= span.start)
            whole, whose = next(of_others, (said, holders))
            judged = trimmed(self.text, *whole) if is_short(self.text, rejoined) else rejoined
            made.append(Passage(span, judged, whose[:1], Voice.QUOTED))
        beside = [
            *self._also_says(s, quoted, holders[:1], said.end),
            *self._reported_behind(quoted, others),
        ]
        return made, beside

    def _others_behind(
        self, s: Sentence, clauses: Sequence[tuple[int, int]], quoted: Span, holders: tuple[Holder, ...]
    ) -> list[tuple[Span, tuple[Holder, ...]]]:
        """Return what others hold behind a quotation and its sayer: "…", X said, while Y is against."""
        found: list[tuple[Span, tuple[Holder, ...]]] = []
        for clause in clauses[1:]:
            begin = s.tokens[clause[0]].start
            held = self._holders_of(clause, s) if holders and begin > quoted.start else ()
            if held and held[:1] != holders[:1]:
                found.append((Span(begin, max(_end_of(s, clause), begin)), held))
        return found

    def _reported_behind(
        self, quoted: Sequence[Span], others: Sequence[tuple[Span, tuple[Holder, ...]]]
    ) -> Iterator[Passage]:
        """Yield what the writer tells of others, as far as their own quotations."""
        for whole, held in others:
            end = min([whole.end, *(q.start for q in quoted if q.start > whole.start)])
            span = trimmed(self.text, whole.start, end)
            if end == whole.end or not is_short(self.text, span):  # not "Y insisted:"
                yield Passage(span, span, held, Voice.REPORTED)

    def _is_own_words(self, p: Paragraph) -> bool:
        """Say whether "I" or "we" stands in a paragraph, outside its quotations."""
        return any(map(self._is_in_first_person, p.sentences))

    def _is_in_first_person(self, s: Sentence) -> bool:
        """Say whether "I" or "we" stands in a sentence, outside its quotations."""
        return FIRST_PERSON.search(self._outside(s)) is not None

    def _is_own(self, s: Sentence) -> bool:
        """Say whether a sentence is the author's own: it is about nobody else, or "I" comes first."""
        subject, outside = self._subject(s), self._outside(s)
        if subject is None or AND_I.match(self.text, subject.end):
            return True
        return FIRST_PERSON.search(outside[: subject.start - s.span.start]) is not None


def is_told_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether an office is set beside a name, or "who" or an age stands behind it."""
    first, last = (place_of(tokens, place) for place in (mention.start, mention.end))
    if any("," in t.before for t in tokens[first + 1 : last]):
        return True
    behind = tokens[last] if last < len(tokens) else None
    if behind is None or behind.before.strip() != ",":
        return False
    return behind.low in ("who", *DETERMINERS) or behind.low.isdigit()


def _is_of_troops(s: Sentence) -> bool:
    """Say whether a sentence begins with troops: "Some 2,000 soldiers from ten states are there"."""
    begin = itertools.takewhile(lambda t: t.joined or t is s.tokens[0], s.tokens[:FEW_WORDS])
    before_verb = itertools.takewhile(lambda t: t.low not in vocabulary().verbs, begin)
    return any(t.low in grammar().sent for t in before_verb)


def is_short(text: str, span: Span) -> bool:
    return len(text[span.start : span.end].split()) <= FEW_WORDS


def is_asked(text: str, span: Span) -> bool:
    """Say whether somebody is asked something in words of theirs, or in the writer's: "asked if he would"."""
    words = text[slice(*span)]
    return words.rstrip(_CLOSING).endswith("?") or _ASKED.search(words) is not None


def is_answer(text: str, span: Span) -> bool:
    """Say whether a few words begin as an answer does, which says little without its question: "No"."""
    return is_short(text, span) and _answer().match(text, *span) is not None


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
        against = verb.low in ("goes", "went") and lows[k + 1 : k + 2] == ["against"]  # "it went against all"
        if verb.low in small.reads and verb.joined and not against:
            if lows[k - 1] in small.issued and k > 1 and lows[k - 2] in whose:
                return "paper"
            if lows[k - 1] == "it" and (k == 1 or not tokens[k - 1].joined):
                return "it"
    return ""


def speaks(s: Sentence) -> bool:
    """Say whether somebody says something in a sentence, and is not only able or willing to."""
    able = grammar().abilities
    return any(
        t.low in vocabulary().speech and not (k and (t.capital or s.tokens[k - 1].low in able))
        for k, t in enumerate(s.tokens)
    )


def _end_of(s: Sentence, clause: tuple[int, int]) -> int:
    """Return where a clause ends, without the conjunctions that lead to the next, or "under which"."""
    last = clause[1]
    if last >= len(s.tokens):
        return s.span.end
    lows = [t.low for t in s.tokens[clause[0] + 1 : last]]
    if lows and lows[-1] in grammar().relative and lows.pop() in ("which", "whom", "whose"):
        lows = lows[:-1] if lows and lows[-1] in vocabulary().prepositions else lows
    while lows and lows[-1] in grammar().joining:
        lows.pop()
    return s.tokens[clause[0] + len(lows)].end


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


def _rejoined(text: str, quoted: Sequence[Span]) -> list[Span]:
    """Return what is judged for sentences of quotations: both halves of one that is told amid who says it.

    "Never will this government," said X, "send soldiers to Mali."
    """
    judged = list(quoted)
    for i, (first, second) in enumerate(itertools.pairwise(quoted)):
        ended = text[slice(*first)].rstrip(_CLOSING)[-1:] in tuple(".?!…")
        begins = next((c for c in text[slice(*second)] if c.isalnum()), "")
        if not ended and begins.islower():
            judged[i] = judged[i + 1] = Span(judged[i].start, second.end)
    return judged


@functools.cache
def _answer() -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(grammar().answering)}\b", re.IGNORECASE)


@functools.cache
def _also_says() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(grammar().adding)}\s+(?:that\s+)?", re.IGNORECASE)


@functools.cache
def _takes_part() -> re.Pattern[str]:
    return re.compile(rf"(?:,|\s[–—-])\s+(?:\w+ly\s+)?(?!{any_of(grammar().scenes)}\b)(?=[a-z]+ing\b)")


@functools.cache
def _then_says() -> re.Pattern[str]:
    says = any_of(grammar().went_on)
    return re.compile(
        rf",?\s+(?:and|before|but|while|as (?:he|she|they|it))\s+(?:\w+\s+){{0,3}}?{says}\b[^¤]*$"
    )
