"""Paragraphs and sentences, each with its character span in the text."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from stance.text.capitals import compiled

_LINE = re.compile(r"\S[^\n\r\u2028\u2029]*(?:\n[,;] [^\n\r\u2028\u2029]*)*")  # no line begins with ", "
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t\r]*\n))*")
_SENTENCE_ENDS = ".?!:;…\"'”’»"
_WRAPPED = compiled(rf"[^\n{_SENTENCE_ENDS}]\r?\n(?=[^\W\d_A-ZÀ-Þ])")  # a line end amid a sentence
_LINE_END = re.compile(r"[^\n]\n(?=[^\S\n]*\S)")  # within what stands between blank lines
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_WRAPPED_SHARE = 0.2  # of all line ends: from it on lines are no paragraphs
_FEWEST_WRAPPED = 3  # of a text whose line ends at blank lines do not count for it
_LEADING = frozenset(  # words that no paragraph ends with
    ("a an the my our your his her its their of to in on at by for from with and or that").split()
)
_LONGEST = 7_500  # characters that the splitter is given at once; longer ones are no prose
# What is in brackets with its own full stop, before more: "(Laughter.) We will.", not "(Ret.) Gen. Lee".
_ASIDE = compiled(
    r"[(\[](?:[^()\[\]]*[^\W\d_]{5}|[^\W\d_][^()\[\]\s]*(?:\s[^()\[\]\s]+){2,})[.!?][)\]]\s+"
    r"(?=[A-ZÀ-Þ“\"‘'(\[])"
)
# The splitter takes "no." for an abbreviation and "Ms." for none, ends a sentence within "D-N.Y.", keeps
# whole what begins with a bullet, knows no marks of two single ones, and cannot bear blanks other than " "
# before a full stop.
_STAND_INS = (
    # Blanks, the end of a line within a paragraph, where there was no room, and the hyphen of "D-N.Y."
    (re.compile(r"[^\S\n]|\n(?=\w)|-(?=[A-Z]\.[A-Z]\.)"), " "),
    (re.compile("[\ud800-\udfff]"), "x"),
    (re.compile(r"\b(?:no|No(?=\.\s+[A-Z]))\."), "xx."),
    (re.compile(r"\b(?:ill|[Mm]ay)\."), "xxx."),
    # Abbreviations that it does not know: "Ms. Lee", "Prop. 32", "a 105-mm. gun", "at 5 p.m. Monday"
    (
        compiled(
            r"\b(Ald|Amb|Atty|Cdr|Cllr|Cong|Dep|Ft|Govs|Lieut|Ms|Mx|Pte|Secy|Ste)\.(?=\s+[A-ZÀ-Þ])"
            r"|\b(Ch|Para|Prop|Sect|Vol)\.(?=\s+\d)|(?<=\d[- ])(cm|ft|in|km|lb|mm)\.(?=\s+[a-z])"
            r"|\b([ap]\.m)\.(?=\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4})\b)"
        ),
        r"\1\2\3\4x",
    ),
    (re.compile(r"(?m)^([^\S\n]*)[•●▪‣◦·](?=\s)"), r"\1*"),
    (re.compile(r"``|‘‘"), "“x"),
    (re.compile(r"(?<=\S)(?:’’|'')"), "” "),
)


class Span(NamedTuple):
    """Character offsets: ``text[start:end]``."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of a text, in order.

    They are its lines, or, in a text whose lines break amid sentences, what stands between blank lines. Where
    such a text has none, a paragraph ends where a line was broken with room left for the next word.
    """
    wrapped = [match.start() + 1 for match in _WRAPPED.finditer(text)]
    within = len(_LINE_END.findall(text)) if len(wrapped) >= _FEWEST_WRAPPED else text.count("\n")
    if len(wrapped) <= _WRAPPED_SHARE * within:
        return _matches(_LINE, text)
    if _BLANK_LINE.search(text):
        return _matches(_BLOCK, text)
    lines = _matches(_LINE, text)
    width = max(end - text.rfind("\n", 0, end) - 1 for end in wrapped)
    found = lines[:1]
    for before, line in itertools.pairwise(lines):
        first = text[line.start : line.end].partition(" ")[0]
        has_room = before.end - before.start + len(" ") + len(first) <= width
        ends = text[before.start : before.end].rpartition(" ")[2].lower() not in _LEADING
        if has_room and ends and (text[before.end - 1] in _SENTENCE_ENDS or not first[0].islower()):
            found.append(line)
        else:
            found[-1] = Span(found[-1].start, line.end)
    return found


def _matches(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [trimmed(text, *match.span()) for match in pattern.finditer(text)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split a part of a text into sentences, in order.

    The splitting is that of sentencex, which knows abbreviations and keeps a closed quotation whole. What is
    in brackets with its own full stop, "(Laughter.)", is a sentence of its own before another.
    """
    spans = []
    end = len(text) if end is None else end
    while start < end:
        stop = end if end - start <= _LONGEST else _cut(text, start, start + _LONGEST)
        position = start
        for sentence in _segments(text[start:stop]):
            span = trimmed(text, position, position + len(sentence))
            position += len(sentence)
            while (aside := _ASIDE.match(text, span.start, span.end)) is not None:
                spans.append(trimmed(text, *aside.span()))
                span = Span(aside.end(), span.end)
            if span.start < span.end:
                spans.append(span)
        start = stop
    return spans


def _cut(text: str, start: int, stop: int) -> int:
    """Return where a text that is too long is cut: behind the last blank, if there is one."""
    blank = text.rfind(" ", start, stop)
    return stop if blank <= start else blank + 1


def _segments(text: str) -> list[str]:
    """Split a text; where the splitter breaks down, it is one sentence."""
    import sentencex  # noqa: PLC0415 – labelling does without

    shown = text
    for pattern, stand_in in _STAND_INS:
        shown = pattern.sub(stand_in, shown)
    try:
        return list(sentencex.segment("en", shown))
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the splitter's Rust; it is no Exception
            raise
        return [text]
