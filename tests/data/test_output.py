import os
from pathlib import Path

import pytest

from stance.data.output import clear_parts, open_output
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


@pytest.mark.skipif(os.name != "posix", reason="needs modes of files")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode_and_is_never_more_open(tmp_path, mode):
    path = tmp_path / "out.csv"
    path.touch()
    path.chmod(mode)
    with open_output(str(path)) as stream:
        (part,) = tmp_path.glob("*.part")
        assert part.stat().st_mode & 0o777 & ~mode == 0
        stream.write(b"secret")
    assert path.stat().st_mode & 0o777 == mode
    assert path.read_bytes() == b"secret"


@pytest.mark.skipif(os.name != "posix", reason="needs modes of files")
@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o027, 0o640), (0o022, 0o644)])
def test_a_new_file_has_the_mode_that_the_umask_says(tmp_path, umask, mode):
    old = os.umask(umask)
    try:
        with open_output(str(tmp_path / "out.csv")):
            pass
    finally:
        os.umask(old)
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == mode


def test_the_process_s_umask_is_never_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "umask", None)
    with open_output(str(tmp_path / "out.csv")) as stream:
        stream.write(b"a")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="cannot be written"), open_output(str(tmp_path / "no" / "out.csv")):
        pass


def test_what_is_no_regular_file_is_written_to_and_stays_what_it_is(tmp_path):
    with open_output("/dev/null") as stream:
        stream.write(b"a")
    assert Path("/dev/null").is_char_device()
    assert not list(Path("/dev").glob(".null.*"))


def test_what_a_killed_run_left_is_cleared_and_what_is_being_written_or_is_another_s_stays(tmp_path):
    pytest.importorskip("fcntl")
    path = tmp_path / "out[1].csv"
    others = [
        ".out[1].csv.part",
        ".out[1].csv.0123456z.part",
        ".out1.csv.01234567.part",
        ".b.csv.01234567.part",
    ]
    for name in (".out[1].csv.01234567.part", ".out[1].csv.89abcdef.part", *others):
        (tmp_path / name).touch()
    (tmp_path / ".out[1].csv.00000000.part").symlink_to(tmp_path / ".b.csv.01234567.part")
    with open_output(str(path)) as stream:
        stream.write(b"a")
        clear_parts(str(path))
        assert (
            len(list(tmp_path.glob(".out[[]1].csv.*.part"))) == 3
        )  # the one being written, "z", and the link
    assert path.read_bytes() == b"a"
    assert all((tmp_path / name).exists() for name in others)
