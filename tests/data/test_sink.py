import contextlib
import json
import os

import pytest

from stance.data.compression import decompressed, suffix_of
from stance.data.formats import read_rows
from stance.data.sink import open_sink
from stance.errors import DataError

RUN = {"input": [["in.csv", 12, 3]], "model": "abc"}
BATCHES = [[{"n": 1, "t": "é"}, {"n": 2, "t": "b"}], [], [{"n": 3, "t": "c"}]]
FORMATS = ["out.jsonl", "out.csv", "out.tsv.gz", "out.jsonl.zst", "out.parquet"]


class StoppedError(Exception):
    pass


def write(path, batches, run, stop_after=None):
    """Write what a run has still to write; be stopped after some batches."""
    with open_sink(str(path), path.name.split(".")[1], run=run) as sink:
        n_read = sink.done.n_read
        for place, batch in enumerate(batches[n_read:], 1):
            sink.write(batch, 1, int(not batch))
            if place == stop_after:
                raise StoppedError
        return n_read


@pytest.fixture(params=FORMATS)
def path(request, tmp_path):
    if request.param.endswith(("parquet", "zst")):
        pytest.importorskip("pyarrow")
        pytest.importorskip("backports.zstd")
    return tmp_path / request.param


def test_rows_left_out_add_up(tmp_path):
    with open_sink(str(tmp_path / "out.jsonl"), "jsonl", run=RUN) as sink:
        sink.write([{"n": 1}], 3, 2)
        sink.write([{"n": 2}], 4, 3)
        assert (sink.done.n_read, sink.done.n_written, sink.done.n_left_out) == (7, 2, 5)


def test_an_output_that_another_run_has_just_ended_stays_whole(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    path, locks = tmp_path / "out.jsonl", fcntl.flock

    def ended_meanwhile(stream, how):
        monkeypatch.setattr(fcntl, "flock", locks)
        (tmp_path / "out.jsonl.part").rename(path)
        path.write_bytes(b'{"n":1}\n')
        locks(stream, how)

    monkeypatch.setattr(fcntl, "flock", ended_meanwhile)
    with pytest.raises(DataError, match="another run has just ended"):
        write(path, BATCHES, RUN)
    assert path.read_bytes() == b'{"n":1}\n'


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(path):
    write(path, BATCHES, None)
    whole = path.read_bytes()
    path.unlink()
    for left in (0, 1, 2):
        with pytest.raises(StoppedError):
            write(path, BATCHES, RUN, stop_after=1)
        assert not path.exists()
        journal = json.loads((path.parent / (path.name + ".journal")).read_text())
        assert journal["done"]["n_read"] == left + 1
    assert write(path, BATCHES, RUN) == 3
    assert path.read_bytes() == whole
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="needs modes of files")
@pytest.mark.parametrize("run", [None, RUN])
def test_an_output_that_is_replaced_keeps_its_mode(path, run):
    path.touch()
    path.chmod(0o600)
    if run is not None:
        with pytest.raises(StoppedError):
            write(path, BATCHES, run, stop_after=1)
        assert (path.parent / (path.name + ".part")).stat().st_mode & 0o777 == 0o600
    write(path, BATCHES, run)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("run", [None, RUN])
@pytest.mark.parametrize("n_batches", [0, 2])
def test_columns_are_written_without_rows(path, run, n_batches):
    with open_sink(str(path), path.name.split(".")[1], run=run) as sink:
        for _ in range(n_batches):
            sink.write([], 1, 1)
        sink.end({"text": None, "p": 0.5, "é": True})
    columns = []
    file_format = path.name.split(".")[1]
    with path.open("rb") as stream:
        plain = decompressed(stream, suffix_of(path.name))
        assert list(read_rows(plain, file_format, header=columns.extend)) == []
    assert columns == ([] if file_format == "jsonl" else ["text", "p", "é"])


def test_columns_are_written_once(path):
    write(path, BATCHES, None)
    whole = path.read_bytes()
    with open_sink(str(path), path.name.split(".")[1]) as sink:
        for batch in BATCHES:
            sink.write(batch, 1, 0)
        sink.end({"n": 0, "t": ""})
    assert path.read_bytes() == whole


def test_what_was_written_after_the_journal_is_cut_off(path):
    write(path, BATCHES, None)
    whole = path.read_bytes()
    with pytest.raises(StoppedError):
        write(path, BATCHES, RUN, stop_after=1)
    with (path.parent / (path.name + ".part")).open("ab") as part:
        part.write(b"half a row")
    write(path, BATCHES, RUN)
    assert path.read_bytes() == whole


def test_a_part_without_a_journal_is_somebody_s_own(path):
    own = path.parent / (path.name + ".part")
    own.write_bytes(b"kept")
    with pytest.raises(DataError, match=r"\.part: it would be replaced, and no journal"):
        write(path, BATCHES, RUN)
    assert own.read_bytes() == b"kept"
    assert [p.name for p in path.parent.iterdir()] == [own.name]


def test_a_run_that_was_stopped_in_its_first_batch_is_begun_anew(path):
    with contextlib.suppress(StoppedError), open_sink(str(path), path.name.split(".")[1], run=RUN) as sink:
        sink.stream.write(b"half a row")
        raise StoppedError
    assert (path.parent / (path.name + ".part")).read_bytes() == b"half a row"
    assert write(path, BATCHES, RUN) == 0
    write(path.with_name("b" + path.name), BATCHES, None)
    assert path.read_bytes() == path.with_name("b" + path.name).read_bytes()


def test_a_link_is_followed(path, tmp_path):
    write(path, BATCHES, None)
    whole = path.read_bytes()
    path.write_bytes(b"old")
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / path.name
    link.symlink_to(f"../{path.name}")
    with pytest.raises(StoppedError):
        write(link, BATCHES, RUN, stop_after=1)
    assert path.with_name(path.name + ".part").exists()
    assert write(link, BATCHES, RUN) == 1
    assert link.is_symlink()
    assert path.read_bytes() == whole
    assert [p.name for p in link.parent.iterdir()] == [link.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_what_is_no_regular_file_is_not_gone_on_with(tmp_path):
    os.mkfifo(tmp_path / "fifo.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "null.csv").symlink_to(os.devnull)
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    before = sorted(tmp_path.iterdir())
    for path in before:
        with pytest.raises(DataError, match=r"\.csv: it is no regular file.*; leave out --resume"):
            write(path, BATCHES, RUN)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "loop.csv").is_symlink()


def test_a_journal_of_a_run_that_had_just_ended_is_begun_anew(path):
    with pytest.raises(StoppedError):
        write(path, BATCHES, RUN, stop_after=3)
    (path.parent / (path.name + ".part")).unlink()
    assert write(path, BATCHES, RUN) == 0
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def stopped(path):
    with pytest.raises(StoppedError):
        write(path, BATCHES, RUN, stop_after=1)
    return path.parent / (path.name + ".journal"), path.parent / (path.name + ".part")


def test_another_run_is_told_what_differs(tmp_path):
    stopped(tmp_path / "out.csv")
    with pytest.raises(DataError, match="another input, model; give the same again"):
        write(tmp_path / "out.csv", BATCHES, RUN | {"model": "def", "input": []})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"run": 3}',
        b'{"run": {}, "done": {"n_read": 1}, "x": 1',
        b'{"run": {}, "done": {"other": 1}}',
        b'{"run": [1], "done": {}}',
    ],
)
def test_a_journal_that_is_none(tmp_path, content):
    journal, _ = stopped(tmp_path / "out.csv")
    journal.write_bytes(content)
    with pytest.raises(DataError, match=r"out\.csv\.journal: it is no journal|another"):
        write(tmp_path / "out.csv", BATCHES, RUN)


@pytest.mark.parametrize("n_bytes", [-1, "1", 1.5, True, None])
def test_a_journal_with_numbers_that_are_none(tmp_path, n_bytes):
    journal, _ = stopped(tmp_path / "out.csv")
    told = json.loads(journal.read_text())
    told["done"]["n_bytes"] = n_bytes
    journal.write_text(json.dumps(told))
    with pytest.raises(DataError, match="its numbers are none"):
        write(tmp_path / "out.csv", BATCHES, RUN)


def test_a_part_that_was_cut(tmp_path):
    _, part = stopped(tmp_path / "out.csv")
    part.write_bytes(part.read_bytes()[:3])
    with pytest.raises(DataError, match="shorter than its journal says"):
        write(tmp_path / "out.csv", BATCHES, RUN)


def test_two_runs_do_not_write_one_output(tmp_path):
    pytest.importorskip("fcntl")
    path = tmp_path / "out.csv"
    with open_sink(str(path), "csv", run=RUN) as sink:
        sink.write(BATCHES[0], 1, 0)
        with (
            pytest.raises(DataError, match="another run is writing it"),
            open_sink(str(path), "csv", run=RUN),
        ):
            pass
    assert path.read_bytes() == "n,t\n1,é\n2,b\n".encode()


def test_standard_output_has_no_journal():
    with pytest.raises(DataError, match="name a file with --output"), open_sink("-", "csv", run=RUN):
        pass


def test_a_folder_that_is_not_there(tmp_path):
    with (
        pytest.raises(DataError, match=r"no/out\.csv\.part: cannot be written"),
        open_sink(str(tmp_path / "no" / "out.csv"), "csv", run=RUN),
    ):
        pass
