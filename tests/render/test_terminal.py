import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from stance.data.rows import Statement
from stance.evaluation.report import evaluate
from stance.render.terminal import judgement_view, report_view
from stance.values import Evidence, Explanation, Judgement

TEXTS = ("We will not send troops.", "We are ready to send troops.", "The weather was fine.")
ROWS = [
    Statement(i, TEXTS[i % 3], label, "neutral", {"part": "of a name that is long " * (i % 2)})
    for i, label in enumerate(["ruled_out", "open", "neutral", "open", "open", "ruled_out", "neutral"] * 4)
]
INTERVAL = re.compile(r"-?\d\.\d{3} \(-?\d\.\d{3}–-?\d\.\d{3}\)")


def shown(report, width):
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    console.print(report_view(report))
    return console.file.getvalue()


def intervals_of(report):
    for head in report.heads.values():
        for figures in head.slices.values():
            yield from (figures.macro_f1, figures.accuracy)
        for c in head.slices["all"].classes:
            yield from (c.precision, c.recall, c.f1)
        yield head.comparison.difference


@pytest.fixture(scope="module")
def report(labeler):
    return evaluate("x.csv", ROWS, labeler, "fast", slice_by="part", against=("fast", labeler), n_worst=3)


@pytest.mark.parametrize("width", [80, *range(60, 140, 3)])
def test_no_interval_is_broken(report, width):
    text = shown(report, width)
    assert sorted(INTERVAL.findall(text)) == sorted(map(str, intervals_of(report)))
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    assert text.count("surer half") == 2


def table_of(text, title):
    """Return the cells of a table's rows but the head's."""
    lines = text[text.index(f"\n{title} ") :].split("└")[0].splitlines()
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]


def test_risk_stands_beside_accuracy(report):
    whole = report.heads["position"].slices["all"]
    kept = table_of(shown(report, 80), "abstaining")
    assert [row[2:] for row in kept] == [
        [f"{a.accuracy:.3f}", f"{1 - a.accuracy:.3f}"] for a in whole.abstention
    ]
    assert len(kept) == 10


def test_the_confusion_has_a_row_a_label(report):
    rows = table_of(shown(report, 80), "how rows of a label were called")
    assert rows == [
        ["open", "12", "5", "4", "3"],
        ["ruled_out", "8", "2", "3", "3"],
        ["neutral", "8", "2", "3", "3"],
    ]


def test_columns_without_room_go_on_below_behind_the_first(report):
    wide, narrow = shown(report, 140), shown(report, 80)
    assert (wide.count("rows of "), narrow.count("rows of ")) == (4, 6)
    assert narrow.count("\nposition ") == 1
    for column in ("macro-F1 (95%)", "ECE (by chance)", "Brier", "log loss"):
        assert wide.count(column) == narrow.count(column) == 2


class Renamed:
    """A model whose labels are long."""

    positions, sentiments = tuple(letter * 70 for letter in "orn"), ()

    def __init__(self, labeler):
        self.labeler = labeler

    def label(self, texts):
        told = self.labeler.label(texts)
        named = [dict(zip(self.positions, j.probabilities.values(), strict=True)) for j in told]
        return [replace(j, probabilities=p) for j, p in zip(told, named, strict=True)]


def test_long_labels_are_folded_whole(labeler):
    rows = [Statement(s.line, s.text, s.position[0] * 70, None, {}) for s in ROWS]
    text = shown(evaluate("x.csv", rows, Renamed(labeler), "own"), 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert len(INTERVAL.findall(text)) == 2 + 9
    # A label begins a row in two parts of figures and four of the confusion, and heads a column.
    for letter in "orn":
        assert sum(map(len, re.findall(letter + "{5,}", text))) == 70 * (2 + 4 + 1)


def evidence_of(*contributions):
    spans = [Evidence(i, i + 1, "abc"[i], c) for i, c in enumerate(contributions)]
    told = Explanation("open", sum(contributions), tuple(spans))
    scores = {"open": told.score, "neutral": 0.0}
    judgement = Judgement("abc", "open", {"open": 0.5, "neutral": 0.5}, None, {}, scores, lambda *_: told)
    console = Console(file=io.StringIO(), width=80, highlight=False, markup=False)
    console.print(judgement_view(judgement))
    return console.file.getvalue()


def test_nothing_is_no_less_than_nothing():
    shown = evidence_of(0.4, -0.4001, -0.0001)
    assert "-0.000" not in shown
    assert re.search(r"\+0\.000 +│ \(1 weaker spans\)", shown)
    assert re.search(r"\+0\.000 +│ score, the sum", shown)


def test_where_all_spans_are_shown_none_are_summed_up():
    assert "weaker spans" not in evidence_of(0.5, 0.4)


def test_a_mistake_in_a_text_of_any_length_stays_short(labeler):
    rows = [
        Statement(1, "x " * 20_000, "ruled_out", None, {}),
        Statement(2, TEXTS[1], "neutral", None, {}),
    ]
    text = shown(evaluate("x.csv", rows, labeler, "fast", n_worst=2), 80)
    cells = table_of(text, "mistakes of which the model was surest")
    assert 40 < len(cells) < 80
    assert "…" in "".join(row[4] for row in cells)
    assert TEXTS[1].split()[-1] in [row[4].split()[-1] for row in cells if row[4]]
