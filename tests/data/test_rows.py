from pathlib import Path

import numpy as np
import pytest

from stance.data.checked import Checked, Filled
from stance.data.formats import BadRow, Row
from stance.data.rows import (
    BadRows,
    checked_rows,
    file_rows,
    label_column,
    label_text,
    read_statements,
    text_column,
    text_rows,
)
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


def test_a_text_within_an_object_is_told_with_what_to_do():
    bad = BadRows("f.jsonl", stop=True, report=print)
    with pytest.raises(
        DataError, match=r"f\.jsonl, line 1: column “body” holds an object, .*'\.text = \.body\.t'"
    ):
        list(text_rows([Row(1, {"body": {"n": 1, "t": "We go."}})], None, bad))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ": the file is empty"),
        (b"text,text\n", ": the header names a column twice"),
        (b"t\xe9xt,a\n", ", in the header: it holds bytes"),
        (b'text\n"a"b\n', ", line 2: "),
    ],
)
def test_what_is_wrong_stands_behind_the_file(content, told, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        list(file_rows(path))
    assert str(caught.value).startswith(f"{path}{told}")


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
        ('{"text": "a"}', "no column that is plainly the label; it has text; name one with label=…"),
        ('{"text": "a"}\n{"text": "b", "position": "open"}', "line 1: column “position” has no label"),
        ('{"words": "a", "position": "open"}', "it has words, position; name one with text=…"),
        ('{"text": "a", "position": null}', "line 1: column “position” has no label"),
        ('{"text": "a", "position": " "}', "line 1: column “position” has no label"),
        ('{"text": "a", "position": 1.5}', "line 1: column “position” holds float, not a label"),
        ('{"text": "a", "position": ["open"]}', "line 1: column “position” holds list, not a label"),
        (
            '{"text": "a", "position": "open", "sentiment": 2.5}',
            "column “sentiment” holds float, not a label",
        ),
        (
            '{"text": "a", "position": "open"}\n{"text": " ", "position": "open"}',
            "line 2: column “text” is blank",
        ),
        ('{"text": "a", "position": "\\u009bopen"}', r"line 1: the label '\\x9bopen' holds a character that"),
        ('{"text": "a", "position": "open", "sentiment": "a\\nb"}', r"line 1: the label 'a\\nb' holds"),
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


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (" yes ", "yes"),
        (0, "0"),
        (-1, "-1"),
        (2**70, str(2**70)),
        (3.0, "3"),
        ("3.0", "3"),
        ("3.10", "3.10"),
        ("v3.0", "v3.0"),
        (True, "true"),
        ("True", "true"),
        ("FALSE", "false"),
        ("untrue", "untrue"),
        (np.int64(4), "4"),
        (np.float32(4), "4"),
        (np.bool_(False), "false"),
        (0.5, None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
        (" ", None),
        ([1], None),
        (b"1", None),
    ],
)
def test_the_text_of_a_label(value, label):
    assert label_text(value) == label


def test_the_same_labels_in_json_and_in_csv(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"text": "a", "label": 1, "sentiment": 0}\n{"text": "b", "label": true, "sentiment": false}\n'
        '{"text": "c", "label": 2.0}\n{"text": "d", "label": "yes "}\n',
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text(
        "text,label,sentiment\na,1,0\nb,True,False\nc,2.0,\nd,yes ,\n", encoding="utf-8"
    )
    for name in ("a.jsonl", "a.csv"):
        read = read_statements(tmp_path / name)
        assert [(s.position, s.sentiment) for s in read] == [
            ("1", "0"), ("true", "false"), ("2", None), ("yes", None),
        ]  # fmt: skip


def test_the_label_column_is_guessed():
    assert label_column(["class", "stance", "label", "position"]) == "position"
    assert label_column(["class", "stance", "Label ", "id"]) == "Label "
    assert label_column(["Position", "label"]) == "Position"
    assert label_column(["LABEL", "label"]) == "label"
    assert label_column(["id", "labels"]) is None


def test_a_label_column_that_is_named_is_taken_as_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("stance,label,class\nWe go.,open,x\n", encoding="utf-8")
    assert read_statements(path, text="stance")[0].position == "open"
    assert read_statements(path, text="label")[0].position == "We go."
    assert read_statements(path, text="stance", label="class")[0].position == "x"
    with pytest.raises(DataError, match="no column “Label”; it has stance, label, class"):
        read_statements(path, text="stance", label="Label")


def test_an_index_without_a_name_is_no_label(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",text\n0,We go.\n1,We stay.\n", encoding="utf-8")
    checked = Checked({3: Filled(2, "no", "We stay.")}, 0, BadRows("to_check.csv", stop=True, report=print))
    assert [(s.line, s.position) for s in read_statements(path, checked=checked)] == [(3, "no")]


def test_a_blank_text_is_a_bad_row_of_labelled_data_alone(tmp_path):
    given = [
        Row(2, {"text": "a"}),
        Row(3, {"text": ""}),
        Row(4, {"text": " \u2003\n"}),
        Row(5, {"text": "b"}),
    ]
    said: list[str] = []
    bad = BadRows("f.csv", stop=False, report=said.append)
    assert [text for _, text in text_rows(given, None, bad)] == ["a", "b"]
    assert said == [f"left out: f.csv, line {n}: column “text” is blank" for n in (3, 4)]
    strict = BadRows("f.csv", stop=True, report=print)
    assert [pair[1] for pair in checked_rows(given, None, strict)] == ["a", "", " \u2003\n", "b"]


def weighed(path, *, stop, said):
    bad = BadRows(str(path), stop=stop, report=said.append)
    return [s.line for s in read_statements(path, weighed=True, group_by="place", bad=bad)]


def test_a_weight_and_a_group_that_are_none_make_a_bad_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "text,label,weight,place,multi\na,x,2,Mali,\nb,x,heavy,Mali,\nc,x,-1,Mali,\nd,x,inf,Mali,\n"
        "e,x,, ,\nf,x,,Chad,\ng,x,0.0,7,\nh,x,heavy,,true\n",
        encoding="utf-8",
    )
    said: list[str] = []
    assert weighed(path, stop=False, said=said) == [2, 7, 8, 9]
    assert said == [
        f"left out: {path}, line 3: the weight 'heavy' is no number from 0 on",
        f"left out: {path}, line 4: the weight '-1' is no number from 0 on",
        f"left out: {path}, line 5: the weight 'inf' is no number from 0 on",
        f"left out: {path}, line 6: no value in the column “place” of --group-by",
    ]
    with pytest.raises(DataError, match=r"a\.csv, line 3: the weight 'heavy' is no number from 0 on"):
        weighed(path, stop=True, said=[])
    assert len(read_statements(path)) == 8
    with pytest.raises(DataError, match=r"no column “event”; it has text, .* name one with group_by=…"):
        read_statements(path, group_by="event")


def test_when_nothing_is_left_it_is_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,\n,x\nb\nc,\n", encoding="utf-8")
    bad = BadRows(str(path), stop=False, report=lambda _: None)
    with pytest.raises(DataError, match=r"a\.csv: none of its rows can be used: 4 left out as wrong$"):
        read_statements(path, bad=bad)
    told = "none of its rows can be used: 2 left out as wrong, 2 without a label$"
    bad = BadRows(str(path), stop=False, report=lambda _: None)
    checked = Checked({9: Filled(2, "x", "z")}, 0, bad)
    with pytest.raises(DataError, match=told):
        read_statements(path, bad=bad, checked=checked)


def test_what_says_true_marks_two_holders(tmp_path):
    rows = [
        {"text": "a", "label": "x", "multi": value} for value in (True, "TRUE ", 1.0, "1.0", 0.0, None, "no")
    ]
    assert [s.multi for s in read_statements(rows)] == [True, True, True, True, False, False, False]
