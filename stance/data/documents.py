"""Articles from files: plain text, and web pages reduced to their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from stance.data.compression import decompressed, is_damage, standard_input, suffix_of
from stance.data.formats import encoding_of, encoding_seen
from stance.errors import DataError, MissingExtraError

_PAGES = (".html", ".htm", ".xhtml")
_PAGE_BEGINS = (b"<!doctype html", b"<html")
_HEAD = 1_000  # bytes
_TEXTS = (".txt", ".text", ".md")


def document_paths(given: Iterable[str]) -> Iterator[str]:
    """Yield files; a folder stands for the articles in it and below it, in the order of their names.

    In a folder an article is a regular file, or a link to one: of a pipe nobody knows whether it ends.
    """
    for name in given:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield name
            continue
        found = (p for p in sorted(path.rglob("*")) if _plain_suffix(str(p)) in (*_PAGES, *_TEXTS))
        inside = [p for p in found if p.is_file()]
        if not inside:
            raise DataError(f"{name}: no article in this folder ({', '.join((*_TEXTS, *_PAGES))})")
        yield from map(str, inside)


def read_document(name: str, encoding: str = "utf-8", *, as_page: bool | None = None) -> str:
    """Return the text of a file, or of standard input for "-".

    A web page is reduced to its text; which file is one is told by its suffix, on standard input by how it
    begins, unless ``as_page`` says. Its encoding is what it says itself, unless another than UTF-8 is given.
    A file whose name ends in .gz or .zst is decompressed; the suffix before tells what it is.
    Raises ``DataError`` naming the file when it cannot be read or decoded.
    """
    content = _content(name)
    encoding = encoding_seen(content, encoding_of(encoding))
    is_page = as_page
    if is_page is None:  # standard input has no suffix
        begins = content[:_HEAD].lstrip().lower()
        is_page = _plain_suffix(name) in _PAGES or (name == "-" and begins.startswith(_PAGE_BEGINS))
    plain = encoding == "utf-8"
    if is_page and plain:  # it says itself which encoding it has
        return text_of_page(content, name)
    try:
        text = content.decode("utf-8-sig" if plain else encoding)
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name}: no {encoding} text: byte {error.start} cannot be decoded; give --encoding"
        ) from error
    if "\x00" in text:
        raise DataError(f"{name}: it holds NUL characters: it is binary data or in another encoding")
    return text_of_page(text, name) if is_page else text


def _plain_suffix(name: str) -> str:
    """Return the suffix of a file's name in small letters, without that of a compressed file."""
    return Path(name.removesuffix(Path(name).suffix) if suffix_of(name) else name).suffix.lower()


def _content(name: str) -> bytes:
    """Return the bytes of a file, decompressed, or of standard input."""
    file = "standard input" if name == "-" else name
    try:
        if name == "-":
            return standard_input().read()
        with Path(name).open("rb") as stream:
            return decompressed(stream, suffix_of(name)).read()
    except Exception as error:
        if is_damage(error):
            raise DataError(f"{file}: cannot be decompressed; the file is damaged: {error}") from error
        if isinstance(error, OSError):
            raise DataError(f"{file}: cannot be read: {error.strerror}") from error
        raise


def text_of_page(page: str | bytes, name: str = "the page") -> str:
    """Return the article of a web page as text, a paragraph a line.

    Raises ``MissingExtraError`` without the extra ``html``, and ``DataError`` when no article is found.
    """
    try:
        import trafilatura  # noqa: PLC0415 – an extra
    except ImportError as error:
        raise MissingExtraError(
            "web pages need the extra “html”: pip install 'troop-stance[html]'"
        ) from error
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True)
    if not text:
        raise DataError(f"{name}: no article is found in this page; save its text and read that")
    return str(text)
