"""What the pages in docs/ show is what happens."""

import doctest
import os
import re
import runpy
import shutil
import subprocess
import sys

import pytest

import stance.spark
from stance.cli import main
from stance.target import packaged_targets


def test_the_examples_of_tables_give_what_they_show(root):
    for library in ("pandas", "polars", "datasets"):
        pytest.importorskip(library)
    failures, tried = doctest.testfile(str(root / "docs" / "tables.md"), module_relative=False)
    assert tried > 10
    assert failures == 0


def test_the_examples_of_targets_give_what_they_show(root, tmp_path, monkeypatch):
    page = root / "docs" / "targets.md"
    text = page.read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "tanks.toml").write_text(shown, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    failures, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 5
    assert failures == 0
    listed = text[text.index("| `--target`") :].split("\n\n")[0]
    given = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", listed, flags=re.MULTILINE))
    assert given == {name: target.name for name, target in packaged_targets().items()}


def test_the_page_on_spark_calls_what_there_is(root):
    text = (root / "docs" / "spark.md").read_text(encoding="utf-8")
    arguments = re.findall(r"[(,]\s*(\w+)=", text[text.index("stance.spark.label(") :].split(")")[0])
    assert arguments
    assert set(arguments) <= set(stance.spark.label.__annotations__)


def test_the_page_of_commands_is_what_their_help_says(root, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    written = runpy.run_path(str(root / "docs" / "commands.py"))["page"]()
    kept = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    assert kept == written, "docs/commands.md is out of date; bring it up to date: python docs/commands.py"
    assert re.findall(r"^## (.+)$", kept, flags=re.MULTILINE) == [
        "stance",
        *(f"stance {name}" for name in main.commands),
    ]
    assert max(map(len, kept.splitlines())) <= 100
    assert "\x1b" not in kept


def test_the_command_named_brings_the_page_of_commands_up_to_date(root, tmp_path):
    shutil.copy(root / "docs" / "commands.py", tmp_path)
    (tmp_path / "commands.md").write_text("# Old\n", encoding="utf-8")
    command = [sys.executable, str(tmp_path / "commands.py")]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "40"}, check=True)
    assert (tmp_path / "commands.md").read_bytes() == (root / "docs" / "commands.md").read_bytes()


@pytest.mark.parametrize("page", ["tables.md", "targets.md", "spark.md"])
def test_links_lead_somewhere(root, page):
    text = (root / "docs" / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (root / "docs" / link).exists(), link
