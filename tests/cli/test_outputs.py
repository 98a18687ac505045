"""No command writes its output over a file that it reads, by whatever name the file is given."""

import csv
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from stance.cli import main

SAID = "id,text,position\n1,We will not send troops.,ruled_out\n2,We will send troops.,open\n"
COMMANDS = {
    "label": ["label", "mine.csv", "-o"],
    "label, a later file": ["label", "other.csv", "mine.csv", "-o"],
    "label --resume": ["label", "--resume", "mine.csv", "-o"],
    "read": ["read", "mine.csv", "--output-format", "csv", "-o"],
    "read --html": ["read", "mine.csv", "--html"],
    "read --resume": ["read", "mine.csv", "--output-format", "csv", "--resume", "-o"],
    "review": ["review", "mine.csv", "-o"],
    "evaluate": ["evaluate", "mine.csv", "--report"],
    "train --state": ["train", "mine.csv", "-o", "own", "--engine", "encoder", "--state"],
    "train --checked": ["train", "other.csv", "-o", "own", "--checked", "mine.csv", "--state"],
    "a target": ["label", "other.csv", "--target", "mine.csv", "--output-format", "csv", "-o"],
}
EACH_COMMAND = pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)


@pytest.fixture(autouse=True)
def mine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.csv").write_text(SAID, encoding="utf-8")
    path = tmp_path / "mine.csv"
    path.write_text(SAID, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def check_refused(result, output, mine):
    assert result.exit_code == 2
    assert f"Error: {output}: it would replace the input mine.csv; give another name" in result.stderr
    assert mine.read_text(encoding="utf-8") == SAID


@EACH_COMMAND
def test_an_output_that_is_an_input_is_refused(arguments, mine, tmp_path):
    before = sorted(tmp_path.iterdir())
    check_refused(run(*arguments, "mine.csv"), "mine.csv", mine)
    assert sorted(tmp_path.iterdir()) == before


@EACH_COMMAND
def test_it_is_refused_under_another_name(arguments, mine, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "soft.csv").symlink_to(mine)
    os.link(mine, tmp_path / "hard.csv")
    for output in ("folder/../mine.csv", "soft.csv", "hard.csv"):
        check_refused(run(*arguments, output), output, mine)


def test_nothing_is_read_or_loaded_before(mine):
    check_refused(run("label", "mine.csv", "-m", "nowhere", "-o", "mine.csv"), "mine.csv", mine)


def test_no_page_in_a_folder_replaces_an_article(tmp_path):
    for name in ("a.html", "b.txt"):
        (tmp_path / name).write_text("We go.", encoding="utf-8")
    result = run("read", "b.txt", "a.html", "--html", ".")
    assert result.exit_code == 2
    assert "Error: a.html: it would replace the input a.html" in result.stderr
    assert run("read", "b.txt", "mine.csv", "--html", "new", "-o", "mine.csv").exit_code == 2
    assert not (tmp_path / "new").exists()


def test_what_a_journal_writes_beside_the_output_is_no_input(tmp_path):
    part = tmp_path / "out.csv.part"
    part.write_text(SAID, encoding="utf-8")
    arguments = ["label", "out.csv.part", "--format", "csv", "-m", "fast", "-o", "out.csv"]
    result = run(*arguments, "--resume")
    assert result.exit_code == 2
    assert "out.csv.part: it would replace the input out.csv.part" in result.stderr
    assert part.read_text(encoding="utf-8") == SAID
    assert run(*arguments).exit_code == 0


def test_a_model_does_not_replace_its_data(mine):
    result = run("train", "mine.csv", "-o", "mine.csv")
    assert result.exit_code == 2
    assert "mine.csv" in result.stderr
    assert mine.read_text(encoding="utf-8") == SAID


def test_a_file_that_is_standard_input_is_refused(mine):
    with mine.open("rb") as stream:
        result = CliRunner().invoke(
            main, ["label", "-", "--format", "csv", "-m", "fast", "-o", "mine.csv"], input=stream
        )
    assert result.exit_code == 2
    assert "mine.csv: it would replace the input standard input" in result.stderr
    assert mine.read_text(encoding="utf-8") == SAID


@pytest.mark.parametrize("given", ["mine.csv", "-"])
def test_standard_output_does_not_go_into_an_input(given, mine, root):
    command = [sys.executable, "-m", "stance", "label", given, "--format", "csv", "-m", "fast"]
    with mine.open("rb") as source, mine.open("ab") as sink:
        streams = {"stdin": source, "stdout": sink, "stderr": subprocess.PIPE}
        env = os.environ | {"PYTHONPATH": str(root)}
        done = subprocess.run(command, **streams, env=env, text=True, check=False, timeout=60)
    assert done.returncode == 2
    name = "standard input" if given == "-" else given
    assert f"standard output goes into the input {name}; send it to another file" in done.stderr
    assert mine.read_text(encoding="utf-8") == SAID


@pytest.mark.parametrize("more", [[], ["--resume"]])
def test_an_earlier_output_may_be_replaced(more, tmp_path):
    for _ in range(2):
        assert run("label", "mine.csv", "-m", "fast", *more, "-o", "out.csv").exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["position"] for row in csv.DictReader(file)] == ["ruled_out", "open"]


def test_a_device_is_no_file_that_is_lost():
    assert run("label", os.devnull, "--format", "lines", "-m", "fast", "-o", os.devnull).exit_code != 2
