"""The work that a text makes grows with its length, not with the square of it.

Counted are the lines of Python that run, so that a busy machine changes nothing. What numpy does within a
line is not counted so: its arrays are weighed instead. Nor are regular expressions and copies of strings:
those of the reader are timed, as a ratio with room to spare.
"""

import itertools
import sys
import time
import tracemalloc

import pytest

from stance.features import FeatureExtractor
from stance.masks import Masker
from stance.reading.article import read
from stance.scopes import find_scopes
from stance.text.sentences import paragraphs, sentences
from stance.text.tokens import tokenize
from tests.conftest import tiny_corpus

LENGTH = 4_000  # characters of the shortest text; a sentence is cut at 8,000
MOST = 2.3  # times the work for twice the text: 2, and some room for what ends and begins
MOST_TIME = 24  # times the time for eight times the text: measured, 2 to 10; 64 where it is quadratic


def filled(unit, n):
    return (unit * (n // len(unit) + 1))[:n]


def names(n):
    """Return sentences that name ever new people."""
    letters = (chr(ord("a") + i) for i in range(26))
    words = map("".join, itertools.product(letters, repeat=4))
    return "".join(f"Ana B{word} said no. He left. " for word in itertools.islice(words, n // 28))


PLAIN = "The minister said that troops will not be sent to Mali. "
TEXTS = {
    "plain": lambda n: filled(PLAIN, n),
    "paragraphs": lambda n: filled(PLAIN + "\n", n),
    "quotations in one paragraph": lambda n: filled("“We will not,” he said. ", n),
    "nested quotation marks": lambda n: filled("“We ‘go ", n // 2) + filled("now’ then” ", n // 2),
    "quotations never closed": lambda n: filled("“No, ", n),
    "nested brackets": lambda n: filled("(a ", n // 2) + filled(") ", n // 2),
    "one endless word": lambda n: "a" * n,
    "one endless name": lambda n: filled("Kos ", n),
    "commas": lambda n: "," * n,
    "negations": lambda n: filled("not ", n),
    "refusals": lambda n: filled("No. ", n),
    "owners": lambda n: filled("Kos's ", n),
    "people": names,
    "turns": lambda n: filled("ANN ORR: We go.\n\nWe stay.\n\n", n),
    "spokesmen": lambda n: filled("a spokesman and Kos, ", n),
    "offices": lambda n: filled("Jan Kos, a former minister, and ", n),
    "notes on excerpts": lambda n: filled("Excerpts\n", n),
    "answers behind prose": lambda n: (
        filled("Jan Kos left.\n", n // 2) + "\n" + filled("A: We do.\n", n // 2)
    ),
    "times of a live blog": lambda n: filled("12:00\n", n),
}
# Aimed at regular expressions of ``stance.text`` and ``stance.reading``: what each may try again and again.
TIMED = {
    "blank lines": lambda n: "No." + "\n" * n + "No.",
    "blanks": lambda n: "No." + " " * n + "No.",
    "excerpts above a line": lambda n: filled("excerpts ", n) + "\nof a talk\n\nNo.",
    "captions": lambda n: filled("(Photo ", n),
    "by": lambda n: filled("sent by ", n),
    "hyphens": lambda n: filled("a-", n),
    "initials": lambda n: filled("A.", n),
    "speakers": lambda n: filled("A B: C ", n),
} | {kind: TEXTS[kind] for kind in ("quotations never closed", "one endless word", "times of a live blog")}


@pytest.fixture(scope="module")
def extractor():
    return FeatureExtractor(families="all", min_count=1).fit(tiny_corpus()[0])


@pytest.fixture(scope="module")
def steps(extractor, labeler):
    masker = Masker(extractor.table_)
    return {
        "tokens": lambda text: tokenize([text]),
        "scopes": lambda text: find_scopes(masker(tokenize([text]))),
        "features": lambda text: extractor.transform([text]),
        "sentences": lambda text: [sentences(text), paragraphs(text)],
        "reader": lambda text: read(text, labeler),
    }


def lines_run(call, text):
    count = itertools.count()

    def trace(*_):
        next(count)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call(text)
    finally:
        sys.settrace(before)
    return next(count)


def memory(call, text):
    """Return the bytes that are held at most, those of numpy's arrays among them."""
    tracemalloc.start()
    try:
        call(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def seconds(call, text):
    """Return the processor's time, the least of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        call(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("step", ["tokens", "scopes", "features", "sentences", "reader"])
def test_lines_run_grow_with_the_text(steps, step, kind):
    call = steps[step]
    call(TEXTS[kind](LENGTH * 4))  # what is read from files or compiled once is not counted
    once, twice, four = (lines_run(call, TEXTS[kind](LENGTH * k)) for k in (1, 2, 4))
    assert twice <= MOST * once
    assert four <= MOST * twice


@pytest.mark.parametrize(
    "kind", ["plain", "nested quotation marks", "one endless word", "commas", "negations"]
)
@pytest.mark.parametrize("step", ["tokens", "scopes", "features"])
def test_arrays_grow_with_the_text(steps, step, kind):
    call = steps[step]
    call(TEXTS[kind](100))
    once, twice, four = (memory(call, TEXTS[kind](LENGTH * k)) for k in (4, 8, 16))
    assert twice <= MOST * once
    assert four <= MOST * twice


@pytest.mark.parametrize("kind", TIMED)
def test_the_reader_s_time_grows_with_the_text(steps, kind):
    call = steps["reader"]
    call(TIMED[kind](100))
    assert seconds(call, TIMED[kind](LENGTH * 8)) <= MOST_TIME * seconds(call, TIMED[kind](LENGTH))


def test_what_is_quadratic_would_be_seen():
    def pairs(text):
        return [a == b for a in text for b in text]

    assert lines_run(pairs, "a" * 200) > MOST * lines_run(pairs, "a" * 100)
    assert memory(pairs, "a" * 200) > MOST * memory(pairs, "a" * 100)
    assert seconds(pairs, "a" * 1600) > MOST_TIME * seconds(pairs, "a" * 200)
