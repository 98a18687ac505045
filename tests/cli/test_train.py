import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import stance
from stance.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["train", *map(str, arguments)])


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Forty rows, the first on line 2."""
    monkeypatch.chdir(tmp_path)
    said = [f"{('yes', 'no')[i % 2]},{('we go', 'we stay')[i % 2]} {i},e{i // 2 % 8}" for i in range(40)]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(["stance,said,event", *said]), encoding="utf-8")
    return path


ASKED = ("--text", "said", "--label", "stance", "--jobs", 1, "-o", "own")


def card():
    return Path("own/MODEL_CARD.md").read_text(encoding="utf-8")


def filled(content, encoding="utf-8"):
    Path("to_check.csv").write_text("said,line,checked_label\n" + content, encoding=encoding)
    return "to_check.csv"


def test_the_card_says_the_command_that_makes_it_again(data):
    checked = filled("we go 0,2,yes\n", "cp1252")
    options = ("--group-by", "event", "--checked", checked, "--checked-encoding", "cp1252")
    assert run(data, *ASKED, *options).exit_code == 0
    first = card()
    made = (
        "stance train mine.csv --engine lexical --output own --label stance --checked to_check.csv "
        "--checked-encoding cp1252 --group-by event --text said"
    )
    assert f"\nMade by `{made}`.\n" in first
    assert "\n## Figures on statements held out by group\n" in first
    assert run(*shlex.split(made)[2:]).exit_code == 0
    assert card() == first


def test_options_that_are_not_given_are_not_in_the_card(data):
    data.write_text(data.read_text().replace("said", "text").replace("stance", "position"))
    assert run(data, "-o", "own").exit_code == 0
    assert "Made by `stance train mine.csv --engine lexical --output own`." in card()
    assert "held out at random, copies of a text together" in card()
    assert f"Made with stance {stance.__version__}, python " in card()


def test_labels_that_come_in_turn_need_no_groups(data):
    rows = [f"c{i % 20},word{i % 20} thing {i}" for i in range(240)]
    data.write_text("\n".join(["stance,said", *rows]))
    done = run(data, *ASKED)
    assert done.exit_code == 0, done.stderr
    assert "position: held-out macro-F1 1.000" in done.stderr


@pytest.mark.parametrize("option", [("--epochs", 2), ("--state", "run.state")])
def test_options_of_the_encoder_are_refused_by_the_lexical_engine(data, option):
    refused = run(data, *ASKED, *option)
    assert refused.exit_code == 2
    assert f"{option[0]} is for the encoder; give --engine encoder" in refused.stderr
    assert not (data.parent / "own").exists()


@pytest.mark.parametrize("option", [("--add",), ("--jobs", 1)])
def test_options_of_the_lexical_engine_are_refused_by_the_encoder(data, option):
    asked = ("--text", "said", "--label", "stance", "-o", "own")
    refused = run(data, *asked, *option, "--engine", "encoder")
    assert refused.exit_code == 2
    assert f"{option[0]} is for the lexical engine" in refused.stderr


def test_a_sentiment_that_nobody_asked_for_stops_nothing(data):
    header, first, *rest = data.read_text().splitlines()
    data.write_text("\n".join([f"{header},sentiment", f"{first},happy", *(f"{line}," for line in rest)]))
    done = run(data, *ASKED)
    assert done.exit_code == 0, done.stderr
    assert "the column “sentiment” is left out: at least two labels with 10 rows" in done.stderr
    assert stance.load("own").sentiments == ()


def test_what_was_filled_in_and_what_was_not_is_counted(data):
    data.write_text(data.read_text() + "\n,we go 40,e1\n,we go 41,e1\n")
    done = run(data, *ASKED, "--checked", filled("we go 40,42,yes\nwe go 0,2,\nwe go 2,4,\n"))
    assert done.exit_code == 0, done.stderr
    assert "to_check.csv: 1 rows filled in, 2 not\n" in done.stderr
    assert "mine.csv: 1 rows without a label are passed over\n" in done.stderr
    assert "- position: no 20, yes 21\n" in card()


def test_a_file_whose_lines_have_shifted_relabels_nothing(data):
    checked = filled("we go 0,3,no\nwe stay 1,3,yes\n")
    stopped = run(data, *ASKED, "--checked", checked)
    assert stopped.exit_code == 1
    advice = "give the file that it was chosen from, or have stance review choose from this one"
    told = f"to_check.csv, line 2: another text is on line 3 of the data; {advice}\n"
    assert stopped.stderr == "error: to_check.csv, line 3: line 3 has the label “no” above; give one\n"
    checked = filled("we go 0,3,no\nwe stay 1,99,yes\n")
    assert run(data, *ASKED, "--checked", checked).stderr == f"error: {told}"
    done = run(data, *ASKED, "--checked", checked, "--on-error", "skip")
    assert done.exit_code == 3
    assert f"left out: {told}" in done.stderr
    assert f"left out: to_check.csv, line 3: the data have no row on line 99; {advice}\n" in done.stderr
    assert "2 rows left out\n" in done.stderr
    assert "- position: no 20, yes 20\n" in card()


def test_a_checked_file_has_an_encoding_of_its_own(data):
    data.write_text(data.read_text().replace("we go 0,", "où 0,"), encoding="utf-8")
    checked = filled("où 0,2,no\n", "cp1252")
    stopped = run(data, *ASKED, "--checked", checked)
    assert (
        "to_check.csv, line 2: it holds bytes that are not utf-8; name the file's encoding" in stopped.stderr
    )
    done = run(data, *ASKED, "--checked", checked, "--checked-encoding", "cp1252")
    assert done.exit_code == 0, done.stderr
    assert "- position: no 21, yes 19\n" in card()


def test_rows_that_the_corpus_has_already_are_told(data, monkeypatch):
    from stance.data.rows import Statement
    from stance.training import lexical

    pairs = [(f"WE {('GO', 'STAY')[i % 2]} {i}", ("yes", "no")[i % 2]) for i in range(30, 60)]
    corpus = [Statement(i, text, label, None, {}) for i, (text, label) in enumerate(pairs)]
    monkeypatch.setattr(lexical, "packaged_corpus", lambda: (corpus, ["e"] * 30))
    done = run(data, *ASKED, "--add", "--group-by", "event")
    assert done.exit_code == 0, done.stderr
    assert "10 statements of the library's corpus have the text of yours and are left out\n" in done.stderr
    assert json.loads((data.parent / "own" / "manifest.json").read_text())["training"]["n_statements"] == 60


def test_an_error_stands_alone_where_no_terminal_is(data):
    data.write_text("stance,said\nyes,we go\nno,we stay\n", encoding="utf-8")
    stopped = run(data, *ASKED)
    assert (stopped.exit_code, stopped.stderr[:7], stopped.stderr.count("\n")) == (1, "error: ", 1)


def test_groups_are_those_of_the_column(data):
    """What tells the label is a word that each event has alone, so that nothing tells it on other events."""
    rows = [f"{('yes', 'no')[i % 2]},word{i % 12} of day {i},{i % 12}" for i in range(120)]
    data.write_text("\n".join(["stance,said,event", *rows]))
    apart, together = run(data, *ASKED), run(data, *ASKED, "--group-by", "event")
    assert "position: held-out macro-F1 1.000" in apart.stderr
    assert "position: held-out macro-F1 1.000" not in together.stderr


def test_rows_with_two_holders_are_not_learnt_from(data):
    header, *rows = data.read_text().splitlines()
    mixed = [f"{row},{('', 'true')[i >= 36]}" for i, row in enumerate(rows)]
    data.write_text("\n".join([f"{header},multi", *mixed]))
    done = run(data, *ASKED)
    assert "4 rows with two holders (column “multi”) are left out\n" in done.stderr
    assert "- position: no 18, yes 18\n" in card()
