import csv
import io
import json

import pytest
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


def own_rows(path, n=60):
    """Rows of two labels, of which every tenth is labelled wrongly, by words that no other row has."""
    said = [
        (f"we go to place{i} of{i}", "yes") if i % 2 else (f"they stay in place{i} of{i}", "no")
        for i in range(n)
    ]
    lines = [
        f"{text},{label if i % 10 else 'yes'},{('glad', '')[i % 2]}" for i, (text, label) in enumerate(said)
    ]
    path.write_text("\n".join(["text,position,sentiment", *lines]) + "\n", encoding="utf-8")
    return path


def trained(data, *options):
    folder = data.parent / "own"
    done = CliRunner().invoke(
        main, ["train", str(data), "--jobs", "1", "-o", str(folder), *map(str, options)]
    )
    assert done.exit_code == 0, done.stderr
    return folder


def reviewed(data, model, *options):
    return CliRunner().invoke(main, ["review", str(data), "-m", str(model), *options])


LEARNT = "the model learnt from these rows, so each is judged by one trained on the others\n"


def test_a_model_does_not_judge_the_rows_that_it_learnt_from(tmp_path):
    data = own_rows(tmp_path / "a.csv")
    model = trained(data)
    found = reviewed(data, model)
    assert LEARNT in found.stderr
    assert found.stdout == reviewed(data, model, "--out-of-fold").stdout
    suspect = {int(r["line"]) for r in rows_of(found) if r["position"] == "yes"}
    assert suspect == {2, 12, 22, 32, 42, 52}
    with data.open("a", encoding="utf-8") as file:
        file.write("where they go,,\n")
    more = reviewed(data, model)
    assert LEARNT in more.stderr
    assert "1 unsure" in more.stderr


def test_a_model_judges_rows_that_it_did_not_learn_from(tmp_path):
    data = own_rows(tmp_path / "a.csv")
    model = trained(data)
    few = own_rows(tmp_path / "b.csv", 20)
    assert LEARNT not in reviewed(few, model).stderr
    unlabelled = tmp_path / "c.csv"
    unlabelled.write_text("text\nwe go\n", encoding="utf-8")
    assert LEARNT not in reviewed(unlabelled, model).stderr


def test_rows_whose_labels_were_filled_in_are_known_again(tmp_path):
    data = own_rows(tmp_path / "a.csv")
    header, *rest = data.read_text(encoding="utf-8").splitlines()
    unlabelled = [f"we go to town{i} of{i},," for i in range(20)]
    data.write_text("\n".join([header, *rest, *unlabelled]) + "\n", encoding="utf-8")
    checked = tmp_path / "checked.csv"
    filled = [f"{line},{text.split(',')[0]},no" for line, text in enumerate(rest[:3], 2)]
    filled += [f"{line},{text.split(',')[0]},yes" for line, text in enumerate(unlabelled[:9], 62)]
    checked.write_text("\n".join(["line,text,checked_label", *filled]) + "\n", encoding="utf-8")
    model = trained(data, "--checked", checked)
    assert LEARNT in reviewed(data, model).stderr
    older = model / "manifest.json"
    content = json.loads(older.read_text(encoding="utf-8"))
    del content["training"]["text_marks"]
    older.write_text(json.dumps(content), encoding="utf-8")
    found = reviewed(data, model)
    assert (found.exit_code, LEARNT in found.stderr) == (0, False)


def test_no_more_rows_are_chosen_than_were_asked_for(tmp_path):
    data = own_rows(tmp_path / "a.csv")
    assert len(rows_of(reviewed(data, trained(data), "-n", "2"))) == 2


def test_rows_in_another_language_are_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\nМы едем.\nWe go.\n", encoding="utf-8")
    told = "1 of the rows look as if they were in another language"
    assert told in run(path).stderr
    own = own_rows(tmp_path / "b.csv")
    with own.open("a", encoding="utf-8") as file:
        file.write("Мы едем.,,\n")
    assert told not in run(own).stderr


def test_rows_that_were_learnt_from_beside_the_corpus_are_known_again(tmp_path, monkeypatch):
    from stance.data.rows import Statement
    from stance.training import lexical

    pairs = [(f"You {('stay', 'go')[i % 2]} {i}", ("no", "yes")[i % 2]) for i in range(40)]
    corpus = [Statement(i, text, label, None, {}) for i, (text, label) in enumerate(pairs)]
    monkeypatch.setattr(lexical, "packaged_corpus", lambda: (corpus, list(range(40))))
    data = own_rows(tmp_path / "a.csv")
    assert LEARNT in reviewed(data, trained(data, "--add")).stderr


def test_where_nothing_is_chosen_the_columns_are_written_all_the_same(tmp_path):
    path, written = tmp_path / "a.csv", tmp_path / "to_check.csv"
    path.write_text("text,position\nWe will not send troops.,ruled_out\n", encoding="utf-8")
    result = run(path, "-o", written)
    assert result.exit_code == 0
    header = "text,position,line,reason,likeliest,probability,probability_of_label,checked_label"
    assert written.read_text(encoding="utf-8").splitlines() == [header]
    data = own_rows(tmp_path / "b.csv")
    assert "to_check.csv: 0 rows filled in, 0 not" in CliRunner().invoke(
        main, ["train", str(data), "--jobs", "1", "-o", str(tmp_path / "own"), "--checked", str(written)]
    ).stderr.replace("\n", " ")


@pytest.mark.parametrize("name", ["r.xlsx", "r.jsonl", "r.parquet", "r.txt", "r"])
def test_a_name_of_another_format_is_refused(tmp_path, name):
    path = tmp_path / "a.csv"
    path.write_text("text\nWe go\n", encoding="utf-8")
    result = run(path, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert f"{name}: a person is to fill it in; name it .csv or .tsv" in result.stderr
    assert not (tmp_path / name).exists()


def test_a_table_with_tabs(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\nWe go\n", encoding="utf-8")
    assert run(path, "-o", tmp_path / "r.tsv").exit_code == 0
    assert (tmp_path / "r.tsv").read_text(encoding="utf-8").startswith("text\tline\treason\t")


def test_another_format_and_rows_that_are_wrong(tmp_path):
    path = tmp_path / "a.data"
    path.write_text('{"text": "We go"}\noops\n{"text": 1}\n', encoding="utf-8")
    assert "its format is not clear" in run(path).stderr
    stopped = run(path, "--format", "jsonl")
    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert "a.data, line 2: not JSON" in stopped.stderr
    done = run(path, "--format", "jsonl", "--on-error", "skip")
    assert done.exit_code == 3
    assert [r["text"] for r in rows_of(done)] == ["We go"]
    assert "2 rows left out" in done.stderr


def test_copies_without_a_label_are_written_once_and_no_label_column_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "text,coder\nPerhaps a force.,open\n“Perhaps” a force?,open\nPerhaps  a force.,\n", "utf-8"
    )
    result = run(path)
    assert [row["line"] for row in rows_of(result)] == ["2", "3"]
    assert "no column is plainly the label" in result.stderr
    assert "no column" not in run(path, "--label", "coder").stderr
