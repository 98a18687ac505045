"""What the README shows is what happens."""

import csv
import doctest
import os
import re
import shlex
import subprocess
import sys

from stance.cli import main


def test_the_examples_give_what_they_show(root):
    failures, tried = doctest.testfile(
        str(root / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert tried > 10
    assert failures == 0


def test_the_commands_that_it_names_are_there(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^ +stance (\w+)", text, flags=re.MULTILINE))
    assert named == set(main.commands)
    for path in [*re.findall(r"`((?:training|stance|fixtures)/[\w./]+)`", text), ".ci/demo", ".ci/check"]:
        assert (root / path).exists(), path


def test_the_demo_runs_to_its_end(root, tmp_path):
    script = (root / ".ci" / "demo").read_text(encoding="utf-8")
    commands = script[script.index('"$venv/bin/stance"') :].replace(
        "$venv/bin/stance", f'{sys.executable}" -m "stance'
    )
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=root,
        env=os.environ | {"venv": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "macro-F1" in done.stdout


def take_every_suggestion(path):
    """Fill in what the model finds likeliest, which in this walk-through is never the row's own label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"line", "checked_label", "statement", "stance"} <= set(rows[0])
    assert all(row["checked_label"] == "" and row["likeliest"] != row["stance"] for row in rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"checked_label": row["likeliest"]} for row in rows)


def test_the_walk_through_with_labels_of_ones_own(root, tmp_path):
    text = (root / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Labels of your own") : text.index("## How good it is")]
    commands = re.findall(r"^    stance (.*)$", section, flags=re.MULTILINE)
    verbs = [command.split()[0] for command in commands]
    assert verbs == ["train", "evaluate", "review", "train", "evaluate"]
    for folder in ("training", "fixtures"):
        (tmp_path / folder).symlink_to(root / folder)
    told = []
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "stance", *shlex.split(command)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout + done.stderr)
        if command.startswith("review"):
            take_every_suggestion(tmp_path / "to_check.csv")
    assert "held-out macro-F1 0.5" in told[0]
    assert re.search(r"all +│ 313 +│ 0\.577", told[1])
    assert "40 of 606 rows: 0 unsure, 40 suspect" in told[2]
    assert "to_check.csv: 40 rows filled in, 0 not" in told[3]
    assert "held-out macro-F1 0.558 " in told[3]
    assert re.search(r"all +│ 313 +│ 0\.577", told[4])
    assert "Whoever takes every suggestion for them gets a better figure of held-out rows,\n0.56," in section
    assert "it stays at 0.577" in section
