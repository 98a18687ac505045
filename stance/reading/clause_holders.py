"""Who holds what a clause says: whom it is about, who says so, and who is told of beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.reading.acts import acts_in_public, does, is_counted, only_happens, past_have, takes_stance
from stance.reading.clauses import met
from stance.reading.grammar import grammar
from stance.reading.holders import Holder, Holders
from stance.reading.layout import Sentence, blanked
from stance.reading.lists import alongside, first_listed, together
from stance.reading.mentions import Kind, Mention
from stance.reading.offices import taken
from stance.reading.owners import agent_of, asker_of, doer_of, giver_of, owner_of
from stance.reading.sayers import is_quoted_as_saying, sayer_of, source_of, told_by, viewer_of
from stance.reading.subjects import subject_of
from stance.reading.tokens import Token, place_of
from stance.reading.vocabulary import OWNING, vocabulary

_BOTH = re.compile(r"both (?:of )?|the two ", re.IGNORECASE)
_BELIEF = re.compile(r"^\s*(?:is|are|was|were)\s+(?:believed|thought|estimated|expected|reported|known)\b")
_BEGINS_QUOTED = re.compile(r"\s+[“\"‘'«„](?P<words>(?:[\w’'-]+\s+){1,4})")
_WHERE = tuple(f" {word} " for word in "in at near into towards toward through across outside".split())
_BODIES = (Kind.BODY, Kind.GROUP, Kind.STATE)
FEW_WORDS = 5  # of an answer or a quotation that says little alone
BEHIND_SUBJECT = 3  # words in which a verb of speech is looked for


class ClauseHolders:
    """An article while it is read: its ``text``, and the ``holders`` named so far."""

    text: str
    holders: Holders

    def _outside(self, s: Sentence) -> str:
        return blanked(self.text, s.span, s.quotations)

    def _outranks(self, s: Sentence, subject: Mention, source: Mention) -> bool:
        """Say whether whoever says something comes before its source, or anybody before a nameless one."""
        if source.is_nameless or source.is_medium or (source.kind is Kind.ROLE and not source.definite):
            return True
        place = place_of(s.tokens, subject.end)
        acts = place < len(s.tokens) and s.tokens[place].low not in grammar().there_is  # not "X was shot"
        if (
            acts
            and subject.kind is Kind.PERSON
            and source.kind is Kind.GROUP
            and _stands_amid(s.tokens, source)
        ):
            return True  # "X rang on Friday, according to the ministry, with a plea"
        behind = [t for t in s.tokens if subject.end <= t.start < source.start][:BEHIND_SUBJECT]
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
        own = (
            subject if subject is not None and only_happens(tokens, subject) else None
        )  # the writer's own report
        if subject is not None and own is None and not _BELIEF.match(self.text[subject.end : end]):
            if {subject.owner, subject.name} & {"it", "they"}:
                self._note_bodies(mentions, subject)
            if {subject.owner, subject.name} & {"he", "she"}:
                self._note_people(mentions, tokens, subject)
            holders = self._meant(mentions, tokens, subject)
            first = holders[0] if holders else None
            apart = [m for m in told_of if first is None or not first.speaks_for(m)]
            holders += [h for m in apart if (h := self.holders.resolve(m)) is not None]
        idle = subject is None or not acts_in_public(tokens, subject)
        office = None if subject is None else taken(tokens, mentions, subject)
        if office is not None and holders:
            self.holders.give_office(holders[0], office.role)
        for m in (each for each in mentions if each is not office):
            spoken_of = m is own or (m is not subject and m.kind is not Kind.PRONOUN and not m.governed)
            if spoken_of and not m.doubtful:
                acts = does(tokens, m)
                alone = len(mentions) == 1 and tokens[-1].end <= m.end  # a heading
                public = (acts or alone) and acts_in_public(tokens, m)
                self.holders.resolve(m, aside=not acts, idle=not public)
        if not any(h.is_one for h in holders):  # "it fell to X to answer": no other person is spoken of
            self._note_governed(mentions)
        for holder in reversed(holders):
            self.holders.note(holder, idle=idle)
        return tuple(dict.fromkeys(holders))

    def _meant(self, mentions: Sequence[Mention], tokens: Sequence[Token], subject: Mention) -> list[Holder]:
        """Return who a subject is, and who is named together with it."""
        both = self.holders.both(subject) if _BOTH.match(self.text, subject.start) else ()
        named = (alongside if both else together)(self.text, mentions, subject)
        holders = [*both, *(h for m in named if (h := self.holders.resolve(m)) is not None)]
        if not holders and subject.name in ("he", "she"):  # "when X arrived, she said", and nobody before
            self._note_people(mentions, tokens, subject, lone=True)
            holders = [h for h in [self.holders.resolve(subject)] if h is not None]
        return holders

    def _spoken_for(
        self, s: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token]
    ) -> tuple[Mention | None, list[Mention]]:
        """Return who holds what a clause says, and of whose position that one tells.

        "Nine of the 15 states back it, says X", "X says that Chad will go": the position of X, and theirs.
        """
        subject = self._told_by(mentions, tokens)
        source = source_of(self.text, mentions, tokens)
        if source is not None and is_quoted_as_saying(self.text, source):
            return source, []
        if source is not None and not (subject and self._outranks(s, subject, source)):
            subject = source
        viewer = viewer_of(self.text, mentions, tokens[0].start)
        if viewer is not None and _outviews(viewer, subject, source):
            subject = viewer
        agent = agent_of(tokens, mentions, subject)
        subject = giver_of(tokens, mentions) or agent or subject
        sayer = sayer_of(mentions, tokens)
        if (
            sayer is not None
            and subject is not None
            and (_is_source(tokens, sayer, subject) or _is_meant(tokens, sayer, subject))
        ):
            sayer = None
        told_of: list[Mention] = []
        if sayer is not None and subject is not None:
            named = together(self.text, mentions, subject)
            told = any(_is_told(self.text, tokens, m) for m in (named[0], named[-1]))
            told_of = named if told else []
        if sayer is not None and (
            subject is None or sayer.kind is Kind.PERSON or sayer.owner not in ("it", "they")
        ):
            subject = sayer
        if subject is None:
            subject = doer_of(self.text, mentions, tokens[0].start) or asker_of(tokens, mentions)
            subject = subject or owner_of(tokens, mentions) or met(tokens, mentions)
        if subject is None or subject.kind is Kind.PRONOUN:
            subject = first_listed(self.text, mentions, tokens) or subject
        if subject is not None and not told_of:
            told_of = told_by(tokens, mentions, subject)
        return subject, told_of

    def _told_by(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
        """Return whom a clause is about, or whom that is about which a medium says: "the Herald says X"."""
        subject = subject_of(self.text, mentions, tokens, self.holders.named)
        if subject is None or not (subject.is_medium or subject.is_nameless):
            return subject
        k = place_of(tokens, subject.end)
        if not any(t.low in vocabulary().speech for t in tokens[k : k + BEHIND_SUBJECT]):
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

    def _note_people(
        self, mentions: Sequence[Mention], tokens: Sequence[Token], before: Mention, *, lone: bool = False
    ) -> None:
        """Remember who acts before a mention, which may be "he": "though X said so, he insisted".

        ``lone``: nobody else was spoken of, so that it may be who acts in a clause about when, too.
        """
        says_so = tokens[0].low == "as" and any(t.low in grammar().says for t in tokens[: FEW_WORDS + 1])
        if tokens[0].low in grammar().elsewhere and not (says_so or lone):
            return
        for m in mentions:
            own = m.kind is Kind.PERSON and not (m.governed or m.possessive or m.doubtful)
            if own and m.start < before.start and does(tokens, m):
                self.holders.resolve(m)

    def _note_governed(self, mentions: Sequence[Mention]) -> None:
        """Remember whom a preposition governs and who is new, and may be "she" in what comes next."""
        for m in mentions:
            if _is_place(self.text, m):
                continue
            if m.governed and not m.doubtful and not m.possessive and self.holders.is_new(m):
                self.holders.resolve(m, aside=True, idle=" " not in m.name and not m.gender)


def _outviews(viewer: Mention, subject: Mention | None, source: Mention | None) -> bool:
    """Say whether somebody's view comes before who is named later: "for X it is, as its leader says, …"."""
    if subject is None:
        return True
    if subject is source:
        return subject.owner in OWNING.values()
    return viewer.possessive and viewer.start < subject.start


def _stands_amid(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a sentence goes on behind a mention and a comma."""
    k = place_of(tokens, mention.end)
    return k < len(tokens) and tokens[k].before.strip() == ","


def _is_meant(tokens: Sequence[Token], sayer: Mention, subject: Mention) -> bool:
    """Say whether "he" who says it is whom the clause is about, and speaks: "X wondered why, he said, …"."""
    if sayer.kind is not Kind.PRONOUN or sayer.start < subject.end:
        return False
    one = subject.kind in (Kind.PERSON, Kind.ROLE) and subject.gender in ("", sayer.gender)
    k = place_of(tokens, subject.end)
    run = [t.low for t in tokens[k : k + BEHIND_SUBJECT]]
    speaks = any(low in words for low in run for words in (vocabulary().speech, grammar().gestures))
    # Somebody leads to it as well who is described: "X was blunt: no, he said".
    speaks = speaks or any(":" in t.before for t in tokens[k : place_of(tokens, sayer.start)])
    return one and not subject.governed and speaks


def _is_told(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether somebody else tells of a mention's position: "nine of the 17 back it", "Chad will send".

    The words by which it is taken may be quoted: 'Chad "is ready to send men", X said'.
    """
    if is_counted(mention) or mention.kind is Kind.PRONOUN:
        return is_counted(mention)
    quoted = _BEGINS_QUOTED.match(text, mention.end)
    taken = quoted is not None and not grammar().stances.isdisjoint(quoted["words"].lower().split())
    return taken or takes_stance(tokens, mention)


def _is_source(tokens: Sequence[Token], sayer: Mention, subject: Mention) -> bool:
    """Say whether who says something only tells of a subject.

    A medium, officials, a spokesman of no name; of a state its own voice: "Peru will not, the embassy said";
    of what somebody says: "X has urged them to stay, the ministry says"; "they" of no name: "X will go, they
    said".
    """
    if sayer.kind is Kind.PRONOUN:
        return sayer.name == "they" and sayer.start > subject.end and takes_stance(tokens, subject)
    own = sayer.governs and not sayer.owner and subject.kind is Kind.STATE
    k = past_have(tokens, place_of(tokens, subject.end))
    speaks = any(t.low in vocabulary().speech for t in tokens[k : k + 1])
    own = own or (speaks and subject.kind is Kind.PERSON and sayer.kind in _BODIES)
    return own or sayer.is_medium or sayer.is_nameless or (sayer.speaks_for and not sayer.definite)


def _is_place(text: str, mention: Mention) -> bool:
    """Say whether a bare name behind "in" may be a place's: "born in Perth", "marched into New Ross"."""
    bare = mention.kind is Kind.PERSON and not (mention.role or mention.gender)
    return bare and text.endswith(_WHERE, 0, mention.start)
