"""Stance on troop deployment: who is open to it, who has ruled it out, and who has said neither.

>>> import stance
>>> stance.label("We have ruled out sending troops.").position
<Position.RULED_OUT: 'ruled_out'>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from stance.api import label, load, read
from stance.errors import (
    DataError,
    LexiconError,
    MissingExtraError,
    ModelChangedError,
    ModelDamagedError,
    ModelError,
    ModelNotFoundError,
    ModelVersionError,
    StanceError,
)
from stance.model.labeler import Labeler
from stance.target import Target
from stance.values import Evidence, Explanation, Judgement, Position, Sentiment
from stance.version import __version__

if TYPE_CHECKING:
    from stance.reading.article import Reading
    from stance.reading.positions import HolderPosition, Statement

__all__ = [
    "DataError", "Evidence", "Explanation", "HolderPosition", "Judgement", "Labeler", "LexiconError",
    "MissingExtraError", "ModelChangedError", "ModelDamagedError", "ModelError", "ModelNotFoundError",
    "ModelVersionError", "Position", "Reading", "Sentiment", "StanceError", "Statement", "Target",
    "__version__", "label", "load", "read",
]  # fmt: skip

# Loaded when they are first asked for: labelling does without the reader.
_OF_THE_READER = {
    "Reading": "stance.reading.article",
    "HolderPosition": "stance.reading.positions",
    "Statement": "stance.reading.positions",
}


def __getattr__(name: str) -> Any:
    if name not in _OF_THE_READER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_OF_THE_READER[name]), name)


def __dir__() -> list[str]:
    return __all__
