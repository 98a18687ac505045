import io
import os
import sys

import pytest

from stance.data.compression import compressed
from stance.data.documents import document_paths, read_document, text_of_page
from stance.errors import DataError, MissingExtraError

PAGE = """<html><head><title>T</title><script>var troops = 1;</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Paris says no</h1>
<p>“We will not send troops,” Jan Kos said on Monday in Paris, where the ministers of many countries met.</p>
<p>The talks go on in Geneva this week, officials said, and nobody expects them to end before summer.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_folder_stands_for_its_articles(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.TXT", "1.txt", "3.html", "4.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = list(document_paths([str(tmp_path), "-"]))
    assert [p.removeprefix(str(tmp_path) + "/") for p in found] == ["1.txt", "3.html", "b/2.TXT", "-"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_articles_in_a_folder_are_regular_files(tmp_path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "b.txt").write_text("x", encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt" / "b.txt")
    (tmp_path / "d.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "e.txt")
    found = list(document_paths([str(tmp_path)]))
    assert [p.removeprefix(str(tmp_path) + "/") for p in found] == ["a.txt/b.txt", "c.txt"]


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(DataError, match="no article"):
        list(document_paths([str(tmp_path)]))


def test_text_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffNo troops.".encode())
    assert read_document(str(tmp_path / "a.txt")) == "No troops."


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"caf\xe9", "byte 3"), (b"PK\x00\x00", "NUL"), ("No.".encode("utf-16")[:-1], "byte 6")],
)
def test_what_is_no_text_is_refused(tmp_path, content, message):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(DataError, match=rf"a\.txt: .*{message}"):
        read_document(str(path))


def test_another_encoding(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("café".encode("latin-1"))
    assert read_document(str(path), "latin-1") == "café"
    path.write_bytes("café".encode("utf-16"))
    assert read_document(str(path)) == "café"
    assert read_document(str(path), "UTF8") == "café"
    path.write_bytes("\ufeffcafé".encode())
    assert read_document(str(path), "UTF_8") == "café"
    for name in ("nonsense", "rot13", "base64"):
        with pytest.raises(DataError, match=f"there is no text encoding “{name}”"):
            read_document(str(path), name)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_articles(tmp_path, suffix):
    (tmp_path / f"a.txt{suffix}").write_bytes(compressed(b"No troops.", suffix))
    (tmp_path / f"b.HTML{suffix}").write_bytes(compressed(PAGE.encode(), suffix))
    (tmp_path / f"c.csv{suffix}").write_bytes(b"")
    text, page = document_paths([str(tmp_path)])
    assert read_document(text) == "No troops."
    assert read_document(page).startswith("Paris says no")
    for damaged in (compressed(b"No troops.", suffix)[:-3], b"No troops."):
        (tmp_path / f"a.txt{suffix}").write_bytes(damaged)
        with pytest.raises(DataError, match=rf"a\.txt{suffix}: cannot be decompressed"):
            read_document(text)


def test_a_missing_file():
    with pytest.raises(DataError, match=r"nowhere\.txt: cannot be read"):
        read_document("nowhere.txt")


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"No troops.")))
    assert read_document("-") == "No troops."


def test_a_page_on_standard_input(monkeypatch):
    pytest.importorskip("trafilatura")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"\n<!DOCTYPE html>{PAGE}".encode())))
    assert "<p>" not in read_document("-")


def test_a_page_is_reduced_to_its_article(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    text = read_document(str(path))
    assert "“We will not send troops,” Jan Kos said" in text
    assert "var troops" not in text
    assert "<p>" not in text
    assert read_document(str(path), as_page=False) == PAGE


def test_a_page_without_an_article():
    pytest.importorskip("trafilatura")
    with pytest.raises(DataError, match="no article is found"):
        text_of_page("<html></html>", "x.html")


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'troop-stance\[html\]'"):
        text_of_page(PAGE)
