"""Files of any size on the command line: streamed, in several processes, stopped and gone on with."""

import contextlib
import gzip
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from stance.cli import main
from stance.data.compression import compressed
from stance.data.rows import file_rows
from stance.model.classifier import StanceClassifier, own_task
from stance.model.lexical import weights_of
from stance.model.packing import save_lexical
from tests.conftest import tiny_corpus


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model that is loaded and labels in next to no time."""
    folder = tmp_path_factory.mktemp("model")
    texts, labels = tiny_corpus()
    fitted = StanceClassifier(C=1.0).fit(texts, labels)
    save_lexical(folder, weights_of({"position": fitted}), name="tiny", training={}, card="# Tiny")
    return folder


def lines(n, start=0):
    texts = tiny_corpus()[0]
    return "".join(
        json.dumps({"id": i, "text": f"{texts[i % 7]} {i}"}) + "\n" for i in range(start, start + n)
    )


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def begin(*arguments, **settings):
    command = [sys.executable, "-m", "stance", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_several_files_give_one_output_in_their_order(tmp_path, model):
    (tmp_path / "b.jsonl").write_text(lines(10))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(7, 10).encode()))
    (tmp_path / "c.txt").write_text("Grain.\n")
    result = run(
        "label",
        tmp_path / "b.jsonl",
        tmp_path / "a.jsonl.gz",
        tmp_path / "c.txt",
        "-m",
        model,
        "--batch-size",
        4,
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row.get("id") for row in rows] == [*range(17), None]
    assert rows[-1]["text"] == "Grain."


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.tsv.gz"])
def test_batches_and_processes_change_nothing(tmp_path, model, name):
    (tmp_path / "in.jsonl").write_text(lines(300))
    written = []
    for more in (["--jobs", 1], ["--jobs", 2], ["--jobs", 2, "--resume"], ["--resume"]):
        settings = ["-m", model, "--batch-size", 50, *more]
        result = run("label", tmp_path / "in.jsonl", "-o", tmp_path / name, *settings)
        assert (result.exit_code, result.stderr) == (0, "")
        written.append((tmp_path / name).read_bytes())
        assert names(tmp_path) == sorted(["in.jsonl", name])
    assert len(set(written)) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_that_are_left_out_are_counted_once_over_all_runs(tmp_path, model, jobs):
    source = tmp_path / "in.jsonl"
    source.write_text(lines(5) + "oops\n" + lines(5, 5) + '{"text": 3}\n' + lines(5, 10))
    arguments = [
        "label",
        source,
        "-m",
        model,
        "--batch-size",
        3,
        "--jobs",
        jobs,
        "-o",
        tmp_path / "out.jsonl",
    ]
    stopped = run(*arguments, "--resume")
    assert stopped.exit_code == 1
    assert "line 6: not JSON" in stopped.stderr
    assert names(tmp_path) == ["in.jsonl", "out.jsonl.journal", "out.jsonl.part"]
    done = run(*arguments, "--resume", "--on-error", "skip")
    assert done.exit_code == 3
    assert done.stderr.count("left out: ") == 2
    assert "15 rows labelled, 2 left out" in done.stderr
    ids = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert ids == list(range(15))


def test_an_empty_file_among_others_is_left_out(tmp_path, model):
    (tmp_path / "a.csv").write_text("id,text\n1,Grain.\n")
    (tmp_path / "b.csv").touch()
    (tmp_path / "c.jsonl").touch()
    files = [tmp_path / name for name in ("b.csv", "a.csv", "c.jsonl", "b.csv")]
    assert "b.csv: the file is empty" in run("label", *files, "-m", model).stderr
    done = run("label", *files, "-m", model, "--on-error", "skip", "--output-format", "jsonl")
    assert done.exit_code == 3
    assert done.stderr.count("b.csv, line 1: the file is empty") == 2
    assert done.stderr.endswith("1 rows labelled, 2 left out\n")


@pytest.mark.parametrize("more", [[], ["--text", "quote"]])
def test_first_rows_without_the_column_of_the_text_are_left_out(tmp_path, model, more):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id":1}\n{}\noops\n{"id":4,"quote":"Grain."}\n{"id":5}\n{"id":6,"quote":"Corn."}\n')
    (tmp_path / "other.jsonl").write_text('{"id":7}\n')
    files = [source, tmp_path / "other.jsonl"]
    assert "in.jsonl: no column" in run("label", *files, "-m", model, *more).stderr
    done = run("label", *files, "-m", model, "--on-error", "skip", *more)
    assert done.exit_code == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [4, 6]
    assert "in.jsonl, line 1: no column" in done.stderr
    assert done.stderr.count("; name one with --text") == 3
    assert done.stderr.endswith("2 rows labelled, 5 left out\n")


def test_rows_in_another_language_are_counted(tmp_path):
    rows = [
        "Nous n'enverrons pas de soldats au Mali, a dit le ministre hier soir à Paris.",
        "Мы едем.",
        "Yes.",
    ]
    (tmp_path / "in.txt").write_text("\n".join(rows), encoding="utf-8")
    result = run("label", tmp_path / "in.txt", "-m", "fast")
    assert result.exit_code == 0
    told = "2 of the rows look as if they were in another language: only English is read, and what is said"
    assert result.stderr == f"{told} of them means nothing\n"
    (tmp_path / "in.txt").write_text("Yes.", encoding="utf-8")
    assert not run("label", tmp_path / "in.txt", "-m", "fast").stderr


def test_a_model_of_words_as_written_may_know_other_languages(tmp_path):
    texts, labels = ["Nous y allons.", "Nous restons."] * 20, ["oui", "non"] * 20
    fitted = StanceClassifier(own_task(), C=1.0).fit(texts, labels)
    save_lexical(tmp_path / "m", weights_of({"position": fitted}), name="tiny", training={}, card="# Tiny")
    (tmp_path / "in.txt").write_text("Мы едем.", encoding="utf-8")
    assert not run("label", tmp_path / "in.txt", "-m", tmp_path / "m").stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_that_hold_no_text_are_labelled_and_counted(tmp_path, model, jobs):
    (tmp_path / "in.csv").write_text('id,text\n1,Grain.\n2,\n3,"  "\n4,NA\n')
    result = run("label", tmp_path / "in.csv", "-m", model, "-o", tmp_path / "out.csv", "--jobs", jobs)
    assert result.exit_code == 0
    assert "2 of the rows hold no text" in result.stderr
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 5
    (tmp_path / "in.csv").write_text("id,text\n1,Grain.\n")
    result = run("label", tmp_path / "in.csv", "-m", model, "-o", tmp_path / "out.csv", "--jobs", jobs)
    assert "no text" not in result.stderr


def test_a_run_with_other_options_or_another_input_does_not_go_on(tmp_path, model):
    source = tmp_path / "in.jsonl"
    source.write_text(lines(9) + "oops\n")
    arguments = ["label", source, "-m", model, "--batch-size", 3, "--resume", "-o", tmp_path / "out.jsonl"]
    run(*arguments)
    assert "another min_confidence;" in run(*arguments, "--min-confidence", 0.9).stderr
    assert "another batch_size;" in run(*arguments, "--batch-size", 4).stderr
    source.write_text(lines(11))
    assert "another input;" in run(*arguments).stderr
    source.unlink()
    assert "in.jsonl: cannot be read: No such file" in run(*arguments).stderr
    assert run("label", "-", "--format", "lines", "--resume", "-o", tmp_path / "b.csv").exit_code == 1
    assert names(tmp_path) == ["out.jsonl.journal", "out.jsonl.part"]


def n_read_of(journal):
    return json.loads(journal.read_bytes())["done"]["n_read"] if journal.exists() else 0


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_killed_at_any_moment_and_gone_on_with_the_result_is_the_same_to_the_byte(tmp_path, model, name):
    chance = random.Random(0)
    source = tmp_path / "in.jsonl"
    source.write_text(lines(20_000))
    arguments = ["label", source, "-m", model, "--batch-size", 20, "-o"]
    assert run(*arguments, tmp_path / f"whole.{name}").exit_code == 0
    journal = tmp_path / f"{name}.journal"
    n_kills = 0
    while n_kills < 26:
        before = n_read_of(journal)
        process = begin(*arguments, tmp_path / name, "--resume")
        # One in five is killed as it starts, the others some batches after it began to write.
        if chance.random() < 0.2:
            time.sleep(chance.random() * 0.3)
        else:
            while process.poll() is None and n_read_of(journal) == before:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.02)
        assert process.poll() is None, "the input is too short to be stopped so often"
        process.kill()
        process.communicate()
        n_kills += 1
        assert not (tmp_path / name).exists()
    assert n_read_of(journal) > 20 * 20
    assert run(*arguments, tmp_path / name, "--resume").exit_code == 0
    assert (tmp_path / name).read_bytes() == (tmp_path / f"whole.{name}").read_bytes()
    assert names(tmp_path) == sorted(["in.jsonl", name, f"whole.{name}"])


ADDED = "position,probability_open,probability_ruled_out,probability_neutral,abstained,model"


@pytest.mark.parametrize("more", [[], ["--resume"]])
@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("in.csv", b"id,text,model\n", "id,text,given_model," + ADDED),
        ("in.tsv", b"text\n\n", "text," + ADDED),
        ("in.txt", b"\n", "text," + ADDED),
        ("in.jsonl", b"", ADDED),
    ],
)
def test_a_table_without_rows_gives_one_that_can_be_read(tmp_path, model, name, content, columns, more):
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out.csv"
    result = run("label", tmp_path / name, "-m", model, "-o", out, *more)
    assert (result.exit_code, result.stderr) == (0, "")
    assert out.read_text() == columns + "\n"
    again = run("label", out, "-m", model, "--output-format", "tsv")
    assert again.exit_code == 0
    assert again.stdout.count("\n") == 1


def test_a_table_of_rows_that_are_all_left_out_has_its_columns(tmp_path, model):
    (tmp_path / "in.csv").write_text("id,text\n1\n2\n")
    result = run("label", tmp_path / "in.csv", "-m", model, "-o", tmp_path / "out.csv", "--on-error", "skip")
    assert result.exit_code == 3
    assert (tmp_path / "out.csv").read_text() == "id,text," + ADDED + "\n"


def test_a_parquet_file_without_rows_keeps_its_columns_and_types(tmp_path, model):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    schema = pa.schema({"text": pa.string(), "day": pa.date32()})
    parquet.write_table(schema.empty_table(), tmp_path / "in.parquet")
    assert run("label", tmp_path / "in.parquet", "-m", model, "-o", tmp_path / "out.parquet").exit_code == 0
    written = parquet.read_schema(tmp_path / "out.parquet")
    assert written.names == ["text", "day", *ADDED.split(",")]
    assert [str(kind) for kind in written.types] == [
        "string", "date32[day]", "string", "double", "double", "double", "bool", "string",
    ]  # fmt: skip
    assert run("label", tmp_path / "in.parquet", "-m", model, "--output-format", "csv").stdout == (
        "text,day," + ADDED + "\n"
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("resume", [False, True])
def test_stopped_by_a_signal_it_says_so_and_leaves_nothing_half_written(
    tmp_path, model, number, code, resume
):
    source = tmp_path / "in.jsonl"
    source.write_text(lines(60_000))
    more = ["--resume"] if resume else []
    process = begin("label", source, "-m", model, "--batch-size", 20, "-o", tmp_path / "out.csv", *more)
    while len(names(tmp_path)) == 1:
        time.sleep(0.002)
    time.sleep(0.1)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code
    assert told.startswith("stopped")
    assert "Traceback" not in told
    assert names(tmp_path) == (["in.jsonl", "out.csv.journal", "out.csv.part"] if resume else ["in.jsonl"])


def workers_of(process):
    """Return the processes that a command has started, once each has been at work."""
    while True:
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                if int(parent) == process.pid and b"loky_" in (folder / "cmdline").read_bytes():
                    found[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()[19]
        if len(found) >= 2:
            return found
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def is_alive(number, began):
    """Say whether a process runs, and is not another that has its number."""
    try:
        state, *fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return state != "Z" and fields[18] == began


def begin_long(tmp_path, model, *more):
    """Begin to label what takes two processes long, and wait until batches are written."""
    (tmp_path / "in.jsonl").write_text(lines(100_000))
    settings = ["-m", model, "--batch-size", 20, "--jobs", 2, "-o", tmp_path / "out.csv"]
    process = begin("label", tmp_path / "in.jsonl", *settings, "--resume", *more)
    part = tmp_path / "out.csv.part"
    while not (part.exists() and part.stat().st_size):
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)
    return process


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_a_worker_that_is_killed_is_told_of_in_one_line(tmp_path, model):
    process = begin_long(tmp_path, model)
    os.kill(next(iter(workers_of(process))), signal.SIGKILL)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert told == (
        "error: a process at work was ended; where memory ran out, give fewer --jobs; "
        "the same command goes on from here\n"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_workers_end_with_a_command_that_is_killed(tmp_path, model):
    process = begin_long(tmp_path, model)
    workers = workers_of(process)
    process.kill()
    process.wait(timeout=60)
    until = time.monotonic() + 20
    try:
        while any(is_alive(*worker) for worker in workers.items()):
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        for number, began in workers.items():
            if is_alive(number, began):
                os.kill(number, signal.SIGKILL)
        process.communicate()


def test_a_full_disk(tmp_path, model):
    source = tmp_path / "in.jsonl"
    source.write_text(lines(2000))
    result = run("label", source, "-m", model, "-o", "/dev/full", "--output-format", "csv")
    assert result.exit_code == 1
    assert "error: /dev/full: cannot be written: No space left on device" in result.stderr
    for more, left in (
        ([], ["in.jsonl"]),
        (["--resume"], ["in.jsonl", "out.csv.journal", "out.csv.part"]),
    ):
        process = begin(
            "label", source, "-m", model, "--batch-size", 100, "-o", tmp_path / "out.csv", *more,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
        )  # fmt: skip
        _, told = process.communicate(timeout=60)
        assert process.returncode == 1
        assert told.startswith("error: ")
        assert "out.csv" in told
        assert "cannot be written: File too large" in told
        assert names(tmp_path) == left


def test_a_closed_pipe_is_told_of(tmp_path, model):
    source = tmp_path / "in.jsonl"
    source.write_text(lines(20_000))
    process = begin("label", source, "-m", model)
    assert json.loads(process.stdout.readline())["id"] == 0
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr.read() == "error: standard output was closed before the end\n"
    process.stderr.close()


def test_an_input_that_vanishes(tmp_path, model):
    (tmp_path / "a.jsonl").write_text(lines(10))
    result = run("label", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "-m", model, "-o", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "b.jsonl: cannot be read: No such file or directory" in result.stderr
    assert names(tmp_path) == ["a.jsonl"]


def test_a_damaged_compressed_file_leaves_no_output(tmp_path, model):
    whole = gzip.compress(lines(5000).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    result = run(
        "label", tmp_path / "a.jsonl.gz", "-m", model, "-o", tmp_path / "out.csv", "--on-error", "skip"
    )
    assert result.exit_code == 1
    assert "it cannot be decompressed" in result.stderr
    assert names(tmp_path) == ["a.jsonl.gz"]


def test_parquet_to_parquet_keeps_the_types_of_columns(tmp_path, model):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    columns = {"text": ["Grain.", None], "n": pa.array([1, 2], pa.int8()), "position": [1.5, 2.5]}
    parquet.write_table(pa.table(columns), tmp_path / "in.parquet")
    settings = ["-m", model, "--on-error", "skip", "-o", tmp_path / "out.parquet"]
    result = run("label", tmp_path / "in.parquet", *settings)
    assert result.exit_code == 3
    assert "in.parquet, line 2: column “text” holds nothing, not a text" in result.stderr
    read = parquet.read_table(tmp_path / "out.parquet")
    assert read.num_rows == 1
    assert {name: str(read.schema.field(name).type) for name in ("n", "given_position", "position")} == {
        "n": "int8",
        "given_position": "double",
        "position": "string",
    }


def test_memory_does_not_grow_with_the_input(tmp_path, model):
    peaks = []
    for n in (20_000, 120_000):
        (tmp_path / "in.jsonl").write_text(lines(n))
        code = (
            "import resource, sys; from stance.cli import main\n"
            "try: main()\n"
            "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        command = [sys.executable, "-c", code, "label", tmp_path / "in.jsonl", "-m", model, "-o", "/dev/null"]
        done = subprocess.run(
            [*command, "--output-format", "jsonl"], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stderr))
    assert peaks[1] < peaks[0] * 1.15


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_the_types_of_columns_of_a_compressed_file_are_kept(tmp_path, model, kind):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": ["We go."], "n": pa.array([1], pa.int8())})
    content = io.BytesIO()
    if kind == "parquet":
        parquet.write_table(table, content)
    else:
        with pa.ipc.new_stream(content, table.schema) as sink:
            sink.write_table(table)
    (tmp_path / f"in.{kind}.gz").write_bytes(gzip.compress(content.getvalue()))
    result = run("label", tmp_path / f"in.{kind}.gz", "-m", model, "-o", tmp_path / "out.parquet")
    assert result.exit_code == 0, result.output
    assert parquet.read_schema(tmp_path / "out.parquet").field("n").type == pa.int8()


@pytest.mark.parametrize("more", [[], ["--resume"], ["--jobs", 2]])
def test_lone_surrogates_are_bad_rows_where_parquet_is_written(tmp_path, model, more):
    parquet = pytest.importorskip("pyarrow.parquet")
    source, output = tmp_path / "in.jsonl", tmp_path / "out.parquet"
    bad = [r'{"text": "\ud83d"}', r'{"text": "Grain.", "by": ["\ud83d"]}', r'{"text": "Corn.", "\ud83d": 1}']
    source.write_text(lines(3) + "\n".join(bad) + "\n" + r'{"id":3,"text":"\ud83d\ude00"}' + "\n")
    stopped = run("label", source, "-m", model, "-o", output, *more)
    assert stopped.exit_code == 1
    assert "in.jsonl, line 4: column “text” holds a lone surrogate" in stopped.stderr
    assert "or write JSONL instead" in stopped.stderr
    done = run("label", source, "-m", model, "-o", output, "--on-error", "skip", *more)
    assert done.exit_code == 3
    assert "line 5: column “by”" in done.stderr
    assert "line 6: column “\\ud83d”" in done.stderr
    assert done.stderr.endswith("4 rows labelled, 3 left out\n")
    assert parquet.read_table(output)["id"].to_pylist() == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["out.parquet", "out.jsonl", "out.csv"])
def test_a_table_tells_a_file_whose_name_is_no_text(tmp_path, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / "wire").mkdir()
    try:
        (tmp_path / "wire" / os.fsdecode(b"a\xff.txt")).write_text("“We will not send troops,” Jan Kos said.")
    except OSError:
        pytest.skip("names are texts here")
    done = run("read", tmp_path / "wire", "-m", "fast", "-o", tmp_path / name)
    assert (done.exit_code, done.stderr) == (0, "")
    [row] = [row.values for row in file_rows(tmp_path / name)]
    assert (row["holder"], Path(row["file"]).name) == ("Jan Kos", "a\\udcff.txt")


@pytest.mark.parametrize("name", ["out.csv", "out.tsv.gz", "out.parquet"])
@pytest.mark.parametrize("more", [[], ["--resume"], ["--on-error", "skip"]])
def test_a_table_has_the_columns_of_all_rows(tmp_path, model, name, more):
    """Also those that only a later row or file has, with a type that holds all their values."""
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / "a.jsonl").write_text(lines(9) + '{"text":"Corn.","score":1,"position":"x"}\n' + lines(9))
    (tmp_path / "b.csv").write_text("text,by\nCorn.,me\n")
    last = '{"text":"Corn.","score":1.5,"given_position":"y"}\n'
    (tmp_path / "c.json").write_text(lines(5000) + last)
    files = [tmp_path / each for each in ("a.jsonl", "b.csv", "c.json")]
    done = run("label", *files, "-m", model, "--batch-size", 7, "-o", tmp_path / name, *more)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [row.values for row in file_rows(tmp_path / name)]
    own = ["id", "text", "score", "given_given_position", "by", "given_position", "position"]
    assert list(rows[0])[:7] == own
    kept = [[row[column] or "" for column in own[:6]] for row in (rows[9], rows[19], rows[-1])]
    assert kept[1] == ["", "Corn.", "", "", "me", ""]
    assert [kept[0][3:], kept[2][3:]] == [["x", "", ""], ["", "", "y"]]
    assert [float(row[2]) for row in (kept[0], kept[2])] == [1, 1.5]
    assert len(rows) == 9 + 1 + 9 + 1 + 5000 + 1


def test_values_that_no_column_of_parquet_holds_are_told_before_the_work(tmp_path, model):
    pytest.importorskip("pyarrow")
    source = tmp_path / "in.jsonl"
    source.write_text('{"text":"Corn.","score":1}\n' * 5000 + '{"text":"Corn.","score":"high"}\n')
    done = run("label", source, "-m", model, "-o", tmp_path / "out.parquet", "--resume")
    assert done.exit_code == 1
    assert "in.jsonl, column “score”: its values are not all of one kind" in done.stderr
    assert "write JSONL instead" in done.stderr
    assert names(tmp_path) == ["in.jsonl"]
    assert run("label", source, "-m", model, "-o", tmp_path / "out.csv").exit_code == 0


@pytest.mark.parametrize("output", ["csv", "parquet"])
def test_of_a_stream_the_first_row_has_the_columns(output, model, tmp_path):
    pytest.importorskip("pyarrow")
    arguments = ["label", "-", "--format", "jsonl", "-m", str(model), "-o", str(tmp_path / f"out.{output}")]
    given = '{"text":"Corn."}\n{"text":"Corn.","by":"me"}\n'
    done = CliRunner().invoke(main, arguments, input=given)
    assert "columns that the first had not, ['by']; write JSONL instead, or read files" in done.stderr


@pytest.mark.parametrize("command", ["label", "read"])
@pytest.mark.parametrize("name", ["x.parquet.gz", "x.parquet.zst", "x.gz"])
def test_parquet_is_not_written_under_the_name_of_a_compressed_file(tmp_path, model, command, name):
    (tmp_path / "in.txt").write_text("Grain.\n")
    more = ["--output-format", "parquet"] if name == "x.gz" else []
    done = run(command, tmp_path / "in.txt", "-m", model, "-o", tmp_path / name, *more)
    assert done.exit_code == 1
    assert "Parquet is compressed in itself; name it x" in done.stderr
    assert names(tmp_path) == ["in.txt"]


@pytest.mark.parametrize("command", ["label", "read"])
@pytest.mark.parametrize("on_error", ["stop", "skip"])
def test_a_later_file_that_is_not_there_is_told_before_the_work(tmp_path, model, command, on_error):
    (tmp_path / "a.txt").write_text("Grain.\n")
    files = [tmp_path / "a.txt", tmp_path / "no.txt"]
    done = run(command, *files, "-m", model, "-o", "-", "--output-format", "jsonl", "--on-error", on_error)
    if command == "read" and on_error == "skip":  # an article that is not there is one that cannot be read
        assert "1 articles read, 1 left out" in done.stderr
        return
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no.txt: cannot be read: No such file or directory" in done.stderr


@pytest.mark.parametrize("more", [[], ["--resume"]])
def test_parquet_is_put_together_beside_the_output(tmp_path, model, more):
    pytest.importorskip("pyarrow")
    (tmp_path / "in.jsonl").write_text(lines(9))
    code = "import tempfile; tempfile.tempdir = '/nowhere'; from stance.cli import main; main()"
    arguments = ["label", tmp_path / "in.jsonl", "-m", model, *more, "-o", tmp_path / "out.parquet"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path) == ["in.jsonl", "out.parquet"]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("command", [["label", "--format", "lines"], ["read", "--json"]])
def test_standard_input_may_be_compressed(model, suffix, command):
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    arguments = [*command, "-", "-m", str(model)]
    given = "“We will not send troops to Mali,” Jan Kos said.\n" * 50
    expected = run_with(arguments, given.encode())
    assert (expected.returncode, expected.stdout.count("Mali") >= 50) == (0, True)
    content = compressed(given.encode(), suffix)
    assert run_with(arguments, content) == expected
    if suffix:
        cut = run_with(arguments, content[:-9])
        assert cut.returncode == 1
        assert "error: standard input" in cut.stderr
        assert "cannot be decompressed" in cut.stderr


def run_with(arguments, given):
    command = [sys.executable, "-m", "stance", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    return SimpleNamespace(
        returncode=done.returncode, stdout=done.stdout.decode(), stderr=done.stderr.decode()
    )


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path, model, name):
    pytest.importorskip("fcntl")
    if name == "out.parquet":
        pytest.importorskip("pyarrow")
    (tmp_path / "in.jsonl").write_text(lines(60_000))
    arguments = ["label", tmp_path / "in.jsonl", "-m", model, "--batch-size", 20, "-o", tmp_path / name]
    process = begin(*arguments)
    while len(names(tmp_path)) == 1:
        time.sleep(0.002)
    process.kill()
    process.communicate()
    assert len(names(tmp_path)) == 2
    (tmp_path / "in.jsonl").write_text(lines(60))
    assert run(*arguments).exit_code == 0
    assert names(tmp_path) == ["in.jsonl", name]


STOPPED_AS_IT_LOADS = """
import os, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
sys.argv = ["stance", "--version"]
from stance.__main__ import run
run()
"""


def test_stopped_while_it_loads_it_says_so():
    command = [sys.executable, "-c", STOPPED_AS_IT_LOADS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")


def test_what_ignores_ctrl_c_goes_on_as_it_loads():
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + STOPPED_AS_IT_LOADS
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("stance, version")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("arguments", "closed"),
    [("label - --format lines", "input <&-"), ("read -", "input <&-"), ("label in.txt", "output >&-")],
)
def test_a_closed_stream_is_told(tmp_path, model, arguments, closed):
    (tmp_path / "in.txt").write_text("Grain.\n")
    name, close = closed.split()
    command = f"{sys.executable} -m stance {arguments} -m {model} {close}"
    paths = os.pathsep.join(map(os.path.abspath, sys.path))
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": paths},
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: standard {name} is closed; name a file")


def test_rows_that_a_stopped_run_labelled_are_counted_when_it_is_gone_on_with(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"text":" "}\n{"text":"Мы едем."}\noops\n{"text":""}\n', encoding="utf-8")
    arguments = ["label", source, "-m", "fast", "--batch-size", 1, "--resume", "-o", tmp_path / "out.jsonl"]
    assert run(*arguments).exit_code == 1
    done = run(*arguments, "--on-error", "skip")
    assert done.exit_code == 3
    assert "2 of the rows hold no text" in done.stderr
    assert "1 of the rows look as if they were in another language" in done.stderr
