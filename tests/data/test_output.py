from pathlib import Path

import pytest

from stance.data.output import open_output
from stance.errors import DataError


def test_a_file_appears_only_when_complete(tmp_path):
    path = tmp_path / "out.csv"
    with open_output(str(path)) as stream:
        stream.write(b"a")
        assert not path.exists()
    assert path.read_text() == "a"


def test_an_error_leaves_nothing_behind_and_the_old_file_whole(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")

    def fail():
        with open_output(str(path)) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="cannot be written"), open_output(str(tmp_path / "no" / "out.csv")):
        pass


def test_what_is_no_regular_file_is_written_to_and_stays_what_it_is(tmp_path):
    with open_output("/dev/null") as stream:
        stream.write(b"a")
    assert Path("/dev/null").is_char_device()
    assert not list(Path("/dev").glob(".null.*"))
