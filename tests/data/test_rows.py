from pathlib import Path

import pytest

from stance.data.formats import BadRow, Row
from stance.data.rows import BadRows, read_statements, text_column, text_rows
from stance.errors import DataError


def test_the_text_column_is_guessed_or_named():
    assert text_column(["id", "statement", "text"], None, "f") == "text"
    assert text_column(["id", "words"], "words", "f") == "words"
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
        "left out: f.csv, line 4: column “text” holds NoneType, not a text",
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
        ('{"text": "a"}', "line 1: column “position” has no label"),
        ('{"text": "a", "position": 3}', "line 1: column “position” has no label"),
        ('{"text": "a", "position": "open", "sentiment": 2}', "sentiment"),
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
