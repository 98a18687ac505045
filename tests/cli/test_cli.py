import csv
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from stance.cli import main


def run(*arguments, given=None):
    return CliRunner().invoke(main, [str(a) for a in arguments], input=given)


def test_label_csv_to_a_file(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("id,text\n7,We will not send troops.\n8,Good morning.\n", encoding="utf-8")
    result = run("label", source, "-o", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["id"], r["text"], r["position"]) for r in rows] == [
        ("7", "We will not send troops.", "ruled_out"),
        ("8", "Good morning.", "neutral"),
    ]
    assert list(rows[0]) == [
        "id", "text", "position", "probability_open", "probability_ruled_out", "probability_neutral",
        "sentiment", "abstained", "model",
    ]  # fmt: skip
    total = sum(float(rows[0][f"probability_{p}"]) for p in ("open", "ruled_out", "neutral"))
    assert total == pytest.approx(1, abs=1e-5)


def test_label_keeps_order_and_given_columns_of_the_same_name():
    given = "".join(json.dumps({"text": f"{i} troops", "position": "mine"}) + "\n" for i in range(5000))
    result = run("label", "-", "--format", "jsonl", given=given)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["text"] for r in rows] == [f"{i} troops" for i in range(5000)]
    assert rows[0]["given_position"] == "mine"
    assert rows[0]["position"] in {"open", "ruled_out", "neutral"}


def test_label_lines_from_standard_input():
    result = run("label", "-", "--format", "lines", given="We will not send troops.\n\nNo.\n")
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [
        "We will not send troops.",
        "No.",
    ]


def test_abstaining():
    result = run("label", "-", "--format", "lines", "--min-confidence", "1", given="Troops?\n")
    row = json.loads(result.stdout)
    assert (row["position"], row["abstained"]) == (None, True)


def test_a_bad_row_stops_and_leaves_no_output(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "a"}\nbroken\n', encoding="utf-8")
    result = run("label", source, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert f"error: {source}, line 2: not JSON" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


def test_bad_rows_can_be_left_out_with_a_count_and_an_exit_code(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"text": "a"}\nbroken\n{"text": "\xff"}\n{"text": 3}\n{"text": "b"}\n')
    result = run("label", source, "--on-error", "skip")
    assert result.exit_code == 3
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert [f"line {n}" in result.stderr for n in (2, 3, 4)] == [True] * 3
    assert "2 rows labelled, 3 left out" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (["label", "nowhere.csv"], None, "nowhere.csv: cannot be read"),
        (["label", "-", "--format", "csv"], "a,b\n1,2\n", "no column that is plainly the text; it has a, b"),
        (["label", "-", "--format", "csv"], "", "the file is empty"),
        (["label", "-", "--format", "lines", "--model", "nowhere"], "a\n", "neither a packaged model"),
        (["explain", "a", "--model", "nowhere"], None, "neither a packaged model"),
        (["info", "--model", "nowhere"], None, "neither a packaged model"),
        (["label", "-"], "a\n", "standard input has no name to tell its format by; give --format jsonl"),
        (
            ["label", "-", "--format", "csv", "--encoding", "klingon"],
            "text\na\n",
            "no text encoding “klingon”",
        ),
        (["label", "-", "--format", "csv", "--encoding", "cp037"], "text\na\n", "convert the file to UTF-8"),
        (["evaluate", "nowhere.jsonl"], None, "nowhere.jsonl: cannot be read"),
    ],
)
def test_errors_are_one_line_on_standard_error(arguments, given, message):
    result = run(*arguments, given=given)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_of_unclear_format(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf")
    assert "give --format" in run("label", tmp_path / "a.doc").stderr


def test_an_output_of_unclear_format_and_folders_in_the_place_of_files(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("text\na\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for arguments, message in (
        ([source, "-o", tmp_path / "out"], "give --output-format jsonl|csv|tsv|parquet"),
        ([source, "-o", folder], f"{folder}: it is a folder"),
        ([folder], f"{folder}: it is a folder"),
    ):
        result = run("label", *arguments)
        assert result.exit_code == 1
        assert message in result.stderr


def test_explain_tells_a_text_in_another_language():
    told = "the text looks as if it were in another language: only English is read"
    assert told in run("explain", "Мы едем.", "--model", "fast").stderr
    assert not run("explain", "We go.", "--model", "fast").stderr


@pytest.mark.parametrize(
    "arguments", [["explain", "„We go.“ → «да»"], ["explain", "--json", "→ \ud83d"], ["info"]]
)
def test_output_is_utf_8_where_the_system_says_another_encoding(arguments):
    code = (
        f"import sys; sys.argv[1:] = {[*arguments, '-m', 'fast']!a}; from stance.__main__ import run; run()"
    )
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    if arguments[0] == "explain":
        assert "→" in done.stdout.decode("utf-8")


def test_explain():
    result = run("explain", "We will not send troops.")
    assert result.exit_code == 0
    assert "position: ruled_out" in result.stdout
    assert "score, the sum" in result.stdout
    shown = json.loads(run("explain", "--json", "We will not send troops.").stdout)
    assert shown["position"] == "ruled_out"
    assert sum(e["contribution"] for e in shown["evidence"]) == pytest.approx(shown["score"])


def test_evaluate(tmp_path):
    rows = [("We will not send troops.", "ruled_out", "a"), ("The talks went on.", "neutral", "b")]
    source = tmp_path / "gold.csv"
    source.write_text("text,mine,part\n" + "".join(",".join(r) + "\n" for r in rows), encoding="utf-8")
    result = run("evaluate", source, "--label", "mine", "--slice-by", "part", "--json")
    content = json.loads(result.stdout)
    slices = content["heads"]["position"]["slices"]
    assert slices["all"]["accuracy"]["value"] == 1.0
    assert set(slices) == {"all", "part = a", "part = b"}
    assert "macro-F1" in run("evaluate", source, "--label", "mine").stdout


def test_evaluate_takes_the_other_model_for_the_same_target(tmp_path):
    said = ["We will not supply cruise missiles.", "We will supply cruise missiles.", "The talks went on."]
    positions = ["ruled_out", "open", "neutral"]
    source = tmp_path / "gold.csv"
    rows = [f"{text},{position}\n" for text, position in zip(said, positions, strict=True)]
    source.write_text("text,position\n" + "".join(rows), encoding="utf-8")
    options = ("--target", "cruise_missiles", "-m", "fast", "--against", "fast", "--json")
    result = json.loads(run("evaluate", source, *options).stdout)
    compared = result["heads"]["position"]["comparison"]
    assert (compared["first"], compared["second"]) == (1.0, 1.0)


def test_evaluate_with_labels_that_the_model_has_not(tmp_path):
    (tmp_path / "a.csv").write_text("text,position\na,yes\n", encoding="utf-8")
    result = run("evaluate", tmp_path / "a.csv")
    assert result.exit_code == 1
    told = f"{tmp_path / 'a.csv'}, line 2: the model has no label “yes”; it has open, ruled_out, neutral"
    assert result.stderr == f"error: {told}\n"


def test_info():
    assert "training, n_statements: " in run("info").stdout
    assert json.loads(run("info", "--json").stdout)["format_version"] == 4


def test_the_installed_command_and_a_closed_pipe(tmp_path):
    (tmp_path / "in.txt").write_text("We will not send troops.\n" * 20_000, encoding="utf-8")
    command = f"{sys.executable} -m stance label {tmp_path / 'in.txt'} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["position"] == "ruled_out"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("file_format", ["jsonl", "csv"])
def test_lone_surrogates_pass_through(file_format):
    result = run(
        "label",
        "-",
        "--format",
        "jsonl",
        "--output-format",
        file_format,
        given='{"text": "\\ud800 troops"}\n',
    )
    assert result.exit_code == 0
    assert "ud800 troops" in result.stdout


def test_given_columns_are_kept_however_often_a_file_is_labelled():
    given = json.dumps({"text": "a", "position": "x", "given_position": "KEEP"}) + "\n"
    row = json.loads(run("label", "-", "--format", "jsonl", given=given).stdout)
    assert (row["given_given_position"], row["given_position"]) == ("x", "KEEP")


def test_a_record_with_undecodable_bytes_is_left_out_whole(tmp_path):
    source = tmp_path / "q.csv"
    source.write_bytes(b'text,id\n"caf\xe9 start\nWe send troops",1\n"start\ncaf\xe9 end",2\nNo troops,3\n')
    result = run("label", source, "--on-error", "skip", "--output-format", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["3"]


def test_evaluate_reads_false_as_false_and_markup_as_text(tmp_path):
    source = tmp_path / "gold.csv"
    source.write_text("text,position,multi,part\nNo troops.,ruled_out,false,[/x]\nHi.,neutral,no,[red]\n")
    result = run("evaluate", source, "--slice-by", "part")
    assert result.exit_code == 0
    assert "part = [/x]" in result.stdout
    assert "no column “other”" in run("evaluate", source, "--slice-by", "other").stderr
    source.write_text("text,position,multi\nNo troops.,ruled_out,true\n")
    assert "nothing to measure" in run("evaluate", source).stderr


def labelled_file(path, labels=("yes", "no")):
    lines = [
        json.dumps({"text": f"The {thing} {verb}, {i}.", "stance": label, "event": f"{thing} {i % 7}"})
        for i in range(40)
        for thing in ("party", "union", "army")
        for label, verb in zip(labels, ("agrees", "refuses"), strict=True)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_model_of_ones_own_is_trained_and_used(tmp_path):
    data = labelled_file(tmp_path / "mine.jsonl")
    done = run("train", data, "--label", "stance", "--group-by", "event", "--jobs", 1, "-o", tmp_path / "own")
    assert done.exit_code == 0, done.output
    assert "position: held-out macro-F1 1.000" in done.stderr
    labelled = run(
        "label", "-", "--format", "lines", "--model", tmp_path / "own", given="The union refuses.\n"
    )
    assert json.loads(labelled.stdout)["position"] == "no"
    card = (tmp_path / "own" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "240 statements" in card
    assert "no 120, yes 120" in card


def test_rows_that_cannot_be_learnt_from_are_named(tmp_path):
    data = labelled_file(tmp_path / "mine.jsonl")
    without = run("train", data, "--label", "stance", "--group-by", "place", "-o", tmp_path / "own")
    assert without.exit_code == 1
    there = "it has text, stance, event; name one with --group-by"
    assert without.stderr == f"error: {data}: no column “place”; {there}\n"
    one = run("train", labelled_file(data, ("yes", "yes")), "--label", "stance", "-o", tmp_path / "own")
    assert one.exit_code == 1
    assert "at least two labels" in one.stderr
    assert not (tmp_path / "own").exists()


def test_a_row_without_its_group_is_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position,place\nWe go.,open,Mali\nWe stay.,ruled_out,\n", encoding="utf-8")
    result = run("train", path, "--group-by", "place", "-o", tmp_path / "own")
    assert "line 3: no value in the column “place” of --group-by" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["evaluate", "--label", "nope"], "nope"),
        (["evaluate", "--label", "nope", "--on-error", "skip"], "nope"),
        (["evaluate"], None),
        (["train", "-o", "own"], None),
        (["review", "--label", "nope"], "nope"),
    ],
)
def test_a_column_of_labels_that_is_not_there_is_no_empty_cell(tmp_path, monkeypatch, arguments, missing):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("role,text,verdict\nhead,We go.,open\n", encoding="utf-8")
    result = run(*arguments, "a.csv")
    assert result.exit_code == 1
    there = "it has role, text, verdict; name one with --label"
    which = f"“{missing}”" if missing else "that is plainly the label"
    assert result.stderr == f"error: a.csv: no column {which}; {there}\n"


def test_without_torch_the_command_that_installs_it_is_named(tmp_path, monkeypatch):
    data = labelled_file(tmp_path / "mine.jsonl")
    for module in [name for name in sys.modules if name.startswith("stance.training")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "torch", None)
    done = run("train", data, "--label", "stance", "--engine", "encoder", "-o", tmp_path / "own")
    assert done.exit_code == 1
    assert "pip install 'troop-stance[encoder]'" in done.stderr


def test_the_packaged_encoder_goes_on_learning_from_ones_own_rows(tmp_path):
    pytest.importorskip("torch")
    data = labelled_file(tmp_path / "mine.jsonl")
    options = ["--label", "stance", "--engine", "encoder", "--epochs", 1, "-o", tmp_path / "own"]
    done = run("train", data, *options)
    assert done.exit_code == 0, done.output
    assert "position: held-out macro-F1" in done.stderr
    labelled = run(
        "label", "-", "--format", "lines", "--model", tmp_path / "own", given="The union refuses.\n"
    )
    assert json.loads(labelled.stdout)["position"] in {"yes", "no"}
    manifest = json.loads(run("info", "--json", "--model", tmp_path / "own").stdout)
    assert manifest["kind"] == "encoder"
    assert manifest["training"]["start"] == "the packaged encoder"


def test_evaluate_leaves_out_a_sentiment_with_other_labels(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "text,position,sentiment\nWe will send troops.,open,angry\nWe will send none.,ruled_out,angry\n",
        encoding="utf-8",
    )
    result = run("evaluate", str(path), "--json", "-m", "fast")
    assert list(json.loads(result.stdout)["heads"]) == ["position"]
    assert "the column “sentiment” is left out: it holds angry" in result.stderr


def test_evaluate_options_for_rows_are_refused_with_a_folder(tmp_path):
    result = run("evaluate", str(tmp_path), "--second", "x", "-m", "fast")
    assert result.exit_code == 2
    assert "--second is for rows" in result.stderr


def test_evaluate_with_an_empty_second_coding(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position,again\nWe will send troops.,open,\n", encoding="utf-8")
    result = run("evaluate", str(path), "--second", "again", "-m", "fast")
    assert result.exit_code == 1
    assert "a.csv: column “again” holds no second label" in result.stderr


def test_what_is_written_is_a_table_or_jsonl():
    assert run("label", "-", "--format", "lines", "--output-format", "lines", given="a\n").exit_code == 2


def test_what_was_reviewed_and_filled_in_is_learnt_from(tmp_path):
    data = labelled_file(tmp_path / "mine.jsonl")
    lines = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    filled = [
        {"text": line["text"], "line": number, "checked_label": "perhaps"}
        for number, line in enumerate(lines, 1)
        if number % 6 == 0
    ]
    with (tmp_path / "to_check.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["text", "line", "checked_label"])
        writer.writeheader()
        writer.writerows(filled)
    arguments = ["train", data, "--label", "stance", "--jobs", 1, "-o", tmp_path / "own"]
    done = run(*arguments, "--checked", tmp_path / "to_check.csv")
    assert done.exit_code == 0, done.output
    card = (tmp_path / "own" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "perhaps 40" in card


def test_rows_that_are_wrong_can_be_left_out_of_training_and_measuring(tmp_path):
    data = labelled_file(tmp_path / "mine.jsonl")
    with data.open("a", encoding="utf-8") as file:
        file.write("\noops\n")
    for arguments in (
        ["train", data, "--label", "stance", "--jobs", 1, "-o", tmp_path / "own"],
        ["evaluate", data, "--label", "stance", "-m", tmp_path / "own"],
    ):
        stopped = run(*arguments)
        assert stopped.exit_code == 1
        assert "line 241: not JSON" in stopped.stderr
        done = run(*arguments, "--on-error", "skip")
        assert done.exit_code == 3, done.output
        assert "1 rows left out" in done.stderr


def test_a_weight_a_group_and_a_text_that_are_wrong_can_be_left_out_of_training(tmp_path):
    data = labelled_file(tmp_path / "mine.jsonl")
    wrong = (
        {"text": "It agrees.", "stance": "yes", "event": "a", "weight": "heavy"},
        {"text": "It agrees.", "stance": "yes", "event": None},
        {"text": " ", "stance": "yes", "event": "a"},
    )
    with data.open("a", encoding="utf-8") as file:
        file.write("".join(f"\n{json.dumps(row)}" for row in wrong))
    arguments = ["train", data, "--group-by", "event", "--jobs", 1, "-o", tmp_path / "own"]
    assert run(*arguments).stderr == f"error: {data}, line 241: the weight 'heavy' is no number from 0 on\n"
    done = run(*arguments, "--on-error", "skip")
    assert done.exit_code == 3, done.output
    for line, reason in (
        (241, "the weight 'heavy' is no number from 0 on"),
        (242, "no value in the column “event” of --group-by"),
        (243, "column “text” is blank"),
    ):
        assert f"left out: {data}, line {line}: {reason}\n" in done.stderr
    assert "3 rows left out" in done.stderr
    assert "240 statements" in (tmp_path / "own" / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_a_saved_dataset_is_trained_on_measured_and_reviewed(tmp_path):
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    kinds = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["no", "yes"])}
    )
    texts = [f"The {thing} {verb}." for thing in ("party", "union", "army") for verb in ("refuses", "agrees")]
    given = {"text": texts * 12, "label": [0, 1] * 36}
    datasets.Dataset.from_dict(given, features=kinds).save_to_disk(tmp_path / "saved")
    done = run("train", tmp_path / "saved", "--jobs", 1, "-o", tmp_path / "own")
    assert done.exit_code == 0, done.output
    assert "no 36, yes 36" in (tmp_path / "own" / "MODEL_CARD.md").read_text(encoding="utf-8")
    measured = json.loads(run("evaluate", tmp_path / "saved", "-m", tmp_path / "own", "--json").stdout)
    assert measured["heads"]["position"]["slices"]["all"]["accuracy"]["value"] == 1.0
    reviewed = run("review", tmp_path / "saved", "-m", tmp_path / "own", "-n", 3)
    assert reviewed.stderr.splitlines() == [
        "the model learnt from these rows, so each is judged by one trained on the others",
        "0 of 72 rows: 0 unsure, 0 suspect",
    ]


def test_a_second_coding_is_read_as_the_label_is(tmp_path):
    rows = [{"text": "We go.", "position": "open", "again": again} for again in ("open ", "open", None, "")]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = json.loads(run("evaluate", path, "--second", "again", "-m", "fast", "--json").stdout)
    agreement = result["heads"]["position"]["agreement"]
    assert (agreement["n_rows"], agreement["share"]) == (2, 1.0)


@pytest.mark.parametrize("kind", ["json", "arrow"])
def test_label_reads_an_array_of_json_and_arrow_and_writes_lines(tmp_path, kind):
    rows = [{"text": "We will not send troops."}, {"text": " "}]
    if kind == "json":
        (tmp_path / "a.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    else:
        pyarrow = pytest.importorskip("pyarrow")
        table = pyarrow.Table.from_pylist(rows)
        with pyarrow.ipc.new_stream(str(tmp_path / "a.arrow"), table.schema) as sink:
            sink.write_table(table)
    result = run("label", tmp_path / f"a.{kind}", "-m", "fast")
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [row["text"] for row in rows]
    assert json.loads(result.stdout.splitlines()[0])["position"] == "ruled_out"
    assert result.stderr == "1 of the rows hold no text; their labels are those of no words at all\n"
