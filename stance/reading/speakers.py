"""Who speaks, asks, answers or writes an article, by its labels, bylines and questions."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from dataclasses import replace

from stance.reading.acts import does
from stance.reading.grammar import any_of, grammar, is_medium
from stance.reading.holders import Holder
from stance.reading.layout import Paragraph, Sentence
from stance.reading.mentions import Kind, Mention
from stance.reading.phrases import mentions_of
from stance.reading.prose import NEAR, SPEAKER, Prose, is_told_of
from stance.reading.tokens import tokens_of
from stance.reading.turns import MONTH, NAME, Delegate, is_functional, is_slug
from stance.reading.vocabulary import is_state, vocabulary
from stance.text.capitals import compiled

_ANSWERS = ("A", "ANSWER", "Answer")
_QUESTIONS = ("Q", "QUESTION", "Question")
_BYLINE = re.compile(  # "By Ann Orr", "By Ann Orr | 3 May 2015", "Comment by: Ann Orr"
    r"(?:(?:Comment|Commentary|Opinion|Analysis|Letter|Column|Essay|Viewpoint) [Bb]y|By|BY):?\s+"
    rf"(?P<name>[^\W\d_][\w.'’\-]*(?: (?!{MONTH} \d)[^\W\d_][\w.'’\-]*){{1,3}})"
    rf"\s*(?:$|[|•·–—/]|- |, ?(?:[A-Z][a-z]+day|\d)|{MONTH} \d)"
)
_SIGNED = compiled(rf"(?:[—–-]{{1,2}} ?)?(?P<name>{NAME})(?:, [A-ZÀ-Þ][^\n.?!]{{1,40}})?")
_ABOUT = compiled(  # "Ann Orr is a poet.", "Ann Orr, a poet, lives in Rome."
    rf"(?P<name>{NAME})(?:, [^.\n]{{3,80}},)? "
    r"(?:(?:is|was) (?:an?|the)|lives|serves|served|works|teaches|writes)\b"
)
_ENDS = '.?!”"’'
_MARK = re.compile(r"([*•●▪‣◦·–—-]|\*\*)\s?(?=[\w“\"‘'¿])")
_TO_YOU = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ourself|let us|let['’]s)\b")
_INTERVIEW = re.compile(  # in the last line of a paragraph
    r"(?:excerpts|extracts|edited (?:for|version|transcript)|condensed|interview|questions (?:for|to)"
    r"|(?:spoke|speaks|talked|talks) to|answers)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(  # between who asks and who answers
    r"(?:,[^,\n]{1,60},)? (?:(?:has|had|recently) )?(?:(?:spoke|speaks|talked|talks|sat down|sits down|met) "
    r"(?:to|with|up with)|interviews|interviewed|questions|questioned) (?:\w+ ){0,4}?"
)
_PRESS = frozenset(("correspondent", "columnist", "editor"))  # who talk to others too
_FOR_PAPER = re.compile(r" (?:of|from|at|for) |, (?:of|from|an? |the |our )|[’']s? ")
_NAMED_IN_BRACKETS = re.compile(r"(?P<before>[^(\[]+?)\s*[(\[](?P<inside>[^)\]]*)[)\]](?:\s*\([^)]*\))?")
_PARTY = re.compile(r"[A-Z][\w/-]{1,19}: ")  # "Greens: Statement by Ann Orr"
_HEAD_OF_TURN = re.compile(r"(?P<label>[^:()\[\]\n.?!]{3,60} ?[(\[][^)\]\n]{2,60}[)\]])\s?:\s")
_HONOURED = re.compile(r"^Hon\. \((?P<title>[A-Z][a-z]{1,4}\.?)\) ")  # "Hon. (Ms.) Orr: …"
_PARTICLES = ("da", "de", "del", "der", "di", "do", "dos", "du", "la", "van", "von", "y")
_MAC = compiled(r"(Ma?c)([A-ZÀ-Þ.]{2,},?)")
_SMALL = ("OF", "THE", "FOR", "AND", "TO", "IN")
_BYLINE_WITHIN = 8  # paragraphs
_BELOW_WITHIN = 3  # paragraphs of the end, with what stands above
_LONGEST_LABEL = 80  # characters
FEWEST = 3  # turns of a transcript, questions of an interview, sentences in the first person
_MOSTLY = 0.6  # of the turns of somebody who asks
_LONGEST_INITIALS = 3
_PRESENTED = 2  # how much more a sentence that presents an interview tells of who answers
_LONGEST_ANSWER = 6  # paragraphs for each question of an interview


class Speakers(Prose):
    """Knows who speaks in the paragraphs of an article."""

    is_transcript: bool
    asking: set[str]  # the speakers of a transcript who ask
    interview: dict[int, bool]  # paragraphs of an interview, and whether they ask
    interviewee: Holder | None

    def _labelled(self, p: Paragraph) -> bool:
        """Say whether a speaker's label stands on a line of its own."""
        return "\n" in self.text[p.span.start : p.body.start]

    def _is_presented_in(self, label: str) -> bool:
        """Say whether a label tells who somebody is: "ANN ORR (Minister of Defence)", "MODERATOR"."""
        if is_questioner(label):
            return True
        name, _, shown = label.replace("[", "(").replace("(", ",").partition(",")
        first, _, last = name.strip().rpartition(" ")
        shouted = first != "" and _in_small_letters(last) != last
        shown = shown or name  # "PRIME MINISTER ORR"
        return shouted and any(word in vocabulary().roles for word in shown.lower().split())

    def _asks_and_answers(self) -> bool:
        """Say whether a question and an answer have their labels: "Q: Will you go?", "A: No."."""
        speaking = {p.speaker for p in self.paragraphs}
        return not (speaking.isdisjoint(_ANSWERS) or speaking.isdisjoint(_QUESTIONS))

    def _interview(self) -> dict[int, bool]:
        """Return the paragraphs of an interview whose turns no label names, and which of them ask."""
        if self.is_transcript:
            return self._answers_to_labels()
        if turns := {i: p.asks for i, p in enumerate(self.paragraphs) if p.asks is not None}:
            return turns
        first = self._alternates_from()
        n = len(self.paragraphs)
        if first < n:
            return {i: (i - first) % 2 == 0 for i in range(first, n)}
        marked = self._asks_by_mark()
        questions = marked or self._asks_by_form()
        if not questions:
            return {}
        return self._between(questions)

    def _between(self, questions: set[int]) -> dict[int, bool]:
        """Return the paragraphs from the first question to the end of the last answer, and which ask."""
        n = len(self.paragraphs)
        end = max(questions) + 2
        while end < n and self._answers_on(self.paragraphs[end], self.paragraphs[end - 1]):
            end += 1
        return {i: i in questions for i in range(min(questions), min(end, n))}

    def _answers_to_labels(self) -> dict[int, bool]:
        """Return the paragraphs of an interview whose questions alone have labels: "Q: Will you go?"."""
        labelled = {i for i, p in enumerate(self.paragraphs) if p.speaker}
        if not all(self.paragraphs[i].speaker in self.asking for i in labelled):
            return {}
        goes_on = {
            i + 1
            for i in labelled
            if i + 1 < len(self.paragraphs)
            and not self._ends_asking(self.paragraphs[i])
            and self._ends_asking(self.paragraphs[i + 1])
        }
        return self._between(labelled | goes_on)

    def _alternates_from(self) -> int:
        """Return from which paragraph on questions and answers take turns; behind the last where none do."""
        n = len(self.paragraphs)
        asking = [0] * (n + 2)  # how many of every second paragraph from one on are questions
        for i in reversed(range(n)):
            asking[i] = asking[i + 2] + self._ends_asking(self.paragraphs[i])
        for i, p in enumerate(self.paragraphs, start=1):
            last_line = max(p.span.start, self.text.rfind("\n", p.span.start, p.span.end) + 1)
            takes_turns = asking[i] >= FEWEST and asking[i] > 2 * asking[i + 1]
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
        asking = [mark for mark, n in ends.items() if n >= FEWEST and 2 * n >= every[mark]]
        questions = {i for i, mark in enumerate(marks) if mark in asking}
        return questions if self._alternate(questions) else set()

    def _asks_by_form(self) -> set[int]:
        """Return the paragraphs that ask somebody who then answers: "Will you go?", and "I will."."""
        ending = {i for i, p in enumerate(self.paragraphs) if self._ends_asking(p) and _plain(p)}
        questions = {i for i in ending if _TO_YOU.search(self.text, *self.paragraphs[i].span)}
        if len(questions) < FEWEST or 2 * len(questions) < len(ending) or not self._alternate(ending):
            return set()
        return ending if self._is_presented(min(ending)) else set()

    def _is_presented(self, first: int) -> bool:
        """Say whether an interview is told of before its first question, or that calls somebody by name."""
        words = re.findall(r"[a-z&]+", self.text[: self.paragraphs[first].span.start].lower())
        if not grammar().interviews.isdisjoint(words):
            return True
        asked = self.paragraphs[first].sentences
        return any(is_spoken_to(self.text, s, m) for s in asked for m in s.mentions)

    def _alternate(self, questions: set[int]) -> bool:
        """Say whether somebody answers most questions, in the first person."""
        answers = [
            self.paragraphs[i + 1]
            for i in questions
            if i + 1 < len(self.paragraphs) and i + 1 not in questions
        ]
        own = sum(self._is_own_words(p) for p in answers)
        few = len(self.paragraphs) - min(questions, default=0) > _LONGEST_ANSWER * len(questions)
        return not few and len(answers) >= FEWEST and 2 * own >= len(answers) >= len(questions) * _MOSTLY

    def _answers_on(self, p: Paragraph, before: Paragraph) -> bool:
        """Say whether the last answer of an interview goes on in a paragraph, which is no note below it."""
        marks = [_MARK.match(self.text, *q.span) for q in (p, before)]
        return self._is_own_words(p) and not p.heading and (marks[0] is None) == (marks[1] is None)

    def _interviewee(self) -> Holder | None:
        """Return who is spoken to in the first questions, or of whom most is told before them."""
        first = next((i for i, p in enumerate(self.paragraphs) if p.speaker), len(self.paragraphs))
        first = min(first, *self.interview) if self.interview else first
        counts: Counter[str] = Counter()
        named = {}
        for p, s in ((each, s) for each in self.paragraphs[:first] for s in each.sentences):
            asking = {m.start for m in self._talks_to(s)}
            presented = _PRESENTED * (not grammar().interviews.isdisjoint(t.low for t in s.tokens))
            for m in s.mentions:
                if m.start not in asking and (holder := self._may_answer(s, m)) is not None:
                    counts[holder.name] += 1 + (m.start < p.span.start + NEAR) + presented
                    named[holder.name] = holder
        asked = [self.paragraphs[i] for i, asks in self.interview.items() if asks][:FEWEST]
        asked = asked or [p for p in self.paragraphs if p.speaker in self.asking][:FEWEST]
        for m in (m for p in asked for s in p.sentences for m in s.mentions if is_spoken_to(self.text, s, m)):
            if (holder := self.holders.named(m)) is not None:
                self._name_fully(holder)
                return holder
        return named[counts.most_common(1)[0][0]] if counts else self._titled()

    def _talks_to(self, s: Sentence) -> list[Mention]:
        """Return the person who asks, as they talk to another: "Ann Orr talks to Jan Kos"."""
        people = [m for m in s.mentions if m.kind is Kind.PERSON and not m.doubtful]
        return [
            asks
            for asks, answers in itertools.pairwise(people)
            if (answers.role or not asks.role)
            and answers.role.rpartition(" ")[2] not in grammar().questioners | _PRESS
            and _TALKS.fullmatch(self.text, asks.end, answers.start)
            and not _FOR_PAPER.match(self.text, answers.end)
        ]

    def _may_answer(self, s: Sentence, m: Mention) -> Holder | None:
        """Return the person whom a mention names, if that is one: by a title, a full name or by acting.

        'General Orr', 'Ann Orr' and 'Orr explains', yet not 'since Operation "Heron" began'.
        """
        if m.kind is not Kind.PERSON or m.doubtful or self.text.endswith(" by ", 0, m.start):
            return None
        holder = self.holders.named(m)
        known = holder is not None and (holder.roles or holder.gender or " " in holder.name)
        return holder if known or (not m.governed and does(s.tokens, m)) else None

    def _name_fully(self, holder: Holder) -> None:
        """Give a person of whom the text has a surname alone the name that a headline IN CAPITALS has."""
        if " " in holder.name:
            return
        holder.name = _in_small_letters(holder.name)
        full = compiled(rf"(?:^|[:,–—-] ?)((?:[A-ZÀ-Þ'’.-]+ ){{1,3}}{re.escape(holder.name.upper())})\b")
        for p in self.paragraphs[:_BYLINE_WITHIN]:
            line = self.text[slice(*p.span)]
            if line.isupper() and (match := full.search(line)):
                holder.aliases.setdefault(holder.name)
                holder.name = " ".join(map(_in_small_letters, match[1].split()))
                return

    def _author(self) -> Holder | None:
        """Return who writes, or speaks alone, in the first person, if somebody does."""
        own = [sum(map(self._is_in_first_person, p.sentences)) for p in self.paragraphs]
        for p in self.paragraphs[:_BYLINE_WITHIN]:
            if match := _BYLINE.match(self.text, p.span.start, p.span.end):
                mention = Mention(match.start("name"), match.end("name"), Kind.PERSON, match["name"])
                author = self.holders.add(mention)
                if author is not None:
                    author.roles.add(SPEAKER)
                return author if sum(own) >= FEWEST else None
        if sum(own) < FEWEST or self.is_transcript or self.interview:
            return None
        first = next(i for i, n in enumerate(own) if n)
        below = [n > 0 for p, n in zip(self.paragraphs[first:], own[first:], strict=True) if not p.heading]
        if 2 * sum(below) < len(below):  # news, which quotes others
            return None
        return self._titled() or self._labelled_alone(first) or self._named_below()

    def _titled(self) -> Holder | None:
        """Return whose speech or statement a page gives, by its title: "Remarks by Ann Orr in Rome"."""
        for p in self.paragraphs[:_BYLINE_WITHIN]:
            if self.text[p.span.end - 1] in ".?!" or _BYLINE.match(self.text, *p.span):
                continue
            party = _PARTY.match(self.text, *p.span)
            by = _speech().match(self.text, party.end() if party else p.span.start, p.span.end)
            for m in (m for s in p.sentences for m in s.mentions):
                if by is not None and m.start >= by.end():
                    named = m if m.kind in (Kind.PERSON, Kind.ROLE) and not m.possessive else None
                else:
                    named = self._speaking_in(m, p) if p.heading else None
                if named is not None:
                    return self.holders.add(replace(named, doubtful=False))
        return None

    def _speaking_in(self, m: Mention, p: Paragraph) -> Mention | None:
        """Return whom a title names before their words: "Minister Ann Orr's speech", "PM Orr Remarks"."""
        if m.kind is not Kind.PERSON or not (m.role or m.gender):
            return None
        if self.text.find(" and ", p.span.start, m.start) >= 0:
            return None  # several speak
        if _own_speech().match(self.text, m.end, p.span.end):
            return m
        whole = f" {m.name}"  # in which the words for a speech may have capitals, too
        within = _own_speech().search(whole)
        name = whole[: within.start()].strip() if within is not None else ""
        return replace(m, name=name) if name else None

    def _named_below(self) -> Holder | None:
        """Return whose name stands below their words, or a note there on them: "Ann Orr is a poet.".

        Not who is spoken of above.
        """
        for before, p in itertools.pairwise(self.paragraphs[-_BELOW_WITHIN:]):
            match = _SIGNED.fullmatch(self.text, *p.span) if self.text[before.span.end - 1] in _ENDS else None
            match = match or _ABOUT.match(self.text, *p.span)
            mention = speaker_in(match["name"]) if match else None
            if mention is None or mention.kind is not Kind.PERSON or mention.doubtful:
                continue
            surname = mention.name.lower().rpartition(" ")[2]
            if surname not in self.text[: p.span.start].lower():
                author = self.holders.add(replace(mention, start=p.span.start, end=p.span.start))
                return author if author is not None and author.name == mention.name else None
        return None

    def _labelled_alone(self, i: int) -> Holder | None:
        """Return whose label stands before or above a paragraph, the first in the first person."""
        if label := self.paragraphs[i].speaker:
            return self._speaking(label)
        head = _HEAD_OF_TURN.match(self.text, *self.paragraphs[i].span)
        if not (head or i):
            return None
        above = head["label"] if head else self.text[slice(*self.paragraphs[i - 1].span)]
        named = _NAMED_IN_BRACKETS.fullmatch(above)
        if not (above.endswith(":") or named) or len(above) > _LONGEST_LABEL:
            return None
        label = above.rstrip(" :")
        mention = speaker_in(label.partition(",")[0])
        if mention is None or is_slug(label) or mention.kind not in (Kind.PERSON, Kind.ROLE):
            return None
        known = mention.role or mention.gender or " " in mention.name or label.isupper()
        return self._speaking(label) if known else None

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
            if is_questioner(speaker)
            or (is_medium(speaker) and any(ends))
            or (len(ends) > 1 and not sitting and sum(ends) > _MOSTLY * len(ends))
        }
        for speaker in turns:
            named = self.holders.named(Mention(0, 0, Kind.PERSON, speaker.title()))
            if named is not None and not named.roles:
                named.roles.add(SPEAKER)
        return asking

    def _presides(self, speaker: str) -> bool:
        """Say whether a speaker only conducts a sitting: "The SPEAKER", "The President" of a council."""
        name = speaker.partition(" (")[0]
        return is_functional(speaker) or name in self._presidents

    @functools.cached_property
    def _presidents(self) -> tuple[str, ...]:
        """What those are called who conduct a sitting of delegates of states or of senators."""
        labels = {p.speaker for p in self.paragraphs if p.speaker}
        inside = [named["inside"] for label in labels if (named := _NAMED_IN_BRACKETS.fullmatch(label))]
        council = ("The President", "The PRESIDENT") if any(map(is_state, inside)) else ()
        senate = ("The PRESIDENT",) if any(label.startswith("Senator ") for label in labels) else ()
        return council or senate

    def _speaking(self, speaker: str) -> Holder | None:
        """Return who speaks in a turn of a transcript."""
        if speaker in _ANSWERS:
            return self.interviewee
        if len(speaker) <= _LONGEST_INITIALS and speaker.isupper() and (known := self._of_initials(speaker)):
            return known
        speaker = _HONOURED.sub(r"\g<title> ", speaker)
        named = _NAMED_IN_BRACKETS.fullmatch(speaker)
        mention = speaker_in(named["before"] if named else speaker)
        inside = speaker_in(named["inside"].rpartition("—")[2]) if named else None  # behind the seat
        if mention is not None and inside is not None and mention.kind is Kind.ROLE and _is_whole(inside):
            mention = replace(inside, role=mention.role)  # "The Minister of State (Lady Orr)"
        elif mention is not None and inside is not None and inside.kind is Kind.ROLE and not mention.role:
            mention = replace(mention, role=inside.role)  # "Hon Ann Orr (Minister of Defence)"
        if mention is None:
            return None
        holder = self.holders.add(replace(mention, doubtful=False))
        if holder is not None and not holder.roles:
            holder.roles.add(SPEAKER)
        if holder is not None and holder.name.isupper() and not mention.name.isupper():
            holder.aliases.setdefault(holder.name)  # "(Mr. ORR asked to speak.)", above "Mr. ORR. I object."
            holder.name = mention.name
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
        holder = self.holders.add(Mention(0, len(name), Kind.PERSON, name, role, state, gender))
        if holder is not None and state:
            self.holders.give_office(holder, "delegate")  # "Chad's delegate said no"
        return holder


def _is_whole(mention: Mention) -> bool:
    """Say whether a person is named by a title or by several words: "Lady Orr", "Ann Orr"."""
    return mention.gender != "" or (mention.kind is Kind.PERSON and " " in mention.name)


def is_questioner(label: str) -> bool:
    """Say whether a label tells that somebody asks: "QUESTION", "Moderator", "REPORTER 2"."""
    return not grammar().questioners.isdisjoint(re.findall(r"[a-z]+", label.lower()))


def _plain(p: Paragraph) -> bool:
    """Say whether a paragraph quotes nobody."""
    return not any(s.quotations for s in p.sentences)


def is_spoken_to(text: str, s: Sentence, mention: Mention) -> bool:
    """Say whether a person is spoken to: "Mr Orr, will you go?", "Ann, let us", "will you go, Mr Orr?"."""
    if mention.kind is not Kind.PERSON:
        return False
    if text.endswith(", ", 0, mention.start) and text.startswith("?", mention.end):
        return _TO_YOU.search(text, s.span.start, mention.start) is not None
    first = not text[s.span.start : mention.start].strip("*•–—-_ ")
    if not first or text[mention.end : mention.end + 1] != "," or is_told_of(s.tokens, mention):
        return False
    return _TO_YOU.search(text, mention.end, s.span.end) is not None


@functools.cache
def _speech() -> re.Pattern[str]:
    """Match what leads to the name of who speaks or writes, in a title: "Remarks by", "by"."""
    return re.compile(
        rf"(?:[\w’'-]+ ){{0,6}}?{any_of(grammar().titled_words)}(?: [\w’'-]+){{0,3}}? (?:by|of|from) |by ",
        re.IGNORECASE,
    )


@functools.cache
def _own_speech() -> re.Pattern[str]:
    """Match what stands behind the name of who speaks, in a title: "'s speech at", "Opening Remarks"."""
    words = any_of(grammar().titled_words - {"press conference", "doorstep", "doorstop", "letter"})
    return re.compile(rf"(?:[’']s?)? (?:(?:full|complete) )?{words}\b(?! (?:by|of|from)\b)", re.IGNORECASE)


def speaker_in(label: str) -> Mention | None:
    """Return whom a speaker's label names, whose name may stand in capitals: "Mr. JOHN ORR"."""
    name = " ".join(map(_in_small_letters, label.split()))
    found = [
        m for m in mentions_of(tokens_of(name, 0, len(name))) if m.kind in (Kind.PERSON, Kind.ROLE, Kind.BODY)
    ]
    named = (m for m in found if m.kind is Kind.PERSON and (" " in m.name or m.role or m.gender))
    return next(named, found[0] if found else None)


def _in_small_letters(word: str) -> str:
    """Return a word that stands in capitals as names are written: "ORR" as "Orr", "McORR" as "McOrr"."""
    if match := _MAC.fullmatch(word):
        return match[1] + match[2].title()
    if word in _SMALL:
        return word.lower()
    initials = len(word) == 2 and not set("AEIOUYÀÁÉÈÍÓÖÚÜ") & set(word)  # "VK"
    return word.title() if word.isupper() and not initials else word
