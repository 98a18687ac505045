import csv
import datetime as dt
import decimal
import io
import math
import re

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


def test_binary_data_is_no_text():
    with pytest.raises(DataError, match="binary data, which is no text; leave it out, or write Parquet"):
        writer_of("csv").encode([{"text": "a", "b": b"x"}])


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


def test_what_parquet_is_made_of_is_compressed():
    pytest.importorskip("pyarrow")
    assert len(writer_of("parquet").encode([{"text": "We send none. " * 9}] * 1000)) < 20_000


@pytest.mark.parametrize("value", [{}, [{}], {"a": {}}])
def test_what_parquet_has_no_type_for_is_told_at_the_first_rows(value):
    pytest.importorskip("pyarrow")
    with pytest.raises(DataError, match=r"Parquet has not all types of the columns: .*; write JSONL instead"):
        writer_of("parquet").encode([{"text": "Grain.", "n": value}])


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


UTC = dt.UTC
NOON = dt.datetime(2024, 2, 26, 12, 0, 0, 5, UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("kind", "first", "then", "other"),
    [
        ("int64", 1, 1.5, "double"),
        ("int64", 1, decimal.Decimal("1.5"), "decimal128(2, 1)"),
        ("int8", 1, 300, "int64"),
        ("float", 1.5, 0.1, "double"),
        ("float", 1.5, 1e300, "double"),
        ("struct", {"a": 1}, {"a": 1, "b": 2}, "struct<a: int64, b: int64>"),
        ("list", [{"a": 1}], [{"a": 1.5}], "list<item: struct<a: double>>"),
        ("date32", NOON.date(), NOON, "timestamp[us]"),
        ("ms", NOON.replace(microsecond=1000), NOON, "timestamp[us]"),
        ("utc", NOON.replace(tzinfo=UTC), NOON, "timestamp[us]"),
        ("us", NOON, NOON.replace(tzinfo=UTC), "timestamp[us, tz=UTC]"),
        ("utc", NOON.replace(tzinfo=UTC), NOON.replace(tzinfo=dt.timezone(dt.timedelta(hours=2))), "tz=+02"),
        ("binary", b"a", "a", "string"),
        ("string", "a", b"a", "binary"),
        ("map", [("a", 1)], {"a": 1}, "struct<a: int64>"),
    ],
)
def test_a_value_that_a_column_from_parquet_would_bend_is_refused(kind, first, then, other):
    pa = pytest.importorskip("pyarrow")
    kinds = {
        "int64": pa.int64(), "int8": pa.int8(), "float": pa.float32(), "date32": pa.date32(),
        "struct": pa.struct({"a": pa.int64()}), "list": pa.list_(pa.struct({"a": pa.int64()})),
        "ms": pa.timestamp("ms"), "us": pa.timestamp("us"), "utc": pa.timestamp("us", "UTC"),
        "binary": pa.binary(), "string": pa.string(), "map": pa.map_(pa.string(), pa.int64()),
    }  # fmt: skip
    writer = writer_of("parquet", known={"x": kinds[kind]})
    writer.encode([{"x": first}])
    expected = (
        rf"“x”.*{re.escape(other)}.* where it had {re.escape(str(kinds[kind]))}, .*write JSONL.*same types"
    )
    with pytest.raises(DataError, match=expected):
        writer.encode([{"x": None}, {"x": first}, {"x": then}])


def test_the_nanoseconds_of_a_column_from_parquet_are_not_lost():
    pa = pytest.importorskip("pyarrow")
    moment = pytest.importorskip("pandas").Timestamp(1)
    assert table([[{"x": moment}]], known={"x": pa.timestamp("ns")})["x"].to_pylist() == [moment]
    with pytest.raises(DataError, match=r"“x”.* where it had timestamp\[us\], as for Timestamp"):
        writer_of("parquet", known={"x": pa.timestamp("us")}).encode([{"x": moment}])


def test_values_that_a_column_from_parquet_holds_as_they_are_are_written():
    pa = pytest.importorskip("pyarrow")
    known = {
        "n": pa.float64(),
        "f": pa.float32(),
        "s": pa.struct({"a": pa.int64(), "b": pa.int64()}),
        "t": pa.timestamp("us"),
        "d": pa.decimal128(5, 2),
    }
    rows = [
        {"n": 1.5, "f": float("inf"), "s": {"a": 1, "b": 2}, "t": NOON, "d": decimal.Decimal("1.25")},
        {"n": 2, "f": 0.5, "s": {"a": 1}, "t": NOON.replace(microsecond=0), "d": decimal.Decimal("1.5")},
    ]
    read = table([rows[:1], rows[1:]], known=known)
    assert read.schema.types == list(known.values())
    assert read.to_pylist() == [rows[0], rows[1] | {"s": {"a": 1, "b": None}}]
    [value] = table([[{"f": float("nan")}]], known=known)["f"].to_pylist()
    assert math.isnan(value)


def test_the_first_rows_are_not_bent_to_a_type_that_is_guessed_from_them():
    pytest.importorskip("pyarrow")
    for values in ((NOON.date(), NOON), (NOON, NOON.replace(tzinfo=UTC)), (1, "x")):
        with pytest.raises(DataError, match=r"column “x”: its values are not all of one kind"):
            writer_of("parquet").encode([{"x": value} for value in values])


def test_types_that_cannot_be_guessed_are_written_where_they_are_known():
    pa = pytest.importorskip("pyarrow")
    known = {"m": pa.map_(pa.string(), pa.int64()), "n": pa.uint64()}
    rows = [{"m": [("a", 1)], "n": 2**63}, {"m": None, "n": 1}]
    read = table([rows[:1], rows[1:]], known=known)
    assert read.schema.types == list(known.values())
    assert read.to_pylist() == rows


@pytest.mark.parametrize("first", [[], [{"text": "We go."}]])
def test_a_character_that_parquet_cannot_hold_is_told_with_its_column(first):
    pytest.importorskip("pyarrow")
    writer = writer_of("parquet")
    writer.encode(first)
    expected = r"column “text” has a character that cannot be encoded, a lone surrogate, in 'We \ud800 go'"
    with pytest.raises(DataError, match=re.escape(expected)):
        writer.encode([{"text": "We \ud800 go"}])
    with pytest.raises(DataError, match="a column's name has a character that cannot be encoded"):
        writer_of("parquet").encode([{"\udfff": 1}])
