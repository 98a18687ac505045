import json

import pytest
from click.testing import CliRunner

from stance.cli import main
from stance.model.classifier import StanceClassifier, own_task
from stance.model.lexical import weights_of
from stance.model.packing import save_lexical
from tests.conftest import ROOT

ROWS = [
    ("We will not send troops.", "ruled_out"),
    ("We may send troops.", "perhaps"),
    ("The weather was fine.", "neutral"),
    ("We are ready to send troops.", "Open"),
]


@pytest.fixture
def coded(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text("text,stance\n" + "".join(f"{t},{label}\n" for t, label in ROWS), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments), "--label", "stance", "-m", "fast"])


def test_it_stops_at_a_label_that_the_model_has_not_and_says_where(coded):
    result = run(coded)
    told = f"{coded}, line 3: the model has no label “perhaps”; it has open, ruled_out, neutral"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"error: {told}\n")


def test_a_column_to_slice_by_that_is_not_there_is_told_with_those_that_are(coded):
    result = run(coded, "--slice-by", "country")
    assert result.stderr == f"error: {coded}: there is no column “country”; it has text, stance\n"


def test_rows_with_such_labels_are_left_out_where_asked(coded):
    with coded.open("a", encoding="utf-8") as file:
        file.write("No label.,\n")
    result = run(coded, "--on-error", "skip", "--json")
    assert result.exit_code == 3
    has = "it has open, ruled_out, neutral"
    assert result.stderr.splitlines() == [
        f"left out: {coded}, line 6: column “stance” has no label",
        f"left out: {coded}, line 3: the model has no label “perhaps”; {has}",
        f"left out: {coded}, line 5: the model has no label “Open”; {has}",
        "3 rows left out",
    ]
    content = json.loads(result.stdout)
    assert (content["n_rows"], content["n_bad"]) == (2, 3)
    assert content["heads"]["position"]["slices"]["all"]["confusion"] == [[0, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert "2 rows, 3 that are wrong left out;" in run(coded, "--on-error", "skip").stdout


def test_a_file_of_other_labels_alone_cannot_be_measured(coded):
    coded.write_text("text,stance\nWe go.,yes\n", encoding="utf-8")
    result = run(coded, "--on-error", "skip")
    assert result.exit_code == 1
    assert result.stderr.endswith(f"error: {coded}: no row has a label that the model has\n")


def test_articles_cannot_be_measured_with_labels_of_one_s_own(tmp_path):
    texts, labels = ["We go.", "We stay."] * 20, ["yes", "no"] * 20
    fitted = StanceClassifier(own_task(), C=1.0).fit(texts, labels)
    save_lexical(tmp_path / "m", weights_of({"position": fitted}), name="tiny", training={}, card="# Tiny")
    articles = ROOT / "fixtures" / "articles"
    result = CliRunner().invoke(main, ["evaluate", str(articles), "-m", str(tmp_path / "m")])
    assert (result.exit_code, result.stdout) == (1, "")
    told = f"error: {articles}: the model has no label “open”, as articles have; it has no, yes\n"
    assert result.stderr == told


def test_rows_in_another_language_are_counted(coded):
    coded.write_text("text,stance\nМы едем.,open\nWe go.,open\n", encoding="utf-8")
    result = run(coded)
    assert result.exit_code == 0
    assert result.stderr.startswith("1 of the rows look as if they were in another language: only English is")
    assert result.stderr.count("\n") == 1


def test_as_many_mistakes_are_shown_as_were_asked_for(coded):
    coded.write_text("text,stance\nWe go.,neutral\nIt rained.,open\nIt snowed.,open\n", encoding="utf-8")
    for more, number in (([], 0), (["--worst", 1], 1), (["--worst", 2], 2)):
        assert len(json.loads(run(coded, "--json", *more).stdout)["heads"]["position"]["worst"]) == number
