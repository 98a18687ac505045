"""What must hold for any bytes: one function a door of the library, each raises where a promise is broken.

``python -m tests.fuzz`` feeds them with bytes that it finds by coverage, ``test_fuzz`` with those that broke
one before.
"""

from __future__ import annotations

import functools
import io
import json
import math
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np

import stance
from stance.data.articles import read_article
from stance.data.documents import text_of_page
from stance.data.formats import FORMATS, BadRow, Row, read_rows
from stance.data.rows import BadRows, text_rows
from stance.data.writers import writer_of
from stance.errors import DataError, ModelError
from stance.model.lexical import weights_of
from stance.model.packing import open_folder, save_lexical
from stance.pieces import SPECIAL, PieceReader
from stance.reading.article import read
from stance.target import Target
from stance.text.tokens import tokenize
from tests.conftest import tiny_corpus

_TAGS = frozenset(
    "html head meta title style body main table caption thead tbody tr th td span br a div mark "
    "footer".split()
)
_ENCODINGS = ("utf-8", "latin-1", "utf-8-sig", "cp1252", "utf-16", "idna", "shift_jis", "rot13")


def _text(content: bytes) -> str:
    """Make any bytes a string, lone surrogates among them."""
    return content.decode("utf-8", "surrogateescape")


@functools.cache
def _fast() -> stance.Labeler:
    return stance.load("fast")


@functools.cache
def _pieces() -> PieceReader:
    table = open_folder(Path(stance.__file__).parent / "packaged" / "fast")[0].learnt.table
    letters = [prefix + chr(code) for prefix in ("", "##") for code in range(ord("a"), ord("z") + 1)]
    return PieceReader([*SPECIAL, *letters], table)


def texts(content: bytes) -> None:
    """Spans index the text given; a text has the same numbers alone, in a batch and in a stream."""
    batch = _text(content).split("\x1e")
    table = tokenize(batch)
    lengths = np.array([len(text) for text in batch])
    assert (table.starts >= 0).all()
    assert (table.starts < table.ends).all()
    assert (table.ends <= lengths[table.text]).all()
    labeler = _fast()
    together = labeler.predict_proba(batch)
    assert np.isfinite(together).all()
    assert np.abs(together.sum(axis=1) - 1).max() < 1e-9
    assert np.array_equal(together, np.vstack([labeler.predict_proba([text]) for text in batch]))
    assert np.array_equal(together, labeler.predict_proba(batch[::-1])[::-1])
    streamed = [list(j.probabilities.values()) for j in labeler.stream(iter(batch), batch_size=2)]
    assert together.tolist() == streamed
    for text, judgement, pieces in zip(batch, labeler.label(batch), _pieces()(batch), strict=True):
        assert all(e.text == text[e.start : e.end] for e in judgement.evidence)
        assert abs(sum(e.contribution for e in judgement.evidence) - judgement.score) < 1e-9
        assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))


class _Tags(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, tag
        for name, value in attrs:
            assert name in {"lang", "charset", "name", "content", "http-equiv", "class", "id", "scope",
                            "colspan", "href"}, name  # fmt: skip
            assert name != "href" or (value or "").startswith("#s"), value


def articles(content: bytes) -> None:
    """An article is read or refused as binary; statements are spans of it, and its page is inert."""
    text = _text(content)
    try:
        reading = read(text, _fast())
    except DataError:
        assert "\x00" in text
        return
    assert [text[s.start : s.end] for s in reading.statements] == [s.text for s in reading.statements]
    assert {h for s in reading.statements for h in s.holders} == {row.holder for row in reading.positions}
    assert all(row.statements for row in reading.positions)
    assert all(math.isfinite(row.confidence) and 0 <= row.confidence <= 1 for row in reading.positions)
    json.dumps(reading.to_dict(), allow_nan=False)
    _Tags().feed(reading.to_html())


def pages(content: bytes) -> None:
    """A web page has text or is refused."""
    try:
        assert text_of_page(content)
    except DataError:
        return


@functools.cache
def _folder() -> tuple[tempfile.TemporaryDirectory[str], Path, bytes]:
    from stance.model.classifier import StanceClassifier

    kept = tempfile.TemporaryDirectory()
    folder = Path(kept.name) / "model"
    fitted = {"position": StanceClassifier(C=1.0, calibration_folds=0).fit(*tiny_corpus())}
    save_lexical(folder, weights_of(fitted), name="tiny", training={}, card="# Tiny")
    return kept, folder, (folder / "manifest.json").read_bytes()


def tiny_manifest() -> bytes:
    """Return the manifest of the folder that ``manifests`` puts others into."""
    return _folder()[2]


def manifests(content: bytes) -> None:
    """A folder with any manifest is opened or refused by a named error; what is opened works."""
    _, folder, whole = _folder()
    _open(folder, content)
    try:
        changes = json.loads(content)
    except (ValueError, RecursionError):
        return
    if isinstance(changes, dict):
        _open(folder, json.dumps(json.loads(whole) | changes).encode("utf-8", "surrogatepass"))


def _open(folder: Path, manifest: bytes) -> None:
    (folder / "manifest.json").write_bytes(manifest)
    try:
        labeler = stance.load(folder)
    except ModelError:
        return
    repr(labeler)
    assert np.isfinite(labeler.predict_proba(["We may send troops."])).all()


def rows(content: bytes) -> None:
    """A file of any format and encoding gives rows or says what is wrong; JSONL is read as written."""
    kind, encoding, content = (content[:1] or b"\0")[0], (content[1:2] or b"\0")[0], content[2:]
    file_format = FORMATS[kind % len(FORMATS)]
    try:
        found = list(read_rows(io.BytesIO(content), file_format, _ENCODINGS[encoding % len(_ENCODINGS)]))
        list(text_rows(found, None, BadRows("file", stop=False, report=lambda _: None)))
    except DataError:
        return
    assert all(row.line >= 1 for row in found)
    assert all(row.reason for row in found if isinstance(row, BadRow))
    if file_format in ("parquet", "arrow"):
        return
    good = [row.values for row in found if isinstance(row, Row)]
    written = writer_of("jsonl").encode(good)
    again = [row.values for row in read_rows(io.BytesIO(written), "jsonl")]
    assert repr(again) == repr(good)


def files(content: bytes) -> None:
    """Target files and gold articles are read or refused with ``DataError``."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "file.json"
        path.write_bytes(content)
        path.with_suffix(".txt").write_bytes(b"We may send troops.")
        for read_file in (Target.from_file, read_article):
            try:
                read_file(path)
            except DataError:
                continue


PROMISES: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (texts, articles, pages, manifests, rows, files)
}
