import pytest

from stance.data.files import Files, file_facts
from stance.errors import DataError


def files(*names):
    return Files(tuple(map(str, names)), None, "utf-8", None, True, print)


def test_progress_in_parquet_files_goes_by_their_rows(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path, other = tmp_path / "a.parquet", tmp_path / "b.jsonl"
    parquet.write_table(pa.table({"text": [f"Grain {n}." for n in range(10_000)]}), path)
    other.write_text('{"text":"Grain."}\n')
    source = files(path, other)
    sizes = path.stat().st_size, other.stat().st_size
    told = [source.n_bytes_read() for _ in source.rows()]
    assert told[:-1] == [sizes[0] * n // 10_000 for n in range(1, 10_001)]
    assert told[-1] == source.n_bytes_read() == source.n_bytes() == sum(sizes)


def test_facts_of_many_files_are_as_short_as_those_of_one_and_change_with_each(tmp_path):
    names = [tmp_path / f"{n}.jsonl" for n in range(50)]
    for name in names:
        name.write_text("{}\n")
    facts = file_facts(map(str, names))
    assert facts == file_facts(map(str, names))
    assert len(facts) == len(file_facts([str(names[0])])) < 100
    assert facts != file_facts(map(str, names[::-1]))
    names[7].write_text("{} \n")
    assert facts != file_facts(map(str, names))


@pytest.mark.parametrize("typed", [False, True])
def test_rows_with_keys_of_their_own_make_no_table(tmp_path, typed):
    if typed:
        pytest.importorskip("pyarrow")
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text":"Grain.","k{n}":1}}\n' for n in range(10_001)))
    with pytest.raises(
        DataError, match=r"a\.jsonl: its rows have more than 10,000 different columns; write JSONL"
    ):
        files(path).all_columns(typed=typed)
