import json
import re
from dataclasses import replace

import pytest

from stance.data.rows import BadRows, Statement
from stance.errors import DataError, MissingExtraError
from stance.evaluation.report import evaluate
from stance.render.report import report_page

ROWS = [
    Statement(2, "We will not send troops.", "ruled_out", "neutral", {"country": "A", "coder": "ruled_out"}),
    Statement(3, "We are ready to send troops.", "open", "neutral", {"country": "A", "coder": "open"}),
    Statement(4, "The weather was fine.", "open", "positive", {"country": "B", "coder": "neutral"}),
    Statement(5, "They go and we stay.", "open", None, {"multi": True}),
]


def test_slices_agreement_comparison_and_mistakes(labeler):
    found = evaluate(
        "x.csv",
        ROWS,
        labeler,
        "fast",
        slice_by="country",
        second="coder",
        against=("fast", labeler),
        n_worst=5,
    )
    assert (found.n_rows, found.n_left_out) == (3, 1)
    head = found.heads["position"]
    assert {name: f.n_rows for name, f in head.slices.items()} == {
        "all": 3,
        "country = A": 2,
        "country = B": 1,
    }
    assert head.slices["country = A"].accuracy.value == 1.0
    assert head.agreement.share == pytest.approx(2 / 3)
    assert head.comparison.difference.value == 0
    (mistake,) = head.worst
    assert (mistake.line, mistake.label, mistake.called) == (4, "open", "neutral")
    assert all(words in mistake.text for words, _ in mistake.evidence)
    assert found.heads["sentiment"].slices["all"].n_rows == 3


def test_labels_of_a_second_coding_that_the_model_has_not_are_told(labeler):
    codes = ["opne", "ruled_out", "opne", *"abcde"]
    rows = [replace(ROWS[0], extra={"coder": code}) for code in codes]
    (note,) = evaluate("x.csv", rows, labeler, "fast", second="coder").notes
    assert note.endswith("they agree with none: “opne” (2), “a” (1), “b” (1), “c” (1), “d” (1) and 1 more")
    assert evaluate("x.csv", ROWS, labeler, "fast", second="coder").notes == ()


def test_it_is_json(labeler):
    content = json.loads(json.dumps(evaluate("x.csv", ROWS, labeler, "fast").to_dict()))
    whole = content["heads"]["position"]["slices"]["all"]
    assert whole["confusion"] == [[1, 0, 1], [0, 1, 0], [0, 0, 0]]
    assert whole["abstention"][0]["risk"] == pytest.approx(1 / 3)
    assert (content["n_left_out"], content["n_bad"]) == (1, 0)


def test_rows_of_several_files_may_share_a_line(labeler):
    moods = [s.sentiment for s in labeler.label([r.text for r in ROWS[:3]])]
    rows = [Statement(1, r.text, r.position, mood, {}) for r, mood in zip(ROWS[:2], moods, strict=False)]
    found = evaluate("x.csv", rows, labeler, "fast", against=("fast", labeler))
    assert {name: head.slices["all"].accuracy.value for name, head in found.heads.items()} == {
        "position": 1.0,
        "sentiment": 1.0,
    }
    assert found.heads["position"].comparison.second == found.heads["position"].comparison.first == 1.0


def test_what_is_not_there(labeler):
    with pytest.raises(DataError, match="no column “nowhere”; it has country, coder"):
        evaluate("x.csv", ROWS, labeler, "fast", second="nowhere")
    with pytest.raises(DataError, match="two holders"):
        evaluate("x.csv", ROWS[3:], labeler, "fast")
    told = r"x\.csv, line 7: the model has no label “perhaps”; it has open, ruled_out, neutral$"
    with pytest.raises(DataError, match=told):
        evaluate("x.csv", [*ROWS, Statement(7, "x", "perhaps", None, {})], labeler, "fast")


def test_rows_with_labels_that_the_model_has_not_are_left_out_where_asked(labeler):
    odd = [
        Statement(7, "x", "perhaps", "angry", {"country": "C"}),
        Statement(8, "y", "open/no", None, {"multi": True}),
    ]
    told = []
    found = evaluate("x.csv", [*ROWS, *odd], labeler, "fast", slice_by="country", bad=skipping(told))
    assert told == [
        "left out: x.csv, line 7: the model has no label “perhaps”; it has open, ruled_out, neutral"
    ]
    assert (found.n_rows, found.n_left_out, found.n_bad) == (3, 2, 1)
    assert found.left_out == ", 2 with two holders and 1 that are wrong left out"
    assert list(found.heads["position"].slices) == ["all", "country = A", "country = B"]
    assert found.notes == ()
    assert found.heads["sentiment"].slices["all"].n_rows == 3
    with pytest.raises(DataError, match=r"x\.csv: no row has a label that the model has"):
        evaluate("x.csv", odd, labeler, "fast", bad=skipping(told))


def skipping(told):
    return BadRows("x.csv", stop=False, report=told.append)


def test_a_mistake_shows_what_spoke_for_what_it_was_called(labeler):
    text = "It is a disgrace and a betrayal, but we will send troops."
    called = labeler(text)
    assert (called.position, called.sentiment) == ("open", "negative")
    found = evaluate("x.csv", [Statement(1, text, "neutral", "positive", {})], labeler, "fast", n_worst=1)
    mistakes = {name: head.worst[0] for name, head in found.heads.items()}
    assert {name: m.called for name, m in mistakes.items()} == {"position": "open", "sentiment": "negative"}
    for name, m in mistakes.items():
        told = labeler.explain(text, m.called, head=name).evidence
        assert m.evidence == tuple((e.text, e.contribution) for e in told if e.text)[:3]
    words, share = mistakes["sentiment"].evidence[0]
    assert "disgrace" in words or "betrayal" in words
    assert share > 0
    assert "send troops" in mistakes["position"].evidence[0][0]


class Relabelled:
    positions = ("yes", "no", "none")
    sentiments = ()

    def label(self, texts):  # noqa: ARG002
        raise AssertionError("a model with other labels is not asked")


def test_another_model_with_other_labels_is_not_compared(labeler):
    found = evaluate("x.csv", ROWS, labeler, "fast", against=("other", Relabelled()))
    assert found.heads["position"].comparison is None
    assert found.notes == ("not compared with other: none of its labels are those of fast",)


def test_the_page_has_plots_and_is_one_file(labeler):
    pytest.importorskip("matplotlib")
    rows = [*ROWS, Statement(6, "<script>alert(1)</script> troops", "open", None, {})]
    page = report_page(evaluate("x<y>.csv", rows, labeler, "fast", n_worst=5))
    assert "prefers-color-scheme: dark" in page
    assert page.count("<svg") == 6
    assert "<script" not in page
    assert "x&lt;y&gt;.csv" in page
    assert "<image" not in page
    assert "data:" not in page
    assert """content="default-src 'none'; style-src 'unsafe-inline'">""" in page


def test_the_page_has_the_figures_behind_its_plots_as_tables(labeler):
    pytest.importorskip("matplotlib")
    rows = [*ROWS, Statement(6, "x", "perhaps", None, {}), Statement(7, "No grain.", "neutral", "angry", {})]
    page = report_page(evaluate("x.csv", rows, labeler, "fast", bad=skipping([])))
    tables = [cells_of(part) for part in page.split("<table>")[1:]]
    confusion = next(cells for cells in tables if cells[0][0] == "label" and cells[0][1] == "→ open")
    assert confusion == [
        ["label", "→ open", "→ ruled_out", "→ neutral"],
        ["open", "1", "0", "1"],
        ["ruled_out", "0", "1", "0"],
        ["neutral", "0", "0", "1"],
    ]
    abstaining = next(cells for cells in tables if cells[0][0] == "coverage")
    assert abstaining[0] == ["coverage", "min. confidence", "accuracy", "risk"]
    assert abstaining[1][2:] == ["0.750", "0.250"]
    assert len(abstaining) == 11
    assert "4 rows, 1 with two holders and 1 that are wrong left out." in page
    assert "x.csv: the column “sentiment” is left out: it holds angry" in page


def cells_of(table):
    rows = table.split("</table>")[0].split("<tr>")[1:]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_without_the_extra(labeler, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "matplotlib.backends.backend_svg", None)
    with pytest.raises(MissingExtraError, match=r"troop-stance\[report\]"):
        report_page(evaluate("x.csv", ROWS, labeler, "fast"))


def test_the_mistakes_of_which_the_model_was_surest_come_first(labeler):
    texts = [
        "We will not send troops.",
        "It rained.",
        "Troops may perhaps go.",
        "We are ready to send troops.",
    ]
    rows = [
        Statement(i, text, "neutral" if j.position != "neutral" else "open", None, {})
        for i, (text, j) in enumerate(zip(texts, labeler.label(texts), strict=True))
    ]
    sure = [m.confidence for m in evaluate("x.csv", rows, labeler, "fast", n_worst=4).heads["position"].worst]
    assert len(set(sure)) == 4
    assert sure == sorted(sure, reverse=True)
    assert [
        m.confidence for m in evaluate("x.csv", rows, labeler, "fast", n_worst=1).heads["position"].worst
    ] == sure[:1]


@pytest.mark.parametrize("values", [("2023", "true", ""), (2023.0, True, None), (2023, "TRUE", float("nan"))])
def test_slices_have_the_same_names_from_every_format(labeler, values):
    rows = [Statement(i, "It rained.", "neutral", None, {"part": value}) for i, value in enumerate(values)]
    head = evaluate("x.csv", rows, labeler, "fast", slice_by="part").heads["position"]
    assert list(head.slices) == ["all", "part = 2023", "part = true", "part = (no value)"]


def test_a_report_can_be_saved_whatever_its_texts_hold(labeler):
    pytest.importorskip("matplotlib")
    rows = [Statement(1, "We will not send troops. \ud83d", "open", None, {})]
    page = report_page(evaluate("x.csv", rows, labeler, "fast", n_worst=1))
    assert "We will not send troops. \\ud83d" in page.encode().decode()
