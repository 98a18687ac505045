"""The one-line way in: ``stance.label``, with the packaged model loaded once."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import overload

from stance.model.labeler import Labeler, load
from stance.values import Judgement

__all__ = ["label", "load"]


@functools.cache
def _default() -> Labeler:
    return load()


@overload
def label(texts: str) -> Judgement: ...  # type: ignore[overload-overlap]  # a str is an iterable of str
@overload
def label(texts: Iterable[str]) -> list[Judgement]: ...
def label(texts: str | Iterable[str]) -> Judgement | list[Judgement]:
    """Judge one text, or a list of texts in order, with the packaged model."""
    return _default()(texts) if isinstance(texts, str) else _default().label(texts)
