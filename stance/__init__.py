"""Stance on troop deployment: who is open to it, who has ruled it out, and who has said neither.

>>> import stance
>>> stance.label("We have ruled out sending troops.").position
<Position.RULED_OUT: 'ruled_out'>
"""

from __future__ import annotations

from stance.api import label, load, read
from stance.errors import (
    DataError,
    LexiconError,
    MissingExtraError,
    ModelDamagedError,
    ModelError,
    ModelNotFoundError,
    ModelVersionError,
    StanceError,
)
from stance.model.labeler import Labeler
from stance.reading.article import Reading
from stance.reading.positions import HolderPosition, Statement
from stance.target import Target
from stance.values import Evidence, Explanation, Judgement, Position, Sentiment
from stance.version import __version__

__all__ = [
    "DataError", "Evidence", "Explanation", "HolderPosition", "Judgement", "Labeler", "LexiconError",
    "MissingExtraError", "ModelDamagedError", "ModelError", "ModelNotFoundError", "ModelVersionError",
    "Position", "Reading", "Sentiment", "StanceError", "Statement", "Target", "__version__", "label", "load",
    "read",
]  # fmt: skip
