"""The check that what is given as texts is texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def check_text(text: object, place: str = "the text") -> str:
    """Return the text. Raises ``TypeError`` when it is no string."""
    if isinstance(text, str):
        return text
    advice = "; decode it first, for example text.decode('utf-8')" if isinstance(text, bytes) else ""
    raise TypeError(f"{place} is {type(text).__name__}, not str{advice}")


def check_no_single(texts: object) -> None:
    """Raise ``TypeError`` for one text, a mapping or a table where several texts are expected."""
    if isinstance(texts, (str, bytes)):
        raise TypeError("expected a list of texts and got one text; put it into a list")
    if isinstance(texts, Mapping) or hasattr(texts, "columns"):
        raise TypeError(f"expected a list of texts and got {type(texts).__name__}; take its column of texts")


def check_texts(texts: Iterable[str]) -> list[str]:
    """Return texts as a list. Raises ``TypeError`` naming the first that is no string."""
    check_no_single(texts)
    try:
        items = list(texts)
    except TypeError:
        raise TypeError(f"expected a list of texts and got {type(texts).__name__}") from None
    if not all(isinstance(text, str) for text in items):
        for i, text in enumerate(items):
            check_text(text, f"texts[{i}]")
    return items
