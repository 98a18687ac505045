"""Phrases: how mentions are found among the words of a sentence.

They are found by word lists and capitals alone, so that any name will do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stance.reading.appositions import joined
from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, names_side
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_PARTY_TAG = re.compile(r"[RDI]-[A-Z][\w.]+")  # Republicans, Democrats, independents
_LONGEST_LIST = 30  # words of a list of names with which a sentence begins
_GOVERNED_WITHIN = 5  # words between a preposition and what it governs
_LONGEST_OFFICE = 8  # words behind an office that belong to it
_UNKNOWN_WORDS = 2  # describing words of no list that an office or a group may have before it
_LONGEST_TITLE = 4  # words of an office before its noun
_DIGITS_OF_YEAR = 4
_MOST_OWNERS = 4  # names before a name that is theirs, "Kos's party's leader"; an endless chain is cut


def mentions_of(tokens: Sequence[Token]) -> list[Mention]:
    """Return the mentions among the words of a sentence, in order; none overlaps another."""
    return _Finder(tokens).find()


@dataclass(slots=True)
class _Phrase:
    """What stands before the head of a mention, as far as it is read."""

    first: int
    owner: str = ""
    role: list[str] = field(default_factory=list)
    gender: str = ""
    definite: bool = True
    quantified: bool = False
    n_owners: int = 0


_Found = tuple[Mention | None, int]  # with the place of the word behind it


class _Finder:
    """Finds mentions among the words of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.words = vocabulary()

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        i = 0
        while i < len(self.tokens):
            if (
                self._leads_to_two(i)
                or not self._may_lead(i)
                or (
                    self._only_determines(i)
                    and not any(self._may_lead(k) for k in range(i + 1, i + 2 + _UNKNOWN_WORDS))
                    and self._of_them(i) is None
                )
            ):
                i += 1
                continue
            mention, after = self._at(i)
            if mention is not None:
                found.append(mention)
            i = max(after, i + 1)
        return joined(self.tokens, found)

    def _leads_to_two(self, i: int) -> bool:
        """Say whether a word leads to two names: "both Ana Lee and Jan Orr", yet "…, both Democrats"."""
        token, follows = self.tokens[i], self._next(i)
        if token.low != "both" or "," in token.before or follows is None:
            return False
        two = any(t.low == "and" for t in self.tokens[i + 2 : i + 7])
        return two and (
            follows.low in DETERMINERS or (follows.capital and follows.low not in self.words.groups)
        )

    def _may_lead(self, i: int) -> bool:
        """Say whether a mention may begin at a word; most words are soon passed over."""
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        set_off = "," in token.before or "(" in token.before
        if set_off and _PARTY_TAG.fullmatch(token.text):
            return False  # "Sen. X, R-Ohio, said"
        return token.capital or token.low in self.words.leading or token.low[0].isdigit()

    def _only_determines(self, i: int) -> bool:
        low = self.tokens[i].low
        return low in DETERMINERS or low in OWNING

    def _at(self, i: int, n_owners: int = 0) -> _Found:
        """Read the mention whose phrase begins at a word, behind so many names whose it is."""
        token = self.tokens[i]
        if token.low in PRONOUNS and not token.possessive:
            if token.low == "i" and token.text != "I":
                return None, i + 1
            gender = PRONOUNS[token.low]
            governed = self._is_governed(i)
            return Mention(
                token.start, token.end, Kind.PRONOUN, token.low, gender=gender, governed=governed
            ), i + 1
        if (of_them := self._of_them(i)) is not None:
            return of_them, i + 3
        phrase = _Phrase(i, n_owners=n_owners)
        j = i
        while j < len(self.tokens) and (j == i or self.tokens[j].joined):
            step = self._step(phrase, j)
            if isinstance(step, tuple):
                return step
            if step == j:
                break
            j = step
        if j < len(self.tokens) and (j == i or self.tokens[j].joined):
            titled = j > i and (phrase.gender or phrase.role) and self._past_particles(j) > j
            if titled or self._names(j):
                return self._named(phrase, j)
        return None, max(j, i + 1)

    def _of_them(self, i: int) -> Mention | None:
        """Read "one of them", who is one of those who were spoken of last."""
        run = self.tokens[i : i + 3]
        if run[-1].low != "them":
            return None
        if [t.low for t in run[1:]] != ["of", "them"] or not all(t.joined for t in run[1:]):
            return None
        return Mention(run[0].start, run[-1].end, Kind.PRONOUN, "they", governed=self._is_governed(i))

    def _step(self, phrase: _Phrase, j: int) -> _Found | int:  # noqa: C901, PLR0911, PLR0912 – a kind of word each
        """Read one word of a phrase: return the whole mention, or the next word, or the same for an end."""
        if self._is_language(j):
            return None, j + 1
        if (state := self._state_at(j)) is not None and not (
            self._is_given_name(phrase, j, *state[1:]) or self._begins_body(j)
        ):
            return self._with_state(phrase, j, *state)
        if (counted := self._counted(phrase, j)) is not None:
            return counted, j + 1
        if self._leads(phrase, j) or self._is_title(phrase, j):
            return j + 1
        token, words = self.tokens[j], self.words
        if token.low in words.roles and not token.possessive and not self._is_plain_noun(j):
            phrase.role.append(token.low)
            phrase.gender = words.roles[token.low] or phrase.gender
            if self._has_second_office(j):
                return j + 2
            j = self._past_portfolio(j)
            follows = self._next(j)
            if follows is not None and (self._names(j + 1) or follows.low in words.roles):
                return j + 1
            return self._office(phrase, j), j + 1
        follows = self._next(j)
        if token.low in words.roles and token.possessive and self._calls_position(j + 1):
            phrase.role.append(token.low)
            return self._office(phrase, j), j + 1  # "the minister's refusal"
        if token.low == "half" and [t.low for t in self.tokens[max(0, j - 2) : j]] == ["and", "a"]:
            return None, j + 1  # "three and a half years"
        if token.low in words.groups and not self._begins_name(j):
            many = follows is not None and follows.low in words.groups and follows.low not in words.verbs
            named = token.capital and not token.possessive and not self._begins(j)
            if many and named and follows is not None and follows.low in grammar().gatherings:
                return j + 1  # "the Farmers party"
            if many and j > phrase.first and self._is_union_of(j):
                return j + 1
            if many and not token.possessive and token.low in words.role_words and not token.capital:
                phrase.role.append(token.low)  # "opposition parties"
                return j + 1
            if follows is not None and follows.low in words.roles and not follows.capital:
                if token.possessive:
                    phrase.owner = token.text  # "the bloc's commissioner"
                else:
                    phrase.role.append(token.low)  # "foreign ministry spokeswoman"
                return j + 1
            if follows is None or not self._names(j + 1):
                return self._group(phrase, j), j + 1
            if token.low.removesuffix("s") in words.roles and self._state_at(j + 1) is None:
                phrase.role.append(token.low.removesuffix("s"))  # "Ministers Anna Holt and Jan Orr"
                return j + 1
        if token.low in words.role_words and self._leads_to_head(j) and not self._ends_in_body(j):
            phrase.role.append(token.low)
            return j + 1
        if j > phrase.first and (self._describes_head(j) or self._is_union_of(j)):
            return j + 1
        return j

    def _calls_position(self, j: int) -> bool:
        """Say whether words behind an owner call a position by a noun: "clear refusal", "statement"."""
        small = grammar()
        called = small.doings | small.attitudes_named
        run = itertools.takewhile(lambda t: t.joined, self.tokens[j : j + _UNKNOWN_WORDS])
        return any(t.low in called for t in run)

    def _is_union_of(self, j: int) -> bool:
        """Say whether a word tells whose group is behind it: "the teachers' union"."""
        token, follows = self.tokens[j], self._next(j)
        many = token.possessive and token.low.endswith("s") and not token.capital
        return many and follows is not None and follows.low in self.words.groups

    def _next(self, j: int) -> Token | None:
        """Return the word behind a word, if nothing parts them."""
        token = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        return token if token is not None and token.joined else None

    def _leads(self, phrase: _Phrase, j: int) -> bool:
        """Say whether a word is a determiner, an owner or a number before a head, and note it."""
        token = self.tokens[j]
        follows = self._next(j)
        said = token.low == "that" and follows is not None and follows.capital  # "said that Norway would"
        if j == phrase.first and token.low in DETERMINERS and not said:
            phrase.definite = token.low not in grammar().indefinite
            phrase.quantified = token.low == "one" and follows is not None and follows.low == "of"
            return True
        if j == phrase.first and token.low in OWNING:
            phrase.owner = OWNING[token.low]
            return True
        if phrase.quantified and (
            token.low in ("of", "own")
            or (token.low == "in" and self._is_number(j + 1))  # "six in ten"
            or token.low in OWNING
            or (
                token.low in DETERMINERS and not self.tokens[j - 1].text.isdigit()
            )  # "by 60 to 39 the Senate"
        ):
            return True
        if j == phrase.first + 1 and token.possessive and token.low in grammar().homelands:
            phrase.owner = "it"  # "the country's foreign ministry"
            return follows is not None and self._heads(follows)
        if self._is_number(j) and not self._is_year(j):
            phrase.quantified = True
            return token.low not in self.words.groups
        return False

    def _is_number(self, j: int) -> bool:
        """Say whether a word tells how many."""
        if j >= len(self.tokens):
            return False
        token, words = self.tokens[j], self.words
        if token.low in words.prepositions:  # "about forty", yet "about Kos"
            return token.low in words.quantifiers and token.joined and self._is_number(j + 1)
        return token.low in words.quantifiers or token.text.replace(",", "").replace(".", "").isdigit()

    def _is_year(self, j: int) -> bool:
        """Say whether a number is a year: "in 1979 Nato announced it"."""
        text = self.tokens[j].text
        dated = text.isdigit() and len(text) == _DIGITS_OF_YEAR and text[:2] in ("18", "19", "20")
        return dated and j > 0 and self.tokens[j - 1].low in self.words.prepositions | self.words.dates

    def _counted(self, phrase: _Phrase, j: int) -> Mention | None:
        """Read how many hold something, if no noun says who: "nine of the 17 would", "31% in favor"."""
        if j + 1 >= len(self.tokens) or not self._is_number(j):
            return None
        token, follows = self.tokens[j], self.tokens[j + 1]
        if phrase.quantified and self.tokens[j - 1].low in ("of", *DETERMINERS, *OWNING):
            behind = j + 1 + (follows.low in grammar().adverbs)
            verb = self.tokens[behind].low if behind < len(self.tokens) else ""
            acts = verb in self.words.verbs and verb not in self.words.groups
            return self._group(phrase, j) if acts and follows.joined else None
        sided = names_side(self.tokens, j + 1) or follows.low in grammar().modals
        if not (follows.before.startswith("%") and follows.joined and sided):
            return None
        return replace(self._group(phrase, j), name=f"{token.text}%")

    def _is_language(self, j: int) -> bool:
        """Say whether a word is the language somebody speaks in: "in English Anna Berg would say"."""
        if j == 0 or self.tokens[j].low not in grammar().languages or self.tokens[j - 1].low != "in":
            return False
        k = j
        while (follows := self._next(k)) is not None and follows.capital:
            k += 1
        full_name = k > j + 1 and follows is not None
        return full_name and follows is not None and (follows.is_verb or follows.low in grammar().pasts)

    def _begins_name(self, j: int) -> bool:
        """Say whether a body's name begins at a word for a group: "the Group of Four"."""
        token, words = self.tokens[j], self.words
        own = token.capital and token.low in words.bodies and token.low not in words.governing
        leads = own and not self._begins(j) and self._next(j) is not None
        return leads and self._join(_Phrase(j), j + 1) > 0

    def _begins_body(self, j: int) -> bool:
        """Say whether a body's name begins at a word for a part of the world: "the African Union Mission"."""
        return self.tokens[j].low in grammar().adjectives and self._ends_in_body(j)

    def _ends_in_body(self, j: int) -> bool:
        """Say whether a body's name of three words or more begins at a word: "Socialist Workers Party"."""
        words, k = self.words, j
        while (follows := self._next(k)) is not None and follows.capital:
            k += 1
        run = self.tokens[j : k + 1]
        office = any(t.low in words.roles or t.low in words.titles for t in run)
        body = any(t.low in words.bodies for t in run[1:])
        return len(run) > 2 and run[0].capital and body and not office and not run[0].possessive

    def _is_title(self, phrase: _Phrase, j: int) -> bool:
        """Say whether a word is a title before a name, and note it."""
        token, words = self.tokens[j], self.words
        office = token.low in words.roles or token.low in words.role_words
        follows = self._next(j)
        if token.low not in words.titles or not (token.capital or office) or follows is None:
            return False
        small = token.capital and self._past_particles(j + 1) > j + 1  # "Mr de la Cruz"
        if not (small or follows.capital or follows.low in words.roles or follows.low in words.role_words):
            return False
        gender, role = words.titles[token.low]
        phrase.gender = gender or phrase.gender
        if role or token.low in words.role_words:
            phrase.role.append(role or token.low)
        return True

    def _with_state(
        self, phrase: _Phrase, j: int, canonical: str, adjective: bool, length: int
    ) -> _Found | int:
        """Read a state: as a mention, or as whose office, group or person follows it."""
        after = j + length
        last = self.tokens[after - 1]
        follows = self._next(after - 1)
        if last.possessive and (follows is None or not (self._heads(follows) or self._describes_head(after))):
            return self._state(phrase, j, after, canonical), after
        of_group = adjective or phrase.first < j  # "the Baltic states", "the Berlin government"
        if last.possessive or (follows is not None and self._continues(follows, adjective, of_group)):
            phrase.owner = canonical
            return after
        describes = adjective and follows is not None and not follows.capital
        if describes and follows is not None and follows.low not in self.words.verbs:
            return None, after  # "German contribution"
        return self._state(phrase, j, after, canonical), after

    def _state_at(self, i: int) -> tuple[str, bool, int] | None:
        """Return the state that is named at a word, whether by an adjective, and in how many words."""
        tokens = self.tokens
        if not tokens[i].capital or (tokens[i].low == "us" and tokens[i].text != "US"):
            return None
        longest = self.words.state_lengths.get(tokens[i].low, 0)
        for length in range(min(longest, len(tokens) - i), 0, -1):
            known = self.words.states.get(tuple(t.low for t in tokens[i : i + length]))
            if known is not None and all(t.joined for t in tokens[i + 1 : i + length]):
                return *known, length
        return None

    def _is_given_name(self, phrase: _Phrase, j: int, adjective: bool, length: int) -> bool:
        """Say whether a state's name is a person's behind an office: "Foreign Minister Chad Orr"."""
        follows, words = self._next(j), self.words
        if not phrase.role or adjective or length > 1 or follows is None or self.tokens[j].possessive:
            return False
        return follows.capital and not any(
            follows.low in those for those in (words.roles, words.role_words, words.titles, words.groups)
        )

    def _continues(self, token: Token, adjective: bool, of_group: bool) -> bool:
        """Say whether a word behind a state leads to somebody whose state it is."""
        words = self.words
        office = token.low in words.roles or token.low in words.role_words or token.low in words.titles
        if adjective and token.low in words.groups:
            return True  # "the Baltic states", yet "the Kremlin states"
        if office or (of_group and token.low in words.groups):
            return token.low not in words.verbs
        return adjective and token.capital

    def _heads(self, token: Token) -> bool:
        """Say whether a word behind an owner leads to somebody: a name, an office, a group."""
        words = self.words
        return token.capital or any(
            token.low in those for those in (words.roles, words.role_words, words.groups)
        )

    def _is_plain_noun(self, i: int) -> bool:
        """Say whether a word for an office is none here: "general election", "chief concern", "3 pm"."""
        words, follows = self.words, self._next(i)
        if self.tokens[i].low not in grammar().maybe_nouns:
            return False
        if i > 0 and self.tokens[i].joined and self.tokens[i - 1].text.replace(".", "").isdigit():
            return True
        if follows is None or follows.capital or follows.low.endswith("ed"):
            return False
        if self.tokens[i].low == "major" and not follows.low.endswith("s"):  # "a major debate"
            return follows.low not in grammar().modals | grammar().there_is | grammar().says
        behind = (words.verbs, words.prepositions, words.openings, grammar().pasts)
        return not any(follows.low in those for those in behind)

    def _leads_to_head(self, i: int) -> bool:
        """Say whether an office or a group ends the run of words of offices that begins at a word."""
        words = self.words
        for token in self.tokens[i + 1 : i + 1 + _LONGEST_TITLE]:
            if not token.joined:
                return False
            if token.low in words.roles or token.low in words.groups:
                return True
            if token.low not in words.role_words and token.low not in words.titles:
                return False
        return False

    def _describes_head(self, i: int) -> bool:
        """Say whether a word of no list describes an office or a group: "the exiled government"."""
        words = self.words
        for token in self.tokens[i : i + _UNKNOWN_WORDS + 1]:
            title = token.low in words.titles and not token.text.isupper()  # "the SEC"
            office = token.low in words.roles or title
            if not token.joined or token.possessive or (token.capital and not office):
                return False
            if office or token.low in words.groups or token.low in words.role_words:
                return True
            if any(token.low in those for those in (words.verbs, words.prepositions, words.openings)):
                return False
        return False

    def _has_second_office(self, i: int) -> bool:
        """Say whether another office and a name stand behind an office: "Senator and party spokeswoman X"."""
        run = self.tokens[i + 1 : i + 2 + _LONGEST_TITLE]
        if len(run) < 3 or run[0].low != "and" or not all(t.joined for t in run[:3]):
            return False
        office = itertools.takewhile(
            lambda t: t.joined and (t.low in self.words.role_words or t.low in self.words.roles), run[1:]
        )
        words = [t.low for t in office]
        behind = i + 2 + len(words)
        heads = bool(words) and words[-1] in self.words.roles
        return heads and behind < len(self.tokens) and self.tokens[behind].joined and self._names(behind)

    def _past_portfolio(self, i: int) -> int:
        """Return the last word of an office that its field and a name follow: "Minister for Defence X"."""
        follows = self._next(i)
        if follows is None or follows.low not in ("for", "of"):
            return i
        j = i + 1
        while (follows := self._next(j)) is not None and follows.low in self.words.portfolios:
            j += 1
            behind = [t.low for t in self.tokens[j + 1 : j + 3]]
            if behind[:1] in (["for"], ["of"]) and behind[-1] in self.words.portfolios:
                j += 1  # "Minister of State for Foreign Affairs X"
        field_named = j > i + 1 and self.tokens[j].low not in DETERMINERS
        named = follows is not None and follows.low not in self.words.bodies and self._names(j + 1)
        named = named or self.tokens[j].low in self.words.groups  # "the leader of the opposition"
        return j if field_named and named else i

    def _names(self, i: int) -> bool:
        """Say whether a word can be part of a name. At a sentence's beginning a capital alone says little."""
        if i >= len(self.tokens) or not self.tokens[i].capital:
            return False
        token, words = self.tokens[i], self.words
        if (
            token.low in DETERMINERS
            or token.low in PRONOUNS
            or token.low in OWNING
            or token.low in words.dates
        ):
            return False
        if not self._begins(i):
            return True
        if token.low in words.openings or token.low in words.quantifiers:
            return False
        follows = self._next(i)
        if token.low.endswith(("ed", "ing")) and follows is not None and follows.low in words.prepositions:
            return False  # "Elected in May, …"
        return token.possessive or (follows is not None and follows.capital) or token.text not in ("A", "I")

    def _begins(self, i: int) -> bool:
        """Say whether a sentence begins at a word."""
        before = self.tokens[i].before
        return i == 0 or (not self.tokens[i].joined and any(mark in before for mark in ".!?¤:\n"))

    def _is_governed(self, i: int) -> bool:
        """Say whether a preposition stands before a phrase, perhaps with describing words between."""
        words = self.words
        for k in range(i - 1, max(-1, i - 1 - _GOVERNED_WITHIN), -1):
            low = self.tokens[k].low
            if not self.tokens[k + 1].joined:
                return False
            if low in words.prepositions:
                return True
            if low in ("and", "or") and self._is_paired(i, k):
                return True
            if low in DETERMINERS or low in OWNING or low == "much":
                continue
            if self.tokens[k].capital or low in words.verbs or low in words.openings:
                return False
        return False

    def _is_paired(self, i: int, k: int) -> bool:
        """Say whether a preposition governs two words for one noun: "from ruling and opposition parties"."""
        before = [t.low for t in self.tokens[max(0, k - 2) : k]]
        small = len(before) > 1 and not (self.tokens[i].capital or self.tokens[k - 1].capital)
        describes = (
            small and self.tokens[k - 1].joined and before[1].endswith(("ing", "al", "ive", "ian", "ary"))
        )
        return k == i - 1 and describes and before[0] in self.words.prepositions

    def _state(self, phrase: _Phrase, i: int, after: int, canonical: str) -> Mention:
        span = self.tokens[i:after]
        known = self.words.states.get((span[-1].low,), ("", False))
        most = self.tokens[phrase.first].low in ("most", "many") and phrase.first < i and known[1]
        people = (phrase.first == i or phrase.quantified) and self._is_people(span[-1])
        if most or people:  # "most Japanese"; "Americans", yet "the Americans"
            return self._described(Kind.GROUP, replace(phrase, owner=canonical), after - 1)
        return Mention(
            self.tokens[phrase.first].start,
            span[-1].end,
            Kind.STATE,
            " ".join(t.text for t in span),
            owner=canonical,
            governed=self._is_governed(phrase.first),
            possessive=span[-1].possessive,
            one_of=self._is_one_of_people(phrase, i, after),
        )

    def _is_one_of_people(self, phrase: _Phrase, i: int, after: int) -> bool:
        """Say whether words name one of a people, who does something: "the Norwegian said"."""
        if phrase.first == i or after != i + 1 or self.tokens[i].possessive:
            return False
        follows = self._next(i)
        one = (f"{self.tokens[i].low}s",) in self.words.states or self.tokens[i].low.endswith("man")
        return one and follows is not None and follows.is_verb

    def _is_people(self, token: Token) -> bool:
        """Say whether a word is the plural of an adjective: a people, not its government."""
        one = self.words.states.get((token.low[:-1],))
        return token.low.endswith("s") and not token.possessive and one is not None and one[1]

    def _office(self, phrase: _Phrase, last: int) -> Mention:
        return self._described(Kind.ROLE, phrase, last)

    def _group(self, phrase: _Phrase, last: int) -> Mention:
        return replace(self._described(Kind.GROUP, phrase, last), role="", gender="", definite=True)

    def _described(self, kind: Kind, phrase: _Phrase, last: int) -> Mention:
        tokens, first = self.tokens, phrase.first
        if phrase.quantified or not phrase.definite:
            last = self._past_description(last)
        of_many = tokens[first].low == "one" and tokens[first + 1].low == "of"
        begin = first + (not of_many and (tokens[first].low in DETERMINERS or tokens[first].low in OWNING))
        return Mention(
            tokens[first].start,
            tokens[last].end,
            kind,
            self._spelt(begin + (tokens[begin].low == "own"), last),
            " ".join(phrase.role),
            phrase.owner,
            phrase.gender,
            self._is_governed(first),
            tokens[last].possessive,
            phrase.definite,
            with_the=tokens[first].low == "the",
        )

    def _past_description(self, last: int) -> int:
        """Return the last word of what describes somebody nameless: "a person briefed on the plan"."""
        words, j = self.words, last
        follows = self._next(j)
        if follows is None or follows.low not in grammar().describing:
            return last
        while (follows := self._next(j)) is not None and j - last < _LONGEST_OFFICE:
            before = self.tokens[j].low
            names = before in DETERMINERS or before in OWNING or before in words.prepositions
            if j > last and follows.low in words.verbs and not names:
                return j
            j += 1
        return j if follows is None else last

    def _spelt(self, first: int, last: int) -> str:
        """Return words with what stands between them, in one line: "52% of French people"."""
        tokens = self.tokens
        whole = "".join(t.raw + follows.before for t, follows in itertools.pairwise(tokens[first : last + 1]))
        return " ".join((whole + tokens[last].text).split())

    def _named(self, phrase: _Phrase, i: int) -> _Found:
        """Read the name that begins at a word, with what stands before it."""
        tokens = self.tokens
        leads = phrase.first == i and self._begins(i) and tokens[i].low not in self.words.bodies
        if leads and self._next(i) is not None and (self._state_at(i + 1) or self._says_so(i)):
            return None, i + 1  # "Ask Vanuatu", "Neutral Austria", "Says Orr"
        j = self._end_of_name(phrase, i)
        run = tokens[i : j + 1]
        name = " ".join(t.text for t in run)
        if self._is_shouted(run, j):
            name = name.title()  # "JAN ORR has committed"
        after = j + 1
        if (owned := self._owned(phrase, after, name, possessive=run[-1].possessive)) is not None:
            return owned
        titles = [
            k for k, t in enumerate(run[:-1]) if t.low in self.words.titles or t.low in self.words.roles
        ]
        if titles and titles[-1] > 0:  # "Illinois Gov. X": what stands before the title is whose it is
            first = titles[-1]
            while first > 1 and run[first - 1].low in self.words.roles:  # "Nato Secretary General X"
                first -= 1
            behind, end = self._at(i + first, phrase.n_owners)
            if behind is not None and behind.kind is Kind.PERSON:
                before = [t.text for t in run[:first] if t.low not in self.words.role_words]
                owner = " ".join(t for t in before if t.lower() not in self.words.titles)
                return self._begun(phrase, behind, owner), end
        n_words = self._words_of_office(run, named=phrase.first < i)
        if n_words:
            owner = phrase.owner or " ".join(t.text for t in run[:-n_words])
            role = [t.low for t in run[-n_words:]]
            return self._office(replace(phrase, owner=owner, role=role), j), after
        believer = (
            len(run) > 2 and run[0].low.endswith(("ist", "crat")) and run[-1].low not in self.words.bodies
        )
        if believer and grammar().former.issuperset(phrase.role):
            phrase.role, run = [*phrase.role, run[0].low], run[1:]  # "former Trotskyist Ana Orr"
            name = " ".join(t.text for t in run)
        kind = self._kind_of(phrase, run)
        counted = phrase.quantified and kind is Kind.PERSON and not phrase.role
        counted = counted or (len(run) == 1 and not phrase.role and run[0].low in grammar().things)
        if counted or self._describes_noun(phrase, run, self._next(j)):
            return None, after
        own, name = name, self._whole_name(phrase, i, kind, name)
        return Mention(
            tokens[phrase.first].start,
            run[-1].end,
            kind,
            name,
            " ".join(phrase.role),
            phrase.owner,
            phrase.gender,
            self._is_governed(phrase.first),
            run[-1].possessive,
            doubtful=kind is Kind.PERSON and len(run) == 1 and phrase.first == i and self._is_doubtful(j),
            short="" if own == name else own,
        ), after

    def _whole_name(self, phrase: _Phrase, i: int, kind: Kind, name: str) -> str:
        """Return a name that begins at a word, a body's with its state: "Australian Defence Force"."""
        first = phrase.first + (self.tokens[phrase.first].low in DETERMINERS)
        before = self.tokens[first:i]
        with_state = (
            kind is Kind.BODY and phrase.owner and all(t.capital and not t.possessive for t in before)
        )
        return " ".join([*(t.text for t in before), name]) if with_state else name

    def _is_shouted(self, run: Sequence[Token], last: int) -> bool:
        """Say whether the name of somebody who does something stands in capitals where others do not."""
        follows, behind = self._next(last), self.tokens[last + 1 : last + 1 + _LONGEST_TITLE]
        if behind and behind[0].before == " (":  # "ANA LIM (Chile) said"
            follows = next((t for t in behind[1:] if t.before.strip() == ")"), None)
        if len(run) < 2 or follows is None or not (follows.text.islower() and follows.is_verb):
            return False
        words = self.words
        known = words.bodies | words.groups | grammar().media
        return all(t.text.isupper() and len(t.text) > 2 and t.low not in known for t in run)

    def _says_so(self, i: int) -> bool:
        """Say whether a word at a sentence's beginning is a verb of speech, and a name stands behind it."""
        follows = self._next(i)
        return self.tokens[i].low in grammar().says and follows is not None and follows.capital

    def _is_doubtful(self, i: int) -> bool:
        """Say whether a word may have its capital from the sentence that it begins: not in "…", Orr said."""
        follows = self._next(i)
        said = follows is not None and follows.low in grammar().says
        low = self.tokens[i].low
        plain = (
            low not in self.words.openings
            and low.isalpha()
            and not low.endswith("s")
            and low not in grammar().papers
        )
        speaks = plain and follows is not None and follows.low in ("said", "says", "told")
        named = speaks or (said and BLANK in self.tokens[i].before)
        return self._begins(i) and not named and not self._begins_list(i)

    def _begins_list(self, i: int) -> bool:
        """Say whether a word begins a list of names, whose capital so is its own: "Texas, Ohio and Utah"."""
        n, j = 0, i
        if self.tokens[i].low.endswith(("ly", "ed", "ing", "wards")):
            return False  # "Sadly, Spain and Norway"
        while j + 1 < min(len(self.tokens), i + _LONGEST_LIST):
            follows = self.tokens[j + 1]
            if follows.joined and follows.low == "and" and n:
                return j + 2 < len(self.tokens) and self.tokens[j + 2].capital
            if not follows.capital or not (follows.joined or follows.before == ", "):
                return False
            n += not follows.joined
            j += 1
        return False

    def _describes_noun(self, phrase: _Phrase, run: Sequence[Token], follows: Token | None) -> bool:
        """Say whether a name only describes the noun behind it: "the Typhon launchers"."""
        if len(run) > 1 or phrase.role or phrase.gender or run[0].possessive:
            return False
        if follows is None or follows.capital:
            return False
        if follows.low in self.words.openings or follows.low in self.words.prepositions:
            return False
        if follows.low in grammar().adverbs or follows.low.endswith("ly"):
            return False  # "Orr already sent"
        return run[0].low in grammar().adjectives or not follows.is_verb

    def _end_of_name(self, phrase: _Phrase, i: int) -> int:
        """Return the last word of the name that begins at a word."""
        j = i
        while not self.tokens[j].possessive and (follows := self._next(j)) is not None:
            if follows.capital and follows.low not in PRONOUNS and follows.low not in self.words.dates:
                j += 1
            elif (length := self._join(phrase, j + 1)) > 0:
                j += length + 1
            else:
                break
        return j

    def _join(self, phrase: _Phrase, i: int) -> int:
        """Return how many small words stand inside a name: "van der Leyen", "Bank of England"."""
        first = self.tokens[i].low
        of_body = first in ("of", "for") and not phrase.role and self.tokens[i - 1].low in self.words.bodies
        if of_body or (first == "and" and self._pairs(phrase, i)):
            j = i
        else:
            j = i - 1
            while (follows := self._next(j)) is not None and follows.low in grammar().particles:
                j += 1
        follows = self._next(j)
        return j - i + 1 if follows is not None and follows.capital else 0

    def _past_particles(self, i: int) -> int:
        """Return the place of the name behind the small words that begin at a place, or the same place."""
        j = i
        while j < len(self.tokens) and self.tokens[j].joined and self.tokens[j].low in grammar().particles:
            j += 1
        return j if j < len(self.tokens) and self.tokens[j].joined and self.tokens[j].capital else i

    def _pairs(self, phrase: _Phrase, i: int) -> bool:
        """Say whether "and" stands inside a body's name: "the Peace and Security Council"."""
        between = self.tokens[phrase.first + 1 : i]
        begins = self.tokens[phrase.first].low == "the" and 0 < len(between) < _LONGEST_TITLE
        if (
            not begins
            or not all(t.capital for t in between)
            or self._state_at(i - 1) is not None
            or self.tokens[i - 1].low in self.words.bodies
        ):
            return False
        j = i
        while (follows := self._next(j)) is not None and follows.capital:
            j += 1
        return j > i + 1 and self._state_at(i + 1) is None and self.tokens[j].low in self.words.bodies

    def _owned(self, phrase: _Phrase, after: int, name: str, *, possessive: bool) -> _Found | None:
        """Read who is meant where a name is only whose office, person or group follows."""
        follows = self._next(after - 1)
        if follows is None:
            return None
        words = self.words
        office = (follows.low in words.roles and not self._is_plain_noun(after)) or (
            follows.low in words.role_words and self._leads_to_head(after)
        )
        leads = office or (possessive and (self._heads(follows) or self._describes_head(after)))
        if leads and phrase.n_owners < _MOST_OWNERS:
            head = after
            while not (office or self._heads(self.tokens[head])):
                head += 1  # "X's younger sister"
            behind, end = self._at(head, phrase.n_owners + 1)
            if behind is not None and behind.kind in (Kind.PERSON, Kind.ROLE):
                return self._begun(phrase, behind, name), end
            if behind is not None and behind.kind is Kind.GROUP:
                last = next(k for k in range(after, end) if self.tokens[k].end == behind.end)
                return self._group(replace(phrase, owner=phrase.owner or name), last), end
        if follows.low in words.groups and not possessive:
            return self._group(replace(phrase, owner=phrase.owner or name), after), after + 1
        return None

    def _is_calling(self, token: Token) -> bool:
        """Say whether a word names an office and nothing else: no title, no surname."""
        words = self.words
        known = token.low in words.roles and token.low not in words.titles
        return known and token.low not in grammar().maybe_nouns and not token.possessive

    def _words_of_office(self, run: Sequence[Token], *, named: bool) -> int:
        """Return with how many words for an office a name ends: "Nato Secretary General", "a Greens MP"."""
        words = self.words
        first, last = run[-2].low if len(run) > 2 else "", run[-1].low
        if (first in words.roles or first in words.role_words) and (
            last in words.roles or last in words.titles
        ):
            return 2
        return int(named and len(run) > 1 and self._is_calling(run[-1]))

    def _begun(self, phrase: _Phrase, mention: Mention, owner: str) -> Mention:
        """Return a mention with the words before it, which say whose it is."""
        first = phrase.first
        if mention.kind is Kind.ROLE:  # "a senior Hezbollah aide", "Nato's chief"
            begin = self.tokens[first + (self.tokens[first].low in DETERMINERS) :]
            before = list(itertools.takewhile(lambda t: t.end < mention.start, begin))
            mention = replace(mention, name=" ".join([*(t.raw for t in before), mention.name]))
        return replace(
            mention,
            start=self.tokens[phrase.first].start,
            definite=mention.definite and phrase.definite,
            owner=phrase.owner or owner,
            governed=self._is_governed(phrase.first),
        )

    def _kind_of(self, phrase: _Phrase, run: Sequence[Token]) -> Kind:
        """Tell persons from bodies by what stands before and in a name."""
        if phrase.role or phrase.gender:
            return Kind.PERSON
        lows = tuple(t.low for t in run)
        with_article = self.tokens[phrase.first].low == "the"
        shouted = len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1
        body = with_article or shouted or lows in self.words.names or not self.words.bodies.isdisjoint(lows)
        return Kind.BODY if body else Kind.PERSON
