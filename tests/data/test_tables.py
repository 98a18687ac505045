import io
import sys
import tracemalloc

import pytest

from stance.data.compression import compressed
from stance.data.files import Files
from stance.data.formats import read_rows
from stance.data.rows import BadRows, read_statements
from stance.data.tables import add_types, table_rows
from stance.errors import DataError, MissingExtraError

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
    with pytest.raises(DataError, match=r"a\.parquet: no Parquet file that can be read"):
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


def test_labels_of_a_frame_are_those_of_the_csv_that_it_writes(tmp_path):
    pandas = pytest.importorskip("pandas")
    texts = [f"Text {n}." for n in range(3)]
    for labels, expected in (
        ([0, 1, 0], ["0", "1", "0"]),
        ([True, False, True], ["true", "false", "true"]),
        ([0, None, 1], ["0", "1"]),
        (pandas.array([1, None, 0], dtype="Int64"), ["1", "0"]),
        (pandas.array([True, None, False], dtype="boolean"), ["true", "false"]),
        (pandas.array(["a ", None, "b"], dtype="string"), ["a", "b"]),
        (pandas.Categorical(["a", None, "b"]), ["a", "b"]),
    ):
        frame = pandas.DataFrame({"text": texts, "label": labels})
        frame.to_csv(tmp_path / "a.csv", index=False)
        frame.to_parquet(tmp_path / "a.parquet")
        for source in (frame, tmp_path / "a.csv", tmp_path / "a.parquet"):
            skipping = BadRows("a", stop=False, report=lambda _: None)
            assert [s.position for s in read_statements(source, bad=skipping)] == expected


def test_pandas_own_missing_values_are_none():
    pandas = pytest.importorskip("pandas")
    rows = [{"text": "We go.", "label": "x", "sentiment": gap} for gap in (pandas.NA, pandas.NaT)]
    assert [s.sentiment for s in read_statements(rows)] == [None, None]


@pytest.fixture
def dataset():
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    kinds = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["no", "yes"])}
    )
    return datasets.Dataset.from_dict(
        {"text": ["We go.", "We stay.", "Hm."], "label": [1, 0, 1]}, features=kinds
    )


NAMED = [(1, "We go.", "yes"), (2, "We stay.", "no"), (3, "Hm.", "yes")]


def test_the_names_of_labels_that_a_dataset_keeps_as_numbers(dataset, tmp_path):
    dataset.save_to_disk(tmp_path / "saved")
    dataset.to_parquet(tmp_path / "a.parquet")
    (arrow,) = (tmp_path / "saved").glob("*.arrow")
    sources = (dataset, dataset.with_format("numpy"), dataset.to_iterable_dataset())
    for source in (*sources, tmp_path / "saved", tmp_path / "a.parquet", arrow):
        assert statements(source) == NAMED


def test_what_passes_through_keeps_its_numbers(dataset, tmp_path):
    dataset.to_parquet(tmp_path / "a.parquet")
    with (tmp_path / "a.parquet").open("rb") as stream:
        assert [row.values["label"] for row in read_rows(stream, "parquet")] == [1, 0, 1]


def test_minus_one_is_no_label_of_a_dataset(dataset):
    dataset = dataset.map(lambda row: {"label": -1 if row["text"] == "Hm." else row["label"]})
    with pytest.raises(DataError, match="the table, line 3: column “label” has no label"):
        read_statements(dataset)


def test_a_split_is_to_be_chosen(dataset, tmp_path):
    datasets = pytest.importorskip("datasets")
    several = datasets.DatasetDict(test=dataset, train=dataset)
    with pytest.raises(
        DataError, match=r'the table: it has the splits test, train; choose one, as table\["test"\]'
    ):
        read_statements(several)
    several.save_to_disk(tmp_path / "{}several")
    with pytest.raises(DataError, match=r"it has the splits test, train; choose one, as .*several/test$"):
        read_statements(tmp_path / "{}several")
    assert statements(tmp_path / "{}several" / "train") == NAMED
    one = datasets.DatasetDict(train=dataset)
    one.save_to_disk(tmp_path / "one")
    assert statements(one) == statements(tmp_path / "one") == NAMED


def test_a_saved_dataset_that_is_damaged_and_a_folder_that_is_none(dataset, tmp_path):
    dataset.save_to_disk(tmp_path / "saved")
    (tmp_path / "saved" / "state.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="saved: no saved dataset that can be read"):
        read_statements(tmp_path / "saved")
    with pytest.raises(DataError, match="it is a folder; name a file in it"):
        read_statements(tmp_path)


@pytest.mark.parametrize("kind", ["stream", "file"])
def test_arrow_files_of_both_kinds(kind, tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(COLUMNS)
    opened = {"stream": pyarrow.ipc.new_stream, "file": pyarrow.ipc.new_file}[kind]
    with opened(str(tmp_path / "a.arrow"), table.schema) as sink:
        sink.write_table(table)
        sink.write_table(table)
    expected = [
        (1, "We go.", "open"),
        (2, "We stay.", "ruled_out"),
        (3, "We go.", "open"),
        (4, "We stay.", "ruled_out"),
    ]
    assert statements(tmp_path / "a.arrow") == expected


def test_what_is_no_arrow(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    broken = pyarrow.Array.from_buffers(  # the second text begins before the first
        pyarrow.string(),
        2,
        [None, pyarrow.py_buffer(b"\4\0\0\0\0\0\0\0\4\0\0\0"), pyarrow.py_buffer(b"text")],
    )
    table = pyarrow.table({"text": broken})
    with pyarrow.ipc.new_stream(str(tmp_path / "b.arrow"), table.schema) as sink:
        sink.write_table(table)
    (tmp_path / "a.arrow").write_bytes(b"text\nWe go.\n")
    for name in ("a.arrow", "b.arrow"):
        with pytest.raises(DataError, match=rf"{name}: no Arrow file that can be read"):
            read_statements(tmp_path / name)


@pytest.mark.parametrize(
    ("missing", "name"), [("pyarrow", "a.parquet"), ("pyarrow", "a.arrow"), ("datasets", "saved")]
)
def test_without_the_extra_the_command_that_installs_it_is_named(missing, name, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "state.json").touch()
    (tmp_path / name).touch()
    with pytest.raises(MissingExtraError, match=r"pip install 'troop-stance\[data\]'$"):
        read_statements(tmp_path / name)


def test_parquet_with_a_text_that_is_no_text(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    text = pyarrow.Array.from_buffers(
        pyarrow.string(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"a\xff")]
    )
    write_table(pyarrow.table({"text": text}), tmp_path / "a.parquet")
    with pytest.raises(DataError, match=r"a\.parquet: no Parquet file that can be read: .*utf-8"):
        read_statements(tmp_path / "a.parquet")


@pytest.mark.parametrize("group", [2000, 20_000])
def test_memory_stays_the_same_over_a_long_parquet_file(group, tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    table = pyarrow.table({"text": [f"{n:0500}" for n in range(20_000)]})
    path = tmp_path / "a.parquet"
    write_table(table, path, row_group_size=group, use_dictionary=False, compression="none")
    tracemalloc.start()  # pyarrow keeps what it reads from a Python file as Python bytes
    try:
        with path.open("rb") as stream:
            held = [tracemalloc.get_traced_memory()[0] for _ in read_rows(stream, "parquet")]
    finally:
        tracemalloc.stop()
    assert len(held) == 20_000
    assert max(held) < path.stat().st_size / 1.5  # a batch of rows as Python holds them is a fifth


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_two_columns_of_one_name_are_refused(name, tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    table = pyarrow.table([["We go."], [1], [2]], names=["text", "a", "a"])
    if name == "a.parquet":
        write_table(table, tmp_path / name)
    else:
        with pyarrow.ipc.new_file(str(tmp_path / name), table.schema) as sink:
            sink.write_table(table)
    expected = rf"{name}: the file has two columns of the name a; rename one"
    with pytest.raises(DataError, match=expected):
        read_statements(tmp_path / name)
    files = Files((str(tmp_path / name),), None, "utf-8", None, stop=True, report=print)
    with pytest.raises(DataError, match=expected):
        files.all_columns(typed=True)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("spoil", [lambda b: b"no " + b, lambda b: b[: len(b) // 2]])
def test_a_compressed_table_that_is_damaged_is_named(parquet, suffix, spoil):
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    path = parquet.with_name(f"a.parquet{suffix}")
    path.write_bytes(compressed(parquet.read_bytes(), suffix))
    assert statements(path) == [(1, "We go.", "open"), (2, "We stay.", "ruled_out")]
    path.write_bytes(spoil(path.read_bytes()))
    expected = rf"a\.parquet\{suffix}: it cannot be decompressed: "
    with pytest.raises(DataError, match=expected):
        read_statements(path)
    with pytest.raises(DataError, match=expected):
        Files((str(path),), None, "utf-8", None, stop=True, report=print).all_columns(typed=True)


def test_types_of_a_column_in_several_files_are_brought_together():
    pa = pytest.importorskip("pyarrow")
    words = pa.dictionary(pa.int8(), pa.string())
    types = {"n": pa.int32(), "kind": words, "gone": pa.null()}
    add_types(types, {"n": pa.float64(), "kind": pa.string(), "gone": pa.bool_(), "more": words})
    assert types == {"n": pa.float64(), "kind": pa.string(), "gone": pa.bool_(), "more": words}
    with pytest.raises(DataError, match=r"“kind”: its values are not all of one kind \(string and int64"):
        add_types(types, {"kind": pa.int64()})
