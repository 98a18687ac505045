"""Appositions: mentions that belong together, and what a mention is made by those beside it.

A list shares what stands before it ("the envoy for Mali and the Sahel"); an office and the name set beside
it are one mention ("its foreign minister, X"); a voice speaks for who is named behind it.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import replace

from stance.reading.causes import joins_causes, past_capitals, said_of_several
from stance.reading.grammar import grammar
from stance.reading.mentions import Kind, Mention
from stance.reading.tokens import BLANK, Token, names_side, place_of
from stance.reading.vocabulary import DETERMINERS, OWNING, PRONOUNS, vocabulary

_LONGEST_OFFICE = 8  # words behind an office that belong to it
_LONGEST_BELONGING = 5  # words behind a preposition that belong to somebody nameless
_LONGEST_ASIDE = 25  # words between commas that are set beside somebody
_REACH = 40  # words in which a verb is looked for
_OF = (["of"], ["from"], ["in"])
_BELONGING = (["of"], ["for"], ["to"], ["in"])
_HONOURS = ("rt", "right", "hon", "honourable", "the")
_SOMEBODY = (Kind.PERSON, Kind.ROLE)


def joined(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of a sentence, with those that are the same somebody made one."""
    whole = _styled(tokens, _governed(tokens, _shortened(tokens, mentions)))
    beside = _apposed(tokens, _with_asides(tokens, _bracketed(tokens, whole)))
    named = _named_behind(tokens, beside)
    return _seated(tokens, _spelt_out(tokens, _voiced(tokens, named)))


def _shortened(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Make the short form of a name, in brackets behind it, a part of it: "the Civic Union (CU)"."""
    found: list[Mention] = []
    for mention in mentions:
        k = place_of(tokens, mention.start)
        last = found[-1] if found else None
        if last is None or tokens[k].before != " (" or tokens[k - 1].end != last.end or last.initials:
            found.append(mention)
            continue
        short, rest = tokens[k].text, "".join(word[0] for word in last.name.split())
        bracket = k + 1 < len(tokens) and tokens[k + 1].before.startswith(")")
        closed = bracket or k + 1 == len(tokens)
        body = last.kind in (Kind.BODY, Kind.GROUP)
        capitals = sum(map(str.isupper, short)) > 1
        named = body or (last.kind is Kind.PERSON and short == rest)
        if named and capitals and mention.kind in _SOMEBODY and mention.owner == short:
            name = mention.name.replace(short, f"{last.name} ({short}", 1)  # "the Civic Union (CU) leader"
            found[-1] = replace(mention, start=last.start, name=name, owner=last.name)
            continue
        if closed and capitals and (body or (last.kind is Kind.PERSON and short == rest and not last.role)):
            kind = Kind.BODY if last.kind is Kind.PERSON else last.kind
            found[-1] = replace(last, kind=kind, end=tokens[k].end + bracket, initials=short)
        else:
            found.append(mention)
    return found


def follows_verb(tokens: Sequence[Token], mentions: Sequence[Mention], place: int, begin: int = 0) -> bool:
    """Say whether a verb stands before a word in its clause, outside of mentions.

    ``place`` and ``begin``: the places of the word, and of the first word that may belong to its clause.
    """
    small = grammar()
    if place > begin and tokens[place - 1].low in small.omits_that and BLANK not in tokens[place - 1].before:
        return False
    for k in range(place - 1, max(begin, place - _REACH) - 1, -1):
        if tokens[k].low in small.subordinating and tokens[k].low not in small.joining:
            return False
        if _is_verb(tokens, k):
            n = bisect.bisect_right(mentions, tokens[k].start, key=lambda m: m.start)
            if n == 0 or mentions[n - 1].end <= tokens[k].start:
                return True
    return False


def _is_verb(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word looks like a verb where it stands: "it protests", yet "of protests", "the plan"."""
    if k == 0:
        return BLANK in tokens[0].before and tokens[0].is_verb  # "…," said X
    if not tokens[k].is_verb:
        return False
    before = tokens[k - 1].low
    return not (before in vocabulary().prepositions or before in DETERMINERS or before in OWNING)


def _governed(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Let a preposition govern all of a list: "the envoy for Mali and the Sahel"."""
    found = list(mentions)
    for n, (before, mention) in enumerate(itertools.pairwise(mentions)):
        alike = (before.kind in _SOMEBODY) == (mention.kind in _SOMEBODY)
        if not found[n].governed or mention.governed or not alike:
            continue
        if n and _is_place_in(tokens, mentions[n - 1 : n + 2]):  # "Ann Orr of Dayton, Ohio, said"
            found[n + 1] = replace(mention, governed=True)
            continue
        between = [t.low for t in _between(tokens, before, mention)]
        if not between and before.kind is mention.kind is Kind.STATE and before.owner == mention.owner:
            found[n + 1] = replace(mention, governed=True)  # "in Lusaka, Zambia"
            continue
        place = place_of(tokens, before.start)
        if not between and (listed := _states_listed(tokens, mentions, n)):
            found[n + 1 : n + 1 + listed] = [
                replace(m, governed=True) for m in mentions[n + 1 : n + 1 + listed]
            ]
            continue
        behind = place_of(tokens, mention.end)
        asked = [t.low for t in tokens[behind : behind + 1]] == ["to"]  # "threats by X and Y to withdraw"
        # "in X and Y, the ministry said"
        ends = behind == len(tokens) or tokens[behind].before.strip() == ","
        if between in (["and"], ["or"]) and (asked or ends or not follows_verb(tokens, mentions, place)):
            found[n + 1] = replace(mention, governed=True)
    return found


def _states_listed(tokens: Sequence[Token], mentions: Sequence[Mention], first: int) -> int:
    """Return how many more states stand in a list amid a sentence, or 0: "soldiers from X, Y and Z".

    Others may end it who have no name: "to X, Y, Z and other places".
    """
    n = first if place_of(tokens, mentions[first].start) > 1 else len(mentions)
    while n + 1 < len(mentions) and mentions[n].kind is mentions[n + 1].kind is Kind.STATE:
        between = [t.low for t in _between(tokens, mentions[n], mentions[n + 1])]
        if between in (["and"], ["or"]):
            return n + 1 - first if n > first else 0
        if between or tokens[place_of(tokens, mentions[n + 1].start)].before.strip() != ",":
            break
        n += 1
    behind = place_of(tokens, mentions[n].end) if n < len(mentions) else len(tokens)
    others = " ".join(t.low for t in tokens[behind : behind + 2]) in (
        "and other",
        "or other",
        "and elsewhere",
    )
    return n - first if others else 0


def _apposed(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Join an office and the name set beside it: "its foreign minister, X" and "X, a former minister"."""
    places = {t.start: k for k, t in enumerate(tokens)}
    found: list[Mention] = []
    office = 0  # where the office ends that was set beside a name
    for mention in mentions:
        place = places[mention.start]
        two = (
            mention.kind is Kind.ROLE
            and tokens[place - 1].low == "and"
            and 0 < office == tokens[place - 2].end
        )
        if two and found and _closes(tokens, mention):  # "X, the deputy premier and leader of the left, said"
            found[-1] = replace(found[-1], end=mention.end)
            continue
        if "(" in tokens[place].before and found and found[-1].kind is Kind.PERSON:
            continue  # "X (D-Maine)"
        comma = tokens[place].before.strip() == ","
        if comma and found and _is_of_party(tokens, found[-1], mention):
            continue  # "X, Virginia Republican, said", "five governors, all Republicans"
        last = found[-1] if found else None
        if last is not None and comma and mention.kind is Kind.PERSON:
            last = _set_beside(tokens, places, found)
        if (
            last is not None
            and mention.kind is Kind.PERSON
            and ((comma and _is_one_of(tokens, places, last)) or _is_kin_too(tokens, last, mention))
        ):  # "one of its leaders, X", "one of them, X", "her colleague and former minister X"
            found[-1] = replace(mention, start=last.start)
            continue
        beside = last is not None and comma and _reaches(tokens, last, place)
        if (
            last is None
            or not beside
            or (last.governed and _says_alone(tokens, mention))
            or {last.kind, mention.kind} != {Kind.ROLE, Kind.PERSON}
            or last.possessive
            or (mention.owner == "you" and not _closes(tokens, mention))  # "Mr Orr, your minister says no"
            or (last.governed and mention.role and not last.definite)  # "told a reporter, Senator X"
        ):
            found.append(mention)
            continue
        person, role = (mention, last) if mention.kind is Kind.PERSON else (last, mention)
        while found.pop() is not last:
            pass  # what belongs to the office
        office = mention.end if mention is role else 0
        before = found[-1] if found else None
        if before is not None and before.kind is Kind.ROLE and _is_office_too(tokens, before, last, mention):
            found.pop()  # "the finance minister and leader of the left, X"
            last = replace(before, role=before.role or last.role, end=last.end)
        found.append(
            replace(
                _in_office(person, role),
                start=last.start,
                end=mention.end,
                governed=last.governed,
                possessive=mention.possessive,
            )
        )
    return found


def _bracketed(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Join an office and the name in brackets behind it: "the Prime Minister (Mr Kos)"."""
    found: list[Mention] = []
    for mention in mentions:
        end = _in_brackets(tokens, found[-1], mention) if found else 0
        if end:
            found[-1] = replace(_in_office(mention, found[-1]), start=found[-1].start, end=end)
        else:
            found.append(mention)
    return found


def _in_brackets(tokens: Sequence[Token], office: Mention, person: Mention) -> int:
    """Return where the brackets end in which an office's holder is named, "the minister (Jan Kos)", or 0."""
    named = person.kind is Kind.PERSON and (" " in person.name or person.gender) and not person.role
    if office.kind is not Kind.ROLE or not office.definite or not named:
        return 0
    first, place, behind = (place_of(tokens, at) for at in (office.end, person.start, person.end))
    fields = ("for", "of", *vocabulary().portfolios)
    while first < place and tokens[first].joined and tokens[first].low in fields:
        first += 1  # "the Minister for Defence"
    behind += behind + 1 < len(tokens) and tokens[behind].low.isdigit()  # "(Jan Kos, 45)"
    if first > place or tokens[first].before != " (" or behind == len(tokens):
        return 0
    plain = all(t.low in _HONOURS for t in tokens[first:place])
    return tokens[behind - 1].end + 1 if plain and tokens[behind].before.startswith(")") else 0


def _styled(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Name a party by the name set beside it: "the largest coalition party, the Free Union, said"."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last is None or not _is_styled(tokens, last, mention):
            found.append(mention)
            continue
        found[-1] = replace(
            mention, start=last.start, kind=Kind.BODY, owner=last.owner, governed=last.governed
        )
    return found


def _is_styled(tokens: Sequence[Token], group: Mention, name: Mention) -> bool:
    """Say whether a name stands between commas behind one party or movement, and a verb behind it."""
    head = group.bare.lower().rpartition(" ")[2]
    if group.kind is not Kind.GROUP or head not in grammar().gatherings or group.possessive:
        return False
    one_word = name.kind is Kind.PERSON and not (name.role or name.gender or " " in name.name)
    named = name.kind is Kind.BODY or (
        one_word and not group.governed
    )  # "the leader of the party, Orr, said"
    k, behind = place_of(tokens, name.start), place_of(tokens, name.end)
    beside = tokens[k].before == ", " and not _between(tokens, group, name) and group.definite
    if not (named and beside) or name.possessive or behind == len(tokens):
        return False
    acts = tokens[behind].is_verb or tokens[behind].low in grammar().adverbs - {"and", "or", "nor"}
    return acts and tokens[behind].before == ", "


def _with_asides(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Make what is set beside somebody a part of them: "Al Dorn, a captain in the reserves, said"."""
    found: list[Mention] = []
    offices = {m.start for m in mentions if m.kind is Kind.ROLE}
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue
        first = _behind_bracket(tokens, place_of(tokens, mention.end))
        titled = first < len(tokens) and mention.kind is Kind.PERSON and tokens[first].start in offices
        last = _end_of_aside(tokens, first, begins=titled)
        if last is None or mention.possessive or mention.kind is Kind.PRONOUN:
            found.append(mention)
            continue
        begin, end = tokens[first].start, tokens[last].end
        n = bisect.bisect_left(mentions, begin, key=lambda m: m.start)
        inside = mentions[n : bisect.bisect_left(mentions, end, lo=n, key=lambda m: m.start)]
        lists = tokens[first].low == "the" and any(m.start == begin and _has_name(m) for m in inside)
        if lists or any(m.kind is Kind.PERSON and not m.governed for m in inside):
            found.append(mention)  # "Chad, the Sudan and Mali", "the minister, the Rev. Jan Kos"
            continue
        office = next((m for m in inside if m.kind is Kind.ROLE and m.start == begin), None)
        office = office if mention.kind is Kind.PERSON else None
        found.append(replace(_in_office(mention, office) if office else mention, end=end))
    return found


def _in_office(person: Mention, office: Mention) -> Mention:
    """Return a person with the office that is set beside the name."""
    return replace(
        person,
        role=office.role or person.role,
        owner=person.owner or office.owner,
        gender=person.gender or office.gender,
    )


def _has_name(mention: Mention) -> bool:
    return mention.kind in (Kind.PERSON, Kind.BODY, Kind.STATE)


def _behind_bracket(tokens: Sequence[Token], k: int) -> int:
    """Return the place behind a bracket that begins at a word, or the same place: "Al Dorn (R-Iowa), a"."""
    if k < len(tokens) and tokens[k].before == " (":
        near = range(k + 1, min(len(tokens), k + _LONGEST_BELONGING))
        return next((m for m in near if tokens[m].before.startswith(")")), k)
    return k


def _end_of_aside(tokens: Sequence[Token], first: int, *, begins: bool) -> int | None:
    """Return the last word of what a comma sets beside somebody, where a verb follows the next comma.

    ``begins``: whether a person's office stands there, so that no article must.
    """
    if first >= len(tokens) or tokens[first].before.strip(" )") != ",":
        return None
    words, small = vocabulary(), grammar()
    if not (begins or tokens[first].low in ("a", "an", "the") or tokens[first].low in small.former):
        return None
    near = range(first + 1, min(len(tokens), first + _LONGEST_ASIDE))
    opening = next((k for k in near if not tokens[k].joined), len(tokens))
    closing = _behind_bracket(tokens, opening)  # "…, head of the Mission in Chad (MIC), said"
    if closing == len(tokens) or tokens[closing].before.strip(" )") != "," or tokens[closing].capital:
        return None
    verb = closing + (tokens[closing].low in small.adverbs or tokens[closing].low.endswith("ly"))
    finite = small.says | small.modals | small.pasts | small.there_is | words.verbs
    acts = verb < len(tokens) and (tokens[verb].low in finite or tokens[verb].is_verb)
    related = next((k for k in range(first, opening) if tokens[k].low in small.relates), opening)
    if not acts or any(tokens[k].low in finite for k in range(first, related)):
        return None
    return closing - 1


def _named_behind(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Join an office and the name behind what belongs to it: "the envoy for Chad X", "head of the Army Y"."""
    found: list[Mention] = []  # from the last to the first
    of_office = False  # whether the last of them is a name with what belongs to an office before it
    for n in range(len(mentions) - 1, -1, -1):
        mention, person = mentions[n], found[-1] if found else None
        if person is not None and person.kind is Kind.PERSON and not mention.possessive:
            between = _between(tokens, mention, person)
            two = _is_second_of_states(tokens, mentions, n)  # "the envoy for Chad and Mali X"
            belongs = mention.governed and n > two and mentions[n - 1 - two].kind is Kind.ROLE
            titled = tokens[place_of(tokens, person.start)].low in vocabulary().titles
            bare = not (person.role or person.gender) or (titled and mention.kind is Kind.BODY)
            of_two = of_office and [t.low for t in between] == ["and"]
            plain = " " in person.name and bare and (of_two or not between)
            if plain and belongs and mention.kind in (Kind.STATE, Kind.BODY):
                owner = mention.owner or mention.name
                found[-1], of_office = replace(person, start=mention.start, owner=owner), True
                continue
            of_office = of_office or (_begins_with_body(tokens, person) and not mention.speaks_for)
            leads = [t.low for t in between] in _BELONGING and all(t.joined for t in between)
            behind = place_of(tokens, person.end)
            acts = any(t.is_verb for t in tokens[behind : behind + 1])
            amid = mention.governed and not belongs and acts  # "in talks with the president of Chad X said"
            if of_office and leads and mention.kind is Kind.ROLE and not amid:
                owner, gender = mention.owner or person.owner, mention.gender or person.gender
                office = replace(mention, end=person.end, kind=Kind.PERSON, name=person.name)
                found[-1] = replace(office, owner=owner, gender=gender, definite=True)
                continue
        found.append(mention)
        of_office = False
    return found[::-1]


def _is_second_of_states(tokens: Sequence[Token], mentions: Sequence[Mention], n: int) -> bool:
    """Say whether a mention is the second of two states: "for Chad and Mali"."""
    states = n > 0 and mentions[n - 1].kind is mentions[n].kind is Kind.STATE
    return states and [t.low for t in _between(tokens, mentions[n - 1], mentions[n])] == ["and"]


def _begins_with_body(tokens: Sequence[Token], person: Mention) -> bool:
    """Say whether a body and a title stand before a name: "the Land Forces General X"."""
    first = place_of(tokens, person.start)
    if not person.role or tokens[first].low != "the":
        return False
    before = tokens[first : place_of(tokens, person.end - len(person.name))]
    return not vocabulary().bodies.isdisjoint(t.low for t in before if t.capital)


def _is_office_too(tokens: Sequence[Token], before: Mention, office: Mention, person: Mention) -> bool:
    """Say whether two offices are one person's: "and" stands between, and no article before the second."""
    between = [t.low for t in _between(tokens, before, office)]
    plain = tokens[place_of(tokens, office.start)].low not in DETERMINERS
    return (
        between == ["and"]
        and plain
        and office.kind is Kind.ROLE
        and not said_of_several(tokens, place_of(tokens, person.end))
    )


def _is_kin_too(tokens: Sequence[Token], before: Mention, person: Mention) -> bool:
    """Say whether one is told of by two words: "her colleague and former trade minister Jan Kos thinks"."""
    kin = before.kind is Kind.ROLE and before.owner in OWNING.values() and before.role in grammar().kin
    joined = [t.low for t in _between(tokens, before, person)] == ["and"]
    small = not tokens[place_of(tokens, person.start)].capital
    plain = tokens[place_of(tokens, person.start)].low not in DETERMINERS
    return kin and joined and small and plain and not said_of_several(tokens, place_of(tokens, person.end))


def _is_of_party(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Say whether a name only says with whom those before it sit: "Virginia Republican", "all Democrats"."""
    alike = tokens[place_of(tokens, mention.start)].low in grammar().alike
    if alike and before.kind in (Kind.PERSON, Kind.GROUP, Kind.ROLE):
        return True
    place, _, last = mention.name.lower().rpartition(" ")
    person = before.kind is mention.kind is Kind.PERSON and not mention.role
    plain = tokens[place_of(tokens, mention.start)].capital  # "an Ohio Republican and a judge" is an office
    return person and plain and bool(place) and last in grammar().parties


def _closes(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a comma stands behind an office and what belongs to it."""
    k = place_of(tokens, mention.end)
    near = tokens[k : k + _LONGEST_BELONGING]
    return any("," in t.before for t in near) and not any(t.is_verb for t in near[:1] if t.joined)


def _says_alone(tokens: Sequence[Token], office: Mention) -> bool:
    """Say whether an office does something and is set beside nobody: "in X, the envoy was"."""
    behind = tokens[place_of(tokens, office.end) :][:1]
    acts = (grammar().says, vocabulary().verbs, grammar().pasts)
    return office.kind is Kind.ROLE and any(t.joined and t.low in words for t in behind for words in acts)


def _voiced(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Say for whom a voice speaks that is named behind it: "a spokesman for the Kremlin"."""
    found = list(mentions)
    for n, (voice, named) in enumerate(itertools.pairwise(mentions)):
        if voice.owner or not voice.speaks_for or named.kind is Kind.PRONOUN:
            continue
        between = [t.low for t in _between(tokens, voice, named)]
        speaks = voice.role.rpartition(" ")[2].startswith("spokes")
        if between in (["for"], ["of"]) or (
            between in (["in"], ["at"]) and speaks and named.kind is Kind.STATE
        ):
            found[n] = replace(voice, owner=named.owner if named.kind is Kind.STATE else named.name)
    return found


def _spelt_out(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Name somebody nameless by what follows as well: "ambassador of Oman", "captain of the guard"."""
    found = list(mentions)
    for n, mention in enumerate(mentions):
        if mention.kind not in (Kind.ROLE, Kind.GROUP) or mention.possessive:
            continue
        if mention.speaks_for and mention.owner:
            continue
        first = place_of(tokens, mention.end)
        last = _end_of_belonging(tokens, first)
        if last is None:
            continue
        behind = "".join(t.before + t.raw for t in tokens[first : last + 1])
        inside = [m for m in mentions[n + 1 : n + 2] if m.start <= tokens[last].start]
        state = next((m.owner for m in inside if m.kind is Kind.STATE), "")
        head = mention.name.lower().rpartition(" ")[2]
        leads = tokens[first].low in ("of", "from") or head in grammar().seated
        found[n] = replace(
            mention,
            name=mention.name + " ".join(["", *behind.split()]),
            short=mention.name,
            owner=mention.owner or (state if leads else ""),
        )
    return found


def _end_of_belonging(tokens: Sequence[Token], first: int) -> int | None:
    """Return the last word of a preposition and its noun, which begin at a word, or None."""
    known = first < len(tokens) and tokens[first].before == " " and tokens[first].low in grammar().belonging
    if not known or (tokens[first].low == "in" and names_side(tokens, first)):  # "in favour"
        return None
    if (last := _end_of_field(tokens, first)) > first:
        return last
    follows = tokens[first + 1] if first + 1 < len(tokens) else None
    if tokens[first].low == "to" and (follows is None or not (follows.capital or follows.low in DETERMINERS)):
        return None  # "to see"
    if (end := _end_of_noun(tokens, first)) is None:
        return None
    last = end
    if first and tokens[first - 1].low.endswith("s"):  # "the governors of Ohio, Utah and Texas"
        last = _end_of_names(tokens, last)
    if first and tokens[first - 1].capital and joins_causes(tokens, last + 1):
        last = past_capitals(tokens, last + 2) - 1  # "the Ministry of Trade and Industry"
    last = _past_second_of(tokens, last)
    follows = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].joined else None
    asked = tokens[first].low == "for" and follows is not None and follows.low == "to"
    one_of_two = tokens[last].low.endswith("ing") and follows is not None and follows.low in ("and", "or")
    if asked or one_of_two:
        return None  # "calls from parties for Spain to leave", "from governing and opposition parties"
    plain = tokens[last].low not in DETERMINERS and tokens[last].low not in OWNING
    return last if last > first and plain and not tokens[last].possessive else None


def _end_of_noun(tokens: Sequence[Token], first: int) -> int | None:
    """Return the last word of the noun that a preposition governs, or None for what is none or too long."""
    words, last = vocabulary(), first
    for k in range(first + 1, min(first + 2 + _LONGEST_BELONGING, len(tokens))):
        token, before = tokens[k], tokens[k - 1]
        determines = token.low in DETERMINERS or token.low in OWNING
        counts = k == first + 1 and token.low in words.quantifiers  # "from three Gulf embassies"
        closes = token.low in words.prepositions or (token.low in words.openings and not counts)
        closes = closes and not determines
        leads = before.low in words.prepositions or before.low in DETERMINERS or before.low in OWNING
        if token.low.endswith("ing") and not token.capital and _has_object(tokens, k):
            return None  # "the premier of keeping troops"
        described = not before.capital or before.low in grammar().adjectives
        many = token.low in words.groups and described  # "of border states", "of Nordic states"
        verb = (token.low in words.verbs and not many) or token.low in PRONOUNS or token.low.endswith("ing")
        verb = verb or token.low in grammar().pasts or _is_past(tokens, k) or _is_adverb(tokens, k)
        noun = token.low in words.groups or _acts_at(tokens, k + 1)  # "from three Gulf offices said"
        verb = verb or (before.capital and token.is_verb and not noun)
        if not token.joined or closes or (verb and not leads):
            return last
        last = k
        behind = tokens[k + 1].low if k + 1 < len(tokens) else ""
        if many and token.low.endswith("s") and behind not in words.groups:
            return last  # "of border states are"
    return None if first + 2 + _LONGEST_BELONGING < len(tokens) else last


def _is_adverb(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word stands before a verb and tells how: "the head of mission rightly said"."""
    token, follows = tokens[k], tokens[k + 1] if k + 1 < len(tokens) and tokens[k + 1].joined else None
    plain = not token.capital and token.low.endswith("ly") and token.low not in vocabulary().groups
    return plain and follows is not None and (follows.is_verb or _acts_at(tokens, k + 1))


def _acts_at(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a finite verb stands at a place, so that what stands before it is a noun."""
    small = grammar()
    finite = (small.says, small.modals, small.pasts, small.there_is)
    return k < len(tokens) and tokens[k].joined and any(tokens[k].low in words for words in finite)


def _end_of_field(tokens: Sequence[Token], first: int) -> int:
    """Return the last word of an office's field in small letters: "head of state ruled it out"."""
    fields, k = vocabulary().portfolios, first
    capital = first + 1 < len(tokens) and tokens[first + 1].capital
    while k + 1 < len(tokens) and tokens[k + 1].joined and tokens[k + 1].low in fields:
        if capital and not tokens[k + 1].capital and tokens[k + 1].low != "and":
            break  # "the Ministry of Defence and the army"
        k += 1
    while tokens[k].low in ("and", "the"):
        k -= 1
    small = k > first and not tokens[k].capital and tokens[first].low in ("of", "for")
    closes = k + 1 == len(tokens) or not tokens[k + 1].joined or tokens[k + 1].is_verb
    return k if small and closes and not tokens[k].possessive else first


def _is_past(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word is a past with an object: "of the province rejected it", yet "of those asked"."""
    follows = tokens[k + 1] if k + 1 < len(tokens) and tokens[k + 1].joined else None
    if follows is None or not tokens[k].low.endswith("ed") or tokens[k].capital:
        return False
    low = follows.low
    objects = low in DETERMINERS or low in OWNING or low in PRONOUNS or low in ("out", "down", "back", "that")
    return objects or follows.capital or low in vocabulary().prepositions  # "from Norway gathered in Oslo"


def _past_second_of(tokens: Sequence[Token], last: int) -> int:
    """Return the end of a name to which a body belongs: "members of the board of the Green League"."""
    run = tokens[last + 1 : last + 3]
    if len(run) < 2 or run[0].low != "of" or not all(t.joined for t in run):
        return last
    k = last + 2 + (run[1].low == "the")
    named = k
    while k < len(tokens) and tokens[k].joined and tokens[k].capital and not tokens[k].possessive:
        k += 1
    return k - 1 if k > named else last


def _end_of_names(tokens: Sequence[Token], last: int) -> int:
    """Return the end of a list of names that begins with a word: "of Arizona, New Mexico and Texas"."""
    k, n = last, 1
    while tokens[last].capital and k + 1 < min(len(tokens), last + _REACH):
        follows = tokens[k + 1]
        if follows.low == "and" and follows.before in (" ", ", ") and n > 1:
            k += 1
            while k + 1 < len(tokens) and tokens[k + 1].capital and tokens[k + 1].joined:
                k += 1
            return k if tokens[k].capital else last
        if not follows.capital or not (follows.joined or follows.before == ", "):
            break
        n += not follows.joined
        k += 1
    return last


def _has_object(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a noun stands behind a participle, which so is no noun: "of keeping troops"."""
    follows = tokens[k + 1] if k + 1 < len(tokens) and tokens[k + 1].joined else None
    if follows is None or (follows.is_verb and not follows.low.endswith("s")):
        return False
    words = vocabulary()
    closing = words.prepositions | words.openings | words.verbs | grammar().modals | grammar().pasts
    return follows.low not in closing


def _is_place_in(tokens: Sequence[Token], three: Sequence[Mention]) -> bool:
    """Say whether commas set a name beside that of somebody's place: "X of Dayton, Ohio, said"."""
    person, before, mention = three
    if person.kind is not Kind.PERSON or [t.low for t in _between(tokens, person, before)] not in _OF:
        return False
    place = place_of(tokens, mention.start)
    behind = place_of(tokens, mention.end)
    names = not any(m.kind is Kind.ROLE or m.role for m in (before, mention))
    set_off = behind < len(tokens) and tokens[behind].before.strip() == ","
    return names and set_off and tokens[place].before.strip() == "," and tokens[place - 1].end == before.end


def _seated(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Say whose the government, or a minister, is behind the seat of a state: "in Asmara the government"."""
    found = list(mentions)
    for n, (before, mention) in enumerate(itertools.pairwise(mentions)):
        office = mention.kind in (Kind.ROLE, Kind.GROUP) and mention.definite and not mention.owner
        head = mention.bare.lower().rpartition(" ")[2]
        beside = before.kind is Kind.STATE and before.governed and not _between(tokens, before, mention)
        if office and beside and head in grammar().seated:
            found[n + 1] = replace(mention, owner=before.owner)
    return found


def _between(tokens: Sequence[Token], before: Mention, mention: Mention) -> Sequence[Token]:
    behind = place_of(tokens, before.end)
    return tokens[behind : place_of(tokens, mention.start)]


def _is_one_of(tokens: Sequence[Token], places: dict[int, int], group: Mention) -> bool:
    """Say whether a group, or "them", begins with "one of"."""
    first = places[group.start]
    of_many = [t.low for t in tokens[first : first + 2]] == ["one", "of"]
    return of_many and group.kind in (Kind.GROUP, Kind.PRONOUN)


def _set_beside(tokens: Sequence[Token], places: dict[int, int], found: list[Mention]) -> Mention:
    """Return the mention that a name behind a comma is set beside, past those that belong to it.

    "The commissioner for peace in Africa, X"; "a Democrat from Ohio, X", and so a Democrat is an office.
    """
    if found[-1].kind is Kind.ROLE and not found[-1].governed:
        return found[-1]
    near = range(len(found) - 1, max(-1, len(found) - 1 - _LONGEST_OFFICE), -1)
    n = next((n for n in near if not found[n].governed), len(found) - 1)
    one_of_many = found[n].kind in (Kind.PERSON, Kind.BODY) and " " not in found[n].name
    if one_of_many and tokens[places[found[n].start]].low in grammar().indefinite:
        found[n] = replace(found[n], kind=Kind.ROLE, role=found[n].name.lower())
    return found[n] if found[n].kind is Kind.ROLE else found[-1]


def _reaches(tokens: Sequence[Token], last: Mention, place: int) -> bool:
    """Say whether nothing but "for peace and security" stands between a mention and a comma."""
    between = tokens[place_of(tokens, last.end) : place]
    if not between:
        return True
    if len(between) > _LONGEST_OFFICE or between[0].low not in vocabulary().prepositions:
        return False
    return all(t.joined for t in between) and not any(_is_verb(between, k) for k in range(len(between)))
