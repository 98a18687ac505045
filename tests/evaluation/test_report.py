import json

import pytest

from stance.data.rows import Statement
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


def test_it_is_json(labeler):
    content = json.loads(json.dumps(evaluate("x.csv", ROWS, labeler, "fast").to_dict()))
    assert content["heads"]["position"]["slices"]["all"]["confusion"] == [[1, 0, 1], [0, 1, 0], [0, 0, 0]]


def test_what_is_not_there(labeler):
    with pytest.raises(DataError, match="no column “nowhere”"):
        evaluate("x.csv", ROWS, labeler, "fast", second="nowhere")
    with pytest.raises(DataError, match="two holders"):
        evaluate("x.csv", ROWS[3:], labeler, "fast")
    with pytest.raises(DataError, match="not among those of the model"):
        evaluate("x.csv", [Statement(1, "x", "perhaps", None, {})], labeler, "fast")


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
    assert page.count("<svg") == 6
    assert "<script" not in page
    assert "x&lt;y&gt;.csv" in page
    assert "http-equiv" in page


def test_without_the_extra(labeler, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "matplotlib.backends.backend_svg", None)
    with pytest.raises(MissingExtraError, match=r"troop-stance\[report\]"):
        report_page(evaluate("x.csv", ROWS, labeler, "fast"))
