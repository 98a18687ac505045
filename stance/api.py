"""The one-line ways in: ``stance.label`` and ``stance.read``, with the packaged model loaded once."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, overload

from stance.model.labeler import Labeler, load
from stance.values import Judgement

if TYPE_CHECKING:
    from stance.reading.article import Reading

__all__ = ["label", "load", "read"]


@functools.cache
def _default() -> Labeler:
    return load()


@overload
def label(texts: str) -> Judgement: ...  # type: ignore[overload-overlap]  # a str is an iterable of str
@overload
def label(texts: Iterable[str]) -> list[Judgement]: ...
def label(texts: str | Iterable[str]) -> Judgement | list[Judgement]:
    """Judge one text, or a list of texts in order, with the packaged model.

    >>> label("We will not send troops.").position
    <Position.RULED_OUT: 'ruled_out'>
    >>> [str(j.position) for j in label(["We will send troops.", "It rained."])]
    ['open', 'neutral']
    """
    return _default()(texts) if isinstance(texts, str) else _default().label(texts)


def read(text: str, labeler: Labeler | None = None) -> Reading:
    """Read an article: its statements with their holders, and a table of positions.

    Plain text of any length: a news article, a transcript, a live blog. ``labeler`` judges the statements;
    the packaged model when none is given. Raises ``TypeError`` when the text is no string or the labeler is
    none, and ``DataError`` when the text is binary data.

    >>> reading = read("“We will not send troops,” Jan Kos said. Anna Lee would send a battalion.")
    >>> [(row.holder, str(row.position)) for row in reading.positions]
    [('Jan Kos', 'ruled_out'), ('Anna Lee', 'open')]
    """
    from stance.reading.article import read as read_with  # noqa: PLC0415 – labelling does without

    if not (labeler is None or isinstance(labeler, Labeler)):
        raise TypeError(f"the labeler is {type(labeler).__name__}, not Labeler; give stance.load(…)")
    return read_with(text, _default() if labeler is None else labeler)
