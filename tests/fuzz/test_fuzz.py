"""What fuzzing found stays mended; and a few seconds of it, where atheris is installed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.promises import PROMISES

FOLDER = Path(__file__).parent / "inputs"
KEPT = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
SECONDS = 3  # for each promise
PLAIN = [b"", b"\0", b"\xff\xfe", b"{}", "“We will not send troops,” Jan Kos said.\x1e\u202e".encode()]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_broke_a_promise_once(path):
    PROMISES[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", PROMISES)
def test_promises_hold_for_plain_bytes(name):
    if name == "pages":
        pytest.importorskip("trafilatura")
    for content in PLAIN:
        PROMISES[name](content)


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris")
@pytest.mark.parametrize("name", PROMISES)
def test_a_few_seconds_of_fuzzing_find_nothing(name, tmp_path, root):
    if name == "pages":
        pytest.importorskip("trafilatura")
    command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(SECONDS), "--finds", str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
