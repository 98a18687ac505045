"""Holders: mentions that stand for the same somebody, and whom a pronoun or an office stands for.

Names are gathered from the whole article first, so that a surname finds its full name wherever that
stands. Then the mentions are resolved in the order of the text: "she", "the minister", "his spokesman" and
"it" go to the last holder that fits.
"""

from __future__ import annotations

import bisect
import functools
import heapq
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.vocabulary import OWNING, is_state, vocabulary
from stance.text.normal import fold

_GENDER_OF = {"he": "m", "she": "f"}
_STANDS_FOR = {
    "they": (Kind.GROUP, Kind.STATE, Kind.BODY),
    "it": (Kind.STATE, Kind.BODY, Kind.GROUP),
    "one": (Kind.GROUP,),
    "country": (Kind.STATE,),
}
_OWNERS = frozenset(OWNING.values())
_STOP = re.compile(r"[.?!:][^\w\n]*\s|\n")
_LONGEST_SENTENCE = 400  # characters
_GENITIVE = re.compile(r"['’‘]s? ")
_COUNTRIES = tuple(f"{word}{mark}s " for word in sorted(grammar().homelands) for mark in "'’")
_RECENT = 50  # holders of one kind, office or name among whom one is looked for
_NEAR = 4  # holders of whom the text has just spoken
_NEAREST = 3  # people who may be "he"
_OF_STATE_WITHIN = 60  # characters from a state of which the text tells to who is named as its own
_FEW = 2  # holders, at the beginning of an article
_SHE_OR_HE = (Kind.PERSON, Kind.ROLE)
_Sort = Kind | tuple[str, str]  # by which holders are found: a kind, the noun of an office, a word of a name


@dataclass(slots=True, eq=False)
class Holder:
    """Somebody who may hold a position: ``name``, the fullest in the text, and every other ``alias``.

    ``roles``: offices in small letters; ``owner``: the state or body whose office it is; ``age``: in years.
    """

    name: str
    kind: Kind
    gender: str = ""
    owner: str = ""
    roles: set[str] = field(default_factory=set)
    aliases: dict[str, None] = field(default_factory=dict)
    age: str = ""

    @property
    def is_one(self) -> bool:
        """Whether "he" or "she" may stand for this holder."""
        return self.kind in _SHE_OR_HE

    @property
    def is_many(self) -> bool:
        """Whether this is a group of a plural noun, which is no "it": "analysts in Lagos"."""
        if self.kind is not Kind.GROUP:
            return False
        words = itertools.takewhile(lambda word: word not in grammar().belonging, self.name.lower().split())
        head = next(reversed(list(words)), "")
        return head in grammar().plurals or (head.endswith("s") and not head.endswith("ss"))

    def holds(self, role: str, owner: str) -> bool:
        """Say whether an office, named by all of its words, is this holder's."""
        same = any(set(_words_of(role)) == set(_words_of(own)) for own in self.roles)
        return same and (not owner or not self.owner or owner == self.owner)

    def speaks_for(self, mention: Mention) -> bool:
        """Say whether a state is this holder's own, and note that it is; theirs, where no state is known."""
        if mention.kind is not Kind.STATE or not self.is_one:
            return False
        heads = {_head_of(role) for role in self.roles}
        if not self.owner and not grammar().governs.isdisjoint(heads):
            self.owner = mention.owner
        return self.owner == mention.owner

    def may_hold(self, role: str, owner: str) -> bool:
        """Say whether an office, named by some of its words, may be this holder's."""
        if owner and self.owner and owner != self.owner:
            return False
        if owner and owner != self.owner and self.kind is Kind.ROLE:
            return False
        former, apart, parties = grammar().former, grammar().apart, grammar().party_names | grammar().parties
        of_party = set(owner.lower().split()) if parties.intersection(owner.lower().split()) else parties
        words, head = set(_words_of(role)), _head_of(role)
        for own in self.roles:
            others = set(_words_of(own))
            same_time = words & former == others & former and words & apart == others & apart
            same_time = same_time and not (others & parties - of_party)  # "Labour leader", "the Green leader"
            if _head_of(own) == head and same_time and (words <= others or others <= words):
                return True
        return False

    def sits_with(self, party: str) -> bool:
        """Say whether an office tells that somebody is of a party: a "democratic senator" is a "democrat"."""
        return any(word.startswith(party) for role in self.roles for word in _words_of(role))

    def may_be_called(self, calling: str, owner: str) -> bool:
        """Say whether the other name of an office may stand for this person: "the premier"."""
        if self.kind is not Kind.PERSON or (owner and self.owner and owner != self.owner):
            return False
        offices = vocabulary().callings.get(calling, ())
        kept_from = frozenset() if calling in grammar().trades else grammar().former | grammar().lesser
        return any(
            own.endswith(office)
            and kept_from.isdisjoint((rest := own.removesuffix(office)).split())
            and (not rest or rest.endswith(" "))
            for own in self.roles
            for office in offices
        )


class Holders:
    """The holders of one article."""

    def __init__(self, mentions: Iterable[Mention], text: str) -> None:
        self._people: dict[str, Holder] = {}  # full name as it is compared: holder
        self._by_part: dict[str, list[Holder]] = {}  # each word of a name: holders with it
        self._others: dict[str, Holder] = {}
        self._in: dict[frozenset[str], dict[Holder, None]] = {}  # the words of an office: people who hold it
        self._last: dict[Holder, int] = {}  # in the order in which they were last spoken of, and when
        self._by: dict[_Sort, dict[Holder, None]] = {}  # in that order, by kind, noun of office and name
        self._n_noted = 0
        self._aside: set[Holder] = set()  # spoken of last as of somebody to whom something was done
        self._idle: set[Holder] = set()  # spoken of last without a sign that they hold an office
        self._text = text
        every = list(mentions)
        self._first: dict[str, int] = {}  # people's names and states: where the text first names them
        self._turns: list[int] = []  # where the text first tells of a state: what it does, or is done there
        self._note_order(every, text)
        self._meant = _shortened(every) | {_key(m.initials): m.name for m in reversed(every) if m.initials}
        named = [m for m in every if m.kind is Kind.PERSON]
        for mention in sorted(named, key=lambda m: -len(m.name.split())):
            if " " in mention.name or self.named(mention) is None:
                self._add_person(mention)

    def _note_order(self, every: Sequence[Mention], text: str) -> None:
        """Note where people and owners of offices are named first, and where the text turns to a state."""
        told_of = set()
        for m, follows in itertools.zip_longest(every, every[1:]):
            owner = _key(_named_owner(m))
            name = _key(m.name) if m.kind is Kind.PERSON else owner
            self._first.setdefault(name, m.start)
            where = follows is not None and text[m.end : follows.start].strip() in ("", ",")  # "In Chad, X"
            if owner and owner not in told_of and (where or not m.governed):
                told_of.add(owner)
                self._turns.append(m.start)

    def add(self, mention: Mention) -> Holder | None:
        """Make somebody known whom the text names outside its sentences, and return the holder."""
        if mention.kind is Kind.PERSON:
            self._add_person(mention)
        return self.resolve(mention)

    def named(self, mention: Mention) -> Holder | None:
        """Return the person whose name a mention is, if the article names such a one."""
        name = _key(mention.name)
        if name in self._people:
            return self._people[name]
        parts = name.split()
        found = min((self._by_part.get(part, []) for part in parts), key=len)
        if len(parts) > 1:
            found = [h for h in found if set(parts) <= set(_key(h.name).split())]
        if len(found) > _RECENT:
            found = list(dict.fromkeys([*found[:_RECENT], *self._recent(_name(parts[-1]))]))
        fitting = [h for h in found if not (h.gender and mention.gender and h.gender != mention.gender)]
        if len(fitting) > 1:

            def likeness(h: Holder) -> tuple[bool, bool, bool, int]:
                office = bool(mention.role) and h.may_hold(mention.role, mention.owner)
                owner = bool(mention.owner) and h.owner == mention.owner
                gender = bool(mention.gender) and h.gender == mention.gender
                return office, owner, gender, self._last.get(h, -1)

            return max(fitting, key=likeness)
        return fitting[0] if fitting else None

    def _is_shared(self, name: str) -> bool:
        """Say whether several people of the article share a name."""
        key = _key(name)
        return key not in self._people and len(self._by_part.get(key.split()[-1], ())) > 1

    def is_new(self, mention: Mention) -> bool:
        """Say whether a mention introduces an office, or a person by an office or a full name."""
        if mention.kind is Kind.PERSON:
            introduced = bool(mention.role) or " " in mention.name
            return introduced and self.named(mention) not in self._last
        return mention.kind is Kind.ROLE and not any(
            h.may_hold(mention.role, mention.owner) for h in self._of_noun(mention.role)
        )

    def last_person(self, other_than: Holder | None) -> Holder | None:
        """Return the person who was spoken of last."""
        return next((h for h in self._recent(Kind.PERSON) if h is not other_than), None)

    def resolve(
        self, mention: Mention, speaker: Holder | None = None, *, aside: bool = False, idle: bool = False
    ) -> Holder | None:
        """Return the holder that a mention stands for, or None, and remember that it was spoken of.

        In the words of a ``speaker``, "he" and "she" are somebody else; ``aside``: it does nothing here;
        ``idle``: nothing by which an office may be told to be theirs.
        """
        if mention.kind is Kind.PRONOUN:
            holder = self._antecedent(mention.name, speaker)
        else:
            partisan = None if aside else self._partisan(mention, speaker)
            holder = partisan or self._resolve(mention, speaker)
        if holder is None:
            return None
        self.note(holder, aside=aside, idle=idle)
        if mention.kind is not Kind.PRONOUN:
            alike = mention.kind in (holder.kind, Kind.ROLE) or _key(mention.name) in self._meant
            if alike or mention.governs or mention.is_office:
                holder.aliases.setdefault(mention.name)
                for short in filter(None, (mention.short, mention.initials)):
                    holder.aliases.setdefault(short)
            if holder.is_one and not self._is_shared(mention.name):
                holder.gender = holder.gender or mention.gender
        return holder

    def both(self, mention: Mention) -> tuple[Holder, ...]:
        """Return the two who were spoken of last, where "both leaders" or "the two countries" may be they."""
        if mention.kind is not Kind.GROUP or mention.owner:
            return ()
        head = mention.bare.lower().rpartition(" ")[2]
        of_kind = {Kind.PERSON: grammar().two_people, Kind.STATE: grammar().two_states}
        last = [*itertools.islice(self._recent(*(k for k, nouns in of_kind.items() if head in nouns)), 2)]
        return tuple(reversed(last)) if len(last) > 1 else ()

    def note(self, holder: Holder, *, aside: bool = False, idle: bool = False) -> None:
        """Remember that a holder was spoken of last, perhaps aside or as nobody in office."""
        (self._aside.add if aside else self._aside.discard)(holder)
        (self._idle.add if idle else self._idle.discard)(holder)
        self._last.pop(holder, None)
        self._n_noted += 1
        self._last[holder] = self._n_noted
        for key in _sorts_of(holder):
            same = self._by.setdefault(key, {})
            same.pop(holder, None)
            same[holder] = None

    def call(self, name: str, mention: Mention) -> None:
        """Let a name alone stand for a body: "Council", with no article, as in its own papers."""
        self._meant.setdefault(_key(name), mention.name)

    def forget(self, mention: Mention) -> None:
        """Let a person not have been spoken of, who stands in the lines of a page and not in its words."""
        holder = self.named(mention)
        if holder is not None:
            self._last.pop(holder, None)
            for key in _sorts_of(holder):
                self._by.get(key, {}).pop(holder, None)

    def _recent(self, *keys: _Sort) -> Iterator[Holder]:
        """Yield the holders of some kinds, nouns of offices or words of names, the last spoken of first."""
        every = [reversed(self._by[key]) for key in keys if key in self._by]
        found = every[0] if len(every) == 1 else heapq.merge(*every, key=lambda h: -self._last[h])
        return itertools.islice(found, _RECENT)

    def _of_noun(self, role: str) -> Iterator[Holder]:
        """Yield who may hold an office of the same noun, the last spoken of first."""
        return self._recent(_noun(role))

    def learn_office(self, person: Mention, office: Mention) -> None:
        """Make a person known as who is in an office, if nobody is known to be."""
        holder = self.named(person)
        others = itertools.islice(self._in.get(frozenset(_words_of(office.role)), ()), _RECENT)
        known = any(h.owner == office.owner and h.holds(office.role, office.owner) for h in others)
        if holder is not None and not holder.roles and not known:
            self.give_office(holder, office.role)
            holder.owner = holder.owner or office.owner

    def give_office(self, person: Holder, role: str) -> None:
        """Make a person known as the holder of an office."""
        person.roles.add(role)
        self._in.setdefault(frozenset(_words_of(role)), {}).setdefault(person)
        if person in self._last:
            self._by.setdefault(_noun(role), {}).setdefault(person)

    def _add_person(self, mention: Mention) -> None:
        known = self.named(mention)
        if known is None:
            if mention.doubtful:
                return
            known = Holder(mention.name, Kind.PERSON)
            name = _key(mention.name)
            self._people[name] = known
            for part in {name, *name.split(), *name.replace("-", " ").split()}:
                self._by_part.setdefault(part, []).append(known)
        if self._is_shared(mention.name):
            return
        known.gender = known.gender or mention.gender
        known.owner = known.owner or _named_owner(mention)
        if mention.role:
            self.give_office(known, mention.role)

    def _resolve(self, mention: Mention, speaker: Holder | None) -> Holder | None:
        match mention.kind:
            case Kind.PERSON:
                known = self.named(mention)
                if known is not None and mention.role and not self._is_shared(mention.name):
                    self.give_office(known, mention.role)
                    known.owner = known.owner or self._owner(mention, known)
                return known
            case Kind.ROLE:
                return self._office(mention)
            case Kind.STATE:
                return self._of_people(mention) or self._other(mention.owner, mention.name, mention)
            case _:
                return self._many(mention, speaker)

    def _of_people(self, mention: Mention) -> Holder | None:
        """Return the person of a state who was spoken of last, if "the Norwegian" may be that one."""
        people = (h for h in self._recent(Kind.PERSON) if h.owner == mention.owner)
        return next(people, None) if mention.one_of else None

    def _partisan(self, mention: Mention, speaker: Holder | None) -> Holder | None:
        """Return the person of whom the text has just spoken, who may be "the Republican" who acts.

        Somebody of that party goes before somebody of whom none is told.
        """
        if mention.kind is not Kind.BODY or not mention.with_the or mention.governed:
            return None
        party = mention.name.lower().rpartition(" ")[2]
        parties = grammar().parties | grammar().parties_named
        if party not in parties:
            return None
        near = itertools.islice(reversed(self._last), _NEAR)
        people = [h for h in near if h.kind is Kind.PERSON and h is not speaker]
        own = next((h for h in people if h.sits_with(party)), None)
        return own or next((h for h in people if not any(map(h.sits_with, parties))), None)

    def _many(self, mention: Mention, speaker: Holder | None) -> Holder:
        """Return the holder that a body or a group is; a state's government is the state."""
        if mention.governs and mention.owner:
            country = mention.name.lower().startswith(_COUNTRIES)  # "the country's government", no bloc's
            if (state := self._antecedent("country" if country else mention.owner)) is not None:
                return state
            if mention.owner[:1].isupper():
                return self._other(mention.owner, mention.name, mention)
        if mention.is_office and (official := self._official(mention)) is not None:
            return official
        head = mention.bare.lower().rpartition(" ")[2]
        plain = mention.bare.islower() or " " not in mention.bare  # "party", and not "Labour Party"
        own = head in grammar().own_bodies and plain
        if mention.owner in ("i", "we") and speaker is not None and (own or mention.governs):
            return speaker  # "my party", "my Government"
        if mention.owner in _GENDER_OF and own:  # "her party"
            person = self._antecedent(mention.owner)
            return person or self._other(mention.name, mention.name, mention)
        known = self._same_body(mention) or self._party_of(mention)
        return known or self._other(mention.name, mention.name, mention)

    def _same_body(self, mention: Mention) -> Holder | None:
        """Return who was named by more words before: "Norwegian senators … the senators".

        A body is called by its first or its last word, "the Ministry of Defence … the ministry", the one
        that was spoken of last.
        """
        head = mention.bare.lower()
        if " " in mention.name or mention.owner or not mention.with_the:
            return None
        kinds = (Kind.GROUP, Kind.STATE, Kind.BODY)
        recent = itertools.islice(reversed(self._last), _RECENT)
        named = [(h, name) for h in recent if h.kind in kinds for name in (h.name, *h.aliases)]
        if head in grammar().chambers or mention.governs:
            bodies = list(dict.fromkeys(h for h, name in named if _is_body_called(name, head)))
            of_noun = (h for h, name in named if any(w.startswith(head) for w in name.lower().split()))
            last = next(of_noun, None)  # "the Supreme Court … a lower court … the court"
            one = len(bodies) == 1 or head not in grammar().gatherings  # yet one of two parties
            if bodies and one and last is bodies[0] and head != "union":
                return last
        begun = {h for h, name in named if name.lower().startswith((f"{head} in ", f"{head} of "))}
        if mention.kind is Kind.GROUP and len(begun) == 1:
            return begun.pop()  # "the minority in parliament … the minority"
        plural = mention.kind is Kind.GROUP and head.endswith("s")
        if not (plural or mention.governs or head in grammar().gatherings):
            return None
        whole = ((h, words) for h, name in named if (words := name.lower().split())[-1] == head)
        fitting = {h for h, words in whole if grammar().belonging.isdisjoint(words) and words[:-1]}
        return fitting.pop() if len(fitting) == 1 else None

    def _official(self, mention: Mention) -> Holder | None:
        """Return whose office or spokesman this is: "the president's spokesman", "Kos's office"."""
        if not mention.of_office:
            return self._person(mention.owner)
        words = vocabulary()
        of_office = itertools.takewhile(
            lambda word: word in words.roles or word in words.role_words,
            reversed(mention.of_office.lower().split()),
        )
        role = " ".join(reversed(list(of_office)))
        office = replace(
            mention, kind=Kind.ROLE, name=mention.of_office, role=role, of_office="", short="", definite=True
        )
        lesser = grammar().lesser.intersection(role.split())
        if mention.is_office or lesser:  # somebody, or the office itself
            known = itertools.chain(self._in_office(office), self._called(office))
            own = (h for h in known if not mention.owner or h.owner == mention.owner)
            holder = next((h for h in own if any(lesser <= set(r.split()) for r in h.roles)), None)
            if holder is not None or mention.is_office:
                return holder
            return self._other(office.name, office.name, office)
        return self._office(office)

    def _party_of(self, mention: Mention) -> Holder | None:
        """Return the body whose members, all of them, do something: "the Rural Party's six deputies".

        Ministers may be of another mind than their party, unless they are counted.
        """
        body = self._others.get(_key(mention.owner))
        if body is None or body.kind is not Kind.BODY:
            return None
        *count, head = mention.bare.lower().split()[len(mention.owner.split()) :] or [""]
        counted = all(word.isdigit() or word in grammar().numerals for word in count)
        counted = counted and (bool(count) or head != "ministers")
        return body if counted and head in grammar().seated_members else None

    def _other(self, key: str, name: str, mention: Mention) -> Holder:
        """Return the holder known by a key, made if there is none."""
        key = key.removeprefix("the ").removeprefix("The ")
        if _key(key) in self._meant:
            key = name = self._meant[_key(key)]
        holder = self._others.get(_key(key))
        if holder is None and mention.kind is Kind.BODY and mention.short:  # "the Army … the British Army"
            known = self._others.get(_key(mention.short))
            holder = known if known is not None and known.owner in ("", mention.owner) else None
            if holder is not None:
                holder.owner = mention.owner
        if holder is None:
            roles = {mention.role} if mention.role else set()
            holder = Holder(name, mention.kind, mention.gender, mention.owner, roles)
            self._others[_key(key)] = holder
        if mention.kind is Kind.BODY and mention.short:  # "the Army" is the one named last
            self._others[_key(mention.short)] = holder
        return holder

    def _antecedent(self, pronoun: str, speaker: Holder | None = None) -> Holder | None:
        """Return whom a pronoun stands for: the last holder of its kind, who is not the speaker."""
        if (gender := _GENDER_OF.get(pronoun)) is not None:
            last = (h for h in self._recent(*_SHE_OR_HE) if h is not speaker)
            fitting = (h for h in last if h.gender in ("", gender))
            holder = self._likeliest(list(itertools.islice(fitting, _NEAREST)))
            if holder is not None:
                holder.gender = gender
            return holder
        if pronoun.endswith("-year-old"):
            years = pronoun.partition("-")[0]
            return next((h for h in self._recent(Kind.PERSON) if h.age in ("", years)), None)
        kinds = _STANDS_FOR.get(pronoun, ())
        if pronoun == "it":
            near = itertools.islice(reversed(self._last), _NEAR)
            return next((h for h in near if h.kind in kinds and not h.is_many), None)
        return next(self._recent(*kinds), None)

    def _owner(self, mention: Mention, other_than: Holder | None) -> str:
        """Return whose an office or somebody is where a pronoun says so: of "its president" the state."""
        if mention.owner not in _STANDS_FOR and mention.owner not in _GENDER_OF:
            return ""
        if mention.role.rpartition(" ")[2] in grammar().kin or mention.speaks_for:
            return ""
        owner = self._antecedent(mention.owner, other_than)
        return "" if owner is None else owner.owner

    def _likeliest(self, nearest: Sequence[Holder]) -> Holder | None:
        """Return the first of those who may be "she", or who surely may be if that one was named aside."""
        first = nearest[0] if nearest else None
        if first is None or first.gender or first not in self._aside:
            return first
        nameless = first.kind is Kind.ROLE  # "a meeting with the minister"
        return next((h for h in nearest if h.gender or (nameless and h not in self._aside)), first)

    def _office(self, mention: Mention) -> Holder:
        """Return who holds an office that is named without a name."""
        holder = (self._voice(mention) or self._spoken_for(mention)) if mention.speaks_for else None
        of_state = self._antecedent("it") if mention.owner == "it" else None
        near = itertools.islice(reversed(self._last), _NEAR)
        same = next((h for h in near if h.may_hold(mention.role, "")), None)  # who is not "her"
        whose = self._antecedent(mention.owner, same) if mention.owner in _GENDER_OF else None
        mention = replace(mention, owner=self._owner(mention, same) or mention.owner)
        if holder is None and mention.definite:
            holder = self._known_in_office(mention, whose)
            if (
                holder is not None
                and is_state(mention.owner)
                and holder.may_hold(mention.role, mention.owner)
            ):
                holder.owner = holder.owner or mention.owner
        if holder is None and not mention.definite and len(self._last) < _FEW:  # named later in the text
            fitting = [h for h in self._people.values() if h.may_hold(mention.role, mention.owner)]
            holder = fitting[0] if len(fitting) == 1 else None
        holder = holder or of_state  # "its president", whom nobody names
        return holder or self._other(mention.name, mention.name, mention)

    def _known_in_office(self, mention: Mention, whose: Holder | None) -> Holder | None:
        """Return who holds an office and was spoken of; ``whose``: she whose minister "her minister" is."""
        known = itertools.chain(self._in_office(mention), self._called(mention)) if mention.owner else ()
        holder = next((h for h in known if h.owner == mention.owner and h is not whose), None)
        if holder is not None or (whose is not None and mention.owner not in _GENDER_OF):
            return holder
        near = set(itertools.islice(reversed(self._last), _NEAR)) - {whose} if whose is not None else None
        holder = next((h for h in self._in_office(mention) if near is None or h in near), None)
        if holder is None and mention.owner:
            holder = self._newly_in_office(mention)
        if holder is None:
            holder = next((h for h in self._called(mention) if near is None or h in near), None)
        return holder or self._newly_in_office(mention)

    def _in_office(self, mention: Mention) -> Iterator[Holder]:
        """Yield who may hold an office: the last spoken of first, then those named later."""
        role, owner = mention.role, mention.owner
        last = (h for h in self._of_noun(role) if h.may_hold(role, owner) and self._may_be_of(h, mention))
        yield from (h for h in last if not (_has_other_portfolio(h, mention) or _is_of_other(h, mention)))
        later = itertools.islice(self._in.get(frozenset(_words_of(role)), ()), _RECENT)
        others = (h for h in later if h.holds(role, owner) and not self._met(h, mention))
        yield from (h for h in others if self._may_come(h, mention))

    def _met(self, holder: Holder, mention: Mention) -> bool:
        """Say whether a person is first named later in a sentence: "the premier met the new premier, X"."""
        first = self._first.get(_key(holder.name), 0)
        near = mention.end < first < mention.end + _LONGEST_SENTENCE
        return near and _STOP.search(self._text, mention.end, first) is None

    def _may_be_of(self, holder: Holder, mention: Mention) -> bool:
        """Say whether an office may be that of a person of whom no text says whose it is.

        "The French president" is somebody the text has told of; "France's president" is, where it named
        France before as well.
        """
        owner = _named_owner(mention)
        introduced = bool(mention.short) or _GENITIVE.search(mention.name) is not None
        if holder.kind is not Kind.PERSON or not owner or holder.owner or not introduced:
            return True
        named = self._first.get(_key(owner), mention.start) < mention.start
        return named and holder not in self._aside

    def _may_come(self, holder: Holder, mention: Mention) -> bool:
        """Say whether a person may be meant who is named later: not where the text turns to another state."""
        if holder in self._last:
            return self._may_be_of(holder, mention)
        named = self._first.get(_key(holder.name), mention.start)
        n_before = bisect.bisect_right(self._turns, mention.start)
        n_between = bisect.bisect_left(self._turns, named) - n_before
        turns = n_between > 0 and named - self._turns[n_before + n_between - 1] <= _OF_STATE_WITHIN
        return not (n_before and turns) or (bool(holder.owner) and holder.owner == mention.owner)

    def _called(self, mention: Mention) -> Iterator[Holder]:
        """Yield who may be called by another name of their office, the last spoken of first."""
        called = next((name for name in _callings_of(mention) if name in vocabulary().callings), "")
        nouns = {_noun(office) for office in vocabulary().callings.get(called, ())}
        last = (h for h in self._recent(*nouns) if h.may_be_called(called, mention.owner))
        office = called in _offices_called()  # and not "France's top diplomat"
        yield from (h for h in last if not office or self._may_be_of(h, mention))

    def _voice(self, mention: Mention) -> Holder | None:
        """Return the person the text has told of as the spokesman or the official that a mention is."""
        if not mention.definite or not mention.owner or mention.of_office:
            return None
        people = (h for h in self._of_noun(mention.role) if h.kind is Kind.PERSON)
        voice = next((h for h in people if h.owner and h.holds(mention.role, mention.owner)), None)
        return voice or next((h for h in self._called(mention) if h.owner == mention.owner), None)

    def _spoken_for(self, mention: Mention) -> Holder | None:
        """Return for whom "his spokesman", "a Kremlin source" or "a spokeswoman" speaks."""
        if mention.of_office and mention.role.rpartition(" ")[2].startswith("spokes"):
            return self._official(mention)
        if mention.owner in _OWNERS:
            return self._antecedent(mention.owner)
        if mention.owner:
            speaks = mention.role.rpartition(" ")[2].startswith("spokes") or is_state(mention.owner)
            if not speaks:
                return None
            office = replace(mention, name=mention.owner, role=mention.owner.lower(), owner="")
            held = itertools.chain(self._in_office(office), self._called(office))
            known = (h for h in held if h.kind is Kind.PERSON)
            return (
                self._person(mention.owner)
                or next(known, None)
                or self._other(mention.owner, mention.owner, mention)
            )
        last = next(reversed(self._last), None)
        if last is None or mention.definite or last.name.lower().rpartition(" ")[2] in grammar().nameless:
            return None
        return last if last.kind in _STANDS_FOR["it"] else None

    def _person(self, name: str) -> Holder | None:
        """Return the person of the article with a name or surname."""
        return self._people.get(_key(name)) or next(iter(self._by_part.get(_key(name), ())), None)

    def _newly_in_office(self, mention: Mention) -> Holder | None:
        """Return the person spoken of last, who spoke or acted, if no known office is another."""
        last = next(reversed(self._last), None)
        if last is None or last.kind is not Kind.PERSON or last.roles or last in self._idle:
            return None
        if mention.owner in ("you", *_GENDER_OF):
            return None
        owner = _named_owner(mention)
        if mention.role in grammar().kin or (owner and last.owner and owner != last.owner):
            return None
        if not self._may_be_of(last, mention):
            return None
        self.give_office(last, mention.role)
        last.owner = last.owner or owner
        return last


def _key(name: str) -> str:
    """Return a name as it is compared: in small letters, without accents."""
    return name.lower() if name.isascii() else fold(name)


def _head_of(office: str) -> str:
    """Return the noun of an office, which may be of two words: "secretary general", yet "major general"."""
    last_two = " ".join(_words_of(office)[-2:])
    return last_two if last_two in grammar().two_word_offices else last_two.rpartition(" ")[2]


def _words_of(office: str) -> list[str]:
    """Return the words of an office: "secretary-general" is a "secretary general"."""
    return office.replace("-", " ").split()


def _noun(office: str) -> _Sort:
    return "office", _head_of(office)


def _name(word: str) -> _Sort:
    return "name", word


def _sorts_of(holder: Holder) -> list[_Sort]:
    """Return by what a holder is found: the kind, the nouns of offices, and the words of a person's name."""
    sorts: list[_Sort] = [holder.kind, *{_noun(role) for role in holder.roles}]
    if holder.kind is Kind.PERSON:
        sorts += {_name(word) for word in _key(holder.name).split()}
    return sorts


def _has_other_portfolio(holder: Holder, mention: Mention) -> bool:
    """Say whether an office is for something else than a holder's: "the minister for defence" and "home"."""
    words = {
        word for word in mention.name.lower().removeprefix(mention.short.lower()).split() if len(word) > 3
    }
    if not mention.short or words.isdisjoint(vocabulary().portfolios):
        return False
    head = mention.role.rpartition(" ")[2]
    known = [set(own.split()) - {head} for own in holder.roles if own.endswith(head)]
    return any(known) and not any(words & own for own in known)


def _is_of_other(holder: Holder, mention: Mention) -> bool:
    """Say whether a nameless office is of something else: "the chief of staff" and "of the alliance"."""
    named = holder.kind is Kind.ROLE and bool(mention.short) and " of " in holder.name
    return named and holder.name.lower() != mention.name.lower()


def _is_body_called(name: str, word: str) -> bool:
    """Say whether a body's name has its noun in a word: "Ministry of Defence", "Foreign Ministry"."""
    words = itertools.takewhile(lambda w: w not in grammar().belonging, name.split())
    *before, head = list(words) or [""]
    return head[:1].isupper() and head.lower() == word and (bool(before) or " " in name)


def _callings_of(mention: Mention) -> Iterator[str]:
    """Yield what an office is called: as it is named, and without a leaning, "the conservative leader".

    "The aid official" is another one than the minister who is "the official".
    """
    described = not mention.owner and mention.bare.lower() != mention.role
    if mention.speaks_for and (described or not mention.with_the):
        return
    yield mention.name.lower()
    if not grammar().other_leaders.isdisjoint(mention.bare.lower().split()):
        return
    belongs = mention.name.lower().removeprefix(mention.short.lower()).split() if mention.short else []
    if belongs and not mention.owner and belongs[-1] not in grammar().homelands:
        return  # "the chief of staff", "the head of the alliance"
    yield mention.role
    leaning, _, head = mention.role.partition(" ")
    if leaning in grammar().leanings and mention.bare.islower():  # yet "the Labour leader" leads a party
        yield head


@functools.cache
def _offices_called() -> frozenset[str]:
    """Return the offices that have other names."""
    return frozenset(itertools.chain.from_iterable(vocabulary().callings.values()))


def _named_owner(mention: Mention) -> str:
    """Return whose office a mention names, where that is no pronoun."""
    return "" if mention.owner in _OWNERS else mention.owner


def _shortened(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the bodies that a text names by their initials, too: "the African Union … the AU"."""
    bodies = [m for m in mentions if m.kind in (Kind.BODY, Kind.GROUP)]
    short = {m.name for m in bodies if m.name.isupper() and len(m.name) > 1}
    whole = ((m.name, _parts_of(m.name)) for m in reversed(bodies))
    initials = (("".join(word[0] for word in words), name) for name, words in whole if len(words) > 1)
    return {_key(letters): name for letters, name in initials if letters in short}


def _parts_of(body: str) -> list[str]:
    """Return the words whose initials stand for a body, "Self-Defence Front of Chad", all with capitals."""
    words = [word for word in body.replace("-", " ").split() if word not in grammar().unspelt]
    return words if all(word[0].isupper() and not word.isupper() for word in words) else []
