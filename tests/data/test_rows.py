from pathlib import Path

import pytest

from stance.data.formats import BadRow, Row
from stance.data.rows import BadRows, read_statements, text_column, text_rows
from stance.errors import DataError


def test_the_text_column_is_guessed_or_named():
    assert text_column(["id", "statement", "text"], None, "f") == "text"
    assert text_column(["id", "words"], "words", "f") == "words"
    assert text_column(["Text", "Quote ", "quote"], None, "f") == "quote"
    assert text_column(["ID", "Quote "], None, "f") == "Quote "
    with pytest.raises(DataError, match="f: no column “quote”; it has id, text; name one with --text"):
        text_column(["id", "text"], "quote", "f")
    with pytest.raises(DataError, match="plainly the text"):
        text_column(["a", "b"], None, "f")


def test_bad_rows_are_reported_and_counted():
    said: list[str] = []
    bad = BadRows("f.csv", stop=False, report=said.append)
    given = [Row(2, {"text": "a"}), BadRow(3, "broken"), Row(4, {"text": None}), Row(5, {"text": "b"})]
    assert [text for _, text in text_rows(given, None, bad)] == ["a", "b"]
    assert bad.count == 2
    assert said == [
        "left out: f.csv, line 3: broken",
        "left out: f.csv, line 4: column “text” holds nothing, not a text",
    ]


def test_the_first_bad_row_stops():
    bad = BadRows("f.csv", stop=True, report=print)
    with pytest.raises(DataError, match=r"f\.csv, line 3: broken"):
        list(text_rows([BadRow(3, "broken")], None, bad))


def test_statements(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position,sentiment,country\nWe go.,open,,Mali\n", encoding="utf-8")
    (statement,) = read_statements(path)
    assert (statement.text, statement.position, statement.sentiment) == ("We go.", "open", None)
    assert statement.extra["country"] == "Mali"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "a"}', "no column “position”; it has text; name one with label=…"),
        ('{"text": "a"}\n{"text": "b", "position": "open"}', "line 1: column “position” has no label"),
        ('{"words": "a", "position": "open"}', "it has words, position; name one with text=…"),
        ('{"text": "a", "position": 3}', "line 1: column “position” has no label"),
        ('{"text": "a", "position": "open", "sentiment": 2}', "sentiment"),
        ('{"text": "a", "position": "\\u009bopen"}', r"line 1: the label '\\x9bopen' holds a character that"),
        ('{"text": "a", "position": "open", "sentiment": "a\\n"}', r"line 1: the label 'a\\n' holds"),
        ("", "it has no rows"),
    ],
)
def test_statements_that_are_wrong(tmp_path, content, message):
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_statements(path)


def test_a_missing_file():
    with pytest.raises(DataError, match=r"nowhere\.csv: cannot be read"):
        read_statements(Path("nowhere.csv"))


def test_bad_rows_are_left_out_and_told_where_that_is_asked_for(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position\nWe go.,open\nNo.,\nWe stay,x,y\nNever.,ruled_out\n", encoding="utf-8")
    said: list[str] = []
    bad = BadRows(str(path), stop=False, report=said.append)
    assert [(s.line, s.position) for s in read_statements(path, bad=bad)] == [(2, "open"), (5, "ruled_out")]
    assert bad.count == len(said) == 2
    assert "line 3: column “position” has no label" in said[0]
    assert "line 4: 3 fields, and the header has 2" in said[1]


def test_another_encoding_and_format(tmp_path):
    path = tmp_path / "a.data"
    path.write_bytes("text;position\n".replace(";", "\t").encode() + "Où?\topen\n".encode("latin-1"))
    (statement,) = read_statements(path, encoding="latin-1", file_format="tsv")
    assert statement.text == "Où?"
