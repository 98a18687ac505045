import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from stance.cli import main

SAID = "“We will not send troops,” Jan Kos said.\n"


def run(*arguments, given=None):
    return CliRunner().invoke(main, ["read", *map(str, arguments), "-m", "fast"], input=given)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_the_table(article):
    result = run(article)
    assert result.exit_code == 0
    assert "Jan Kos" in result.stdout
    assert "ruled out" in result.stdout


def test_json_is_an_object_a_line(article, tmp_path):
    (tmp_path / "b.txt").write_text("Nothing.", encoding="utf-8")
    result = run(tmp_path, "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["file"].endswith("a.txt")
    assert [(p["holder"], p["position"]) for p in first["positions"]] == [("Jan Kos", "ruled_out")]
    assert second["positions"] == []


def test_csv_has_one_header_and_a_row_a_holder(article, tmp_path):
    (tmp_path / "b.txt").write_text("“We will send troops,” Anna Lee said.", encoding="utf-8")
    result = run(article, tmp_path / "b.txt", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(r["holder"], r["position"], r["best_statement"]) for r in rows] == [
        ("Jan Kos", "ruled_out", "“We will not send troops,”"),
        ("Anna Lee", "open", "“We will send troops,”"),
    ]


def test_articles_without_a_position_give_a_table_without_rows(article, tmp_path):
    (tmp_path / "b.txt").write_text("Nothing.", encoding="utf-8")
    header = run(article, "--csv").stdout.splitlines()[0]
    assert run(tmp_path / "b.txt", "--csv").stdout == header + "\n"
    assert header == "file,holder,position,confidence,aliases,statements,best_statement"


def test_standard_input(tmp_path):
    result = run("-", "--json", given=SAID)
    assert json.loads(result.stdout)["file"] == "-"


def test_a_page_for_one_article_and_a_folder_of_pages_for_several(article, tmp_path):
    assert run(article, "--html", tmp_path / "page.html").exit_code == 0
    assert "Jan Kos" in (tmp_path / "page.html").read_text(encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text(SAID, encoding="utf-8")
    assert run(article, tmp_path / "more", "--html", tmp_path / "pages").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["a-1.html", "a-2.html"]


def test_what_cannot_be_read(article, tmp_path):
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    stopped = run(article, tmp_path / "b.txt")
    assert stopped.exit_code == 1
    assert "b.txt" in stopped.stderr
    skipped = run(article, tmp_path / "b.txt", "--on-error", "skip")
    assert skipped.exit_code == 3
    assert "left out: " in skipped.stderr
    assert "1 articles read, 1 left out" in skipped.stderr
    assert "Jan Kos" in skipped.stdout
    assert run(tmp_path / "nowhere.txt").exit_code == 1
    assert run(article, "--json", "--csv").exit_code == 2
    assert run().exit_code == 2


def test_gold_articles_are_measured(root):
    folder = str(root / "fixtures" / "unseen")
    shown = CliRunner().invoke(main, ["evaluate", folder, "-m", "fast"])
    assert "holder and position, F1" in shown.stdout
    result = CliRunner().invoke(main, ["evaluate", folder, "-m", "fast", "--json"])
    figures = json.loads(result.stdout)
    assert figures["n_articles"] == 41
    assert 0 < figures["pair_f1"] < 1


def test_on_a_narrow_screen_words_stand_below_their_holder(article, monkeypatch):
    monkeypatch.setattr("stance.cli.options._WIDE", 40)
    assert re.fullmatch(r"Jan Kos: ruled out 0\.\d\d\n  “We will not send troops,” *\n", run(article).stdout)


def test_an_article_without_text_is_told(article, tmp_path):
    (tmp_path / "b.txt").write_text(" \n", encoding="utf-8")
    assert run(tmp_path, "--csv").stderr == f"{tmp_path / 'b.txt'} holds no text\n"
    assert run("-", given="").stderr == "standard input holds no text\n"


def test_an_article_in_another_language_is_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("„Wir schicken keine Soldaten“, sagte der Minister am Montag in Berlin vor Journalisten.")
    assert f"{path} looks as if it were in another language" in run(path, "-m", "fast").stderr


def test_a_folder_without_gold_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert result.exit_code == 1
    assert "no article with gold labels" in result.stderr


def test_the_header_stands_though_the_first_article_is_left_out(article, tmp_path):
    broken = tmp_path / "0.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    result = run(broken, article, "--csv", "--on-error", "skip")
    assert result.exit_code == 3
    assert result.stdout.splitlines()[0].startswith("file,holder,position")
    assert "1 articles read, 1 left out" in result.stderr


def test_one_article_s_page_goes_into_a_folder_that_is_there(article, tmp_path):
    (tmp_path / "pages").mkdir()
    assert run(article, "--html", tmp_path / "pages").exit_code == 0
    assert (tmp_path / "pages" / "a.html").exists()


def test_a_page_never_replaces_an_article(article):
    result = run(article, "--html", article)
    assert result.exit_code == 2
    assert "a.txt: it would replace the input" in result.stderr
    assert article.read_text(encoding="utf-8") == SAID


def test_pages_of_several_articles_need_a_folder(article, tmp_path):
    (tmp_path / "b.txt").write_text(SAID, encoding="utf-8")
    taken = tmp_path / "page.html"
    taken.write_text("mine", encoding="utf-8")
    result = run(article, tmp_path / "b.txt", "--html", taken)
    assert result.exit_code == 1
    assert "names a folder" in result.stderr
    assert taken.read_text(encoding="utf-8") == "mine"


def test_an_unknown_target_says_which_there_are(article):
    result = run(article, "--target", "tropps")
    assert result.exit_code == 1
    assert "neither a packaged target (cruise_missiles, " in result.stderr


def test_a_page_says_its_encoding_itself(tmp_path):
    pytest.importorskip("trafilatura")
    said = "“We will not send troops,” Zoë Kos said. " + "The ministers met for two days in Kiel. " * 8
    page = tmp_path / "a.html"
    page.write_bytes(
        f'<html><head><meta charset="windows-1252"></head><body><p>{said}</p></body></html>'.encode("cp1252")
    )
    result = run(page, "--json")
    assert json.loads(result.stdout)["positions"][0]["holder"] == "Zoë Kos"


ARTICLE = """“{place} will not send troops,” the president of {place} said on Monday.

The prime minister said sending soldiers could not be ruled out.
"""


@pytest.fixture
def wire(tmp_path):
    """Nine articles, one of which cannot be read."""
    folder = tmp_path / "wire"
    folder.mkdir()
    places = ("Spain", "Chad", "Mali", "Peru", "Nepal", "Kenya", "Italy", "France", "Ghana")
    for number, place in enumerate(places):
        (folder / f"{number}.txt").write_text(ARTICLE.format(place=place), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"\x00\xff\xfe")
    return folder


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.tsv.gz"])
def test_many_articles_to_one_table_in_several_processes_or_one(tmp_path, wire, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    written = []
    for more in ([], ["--jobs", 2], ["--jobs", 2, "--batch-size", 1], ["--resume"]):
        done = run(wire, "-o", tmp_path / name, "--on-error", "skip", *more)
        assert done.exit_code == 3
        assert done.stderr.count("left out: ") == 1
        assert done.stderr.endswith("8 articles read, 1 left out\n")
        written.append((tmp_path / name).read_bytes())
    if name != "out.parquet" and not name.endswith("gz"):  # a batch is a row group, or a member
        assert len(set(written)) == 1
    assert written[0] == written[1] == written[3]


def test_the_rows_of_the_table(tmp_path, wire):
    assert run(wire / "0.txt", "-o", tmp_path / "out.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    spain = next(row for row in rows if row["position"] == "ruled_out")
    assert list(spain) == [
        "file", "holder", "position", "confidence", "aliases", "statements", "best_statement",
    ]  # fmt: skip
    assert spain["best_statement"] == "“Spain will not send troops,”"
    assert spain["file"] == str(wire / "0.txt")


def test_readings_are_gone_on_with_where_they_were_stopped(tmp_path, wire):
    out = tmp_path / "out.jsonl"
    whole = run(wire, "--json", "-o", out, "--on-error", "skip")
    assert whole.exit_code == 3
    expected = out.read_bytes()
    out.unlink()
    stopped = run(wire, "--json", "-o", out, "--resume")
    assert stopped.exit_code == 1
    assert "4.txt: no utf-8 text" in stopped.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl.journal", "out.jsonl.part", "wire"]
    assert "another format" in run(wire, "-o", out, "--resume").stderr
    assert run(wire, "--json", "-o", out, "--resume", "--on-error", "skip").exit_code == 3
    assert out.read_bytes() == expected
    assert expected.count(b"\n") == 8


def test_pages_of_readings_that_are_gone_on_with_are_not_left_out(tmp_path, wire):
    arguments = [wire, "--json", "-o", tmp_path / "out.jsonl", "--resume"]
    pages = ["--html", tmp_path / "pages"]
    assert "4.txt" in run(*arguments).stderr
    assert "another html; give the same again" in run(*arguments, *pages, "--on-error", "skip").stderr
    (tmp_path / "out.jsonl.journal").unlink()
    (tmp_path / "out.jsonl.part").unlink()
    assert "4.txt" in run(*arguments, *pages).stderr
    assert run(*arguments, *pages, "--on-error", "skip").exit_code == 3
    assert len(list((tmp_path / "pages").iterdir())) == 8


def test_what_cannot_be_asked_for_together(tmp_path, wire):
    assert run(wire, "--jobs", 2).exit_code == 2
    assert run(wire, "--resume").exit_code == 2
    assert run(wire, "--json", "--csv").exit_code == 2
    assert "name a file with --output" in run(wire, "--json", "--resume").stderr


@pytest.mark.parametrize(
    ("flag", "output"),
    [
        ("--csv", ["-o", "x.jsonl"]),
        ("--csv", ["-o", "x.tsv.gz"]),
        ("--json", ["-o", "x.csv"]),
        ("--json", ["--output-format", "csv"]),
    ],
)
def test_a_format_that_is_not_the_output_s_is_refused(article, monkeypatch, tmp_path, flag, output):
    monkeypatch.chdir(tmp_path)
    refused = run(article, flag, *output)
    assert refused.exit_code == 2
    assert flag in refused.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("flag", "name"), [("--csv", "x.csv"), ("--json", "x.jsonl.gz"), ("--json", "x.out")]
)
def test_a_format_that_is_the_output_s_or_that_no_suffix_tells_is_written(article, tmp_path, flag, name):
    assert run(article, flag, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).exists()


def test_standard_input_is_not_handed_to_other_processes(article):
    for files in (["-"], [article, "-"]):
        refused = run(*files, "--json", "--jobs", 2, given=SAID)
        assert refused.exit_code == 2
        assert "standard input" in refused.stderr
        assert refused.stdout == ""


def test_every_article_has_a_page_of_its_own(tmp_path):
    names = ["v/b.txt", "x/a.txt", "y/a.txt", "z/A.txt", "z/a-2.txt", "z/a-3.html.txt", "z/a-4.txt"]
    for number, name in enumerate(names):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"“We will not send troops,” Jan Kos{'abcdefg'[number]} said.", encoding="utf-8")
    done = run(*(tmp_path / name for name in names), "--html", tmp_path / "pages")
    assert done.exit_code == 0
    pages = sorted((tmp_path / "pages").iterdir())
    assert [page.name for page in pages] == [
        "A-6.html", "a-2.html", "a-3.html", "a-3.html.html", "a-4.html", "a-5.html", "b.html",
    ]  # fmt: skip
    holders = [next(c for c in "abcdefg" if f"Kos{c}" in page.read_text(encoding="utf-8")) for page in pages]
    assert sorted(holders) == list("abcdefg")
