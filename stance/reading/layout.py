"""The layout of an article: paragraphs with headings and speakers, and their sentences.

A sentence never begins or ends amid a closed quotation. Its words and mentions are those outside
quotations, for whose words they are is said there.
"""

from __future__ import annotations

import bisect
import itertools
import operator
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stance.reading.acts import does, is_finite
from stance.reading.datelines import DAY, dateline_at, towns_of
from stance.reading.grammar import grammar, is_medium
from stance.reading.items import Item, find_items
from stance.reading.mentions import Kind, Mention
from stance.reading.phrases import mentions_of
from stance.reading.posts import Post, ends_post, find_posts
from stance.reading.quotations import Quotation, find_quotations, is_spoken_whole
from stance.reading.tokens import BLANK, Token, place_of, tokens_of
from stance.reading.turns import (
    CLOCK,
    STAMP,
    Delegate,
    Label,
    delegates,
    dialogue,
    is_address,
    is_colleague,
    is_functional,
    is_slug,
    join_labels,
    names_party,
    opens_speech,
    risen,
    speakers_at,
    split_turns,
)
from stance.reading.vocabulary import vocabulary
from stance.text.capitals import compiled
from stance.text.sentences import Span, paragraphs, sentences, trimmed

_PAGE = re.compile(  # where a page of a record begins: "23 May 2000 : Column 671", "[[Page S7408]]"
    rf"(?:{DAY} ?[:,] ?)?Column:? \d+\w*|\[+Pages? [A-Z]?\d[^\]\n]{{0,12}}\]+"
    r"|Page \d+(?: of \d+)?(?: +[A-Z ]+)?"
)
_TIME = re.compile(rf"{CLOCK}:?\s*$")
_SLUG = re.compile(r"(?P<slug>[A-Za-z]+(?: [A-Za-z]+){0,2})(?: \d)?(?: [–—-]|:)?(?: |$)")
_HEAD = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,2}(?: \d)?: (?=\S)")
_TIMED = compiled(  # "10:40 a.m. – The region answers", "1:40 p.m.: Rome answers"
    rf"{CLOCK}(?! ?[AaPp]\.?[Mm]\b)(?::\s+(?=\S)|\s+(?:[—–|-]\s+(?=\S)|(?=[A-ZÀ-Þ“‘\"'])))"
)
_WORD = re.compile(r"[^\W_]")
_COUNTED = re.compile(r"\W*\d{1,3}[.)]\W*")  # "2." before the text of a paragraph
# What stands behind a headline: " | World | News", "published at 14:40 Greenwich Mean Time"
_SECTIONS = re.compile(r"\s*\|.*$|\s*published at \d{1,2}:\d{2}\b.*$")
_BULLET = re.compile(r"[•*●▪‣◦·–—-]\s?(?=\w)")
_ENDED = compiled(r"[a-zà-þ]{3}[.?!][\"”’']? (?=[A-ZÀ-Þ“\"—–-])")
_FULL_STOPS = (".", "?", "!")
_ENDS = ".?!…:;\"'”’»«“)]"
_FEWEST_TURNS = 4  # of people who speak more than once
_LONGEST_STAMP = 60  # characters
_LONGEST_HEADING = 200  # characters
_LONGEST_DECK = 120  # of a heading that is more than one sentence
_FEWEST_ENDED = 2  # sentences of a paragraph that is none though it ends without a full stop
_LONGEST_QUOTED_HEADING = 90
_NEAR = 90  # characters behind a quotation that are looked at for a verb of speech
_NEAR_WORDS = 7
_PARTS_CLAUSE = ",.?!;:–—()"

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
    """A paragraph; ``body`` is its span without dateline and without the ``speaker`` of a transcript.

    ``writer``: by whom a post is, or a comment, that the article shows whole; ``handle``: what they call
    themselves there; ``delegate``: whose words it reports, as minutes do; ``item``: the state, or who else,
    that it is about, as others are about others; ``asks``: of a turn that a dash opens, whether it is a
    question.
    """

    span: Span
    body: Span
    speaker: str
    heading: bool
    sentences: Sequence[Sentence]
    writer: str = ""
    handle: str = ""
    delegate: Delegate | None = None
    item: Mention | None = None
    asks: bool | None = None


def lay_out(text: str) -> list[Paragraph]:
    """Return the paragraphs of an article, in order."""
    spans, posts = find_posts(text, split_turns(text, paragraphs(text)))
    spans, labels = join_labels(text, spans, posts)
    labels |= risen(text, spans)
    begins = speakers_at(text, spans)
    quoted = find_quotations(text, spans)
    towns = towns_of(text, spans, quoted, begins)
    begins = {start: match for start, match in begins.items() if start not in towns}
    begun = list(begins.values())
    shouted = Counter(match["shouted"] for match in begun if match["shouted"])
    speakers = Counter(
        match[group].strip()
        for match in begun
        for group in ("plain", "letter", "stopped", "dashed", "minuted")
        if match[group]
    )
    if _is_talk(text, spans, begins, speakers, shouted):
        # Who speaks once in it, by a name of several words, speaks too.
        speakers.update(n for n in list(speakers) if " " in n or is_functional(n) or is_medium(n))
    made = []
    named, items = delegates(text, spans), find_items(text, spans)
    writer = ""
    spoken = [is_spoken_whole(text, span, found) for span, found in zip(spans, quoted, strict=True)]
    asks = dialogue(text, spans, spoken)
    for span, quotations in zip(spans, quoted, strict=True):
        if span.start in asks:
            made.append(Paragraph(span, span, "", False, _sentences(text, span, ()), asks=asks[span.start]))
            continue
        if (post := posts.get(span.start)) is not None:
            writer = post.name if post.goes_on else ""
            made.append(_post(text, span, post, quotations))
            continue
        if (item := items.get(span.start)) is not None:
            made.append(_item(text, span, item, quotations))
            continue
        label = labels.get(span.start)
        match = begins.get(span.start) if label is None else None
        p = _paragraph(text, span, quotations, speakers, shouted, label or match, towns.get(span.start, 0))
        writer = "" if p.heading or p.speaker or ends_post(text, span) else writer
        delegate = None if p.speaker else named.get(span.start)
        made.append(replace(p, writer=writer, delegate=delegate) if writer or delegate else p)
    return made


def _is_talk(
    text: str,
    spans: Sequence[Span],
    begins: Mapping[int, re.Match[str]],
    speakers: Counter[str],
    shouted: Counter[str],
) -> bool:
    """Say whether a text is a transcript: somebody speaks to a chair, or enough labels are those of speakers.

    These are of who speaks again, has a title, a number, a time or a party, or conducts the sitting; of
    two in capitals who speak again; and of papers, which ask somebody.
    """
    begun = [(span, begins[span.start]) for span in spans if span.start in begins]
    if any(opens_speech(text, match.end(), span.end) for span, match in begun):
        return True
    surnames = Counter(name.rpartition(" ")[2] for name in speakers.elements())
    turns = sum(n for n in surnames.values() if n > 1)
    turns += sum(name.partition(" ")[0].lower().rstrip(".") in vocabulary().titles for name in speakers)
    for span, match in begun:
        label = match.group().partition(":")[0].rstrip(" \n.—–−")
        turns += is_functional(label) + (match["minuted"] is not None) + (match.start() > span.start)
    turns += len({match["plain"] for _, match in begun if names_party(match)})
    again = {name: n for name, n in shouted.items() if n > 1}
    turns += sum(again.values()) if len(again) > 1 or any(map(is_medium, again)) else 0
    turns += sum(map(is_medium, speakers)) if turns > 1 else 0
    return turns >= _FEWEST_TURNS


def blanked(text: str, span: Span, quotations: Sequence[Quotation]) -> str:
    """Return a part of a text with its quotations blanked out, as long as it was."""
    kept, position = [], span.start
    for q in quotations:
        start, end = max(q.span.start, span.start), min(q.span.end, span.end)
        if start < end:
            kept += [text[position:start], BLANK * (end - start)]
            position = end
    return "".join([*kept, text[position : span.end]])


def _post(text: str, span: Span, post: Post, quotations: Sequence[Quotation]) -> Paragraph:
    """Return a paragraph that is a post, without its signature or its label."""
    inside = [q for q in quotations if post.body.start <= q.span.start and q.span.end <= post.body.end]
    return Paragraph(span, post.body, "", False, _sentences(text, post.body, inside), post.name, post.handle)


def _item(text: str, span: Span, item: Item, quotations: Sequence[Quotation]) -> Paragraph:
    """Return a paragraph that is about somebody, without the label that says so."""
    found = []
    for part in item.parts:
        inside = [q for q in quotations if part.start <= q.span.start and q.span.end <= part.end]
        found += _sentences(text, part, inside)
    body = Span(item.parts[0].start, item.parts[-1].end)
    return Paragraph(span, body, "", False, found, item=item.about)


def _paragraph(
    text: str,
    span: Span,
    quotations: Sequence[Quotation],
    speakers: Counter[str],
    shouted: Counter[str],
    begins: Label | re.Match[str] | None,
    town: int = 0,
) -> Paragraph:
    """Return a paragraph; ``begins``: the label of a speaker above its words, or before them.

    ``town``: where the dateline ends, if it has the look of such a label.
    """
    label, match = (begins, None) if isinstance(begins, Label) else (None, begins)
    heading = label is None and _is_heading(text, span) and not _is_clause(text, span)
    speaker, body = "", span
    if heading:
        cut = _SECTIONS.search(text, span.start, span.end)
        body, quotations = trimmed(text, span.start, cut.start() if cut else span.end), ()
    if clock := _TIMED.match(text, body.start, body.end):
        body = trimmed(text, clock.end(), body.end)
    elif not heading and (end := town or dateline_at(text, span)):
        body = trimmed(text, end, span.end)
    if match and heading and match["shouted"] and _is_topic(match["shouted"], shouted):
        match = None
    groups = ("plain", "letter", "stopped", "dashed", "minuted")
    seen = next((match[group] for group in groups if match[group]), None) if match else None
    if match and (seen is None or speakers["Q" if match["letter"] else seen.strip()] > 1):
        heading = False
        speaker = match["asker"] or match["marked"] or match.group().rstrip(" \t\n\xa0:.—–−-")
        body = trimmed(text, match.end(), body.end)
        quotations = [q for q in quotations if q.span.start >= body.start]
    elif label is not None:
        speaker = label.name
        body = trimmed(text, label.span.end, span.end)
        quotations = [q for q in quotations if q.span.start >= body.start]
    stamp = _is_stamp(text, span)
    return Paragraph(span, body, speaker, heading, [] if stamp else _sentences(text, body, quotations))


def _is_topic(label: str, shouted: Counter[str]) -> bool:
    """Say whether a label of a heading, in capitals, is no speaker's, who speaks again: "NATO: no plans".

    ``shouted``: how often each such label stands before a paragraph, as two of speakers do again and again.
    """
    named = mentions_of(tokens_of(label, 0, len(label)))
    body = bool(named) and named[0].kind in (Kind.STATE, Kind.BODY, Kind.GROUP)
    talk = shouted[label] > 1 and sum(n > 1 for n in shouted.values()) > 1
    return body and not talk and shouted[label] < _FEWEST_TURNS


def _is_stamp(text: str, span: Span) -> bool:
    """Say whether a paragraph is a time, a label or a page and nothing else: "Update: 14:05"."""
    if _TIME.match(text, *span) or _PAGE.fullmatch(text, *span):
        return True
    slug = _SLUG.match(text, *span) if span.end - span.start < _LONGEST_STAMP else None
    if slug is None or not is_slug(slug["slug"]):
        return False
    return slug.end() == span.end or STAMP.fullmatch(text, slug.end(), span.end) is not None


def _sentences(text: str, body: Span, quotations: Sequence[Quotation]) -> list[Sentence]:
    """Return the sentences of a paragraph, with their words and mentions."""
    outside = blanked(text, body, quotations)
    found = []
    pieces = _split(text, body, quotations)
    for piece in pieces:
        counts = piece is pieces[0] and len(pieces) > 1 and _COUNTED.fullmatch(text, *piece)
        if counts or not _WORD.search(text, *piece):
            continue  # "1.", "* * *"
        head = _HEAD.match(text, *piece) if piece.start == body.start else None
        begin = head.end() if head and is_slug(head.group()) else piece.start  # "UPDATE: Rome says no"
        tokens = tokens_of(outside, begin - body.start, piece.end - body.start, body.start)
        first = bisect.bisect_right(quotations, piece.start, key=_END)
        behind = bisect.bisect_left(quotations, piece.end, key=_START)
        mentions = [m for m in mentions_of(tokens) if not _is_nobody(text, m)]
        found.append(Sentence(piece, quotations[first:behind], tokens, mentions))
    return found


def _is_nobody(text: str, m: Mention) -> bool:
    """Say whether words only call somebody who is spoken to, or a colleague who is not named."""
    if text.endswith(("Dear ", "DEAR "), 0, m.start):
        return True  # "Dear Editor"
    return is_address(text, m.start, m.end) or is_colleague(text, m.start, m.end)


def _is_heading(text: str, span: Span) -> bool:
    """Say whether a paragraph is a headline or a heading: short, and without a full stop."""
    last, length = text[span.end - 1], span.end - span.start
    if last not in _ENDS:
        ended = sum(1 for _ in _ENDED.finditer(text, *span))  # sentences, with a credit or none behind them
        return length < _LONGEST_HEADING and ended < (1 if length > _LONGEST_DECK else _FEWEST_ENDED)
    quoted = last in "'’" and length < _LONGEST_QUOTED_HEADING
    return quoted and text[span.end - 2] not in ".,?!…'’"


def _is_clause(text: str, span: Span) -> bool:
    """Say whether an item of a list is a whole clause: "- Peru will send none", yet not "- No men"."""
    bullet = _BULLET.match(text, *span)
    if bullet is None:
        return False
    tokens = tokens_of(text, bullet.end(), span.end)
    named = next((m for m in mentions_of(tokens) if not (m.governed or m.possessive)), None)
    k = place_of(tokens, named.end) if named is not None else len(tokens)
    return (
        named is not None and does(tokens, named) and any(is_finite(tokens, n) for n in range(k, len(tokens)))
    )


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
    found = [Span(a + body.start, b + body.start) for a, b in sentences(plain)]
    return _parted(found, _glued_at(text, quotations))


def _glued_at(text: str, quotations: Sequence[Quotation]) -> list[int]:
    """Return where a sentence begins with no blank before it: 'We stay."He left.', 'He left."We stay.'."""
    found = []
    for q in quotations:
        start, end = q.span
        if text[start - 1 : start] in _FULL_STOPS and text[q.inner.start].isupper():
            found.append(start)
        if q.closed and text[q.inner.end - 1] in _FULL_STOPS and text[end : end + 1].isupper():
            found.append(end)
    return found


def _parted(spans: Sequence[Span], places: Sequence[int]) -> list[Span]:
    """Return spans, parted at places within them, which are in order."""
    found = []
    for span in spans:
        within = places[bisect.bisect_right(places, span.start) : bisect.bisect_left(places, span.end)]
        found += [Span(a, b) for a, b in itertools.pairwise([span.start, *within, span.end])]
    return found


def _is_attributed(text: str, start: int, end: int, last: str) -> bool:
    """Say whether what follows a quotation that ends in a mark belongs to its sentence: "…?" X asked."""
    following = tokens_of(text, start, min(end, start + _NEAR))
    if not following:
        return False
    if last == "." and text[following[0].start].isupper() and "," not in following[0].before:
        return False
    lows = [t.low for t in following[:_NEAR_WORDS]]
    asks = last == "?" and any(two == ("to", "know") for two in itertools.pairwise(lows))  # "wanted to know"
    known = vocabulary().speech | {"know"} if asks else vocabulary().speech
    k = next((k for k, low in enumerate(lows) if low in known), None)
    if k is None or text[following[k].end : following[k].end + 1] == ":":  # which leads to another
        return False
    begins = last in "?!" and following[0].capital
    return not (begins and (k == 0 or _is_told_behind(following, k)))


def _is_told_behind(tokens: Sequence[Token], said: int) -> bool:
    """Say whether it is told behind a verb what somebody says: "X says nobody will go", "Y said no"."""
    behind = list(itertools.takewhile(lambda t: not set(t.before) & set(_PARTS_CLAUSE), tokens[said + 1 :]))
    if behind and behind[0].low in grammar().answering:
        return True
    for k, token in enumerate(behind):
        named = token.low == "that" and behind[k + 1 : k + 2]
        if named:
            return not (behind[k + 1].low in vocabulary().verbs or behind[k + 1].low in grammar().periods)
        leads = token.low in grammar().elsewhere or token.low in grammar().relates
        if leads or (k == 0 and token.low == "and"):
            return False
        if token.low in grammar().modals or is_finite(behind, k):
            return True
    return False
