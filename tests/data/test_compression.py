import gzip
import io

import pytest

from stance.data.compression import compressed, decompressed, suffix_of
from stance.data.rows import file_rows
from stance.errors import DataError

LINES = b'{"text":"We go."}\n' * 500


def test_suffixes():
    assert [suffix_of(name) for name in ("a.jsonl.gz", "B.ZST", "a.jsonl", "gz")] == [".gz", ".zst", "", ""]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_members_one_after_another_are_read_as_one_stream(suffix):
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    whole = compressed(LINES, suffix) + compressed(b"", suffix) + compressed(b"last\n", suffix)
    assert compressed(LINES, suffix) == compressed(LINES, suffix)
    stream = decompressed(io.BytesIO(whole), suffix)
    assert list(stream) == [b'{"text":"We go."}\n'] * 500 + [b"last\n"]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("spoil", [lambda b: b"no " + b, lambda b: b[: len(b) // 2]])
def test_a_damaged_file_is_named(tmp_path, suffix, spoil):
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    path = tmp_path / f"in.jsonl{suffix}"
    path.write_bytes(spoil(compressed(bytes(range(32, 127)) * 999 + b"\n" + LINES, suffix)))
    with pytest.raises(DataError, match=rf"in\.jsonl\{suffix}, line 1: it cannot be decompressed"):
        list(file_rows(path))


def test_other_programs_read_what_is_written():
    assert gzip.decompress(compressed(LINES, ".gz") * 2) == LINES * 2
