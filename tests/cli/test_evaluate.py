import json

import pytest
from click.testing import CliRunner

from stance.cli import main

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
