"""Quotations with their spans: which parts of an article are somebody's own words.

Marks are paired within a paragraph, so that a missing or an extra one spoils its own paragraph at most.
A quotation whose mark is not closed goes on where the next paragraph opens with the same mark; else it
ends with its paragraph, or before who says it there: '"We stay, said Ann Orr.'. A straight mark opens or
closes by what stands beside it; a single one that may be an apostrophe opens only before a word and closes
only behind one. A paragraph that a dash opens is speech but for who says it, to the end of that sentence: "–
We stay, said Ann Orr. – We must."
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from stance.reading.grammar import any_of, grammar
from stance.text.capitals import compiled
from stance.text.sentences import Span, sentences

# Opening mark: the marks that may close it.
_PAIRS = {
    "“": '”"“',
    "„": '“”"',
    "”": '”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    '"': '"”',
    "'": "'",
    "``": "''’’",
    "‘‘": "’’",
    "''": "''",
    "「": "」",
    "『": "』",
}
_SINGLE = "‘’'‚"
_MARK = re.compile(r"``|''|‘‘|’’|[“”„«»‹›‘’‚「」『』\"']")
_DASHES = "–—―"
_DASH = compiled(r"[–—―] ?(?=[^\W\d_a-zà-þ])")  # a paragraph of speech, opened by a dash
_MARKS_AHEAD = 200  # marks that are looked at for the one that closes a quotation
_LONGEST_SINGLE = 600  # characters; a longer one is two apostrophes


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words: ``span`` with the marks, ``inner`` without them.

    ``closed``: whether a mark ends it; ``continues``: whether it goes on from the quotation before it.
    """

    span: Span
    inner: Span
    closed: bool
    continues: bool


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[list[Quotation]]:
    """Return the quotations of each paragraph, in order; none lies in another."""
    found: list[list[Quotation]] = []
    left_open = ""  # the mark of a quotation that the last paragraph did not close
    for paragraph in paragraphs:
        quotations, left_open = _in_paragraph(text, paragraph, left_open)
        found.append(quotations)
    return found


def is_spoken_whole(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> bool:
    """Say whether a dash opens a paragraph in which nothing but speech stands."""
    whole = len(quotations) == 1 and quotations[0].span == paragraph
    return whole and text[paragraph.start] in _DASHES and not quotations[0].closed


def _in_paragraph(text: str, paragraph: Span, left_open: str) -> tuple[list[Quotation], str]:
    start, end = paragraph
    quotations: list[Quotation] = []
    dash = _DASH.match(text, start, end) if text[start] in _DASHES else None
    if dash:
        return _behind_dash(text, paragraph, dash.end()), ""
    marks = [(m.group(), m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    opened_otherwise = any(mark in "“„" for mark, _, _ in marks)  # so that ” only closes
    i = 0
    while i < len(marks):
        mark, begin, inner = marks[i]
        if (mark == "”" and opened_otherwise) or not _opens(text, mark, begin, inner, paragraph):
            i += 1
            continue
        closing = _closing(text, marks, i, paragraph)
        continues = bool(left_open) and begin == start and mark == left_open
        if closing is None:
            if mark in _SINGLE or (not continues and _is_stray(text, marks, i, paragraph)):
                i += 1
                continue
            close, behind = _before_sayer(text, mark, inner, end)
            if close < end:
                quotations.append(Quotation(Span(begin, close), Span(inner, close), True, continues=False))
                i = next((k for k in range(i, len(marks)) if marks[k][1] >= behind), len(marks))
                continue
            quotations.append(
                Quotation(Span(begin, end), Span(inner, end), closed=False, continues=continues)
            )
            return quotations, mark
        _, close, after = marks[closing]
        quotations.append(Quotation(Span(begin, after), Span(inner, close), closed=True, continues=continues))
        i = closing + 1
    return quotations, ""


def _behind_dash(text: str, paragraph: Span, inner: int) -> list[Quotation]:
    """Return what is said in a paragraph that a dash opens, without who says it."""
    found: list[Quotation] = []
    begin, end = paragraph
    while told := _telling().search(text, inner, end):
        span = Span(begin, told.end("said"))
        found.append(Quotation(span, Span(inner, span.end), closed=True, continues=False))
        begin = sentences(text, told.start("told"), end)[0].end
        while begin < end and (text[begin].isspace() or text[begin] in _DASHES):
            begin += 1
        if begin == end:
            return found
        inner = begin
    return [*found, Quotation(Span(begin, end), Span(inner, end), closed=False, continues=False)]


def _before_sayer(text: str, mark: str, inner: int, end: int) -> tuple[int, int]:
    """Return where speech ends that no mark closes, before who says it, and where more speech begins.

    No sentence stands between them, nor between who says it and the end of the paragraph.
    """
    for told in _telling().finditer(text, inner, end):
        behind = text.find(mark, told.end(), end)
        behind = end if behind < 0 else behind
        if len(sentences(text, told.start("told"), behind)) == 1:
            return told.end("said"), behind
    return end, end


@functools.cache
def _telling() -> re.Pattern[str]:
    """Match what leads from speech to who says it: ", said Ann Orr", ", – the minister said."."""
    says, article = any_of(grammar().says_before), r"(?:the|an?|her|his|its|their)"
    before = rf"(?:{article} [\w ’'-]{{2,40}}?|[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){{0,3}}|s?he|they)"
    return compiled(
        r"(?P<said>[,?!…])\s+(?:[–—―]\s?)?"
        rf"(?P<told>{says} (?:[A-ZÀ-Þ]|(?:{article}|one|s?he|they)\b)"
        rf"|{before} {says}(?=[.,]|$| (?:on|in|at|to)\b))"
    )


def _opens(text: str, mark: str, begin: int, inner: int, paragraph: Span) -> bool:
    if mark not in _PAIRS or inner >= paragraph.end:
        return False
    before = text[begin - 1] if begin > paragraph.start else " "
    after = text[inner]
    if after.isspace() and mark not in "«»„“":
        return False
    if mark in "“„«‹``「『‘‘" and mark != "‘":
        return True
    if mark in _SINGLE and not after.isalpha() and after not in _PAIRS:  # "the '90s"
        return False
    if mark in "»›”":  # the other way round, as printed in German books, or on both sides, as in Sweden
        return before.isspace() and not after.isspace()
    return (mark == '"' and _is_glued(before, after)) or not (before.isalnum() or before in ".,!?;…")


def _closing(text: str, marks: Sequence[tuple[str, int, int]], i: int, paragraph: Span) -> int | None:
    mark, _, inner = marks[i]
    depth = 0
    for j in range(i + 1, min(i + 1 + _MARKS_AHEAD, len(marks))):
        other, begin, after = marks[j]
        if other in _SINGLE and mark not in _SINGLE:
            continue
        if mark in _SINGLE and begin - inner > _LONGEST_SINGLE:
            return None
        if other in _PAIRS[mark] and _closes(text, other, begin, after, paragraph):
            if depth == 0:
                return j
            depth -= 1
        elif other == mark and _opens(text, other, begin, after, paragraph):
            depth += 1
    if depth:  # more marks open than close: the first that may close does
        ahead = range(i + 1, min(i + 1 + _MARKS_AHEAD, len(marks)))
        return next((j for j in ahead if marks[j][0] in _PAIRS[mark] and marks[j][0] != mark), None)
    return None


def _closes(text: str, mark: str, begin: int, after: int, paragraph: Span) -> bool:
    before = text[begin - 1]
    behind = text[after] if after < paragraph.end else " "
    if mark in "”»«›‹」』":
        return True
    if mark in "“‘":  # closes a German quotation; else it would open one
        return not before.isspace() and not behind.isalnum()
    if before.isspace() and not behind.isspace():
        return False
    if mark == '"' and _is_glued(before, behind):
        return True
    return not behind.isalnum() and (mark not in "’'" or not before.isspace())


def _is_glued(before: str, behind: str) -> bool:
    """Say whether sentences stand on both sides of a mark without a blank: 'We stay."He left.'.

    So pages are stored whose paragraphs have lost their ends. The mark closes what is open, or else opens.
    """
    return before in ".!?" and behind.isupper()


def _is_stray(text: str, marks: Sequence[tuple[str, int, int]], i: int, paragraph: Span) -> bool:
    """Say whether a mark that nothing closes opens no quotation: an inch mark, or the rest of one."""
    mark, begin, _ = marks[i]
    return mark == '"' and begin > paragraph.start and text[begin - 1] not in " \u00a0\t:(—–"
