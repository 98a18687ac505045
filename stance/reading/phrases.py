"""Phrases: how mentions are found among the words of a sentence.

They are found by word lists and capitals alone, so that any name will do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stance.reading.acts import is_share
from stance.reading.appositions import joined
from stance.reading.causes import joins_causes, past_capitals, sides_with
from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.questions import UNKNOWN_WORDS, Questions
from stance.reading.tokens import BLANK, Token, names_side, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, is_state

_LONGEST_BRACKET = 8  # words behind a fraction: "a third (35 per cent)"
_HALF = 50  # per cent
_BEFORE_OF = 2  # words before the "of" of a name, with its article
_MOST_OWNERS = 4  # names before a name that is theirs, "Kos's party's leader"; an endless chain is cut


def mentions_of(tokens: Sequence[Token]) -> list[Mention]:
    """Return the mentions among the words of a sentence, in order; none overlaps another."""
    finder = _Finder(tokens)
    return finder.of_group([finder.with_trait(m) for m in finder.find()])


@dataclass(slots=True)
class _Phrase:
    """What stands before the head of a mention, as far as it is read."""

    first: int
    owner: str = ""
    role: list[str] = field(default_factory=list)
    gender: str = ""
    definite: bool = True
    quantified: bool = False
    titled: bool = False
    n_owners: int = 0
    of_office: str = ""


_Found = tuple[Mention | None, int]  # with the place of the word behind it


class _Finder(Questions):
    """Finds mentions among the words of one sentence."""

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        i = 0
        while i < len(self.tokens):
            if (asked := self.past_asked(i)) > i:
                i = asked
                continue
            if i and self.tokens[i].low == "all" and self.tokens[i - 1].low in ("is", "was"):
                follows = self.next(i)  # "was all that X would say"
                i += 2 if follows is not None and follows.low == "that" else 1
                continue
            if (
                self.leads_to_two(i)
                or not self.may_lead(i)
                or (
                    self.only_determines(i)
                    and not any(self.may_lead(k) for k in range(i + 1, i + 2 + UNKNOWN_WORDS))
                    and self._known_before(i) is None
                )
            ):
                i += 1
                continue
            mention, after = self._at(i)
            if mention is not None:
                found.append(mention)
            i = max(after, i + 1)
        return joined(self.tokens, found)

    def _at(self, i: int, n_owners: int = 0) -> _Found:
        """Read the mention whose phrase begins at a word, behind so many names whose it is."""
        token = self.tokens[i]
        if token.low in PRONOUNS and not token.possessive and not self.is_initial(i):
            if token.low == "i" and token.text != "I":
                return None, i + 1
            gender = PRONOUNS[token.low]
            governed = self.is_governed(i)
            return Mention(
                token.start, token.end, Kind.PRONOUN, token.low, gender=gender, governed=governed
            ), i + 1
        if (known := self._known_before(i)) is not None:
            return known, place_of(self.tokens, known.end)
        phrase = _Phrase(i, n_owners=n_owners)
        j = self.past_counting(i)
        phrase.quantified = j > i
        while j < len(self.tokens) and (j == i or self.tokens[j].joined):
            step = self._step(phrase, j)
            if isinstance(step, tuple):
                return step
            if step == j:
                break
            j = step
        if j < len(self.tokens) and (j == i or self.tokens[j].joined):
            titled = j > i and (phrase.gender or phrase.role) and self.past_particles(j) > j
            if titled or self.names(j):
                return self._named(phrase, j)
        return None, max(j, i + 1)

    def with_trait(self, mention: Mention) -> Mention:
        """Name a group by the age or the schooling behind it as well: "voters under 30"."""
        if mention.kind is not Kind.GROUP or mention.possessive:
            return mention
        belongs = len(mention.name.split()) - len(mention.bare.split())  # "40 percent of voters under 30"
        k = place_of(self.tokens, mention.end) + belongs
        last = self.past_trait(k)
        if last == k:
            return mention
        return replace(mention, name=f"{mention.name} {self.spelt(k, last - 1)}", short=mention.bare)

    def of_group(self, found: list[Mention]) -> list[Mention]:
        """Say of whom shares are, if a sentence begins with it: "among Greens, 30% agree and 60% do not".

        A majority without another share stands for all of them.
        """
        comma = next((k for k, t in enumerate(self.tokens) if "," in t.before), 0)
        if comma < len(("among", "voters")) or self.tokens[0].low not in ("among", "amongst", "of"):
            return found
        shares = [m for m in found if m.start >= self.tokens[comma].start and _is_plain_share(m)]
        first = self.tokens[1].low
        begin = 1 + (first in DETERMINERS and first not in grammar().sexes)
        group = next((m for m in found if m.start <= self.tokens[begin].start < m.end), None)
        many = group is not None and group.kind in (Kind.GROUP, Kind.BODY)
        leads = bool(shares) and place_of(self.tokens, shares[0].start) == comma
        if not leads or not (many or first in grammar().sexes):
            return found
        whole = self.spelt(begin, comma - 1)
        if group is not None and many and len(shares) == 1 and _is_majority(shares[0]):
            all_ = replace(group, start=shares[0].start, end=shares[0].end, name=whole, governed=False)
            return [all_ if m is shares[0] else m for m in found]
        return [replace(m, name=f"{m.name} of {whole}", short=m.name) if m in shares else m for m in found]

    def _known_before(self, i: int) -> Mention | None:
        """Read words for those who were spoken of last: "one of them", "one said", "the country"."""
        return (
            self._of_an_age(i)
            or self._part_of(i)
            or self._of_them(i)
            or self._one_of_many(i)
            or self._homeland(i)
            or self._of_years(i)
            or self._the_country(i)
        )

    def _of_an_age(self, i: int) -> Mention | None:
        """Read those who are told by nothing but an age or their schooling: "women under 30"."""
        if not self.has_trait(i):
            return None
        token = self.tokens[i]
        return Mention(token.start, token.end, Kind.GROUP, token.text, governed=self.is_governed(i))

    def _part_of(self, i: int) -> Mention | None:
        """Read a part of those asked, with what counts: "a third said", "over a quarter of voters"."""
        run = self.tokens[i : i + 3]
        if len(run) < 3 or not self._is_fraction(i):
            return None
        last = i + 1
        if run[2].low == "of" and run[2].joined:
            plain = i + 3 < len(self.tokens) and not self._is_fraction(i + 3)
            whole, after = self._at(i + 3) if plain else (None, i)
            if whole is None or whole.kind is not Kind.GROUP:
                return None
            last = after - 1
        elif not (run[1].joined and self._acts_there(i + 2)):
            return None
        first = self._counted_from(i)
        start, end = self.tokens[first].start, self.tokens[last].end
        name = self.spelt(first, last)
        return Mention(start, end, Kind.GROUP, name, governed=self.is_governed(first))

    def _is_fraction(self, i: int) -> bool:
        first, *rest = [t.low for t in self.tokens[i : i + 2]] or [""]
        return first in ("a", "one") and bool(rest) and rest[0] in grammar().fractions

    def _acts_there(self, k: int) -> bool:
        """Say whether a verb of several stands at a word, or behind brackets: not "a third is out"."""
        if k < len(self.tokens) and self.tokens[k].before.endswith("("):
            near = range(k, min(k + _LONGEST_BRACKET, len(self.tokens)))
            k = next((n for n in near if ")" in self.tokens[n].before), len(self.tokens))
        small = grammar()
        known = (self.words.verbs, small.pasts, small.modals, small.stances, small.minds, small.wants)
        behind = [t.low for t in self.tokens[k : k + 1] if t.low not in ("is", "was", "has", "does")]
        return any(low in those for low in behind for those in known)

    def _counted_from(self, i: int) -> int:
        """Return where the words begin that count with a number: "less than" of "less than a third"."""
        for n_words in (3, 2, 1):
            words = " ".join(t.low for t in self.tokens[max(0, i - n_words) : i])
            quantifies = n_words == 1 and words in self.words.quantifiers
            counts = words in grammar().before_numbers | grammar().before_fractions
            if i >= n_words and (counts or quantifies):
                return i - n_words
        return i

    def _of_them(self, i: int) -> Mention | None:
        """Read "one of them", who is one of those who were spoken of last."""
        run = self.tokens[i : i + 3]
        if run[-1].low != "them":
            return None
        if [t.low for t in run[1:]] != ["of", "them"] or not all(t.joined for t in run[1:]):
            return None
        return Mention(run[0].start, run[-1].end, Kind.PRONOUN, "they", governed=self.is_governed(i))

    def _one_of_many(self, i: int) -> Mention | None:
        """Read "one said" or "said one", who is one of the group that was spoken of last."""
        token = self.tokens[i]
        if token.low not in ("one", "another"):
            return None
        follows = self.next(i)
        verb = self.tokens[i - 1] if follows is None and i and token.joined else follows
        known = grammar().says if verb is follows else grammar().says_before
        quoted = verb is follows and BLANK in token.before and verb is not None and verb.low.endswith("ed")
        if verb is None or not (quoted or verb.low in known):
            return None
        return Mention(token.start, token.end, Kind.PRONOUN, "one")

    def _of_years(self, i: int) -> Mention | None:
        """Read "the 54-year-old", who is the person spoken of last."""
        run = self.tokens[i : i + 2]
        if len(run) < 2 or run[0].low != "the" or not run[1].low.endswith("-year-old"):
            return None
        follows = self.next(i + 1)
        acts = follows is None or follows.is_verb or follows.low in grammar().pasts | grammar().modals
        governed = self.is_governed(i)
        return (
            Mention(run[0].start, run[1].end, Kind.PRONOUN, run[1].low, governed=governed) if acts else None
        )

    def _homeland(self, i: int) -> Mention | None:
        """Read "his country", for which he speaks."""
        owner = OWNING.get(self.tokens[i].low, "")
        if owner not in ("he", "she") or (follows := self.next(i)) is None or follows.possessive:
            return None
        if follows.low not in grammar().homelands:
            return None
        return self._described(Kind.GROUP, _Phrase(i, owner), i + 1)

    def _the_country(self, i: int) -> Mention | None:
        """Read "the country" or "the Nordic nation", the state that was spoken of last, if it does something.

        "The Danish kingdom" is a state by its own name.
        """
        if self.tokens[i].low != "the":
            return None
        for j in range(i + 1, min(i + 2 + UNKNOWN_WORDS, len(self.tokens))):
            token, follows = self.tokens[j], self.next(j)
            if not token.joined or token.possessive or follows is None:
                return None
            if token.text in grammar().homelands:
                acts = follows.low in self.words.verbs or follows.low in grammar().modals
                return self._named_country(i, j) if acts else None
            if token.low in self.words.verbs or token.low in self.words.groups:
                return None
        return None

    def _named_country(self, i: int, j: int) -> Mention:
        start, end, governed = self.tokens[i].start, self.tokens[j].end, self.is_governed(i)
        first = j - 1 - (j - 2 > i and self.tokens[j - 2].capital)  # "North Korean", yet "Central American"
        state = self.state_at(first)
        if state is None or not is_state(self.spelt(first, j - 1)):
            return Mention(start, end, Kind.PRONOUN, "country", governed=governed)
        return Mention(start, end, Kind.STATE, self.spelt(first, j), owner=state[0], governed=governed)

    def _step(self, phrase: _Phrase, j: int) -> _Found | int:  # noqa: C901, PLR0911, PLR0912 – a kind of word each
        """Read one word of a phrase: return the whole mention, or the next word, or the same for an end."""
        if self.is_language(j) or self.is_adjective(j, phrase.first):
            return None, j + 1
        if j > phrase.first and (bodies := self.last_of_bodies(j)) > j:
            return bodies + 1  # "senior Treasury and Foreign Office advisers"
        if (state := self.state_at(j)) is not None and not (
            self._is_given_name(phrase, j, *state[1:]) or self.begins_body(j)
        ):
            return self._with_state(phrase, j, *state)
        if self.is_pair(j) and not self.tokens[j + 1].capital:
            follows = self.next(j + 1)
            if follows is not None and follows.low in self.words.governing:
                return j + 2  # "the armed forces ministry"
            if not self.leads_to_office(j + 1):
                return self._group(phrase, j + 1), j + 2
            phrase.role += [t.low for t in self.tokens[j : j + 2]]  # "armed forces minister"
            return j + 2
        if (counted := self._polled(phrase, j) or self._counted(phrase, j)) is not None:
            return counted, j + 1
        if self.names_pair(j) or self.begins_pair(j) or self.begins_body_of(j):
            return j  # "the General Staff", "the Justice and Reform Party", "the National Union of Teachers"
        if self._leads(phrase, j) or self._is_title(phrase, j):
            return j + 1
        token, words = self.tokens[j], self.words
        if token.low in words.roles and not token.possessive and not self.is_plain_noun(j):
            phrase.role.append(token.low)
            phrase.gender = words.roles[token.low] or phrase.gender
            if self.has_second_office(j):
                return j + 2
            j = self.past_portfolio(j)
            follows = self.next(j)
            if follows is not None and (self.names(j + 1) or follows.low in words.roles):
                return j + 1
            return self._office(phrase, j), j + 1
        follows = self.next(j)
        if token.low in words.roles and token.possessive and self.calls_position(j + 1, phrase.first):
            phrase.role.append(token.low)
            return self._office(phrase, j), j + 1  # "the minister's refusal"
        if token.low in words.roles and token.possessive and self.owns_head(j):
            begin = phrase.first + (self.tokens[phrase.first].low in DETERMINERS)
            phrase.of_office = self.spelt(begin, j)  # "the prime minister's office"
            phrase.role, phrase.gender = [], ""
            return j + 1
        if token.low == "half" and [t.low for t in self.tokens[max(0, j - 2) : j]] == ["and", "a"]:
            return None, j + 1  # "three and a half years"
        if (several := self.last_of_pair(j)) > j:
            return several + 1
        if token.low in words.groups and not self._begins_name(j) and not self.is_stating(j):
            many = follows is not None and follows.low in words.groups and follows.low not in words.verbs
            named = token.capital and not token.possessive and not self.begins(j)
            if many and named and follows is not None and follows.low in grammar().gatherings:
                return j + 1  # "the Farmers party"
            if j > phrase.first and self.is_union_of(j):
                return j + 1
            if many and not token.low.endswith("s") and (self.names_many(j + 1) or self._is_party(j)):
                return j + 1  # "council members", "the largest coalition party"
            if many and not token.possessive and token.low in words.role_words and not token.capital:
                phrase.role.append(token.low)  # "opposition parties"
                return j + 1
            if follows is not None and self.leads_to_office(j):
                if token.possessive:
                    self._note_owner(phrase, j)
                else:
                    phrase.role.append(token.low)  # "foreign ministry spokeswoman"
                return j + 1
            if follows is None or not self.names(j + 1):
                return self._group(phrase, j), j + 1
            many_of_office = token.low.removesuffix("s") in words.roles and not token.possessive
            if many_of_office and self.state_at(j + 1) is None:
                phrase.role.append(token.low.removesuffix("s"))  # "Ministers Anna Holt and Jan Orr"
                return j + 1
        leads = token.low in words.role_words
        if (
            leads
            and (self.leads_to_head(j) or self.last_of_bodies(j + 1) > j + 1)
            and not self.ends_in_body(j)
        ):
            phrase.role.append(token.low)
            return j + 1
        if j > phrase.first and (self.describes_head(j) or self.is_union_of(j)):
            return j + 1
        return j

    def _is_party(self, j: int) -> bool:
        """Say whether a word in small letters tells what a party or a movement is: "coalition party"."""
        follows, token = self.next(j), self.tokens[j]
        plain = not (token.capital or token.possessive)
        return plain and follows is not None and follows.low in grammar().gatherings

    def _note_owner(self, phrase: _Phrase, j: int) -> None:
        """Note whose office follows a word: "the bloc's commissioner", "the European Union's envoy"."""
        first = j
        begin = phrase.first + (self.tokens[phrase.first].low in DETERMINERS)
        while first > begin and self.tokens[first].capital and self.tokens[first - 1].capital:
            first -= 1
        phrase.owner = " ".join(t.text for t in self.tokens[first : j + 1])
        phrase.role = phrase.role[: len(phrase.role) - (j - first)]

    def _leads(self, phrase: _Phrase, j: int) -> bool:
        """Say whether a word is a determiner, an owner or a number before a head, and note it."""
        token = self.tokens[j]
        follows = self.next(j)
        said = token.low == "that" and follows is not None and follows.capital  # "said that Norway would"
        if j == phrase.first and token.low in DETERMINERS and not said and not self.is_initial(j):
            phrase.definite = token.low not in grammar().indefinite
            phrase.quantified = token.low == "one" and self.is_share(j)
            return True
        if (j == phrase.first and token.low in OWNING) or self.is_honour(j):
            if self.is_honour(j + 1):
                phrase.gender = PRONOUNS.get(OWNING[token.low], "")  # "His Excellency Jan Kos"
            elif j == phrase.first:
                phrase.owner = OWNING[token.low]
            return True
        if phrase.quantified and (
            token.low in ("of", "own")
            or (token.low in ("in", "out") and self.is_share(j - 1))  # "six in ten", "six out of ten"
            or token.low in OWNING
            or (
                token.low in DETERMINERS and not self.tokens[j - 1].text.isdigit()
            )  # "by 60 to 39 the Senate"
        ):
            return True
        if j == phrase.first + 1 and token.possessive and token.low in grammar().homelands:
            phrase.owner = "it"  # "the country's foreign ministry"
            return follows is not None and self.heads(follows)
        return self._counts(phrase, j) or (j == phrase.first + 1 and self.tells_size(j))

    def _counts(self, phrase: _Phrase, j: int) -> bool:
        """Say whether a word tells how many there are, and note it: "six members", "plenty of governors"."""
        token, follows = self.tokens[j], self.next(j)
        of_some = token.low in grammar().counting and follows is not None and follows.low == "of"
        of_some = of_some and not (j and self.tokens[j - 1].low == "as")  # "formed as part of a coalition"
        if of_some or (self.is_number(j) and not self.is_year(j)):
            phrase.quantified = True
            return of_some or token.low not in self.words.groups
        return False

    def _polled(self, phrase: _Phrase, j: int) -> Mention | None:
        """Read a share whose noun is what was done to those whose it is: "56% of those polled"."""
        polled = self.tokens[j].low in grammar().polled and self.tokens[j - 1].low == "those"
        return self._group(phrase, j) if phrase.quantified and polled else None

    def _counted(self, phrase: _Phrase, j: int) -> Mention | None:
        """Read how many hold something, if no noun says who: "nine of the 17 would", "31% in favor"."""
        if j + 1 >= len(self.tokens) or not self.is_number(j):
            return None
        token, follows = self.tokens[j], self.tokens[j + 1]
        if j == phrase.first and self.is_somewhere(j):
            return self._group(phrase, j)
        in_many = self.tokens[j - 1].low == "in" and self.is_share(j - 2)  # "six in ten would"
        if phrase.quantified and (in_many or self.tokens[j - 1].low in ("of", *DETERMINERS, *OWNING)):
            behind = j + 1 + (follows.low in grammar().adverbs)
            verb = self.tokens[behind].low if behind < len(self.tokens) else ""
            acts = verb in self.words.verbs or verb in grammar().stances
            acts = acts and verb not in self.words.groups
            return self._group(phrase, j) if acts and follows.joined else None
        small = grammar()
        if not (follows.before.startswith("%") and follows.joined):
            return None
        acts = any(follows.low in those for those in (small.modals, small.says, small.stances))
        if not (acts or names_side(self.tokens, j + 1)):
            return None
        return replace(self._group(phrase, j), name=f"{token.text}%")

    def _begins_name(self, j: int) -> bool:
        """Say whether a body's name begins at a word for a group: "the Group of Four"."""
        token, words = self.tokens[j], self.words
        if token.capital and sides_with(self.tokens, j + 1):
            return True  # "Mothers Against War"
        own = token.capital and token.low in words.bodies and token.low not in words.governing
        leads = own and not self.begins(j) and self.next(j) is not None
        return leads and self._join(_Phrase(j), j + 1) > 0

    def _is_title(self, phrase: _Phrase, j: int) -> bool:
        """Say whether a word is a title before a name, and note it."""
        token, words = self.tokens[j], self.words
        if self._is_common_rank(j):
            phrase.titled = True
            return True
        office = token.low in words.roles or token.low in words.role_words
        follows = self.next(j)
        if token.low not in words.titles or not (token.capital or office) or follows is None:
            return False
        small = token.capital and self.past_particles(j + 1) > j + 1  # "Mr de la Cruz"
        if not (small or follows.capital or follows.low in words.roles or follows.low in words.role_words):
            return False
        gender, role = words.titles[token.low]
        phrase.gender = gender or phrase.gender
        phrase.titled = phrase.titled or token.capital
        if role or token.low in words.role_words:
            phrase.role.append(role or token.low)
        return True

    def _is_common_rank(self, j: int) -> bool:
        """Say whether an ordinary word is the rank of a full name: "Private Jan Kos", yet "Private Eye"."""
        if not self.tokens[j].capital or self.tokens[j].low not in grammar().common_ranks:
            return False
        name, words = self.tokens[j + 1 : past_capitals(self.tokens, j + 1)], self.words
        known = (words.bodies, words.groups, words.roles, words.role_words)
        whole = len(name) > 1 and name[0].joined
        return whole and not any(t.low in those for t in name for those in known)

    def _with_state(
        self, phrase: _Phrase, j: int, canonical: str, adjective: bool, length: int
    ) -> _Found | int:
        """Read a state: as a mention, or as whose office, group or person follows it."""
        after = j + length
        if adjective and (several := self.last_of_states(j)) > j and (head := self.next(several)) is not None:
            if self.names_many(several + 1) or self.describes_head(several + 1):
                return several + 1  # "French and German leaders"
            if not (head.capital or head.low in self.words.verbs or head.low in self.words.openings):
                return None, several + 1  # "Italian, French or Spanish aid"
        last = self.tokens[after - 1]
        follows = self.next(after - 1)
        if last.possessive and (follows is None or not (self.heads(follows) or self.describes_head(after))):
            if follows is not None and follows.low in grammar().befriended:  # "Tbilisi's friends"
                found = self._group(replace(phrase, owner=canonical), after)
            else:
                found = self._state(phrase, j, after, canonical)
            return found, place_of(self.tokens, found.end)
        # "the Baltic states", "the Berlin government", "Kosovo leaders", yet "in Berlin officials say"
        of_group = adjective or phrase.first < j or not self.tells_where(j, after)
        led = follows is not None and (self.continues(follows, adjective, of_group) or self.is_pair(after))
        # Not "in London Mr Orr said".
        led = led and (adjective or phrase.first < j or not self.is_where(j, after))
        if last.possessive or led:
            phrase.owner = canonical
            return after
        people = phrase.first == j - 1 and self.tokens[phrase.first].low == "the" and self.parts(after)
        describes = adjective and follows is not None and not follows.capital and not people
        if describes and follows is not None and follows.low not in self.words.verbs:
            return None, after  # "German contribution"
        return self._state(phrase, j, after, canonical), after

    def _is_given_name(self, phrase: _Phrase, j: int, adjective: bool, length: int) -> bool:
        """Say whether a state's name is a person's behind an office: "Foreign Minister Chad Orr"."""
        follows, words = self.next(j), self.words
        if not phrase.role or adjective or length > 1 or follows is None or self.tokens[j].possessive:
            return False
        return follows.capital and not any(
            follows.low in those for those in (words.roles, words.role_words, words.titles, words.groups)
        )

    def _state(self, phrase: _Phrase, i: int, after: int, canonical: str) -> Mention:
        span = self.tokens[i:after]
        known = self.words.states.get((span[-1].low,), ("", False))
        most = self.tokens[phrase.first].low in ("most", "many") and phrase.first < i and known[1]
        people = (phrase.first == i or phrase.quantified) and self.is_people(span[-1])
        if most or people:  # "most Japanese"; "Americans", yet "the Americans"
            return self._described(Kind.GROUP, replace(phrase, owner=canonical), after - 1)
        return Mention(
            self.tokens[phrase.first].start,
            span[-1].end,
            Kind.STATE,
            " ".join(t.text for t in span),
            owner=canonical,
            governed=self.is_governed(phrase.first),
            possessive=span[-1].possessive,
            one_of=self._is_one_of_people(phrase, i, after),
        )

    def _is_one_of_people(self, phrase: _Phrase, i: int, after: int) -> bool:
        """Say whether words name one of a people, who does something: "the Norwegian said"."""
        if phrase.first == i or after != i + 1 or self.tokens[i].possessive:
            return False
        follows = self.next(i)
        one = (f"{self.tokens[i].low}s",) in self.words.states or self.tokens[i].low.endswith("man")
        return one and follows is not None and follows.is_verb

    def _office(self, phrase: _Phrase, last: int) -> Mention:
        return self._described(Kind.ROLE, phrase, last)

    def _group(self, phrase: _Phrase, last: int) -> Mention:
        return replace(self._described(Kind.GROUP, phrase, last), role="", gender="", definite=True)

    def _described(self, kind: Kind, phrase: _Phrase, last: int) -> Mention:
        tokens, first = self.tokens, phrase.first
        if phrase.quantified or not phrase.definite:
            last = self.past_description(last)
        of_many = tokens[first].low == "one" and self.is_share(first)
        begin = first + (not of_many and (tokens[first].low in DETERMINERS or tokens[first].low in OWNING))
        begin += begin < last and self.tells_size(begin)
        return Mention(
            tokens[first].start,
            tokens[last].end,
            kind,
            self.spelt(begin + (tokens[begin].low == "own"), last),
            " ".join(phrase.role),
            phrase.owner,
            phrase.gender,
            self.is_governed(first),
            tokens[last].possessive,
            phrase.definite,
            with_the=tokens[first].low == "the",
            of_office=phrase.of_office,
        )

    def _named(self, phrase: _Phrase, i: int) -> _Found:
        """Read the name that begins at a word, with what stands before it."""
        tokens = self.tokens
        leads = phrase.first == i and self.begins(i) and tokens[i].low not in self.words.bodies
        if leads and self.next(i) is not None and self._only_leads(i):
            return None, i + 1  # "Ask Vanuatu", "Neutral Austria", "Says Orr", "Possible Nato plans"
        j = self._end_of_name(phrase, i)
        run = self._without_letters(phrase, tokens[i : j + 1])
        name = " ".join(t.text for t in run)
        if self.is_shouted(run, j):
            name = name.title()  # "JAN ORR has committed"
        after = j + 1
        owner = self._owner_of(phrase, i, name) if tokens[j].possessive else name
        owned = self._owned(phrase, after, owner, possessive=tokens[j].possessive)
        if owned is not None:
            return owned
        titles = [
            k
            for k, t in enumerate(run[:-1])
            if (t.low in self.words.titles or t.low in self.words.roles) and run[k + 1].capital
        ]
        if titles and titles[-1] > 0:  # "Illinois Gov. X": what stands before the title is whose it is
            first = titles[-1]
            while first > 1 and run[first - 1].low in self.words.roles:  # "Nato Secretary General X"
                first -= 1
            behind, end = self._at(i + first, phrase.n_owners)
            if behind is not None and behind.kind is Kind.PERSON:
                of_office = (self.words.role_words, self.words.titles, grammar().ranking)
                before = (t for t in run[:first] if not any(t.low in words for words in of_office))
                owner = " ".join(t.text for t in before)
                return self._begun(phrase, behind, owner), end
        n_words = self.words_of_office(run, j, named=phrase.first < i)
        if n_words:
            owner = phrase.owner or " ".join(t.text for t in run[:-n_words])
            role = [t.low for t in run[-n_words:]]
            return self._office(replace(phrase, owner=owner, role=role), j), after
        n_party = self.words_of_party(run, beside="," in tokens[phrase.first].before)
        if n_party and grammar().former.issuperset(phrase.role):  # "former Trotskyist Ana Orr"
            phrase.role, run = [*phrase.role, *(t.low for t in run[:n_party])], run[n_party:]
            name = " ".join(t.text for t in run)
        kind = self._kind_of(phrase, run)
        counted = phrase.quantified and kind is Kind.PERSON and not phrase.role
        counted = counted or (len(run) == 1 and not phrase.role and run[0].low in grammar().things)
        counted = counted or (not phrase.role and run[-1].low in grammar().inquiries)
        counted = counted or (kind is Kind.PERSON and not phrase.role and self.names_portfolio(i, j))
        if counted or self._describes_noun(phrase, run, self.next(j)):
            return None, after
        own, name = name, self._whole_name(phrase, i, kind, name)
        first = self._past_gathering(phrase.first, i) if kind is Kind.PERSON else phrase.first
        return Mention(
            tokens[first].start,
            tokens[j].end,
            kind,
            name,
            " ".join(phrase.role),
            phrase.owner,
            phrase.gender,
            self.is_governed(first),
            tokens[j].possessive,
            doubtful=kind is Kind.PERSON and len(run) == 1 and phrase.first == i and self.is_doubtful(j),
            short="" if own == name else own,
            with_the=tokens[first].low == "the",
        ), after

    def _only_leads(self, i: int) -> bool:
        """Say whether a sentence's first word has its capital from that and stands before a name."""
        body = self.tokens[i + 1]
        known = body.text.isupper() or (body.low,) in self.words.names
        may_come = known and self.tokens[i].low in grammar().maybes
        return may_come or self.state_at(i + 1) is not None or self.says_so(i)

    def _past_gathering(self, first: int, i: int) -> int:
        """Return where a titled name begins behind a body that is not theirs: "at the summit Mr Orr said"."""
        begin, titles = i, self.words.titles
        while begin > first and self.tokens[begin - 1].capital and self.tokens[begin - 1].low in titles:
            begin -= 1
        gathered = first < begin < i and self.tokens[begin - 1].text in self.words.bodies
        return begin if gathered else first

    def _without_letters(self, phrase: _Phrase, run: Sequence[Token]) -> Sequence[Token]:
        """Return a person's name without the letters behind it, which may tell of an office: "Ann Orr MP"."""
        letters, titled = run[-1], bool(phrase.titled or phrase.gender)
        named = len(run) > (1 if titled else 2) and (titled or run[0] is self.tokens[phrase.first])
        if not (named and letters.text.isupper() and letters.low in grammar().behind_names):
            return run
        words = self.words
        if any(t.low in those for t in run[:-1] for those in (words.bodies, words.roles, words.titles)):
            return run  # "Greens leader and MP"
        if letters.low in words.roles and not phrase.role:
            phrase.role.append(letters.low)
        return run[:-1]

    def _owner_of(self, phrase: _Phrase, i: int, name: str) -> str:
        """Return whose something is, an office with the words before it: "the Prime Minister's spokesman"."""
        office = phrase.role and self.tokens[i].low in self.words.roles and self.tokens[i - 1].capital
        return f"{self.tokens[i - 1].text} {name}" if office else name

    def _whole_name(self, phrase: _Phrase, i: int, kind: Kind, name: str) -> str:
        """Return a name that begins at a word, a body's with its state: "Australian Defence Force"."""
        first = phrase.first + (self.tokens[phrase.first].low in DETERMINERS)
        before = self.tokens[first:i]
        with_state = (
            kind is Kind.BODY and phrase.owner and all(t.capital and not t.possessive for t in before)
        )
        return " ".join([*(t.text for t in before), name]) if with_state else name

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
        if self.leads_to_person(i):
            return i + 1  # "chief of the General Staff Jan Kos"
        j = i
        while not self.tokens[j].possessive and (follows := self.next(j)) is not None:
            if follows.capital and (self.is_initial(j + 1) or self._goes_on(follows)):
                j += 1
            elif (length := self._join(phrase, j + 1)) > 0:
                j += length + 1
            else:
                break
        return self.last_of_body(phrase.first, i, j)

    def _goes_on(self, token: Token) -> bool:
        """Say whether a word with a capital may be one more of a name: no pronoun and no day."""
        return token.low not in PRONOUNS and token.low not in self.words.dates

    def _join(self, phrase: _Phrase, i: int) -> int:
        """Return how many small words stand inside a name: "van der Leyen", "Bank of England"."""
        first = self.tokens[i].low
        of_body = first in ("of", "for") and not phrase.role and self.tokens[i - 1].low in self.words.bodies
        goes_on = first == "of" and not phrase.role and (self.goes_on_of(i) or self._is_name_of(phrase, i))
        of_body = of_body or goes_on
        sides = not phrase.role and sides_with(self.tokens, i)
        if of_body or sides or (first == "and" and (self.pairs_body(i) or joins_causes(self.tokens, i))):
            j = i + (of_body and self.leads_to_name(i))
        else:
            j = i - 1
            while (follows := self.next(j)) is not None and follows.low in grammar().particles:
                j += 1
        follows = self.next(j)
        return j - i + 1 if follows is not None and follows.capital else 0

    def _is_name_of(self, phrase: _Phrase, i: int) -> bool:
        """Say whether "of" stands in a name of several words with "the": "the Liberation Tigers of Orra"."""
        led = self.tokens[phrase.first].low == "the" and i - phrase.first > _BEFORE_OF
        whole = led and all(t.capital and t.joined for t in self.tokens[phrase.first + 1 : i])
        follows = self.next(i)
        return (
            whole and follows is not None and follows.low not in self.words.dates and not self.state_at(i + 1)
        )

    def _owned(self, phrase: _Phrase, after: int, name: str, *, possessive: bool) -> _Found | None:
        """Read who is meant where a name is only whose office, person or group follows."""
        follows = self.tokens[after] if after < len(self.tokens) else None
        if follows is None or not (follows.joined or follows.before == ") "):
            return None
        words = self.words
        office = (follows.low in words.roles and not self.is_plain_noun(after)) or (
            follows.low in words.role_words and self.leads_to_head(after)
        )
        of_office = not possessive and follows.low in words.groups and self.leads_to_office(after)
        office = office or of_office  # "a former Berg administration official"
        leads = office or (possessive and (self.heads(follows) or self.describes_head(after)))
        if leads and phrase.n_owners < _MOST_OWNERS:
            head = after
            while not (office or self.heads(self.tokens[head])):
                head += 1  # "X's younger sister"
            behind, end = self._at(head, phrase.n_owners + 1)
            peoples = behind is not None and possessive and not (behind.role or behind.gender)
            if behind is not None and peoples and self.is_peoples(after - 1, behind.kind is Kind.BODY):
                whole = self.spelt(after - 1, place_of(self.tokens, behind.end) - 1)
                return self._begun(phrase, replace(behind, kind=Kind.BODY, name=whole), ""), end
            of_body = possessive and self.tokens[after - 1].low in words.bodies  # "the Union's Peace Council"
            owned = (Kind.PERSON, Kind.ROLE, Kind.BODY) if of_body else (Kind.PERSON, Kind.ROLE)
            if behind is not None and behind.kind in owned:
                return self._begun(phrase, behind, name), end
            if behind is not None and behind.kind is Kind.GROUP:
                last = next(k for k in range(after, end) if self.tokens[k].end == behind.end)
                return self._group(replace(phrase, owner=phrase.owner or name), last), end
        if follows.low in words.groups and not possessive and not self.states_there(phrase.role, after):
            many = self.next(after) is not None and self.names_many(after + 1)
            last = after + (many and after + 2 < len(self.tokens))  # "Berg administration officials said"
            return self._group(replace(phrase, owner=phrase.owner or name), last), last + 1
        return None

    def _begun(self, phrase: _Phrase, mention: Mention, owner: str) -> Mention:
        """Return a mention with the words before it, which say whose it is."""
        first = phrase.first
        if mention.kind is Kind.ROLE:  # "a senior Hezbollah aide", "Nato's chief"
            last, begin = (
                place_of(self.tokens, mention.start),
                first + (self.tokens[first].low in DETERMINERS),
            )
            before = "".join(
                t.raw + self.tokens[k].before for k, t in enumerate(self.tokens[begin:last], begin + 1)
            )
            mention = replace(mention, name=" ".join([*before.split(), mention.name]))
        return replace(
            mention,
            start=self.tokens[phrase.first].start,
            definite=mention.definite and phrase.definite,
            owner=phrase.owner or owner,
            governed=self.is_governed(phrase.first),
        )

    def _kind_of(self, phrase: _Phrase, run: Sequence[Token]) -> Kind:
        """Tell persons from bodies by what stands before and in a name."""
        lows = tuple(t.low for t in run)
        if lows in self.words.pairs:
            return Kind.BODY  # "Armenia's General Staff"
        if phrase.role or phrase.gender or phrase.titled:
            return Kind.PERSON
        with_article = self.tokens[phrase.first].low == "the"
        shouted = len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1
        body = with_article or shouted or lows in self.words.names or not self.words.bodies.isdisjoint(lows)
        body = body or not grammar().siding.isdisjoint(lows)
        return Kind.BODY if body else Kind.PERSON


def _is_plain_share(mention: Mention) -> bool:
    """Say whether a mention is a share and does not say of whom: "31 percent", "two thirds"."""
    return is_share(mention) and " of " not in mention.name and not mention.owner


def _is_majority(mention: Mention) -> bool:
    number = re.search(r"\d+(?:\.\d+)?", mention.name)
    return number is not None and float(number.group()) > _HALF
