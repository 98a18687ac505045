import io

import pytest

from stance.data.formats import read_rows
from stance.data.rows import read_statements
from stance.data.tables import table_rows
from stance.errors import DataError

COLUMNS = {"quote": ["We go.", "We stay."], "position": ["open", "ruled_out"], "n": [1, 2]}


@pytest.fixture
def parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    path = tmp_path / "a.parquet"
    write_table(pyarrow.table(COLUMNS), path)
    return path


def statements(source):
    return [(s.line, s.text, s.position) for s in read_statements(source)]


def test_parquet(parquet):
    assert statements(parquet) == [(1, "We go.", "open"), (2, "We stay.", "ruled_out")]


def test_parquet_from_a_stream_that_cannot_seek(parquet):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    rows = read_rows(Pipe(parquet.read_bytes()), "parquet")
    assert [(row.line, row.values["n"]) for row in rows] == [(1, 1), (2, 2)]


def test_what_is_no_parquet(tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(b"text\nWe go.\n")
    with pytest.raises(DataError, match=r"a\.parquet, no Parquet file that can be read"):
        read_statements(tmp_path / "a.parquet")


def test_a_frame_a_dataset_and_dicts():
    datasets = pytest.importorskip("datasets")
    pandas = pytest.importorskip("pandas")
    expected = [(1, "We go.", "open"), (2, "We stay.", "ruled_out")]
    assert statements(pandas.DataFrame(COLUMNS)) == expected
    assert statements(datasets.Dataset.from_dict(COLUMNS)) == expected
    assert (
        statements([dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)])
        == expected
    )


def test_a_missing_value_of_a_frame_is_none():
    pandas = pytest.importorskip("pandas")
    [row] = table_rows(pandas.DataFrame({"text": ["We go."], "position": [float("nan")]}))
    assert row == {"text": "We go.", "position": None}
    with pytest.raises(DataError, match="the table, line 1: column “position” has no label"):
        read_statements([row])


def test_a_column_that_a_frame_has_not_is_named_with_the_parameter():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"role": ["head"], "text": ["We go."]})
    with pytest.raises(DataError, match=r"the table: no column “nope”; it has role, text; .* with label=…$"):
        read_statements(frame, label="nope")
    with pytest.raises(DataError, match=r"the table: no column “quote”; it has role, text; .* with text=…$"):
        read_statements(frame, label="role", text="quote")


def test_rows_that_are_no_mappings():
    with pytest.raises(TypeError, match="not str"):
        read_statements(["We go."])
