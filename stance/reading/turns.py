"""Turns: the labels, on lines of their own or before a text, that say whose words come next."""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from stance.reading.grammar import any_of, grammar, is_medium
from stance.reading.vocabulary import PRONOUNS, is_state, vocabulary
from stance.text.capitals import compiled
from stance.text.sentences import Span, trimmed

_SHOUTED = r"(?:Ma?c)?+[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*+"
_ZONE = r"(?:[A-Z]{1,3}[SD]T|[ECMP]T|CET|EET|GMT|UTC|\((?:L|[Ll]ocal)(?: time)?\))"  # "EST", "(L)"
CLOCK = rf"\d{{1,2}}[.:]\d{{2}}(?: ?(?:[AaPp]\.?[Mm]\.?(?: {_ZONE})?|[A-Z]{{2,4}})(?![\w.]))?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*+\.?"
_DATE = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|{MONTH} \d{{1,2}}(?:,? \d{{4}})?"
    rf"|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
)
STAMP = re.compile(  # a date, a time, or both: "3/2/15 4:10 PM ET", "Monday, 3 May 2015 | 14:05 GMT"
    rf"(?:[A-Z][a-z]+day,? )?(?=\S)(?:{_DATE})?"
    rf"(?:(?:,| at| \||) ?\(?(?:\d{{1,2}}:)?{CLOCK}(?: [A-Z]{{2,4}})?\)?)?\s*"
)
_PARTICLES = r"(?:(?:de|da|di|do|dos|du|van|von|der|den|la|le|el|al|bin|ó|ní) )*+"
NAME = rf"[A-ZÀ-Þ][\w.'’\-]*+(?: {_PARTICLES}[A-ZÀ-Þ][\w.'’\-]*+){{1,3}}"
_SHOWN = r"(?: (?:\([^)\n]{1,60}\)|[^\s:.?!()]++|(?:[A-Z][a-z]{0,2}\.)++),?+){0,12}"  # " U.S. Army (Ret.)"
_WORD = r"(?:Ma?c|[ODd]['’])?[A-ZÀ-Þ](?:[a-zß-þ]|['’\-](?=[A-Za-zß-þ])|(?<=[-'’])[A-ZÀ-Þ])*\.?"
_SPEAKER = compiled(
    # "§ 12. Mr. Jan Orr (Leeds)What …": old debates, in which nothing parts the member from the words.
    rf"(?:§ ?)+(?:\d{{1,3}}\. ?)?(?P<marked>{_WORD}(?: (?:(?:of|for|the|and|to|de) )*{_WORD}){{0,9}}"
    r"(?: ?\([^)\n]{1,60}\))?)(?:\s?:\s+|(?=[A-ZÀ-Þ“‘\"'])|(?<=\))(?=\w))"
    r"|(?P<letter>Q(?=\s+\S)|[QA](?=\.\s+\S|\s{2,}\S|\s[—–-]\s))(?:\.|\s[—–-])?\s+"
    r"|(?P<question>(?:Q|QUESTION|REPORTER|JOURNALIST|Question|Reporter)(?: ?\d{1,2})?)\s?:\s+"
    r"|(?P<answer>A|ANSWER|Answer)\s?:\s+"
    rf"|(?P<shouted>(?:{_SHOUTED},? ?){{1,9}}(?:[(\[][^)\]\n]{{1,60}}[)\]])?)\s?:\s+"
    # A name in capitals and who that is, in which points may stand: "Gen. AL ORR, U.S. Army (Ret.): …"
    rf"|(?P<presented>(?:[A-Z][a-z]{{1,8}}\.? |{_SHOUTED} )(?:{_SHOUTED} ){{0,3}}?"
    r"(?:Ma?c)?[A-ZÀ-Þ'’\-]{3,})"
    rf"(?=,| \(),?{_SHOWN}\s?:\s+(?=\S)"
    r"|\d{1,3}\.\s+(?P<asker>(?:[A-ZÀ-Þ][\w.'’\-]*+ ){1,7}\([^)\n]{1,60}\)(?: \([^)\n]{1,60}\))?)"
    r"(?: to the [^:\n.?!]{3,80})?\s?:\s+(?=\S)"  # "3. Hon ANN ORR (Leader—ACT) to the Prime Minister: …"
    r"|(?P<voice>(?:An|Some|Several) [Hh]on(?:ourable|\.)? [Mm]embers?)\s?:\s+(?=\S)"
    r"|(?P<plain>(?:The [a-z]+|(?:Hon\. \([A-Z][a-z]{1,4}\.?\) )?[A-ZÀ-Þ][\w.'’\-]*+)"
    r"(?: (?:(?:of|the|for|at|and) )*+[A-ZÀ-Þ][\w.'’\-]*+){0,6})"
    r"(?:(?: [(\[][^)\]\n]{1,60}[)\]]){1,2}|, [^:\n.?!]{2,60})?\s?:\s+(?=\S)"
    rf"|(?P<dashed>(?:The|M|Mme|Mrs?|Ms|Miss|Dr|Sen|Senator)\.? (?:{_SHOUTED} ?){{1,4}}"  # "Mr ORR —"
    r"(?:\([^)\n]{1,80}\) ?){0,3})[—–]\s?(?=\S)"
    rf"|(?P<minuted>(?:President|{NAME}))(?: \([^)\n]{{1,40}}\)|, [^:\n.?!]{{2,60}}){{0,2}}\. [–—−-] ?(?=\S)"
    r"|(?P<stopped>(?=The [A-Za-z]|(?:M|Mme|Mlle|Mrs?|Ms|Dr)\.? |(?:\w+\.? ){1,3}[A-ZÀ-Þ]{3}"
    r"|(?:[A-ZÀ-Þ][\w'’\-]+ ){1,3}[A-ZÀ-Þ][\w'’\-]+\. )"  # "Prime Minister Orr. I agree."
    r"(?:The [a-z]+|(?:[A-Z][a-z]{0,3}\. )?[A-ZÀ-Þ][\w'’\-]*+)(?: (?:[A-Z]\. )?[A-ZÀ-Þ][\w'’\-]*+){0,4})"
    r"(?: \([^)\n]{1,60}\)|, [^:\n.?!]{2,60}| of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?\.\s+(?=\S)"
)
_STAMP = re.compile(  # "[00:04:15] Ann Orr: …", "Q12   Chair: …", a line with a time above "THE PRESIDENT: …"
    rf"[\[(]\d{{1,2}}(?::\d{{2}}){{1,2}}[\])]\s*|Q\d{{1,4}}\s+(?=[A-Z][^:\n]{{2,60}}:\s)|{CLOCK}[^\S\n]*\n\s*"
)
_AMID = compiled(  # a speaker amid the text: "… out. Mr. ORR. I object."
    r"(?<=[.?!”’\"')\]] )(?:(?:Mrs?|Ms|Miss|Dr|Sen|Senator)\.? [A-ZÀ-Þ][A-ZÀ-Þ'’\-]{2,}(?: of [A-Z][a-z]+)?"
    r"|The (?:[A-Z]{4,} ){1,3}?[A-Z]{4,})\. (?=[\[(A-Z])"
)
_SHOUTED_AMID = compiled(  # the same in a transcript of few paragraphs: "… out. ORR: I object."
    rf"(?:^|(?<= )){_SHOUTED}(?: {_SHOUTED}){{0,3}}: (?=\S)", re.MULTILINE
)
_LABEL = compiled(  # alone on its line: "Mr Orr 2:50 pm", "MINISTER ORR", "ANNA LEE:", "Sir Jan Kos (Leeds)"
    rf"(?P<timed>(?:[A-ZÀ-Þ][\w.'’\-]*+ |for |and |of ){{1,7}}(?:\([^)\n]{{1,60}}\) )?){CLOCK}"
    rf"|(?P<shown>{NAME}, [^\n:.?!]{{2,60}}):|(?:{_SHOUTED} ?){{1,6}}:?"
    r"|(?:[A-ZÀ-Þ][\w.'’\-]*+ ?){1,5}(?::|(?<= )(?P<bracket>\([^)\n]{1,60}\) ?){1,2}:?)"
)
_NAMED = compiled(rf"(?P<name>{NAME})(?P<rest>[ ,(–—-][^\n]{{0,100}})?")
_ALONE = compiled(  # a name, and perhaps an office or a time: "Ann Orr, Leeds Herald", "Ann Orr 14:32"
    rf"(?P<name>{NAME})(?:(?:, | [–—-] )[^\n]{{2,60}})?(?: {{1,3}}\(?(?:\d{{1,2}}:)?{CLOCK}\)?)?"
)
_LISTED = compiled(  # words with capitals: a name, a party, an office, a seat, a time
    rf"(?:(?:[A-ZÀ-Þ][\w.'’\-]*+|of|the|for|and|in|to|de|van|von|{CLOCK}|\d{{1,4}}|\([^)\n]{{1,60}}\)),?"
    r"(?: |$)){3,18}"
)
_ROSE = compiled(  # whose speech begins below: "Lord Orr of Ayr rose to move, That …"
    r"(?P<name>(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess|Countess) [A-ZÀ-Þ][^\n,;:]{1,60}?) rose\b"
)
_TITLED_NAME = compiled(r"[A-ZÀ-Þ][a-z]+\.?(?: (?:of |de |van |von )?[A-ZÀ-Þ][\w.'’\-]*+){1,4}")
_COUNT = re.compile(r"\d{1,3}\. (?=[A-ZÀ-Þ])")  # of a question, "9. Mrs. Orr"
_SAID = re.compile(r"The (?:noble|right|most|hon)[^\n:.]{2,60} said: ?")  # "The noble Lord said: My Lords, …"
_NUMERAL = re.compile(r"[IVX]+\W")  # of a list, "II: Witnesses"
_SEAT = re.compile(r"(?:\([^)\n]{1,60}\) ?){1,3}")  # "(Leeds North) (Lab)" below a member's name
_PICTURED = compiled(  # "Photo of Ann OrrAnn Orr (Cork East, Labour)"
    r"(?:Photo|Picture|Image|Portrait) of (?P<name>[A-ZÀ-Þ][^\n(]{3,60}?) ?(?P=name)\b[^\n]{0,160}"
)
_MENTIONED = re.compile(
    r"(?P<title>(?:Mr|Mister|Madam|Madame|Mme|Hon|Honourable)\.? |House (?=Chair))"
    r"(?P<office>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})"
)
_HONOURS = r"(?:[Rr]ight|[Rr]t\.?|[Hh]on(?:\.|ou?rable)?|[Nn]oble|[Ll]earned|[Gg]allant)"
_COLLEAGUE = re.compile(  # "My Lords", "The hon. Gentleman", "my right hon. and learned Friend"
    r"(?:My|my|Your|your) Lord(?:s|ships?)?\b|(?:Hon(?:\.|ou?rable)? )?Members(?=,)"
    r"|(?:(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]he) )?"
    rf"(?:{_HONOURS}(?: and)? )+(?:Friends?|Gentlem[ae]n|Lad(?:y|ies)|Lords?|Lordships?)\b"
)
_OPENS_SPEECH = re.compile(
    r"My Lords,|I (?:rise|beg leave|beg to|seek leave) "
)  # "I rise to oppose the motion."
_BEFORE_COLLEAGUE = ("noble ", "hon. ", "honourable ", "gallant ", "learned ")
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Dr)\.?"
_DELEGATE = compiled(  # "ANN B. ORR (Austria) said", "12. Ms. Orr (Italy), noting"
    r"(?:\d{1,3}\.\s+)?(?:[A-ZÀ-Þ][a-z][^.:;\n(]{2,90}, )?"
    rf"(?P<name>(?:{_TITLED} )?(?:{_SHOUTED} ){{1,6}}|{_TITLED} (?:{_PARTICLES}[A-ZÀ-Þ][\w.'’\-]*+ ){{1,4}})"
    r"\((?P<state>[A-ZÀ-Þ][^()\n]{2,80})\),? (?=[a-z])"
)
_SPEAKING = compiled(  # the same without a state: "ANN B. ORR, Minister for …, said", "Mr. ORR said"
    r"(?:\d{1,3}\.\s+)?(?:[A-ZÀ-Þ][a-z][^.:;\n(]{2,90}, )?"
    rf"(?P<name>{_TITLED} (?:{_SHOUTED} ?){{1,4}}|{_SHOUTED}(?: {_SHOUTED}){{1,5}})"
    r"(?P<office>,(?: [^.:;\n]{3,160}?,))? (?P<verb>[a-z]+)"
)
_ENDS = ".?!…"
_BEFORE_LABEL = (*".?!…”’\"')]\n", "")
_FEWEST_TURNS = 4  # of people who speak more than once
_FEWEST_LABELS = 1 / 6  # of the lines of a transcript whose speakers stand on lines of their own
_LONGEST_SPEAKER = 120  # characters
_AROUND = " \t\n\xa0:.—–−-"  # a speaker's label


class Delegate(NamedTuple):
    """Whose words a paragraph of minutes reports: the name, in capitals perhaps, and the state."""

    name: str
    state: str = ""


class Label(NamedTuple):
    """A speaker's label on a line of its own: its span and whom it names."""

    span: Span
    name: str


def speakers_at(text: str, spans: Sequence[Span]) -> dict[int, re.Match[str]]:
    """Return the names of speakers that paragraphs begin with, by where those begin."""
    found = {span.start: match for span in spans if (match := _speaker_at(text, span))}
    names = {start: match.group().strip(_AROUND) for start, match in found.items()}
    speaking = _speaking_slugs(list(names.values()))
    return {k: match for k, match in found.items() if not is_slug(names[k]) or names[k] in speaking}


def _speaking_slugs(labels: Sequence[str]) -> set[str]:
    """Return the labels of entries that are a speaker's, as another speaks between two: "SOURCE: No."."""
    counts, found = Counter(labels), set()
    last: dict[str, int] = {}
    for i, label in enumerate(labels):
        if is_slug(label):
            between = labels[last[label] + 1 : i] if label in last else []
            if any(counts[other] > 1 and not is_slug(other) for other in between):
                found.add(label)
            last[label] = i
    return found


def _speaker_at(text: str, span: Span) -> re.Match[str] | None:
    behind = min(span.end, span.start + _LONGEST_SPEAKER)
    stamp = _STAMP.match(text, span.start, behind)
    start = stamp.end() if stamp else span.start
    begins = text[start:behind]
    may_speak = begins[:1] in ("Q", "A") or any(mark in begins for mark in ":.—–§")
    match = _SPEAKER.match(text, start, behind) if may_speak else None
    if match is None or is_address(text, start, behind) or _tells(match) or _NUMERAL.match(match.group()):
        return None
    if _is_dated(text, match, span):
        return None
    if match["stopped"] and not _is_stopped(match["stopped"]):
        return None
    if (match["dashed"] or "").startswith("The ") and not is_functional(match["dashed"]):
        return None  # "The NHS – …"
    label = (match["plain"] or match["stopped"] or "").lower().split()
    titles = vocabulary().titles
    if label[:1] == ["the"] and not any(w in vocabulary().roles or w in titles for w in label):
        return None  # "The problem: …", "The Hague. …"
    return None if label and all(word.rstrip(".") in titles for word in label) else match


def _is_stopped(label: str) -> bool:
    """Say whether a name before a full stop is a speaker's: it has a title, an office or capitals."""
    words, known = label.split(), vocabulary()
    offices = known.titles.keys() | known.roles.keys()
    titled = words[0] in ("The", "M.", "Mme", "Mlle") or words[0].lower().rstrip(".") in known.titles
    before = [word.lower() for word in words[:-1]]
    in_office = not offices.isdisjoint(before) and all(w in offices or w in known.role_words for w in before)
    return titled or in_office or any(map(str.isupper, words))


def is_slug(label: str) -> bool:
    """Say whether a label heads an entry of a page and names nobody: "UPDATE 2:", "Details:"."""
    words = re.findall(r"[^\W\d_]+", label.lower())
    return bool(words) and all(word in grammar().slugs for word in words)


def _is_dated(text: str, match: re.Match[str], span: Span) -> bool:
    """Say whether nothing but a date or a time stands behind a label: "Published: 3/2/15 4:10 PM ET"."""
    end = text.find("\n", match.end(), span.end)
    return STAMP.fullmatch(text, match.end(), span.end if end < 0 else end) is not None


def _tells(match: re.Match[str]) -> bool:
    """Say whether what stands behind a name's comma tells something: "Ann, we are done. …"."""
    name = match["stopped"] or match["presented"]
    if not name:
        return False
    behind = match.group()[len(name) :].lower().split()
    telling = _telling() | vocabulary().speech if match["presented"] else _telling()
    parts = behind[:1] == [","] and not match["presented"]
    return parts or any(word.strip(",.:") in telling for word in behind)


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset(PRONOUNS) | {"you", "let", "this", "these", "those", "there"}


def is_address(text: str, start: int, end: int) -> bool:
    """Say whether somebody is spoken to by an office at a place: "Mr. Speaker, we …", "no, Madam Chair."."""
    match = _MENTIONED.match(text, start, end)
    if match is None:
        return False
    words = re.findall(r"\w+", match["office"].lower())
    known = vocabulary()
    if not all(word in known.roles or word in known.role_words or word in known.titles for word in words):
        return False
    follows = text[match.end() : match.end() + 1]
    return follows in ("", *",.;?!—–…\n") or text.startswith(("--", " --"), match.end())


def names_party(match: re.Match[str]) -> bool:
    """Say whether a label has a full name, and in brackets a party or an office: "Ann Orr (Greens): …"."""
    name, _, behind = match.group().partition("(")
    return match["plain"] is not None and behind != "" and " " in name.strip() and not is_state(name.strip())


def opens_speech(text: str, start: int, end: int) -> bool:
    """Say whether a paragraph is spoken in a parliament: "Mr. President, we go.", "I rise to object."."""
    addressed = is_address(text, start, end) or _OPENS_SPEECH.match(text, start, end)
    return bool(addressed) and not text[end - 1].isalnum()  # no heading


def is_colleague(text: str, start: int, end: int) -> bool:
    """Say whether members of a parliament call others so whom they do not name: "my hon. Friend"."""
    back = next((len(word) for word in _BEFORE_COLLEAGUE if text.endswith(word, 0, start)), 0)
    match = _COLLEAGUE.match(text, start - back)
    return match is not None and match.end() == end


def delegates(text: str, spans: Sequence[Span]) -> dict[int, Delegate]:
    """Return whose words those paragraphs report that name a delegate first, as minutes do."""
    found: dict[int, Delegate] = {}
    for span in spans:
        match = _DELEGATE.match(text, *span)
        state = match["state"].partition(",")[0].removeprefix("the ") if match else ""
        if match and is_state(state):
            found[span.start] = Delegate(match["name"].strip(), state)
    for span in spans if found else ():
        match = _SPEAKING.match(text, *span) if span.start not in found else None
        if match and match["verb"] in vocabulary().speech and not is_state(match["name"]):
            found[span.start] = Delegate(match["name"].strip())
    return found


def dialogue(text: str, spans: Sequence[Span], spoken: Sequence[bool]) -> dict[int, bool]:
    """Return the turns of a talk that dashes open, and whether they ask: "— Will you go?", "— No.".

    They take turns, though one who asks may say something: "— They say you will.". ``spoken``: whether a
    paragraph is nothing but speech behind a dash.
    """
    found: dict[int, bool] = {}
    for is_run, group in itertools.groupby(zip(spans, spoken, strict=True), key=operator.itemgetter(1)):
        run = [span for span, _ in group]
        if not is_run or len(run) < _FEWEST_TURNS:
            continue
        first, second = (sum(text[span.end - 1] == "?" for span in run[k::2]) for k in (0, 1))
        if text[run[0].end - 1] == "?" and 2 * first >= len(run[0::2]) and first >= 2 * second:
            found |= {span.start: k % 2 == 0 for k, span in enumerate(run)}
    return found


def split_turns(text: str, spans: Sequence[Span]) -> list[Span]:
    """Part paragraphs where another speaker begins amid them: "… at last. Mr. ORR. I object. …"."""
    starts = sorted([match.start() for match in _AMID.finditer(text)] + _shouted_amid(text))
    found: list[Span] = []
    k = 0
    for span in spans:
        begin = span.start
        while k < len(starts) and starts[k] < span.end:
            if starts[k] > begin:
                found.append(trimmed(text, begin, starts[k]))
                begin = starts[k]
            k += 1
        found.append(Span(begin, span.end))
    return found


def _shouted_amid(text: str) -> list[int]:
    """Return where labels in capitals stand that two speakers have again and again: "ORR: No. KOS: Yes."."""
    labels = [(label.start(), _last_name(label.group())) for label in _SHOUTED_AMID.finditer(text)]
    begins = [
        name for start, name in labels if text[max(0, start - 3) : start].rstrip(" ")[-1:] in _BEFORE_LABEL
    ]
    again = {name for name, n in Counter(begins).items() if n > 1}
    return [start for start, name in labels if name in again] if len(again) > 1 else []


def _last_name(label: str) -> str:
    return label.rstrip(": ").rpartition(" ")[2]


def join_labels(
    text: str, spans: Sequence[Span], others: Container[int]
) -> tuple[list[Span], dict[int, Label]]:
    """Join the label of a speaker that stands on a line of its own to what it leads to.

    ``others``: where paragraphs begin that are no turns. Returns the paragraphs, and the label that begins
    at a place.
    """
    found: list[Span] = []
    label_at: dict[int, Label] = {}
    for span, name in zip(spans, _labels(text, spans), strict=True):
        if (
            found
            and name is None
            and span.start not in others
            and (above := label_at.get(found[-1].start))
            and above.span == found[-1]
        ):
            found[-1] = Span(found[-1].start, span.end)  # what the label leads to
            if _is_seat(text[slice(*span)][:_LONGEST_SPEAKER]):
                label_at[found[-1].start] = above._replace(span=found[-1])
            continue
        found.append(span)
        if name is not None and span.start not in others:
            label_at[span.start] = Label(span, name)
    return found, label_at


def risen(text: str, spans: Sequence[Span]) -> dict[int, Label]:
    """Return the labels of speeches below the line on which somebody rose: "The noble Lord said: …"."""
    found: dict[int, Label] = {}
    name = ""
    for span in spans:
        if rose := _ROSE.match(text, *span):
            name = rose["name"]
        elif name and (said := _SAID.match(text, *span)):
            found[span.start] = Label(Span(span.start, said.end()), name)
            name = ""
    return found


def _labels(text: str, spans: Sequence[Span]) -> list[str | None]:
    """Return whom each paragraph names that is a speaker's label and nothing else."""
    lines = [
        _COUNT.sub("", text[slice(*span)]) if span.end - span.start <= _LONGEST_SPEAKER else ""
        for span in spans
    ]
    members = _members(lines)
    titled = [match if (match := _LABEL.fullmatch(line)) and _is_label(match) else None for line in lines]
    speaking = _speaking_slugs([match.group() for match in titled if match])
    titled = [m if m and (not is_slug(m.group()) or m.group() in speaking) else None for m in titled]
    parts = ("timed", "shown", "bracket")
    counts = {part: sum(m[part] is not None for m in titled if m) for part in parts}
    lasts = ["." if _is_seat(line) else text[span.end - 1] for line, span in zip(lines, spans, strict=True)]
    names = [
        (match["timed"] or match["shown"] or match[0]).rstrip(" :") if match else _plain_name(line, below)
        for match, line, below in zip(titled, lines, [*lasts, ""][1:], strict=True)
    ]
    for i in range(1, len(names)):
        if names[i - 1] and _is_seat(lines[i]):
            names[i] = None
    opening = _opening_speeches(text, spans, lines)
    known, sits = _known(names, len(spans)), any(members)
    sitting = bool(known or opening)
    found: list[str | None] = []
    for i, (span, line, match, name, member) in enumerate(
        zip(spans, lines, titled, names, members, strict=True)
    ):
        pictured = _PICTURED.fullmatch(text, *span)
        in_list = match and (_is_one_of_list(match, counts) or (known and _asks(match)))
        if pictured or member:
            found.append(pictured["name"] if pictured else member)
        elif in_list or name in known or (sitting and name == line and _is_titled(line)):
            found.append(name)
        elif i in opening:
            found.append(line)
        else:
            found.append(line if sits and _is_voice(line) else None)
    return found


def _opening_speeches(text: str, spans: Sequence[Span], lines: Sequence[str]) -> set[int]:
    """Return the places of lines with a title above what opens a speech: "Lord Orr", "My Lords, we go."."""
    return {
        i
        for i, (line, below) in enumerate(zip(lines, spans[1:], strict=False))
        if (_is_titled(line) or _is_titled(line.rpartition("(")[2].removesuffix(")")))
        and opens_speech(text, *below)
    }


def _is_titled(line: str) -> bool:
    """Say whether a line is nothing but a name with a title: "Mr. Jan Orr", "Lord Orr of Ayr"."""
    first = line.partition(" ")[0].lower().rstrip(".")
    return first in vocabulary().titles and _TITLED_NAME.fullmatch(line) is not None


def _is_one_of_list(match: re.Match[str], counts: Mapping[str, int]) -> bool:
    """Say whether a line that may be a label is like others of the text, so often do parts stand in them.

    A member's seat need stand but once, and somebody in capitals with an office but once.
    """
    again = counts["bracket"] > 1 and match.group().endswith(":")
    presented = match["shown"] is not None and match["shown"].isupper()  # "ANN ORR, HOST:"
    return again or presented or any(match[part] and n > 1 for part, n in counts.items())


def _asks(match: re.Match[str]) -> bool:
    """Say whether a line that may be a label is one who asks: "Question (Leeds Herald)"."""
    return not grammar().questioners.isdisjoint(re.findall(r"[a-z]+", match.group().lower()))


def _is_seat(line: str) -> bool:
    """Say whether a line is the seat or the office below a member's name: "(Leeds North) (Lab)"."""
    if not line or line[-1] in _ENDS:
        return False
    roles = vocabulary().roles
    office = _LISTED.fullmatch(line) is not None and any(word.lower() in roles for word in line.split())
    return office or _SEAT.fullmatch(line) is not None


def _known(names: Sequence[str | None], n_lines: int) -> set[str | None]:
    """Return the names that stand on lines of their own again and again, if they are a transcript's."""
    counts = Counter(name for name in names if name and not _is_credit(name))
    known: set[str | None] = {name for name, n in counts.items() if n > 1}
    n_known = sum(counts[name] for name in known if name)
    few = len(known) < 2 or n_known < max(_FEWEST_TURNS, _FEWEST_LABELS * n_lines)
    return set() if few else known


def _is_credit(name: str) -> bool:
    """Say whether a name is an agency's or a paper's, which stands below pictures: "Getty Images"."""
    return is_medium(name) or name.lower().rpartition(" ")[2] in grammar().credits


def _plain_name(line: str, below: str) -> str | None:
    """Return the name that a line is or begins with, if a sentence ends the one below.

    "Ann Orr, Leeds Herald", "Ann Orr Labour, Leeds North", "Ann Orr The Minister for Defence".
    """
    if not below or below not in _ENDS or line[-1:] in _ENDS:
        return None
    match = _ALONE.fullmatch(line) or (_NAMED.match(line) if _LISTED.fullmatch(line) else None)
    if match is None or is_slug(match["name"]):
        return None
    words = match["name"].split()
    ends = (i for i, word in enumerate(words) if i > 1 and word.lower() in _ends_name())
    return " ".join(words[: next(ends, len(words))])


@functools.cache
def _ends_name() -> frozenset[str]:
    known = vocabulary()
    return frozenset(known.roles) | known.role_words | grammar().party_names | {"the"}


def _members(lines: Sequence[str]) -> list[str | None]:
    """Return the members of a parliament whose lines name party and seat, behind a line of the party.

    "Liberal", and below it "Ruth Osler Liberal Halifax, NS"; a member whose line comes again needs no party.
    """
    found: list[str | None] = [None] * len(lines)
    known: dict[str, str] = {}
    for i, (above, line) in enumerate(itertools.pairwise(lines), start=1):
        at = line.find(f" {above}") if above else -1
        if at > 0 and _NAMED.match(line[: at + 1].strip() + " ") and line[-1] not in _ENDS:
            found[i] = known[line] = line[:at]
    if len([name for name in found if name]) < 2:
        return [None] * len(lines)
    return [known.get(line) for line in lines]


def _is_voice(line: str) -> bool:
    """Say whether a line names those who speak without a name: "An hon. member", "The Deputy Speaker"."""
    return _voices().fullmatch(line) is not None


@functools.cache
def _voices() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:the|an|a|some|several|mr|madam|hon)\.?\s+){{0,2}}{any_of(grammar().functional)}[.:]?",
        re.IGNORECASE,
    )


def _is_label(match: re.Match[str]) -> bool:
    """Say whether a line that may be a speaker's label has an office, a title, a colon or asks."""
    words = set(re.findall(r"[^\W\d_]+", match.group().lower()))
    known = vocabulary()
    if not words.isdisjoint(known.titles.keys() | known.roles.keys() | grammar().questioners):
        return True
    if match["shown"]:
        return False
    shouted = match.group().partition("(")[0].isupper()
    return match.group().endswith(":") if match["bracket"] is None else shouted


def is_functional(speaker: str) -> bool:
    """Say whether a speaker only conducts the sitting, or is nobody known: "The PRESIDING OFFICER"."""
    return speaker == "President" or _is_voice(speaker.partition("(")[0].strip())
