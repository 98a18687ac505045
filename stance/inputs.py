"""The check that what is given as texts is texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


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
    """Return texts as a list: of a list, an iterator, an array, or a column of pandas, Polars or pyarrow.

    Raises ``TypeError`` naming the first that is no string.
    """
    items = _listed(texts)
    if not all(isinstance(text, str) for text in items):
        for i, text in enumerate(items):
            check_text(text, f"texts[{i}]")
    return items


def numbered_texts(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts one by one, as Python's strings; raises ``TypeError`` at the first that is no string."""
    for i, text in enumerate(texts):
        own = text.as_py() if hasattr(text, "as_py") else text  # pyarrow's scalars
        yield str(check_text(own, f"texts[{i}]"))  # numpy's are strings, too


def texts_or_none(texts: Iterable[object]) -> list[str | None]:
    """Return texts as ``check_texts`` does, with None for a missing one: None, NaN or pandas' NA."""
    items = [None if is_gap(text) else text for text in _listed(texts)]
    return [text if text is None else check_text(text, f"texts[{i}]") for i, text in enumerate(items)]


def _listed(texts: Any) -> list[Any]:
    check_no_single(texts)
    for method in ("to_pylist", "tolist"):  # Python's own strings, not pyarrow's or numpy's scalars
        if hasattr(texts, method):
            texts = getattr(texts, method)()
            check_no_single(texts)
    try:
        return list(texts)
    except TypeError:
        raise TypeError(f"expected a list of texts and got {type(texts).__name__}") from None


def is_gap(value: object) -> bool:
    """Say whether a value stands for none: None, NaN, or pandas' NA and NaT."""
    # NA is told by its type's name, since comparing it to itself is neither true nor false.
    nan = isinstance(value, float) and math.isnan(value)
    return value is None or nan or type(value).__name__ in ("NAType", "NaTType")
