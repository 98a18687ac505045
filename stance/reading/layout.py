"""The layout of an article: paragraphs with headings and speakers, and their sentences.

A sentence never begins or ends amid a closed quotation. Its words and mentions are those outside
quotations, for whose words they are is said there.
"""

from __future__ import annotations

import bisect
import operator
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stance.reading.grammar import grammar
from stance.reading.mentions import Mention
from stance.reading.phrases import mentions_of
from stance.reading.quotations import Quotation, find_quotations
from stance.reading.tokens import BLANK, Token, tokens_of
from stance.reading.vocabulary import vocabulary
from stance.text.sentences import Span, paragraphs, sentences, trimmed

_SHOUTED = r"(?:Ma?c)?+[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*+"
_SPEAKER = re.compile(
    r"(?P<letter>Q(?=\s+\S)|[QA](?=\.\s+\S|\s{2,}\S|\s[—–-]\s))(?:\.|\s[—–-])?\s+"
    r"|(?P<question>(?:Q|QUESTION|REPORTER|JOURNALIST|Question|Reporter)(?: ?\d{1,2})?)\s?:\s+"
    r"|(?P<answer>A|ANSWER|Answer)\s?:\s+"
    rf"|(?P<shouted>(?:{_SHOUTED},? ?){{1,9}}(?:\([^)\n]{{1,60}}\))?)\s?:\s+"
    r"|(?P<plain>(?:The [a-z]+|[A-ZÀ-Þ][\w.'’\-]*+)(?: (?:(?:of|the|for) )*+[A-ZÀ-Þ][\w.'’\-]*+){0,6})"
    r"(?:(?: [(\[][^)\]\n]{1,60}[)\]]){1,2}|, [^:\n.?!]{2,60})?\s?:\s+(?=\S)"
    r"|(?P<stopped>(?=The [a-z]|(?:M|Mme|Mlle|Mrs?|Ms|Dr)\.? |(?:\w+\.? ){1,3}[A-ZÀ-Þ]{3})"
    r"(?:The [a-z]+|(?:[A-Z][a-z]{0,3}\. )?[A-ZÀ-Þ][\w'’\-]*+)(?: (?:[A-Z]\. )?[A-ZÀ-Þ][\w'’\-]*+){0,4})"
    r"(?: \([^)\n]{1,60}\)|, [^:\n.?!]{2,60}| of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?\.\s+(?=\S)"
)
_LABEL = re.compile(  # alone on its line: "MINISTER ORR", "ANNA LEE:", "Sir Jan Kos (Leeds North)"
    rf"(?:{_SHOUTED} ?){{1,6}}:?"
    r"|(?:[A-ZÀ-Þ][\w.'’\-]*+ ?){1,5}(?::|(?<= )(?P<bracket>\([^)\n]{1,60}\) ?){1,2}:?)"
)
_DAY = r"(?:\d{1,2} [A-Z]\w+|[A-Z]\w+ \d{1,2})(?:,? \d{4})?"
_DATELINE = re.compile(
    r"(?:(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++,? ?){1,4}"
    r"(?:,? ?(?:[A-Z][\w.]+(?: \d{1,2})?|\d{1,2} [A-Z]\w+)(?:,? \d{4})?)?"
    r"(?: \([^)\n]{1,40}\))?"
    rf"|(?:[A-ZÀ-Þ][\w'’/\-]++,? ){{1,4}}(?:{_DAY} )?\([A-Z][\w ]{{1,20}}\))"
    r"\s?[—–-]{1,2}\s+(?=[\W\dA-ZÀ-Þ])"
    # Without a dash behind the agency; with a country: LIMA, Peru –
    r"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++,? ?){1,3},? [A-Z]\w+ \d{1,2} \([A-Z][\w/ ]{1,20}\)\s+(?=[A-ZÀ-Þ])"
    r"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++ ?){1,3}, (?:[A-Z][\w.]+ ?){1,3}\s?[—–-]{1,2}\s+(?=[\W\dA-ZÀ-Þ])"
    rf"|(?:[A-ZÀ-Þ][\w'’\-]++ ?){{1,3}}, {_DAY}\s[—–-]{{1,2}}\s+(?=[\W\dA-ZÀ-Þ])"  # "Paris, 3 March 2025 – "
    r"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++ ?){1,3}, \d{1,2} [A-Z]\w+(?: \d{4})?\.\s+(?=\S)"  # "LYON, 31 May 2017. "
    r"|[A-ZÀ-Þ][\w'’\-]++(?: [A-ZÀ-Þ][\w'’\-]++)?\s[—–]\s+(?=[A-ZÀ-Þ])(?![^.\n]*[—–])"
)
_STAMP = re.compile(r"[\[(]\d{1,2}(?::\d{2}){1,2}[\])]\s*")  # "[00:04:15] Ann Orr: …"
_CLOCK = r"\d{1,2}[.:]\d{2}(?: ?(?:[ap]\.?m\.?|[A-Z]{2,4}))?"
_TIME = re.compile(rf"{_CLOCK}\s*$")
_TIMED = re.compile(  # "10:40 a.m. – The region answers"
    rf"{_CLOCK}\s+(?:[—–|-]\s+(?=\S)|(?=[A-ZÀ-Þ“‘\"']))"
)
_SECTIONS = re.compile(r"\s*\|.*$")  # " | World | News" behind a headline
_ENDS = ".?!…:;\"'”’»«“)]"
_FEWEST_TURNS = 4  # of people who speak more than once
_FEWEST_LABELS = 1 / 6  # of the lines of a transcript whose speakers stand on lines of their own
_LONGEST_SPEAKER = 120  # characters
_LONGEST_HEADING = 200  # characters
_LONGEST_QUOTED_HEADING = 90
_NEAR = 90  # characters behind a quotation that are looked at for a verb of speech
_NEAR_WORDS = 7

_START, _END = operator.attrgetter("span.start"), operator.attrgetter("span.end")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the quotations that overlap it, and the words and mentions outside them."""

    span: Span
    quotations: Sequence[Quotation]
    tokens: Sequence[Token]
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``body`` is its span without dateline and without the ``speaker`` of a transcript."""

    span: Span
    body: Span
    speaker: str
    heading: bool
    sentences: Sequence[Sentence]


def lay_out(text: str) -> list[Paragraph]:
    """Return the paragraphs of an article, in order."""
    spans, labels = _turns(text, paragraphs(text))
    speakers = Counter(
        match[group].strip()
        for span in spans
        if (match := _speaker(text, span))
        for group in ("plain", "letter", "stopped")
        if match[group]
    )
    surnames = Counter(name.rpartition(" ")[2] for name in speakers.elements())
    titled = [name for name in speakers if name.partition(" ")[0].lower().rstrip(".") in vocabulary().titles]
    turns = sum(n for n in surnames.values() if n > 1) + len(titled)
    if turns >= _FEWEST_TURNS:  # a transcript: who speaks once in it, by a name of several words, speaks too
        speakers.update(name for name in list(speakers) if " " in name)
    return [
        _paragraph(text, span, quotations, speakers, labels.get(span.start))
        for span, quotations in zip(spans, find_quotations(text, spans), strict=True)
    ]


def blanked(text: str, span: Span, quotations: Sequence[Quotation]) -> str:
    """Return a part of a text with its quotations blanked out, as long as it was."""
    kept, position = [], span.start
    for q in quotations:
        start, end = max(q.span.start, span.start), min(q.span.end, span.end)
        if start < end:
            kept += [text[position:start], BLANK * (end - start)]
            position = end
    return "".join([*kept, text[position : span.end]])


def _turns(text: str, spans: list[Span]) -> tuple[list[Span], dict[int, Span]]:
    """Join the label of a speaker that stands on a line of its own to what it leads to.

    Returns the paragraphs, and the label that begins at a place.
    """
    alone = [_LABEL.fullmatch(text, *span) for span in spans]
    labels = [match if match and _is_label(match) else None for match in alone]
    names = Counter(match.group().rstrip(" :") for match in labels if match)
    seats = sum(match["bracket"] is not None for match in labels if match)
    known = {name for name, n in names.items() if n > 1}
    n_known = sum(names[name] for name in known)
    if len(known) < 2 or n_known < max(_FEWEST_TURNS, _FEWEST_LABELS * len(spans)):
        known = set()
    found: list[Span] = []
    label_at: dict[int, Span] = {}
    for span, match in zip(spans, labels, strict=True):
        is_label = match is not None and (
            (match["bracket"] is not None and seats > 1) or match.group().rstrip(" :") in known
        )
        if found and not is_label and label_at.get(found[-1].start) == found[-1]:
            found[-1] = Span(found[-1].start, span.end)  # what the label leads to
            continue
        found.append(span)
        if is_label:
            label_at[span.start] = span
    return found, label_at


def _is_label(match: re.Match[str]) -> bool:
    """Say whether a line that may be a speaker's label has an office, a title, a colon or asks."""
    words = set(re.findall(r"[^\W\d_]+", match.group().lower()))
    known = vocabulary()
    if not words.isdisjoint(known.titles.keys() | known.roles.keys() | grammar().questioners):
        return True
    shouted = match.group().partition("(")[0].isupper()
    return match.group().endswith(":") if match["bracket"] is None else shouted


def _speaker(text: str, span: Span) -> re.Match[str] | None:
    """Return the name of a speaker that a paragraph begins with."""
    behind = min(span.end, span.start + _LONGEST_SPEAKER)
    stamp = _STAMP.match(text, span.start, behind)
    start = stamp.end() if stamp else span.start
    begins = text[start:behind]
    may_speak = ":" in begins or begins[:1] in ("Q", "A") or "." in begins
    match = _SPEAKER.match(text, start, behind) if may_speak else None
    label = (match["plain"] or match["stopped"] or "").lower().split() if match else []
    if label[:1] == ["the"] and not any(w in vocabulary().roles or w in vocabulary().titles for w in label):
        return None  # "The problem: …", "The Hague. …"
    return match


def _dateline(text: str, span: Span) -> re.Match[str] | None:
    """Return the place, and perhaps day and agency, that a paragraph begins with."""
    behind = min(span.end, span.start + _LONGEST_SPEAKER)
    return _DATELINE.match(text, span.start, behind)


def _paragraph(
    text: str, span: Span, quotations: Sequence[Quotation], speakers: Counter[str], label: Span | None
) -> Paragraph:
    heading = label is None and _is_heading(text, span)
    speaker, body = "", span
    if heading:
        cut = _SECTIONS.search(text, span.start, span.end)
        body, quotations = trimmed(text, span.start, cut.start() if cut else span.end), ()
    if timed := _TIMED.match(text, body.start, body.end):
        body = trimmed(text, timed.end(), body.end)
    elif not heading and (dateline := _dateline(text, span)):
        body = trimmed(text, dateline.end(), span.end)
    match = _speaker(text, span) if label is None else None
    seen = (match["plain"] or match["letter"] or match["stopped"]) if match else None
    if match and (seen is None or speakers["Q" if match["letter"] else seen.strip()] > 1):
        heading = False
        speaker = match.group().rstrip(" \t\n\xa0:.—–-")
        body = trimmed(text, match.end(), body.end)
        quotations = [q for q in quotations if q.span.start >= body.start]
    elif label is not None:
        speaker = text[slice(*label)].rstrip(" :")
        body = trimmed(text, label.end, span.end)
        quotations = [q for q in quotations if q.span.start >= body.start]
    outside = blanked(text, body, quotations)
    found = []
    for piece in () if _TIME.match(text, span.start, span.end) else _split(text, body, quotations):
        tokens = tokens_of(outside, piece.start - body.start, piece.end - body.start, body.start)
        first = bisect.bisect_right(quotations, piece.start, key=_END)
        behind = bisect.bisect_left(quotations, piece.end, key=_START)
        found.append(Sentence(piece, quotations[first:behind], tokens, mentions_of(tokens)))
    return Paragraph(span, body, speaker, heading, found)


def _is_heading(text: str, span: Span) -> bool:
    """Say whether a paragraph is a headline or a heading: short, and without a full stop."""
    last, length = text[span.end - 1], span.end - span.start
    if last not in _ENDS:
        return length < _LONGEST_HEADING
    quoted = last in "'’" and length < _LONGEST_QUOTED_HEADING
    return quoted and text[span.end - 2] not in ".,?!…"


def _split(text: str, body: Span, quotations: Sequence[Quotation]) -> list[Span]:
    """Split a paragraph into sentences, with each closed quotation kept whole."""
    kept, position = [], body.start
    for q in quotations:
        start, end = q.span
        shown = ["x"] * (end - start)
        shown[0] = '"'
        shown[-1] = '"' if q.closed else "x"
        last = text[q.inner.end - 1 : q.inner.end]
        if (
            q.closed
            and last in ".?!…"
            and len(shown) > len('"x."') - 1
            and not _is_attributed(text, end, body.end, last)
        ):
            shown[-2] = "."
        kept += [text[position:start], "".join(shown)]
        position = end
    plain = "".join([*kept, text[position : body.end]])
    return [Span(a + body.start, b + body.start) for a, b in sentences(plain)]


def _is_attributed(text: str, start: int, end: int, last: str) -> bool:
    """Say whether what follows a quotation that ends in a mark belongs to its sentence: "…?" X asked."""
    following = tokens_of(text, start, min(end, start + _NEAR))
    if not following:
        return False
    if last == "." and text[following[0].start].isupper() and "," not in following[0].before:
        return False
    said = next((token for token in following[:_NEAR_WORDS] if token.low in vocabulary().speech), None)
    return said is not None and text[said.end : said.end + 1] != ":"  # which leads to another
