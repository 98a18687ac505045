import csv
import datetime as dt
import io

import pytest

from stance.data.writers import writer_of
from stance.errors import DataError


def table(batches, state=None, known=None):
    """Write batches as Parquet and read the file back."""
    parquet = pytest.importorskip("pyarrow.parquet")
    writer = writer_of("parquet", state, known)
    part = io.BytesIO(b"".join(writer.encode(batch) for batch in batches))
    sink = io.BytesIO()
    writer.finish(part, sink)
    return parquet.read_table(io.BytesIO(sink.getvalue()))


def test_csv():
    writer = writer_of("csv")
    assert writer.state is None
    first = writer.encode([{"text": 'a "b", c', "ok": True, "n": None}])
    then = writer.encode([{"text": "é\n", "ok": False, "n": 1.5}, {"n": [1, "é"]}])
    assert first + then == 'text,ok,n\n"a ""b"", c",true,\n"é\n",false,1.5\n,,"[1,""é""]"\n'.encode()
    with pytest.raises(DataError, match=r"\['new'\]; write JSONL"):
        writer.encode([{"new": 1}])
    assert writer.encode([]) == b""


def test_a_table_is_gone_on_with_from_its_state():
    first = writer_of("tsv")
    begun = first.encode([{"a": 1, "b": 2}])
    assert begun + writer_of("tsv", first.state).encode([{"b": 4, "a": 3}]) == b"a\tb\n1\t2\n3\t4\n"


def test_jsonl():
    assert writer_of("jsonl").encode([{"text": "é"}, {"n": 1}]) == '{"text":"é"}\n{"n":1}\n'.encode()


def test_what_a_spreadsheet_reads_is_what_was_given():
    rows = [
        {"text": text}
        for text in ("a,b", 'say "no"', "two\nlines", "a\rb", "c\r\nd", "tab\there", " space ", "=1+1", "")
    ]
    content = writer_of("csv").encode(rows).decode()
    assert list(csv.DictReader(io.StringIO(content, newline=""))) == rows


def test_parquet_has_a_row_group_a_batch_and_the_types_of_the_first():
    read = table([[{"a": 1, "b": None, "c": 1.5}], [], [{"a": None, "b": "x", "c": 2}, {"a": 3}]])
    assert [str(t) for t in read.schema.types] == ["int64", "string", "double"]
    assert read.to_pylist() == [
        {"a": 1, "b": None, "c": 1.5},
        {"a": None, "b": "x", "c": 2.0},
        {"a": 3, "b": None, "c": None},
    ]


def test_parquet_without_rows_is_a_parquet_file():
    assert table([]).num_rows == 0


def test_parquet_without_rows_has_the_columns_that_it_is_told():
    pa = pytest.importorskip("pyarrow")
    writer = writer_of("parquet", known={"day": pa.date32()})
    assert writer.begin({"day": None, "text": None, "p": 0.0, "abstained": False}) == b""
    sink = io.BytesIO()
    writer.finish(io.BytesIO(), sink)
    read = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(sink.getvalue()))
    assert read.num_rows == 0
    assert [(f.name, str(f.type)) for f in read.schema] == [
        ("day", "date32[day]"), ("text", "string"), ("p", "double"), ("abstained", "bool"),
    ]  # fmt: skip


def test_parquet_is_gone_on_with_from_its_state():
    pytest.importorskip("pyarrow")
    first = writer_of("parquet")
    begun = first.encode([{"a": 1}])
    then = writer_of("parquet", first.state)
    sink = io.BytesIO()
    then.finish(io.BytesIO(begun + then.encode([{"a": None}])), sink)
    whole = io.BytesIO()
    writer = writer_of("parquet")
    writer.finish(io.BytesIO(writer.encode([{"a": 1}]) + writer.encode([{"a": None}])), whole)
    assert sink.getvalue() == whole.getvalue()


@pytest.mark.parametrize(
    ("then", "message"),
    [
        ({"a": "x"}, "not all of one kind"),
        ({"a": 1.5}, "not all of one kind"),
        ({"a": 10**30}, "not all of one kind"),
        ({"b": 1}, r"\['b'\]; write JSONL"),
    ],
)
def test_parquet_refuses_what_does_not_fit_the_first_row(then, message):
    pytest.importorskip("pyarrow")
    writer = writer_of("parquet")
    writer.encode([{"a": 1}])
    with pytest.raises(DataError, match=message):
        writer.encode([then])


def test_columns_from_parquet_keep_their_types():
    pa = pytest.importorskip("pyarrow")
    known = {"day": pa.date32(), "n": pa.int8(), "gone": pa.string()}
    rows = [{"day": dt.date(2024, 2, 26), "n": 7, "position": "open"}]
    assert table([rows], known=known).schema.types == [pa.date32(), pa.int8(), pa.string()]
