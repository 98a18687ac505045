import pytest

from stance.data.checked import read_checked
from stance.data.rows import BadRows, read_statements
from stance.errors import DataError


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,position\nWe go,open\nWe stay,\nGrain,\n", encoding="utf-8")
    return path


def review(data, content, encoding="utf-8"):
    path = data.with_name("to_check.csv")
    path.write_text(content, encoding=encoding)
    return path


def read(data, path, told=None, **options):
    bad = BadRows(str(path), stop=told is None, report=[].append if told is None else told.append)
    checked = read_checked(path, bad=bad, **options)
    return checked, read_statements(data, checked=checked, text=options.get("text"))


def test_labels_filled_in_by_hand_count_instead(data):
    path = review(data, 'text,line,checked_label\nWe stay,3,neutral\n"we  GO ",2, ruled_out \nGrain,4,\n')
    checked, rows = read(data, path)
    assert [(s.text, s.position) for s in rows] == [("We go", "ruled_out"), ("We stay", "neutral")]
    assert (len(checked), checked.n_empty, checked.n_unlabelled) == (2, 1, 1)
    unlabelled = read_statements(data, label="other", checked=read_checked(path))
    assert [s.line for s in unlabelled] == [2, 3]
    with pytest.raises(DataError, match="no column “other”"):
        read_statements(data, label="other", checked=read_checked(review(data, "text,line,checked_label\n")))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("We go,3,neutral", "line 2: another text is on line 3 of the data; give the file that it"),
        ("We go,99,neutral", "line 2: the data have no row on line 99; give the file that it was chosen"),
        (",2,neutral", "line 2: another text is on line 2 of the data"),
        ("We go,x,neutral", "line 2: “line” holds no number"),
        ("We go,,neutral", "line 2: “line” holds no number"),
        ("We go,2,neutral\nWe go,2,open", "line 3: line 2 has the label “neutral” above; give one"),
    ],
)
def test_a_row_that_fits_no_row_of_the_data_is_named(data, row, reason):
    path = review(data, f"text,line,checked_label\n{row}\n")
    with pytest.raises(DataError) as stopped:
        read(data, path)
    assert str(stopped.value).startswith(f"{path}, {reason}")
    told = []
    checked, rows = read(data, path, told)
    assert checked.bad.count == len(told) == 1
    assert told[0].startswith(f"left out: {path}, {reason}")
    assert [s.position for s in rows] == ["neutral" if "above" in reason else "open"]


def test_the_same_label_twice_is_no_contradiction(data):
    _, rows = read(data, review(data, "text,line,checked_label\nWe go,2,neutral\nWe go,2,neutral\n"))
    assert [s.position for s in rows] == ["neutral"]


def test_a_text_whose_column_was_renamed_is_found(data):
    data.write_text("reason,text,position\nWe go,x,open\n", encoding="utf-8")
    path = review(data, "given_reason,text,line,reason,checked_label\nWe go,x,2,unsure,neutral\n")
    _, rows = read(data, path, text="reason")
    assert [s.position for s in rows] == ["neutral"]


def test_another_encoding(data):
    data.write_text("text,position\nOù?,open\n", encoding="utf-8")
    path = review(data, "text,line,checked_label\nOù?,2,neutral\n", encoding="cp1252")
    told = r"it holds bytes that are not utf-8; name the file's encoding with --checked-encoding$"
    with pytest.raises(DataError, match=rf"to_check\.csv, line 2: {told}"):
        read(data, path)
    _, rows = read(data, path, encoding="cp1252")
    assert [s.position for s in rows] == ["neutral"]
    with pytest.raises(DataError, match=rf"to_check\.csv, in the header: {told}"):
        read(data, review(data, "line,checked_label,où\n", encoding="cp1252"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,line,label\na,2,open\n", "no columns “line” and “checked_label”"),
        ("text,line,checked_label\n1,2,3,4\nWe go,2,open\n", "line 2: 4 fields"),
        ("line,checked_label\n2,open\n", "no column that is plainly the text"),
    ],
)
def test_a_file_that_is_no_review(data, content, message):
    with pytest.raises(DataError, match=message):
        read_checked(review(data, content))


def test_a_column_of_the_text_that_is_gone_is_asked_for(data):
    with pytest.raises(DataError, match=r"no column “said”; it has text, .* leave the text beside"):
        read_checked(review(data, "text,line,checked_label\nWe go,2,open\n"), "said")
