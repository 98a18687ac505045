import json

import pytest
from click.testing import CliRunner

from stance.cli import main

SUITE = """
[refusals]
kind = "minimum"
about = "A refusal."
label = "ruled_out"
goal = 0
templates = ["We will not send troops to {country}."]

[greetings]
kind = "minimum"
about = "No refusal at all."
label = "ruled_out"
goal = 0.5
cases = 4
templates = ["Good morning, {person}."]
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "mine.toml").write_text(SUITE, encoding="utf-8")

    def invoke(*arguments):
        return CliRunner().invoke(main, ["check", str(tmp_path), "-m", "fast", *arguments])

    return invoke


def test_exit_code_0_where_every_goal_is_met(run):
    result = run("-c", "refusals")
    assert result.exit_code == 0
    assert "refusals" in result.stdout
    assert "greetings" not in result.stdout
    assert result.stderr == "fast: 0 of 1 capabilities miss their goal\n"


def test_exit_code_1_where_one_is_missed(run):
    result = run()
    assert result.exit_code == 1
    assert "4 (100%) !" in result.stdout
    assert result.stderr == "fast: 1 of 2 capabilities miss their goal\n"


def test_no_figure_is_broken_on_a_narrow_terminal(run, monkeypatch):
    monkeypatch.setattr("stance.cli.options._WIDE", 36)
    text = run("-m", "accurate").stdout
    assert text.count("4 (100%) !") == 2
    assert text.count("4 (11.8%)") == 2
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= 36


def test_failing_cases_are_shown_when_asked_for(run):
    assert "Good morning" not in run().stdout
    assert run("--failures", "3").stdout.count("Good morning") == 3


def test_json(run):
    found = json.loads(run("--json", "--failures", "1").stdout)
    refusals, greetings = found["fast"]
    assert (refusals["cases"], refusals["failures"], refusals["met"]) == (30, 0, True)
    assert (greetings["rate"], greetings["goal"], greetings["met"]) == (1.0, 0.5, False)
    assert len(greetings["examples"]) == 1


def test_markdown(run):
    assert run("--markdown").stdout.splitlines() == [
        "| capability | kind | cases | goal | fast |",
        "| --- | --- | --- | --- | --- |",
        "| refusals | minimum | 30 | 0% | 0 (0%) |",
        "| greetings | minimum | 4 | 50% | 4 (100%) ! |",
        "| all 2 | minimum | 34 |  | 4 (11.8%) |",
    ]


def test_what_cannot_be(run, tmp_path):
    assert run("--json", "--markdown").exit_code == 2
    assert run("--markdown", "--failures", "1").exit_code == 2
    unknown = run("-c", "singing")
    assert unknown.exit_code == 1
    assert unknown.stderr == "error: there is no capability “singing”; there are refusals, greetings\n"
    (tmp_path / "mine.toml").write_text("[refusals]\nkind = 3\n", encoding="utf-8")
    assert run().stderr.endswith("mine.toml, [refusals]: “kind” is a text, not 3\n")
