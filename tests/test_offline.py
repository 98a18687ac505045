"""No network: a socket that anything of the library opened would be an error."""

import subprocess
import sys

BLOCKED = """
import socket, _socket

def refuse(*given, **named):
    raise AssertionError("a socket is opened")

socket.socket.__init__ = refuse
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
_socket.getaddrinfo = _socket.gethostbyname = refuse

def audit(event, given):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        raise AssertionError(f"{event} {given}")

import sys
sys.addaudithook(audit)
"""
USED = """
from pathlib import Path
from tempfile import TemporaryDirectory
import stance
from stance.data.rows import Statement
from stance.training.lexical import train_folder

article = "“We will not send troops,” Jan Kos said. http://example.com/a <img src='http://example.com/b'>"
for name in ("fast", "accurate", "cascade"):
    labeler = stance.load(name)
    assert labeler("We may send troops.").evidence
reading = stance.read(article)
assert reading.positions and reading.to_html() and reading.to_dict()
words = ["may", "cannot"] * 12
rows = [Statement(i, f"We {word} send troops {i}.", word, None, {}) for i, word in enumerate(words)]
with TemporaryDirectory() as folder:
    train_folder(Path(folder) / "model", "own", rows, None, made_by="a test", strengths=(1.0,), n_jobs=1)
    stance.load(Path(folder) / "model")("We may.")
try:
    from stance.data.documents import text_of_page
    import trafilatura
except ImportError:
    pass
else:
    linked = "<link rel=canonical href='http://example.com'><img src='http://example.com/a.png'>"
    body = f"<article><p>{article * 5}</p></article>"
    assert text_of_page(f"<html><head>{linked}</head><body>{body}</body></html>")
print("done")
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_nothing_opens_a_socket():
    done = run(BLOCKED + USED)
    assert done.stdout == "done\n", done.stderr


def test_the_block_is_seen():
    for opens in (
        "import socket; socket.socket()",
        "import urllib.request as u; u.urlopen('http://127.0.0.1:9')",
    ):
        done = run(f"{BLOCKED}\n{opens}")
        assert done.returncode == 1
        assert "AssertionError" in done.stderr
