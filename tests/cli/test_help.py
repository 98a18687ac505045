"""Every command's help shows how it is used, truly, and says what each option does."""

import itertools
import re
import shlex

import click
import pytest
from click.testing import CliRunner

from stance.cli import main


def groups_and_commands(command, path=("stance",)):
    yield path, command
    for name, member in getattr(command, "commands", {}).items():
        yield from groups_and_commands(member, (*path, name))


ALL = dict(groups_and_commands(main))
EACH_COMMAND = pytest.mark.parametrize("path", ALL, ids=" ".join)


def calls_in(line):
    """Return the words of each call of a program in a line of the shell, without files written to."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    parts = [list(part) for _, part in itertools.groupby(lexer, "|".__eq__)]
    return [list(itertools.takewhile(lambda word: word != ">", part)) for part in parts if part != ["|"]]


def check_calls(line):
    """Raise ``UsageError`` where a call of ``stance`` in a line would; nothing is run."""
    for program, *arguments in calls_in(line):
        if program == "stance":
            path = ["stance"]
            while isinstance(ALL[tuple(path)], click.Group):
                path.append(arguments.pop(0))
            ALL[tuple(path)].make_context(path[-1], arguments)


def examples_in(text):
    return re.findall(r"^ {4}(\S.*\bstance .*|stance .*)$", text, flags=re.MULTILINE)


def shown(path):
    result = CliRunner().invoke(main, [*path[1:], "--help"], terminal_width=200)
    assert result.exit_code == 0
    return result.stdout


@EACH_COMMAND
def test_the_help_has_an_example_of_its_own_and_all_examples_parse(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = examples_in(shown(path))
    assert any(" ".join(path) in example for example in examples)
    for example in examples:
        check_calls(example)


def test_the_help_of_all_has_an_example_of_each_command():
    named = [tuple(example.split()[:2]) for example in examples_in(shown(("stance",)))]
    assert sorted(named) == sorted(path for path in ALL if len(path) == 2)


@EACH_COMMAND
def test_every_option_is_explained_and_begins_and_ends_as_a_sentence_does(path):
    for option in ALL[path].params:
        if isinstance(option, click.Option):
            told = option.help or ""
            assert re.fullmatch(r"[A-Z“].*\.", told), (option.opts, told)


def test_the_list_of_commands_cuts_no_sentence_short():
    result = CliRunner().invoke(main, ["--help"], terminal_width=80)
    listed = result.stdout.partition("\nCommands:\n")[2].splitlines()
    assert len(listed) == len(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_the_calls_in_the_readme_parse(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = examples_in((root / "README.md").read_text(encoding="utf-8"))
    assert len(examples) >= len(main.commands)
    for example in examples:
        check_calls(example)


def test_calls_are_found_in_lines_of_the_shell():
    line = 'cat "a | b.txt" | stance label - --text "what was said" > out.jsonl  # or -o'
    assert calls_in(line) == [
        ["cat", "a | b.txt"],
        ["stance", "label", "-", "--text", "what was said"],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "stance label statements.csv --no-such-option",
        "stance label",
        "stance explain one two",
        "stance train my_labels.csv",
        "stance evaluate a.csv --worst many",
        "cat a.txt | stance read - --input pdf",
    ],
)
def test_a_wrong_example_would_be_seen(wrong):
    with pytest.raises(click.UsageError):
        check_calls(wrong)
