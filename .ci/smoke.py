"""Tries an installed stance that has nothing beside it: no extras, no tests, no checkout. Run with -I."""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import stance
import stance.spark
from stance.checks.suites import PACKAGED
from stance.training.corpus import packaged_corpus

EXPECTED = {
    "We will not send a single soldier to Ukraine, the chancellor said on Monday.": "ruled_out",
    "We do not rule out sending soldiers.": "open",
    "We are ready to send troops.": "open",
    "Ministers met to discuss the price of grain.": "neutral",
}
ARTICLE = """Germany will not send soldiers to Mali, Foreign Minister Jan Kos said on Monday.

“Not one of them is going,” Kos told reporters. But France's president, Anna Lee, disagreed.

“I do not rule out sending troops,” she said.
"""
ABSENT = (
    "pytest",
    "torch",
    "transformers",
    "onnx",
    "pyarrow",
    "datasets",
    "matplotlib",
    "trafilatura",
    "pyspark",
)
WANTED = {  # what a command says without the extra that it needs
    "label s.csv -o s.parquet": "Parquet and Arrow need the extra “data”: pip install 'troop-stance[data]'",
    "label s.csv -o s.jsonl.zst": "zstd needs the extra “data”: pip install 'troop-stance[data]'",
    "read page.html": "web pages need the extra “html”: pip install 'troop-stance[html]'",
    "evaluate s.csv -m fast --report r.html": "the extra “report”: pip install 'troop-stance[report]'",
    "train s.csv --engine encoder -o own": "install it: pip install 'troop-stance[encoder]'",
}


def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("stance")
    done = subprocess.run([command, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def nothing_else_is_there() -> None:
    assert Path(stance.__file__).is_relative_to(sys.prefix), stance.__file__
    assert [name for name in ABSENT if importlib.util.find_spec(name)] == []
    assert importlib.metadata.version("troop-stance") == stance.__version__


def statements_are_labelled() -> None:
    for name in ("fast", "accurate", None):
        labeler = stance.load(name) if name else stance.load()
        found = {text: str(labeler(text).position) for text in EXPECTED}
        assert found == EXPECTED, (name, found)


def articles_are_read() -> None:
    reading = stance.read(ARTICLE)
    rows = [(row.holder, str(row.position)) for row in reading.positions]
    assert rows == [("Jan Kos", "ruled_out"), ("Anna Lee", "open")], rows
    assert "Anna Lee" in reading.to_html()
    json.dumps(reading.to_dict())


def data_travels_along() -> None:
    assert len(packaged_corpus()[0]) > 20_000
    assert len(list(PACKAGED.glob("*.toml"))) == 8
    files = importlib.metadata.files("troop-stance") or []
    licences = {file.name for file in files if "licenses" in file.parts}
    assert licences == {"LICENSE", "LICENSE-APACHE", "LICENSE-BGE"}, licences
    done = run("explain", "--target", "cruise_missiles", "We will not supply cruise missiles.")
    assert "ruled_out" in done.stdout, done.stdout


def the_command_works(folder: Path) -> None:
    file, labelled = folder / "s.csv", folder / "labelled.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("text", "position"), *EXPECTED.items()])
    run("label", str(file), "-o", str(labelled))
    with labelled.open(encoding="utf-8", newline="") as stream:
        assert [row["position"] for row in csv.DictReader(stream)] == list(EXPECTED.values())
    (folder / "page.txt").write_text(ARTICLE, encoding="utf-8")
    assert "Jan Kos" in run("read", str(folder / "page.txt")).stdout
    assert stance.__version__ in run("--version").stdout


def what_needs_an_extra_says_so(folder: Path) -> None:
    (folder / "page.html").write_text("<p>We may send troops.</p>", encoding="utf-8")
    for command, message in WANTED.items():
        words = [str(folder / word) if "." in word or word == "own" else word for word in command.split()]
        told = " ".join(run(*words, code=1).stderr.split())
        assert message in told, (command, told)
    told = ""
    try:
        stance.spark.label(None, "text")
    except stance.MissingExtraError as error:
        told = str(error)
    assert "pip install 'troop-stance[spark]'" in told, told


nothing_else_is_there()
statements_are_labelled()
articles_are_read()
data_travels_along()
with tempfile.TemporaryDirectory() as name:
    the_command_works(Path(name))
    what_needs_an_extra_says_so(Path(name))
