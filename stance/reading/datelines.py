"""Datelines: the place, and perhaps day and agency, that a report begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stance.reading.grammar import is_medium
from stance.reading.quotations import Quotation
from stance.reading.vocabulary import is_country, is_state, vocabulary
from stance.text.capitals import compiled
from stance.text.sentences import Span

DAY = r"(?:\d{1,2} [A-Z]\w+\.?|[A-Z]\w+\.? \d{1,2})(?:,? \d{4})?"
_TOWN = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++,? ?)"  # a word of a place in capitals
_AGENCY = r"\([A-Z][\w/ ]{1,20}\)"
_DASH = r"\s?[—–_-]{1,2}\s+"
_BEGINS = r"(?=[\W\dA-ZÀ-Þ])"
_DATELINE = compiled(
    rf"(?:{_TOWN}{{1,4}}(?:,? ?(?:[A-Z][\w.]+(?: \d{{1,2}})?|\d{{1,2}} [A-Z]\w+)(?:,? \d{{4}})?)?"
    r"(?: \([^)\n]{1,40}\))?"
    rf"|(?:[A-ZÀ-Þ][\w'’/\-]++,? ){{1,4}}(?:{DAY} )?\((?:[A-Z][\w/ ]{{1,20}}|dpa)\)){_DASH}{_BEGINS}"
    # Without a dash behind the agency; with a country: LIMA, Peru –
    rf"|{_TOWN}{{1,3}},? [A-Z]\w+ \d{{1,2}} \([A-Z][\w/ ]{{1,20}}\)\s+(?=[A-ZÀ-Þ])"
    rf"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++ ?){{1,3}}, (?:[A-Z][\w.]+ ?){{1,3}}(?:{_AGENCY} ?)?{_DASH}{_BEGINS}"
    # With a day, before a dash or a colon: Paris, 3 March 2025 –
    rf"|(?:[A-ZÀ-Þ][\w'’\-]++ ?){{1,3}},\s?{DAY}"
    rf"(?:(?: {_AGENCY})?\s[—–-]{{1,2}}\s+{_BEGINS}|:\s*(?=[A-ZÀ-Þ]))"
    r"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++ ?){1,3}, \d{1,2} [A-Z]\w+(?: \d{4})?\.\s+(?=\S)"  # "LYON, 31 May 2017. "
    r"|(?P<place>[A-ZÀ-Þ][\w'’\-]++(?: [A-ZÀ-Þ][\w'’\-]++)?)\s"
    r"(?:[—–]\s+(?=[A-ZÀ-Þ])(?![^.\n]*[—–])|(?P<hyphen>-)\s+(?=[A-ZÀ-Þ])(?![^.\n]*\s-\s))"
    # A state cut short; a dash without a blank; an agency between strokes; a colon; a town in brackets.
    r"|[A-ZÀ-Þ][\w'’\-]++(?: [A-ZÀ-Þ][\w'’\-]++)?, [A-Z][a-z]{1,4}\.\s[—–-]{1,2}\s+(?=[A-ZÀ-Þ])"
    rf"|{_TOWN}{{1,3}}(?:(?:[A-Z][a-z]+ ?){{1,2}})?(?:\([A-Z][^)\n]{{1,20}}\) ?)?—(?=[A-ZÀ-Þ“\"])"
    rf"|{_TOWN}{{1,3}}(?:{DAY}\.?)? ?/[A-Z][\w ]{{1,20}}/\.?\s+(?=\S)"
    rf"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/\-]++ ?){{1,3}}, {DAY}(?: \([A-Z][^)\n]{{1,20}}\))?\s?:\s+{_BEGINS}"
    r"|\([A-Z][\w .,/]{1,30}\)\s[—–-]{1,2}\s+(?=[A-ZÀ-Þ])"
)
_DAY_BEFORE = re.compile(rf"{DAY}(?:\s(?P<agency>{_AGENCY}))?\s?[—–-]{{1,2}}\s+(?=[A-ZÀ-Þ])")
_LONGEST = 120  # characters
_OWN_WORDS = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]urs?|[Yy]ou|[Yy]our)\b")


def dateline_at(text: str, span: Span) -> int:
    """Return where the dateline ends that a paragraph begins with, or 0."""
    last = min(span.end, span.start + _LONGEST)
    day = _DAY_BEFORE.match(text, span.start, last)
    if day is not None and day["agency"]:
        return day.end()
    match = _DATELINE.match(text, span.start if day is None else day.end(), last)
    if match is None or (match["hyphen"] and is_country(match["place"])):  # "Peru - It will stay"
        return 0
    return match.end()


def towns_of(
    text: str,
    spans: Sequence[Span],
    quoted: Sequence[Sequence[Quotation]],
    begins: Mapping[int, re.Match[str]],
) -> dict[int, int]:
    """Return where datelines with a colon end, by where they begin: "LYON: The mayor said no.".

    They look like the labels of speakers, which ``begins`` has; ``quoted``: the quotations of each paragraph.
    """
    found = {}
    for span, quotations in zip(spans, quoted, strict=True):
        if (match := begins.get(span.start)) is None:
            continue
        end = dateline_at(text, span)
        if text[span.start : end].rstrip().endswith(":"):
            found[span.start] = end
        elif _is_town(match, alone=len(begins) == 1) and _is_told(text, match.end(), span.end, quotations):
            found[span.start] = match.end()
    return found


def _is_town(label: re.Match[str], *, alone: bool) -> bool:
    """Say whether a label in capitals may be a town, with an agency or ``alone``: no office and no body."""
    town, _, agency = (label["shouted"] or "").strip(" )").partition(" (")
    known = vocabulary()
    named = (known.roles, known.titles, known.role_words, known.bodies, known.groups)
    place = is_state(town) or (town.isalpha() and not any(town.lower() in those for those in named))
    return place and (is_medium(agency) or (alone and (not agency or agency.isupper())))


def _is_told(text: str, begin: int, end: int, quotations: Sequence[Quotation]) -> bool:
    """Say whether nobody speaks in a part of a text, outside its quotations: no "I" and no "you"."""
    begins, ends = [begin, *(q.span.end for q in quotations)], [*(q.span.start for q in quotations), end]
    return not any(_OWN_WORDS.search(text, *part) for part in zip(begins, ends, strict=True))
