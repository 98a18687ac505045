"""Stance on troop deployment: who is open to it, who has ruled it out, and who has said neither.

>>> import stance
>>> stance.label("We have ruled out sending troops.").position
<Position.RULED_OUT: 'ruled_out'>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

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
from stance.version import __version__

if TYPE_CHECKING:
    from stance.api import label, load, read
    from stance.model.labeler import Labeler
    from stance.reading.article import Reading
    from stance.reading.positions import HolderPosition, Statement
    from stance.target import Target
    from stance.values import Evidence, Explanation, Judgement, Position, Sentiment

__all__ = [
    "DataError", "Evidence", "Explanation", "HolderPosition", "Judgement", "Labeler", "LexiconError",
    "MissingExtraError", "ModelChangedError", "ModelDamagedError", "ModelError", "ModelNotFoundError",
    "ModelVersionError", "Position", "Reading", "Sentiment", "StanceError", "Statement", "Target",
    "__version__", "label", "load", "read",
]  # fmt: skip

# Loaded when they are first asked for: labelling does without the reader, and a command that is stopped while
# it starts says so only if this module is read at once.
_HOMES = {
    "stance.api": ("label", "load", "read"),
    "stance.model.labeler": ("Labeler",),
    "stance.reading.article": ("Reading",),
    "stance.reading.positions": ("HolderPosition", "Statement"),
    "stance.target": ("Target",),
    "stance.values": ("Evidence", "Explanation", "Judgement", "Position", "Sentiment"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
