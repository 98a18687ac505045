"""Questions: what a word of a sentence is where it stands, told by word lists and capitals alone."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from stance.reading.causes import is_cause, past_capitals, said_of_several
from stance.reading.grammar import any_of, grammar, nouns_of_acts
from stance.reading.tokens import BLANK, Token
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_MOST_STATES = 12  # words of adjectives side by side
_PARTY_TAG = re.compile(r"[RDI]-[A-Z][\w.]+")  # Republicans, Democrats, independents
_LONGEST_TRAIT = 6  # words of an age or a schooling
_LONGEST_LIST = 30  # words of a list of names with which a sentence begins
_GOVERNED_WITHIN = 5  # words between a preposition and what it governs
_LONGEST_OFFICE = 8  # words behind an office that belong to it
UNKNOWN_WORDS = 2  # describing words of no list that an office or a group may have before it
LONGEST_TITLE = 4  # words of an office before its noun
_DIGITS_OF_YEAR = 4
_FULL_NAME = (2, 3)  # words
_SIZE = re.compile(r"\d{1,3}-(?:member|nation|state|country|power)")
_SHOUTED = 3  # letters of a word in capitals that is no abbreviation


class Questions:
    """Questions about the words of one sentence, each asked of the place of a word."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.words = vocabulary()

    def may_lead(self, i: int) -> bool:
        """Say whether a mention may begin at a word; most words are soon passed over."""
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        set_off = "," in token.before or "(" in token.before
        if set_off and _PARTY_TAG.fullmatch(token.text):
            return False  # "Sen. X, R-Ohio, said"
        if token.capital:
            return not self.is_emphasis(i)
        if token.low == "states" and i and token.joined and self.tokens[i - 1].capital:
            return False  # "Jan Orr states that", of whom no states are
        if self.is_stating(i):
            return False
        return token.low in self.words.leading or token.low[0].isdigit() or self.has_trait(i)

    def is_stating(self, i: int) -> bool:
        """Say whether "states" is what a paper does: "the motion states that", "it states"."""
        if self.tokens[i].low != "states" or not i or not self.tokens[i].joined:
            return False
        before, small = self.tokens[i - 1].low, grammar()
        return before == "it" or any(
            before in papers for papers in (small.papers, small.issued, small.documents)
        )

    def tells_size(self, i: int) -> bool:
        """Say whether a word tells how many a body has: "the 15-member Council"."""
        return _SIZE.fullmatch(self.tokens[i].low) is not None

    def only_determines(self, i: int) -> bool:
        low = self.tokens[i].low
        return low in DETERMINERS or low in OWNING

    def past_asked(self, i: int) -> int:
        """Return the place behind those of whom a word asks which they are: "which other states will go".

        It is the same place where none follow, and in a clause that tells more: "…, which states reject".
        """
        token = self.tokens[i]
        led = " ".join(t.low for t in self.tokens[max(0, i - 1) : i + 1])  # "in which"
        relates = token.before.strip() == "," or led in grammar().circumstances | grammar().upon - {"which"}
        if token.low not in ("which", "what") or relates:
            return i
        for j in range(i + 1, min(i + 2 + UNKNOWN_WORDS, len(self.tokens))):
            if not self.tokens[j].joined or self.tokens[j].low in DETERMINERS:
                break
            if self.tokens[j].low in grammar().asked_of and not self.tokens[j].possessive:
                return j + 1
        return i

    def leads_to_two(self, i: int) -> bool:
        """Say whether a word leads to two names: "both Ana Lee and Jan Orr", yet "…, both Democrats"."""
        token = self.tokens[i]
        if token.low != "both" or "," in token.before or (follows := self.next(i)) is None:
            return False
        two = any(t.low == "and" for t in self.tokens[i + 2 : i + 7])
        return two and (
            follows.low in DETERMINERS or (follows.capital and follows.low not in self.words.groups)
        )

    def is_emphasis(self, i: int) -> bool:
        """Say whether a small word is in capitals for its weight: "I TOTALLY oppose it", yet "the WHO"."""
        token, words, small = self.tokens[i], self.words, grammar()
        if not token.text.isupper() or len(token.text) < _SHOUTED or (i and self.tokens[i - 1].low == "the"):
            return False
        plain = token.low in words.openings or token.low in words.verbs or token.low in words.quantifiers
        known = plain or token.low in small.adverbs or token.low in small.modals or token.low.endswith("ly")
        return known and token.low != "who" and self.state_at(i) is None  # "ITALY" ends as adverbs do

    def names(self, i: int) -> bool:
        """Say whether a word can be part of a name. At a sentence's beginning a capital alone says little."""
        if i >= len(self.tokens) or not self.tokens[i].capital:
            return False
        token, words = self.tokens[i], self.words
        small = token.low in DETERMINERS or token.low in PRONOUNS or token.low in OWNING
        initial = self.is_initial(i)
        if not initial and (small or token.low in words.dates):
            return False
        if initial or not self.begins(i):
            return True
        if any(token.low in those for those in (words.openings, words.quantifiers, grammar().approached)):
            return False
        follows = self.next(i)
        if token.low.endswith(("ed", "ing")) and follows is not None and follows.low in words.prepositions:
            return False  # "Elected in May, …"
        return token.possessive or (follows is not None and follows.capital) or token.text not in ("A", "I")

    def is_initial(self, i: int) -> bool:
        """Say whether a letter stands for a first name: "Mr A. Okello", "Mrs I Rudd"."""
        token, follows = self.tokens[i], self.next(i)
        if len(token.text.rstrip(".")) != 1 or not token.capital or follows is None or not follows.capital:
            return False
        before = self.tokens[i - 1] if i and token.joined else None
        titled = before is not None and before.capital and before.low in self.words.titles
        return titled or (token.text.endswith(".") and not (token.low == "i" and self.begins(i)))

    def is_honour(self, i: int) -> bool:
        """Say whether a word is an honour before a name: "His Excellency Jan Kos"."""
        if i == 0 or self.next(i) is None or self.tokens[i].possessive:
            return False  # "Her Majesty's Government"
        before, token = self.tokens[i - 1], self.tokens[i]
        return token.capital and token.joined and before.low in OWNING and token.low in grammar().honours

    def begins(self, i: int) -> bool:
        """Say whether a sentence begins at a word."""
        before = self.tokens[i].before
        if i and before.strip() in (")", "]") and self.tokens[0].before.endswith(("(", "[")):
            return all(t.joined or t.before.strip(" ()[]") == "" for t in self.tokens[1:i])  # "[sic] Now"
        return i == 0 or (not self.tokens[i].joined and any(mark in before for mark in ".!?¤:\n"))

    def begins_list(self, i: int) -> bool:
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

    def next(self, j: int) -> Token | None:
        """Return the word behind a word, if nothing parts them."""
        token = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        return token if token is not None and token.joined else None

    def heads(self, token: Token) -> bool:
        """Say whether a word behind an owner leads to somebody: a name, an office, a group."""
        words = self.words
        return token.capital or any(
            token.low in those for those in (words.roles, words.role_words, words.groups)
        )

    def state_at(self, i: int) -> tuple[str, bool, int] | None:
        """Return the state that is named at a word, whether by an adjective, and in how many words."""
        tokens = self.tokens
        if not tokens[i].capital or (tokens[i].low == "us" and tokens[i].text != "US"):
            return None
        longest = self.words.state_lengths.get(tokens[i].low, 0)
        for length in range(min(longest, len(tokens) - i), 0, -1):
            known = self.words.states.get(tuple(t.low for t in tokens[i : i + length]))
            if known is not None and all(t.joined for t in tokens[i + 1 : i + length]):
                return *known, length
        return self._formal_state_at(i)

    def _formal_state_at(self, i: int) -> tuple[str, bool, int] | None:
        """Return the state whose whole name begins at a word: "the Republic of Chad"."""
        of, realms = self.next(i), grammar().realms
        if self.tokens[i].low not in realms or of is None or of.low != "of":
            return None
        name = self.next(i + 1)
        state = self.state_at(i + 2) if name is not None and name.low not in realms else None
        return None if state is None or state[1] else (*state[:2], state[2] + 2)

    def continues(self, token: Token, adjective: bool, of_group: bool) -> bool:
        """Say whether a word behind a state leads to somebody whose state it is."""
        words = self.words
        office = token.low in words.roles or token.low in words.role_words or token.low in words.titles
        if adjective and token.low in words.groups:
            return True  # "the Baltic states", yet "the Kremlin states"
        if not adjective and token.low in words.quantifiers:
            return False  # "Spain two"
        if office or (of_group and token.low in words.groups):
            return token.low not in words.verbs
        return adjective and token.capital

    def tells_where(self, first: int, after: int) -> bool:
        """Say whether no group of a state's is behind it: "in Berlin officials say", "France hosts the"."""
        before = self.tokens[first - 1].low if first else ""
        many = after < len(self.tokens) and (self.names_many(after) or self._is_own_branch(first, after))
        abbreviation = self.tokens[first].text.replace(".", "").isupper()
        return not many or (before in ("in", "at") and not abbreviation)

    def is_where(self, first: int, after: int) -> bool:
        """Say whether a place at a sentence's beginning stands before a title: "in London Mr Orr said"."""
        if first != 1 or self.tokens[0].low not in ("in", "at", "from") or after >= len(self.tokens):
            return False
        titled = self.tokens[after].low in self.words.titles or self.tokens[after].low in self.words.roles
        return titled and self.tokens[after].capital and self.tokens[after].joined

    def _is_own_branch(self, first: int, after: int) -> bool:
        """Say whether a place only tells which of somebody's groups it is: "the Left's Berlin branch"."""
        owned = first > 0 and self.tokens[first - 1].possessive and self.tokens[first].joined
        return owned and self.tokens[after].low in self.words.groups

    def is_people(self, token: Token) -> bool:
        """Say whether a word is the plural of an adjective: a people, not its government."""
        one = self.words.states.get((token.low[:-1],))
        return token.low.endswith("s") and not token.possessive and one is not None and one[1]

    def calls_position(self, j: int, first: int) -> bool:
        """Say whether words behind an owner call a position by a noun: "clear refusal", "statement".

        ``first``: the place of the owner's first word, before which "according to" makes any noun one.
        """
        if [t.low for t in self.tokens[max(0, first - 2) : first]] == ["according", "to"]:
            return True
        run = itertools.takewhile(lambda t: t.joined, self.tokens[j : j + UNKNOWN_WORDS])
        return any(t.low in nouns_of_acts() for t in run)

    def is_number(self, j: int) -> bool:
        """Say whether a word tells how many."""
        if j >= len(self.tokens):
            return False
        token, words = self.tokens[j], self.words
        if token.low in words.prepositions:  # "about forty", yet "about Kos"
            return token.low in words.quantifiers and token.joined and self.is_number(j + 1)
        return token.low in words.quantifiers or token.text.replace(",", "").replace(".", "").isdigit()

    def is_year(self, j: int) -> bool:
        """Say whether a number is a year: "in 1979 Nato announced it"."""
        text = self.tokens[j].text
        dated = text.isdigit() and len(text) == _DIGITS_OF_YEAR and text[:2] in ("18", "19", "20")
        return dated and j > 0 and self.tokens[j - 1].low in self.words.prepositions | self.words.dates

    def is_language(self, j: int) -> bool:
        """Say whether a word is the language somebody speaks in: "in English Anna Berg would say"."""
        small = grammar()
        if j == 0 or self.tokens[j].low not in small.languages or not self.tokens[j].joined:
            return False
        before = [t.low for t in self.tokens[max(0, j - 2) : j]]
        if before[-1] in ("and", "or") and before[0] in small.languages and not self.state_at(j):
            return True  # "in Arabic and Pashto"
        if before[-1] != "in":
            return False
        if not self.state_at(j) and (self.next(j) is None or not self.tokens[j + 1].capital):
            return True
        k = j
        while (follows := self.next(k)) is not None and follows.capital:
            k += 1
        full_name = k > j + 1 and follows is not None
        return full_name and follows is not None and (follows.is_verb or follows.low in grammar().pasts)

    def begins_body(self, j: int) -> bool:
        """Say whether a body's name begins at a place or a part of the world: "the African Union Mission"."""
        return self._begins_medium(j) or (self.tokens[j].low in grammar().adjectives and self.ends_in_body(j))

    def _begins_medium(self, j: int) -> bool:
        """Say whether a paper's name begins at a place: "a Boston Globe poll", not "Oslo Press Secretary"."""
        near = self.tokens[j + 1 : j + 1 + LONGEST_TITLE]
        run = list(itertools.takewhile(lambda t: t.capital and t.joined, near))
        if not run or self.tokens[j].possessive or run[0].low.partition("-")[0] not in grammar().media:
            return False
        words = self.words
        return not any(t.low in words.roles or t.low in words.titles or t.low in words.groups for t in run)

    def ends_in_body(self, j: int) -> bool:
        """Say whether a body's name of three words or more begins at a word: "Socialist Workers Party"."""
        words, k = self.words, j
        while (follows := self.next(k)) is not None and follows.capital:
            k += 1
        run = self.tokens[j : k + 1]
        office = any(t.low in words.roles or t.low in words.titles for t in run)
        body = any(t.low in words.bodies for t in run[1:])
        return len(run) > 2 and run[0].capital and body and not office and not run[0].possessive

    def pairs_body(self, i: int) -> bool:
        """Say whether "and" stands inside a body's name: "the Peace and Security Council"."""
        words, k = self.words, i
        while k > max(0, i - LONGEST_TITLE) and self.tokens[k].joined:
            if not self.tokens[k - 1].capital or self.tokens[k - 1].possessive:
                break
            k -= 1
        before = self.tokens[k - 1] if k and self.tokens[k].joined else None
        owned = before is not None and (before.possessive or before.low in OWNING)
        led = owned or (before is not None and (before.low == "the" or before.low in words.role_words))
        if self.tokens[k].low == "the":
            k, led = k + 1, True
        between = self.tokens[k:i]
        after = past_capitals(self.tokens, i + 1)
        if not (led and between) or after == i + 1 or self.state_at(i - 1) or self.state_at(i + 1):
            return False
        offices = any(t.low in words.roles and t.low not in grammar().maybe_nouns for t in between)
        if offices or between[-1].low in words.bodies or any(t.possessive for t in between):
            return False
        if said_of_several(self.tokens, after) and not (
            is_cause(between[-1]) and is_cause(self.tokens[i + 1])
        ):
            return False  # "Norway's Labour and Green Party oppose it"
        party = self.next(after - 1)
        gathers = party is not None and party.low in grammar().gatherings
        return gathers or (after > i + 2 and self.tokens[after - 1].low in words.bodies)

    def begins_pair(self, j: int) -> bool:
        """Say whether a body's name begins at a word that might be a title: "Justice and Reform Party"."""
        if not self.tokens[j].capital:
            return False
        k = past_capitals(self.tokens, j)
        behind = k < len(self.tokens) and self.tokens[k].joined and self.tokens[k].low == "and"
        return behind and not self.tokens[k - 1].possessive and self.pairs_body(k)

    def begins_body_of(self, j: int) -> bool:
        """Say whether a body's name begins at a word of offices or groups: "National Union of Teachers"."""
        run = self.tokens[j : j + 4]
        if len(run) < 4 or not all(t.joined for t in run[1:]) or any(t.possessive for t in run[:2]):
            return False
        body = run[1].low in self.words.bodies and run[1].low not in self.words.governing
        whose = run[2].low in ("of", "for") and (run[3].capital or self.leads_to_name(j + 2))
        return body and whose and run[0].capital and run[1].capital

    def leads_to_name(self, i: int) -> bool:
        """Say whether "the" and a name stand in that of a body: "the Army of the Republic"."""
        run = self.tokens[i + 1 : i + 3]
        if len(run) < 2 or run[0].low != "the" or not all(t.joined for t in run):
            return False
        before = self.tokens[i - 1]
        known = before.low in grammar().chambers or before.low == "army"
        known = known or (before.capital and self.tokens[i].low == "for")  # "the Rally for the Republic"
        return known and run[1].capital and self.state_at(i + 2) is None

    def goes_on_of(self, i: int) -> bool:
        """Say whether "of" stands in what a body is for: "the Front for the Liberation of Orra"."""
        before = self.tokens[max(0, i - 4) : i]
        if len(before) < 4 or not all(t.joined for t in before[1:]) or not self.tokens[i].joined:
            return False
        led = before[1].low in ("of", "for") and before[2].low == "the"
        return led and before[0].capital and before[3].capital and not before[3].possessive

    def is_peoples(self, i: int, body: bool) -> bool:
        """Say whether a name begins with those whose it is: "People's Hope", or a body's, "Bakers' Front"."""
        token = self.tokens[i]
        many = body and token.low.endswith("s") and token.low in self.words.groups
        return token.capital and token.possessive and (many or token.low in grammar().peoples)

    def owns_head(self, j: int) -> bool:
        """Say whether a group or an office follows whose it is: "the premier's office", "… chief aide"."""
        follows, words = self.next(j), self.words
        if follows is None or follows.capital:
            return False
        return follows.low in words.groups or follows.low in words.roles or self.describes_head(j + 1)

    def is_union_of(self, j: int) -> bool:
        """Say whether a word tells whose group is behind it: "the teachers' union", "their own union"."""
        token, follows = self.tokens[j], self.next(j)
        if follows is not None and follows.low == "own":
            follows = self.next(j + 1)
        many = token.possessive and token.low.endswith("s") and not token.capital
        return many and follows is not None and follows.low in self.words.groups

    def describes_head(self, i: int) -> bool:
        """Say whether a word of no list describes an office or a group: "the exiled government"."""
        words = self.words
        for k, token in enumerate(self.tokens[i : i + UNKNOWN_WORDS + 1], start=i):
            title = token.low in words.titles and not token.text.isupper()  # "the SEC"
            office = token.low in words.roles or title
            if not token.joined or token.possessive or (token.capital and not office):
                return False
            if office or token.low in words.groups or token.low in words.role_words or self.is_pair(k):
                return True
            if any(token.low in those for those in (words.verbs, words.prepositions, words.openings)):
                return False
        return False

    def leads_to_head(self, i: int) -> bool:
        """Say whether an office or a group ends the run of words of offices that begins at a word."""
        words = self.words
        for token in self.tokens[i + 1 : i + 1 + LONGEST_TITLE]:
            if not token.joined:
                return False
            if token.low in words.roles or token.low in words.groups:
                return True
            if token.low not in words.role_words and token.low not in words.titles:
                return False
        return False

    def leads_to_office(self, i: int) -> bool:
        """Say whether a group is part of an office: "ministry spokesman", "Senate minority leader"."""
        words = self.words
        office = False
        for token in self.tokens[i + 1 : i + 1 + LONGEST_TITLE]:
            known = token.low in words.roles or token.low in words.role_words or token.low in words.groups
            if not token.joined or token.capital or not known or token.low.endswith("s"):
                break
            office = token.low in words.roles
        return office

    def past_counting(self, i: int) -> int:
        """Return the place of the number behind words that count with it, "all but two", or the same."""
        if self.tokens[i].low not in _begins_counting():
            return i
        for n_words in (1, 2, 3):
            run = self.tokens[i : i + n_words + 1]
            words = " ".join(t.low for t in run[:n_words])
            if words not in grammar().before_numbers or len(run) == n_words:
                continue
            number = self.is_number(i + n_words) or (words == "all but" and run[-1].low == "one")
            if number and all(t.joined for t in run[1:]):
                return i + n_words
        return i

    def is_pair(self, i: int) -> bool:
        """Say whether two words together name a group: "armed forces", "lower house"."""
        if self.tokens[i].low not in _first_of_pairs():
            return False
        pair = self.tokens[i : i + 2]
        return tuple(t.low for t in pair) in self.words.pairs and pair[1].joined

    def names_pair(self, i: int) -> bool:
        """Say whether two words name a group, "the General Staff", and no office: "Armed Forces Minister"."""
        office = self.is_pair(i) and self.tokens[i + 1].low in self.words.role_words
        return self.is_pair(i) and not (office and self.leads_to_head(i))

    def leads_to_person(self, i: int) -> bool:
        """Say whether two words name a body, and those behind them a person: "the General Staff Jan Kos"."""
        if not self.is_pair(i) or self.tokens[i + 1].possessive:
            return False
        words = self.words
        run = list(itertools.takewhile(lambda t: t.capital and t.joined, self.tokens[i + 2 : i + 6]))
        known = (words.bodies, words.groups, words.roles, words.role_words, words.titles)
        return len(run) > 1 and not any(t.low in those for t in run for those in known)

    def last_of_body(self, first: int, i: int, j: int) -> int:
        """Return where a body's name ends that stands between an office and who is in it, or the same word.

        "The chairman of the Peace Council Jan Kos said": ``first``, ``i``: where the body begins, with its
        article and without it; ``j``: the last word with a capital.
        """
        led = [t.low for t in self.tokens[max(0, first - 2) : first]]
        if len(led) < 2 or led[1] not in ("of", "for") or led[0] not in self.words.roles:
            return j
        bodies = [k for k in range(i, j) if self.tokens[k].low in self.words.bodies]
        if not bodies or not all(t.joined for t in self.tokens[i + 1 : j + 1]):
            return j
        words, name = self.words, self.tokens[bodies[-1] + 1 : j + 1]
        offices = (words.roles, words.role_words, words.titles, words.portfolios)
        others = (*offices, words.groups, words.dates, grammar().chambers)
        plain = not any(t.low in those or not t.capital for t in name for those in others)
        states = any(self.state_at(k) for k in range(bodies[-1] + 1, j + 1))
        return bodies[-1] if len(name) in _FULL_NAME and plain and not states else j

    def last_of_states(self, i: int) -> int:
        """Return the last of adjectives side by side that name states: "French and German leaders"."""
        k, last = i, i
        while k + 1 < min(len(self.tokens), i + _MOST_STATES):
            follows = self.tokens[k + 1]
            joint = follows.low in ("and", "or") and follows.before in (" ", ", ")
            if not joint and follows.before != ", ":
                break
            k += 1 + joint
            state = self.state_at(k) if k < len(self.tokens) else None
            if state is None or not state[1] or state[2] > 1 or self.is_people(self.tokens[k]):
                break
            last = k if joint else last
            if joint:
                break
        return last

    def parts(self, i: int) -> bool:
        """Say whether a word is no noun, so that no adjective describes it: "the French in Mali"."""
        low, words = self.tokens[i].low if i < len(self.tokens) else "", self.words
        small = grammar()
        if low in words.openings or low in words.prepositions or low in small.adverbs:
            return True
        noun = low in words.groups or low in words.roles or low in small.nouns_in_ly
        follows = self.next(i) if low.endswith("ly") and not noun else None
        if follows is None:
            return False  # yet "the French firmly oppose it"
        return follows.is_verb or follows.low in small.stances | small.judging | small.pasts

    def last_of_pair(self, i: int) -> int:
        """Return the last of two words that describe a group: "military and political figures"."""
        run, words = self.tokens[i : i + 4], self.words
        if len(run) < 4 or run[1].low not in ("and", "or") or not all(t.joined for t in run[1:]):
            return i
        plain = run[0].low in words.role_words and run[2].low in words.role_words
        led = self.tokens[i - 1].low in ("the", *OWNING) if i and run[0].joined else False
        two = led and run[0].low in words.groups  # "the government and opposition parties"
        return i + 2 if plain and not two and self.names_many(i + 3) else i

    def last_of_bodies(self, i: int) -> int:
        """Return the last of two bodies or states before their people: "senior Pentagon and Nato officials".

        A word that describes or counts the people stands before the first of them; else they are two holders.
        """
        if not 0 < i < len(self.tokens) or not (self.tokens[i].capital and self.tokens[i].joined):
            return i
        before, words = self.tokens[i - 1], self.words
        if not (before.low in words.role_words or before.low in words.quantifiers or before.text.isdigit()):
            return i
        joint = past_capitals(self.tokens, i)
        behind = past_capitals(self.tokens, joint + 1)
        run = [*self.tokens[i:joint], *self.tokens[joint + 1 : behind]]
        if joint + 1 >= behind or behind >= len(self.tokens) or self.tokens[joint].low != "and":
            return i
        plain = not any(
            t.possessive or t.low in words.titles or t.low.removesuffix("s") in words.roles for t in run
        )
        joined = all(t.joined for t in (self.tokens[joint], self.tokens[joint + 1], self.tokens[behind]))
        return behind - 1 if plain and joined and self.names_many(behind) else i

    def is_share(self, j: int) -> bool:
        """Say whether a number begins a share: "one of", "six in ten", "seven out of ten"."""
        run = [t.low for t in self.tokens[j + 1 : j + 3]]
        if not self.is_number(j) and self.tokens[j].low != "one":
            return False
        of_many = run[:1] == ["of"] and self.tokens[j].low == "one"
        return of_many or (run[:1] == ["in"] and self.is_number(j + 2)) or run == ["out", "of"]

    def has_trait(self, i: int) -> bool:
        """Say whether people without a group are told by their age or schooling: "women under 30"."""
        return self.tokens[i].low in grammar().sexes and self.past_trait(i + 1) > i + 1

    def past_trait(self, k: int) -> int:
        """Return the place behind an age or a schooling that begins at a word, or the same place.

        Not where it counts something: "a row between voters over 60 troops".
        """
        run = list(itertools.takewhile(lambda t: t.joined, self.tokens[k : k + _LONGEST_TRAIT]))
        for n in range(len(run), 1, -1):
            if _trait().fullmatch(self.spelt(k, k + n - 1).lower()):
                follows = run[n] if n < len(run) else None
                counts = follows is not None and (follows.low in grammar().sent or follows.low[0].isdigit())
                return k if counts else k + n
        return k

    def is_somewhere(self, j: int) -> bool:
        """Say whether those without a noun are told by where they are: "many in Congress"."""
        run, words = self.tokens[j : j + 3], self.words
        some = run[0].low in ("many", "most", "some", "several", "few", "others")
        if not some or len(run) < 3 or run[1].low not in ("in", "at", "from"):
            return False
        leads = run[2].low in ("the", *OWNING) or (run[2].capital and run[2].low not in words.dates)
        return leads and all(t.joined for t in run[1:])

    def names_many(self, i: int) -> bool:
        """Say whether a word names several people, and is no verb: "members", yet "hosts the talks"."""
        token, follows = self.tokens[i], self.next(i)
        acts = follows is not None and follows.low in ("the", "a", "an", *OWNING)
        many = token.low.endswith("s") and not token.low.endswith(("us", "ss"))  # "caucus", "congress"
        return many and token.low in self.words.groups and not acts

    def has_second_office(self, i: int) -> bool:
        """Say whether another office and a name stand behind an office: "Senator and party spokeswoman X"."""
        run = self.tokens[i + 1 : i + 2 + LONGEST_TITLE]
        if len(run) < 3 or run[0].low != "and" or not all(t.joined for t in run[:3]):
            return False
        words = self.words
        office = itertools.takewhile(
            lambda t: (
                t.joined
                and (
                    t.low in words.role_words
                    or t.low in words.roles
                    or (t.capital and t.low in words.portfolios)
                )
            ),
            run[1:],
        )
        lows = [t.low for t in office]
        behind = i + 2 + len(lows)
        heads = bool(lows) and lows[-1] in words.roles
        return heads and behind < len(self.tokens) and self.tokens[behind].joined and self.names(behind)

    def past_portfolio(self, i: int) -> int:
        """Return the last word of an office that its field and a name follow: "Minister for Defence X"."""
        follows = self.next(i)
        if follows is None or follows.low not in ("for", "of"):
            return i
        j = i + 1
        while (follows := self.next(j)) is not None and follows.low in self.words.portfolios:
            j += 1
            behind = [t.low for t in self.tokens[j + 1 : j + 3]]
            if behind[:1] in (["for"], ["of"]) and behind[-1] in self.words.portfolios:
                j += 1  # "Minister of State for Foreign Affairs X"
        field_named = j > i + 1 and self.tokens[j].low not in DETERMINERS
        named = follows is not None and follows.low not in self.words.bodies and self.names(j + 1)
        named = named or self.tokens[j].low in self.words.groups  # "the leader of the opposition"
        return j if field_named and named else i

    def is_plain_noun(self, i: int) -> bool:
        """Say whether a word for an office is none here: "general election", "chief concern", "3 pm"."""
        words, follows = self.words, self.next(i)
        if self.tokens[i].low not in grammar().maybe_nouns:
            return False
        if i > 0 and self.tokens[i].joined and self.tokens[i - 1].text.replace(".", "").isdigit():
            return True
        if follows is None or follows.capital or follows.low.endswith("ed"):
            return False
        begins = self.tokens[i].capital and self.begins(i)  # "Major offers came", yet "the major refuses"
        if self.tokens[i].low == "major" and (begins or not follows.low.endswith("s")):  # "a major debate"
            return follows.low not in grammar().modals | grammar().there_is | grammar().says
        behind = (words.verbs, words.prepositions, words.openings, grammar().pasts, grammar().minds)
        return not any(follows.low in those for those in behind)

    def is_calling(self, token: Token) -> bool:
        """Say whether a word names an office and nothing else: no title, no surname."""
        words = self.words
        known = token.low in words.roles and token.low not in words.titles
        return known and token.low not in grammar().maybe_nouns and not token.possessive

    def words_of_office(self, run: Sequence[Token], end: int, *, named: bool) -> int:
        """Return with how many words for an office a name ends: "Nato Secretary General", "a Greens MP"."""
        words = self.words
        first, last = run[-2].low if len(run) > 2 else "", run[-1].low
        if (first in words.roles or first in words.role_words) and (
            last in words.roles or last in words.titles
        ):
            return 2
        follows = self.next(end)
        titled = last in words.roles and follows is not None and follows.low == "of"  # "the Bishop of"
        return int(named and len(run) > 1 and (titled or self.is_calling(run[-1])))

    def words_of_party(self, run: Sequence[Token], *, beside: bool = False) -> int:
        """Return how many words before a full name say what its bearer believes: "Liberal Ana Orr".

        ``beside``: the name is set beside an office, "her deputy, the Social Christian Jan Orr".
        """
        words, small = self.words, grammar()
        if len(run) < 3 or run[0].possessive or not words.bodies.isdisjoint(t.low for t in run[1:]):
            return 0
        believes = run[1].low in small.parties or (beside and run[1].low in small.adjectives)
        if len(run) > 3 and believes and run[0].low in small.leanings:
            return 2  # "Christian Democrat Jan Orr"
        placed = (
            k for k in range(1, len(run) - 2) if run[k].low in small.parties and not run[k - 1].possessive
        )
        if (party := next(placed, 0)) and small.parties.isdisjoint(t.low for t in run[:party]):
            return party + 1  # "New Jersey Republican Jan Orr"
        believes = run[0].low in small.parties or run[0].low.endswith(("ist", "crat"))
        return int(
            believes or (beside and run[0].low in small.party_names)
        )  # "its leader, the Green Jan Orr"

    def names_portfolio(self, first: int, last: int) -> bool:
        """Say whether words behind a preposition are a minister's field: "Minister for Foreign Affairs"."""
        fields, k = self.words.portfolios, first - 1
        while k > 0 and self.tokens[k].low in fields:
            k -= 1
        whole = all(t.low in fields for t in self.tokens[first : last + 1])
        return whole and k > 0 and self.tokens[k].low in ("for", "of")

    def past_particles(self, i: int) -> int:
        """Return the place of the name behind the small words that begin at a place, or the same place."""
        j = i
        while j < len(self.tokens) and self.tokens[j].joined and self.tokens[j].low in grammar().particles:
            j += 1
        return j if j < len(self.tokens) and self.tokens[j].joined and self.tokens[j].capital else i

    def is_shouted(self, run: Sequence[Token], last: int) -> bool:
        """Say whether the name of somebody who does something stands in capitals where others do not."""
        follows, behind = self.next(last), self.tokens[last + 1 : last + 1 + LONGEST_TITLE]
        if behind and behind[0].before == " (":  # "ANA LIM (Chile) said"
            follows = next((t for t in behind[1:] if t.before.strip() == ")"), None)
        if len(run) < 2 or follows is None or not (follows.text.islower() and follows.is_verb):
            return False
        words = self.words
        known = words.bodies | words.groups | grammar().media
        return all(t.text.isupper() and len(t.text) > 2 and t.low not in known for t in run)

    def says_so(self, i: int) -> bool:
        """Say whether a word at a sentence's beginning is a verb of speech, and a name stands behind it."""
        follows = self.next(i)
        return self.tokens[i].low in grammar().says and follows is not None and follows.capital

    def is_doubtful(self, i: int) -> bool:
        """Say whether a word may have its capital from the sentence that it begins: not in "…", Orr said."""
        follows = self.next(i)
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
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        aged = after is not None and after.before == ", " and after.low.isdigit()  # "Ana, 25, said"
        return self.begins(i) and not (named or aged) and not self.begins_list(i)

    def is_governed(self, i: int) -> bool:
        """Say whether a preposition stands before a phrase, perhaps with describing words between."""
        words = self.words
        if self.tokens[i].before.endswith("@") and not self.begins(i):
            return True  # "I thank @POTUS"
        for k in range(i - 1, max(-1, i - 1 - _GOVERNED_WITHIN), -1):
            low = self.tokens[k].low
            if not self.tokens[k + 1].joined:
                return False
            if low in words.prepositions:
                return True
            if low in ("and", "or") and self.is_paired(i, k):
                return True
            if low in DETERMINERS or low in OWNING or low == "much":
                continue
            if self.tokens[k].capital or low in words.verbs or low in words.openings:
                return False
        return False

    def is_adjective(self, j: int, first: int) -> bool:
        """Say whether a word for a group only describes a noun of no list: "the military costs would be".

        "Military" does so beside other adjectives too: "political, military and financial aid". ``first``:
        the place of the phrase's first word.
        """
        small, words, token = grammar(), self.words, self.tokens[j]
        follows, behind = self.next(j), self.next(j + 1) if j + 1 < len(self.tokens) else None
        group = token.low in words.groups and not token.possessive and not token.low.endswith("s")
        if not group or follows is None or follows.capital:
            return False
        heads = any(follows.low in those for those in (words.groups, words.roles, words.role_words))
        listed = token.before == ", " or (j > 0 and self.tokens[j - 1].low in ("and", "or"))
        if token.low == "military" and first == j and listed and not self.begins(j):
            return not (heads or follows.low in words.verbs)
        others = (words.openings, small.modals, small.there_is, small.adverbs)
        noun = not (heads or any(follows.low in those for those in others))
        return noun and behind is not None and (behind.low in small.modals or behind.low in small.there_is)

    def states_there(self, role: Sequence[str], k: int) -> bool:
        """Say whether "states" is a verb behind a name, by its office or by what it states."""
        if self.tokens[k].low != "states":
            return False
        behind = [t.low for t in self.tokens[k + 1 : k + 3]]
        clause = [low for low in behind if low != "that"][:1]
        begins = any(low in PRONOUNS or low in OWNING or low in DETERMINERS for low in clause)
        return bool(role or begins) and bool(clause)

    def is_paired(self, i: int, k: int) -> bool:
        """Say whether a preposition governs two words for one noun: "from ruling and opposition parties"."""
        before = [t.low for t in self.tokens[max(0, k - 2) : k]]
        small = len(before) > 1 and not (self.tokens[i].capital or self.tokens[k - 1].capital)
        describes = (
            small and self.tokens[k - 1].joined and before[1].endswith(("ing", "al", "ive", "ian", "ary"))
        )
        return k == i - 1 and describes and before[0] in self.words.prepositions

    def past_description(self, last: int) -> int:
        """Return the last word of what describes somebody nameless: "a person briefed on the plan"."""
        words, j = self.words, last
        follows = self.next(j)
        if follows is None or follows.low not in grammar().describing:
            return last
        while (follows := self.next(j)) is not None and j - last < _LONGEST_OFFICE:
            before = self.tokens[j].low
            names = before in DETERMINERS or before in OWNING or before in words.prepositions
            if j > last and follows.low in words.verbs and not names:
                return j
            j += 1
        return j if follows is None else last

    def spelt(self, first: int, last: int) -> str:
        """Return words with what stands between them, in one line: "52% of French people"."""
        tokens = self.tokens
        whole = "".join(t.raw + follows.before for t, follows in itertools.pairwise(tokens[first : last + 1]))
        return " ".join((whole + tokens[last].text).split())


@functools.cache
def _trait() -> re.Pattern[str]:
    """Match an age or a schooling behind a group: "aged 18 to 29", "over 70", "without a college degree"."""
    years = r"\d{1,2}(?:[-–]\d{1,2}| (?:to|and) \d{1,2}| (?:and|or) (?:over|older|above|under|younger|up))?"
    return re.compile(
        rf"(?:aged|ages|age)(?: between)? {years}"
        r"|(?:under|over|below|above|older than|younger than|between) (?:the ages? of )?"
        r"\d{1,2}(?: and \d{1,2})?(?: years old)?"
        rf"|with(?:out)? (?:an? |any |no )?(?:[a-z]+ )??{any_of(grammar().schooling)}|without one"
    )


@functools.cache
def _first_of_pairs() -> frozenset[str]:
    return frozenset(first for first, _ in vocabulary().pairs)


@functools.cache
def _begins_counting() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in grammar().before_numbers)
