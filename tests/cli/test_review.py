import csv
import io

from click.testing import CliRunner

from stance.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["review", *map(str, arguments), "-m", "fast"])


def rows_of(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_unsure_and_suspect_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "id,text,position\n1,We will not send troops.,open\n2,We will not send troops.,ruled_out\n"
        "3,Some sort of force perhaps,\n",
        encoding="utf-8",
    )
    result = run(path)
    assert result.exit_code == 0
    found = {r["id"]: r for r in rows_of(result)}
    assert set(found) == {"1", "3"}
    assert (found["1"]["reason"], found["1"]["likeliest"]) == ("suspect label", "ruled_out")
    assert float(found["1"]["probability_of_label"]) < 0.2
    assert (found["3"]["reason"], found["3"]["checked_label"]) == ("unsure", "")
    assert found["3"]["line"] == "4"
    assert "2 of 3 rows: 1 unsure, 1 suspect" in result.stderr


def test_labels_of_one_s_own_are_judged_out_of_fold(tmp_path):
    path = tmp_path / "a.csv"
    said = [f"yes,we go to place {i}" for i in range(12)] + [f"no,they stay in place {i}" for i in range(12)]
    path.write_text("\n".join(["stance,text", *said, "no,we go to place 99", ",they stay"]), encoding="utf-8")
    result = run(path, "--label", "stance")
    assert result.exit_code == 0
    assert [(r["reason"], r["text"]) for r in rows_of(result)] == [
        ("unsure", "they stay"),
        ("suspect label", "we go to place 99"),
    ]


def test_labels_of_one_s_own_may_be_told_by_names_alone(tmp_path):
    path = tmp_path / "a.csv"
    places = ("Oslo", "Rome", "Bonn", "Paris", "Kyiv")
    rows = [f"{place},They met in {place} on day {i}" for i in range(12) for place in places]
    path.write_text("\n".join(["stance,text", *rows, "Oslo,They met in Rome on day 99"]), encoding="utf-8")
    result = run(path, "--label", "stance")
    suspects = [r["text"] for r in rows_of(result) if r["reason"] == "suspect label"]
    assert suspects == ["They met in Rome on day 99"]


def test_too_few_labels(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("stance,text\nyes,we go\n", encoding="utf-8")
    result = run(path, "--label", "stance")
    assert result.exit_code == 1
    assert "two labels with 10 rows" in result.stderr


def test_a_file_without_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\n", encoding="utf-8")
    assert "it has no rows" in run(path).stderr
    assert "cannot be read" in run(tmp_path / "b.csv").stderr


def test_what_was_filled_in_before_is_kept(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,reason,checked_label\nSome sort of force,mine,open\n", encoding="utf-8")
    [row] = rows_of(run(path))
    assert (row["checked_label"], row["given_reason"], row["reason"]) == ("open", "mine", "unsure")


def test_a_mistyped_label_is_suspect(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "text,position\nWe will not send troops.,ruled_out\nWe will send troops.,open\n"
        "We will not send a single soldier.,ruledout\n",
        encoding="utf-8",
    )
    [row] = rows_of(run(path))
    assert (row["position"], row["reason"], row["likeliest"]) == ("ruledout", "suspect label", "ruled_out")


def test_a_label_column_that_is_not_there(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position\nWe go,open\n", encoding="utf-8")
    result = run(path, "--label", "stance")
    assert result.exit_code == 1
    there = "it has text, position; name one with --label"
    assert result.stderr == f"error: {path}: no column “stance”; {there}\n"


def test_rows_with_columns_of_their_own(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Some force"}\n{"text": "Some army", "id": 7}\n', encoding="utf-8")
    assert {(r["text"], r["id"]) for r in rows_of(run(path))} == {("Some force", ""), ("Some army", "7")}
